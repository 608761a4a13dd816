"""`ties verify` and quotes.lock: what it finds in the texts, what it writes down, what a reader is told later."""

import errno
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.made_up import GOOD, SHA256, TEXT, MakeBase, MakeFolder, fact, table
from tui.loading.base import Base, check_quotes, load
from tui.loading.problems import CODES, BaseUnreadableError
from tui.loading.verifying import Checked, read_texts, verify, write_lock
from tui.records.quote_check import SourceText
from tui.records.quotes_lock import LockRow, QuotesLock, QuoteState, parse_lock

DAY, NEXT_DAY = "2016-11-04", "2016-11-05"
TEXTS = {SHA256: SourceText(TEXT)}
WITH_TEXT = GOOD.replace('title = "The Paper"\n', f'title = "The Paper"\nsha256 = "{SHA256}"\n')


def quoting(*quotes: str, **more: str) -> str:
    """A base with one fact, `opening`, that quotes the paper each time."""
    return WITH_TEXT + fact("opening", "aville", evidence=[{"source": "paper", "quote": q} | more for q in quotes])


def verified(root: Path, texts: dict[str, SourceText] = TEXTS, day: str = DAY) -> list[Checked]:
    """What `ties verify` finds, after writing it down."""
    base = load(root)
    checked = verify(base, texts, day)
    write_lock(base, checked)
    return checked


def told(root: Path) -> list[tuple[str, int, str]]:
    """What `ties check` says of the quotes: file, line and code."""
    return [(problem.file, problem.line, problem.code) for problem in check_quotes(load(root))]


def states(base: Base) -> list[tuple[QuoteState, int]]:
    """What a reader is told of each piece of evidence of `opening`."""
    record = base.record("opening")
    assert record is not None
    return [(found.state, found.line) for found in base.lock.verifications(record, base.source)]


# Round trips


def test_a_verified_base_has_no_quote_to_complain_about(folder: MakeFolder) -> None:
    root = folder(quoting("The bridge was opened in May", 'The mayor said: "It', "support in fields such"))
    verified(root)
    assert told(root) == []


def test_a_reader_without_the_texts_sees_how_and_where_each_quote_was_found(folder: MakeFolder) -> None:
    root = folder(quoting("bridge was opened", "It's a bridge between", "support in fields such", "A bridge"))
    verified(root)
    assert states(load(root)) == [
        (QuoteState.EXACT, 3),
        (QuoteState.TYPOGRAPHY, 3),
        (QuoteState.SPACING, 4),
        (QuoteState.NOT_FOUND, -1),
    ]


def test_a_reader_sees_the_day_of_the_check(folder: MakeFolder) -> None:
    root = folder(quoting("bridge was opened"))
    verified(root)
    base = load(root)
    record = base.record("opening")
    assert record is not None
    assert [found.day for found in base.lock.verifications(record, base.source)] == [DAY]


def test_evidence_without_a_quote_is_cited_and_needs_no_check(folder: MakeFolder) -> None:
    root = folder(WITH_TEXT + fact("opening", "aville"))
    assert verified(root) == []
    assert states(load(root)) == [(QuoteState.CITED, -1)]
    assert told(root) == []


def test_a_quote_for_a_role_is_checked_like_any_other(folder: MakeFolder) -> None:
    role = {"title": "mayor", "of": "aville", "evidence": [{"source": "paper", "quote": "The major said"}]}
    root = folder(WITH_TEXT + table("person", id="kim", name="Kim", role=[role]))
    assert told(root) == [("a.toml", 13, "quote-unverified")]
    verified(root)
    assert told(root) == [("a.toml", 13, "quote-not-found")]


# What is told of a quote that is not verified


def test_a_quote_that_was_never_verified_is_told(folder: MakeFolder) -> None:
    assert told(folder(quoting("bridge was opened"))) == [("a.toml", 15, "quote-unverified")]


def test_a_quote_that_is_not_in_its_text_is_told(folder: MakeFolder) -> None:
    root = folder(quoting("bridge was closed"))
    verified(root)
    assert told(root) == [("a.toml", 15, "quote-not-found")]


