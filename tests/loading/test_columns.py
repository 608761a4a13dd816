"""Where a mistake in a file that is no TOML is said to stand: inside the file, so that an editor can go there."""

from pathlib import Path

import pytest

from tui.loading.problems import Problem
from tui.loading.reading import decode_document
from tui.settings.config import read_config

ENDS = ['a = "\\', 'a = """\\', "a = ", "a", '"', "[", "a = '''", 'a = "\\u12', 'x = 1\na = "b\\']


@pytest.mark.parametrize("text", ENDS)
def test_a_text_that_ends_too_early_is_wrong_at_its_end_at_the_latest(text: str) -> None:
    problem = decode_document(text.encode(), "a.toml")
    assert isinstance(problem, Problem)
    assert problem.line == text.count("\n") + 1
    assert 1 <= problem.column <= len(text.rpartition("\n")[2]) + 1


def test_so_is_a_configuration(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('editor = "\\')
    (problem,) = read_config({"TIES_CONFIG": str(file)}).problems
    assert (problem.line, problem.column) == (1, 12)
