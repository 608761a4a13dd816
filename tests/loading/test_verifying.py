"""What `ties verify` keeps and drops of quotes.lock, and what `ties check` says of values that only look sound."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.made_up import BTOWN, GOOD, SHA256, TEXT, MakeBase, MakeFolder, agreement, city, document, fact, source
from tui.loading.base import check_quotes, load
from tui.loading.problems import Problem
from tui.loading.reading import parse_document
from tui.loading.verifying import Checked, verify, write_lock
from tui.records.quote_check import Finding, SourceText, Step
from tui.records.quotes_lock import LockRow, QuotesLock, QuoteState, parse_lock

DAY, NEXT_DAY = "2016-11-04", "2016-11-05"


def talk(id: str, *quotes: str, **keys: object) -> str:
    """A fact that quotes the paper."""
    return fact(id, "aville", evidence=[{"source": "paper", "quote": quote} for quote in quotes], **keys)


HEAD = document(source(sha256=SHA256), city("aville"))
OPENING, MAYOR = talk("opening", "bridge was opened"), talk("mayor", "The mayor said", "Nine hundred")


@pytest.fixture
def root(folder: MakeFolder) -> Path:
    """A verified base of three files, two with quotes: `opening` with one and `mayor` with two."""
    root = folder({"a.toml": HEAD, "b.toml": document(OPENING), "c.toml": document(MAYOR)})
    verified(root)
    assert kept(root) == ["mayor", "mayor", "opening"]
    return root


def verified(path: Path, text: str = TEXT, day: str = DAY) -> list[Checked]:
    base = load(path)
    checked = verify(base, {SHA256: SourceText(text)}, day)
    write_lock(base, checked)
    return checked


def kept(root: Path) -> list[str]:
    """The records of the rows in the lock."""
    return [row.record for row in load(root).lock.rows()]


def test_a_single_file_leaves_the_rows_of_the_others(root: Path) -> None:
    before = (root / "quotes.lock").read_bytes()
    verified(root / "b.toml", day=NEXT_DAY)
    assert (root / "quotes.lock").read_bytes() == before


def test_a_single_file_drops_the_rows_of_quotes_that_it_had(root: Path, folder: MakeFolder) -> None:
    folder({"c.toml": document(talk("mayor", "Nine hundred"))})
    verified(root / "c.toml")
    assert kept(root) == ["mayor", "opening"]


def test_a_record_that_is_in_another_file_now_loses_nothing(root: Path, folder: MakeFolder) -> None:
    folder({"b.toml": document(), "c.toml": document(MAYOR, OPENING)})
    verified(root / "b.toml")
    assert kept(root) == ["mayor", "mayor", "opening"]


@pytest.mark.parametrize(
    "broken",
    ["format = 1\n[[fact\n", document(talk("opening", "bridge was opened", kind="evnt")), b"\xff", lambda _: None],
    ids=["no-toml", "bad-record", "no-text", "gone"],
)
def test_what_cannot_be_read_keeps_its_rows(root: Path, folder: MakeFolder, broken: str) -> None:
    before = (root / "quotes.lock").read_bytes()
    (root / "b.toml").unlink()
    folder({"b.toml": broken, "d.toml": "no toml"})
    verified(root, day=NEXT_DAY)
    assert (root / "quotes.lock").read_bytes() == before


def test_a_record_whose_id_is_taken_keeps_its_rows(root: Path, folder: MakeFolder) -> None:
    folder({"a.toml": HEAD + fact("opening", "aville")})
    verified(root)
    assert kept(root) == ["mayor", "mayor", "opening"]


def test_a_record_that_is_gone_from_a_sound_base_loses_its_rows(root: Path) -> None:
    (root / "b.toml").unlink()
    verified(root)
    assert kept(root) == ["mayor", "mayor"]


def test_a_dangling_id_is_no_reason_to_keep_the_rows_of_what_is_gone(root: Path, folder: MakeFolder) -> None:
    folder({"b.toml": document(city("cville", within="nowhere"))})
    verified(root)
    assert kept(root) == ["mayor", "mayor"]


def test_rows_of_other_files_are_not_called_stale(root: Path) -> None:
    assert [problem.code for problem in check_quotes(load(root / "b.toml"))] == ["quote-edited"]
    assert "lock-stale" not in [problem.code for problem in check_quotes(load(root / "a.toml"))]


def test_a_quote_is_placed_at_its_line_and_column(folder: MakeFolder) -> None:
    root = folder(HEAD + OPENING)
    (item,) = verified(root)
    lines = (root / "a.toml").read_text().splitlines()
    assert lines[item.line - 1][item.column - 1 :].startswith('"bridge was opened"')


def test_each_text_is_searched_once_for_all_its_quotes(folder: MakeFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    searched = []
    find_many = SourceText.find_many

    def watched(self: SourceText, quotes: Iterable[tuple[str, str, str]]) -> list[Finding]:
        wanted = list(quotes)
        searched.append(len(wanted))
        return find_many(self, wanted)

    monkeypatch.setattr(SourceText, "find_many", watched)
    steps = [item.row and item.row.step for item in verified(folder(HEAD + OPENING + MAYOR))]
    assert searched == [3]
    assert steps == [QuoteState.EXACT] * 3


# The lines of quotes.lock

ROW = LockRow("opening", "paper", "a" * 64, SHA256, QuoteState.EXACT, 7, 2, DAY)


def test_a_lock_can_say_what_the_check_can_find_and_nothing_else() -> None:
    for state in QuoteState:
        rows, damaged = parse_lock(str(QuotesLock([ROW._replace(step=state)])))
        good = state.value in {step.value for step in Step}
        assert (len(rows), bool(damaged)) == (good, not good)


@pytest.mark.parametrize(
    "wrong",
    [
        {"quote": "a" * 63},
        {"quote": "A" * 64},
        {"text": ""},
        {"offset": -7},
        {"line": -2},
        {"day": ""},
        {"day": "yesterday"},
        {"day": "20161104"},
        {"day": "2016-02-30"},
    ],
    ids=str,
)
def test_a_line_that_no_check_writes_is_damaged(wrong: dict[str, str | int]) -> None:
    rows, damaged = parse_lock(str(QuotesLock([ROW._replace(**wrong)])))  # type: ignore[arg-type]
    assert (len(rows), damaged) == (0, [3])


def test_of_two_lines_for_one_quote_the_later_day_wins_wherever_it_stands() -> None:
    old, new = ROW, ROW._replace(step=QuoteState.NOT_FOUND, day=NEXT_DAY)
    for both in ([old, new], [new, old], [new, old, new]):
        text = "".join(str(QuotesLock([row])) for row in both)
        lock, damaged = parse_lock(text)
        assert (lock.rows(), damaged) == ([new], [])


def test_lines_of_one_day_that_differ_are_damaged_and_none_counts() -> None:
    text = str(QuotesLock([ROW])) + str(QuotesLock([ROW._replace(step=QuoteState.SPACING)]))
    lock, damaged = parse_lock(text)
    assert (len(lock), damaged) == (0, [3, 6])


# Values, and what to do about mistakes


@pytest.mark.parametrize("limit", ["at_least", "at_most"])
def test_a_figure_is_a_number_or_its_limits(base: MakeBase, limit: str) -> None:
    figure = {"unit": "people", "value": 3, limit: 2}
    said = [{"source": "paper", "says": {"value": figure}}]
    problems = base(GOOD + fact("crowd", "aville", value=figure, evidence=said)).problems
    assert [problem.code for problem in problems] == ["bad-value"] * 2
    assert all(f"`value` or `{limit}`, not both" in problem.message for problem in problems)
    assert base(GOOD + fact("crowd", "aville", value={"unit": "people", "at_least": 2, "at_most": 3})).problems == []


def test_what_a_source_says_of_parties_names_none_twice_either(base: MakeBase) -> None:
    said = [{"source": "paper", "says": {"parties": ["aville", "btown", "btown"]}}]
    problems = base(GOOD + BTOWN + agreement("tie", "aville", "btown", evidence=said)).problems
    assert [problem.code for problem in problems] == ["same-party"]
    assert '"btown"' in problems[0].message


def test_an_id_of_any_kind_that_no_record_has_is_answered_with_any_record(base: MakeBase) -> None:
    (problem,) = base(GOOD + fact("opening", "aville", "xyzzy")).problems
    assert problem.hint == "add a record with this id, or mend it"


def test_a_date_that_is_none_is_answered_with_dates_that_are(base: MakeBase) -> None:
    (problem,) = base(GOOD + fact("opening", "aville", date="May 2016")).problems
    assert problem.code == "bad-date"
    assert problem.hint == "EDTF, in quotes: 2016, 2016-06, 2015-12~, 2016-10-20/2016-10-26; docs/format.md has all"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ('a = "x\nb = 1\n', "close the text"),
        ('a = "x', "close the text"),
        ('a = """x\n', "close the text"),
        ("a = 'x\nb = 1\n", "close the text"),
        ("a = '''x\n", "close the text"),
        ("a = bare words\n", "a text value stands in double quotes"),
        ("a = 2016-06\n", "texts and dates stand in quotes"),
        ("a = 'It's'\n", "a quotation mark in them"),
        ('a "x"\n', "write: key = value"),
        ("a\n", "write: key = value"),
        ("<<<<<<< ours\na = 1\n", "keep one of them and remove the markers"),
        ("a = 1\n=======\n", "keep one of them and remove the markers"),
        ("a = 1\r\n>>>>>>> theirs\r\n", "keep one of them and remove the markers"),
        ("a = [\n<<<<<<< ours\n1]\n", "keep one of them and remove the markers"),
        ("a = 1\na = 2\n", "remove one"),
        ("[city]\n[city]\n", "double brackets"),
        ("[[city]]\n[city]\n", "double brackets"),
        ("a = { b = 1, b = 2 }\n", "remove one"),
        ('a = "C:\\p"\n', "single quotes"),
        ("a = [1\n", "close it with ]"),
        ("a = { b = 1", "close it with }"),
        ("[[city]\n", "double brackets"),
        ('a = "\x00"\n', "remove this character"),
        ("= 1\n", "docs/format.md"),
    ],
)
def test_what_is_no_toml_is_answered_with_what_to_do(text: str, hint: str) -> None:
    problem = parse_document(text, "a.toml")
    assert isinstance(problem, Problem)
    assert problem.code == "not-toml"
    assert hint in problem.hint