def test_a_quote_that_stands_there_twice_is_told_until_the_words_before_it_are_given(folder: MakeFolder) -> None:
    root = folder(quoting("Friends"))
    verified(root)
    assert told(root) == [("a.toml", 15, "quote-ambiguous")]
    folder(quoting("Friends", prefix="came."))
    verified(root)
    assert states(load(root)) == [(QuoteState.EXACT, 5)]
    assert told(root) == []


def test_a_quote_that_was_edited_after_the_check_is_told(folder: MakeFolder) -> None:
    root = folder(quoting("bridge was opened"))
    verified(root)
    folder(quoting("bridge was opened in"))
    assert ("a.toml", 15, "quote-edited") in told(root)
    assert states(load(root)) == [(QuoteState.EDITED, -1)]


@pytest.mark.parametrize("words", [{"prefix": "The"}, {"suffix": "in May"}])
def test_a_change_of_the_words_beside_a_quote_is_an_edit_of_it(folder: MakeFolder, words: dict[str, str]) -> None:
    root = folder(quoting("bridge was opened"))
    verified(root)
    folder(quoting("bridge was opened", **words))
    assert states(load(root)) == [(QuoteState.EDITED, -1)]


def test_a_source_with_another_text_makes_its_quotes_edited(folder: MakeFolder) -> None:
    root = folder(quoting("bridge was opened"))
    verified(root)
    folder(quoting("bridge was opened").replace(SHA256, "0" * 64))
    assert told(root) == [("a.toml", 15, "quote-edited")]


def test_a_second_quote_of_the_same_source_is_new_and_not_an_edit(folder: MakeFolder) -> None:
    root = folder(quoting("bridge was opened"))
    verified(root)
    folder(quoting("bridge was opened", "Nine hundred people"))
    assert states(load(root)) == [(QuoteState.EXACT, 3), (QuoteState.UNVERIFIED, -1)]
    assert told(root) == [("a.toml", 15, "quote-unverified")]


def test_a_quote_taken_out_leaves_the_others_verified(folder: MakeFolder) -> None:
    root = folder(quoting("bridge was opened", "Nine hundred people"))
    verified(root)
    folder(quoting("Nine hundred people"))
    assert states(load(root)) == [(QuoteState.EXACT, 4)]
    assert told(root) == [("quotes.lock", 1, "lock-stale")]


def test_rows_of_records_that_are_gone_are_told_once_with_their_number(folder: MakeFolder) -> None:
    root = folder(quoting("bridge was opened", "Nine hundred people"))
    verified(root)
    folder(WITH_TEXT)
    (problem,) = check_quotes(load(root))
    assert (problem.file, problem.code) == ("quotes.lock", "lock-stale")
    assert "2 of its rows" in problem.message
    verified(root)
    assert told(root) == []


def test_every_state_that_is_no_success_has_a_code(folder: MakeFolder) -> None:
    shown = {f"quote-{state}" for state in QuoteState if not state.verified and state is not QuoteState.CITED}
    assert shown == {code for code in CODES if code.startswith("quote-")}


# The file


def test_verifying_again_changes_no_byte_of_the_lock_even_on_another_day(folder: MakeFolder) -> None:
    root = folder(quoting("bridge was opened", "Friends", "nowhere in it"))
    verified(root)
    before = (root / "quotes.lock").read_bytes()
    verified(root, day=NEXT_DAY)
    assert (root / "quotes.lock").read_bytes() == before


def test_a_quote_that_was_mended_gets_the_day_it_was_found(folder: MakeFolder) -> None:
    root = folder(quoting("bridge was opened", "bridge was closed"))
    verified(root)
    folder(quoting("bridge was opened", "Nine hundred"))
    days = [item.row.day for item in verified(root, day=NEXT_DAY) if item.row]
    assert days == [DAY, NEXT_DAY]


def test_rows_are_sorted_whatever_the_order_in_the_files(folder: MakeFolder) -> None:
    quotes = [{"source": "paper", "quote": quote} for quote in ("May", "mayor", "cooking", "people")]
    records = [fact(id, "aville", evidence=quotes) for id in ("zoo", "art", "museum")]
    root = folder(WITH_TEXT + "".join(records))
    verified(root)
    rows = [line for line in (root / "quotes.lock").read_text().splitlines() if not line.startswith("#")]
    assert len(rows) == 12
    assert rows == sorted(rows)


