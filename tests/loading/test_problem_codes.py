"""What `ties check` says of mistakes: each kind of problem at its file, line and column, with what to do about it."""

import errno
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.made_up import (
    BTOWN,
    GOOD,
    SHA256,
    Files,
    MakeBase,
    MakeFolder,
    city,
    document,
    fact,
    source,
    toml,
)
from tui.loading import finding
from tui.loading.base import Base, check_quotes, load
from tui.loading.converting import convert
from tui.loading.look_alikes import check_looks
from tui.loading.problems import CODES, BaseUnreadableError, Problem
from tui.loading.reading import Document, parse_document
from tui.records.kinds import KINDS

EVIDENCE = 'evidence = [{ source = "paper" }]\n'
# Seven lines, of which the first is line 9 after GOOD; what a test appends belongs to the evidence.
FACT = """\
[[fact]]
id = "opening"
about = ["aville"]
kind = "event"
text = "The bridge was opened."
[[fact.evidence]]
source = "paper"
"""


def pipe(path: Path) -> None:
    os.mkfifo(path)


def link(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


def lock_row(quote: str, step: str, record: str = "opening", text: str = SHA256) -> str:
    quoted = hashlib.sha256(quote.encode()).hexdigest()
    return f"{record}\tpaper\t{quoted}\t{text}\t{step}\t0\t1\t2016-11-04\n"


def quoting(quote: str) -> str:
    """GOOD with a text behind the paper, and a fact that quotes it in line 17."""
    with_text = GOOD.replace('title = "The Paper"\n', f'title = "The Paper"\nsha256 = "{SHA256}"\n')
    return with_text + FACT + f'quote = "{quote}"\n'


class Row(NamedTuple):
    """A base with one mistake: its code, where it is made, and words that the message and the hint must have."""

    code: str
    files: Files
    at: str
    says: tuple[str, ...]


TABLE = [
    Row("no-files", {"read.me": "x"}, "{base}:1:1", ("no fact files (*.toml)", "put fact files there")),
    Row("unreadable", {"a.toml": GOOD, "b.toml": link("b.toml")}, "b.toml:1:1", ("remove or mend the link",)),
    Row("not-a-file", {"a.toml": GOOD, "in/b.toml": pipe}, "in/b.toml:1:1", ("no regular file", "rename it")),
    Row(
        "outside",
        {"a.toml": GOOD, "b.toml": link(sys.executable)},
        "b.toml:1:1",
        ("leads out of the base", "copy the file into the base"),
    ),
    Row(
        "too-deep", {"a.toml": GOOD, "x/" * 65 + "b.toml": GOOD}, "x" + "/x" * 64 + ":1:1", ("64 folders", "further up")
    ),
    Row(
        "too-many",
        {"a.toml": GOOD, "b.toml": document(*[f"k{n} = 1\n" for n in range(1001)])},
        "b.toml:1:1",
        ("more than 1,000 problems", "mend those first"),
    ),
    Row(
        "read-twice",
        {"a.toml": GOOD, "b.toml": link("a.toml")},
        "b.toml:1:1",
        ("a link to a.toml", "remove the link"),
    ),
    Row(
        "too-large",
        {"a.toml": GOOD, "b.toml": b"#" * 5_000_000},
        "b.toml:1:1",
        ("larger than 4 MiB", "over several files"),
    ),
    Row("not-utf8", GOOD.encode() + b'note = "\xe9"\n', "a.toml:9:9", ("0xe9", "save the file as UTF-8")),
    Row("not-toml", GOOD + "note = bare words\n", "a.toml:9:8", ("a text value stands in double quotes",)),
    Row("newer-toml", GOOD + 'note = "\\x41"\n', "a.toml:9:9", ("TOML 1.1", "write \\u00")),
    Row(
        "same-name",
        {"a.toml": GOOD, "A.toml": document(city("cville"))},
        "a.toml:1:1",
        ("one file on some systems", "rename"),
    ),
    Row("bad-format", GOOD.replace("= 1", "= 2"), "a.toml:1:10", ("format 2", "format = 1")),
    Row("unknown-key", GOOD + 'withn = "x"\n', "a.toml:9:1", ("`withn`", "did you mean `within`?")),
    Row("missing-key", document('[[city]]\nid = "c"\nname = "C"\n'), "a.toml:2:1", ("`country` is missing", "add: ")),
    Row("wrong-type", GOOD + "note = 7\n", "a.toml:9:8", ("`note` takes a text", "not a whole number")),
    Row("bad-value", GOOD + 'kind = "conty"\n', "a.toml:9:8", ('"conty"', "did you mean county?", "one of: city")),
    Row("bad-id", GOOD + 'within = "A ville"\n', "a.toml:9:10", ('"A ville"', "lower-case letters, digits")),
    Row("bad-date", GOOD + FACT + 'says = { date = "2016-13" }\n', "a.toml:16:17", ('"2016-13"', "01 to 12")),
    Row(
        "no-evidence",
        GOOD + "".join(FACT.splitlines(keepends=True)[:5]),
        "a.toml:9:1",
        ("nothing is stated without evidence", "add [[fact.evidence]]"),
    ),
    Row(
        "duplicate-id",
        {"a.toml": GOOD, "b.toml": document('[[partner]]\nname = "B"\nkind = "fund"\nid = "aville"\n')},
        "b.toml:5:6",
        ('"aville" is taken by a.toml:5', "unique"),
    ),
    Row("dangling-id", GOOD + 'within = "avile"\n', "a.toml:9:10", ('"avile"', 'did you mean "aville"?')),
    Row("wrong-kind", GOOD + 'within = "paper"\n', "a.toml:9:10", ('"paper" is a source', "a city is wanted")),
    Row(
        "same-party",
        GOOD + '[[agreement]]\nid = "tie"\ntitle = "T"\nkind = "exchange"\nparties = ["aville", "aville"]\n' + EVIDENCE,
        "a.toml:13:22",
        ('"aville" is a party already', "name the other party"),
    ),
    Row("circular", GOOD + 'within = "aville"\n', "a.toml:9:10", ("comes back to itself", "`within`")),
    Row(
        "reversed-role",
        GOOD
        + '[[person]]\nid = "kim"\nname = "Kim"\n'
        + '[[person.role]]\ntitle = "mayor"\nof = "aville"\nfrom = "2006"\nuntil = "2005-12"\n',
        "a.toml:16:9",
        ("ends before it begins",),
    ),
    Row(
        "no-outcome-evidence",
        GOOD + FACT.replace("[[fact.evidence]]", 'outcome = "It came."\n[[fact.evidence]]'),
        "a.toml:14:11",
        ("evidence of its own", 'for = "outcome"'),
    ),
    Row("says-what", GOOD + FACT + 'says = { title = "x" }\n', "a.toml:16:18", ("`title`", "where that field is")),
    Row("nothing-to-settle", GOOD + FACT + 'settled = "x"\n', "a.toml:16:11", ("contested", "remove `settled`")),
    Row(
        "mixed-scripts",
        GOOD.replace("Aville", "Avi\u04cfle"),
        "a.toml:7:8",
        ("“Aviӏle” mixes scripts", "“ӏ” (U+04CF) is Cyrillic", "in one script", "`note`"),
    ),
    Row(
        "look-alike",
        GOOD + '[[city]]\nid = "avi1le"\nname = "Other"\ncountry = "KR"\n',
        "a.toml:10:6",
        ('"avi1le" looks like "aville"', "another id"),
    ),
    Row(
        "hidden-character",
        GOOD.replace("The Paper", "The Pa\u200bper"),
        "a.toml:4:9",
        ("U+200B ZERO WIDTH SPACE", "nobody sees", "remove it"),
    ),
    Row(
        "quote-edited",
        {"a.toml": quoting("The bridge"), "quotes.lock": lock_row("The bridge", "exact", text="0" * 64)},
        "a.toml:17:9",
        ("changed since it was verified", "run `ties verify"),
    ),
    Row("quote-unverified", quoting("The bridge"), "a.toml:17:9", ("never verified", "run `ties verify")),
    Row(
        "quote-not-found",
        {"a.toml": quoting("A bridge"), "quotes.lock": lock_row("A bridge", "not-found")},
        "a.toml:17:9",
        ("not in its source's text", "copy the words as printed"),
    ),
    Row(
        "quote-ambiguous",
        {"a.toml": quoting("Friends"), "quotes.lock": lock_row("Friends", "ambiguous")},
        "a.toml:17:9",
        ("more than once", "add `prefix` or `suffix`"),
    ),
    Row(
        "lock-damaged",
        {
            "a.toml": quoting("The bridge"),
            "quotes.lock": "# ours\n" + lock_row("The bridge", "exact") + "<<<<<<< HEAD\n",
        },
        "quotes.lock:3:1",
        ("cannot be read", "run `ties verify`"),
    ),
    Row(
        "lock-version",
        {"a.toml": GOOD, "quotes.lock": "# quotes.lock 2 - by another Ties\n" + lock_row("The bridge", "exact")},
        "quotes.lock:1:1",
        ("is of version 2", "nothing in it counts", "use the Ties that wrote it, or remove it"),
    ),
    Row(
        "lock-stale",
        {"a.toml": GOOD, "quotes.lock": lock_row("The bridge", "exact")},
        "quotes.lock:1:1",
        ("1 of its rows", "of opening", "run `ties verify"),
    ),
]


def all_problems(base: Base) -> list[Problem]:
    """What `ties check` prints."""
    return sorted([*base.problems, *base.elsewhere, *check_quotes(base), *check_looks(base)])


def lines(problems: list[Problem]) -> list[str]:
    return [f"{problem.file}:{problem.line}:{problem.column}: {problem.code}" for problem in problems]


@pytest.mark.parametrize("row", TABLE, ids=[row.code for row in TABLE])
def test_each_mistake_is_reported_once_at_its_place_with_what_to_do(row: Row, base: MakeBase) -> None:
    loaded = base(row.files)
    problems = all_problems(loaded)
    if row.code == "too-many":
        # The others, each at its line, are what there is too much of.
        assert len(problems) == 1001
        problems = problems[:1]
    assert lines(problems) == [f"{row.at.format(base=loaded.root)}: {row.code}"]
    said = str(problems[0])
    assert said.startswith(f"{row.at.format(base=loaded.root)}: {row.code}: ")
    for words in row.says:
        assert words in said


def test_no_code_is_without_a_mistake_that_shows_it() -> None:
    assert [row.code for row in TABLE] == list(CODES)


VALUES = st.recursive(
    st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["", " ", "aville", "paper", "A B", "2016-13", "2016", "KR", "city", "event", "http://x", "x\n"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["source", "date", "id"]), inner),
    max_leaves=4,
)


