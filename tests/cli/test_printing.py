"""How records are printed: the ids behind numbers and rows, and rows that are only cut on a terminal."""

import io
import re
from collections.abc import Callable
from itertools import pairwise

import pytest

from tests.made_up import MakeFolder, city, document, fact, source
from tui.cli import output
from tui.cli.main import main
from tui.cli.output import counted
from tui.cli.printing import row_text
from tui.views.labels import Label
from tui.views.page import Page
from tui.views.palette import TERMINAL

LONG = "The bridge was opened in May by the mayors of both towns, and nine hundred people came to see it. " * 2
TALK = "a-talk-about-the-bridge-and-much-besides"
Shown = Callable[..., str]


@pytest.fixture
def shown(folder: MakeFolder, capsys: pytest.CaptureFixture[str]) -> Shown:
    """What a command prints of a base with a long fact and forty towns."""
    towns = [city(f"town-number-{n}", within="aville") for n in range(40)]
    root = folder(document(source(), city("aville"), *towns, fact(TALK, "aville", text=LONG.strip(), date="2016-05")))

    def run(*arguments: str) -> str:
        assert main([*arguments, "--facts", str(root)]) == 0
        return capsys.readouterr().out

    return run


def test_a_page_ends_with_the_ids_that_its_numbers_lead_to(shown: Shown) -> None:
    page, _, legend = shown("show", "aville").rpartition("\n\n")
    numbers = re.findall(r"\[(\d+)\]", page)
    entries = re.findall(r"\[(\d+)\] (\S+)", legend)
    assert [number for number, _ in entries] == [str(n + 1) for n in range(len(entries))]
    assert set(numbers) == {number for number, _ in entries}
    assert {f"town-number-{n}" for n in range(40)} | {TALK} <= {id for _, id in entries}
    assert "".join(f"[{number}]{id}" for number, id in entries) == re.sub(r"\s", "", legend)


@pytest.mark.parametrize("width", [45, 80, 120])
def test_the_ids_below_a_page_fill_the_lines_and_no_more(
    shown: Shown, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    legend = shown("show", "aville").rpartition("\n\n")[2].splitlines()
    assert max(map(len, legend)) <= width
    for line, following in pairwise(legend):
        assert len(line) + 2 + len(following.split("  ")[0]) > width


@pytest.mark.parametrize("command", [["tree", "aville"], ["search", "bridge"]])
def test_a_pipe_gets_whole_rows(shown: Shown, command: list[str]) -> None:
    (row,) = (line for line in shown(*command).splitlines() if TALK in line)
    assert LONG.strip() in row
    assert "2016-05" in row
    assert "…" not in row


@pytest.mark.parametrize("command", [["tree", "aville"], ["search", "bridge"]])
def test_a_width_that_is_asked_for_rules(shown: Shown, command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    (row,) = (line for line in shown(*command).splitlines() if TALK in line)
    assert len(row) <= 100
    assert "…" in row
    assert "2016-05" in row


class Terminal(io.StringIO):
    """A stream that says it is a terminal, of a size that nobody knows."""

    def isatty(self) -> bool:
        return True


def test_rows_are_cut_to_a_terminal_and_not_into_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", io.StringIO())
    assert (output.row_columns(), output.columns()) == (None, 80)
    monkeypatch.setattr("sys.stdout", Terminal())
    assert (output.row_columns(), output.columns()) == (80, 80)


@pytest.mark.parametrize("width", ["40", "80"])
def test_ids_in_the_tree_can_be_copied_and_stand_at_records_only(
    shown: Shown, width: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    rows = shown("tree", "aville").splitlines()
    assert rows[0].endswith("  (aville)")
    assert any(row.endswith(f"({TALK})") for row in rows)
    groups = [row for row in rows if not row.endswith(")")]
    assert groups
    assert all(re.fullmatch(r" *[A-Z][a-z ]+\d+", row) for row in groups)


def test_a_row_that_is_not_cut_has_every_part_of_its_label() -> None:
    for sign in ("", "≠"):
        for title in ("", "X", "김천시", LONG, "a\nb\x1b"):
            for addition in ("", "a", "에이빌 · KR"):
                for right in ("", "7", "2016-10-20/2016-10-26"):
                    row = row_text(Label(sign, title, addition, right), None, TERMINAL).plain
                    assert "…" not in row
                    assert addition in row
                    assert row.endswith(right)


@pytest.mark.parametrize("arguments", [["tree", "--depth"], ["search", "bridge", "--limit"]])
@pytest.mark.parametrize("number", ["0", "00", "-1", "-5", "two", "1.5", "²", ""])
def test_a_number_below_one_is_refused(capsys: pytest.CaptureFixture[str], arguments: list[str], number: str) -> None:
    with pytest.raises(SystemExit) as end:
        main([*arguments, number])
    assert end.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert f"argument {arguments[-1]}: takes a whole number from 1 up, not {number!r}" in said.err


def test_numbers_and_words_agree() -> None:
    assert [counted(n, "problem") for n in (0, 1, 2)] == ["0 problems", "1 problem", "2 problems"]


def test_a_link_is_found_again_without_going_through_all(monkeypatch: pytest.MonkeyPatch) -> None:
    class Links(list[str]):
        def index(self, *_: object) -> int:
            raise AssertionError("goes through all links")

        def __contains__(self, _: object) -> bool:
            raise AssertionError("goes through all links")

    page = Page(80, TERMINAL)
    page.links = Links()
    for id in ("one", "two", "one", "three"):
        page.link("", id)
    assert list(page.links) == ["one", "two", "three"]
    assert [page.link("", id).plain for id in ("one", "two", "three")] == ["[1]", "[2]", "[3]"]