def test_a_damaged_line_is_told_by_its_number_and_the_others_still_count(folder: MakeFolder) -> None:
    root = folder(quoting("bridge was opened"))
    verified(root)
    lock = root / "quotes.lock"
    good = lock.read_text()
    lock.write_text(good + "<<<<<<< ours\n\n" + good.splitlines()[-1].replace("exact", "exactly") + "\n")
    base = load(root)
    number = good.count("\n") + 1
    assert [(problem.file, problem.line, problem.code) for problem in base.problems] == [
        ("quotes.lock", number, "lock-damaged"),
        ("quotes.lock", number + 2, "lock-damaged"),
    ]
    assert check_quotes(base) == []
    assert states(base) == [(QuoteState.EXACT, 3)]


@pytest.mark.parametrize("content", [b"\xff\xfe", b"\0" * 10, b"a\tb\tc\td\texact\tx\t1\tday\n", b"\t\t\t\t\t\t\t\n"])
def test_a_lock_that_is_none_is_one_problem_and_no_bar_to_reading(base: MakeBase, content: bytes) -> None:
    loaded = base({"a.toml": quoting("bridge was opened"), "quotes.lock": content})
    assert [(problem.file, problem.code) for problem in loaded.problems] == [("quotes.lock", "lock-damaged")]
    assert states(loaded) == [(QuoteState.UNVERIFIED, -1)]


def test_of_two_lines_for_one_quote_the_later_day_counts(folder: MakeFolder) -> None:
    root = folder(quoting("bridge was opened"))
    verified(root)
    lock = root / "quotes.lock"
    row = lock.read_text().splitlines()[-1]
    lock.write_text(lock.read_text() + row.replace("exact", "ambiguous").replace(DAY, NEXT_DAY) + "\n")
    base = load(root)
    assert base.problems == []
    assert [state for state, _ in states(base)] == [QuoteState.AMBIGUOUS]


def test_of_two_lines_of_one_day_that_differ_none_counts_and_both_are_told(folder: MakeFolder) -> None:
    root = folder(quoting("bridge was opened"))
    verified(root)
    lock = root / "quotes.lock"
    header, row = lock.read_text().rsplit("\n", 2)[:2]
    lock.write_text(f"{header}\n{row}\n{row}\n{row.replace('exact', 'ambiguous')}\n")
    base = load(root)
    assert [(problem.line, problem.code) for problem in base.problems] == [(n, "lock-damaged") for n in (3, 4, 5)]
    assert states(base) == [(QuoteState.UNVERIFIED, -1)]


@pytest.mark.parametrize(
    ("part", "wrong"),
    [(2, "no hash"), (3, "A" * 64), (4, "edited"), (5, "-2"), (5, "²"), (6, "1.5"), (6, "9" * 5000), (7, "today")],
)
def test_a_line_that_no_check_can_have_written_is_told(base: MakeBase, part: int, wrong: str) -> None:
    parts = ["opening", "paper", "0" * 64, SHA256, "exact", "27", "3", DAY]
    parts[part] = wrong
    loaded = base({"a.toml": WITH_TEXT, "quotes.lock": "\t".join(parts) + "\n"})
    assert [(problem.file, problem.line, problem.code) for problem in loaded.problems] == [
        ("quotes.lock", 1, "lock-damaged")
    ]


SLUGS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
HASHES = st.text("0123456789abcdef", min_size=64, max_size=64)
ROWS = st.builds(
    LockRow,
    SLUGS,
    SLUGS,
    HASHES,
    HASHES,
    st.sampled_from(list(QuoteState)[:5]),
    st.integers(-1, 10**9),
    st.integers(-1, 10**6),
    st.dates().map(str),
)


@given(st.lists(ROWS, max_size=20))
def test_what_is_written_is_read_again_and_written_the_same(rows: list[LockRow]) -> None:
    lock = QuotesLock(rows)
    again, damaged = parse_lock(str(lock))
    assert damaged == []
    assert again.rows() == lock.rows()
    assert str(again) == str(lock)