@st.composite
def wild_documents(draw: st.DrawFn) -> str:
    """A fact file whose records have the right keys, more or less, and any values."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    # Without `names`: see test_mistakes_beside_names_do_not_crash_the_check.
    keys = [key for key in KINDS[kind].__struct_encode_fields__ if key != "names"]
    record = st.dictionaries(st.sampled_from([*keys, "nmae"]), VALUES)
    records = draw(st.lists(record | VALUES, min_size=1, max_size=3) | VALUES)
    return f"format = 1\n{kind} = {toml(records)}\n"


@settings(max_examples=300)
@given(wild_documents())
def test_whatever_the_values_in_a_file_are_each_mistake_has_a_known_code_and_a_place(text: str) -> None:
    found = parse_document(text, "a.toml")
    assert isinstance(found, Document)
    for problem in convert(found).problems:
        assert problem.code in CODES
        assert problem.message
        assert problem.line == 2


@settings(max_examples=300)
@given(st.text() | st.text(alphabet='[]{}="\n.a1,#\\'))
def test_whatever_a_text_is_it_is_toml_or_one_problem_in_it(text: str) -> None:
    found = parse_document(text.encode("utf-8", "replace").decode(), "a.toml")
    if isinstance(found, Problem):
        assert found.code == "not-toml"
        assert 1 <= found.line <= text.count("\n") + 1
        assert found.column >= 1


def test_three_mistakes_in_one_record_are_three_problems(base: MakeBase) -> None:
    extra = 'notte = "x"\nspeeker = "x"\ndate = "2016-13"\n'
    problems = base(GOOD + FACT.replace("[[fact.evidence]]", extra + "[[fact.evidence]]")).problems
    assert lines(problems) == ["a.toml:14:1: unknown-key", "a.toml:15:1: unknown-key", "a.toml:16:8: bad-date"]
    assert [problem.hint for problem in problems[:2]] == ["did you mean `note`?", "did you mean `speaker`?"]


def test_all_mistakes_of_all_files_come_in_one_run_sorted_by_file_and_line(base: MakeBase) -> None:
    files = {
        "b/second.toml": document(city("cville", contry="KR", kind="twon")),
        "a.toml": GOOD + 'within = "nowhere"\n' + FACT.replace('"event"', '"evnt"'),
        "c.toml": "format = 1\n[[city\n",
        "d.toml": "\n",
    }
    assert lines(base(files).problems) == [
        "a.toml:9:10: dangling-id",
        "a.toml:13:8: bad-value",
        "b/second.toml:6:1: unknown-key",
        "b/second.toml:7:8: bad-value",
        "c.toml:2:7: not-toml",
        "d.toml:1:1: bad-format",
    ]


def test_every_bad_id_of_a_list_is_reported_where_it_stands(base: MakeBase) -> None:
    problems = base(GOOD + FACT.replace('["aville"]', '["aville", "A ville", "B ville"]')).problems
    assert lines(problems) == ["a.toml:11:20: bad-id", "a.toml:11:31: bad-id"]


def test_good_records_stay_usable_beside_bad_ones(base: MakeBase) -> None:
    loaded = base({"a.toml": GOOD + "[[city]]\nid = 7\n" + BTOWN, "b.toml": "not toml"})
    assert list(loaded.entries) == ["paper", "aville", "btown"]


def test_a_reference_to_a_broken_record_is_not_called_dangling(base: MakeBase) -> None:
    broken = 'id = "aville"\nname = "Aville"\ncountry = "Korea"\n'
    loaded = base(document(source(), "[[city]]\n" + broken, fact("opening", "aville")))
    assert [problem.code for problem in loaded.problems] == ["bad-value"]
    assert "opening" in loaded.entries


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("contry", "did you mean `country`?"),
        ("lcation", "did you mean `location`?"),
        ("xyzzy", "known keys: id, name, country, kind, names, aliases, within, location, ids, note, evidence"),
    ],
)
def test_an_unknown_key_is_answered_with_the_nearest_or_with_all(base: MakeBase, written: str, hint: str) -> None:
    assert base(GOOD + f'{written} = "x"\n').problems[0].hint == hint


def test_a_kind_of_record_that_is_none_is_answered_with_the_nearest(base: MakeBase) -> None:
    (problem,) = base(GOOD + '[[agrement]]\nid = "x"\n').problems
    assert (problem.line, problem.hint) == (9, "did you mean `agreement`?")


def test_an_id_that_no_record_has_is_answered_with_the_nearest_of_a_kind_that_fits(base: MakeBase) -> None:
    # "aville-paper" is nearer to what is written, but no city lies within a source.
    near = document(source("aville-paper"), city("aville-port"), city("c", within="aville-pape"))
    assert base(near).problems[0].hint == 'did you mean "aville-port"?'


def test_an_id_like_no_other_is_answered_with_the_record_to_add(base: MakeBase) -> None:
    assert base(document(city("c", within="somewhere"))).problems[0].hint == "add a [[city]] with this id"


@pytest.mark.parametrize("bare", ["2016-06-25", "2016-06-25T15:12:00", "15:12:00"])
def test_a_bare_date_is_answered_with_quotes(base: MakeBase, bare: str) -> None:
    (problem,) = base(GOOD + FACT.replace("[[fact.evidence]]", f"date = {bare}\n[[fact.evidence]]")).problems
    assert (problem.line, problem.column, problem.code) == (14, 8, "bad-date")
    assert "quotes" in problem.message
    assert '"2016-06-25' in problem.message or bare.startswith("15")


def test_a_month_that_is_none_is_named(base: MakeBase) -> None:
    (problem,) = base(GOOD + FACT.replace("[[fact.evidence]]", 'date = "2016-13"\n[[fact.evidence]]')).problems
    assert "month 13" in problem.message


@pytest.mark.parametrize("number", ["nan", "inf", "-inf"])
def test_what_is_no_number_is_refused_as_a_figure(base: MakeBase, number: str) -> None:
    value = f'value = {{ unit = "people", value = {number} }}\n[[fact.evidence]]'
    assert [problem.line for problem in base(GOOD + FACT.replace("[[fact.evidence]]", value)).problems] == [14]


# Files as editors and operating systems leave them


def test_a_byte_order_mark_is_no_mistake_and_moves_no_column(base: MakeBase) -> None:
    loaded = base(b"\xef\xbb\xbf" + b"formt = 1\n" + GOOD.encode())
    assert lines(loaded.problems) == ["a.toml:1:1: unknown-key"]
    assert "aville" in loaded.entries


def test_lines_that_end_with_crlf_are_counted_once(base: MakeBase) -> None:
    loaded = base((GOOD + BTOWN + 'within = "nowhere"\n').replace("\n", "\r\n"))
    assert lines(loaded.problems) == ["a.toml:13:10: dangling-id"]
    assert "btown" in loaded.entries


def test_columns_count_characters_and_not_bytes(base: MakeBase) -> None:
    assert lines(base(document('[[city]]\n"이름" = "x"\nid = "c"\nname = "김천"\ncountry = "Korea"\n')).problems) == [
        "a.toml:3:1: unknown-key",
        "a.toml:6:11: bad-value",
    ]
    inline = (
        GOOD + FACT.replace('text = "The', 'note = "다리" # 다리\ntext = "The') + 'says = { name = "다리", dat = 1 }\n'
    )
    assert lines(base(inline).problems) == ["a.toml:17:23: unknown-key"]


def test_a_file_that_is_not_utf8_is_placed_at_its_first_such_byte(base: MakeBase) -> None:
    cp949 = document(city("aville"), '[[city]]\nname = "').encode() + "김천".encode("cp949") + b'"\n'
    assert lines(base(cp949).problems) == ["a.toml:7:9: not-utf8"]


def test_a_mistake_is_at_its_line_even_in_a_file_whose_name_is_not_utf8(base: MakeBase) -> None:
    (problem,) = base({os.fsdecode(b"g\xfcmcheon.toml"): GOOD + 'within = "nowhere"\n'}).problems
    assert (problem.file, problem.line) == (r"g\xfcmcheon.toml", 9)


def test_escapes_in_a_file_and_in_its_name_reach_no_terminal(base: MakeBase) -> None:
    loaded = base({"a\x1b[31m\n.toml": GOOD + 'note = "\\u202e"\n"\\u001b]0;x\\u0007" = "\\u009b31m"\n'})
    for problem in loaded.problems:
        assert str(problem).isprintable()
    assert "␛]0;x" in str(loaded.problems[0])


# What is read of a folder


def test_an_empty_folder_is_a_base_without_facts(base: MakeBase) -> None:
    loaded = base({})
    assert [problem.code for problem in loaded.problems] == ["no-files"]
    assert loaded.entries == {}


@pytest.mark.parametrize("name", ["nowhere", "a.toml/b.toml", "loop"])
def test_a_path_that_cannot_be_followed_is_no_base(folder: MakeFolder, name: str) -> None:
    root = folder({"a.toml": GOOD, "loop": link("loop")})
    with pytest.raises(BaseUnreadableError, match=r"Give the folder that holds the fact files"):
        load(root / name)


def test_a_device_is_no_base() -> None:
    with pytest.raises(BaseUnreadableError, match="neither a folder nor a file"):
        load(Path(os.devnull))


def test_one_file_can_be_a_base(folder: MakeFolder) -> None:
    root = folder({"a.toml": GOOD, "b.toml": document(city("cville"))})
    loaded = load(root / "a.toml")
    assert (list(loaded.entries), loaded.root, loaded.problems) == (["paper", "aville"], root, [])


def test_folders_in_folders_are_read_and_named(base: MakeBase) -> None:
    loaded = base({"a.toml": GOOD, "asia/korea/b.TOML": document(city("busan", within="nowhere"))})
    assert "busan" in loaded.entries
    assert lines(loaded.problems) == ["asia/korea/b.TOML:6:10: dangling-id"]


def test_hidden_files_and_what_editors_leave_behind_are_passed_over(base: MakeBase) -> None:
    leftovers = [".a.toml.swp", ".#a.toml", "#a.toml#", "a.toml~", "a.toml.bak", "4913", ".git/a.toml", ".b.toml"]
    loaded = base({"a.toml": GOOD} | dict.fromkeys(leftovers, "no TOML") | {".c.toml": link("nowhere")})
    assert loaded.problems == []


def test_a_pipe_instead_of_the_lock_is_a_problem_and_not_a_wait(base: MakeBase) -> None:
    loaded = base({"a.toml": GOOD, "quotes.lock": pipe})
    assert lines(loaded.problems) == ["quotes.lock:1:1: unreadable"]


def test_a_folder_called_like_a_file_is_told_from_one(base: MakeBase) -> None:
    assert lines(base({"a.toml": GOOD, "b.toml/read.me": ""}).problems) == ["b.toml:1:1: not-a-file"]


def test_a_link_inside_the_base_is_read(base: MakeBase) -> None:
    loaded = base({"a.toml": GOOD, "in/b.toml": link("../kept")} | {"kept": document(city("cville"))})
    assert loaded.problems == []
    assert "cville" in loaded.entries


def test_a_link_to_nothing_is_a_problem(base: MakeBase) -> None:
    assert lines(base({"a.toml": GOOD, "b.toml": link("nowhere")}).problems) == ["b.toml:1:1: unreadable"]


def test_a_linked_folder_of_facts_is_not_passed_over_in_silence(base: MakeBase, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "b.toml").write_text(document(city("cville")))
    loaded = base({"a.toml": GOOD, "more": link(str(elsewhere))})
    assert "cville" in loaded.entries or [problem.code for problem in loaded.problems] == ["outside"]


def denying(refused: Path) -> Callable[..., object]:
    """`os.scandir` or `os.open` as somebody meets it who may not read this path."""
    real = {"scandir": os.scandir, "open": os.open}

    def call(name: str, path: object, *rest: object) -> object:
        if isinstance(path, (str, os.PathLike)) and Path(path) == refused:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return real[name](path, *rest)  # type: ignore[operator]

    return call


def test_a_folder_that_may_not_be_listed_is_a_problem(folder: MakeFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    root = folder({"a.toml": GOOD, "locked/b.toml": GOOD})
    deny = denying(root / "locked")
    monkeypatch.setattr(os, "scandir", lambda path: deny("scandir", path))
    loaded = load(root)
    assert lines(loaded.problems) == ["locked:1:1: unreadable"]
    assert "permission denied" in loaded.problems[0].message
    assert "aville" in loaded.entries


def test_a_base_that_may_not_be_listed_is_unreadable(folder: MakeFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    root = folder(GOOD)
    deny = denying(root)
    monkeypatch.setattr(os, "scandir", lambda path: deny("scandir", path))
    with pytest.raises(BaseUnreadableError, match=r"permission denied\. Change its permissions"):
        load(root)


def test_a_file_that_may_not_be_read_is_a_problem(folder: MakeFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    root = folder({"a.toml": GOOD, "b.toml": document(city("cville"))})
    deny = denying(root / "b.toml")
    monkeypatch.setattr(finding.os, "open", lambda path, *rest: deny("open", path, *rest))
    loaded = load(root)
    assert lines(loaded.problems) == ["b.toml:1:1: unreadable"]
    assert "change its permissions" in loaded.problems[0].hint


def test_a_file_that_fails_while_it_is_read_is_a_problem(folder: MakeFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> bytes:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    root = folder(GOOD)
    monkeypatch.setattr(finding.os, "read", fail)
    assert lines(load(root).problems)[0] == "a.toml:1:1: unreadable"


# Files made to do harm


@pytest.mark.parametrize(
    "bomb",
    [
        "note = " + "[" * 100_000,
        "note = " + "{ a = " * 100_000,
        "[" * 100_000 + "a" + "]" * 100_000,
        "a." * 100_000 + "a = 1",
        "[" + "a." * 100_000 + "a]",
        'note = { "a"' + '."a"' * 100_000 + " = 1 }",
    ],
    ids=["arrays", "tables", "headers", "dotted-key", "dotted-header", "quoted-key"],
)
def test_nesting_without_end_is_one_problem(base: MakeBase, bomb: str) -> None:
    loaded = base({"a.toml": GOOD, "b.toml": document(bomb)})
    assert [(problem.file, problem.code) for problem in loaded.problems] == [("b.toml", "not-toml")]
    assert "aville" in loaded.entries


@pytest.fixture
def long_number(base: MakeBase) -> Problem:
    (problem,) = base({"a.toml": GOOD, "b.toml": document("\n" * 7, "n = ", "9" * 5_000, "\n")}).problems
    return problem


def test_a_number_of_five_thousand_digits_is_one_problem(long_number: Problem) -> None:
    assert (long_number.file, long_number.code) == ("b.toml", "not-toml")


def test_a_number_of_five_thousand_digits_is_no_lesson_in_python(long_number: Problem) -> None:
    assert "sys." not in str(long_number)


def test_a_file_of_just_four_mebibytes_is_read(base: MakeBase) -> None:
    size = 4 * 1024 * 1024
    assert base(GOOD.encode() + b"#" * (size - len(GOOD))).problems == []
    assert [problem.code for problem in base(GOOD.encode() + b"#" * (size - len(GOOD) + 1)).problems] == ["too-large"]


def test_circles_of_any_length_are_found_once_for_each_record_in_them(base: MakeBase) -> None:
    circle = [city(f"c{n}", within=f"c{(n + 1) % 5}") for n in range(5)]
    loaded = base(document(*circle, city("outside", within="c0")))
    assert [problem.code for problem in loaded.problems] == ["circular"] * 5
    assert "outside" in loaded.entries


@pytest.mark.parametrize(
    "wrong",
    ['names = { ko = "" }', 'names = { "k o" = "x" }', 'names = { ko = "에이" }\nnmae = "x"', "names = { ko = [] }"],
    ids=["empty-name", "no-language", "good-names-beside-a-typo", "no-names"],
)
def test_mistakes_beside_names_do_not_crash_the_check(folder: MakeFolder, wrong: str) -> None:
    # In a process of its own: this has torn down the interpreter (msgspec frees a pattern in a union as a type).
    root = folder(document(*(city(f"c{n}") + wrong + "\n" for n in range(300))))
    done = subprocess.run([sys.executable, "-m", "tui", "check", root], capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert len(done.stdout.splitlines()) == 300
