"""`--as-of DATE`: every command that shows a base shows it as it stood on that day, and takes days only."""

import json
from pathlib import Path

import pytest

from tests.cli.in_process import Run
from tests.made_up import MakeFolder, city, document, fact, source


@pytest.fixture
def later(folder: MakeFolder) -> Path:
    """A base in which all that has a date is of 2005."""
    told = fact("bridge", "aville", text="A bridge was opened.", date="2005")
    return folder(document(source("paper", published="2005"), city("aville"), told))


@pytest.mark.parametrize(("day", "words"), [("2016-11-04", "in office then"), ("2018-07", "had ended 1 month before")])
def test_a_page_is_of_that_day(run: Run, day: str, words: str) -> None:
    shown = run("show", "park-bo-saeng", "--as-of", day)
    assert (shown.code, shown.err) == (0, "")
    assert f"2006 – June 2018 · {words}" in shown.out


def test_json_says_the_day_and_what_is_dated_later(run: Run) -> None:
    shown = json.loads(run("show", "chengdu-daegu", "--json", "--as-of", "2011").out)
    assert (shown["as_of"], shown["dated_later"]) == ("2011-12-31", True)
    shown = json.loads(run("show", "park-bo-saeng", "--json", "--as-of", "2016").out)
    assert (shown["dated_later"], shown["offices"]) == (False, [{"standing": "in-office", "by": "2018-06"}])
    assert "as_of" not in json.loads(run("show", "chengdu-daegu", "--json").out)


def test_trees_and_searches_leave_out_what_is_dated_later(run: Run) -> None:
    assert "(chengdu-daegu)" in run("tree", "chengdu", "--as-of", "2015-11-10").out
    assert "(chengdu-daegu)" not in run("tree", "chengdu", "--as-of", "2015-11-09").out
    assert "chengdu-daegu " in run("search", "daegu", "tie", "--as-of", "2015-11-10").out
    assert "chengdu-daegu " not in run("search", "daegu", "tie", "--as-of", "2015-11-09").out


def test_where_everything_is_later_that_is_said(run: Run, later: Path) -> None:
    shown = run("tree", "--by", "year", "--facts", later, "--as-of", "2000")
    assert shown == (1, "", "ties: all that there is is dated later than 31 December 2000\n")
    shown = run("search", "bridge", "--facts", later, "--as-of", "2000")
    assert shown == (1, "", "ties: 1 found, but dated later than 31 December 2000\n")


def test_today_is_what_is_known_today(run: Run) -> None:
    assert run("tree", "--as-of", "today") == run("tree")


@pytest.mark.parametrize("day", ["", "soon", "2016/2018", "2016~", "201X", "2016-21", "0000", "-0044", "2016-02-30"])
@pytest.mark.parametrize("command", [("open",), ("show", "chengdu"), ("search", "x"), ("tree",), ("promised",)])
def test_what_is_no_day_is_a_wrong_use_and_what_is_one_is_said(run: Run, command: tuple[str, ...], day: str) -> None:
    ran = run(*command, f"--as-of={day}")
    assert (ran.code, ran.out) == (2, "")
    assert "such as 2016-11-04, 2016-11 or 2016, or the word today" in ran.err


def test_a_command_behind_its_options_is_told_where_it_belongs(run: Run) -> None:
    ran = run("--as-of", "2016", "show", "park-bo-saeng")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("ties: a command comes first, its options behind it: ties show …")


@pytest.mark.parametrize("command", ["cite", "quote"])
def test_what_no_day_changes_takes_none(run: Run, command: str) -> None:
    ran = run(command, "park-promise", "--as-of", "2016")
    assert ran.code == 2
    assert "unrecognized arguments: --as-of 2016" in ran.err
