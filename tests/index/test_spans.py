"""Records cut out of their files by the places that the index keeps: they must read as the whole file reads."""

from typing import Any

import pytest
import tomli
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tests.made_up import GOOD, MakeIndex, agreement, city, document, fact, partner, source, table
from tui.index.spans import record_spans
from tui.loading.where import shipped_base
from tui.records.kinds import KINDS

Cut = dict[tuple[str, int], dict[str, Any]]


def cut_out(text: str) -> Cut:
    """Every record that a place is known of, read from its own bytes."""
    data = text.encode()
    return {
        (kind, ordinal): tomli.loads(data[start : start + length].decode())[kind][0]
        for kind, spans in record_spans(data, tomli.loads(text.removeprefix("\ufeff"))).items()
        for ordinal, (start, length) in enumerate(spans)
    }


def records(text: str) -> Cut:
    """Every record of a whole file."""
    return {
        (kind, ordinal): record
        for kind, found in tomli.loads(text.removeprefix("\ufeff")).items()
        if kind in KINDS and isinstance(found, list)
        for ordinal, record in enumerate(found)
    }


PLAIN = [
    document(source(), city("aville", names={"ko": "에이빌"}), city("btown"), partner("firm")),
    document(fact("talk", "aville", text='Quotes " and [[fact]] and # inside'), agreement("tie", "aville", "btown")),
    "# [[fact]]\n\n" + document(table("fact", id="a") + '[[fact.evidence]]\nsource = "paper"\n', fact("b", "a")),
    document(table("city", id="a") + '  [city.names]\n  ko = "가"\n\n', city("b")),
    'format = 1\r\n[[city]]\r\nid = "가"\r\n[[ city ]] # [[fact]]\r\nid = "나"',
    '[[city]]\nid = "a"\nname = [\n  "[[fact]]",\n  "b", # [[fact]]\n]\n[[fact]]\nid = "c"',
    GOOD,
]


@pytest.mark.parametrize("text", PLAIN)
def test_every_record_of_a_plain_file_can_be_cut_out(text: str) -> None:
    assert cut_out(text) == records(text) != {}


def test_every_record_of_the_shipped_base_can_be_cut_out() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(shipped_base().rglob("*.toml"))]
    cut = [text for text in texts if cut_out(text) == records(text)]
    assert cut
    assert [text for text in texts if text not in cut and '"""' not in text and "'''" not in text] == []


HARD = {
    "a text over several lines": '[[city]]\nid = "a"\nnote = """\n[[city]]\nid = "b"\n"""\n',
    "a literal text over several lines": "[[city]]\nid = 'a'\nnote = '''\n[[city]]\n'''\n",
    "a table that goes on later": '[[city]]\nid = "a"\n[[fact]]\nid = "b"\n[city.names]\nko = "가"\n',
    "one that goes on under a quoted name": '[[city]]\nid = "a"\n[[fact]]\nid = "b"\n["city".names]\nko = "가"\n',
    "one that goes on under a spelled-out name": (
        '[[city]]\nid = "a"\n[[fact]]\nid = "b"\n[ "\\u0063ity" . names ]\nko = "가"\n'
    ),
    "a list that goes on later": '[[fact]]\nid = "a"\n[[city]]\nid = "b"\n[[fact.evidence]]\nsource = "c"\n',
    "records in one line": 'city = [{ id = "a" }, { id = "b" }]\n',
    "some in one line": 'fact = [{ id = "a" }]\n[[city]]\nid = "b"\n',
    "a quoted kind": '[["city"]]\nid = "a"\n[[city]]\nid = "b"\n',
    "a byte order mark before a record": '\ufeff[[city]]\nid = "a"\n[[city]]\nid = "b"\n',
    "a table of another name": '[[city]]\nid = "a"\n[about]\nby = "me"\n',
    "a kind that is one table": '[city]\nid = "a"\n',
    "lists in lists": '[[city]]\nid = "a"\nx = [\n[true],\n[[false]],\n]\n[[city]]\nid = "b"\n',
    "nothing": "format = 1\n",
}


