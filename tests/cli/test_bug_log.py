"""The log of a bug: where it is, who may read it, and what is in it."""

import stat
from pathlib import Path

import pytest

from tui.cli.bug_log import LARGEST, NAME, write_bug_log


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"XDG_STATE_HOME": str(tmp_path / "state")}


def failed(words: str = "it broke") -> Exception:
    local = "a value of a variable"
    try:
        raise ValueError(words) from KeyError(len(local))
    except ValueError as error:
        return error


def test_it_lies_with_what_is_remembered_for_nobody_else_to_read(environment: dict[str, str], tmp_path: Path) -> None:
    log = write_bug_log(failed(), environment)
    assert log == tmp_path / "state/ties" / NAME
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert stat.S_IMODE(log.parent.stat().st_mode) == 0o700


def test_it_has_versions_and_the_whole_traceback_but_no_values_of_variables(environment: dict[str, str]) -> None:
    log = write_bug_log(failed(), environment)
    assert log is not None
    text = log.read_text()
    assert "Ties " in text.splitlines()[1]
    assert "KeyError: 21" in text
    assert text.endswith("ValueError: it broke\n")
    assert f'File "{__file__}"' in text
    assert "a value of a variable" not in text


def test_the_last_bug_takes_the_place_of_the_one_before(environment: dict[str, str]) -> None:
    write_bug_log(failed("first"), environment)
    log = write_bug_log(failed("second"), environment)
    assert log is not None
    assert "first" not in log.read_text()
    assert [file.name for file in log.parent.iterdir()] == [NAME]


def test_what_an_error_says_cannot_act_on_the_terminal_that_shows_the_log(environment: dict[str, str]) -> None:
    log = write_bug_log(failed("\x1b]52;c;eA==\x07\u202e\ud800"), environment)
    assert log is not None
    assert "␛]52;c;eA==␇⟨U+202E⟩⟨U+D800⟩" in log.read_text()


def test_of_a_traceback_without_end_the_end_is_kept(environment: dict[str, str]) -> None:
    log = write_bug_log(failed("x" * 10 * LARGEST + " the end"), environment)
    assert log is not None
    assert log.stat().st_size < 2 * LARGEST
    assert "characters before are left out" in log.read_text()
    assert log.read_text().endswith(" the end\n")


@pytest.mark.parametrize("exists", [True, False])
def test_a_link_in_its_place_is_taken_away_and_not_followed(
    environment: dict[str, str], tmp_path: Path, exists: bool
) -> None:
    victim = tmp_path / "victim"
    if exists:
        victim.write_text("precious")
    (tmp_path / "state/ties").mkdir(parents=True)
    (tmp_path / "state/ties" / NAME).symlink_to(victim)
    log = write_bug_log(failed(), environment)
    assert log is not None
    assert not log.is_symlink()
    assert victim.exists() == exists
    assert not exists or victim.read_text() == "precious"


def test_without_a_place_for_it_there_is_none(tmp_path: Path) -> None:
    assert write_bug_log(failed(), {}) is None
    (tmp_path / "file").write_text("")
    assert write_bug_log(failed(), {"XDG_STATE_HOME": str(tmp_path / "file")}) is None
    (tmp_path / "state/ties" / NAME).mkdir(parents=True)
    assert write_bug_log(failed(), {"XDG_STATE_HOME": str(tmp_path / "state")}) is None