def fail(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize(
    "break_it",
    [
        lambda patch: patch.setattr(Path, "replace", fail),
        lambda patch: patch.setattr(os, "fsync", fail),
        lambda patch: patch.setattr(os, "fchmod", fail),
    ],
    ids=["rename", "sync", "permissions"],
)
def test_a_lock_that_cannot_be_written_leaves_the_old_one_and_nothing_else(
    folder: MakeFolder, monkeypatch: pytest.MonkeyPatch, break_it: Callable[[pytest.MonkeyPatch], None]
) -> None:
    root = folder(quoting("bridge was opened"))
    verified(root)
    before = (root / "quotes.lock").read_bytes()
    folder(quoting("Nine hundred people"))
    break_it(monkeypatch)
    with pytest.raises(OSError, match="No space left"):
        verified(root)
    assert (root / "quotes.lock").read_bytes() == before
    assert sorted(path.name for path in root.iterdir()) == ["a.toml", "quotes.lock"]


def test_a_lock_that_replaces_another_is_never_seen_half_written(
    folder: MakeFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = folder(quoting("bridge was opened"))
    verified(root)
    before = (root / "quotes.lock").read_text()
    seen = []
    replace = Path.replace

    def watched(self: Path, target: Path) -> Path:
        seen.append((target.read_text(), self.read_text()))
        return replace(self, target)

    folder(quoting("Nine hundred people"))
    monkeypatch.setattr(Path, "replace", watched)
    verified(root)
    assert seen == [(before, (root / "quotes.lock").read_text())]


def test_the_lock_can_be_read_by_whom_the_facts_can(folder: MakeFolder) -> None:
    root = folder(quoting("bridge was opened"))
    verified(root)
    assert (root / "quotes.lock").stat().st_mode == (root / "a.toml").stat().st_mode


# The texts


def test_texts_are_known_by_what_they_hold_and_not_by_their_names(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "no idea, really.bin").write_text(TEXT)
    (texts / ".hidden").write_text("another")
    assert {sha: text.text for sha, text in read_texts([texts]).items()} == {
        SHA256: TEXT,
        hashlib.sha256(b"another").hexdigest(): "another",
    }


def test_what_can_be_no_text_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "text").write_text(TEXT)
    assert list(read_texts([tmp_path])) == [SHA256]


@pytest.mark.parametrize("name", ["nowhere", "file"])
def test_texts_are_looked_for_in_a_folder_only(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text(TEXT)
    with pytest.raises(BaseUnreadableError, match="Give the folder that holds the sources' texts"):
        read_texts([tmp_path / name])


def test_a_text_that_is_not_at_hand_leaves_what_was_known(folder: MakeFolder) -> None:
    root = folder(quoting("bridge was opened", "bridge was closed"))
    verified(root)
    before = (root / "quotes.lock").read_bytes()
    checked = verified(root, texts={}, day=NEXT_DAY)
    assert (root / "quotes.lock").read_bytes() == before
    assert [item.row and item.row.step for item in checked] == [QuoteState.EXACT, QuoteState.NOT_FOUND]
    assert [item.text for item in checked] == [None, None]


def test_a_quote_without_a_text_or_earlier_knowledge_gets_no_row(folder: MakeFolder) -> None:
    root = folder(quoting("bridge was opened"))
    (item,) = verified(root, texts={})
    assert item.row is None
    assert told(root) == [("a.toml", 15, "quote-unverified")]


def test_only_the_text_that_the_source_names_is_searched(folder: MakeFolder) -> None:
    root = folder(quoting("bridge was opened").replace(SHA256, "0" * 64))
    (item,) = verified(root)
    assert (item.row, item.text) == (None, None)


def test_a_quote_is_placed_at_its_own_line_in_its_file(folder: MakeFolder) -> None:
    evidence = "[[fact.evidence]]\nsource = \"paper\"\nquote = '''\nThe mayor'''\n"
    quoted = fact("opening", "aville").replace('evidence = [{ "source" = "paper" }]\n', evidence * 2)
    root = folder({"a.toml": WITH_TEXT, "in/b.toml": "format = 1\n" + quoted})
    assert [(item.file, item.line) for item in verified(root)] == [("in/b.toml", 9), ("in/b.toml", 13)]