@pytest.mark.parametrize("kind", HARD)
def test_where_lines_do_not_tell_only_the_whole_file_does(kind: str) -> None:
    assert record_spans(HARD[kind].encode(), tomli.loads(HARD[kind].removeprefix("\ufeff"))) == {}


NAMES = ["city", "fact", "source", '"city"', "'fact'", '"\\u0066act"', "about", "city-x", "1"]
HEADERS = [
    f"{opening}{blank}{name}{below}{blank}{closing}"
    for opening, closing in (("[[", "]]"), ("[", "]"))
    for name in NAMES
    for below in ("", ".names", ' . "x"', ".evidence")
    for blank in ("", " ", "\t")
]
VALUES = [
    "1",
    "true",
    '"[[fact]]"',
    "'# [city]'",
    '["a", "b"]',
    '[\n  "[[city]]",\n["x"], # [[fact]]\n[[true]],\n]',
    '{ id = "x", names = { ko = "가" } }',
    '[{ id = "x" }, { id = "y" }]',
    '"""\n[[city]]\nid = "no"\n"""',
    "'''\n[fact.names]\n'''",
    "2016-06-01",
]
KEYS = ["id", "city", "fact", "names.ko", '"x y"', "evidence", "k1", "k2", "k3", '"a.b"']
LINES = st.one_of(
    st.sampled_from(["[[city]]", "[[fact]]", "  [[source]]  # [[city]]", "[city.names]", "[[fact.evidence]]"]),
    st.sampled_from(HEADERS),
    st.builds("{} = {}".format, st.sampled_from(KEYS), st.sampled_from(VALUES)),
    st.sampled_from(["# [[city]]", "", "\t"]),
)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A random document: lines that TOML would refuse are left out one by one, so that hard cases are common."""
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    text = ""
    for line in draw(st.lists(LINES, max_size=14)):
        longer = text + draw(st.sampled_from(["", "", "  ", "\t"])) + line.replace("\n", newline) + newline
        try:
            tomli.loads(longer)
        except tomli.TOMLDecodeError:
            continue
        text = longer
    return draw(st.sampled_from(["", "", "", "\ufeff"])) + (text.removesuffix(newline) if draw(st.booleans()) else text)


@settings(max_examples=1000)
@given(documents())
@example('[[city]]\n[[fact]]\n["city".names]\nko = "가"')
@example('[["fact"]]\nid = "a"\n[[city]]\nfact = 1\n[["fact"]]\nid = "b"\n')
def test_a_record_that_is_cut_out_of_any_file_is_the_record_of_the_whole_file(text: str) -> None:
    cut = cut_out(text)
    assert cut in ({}, records(text))


@given(st.lists(st.sampled_from([*KINDS]), min_size=1, max_size=6), st.data())
def test_records_written_one_after_another_are_all_cut_out(kinds: list[str], data: st.DataObject) -> None:
    values = (
        st.text(max_size=12)
        | st.lists(st.text(max_size=4), max_size=3)
        | st.dictionaries(st.text(max_size=4), st.text(max_size=4), max_size=2)
    )
    keys = st.dictionaries(st.sampled_from(["id", "name", "note", "a1", "b-c"]), values, max_size=4)
    text = document(*(table(kind, **data.draw(keys)) for kind in kinds))
    assume('"""' not in text and "'''" not in text)
    assert cut_out(text) == records(text)
    assert len(cut_out(text)) == len(kinds)


def test_a_record_of_a_file_that_cannot_be_cut_up_still_has_its_line(indexed: MakeIndex) -> None:
    note = 'note = """one\ntwo"""\n'
    text = document(city("aville"), city("bville") + note, source())
    index = indexed(text)
    lines = text.splitlines()
    for id in ("aville", "bville", "paper"):
        assert index.file(id) == ("a.toml", lines.index(f'id = "{id}"'))
