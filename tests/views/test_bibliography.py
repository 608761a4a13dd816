"""References: what a reader needs to find the words again, in the form that each program reads."""

import json
import re
from typing import Any

import jsonschema
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.made_up import SHA256, TEXT, MakeFolder, MakeIndex, city, document, fact, index_of, source
from tui.cli.main import main
from tui.index.index import Index
from tui.loading.base import load
from tui.loading.verifying import verify, write_lock
from tui.records.display_safe import display_safe
from tui.records.edtf import parse
from tui.records.kinds import Source
from tui.records.quote_check import SourceText
from tui.views.bibliography.bibtex import bibtex_references
from tui.views.bibliography.csl import csl_references
from tui.views.bibliography.entries import Entry, Piece
from tui.views.bibliography.ris import ris_references
from tui.views.bibliography.styles import STYLES, references

HOSTILE = '50% of {C}\\LaTeX & #1_a~b^2 $x$ “q” "r" @book{x, y = 1} 100\\% 成都'
PAPER = {"publisher": "The Publisher", "published": "2005-05-03T10:20:00", "url": "https://example.org/a_b?c=1&d=%7E#e"}
WORDS = {
    r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~", r"\textasciicircum{}": "^",
    r"\$": "$", r"\&": "&", r"\%": "%", r"\#": "#", r"\_": "_",
}  # fmt: skip
DATE = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array", "minItems": 1, "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "number"}},
        },
        "season": {"type": "number"}, "circa": {"type": "boolean"}, "literal": {"type": "string"},
    },
    "additionalProperties": False,
}  # fmt: skip
TEXTS = ("genre", "title", "container-title", "publisher", "language", "URL", "note")
# The part of csl-data.json (CSL 1.0.2) that references of ours use.
CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "id": {"type": "string"},
            "type": {"enum": ["article-newspaper", "document", "entry", "webpage"]},
            "author": {
                "type": "array",
                "items": {
                    "type": "object", "properties": {"literal": {"type": "string"}}, "additionalProperties": False
                },
            },
            "issued": DATE, "accessed": DATE, "custom": {"type": "object"},
        } | {name: {"type": "string"} for name in TEXTS},
        "required": ["id", "type"],
        "additionalProperties": False,
    },
}  # fmt: skip


def bibtex_entries(text: str) -> list[tuple[str, str, dict[str, str]]]:
    """The entries of a database as BibTeX reads them: type, key, and fields without their outermost braces."""
    found = []
    at = 0
    while (begun := re.compile(r"\s*@(\w+)\{([^\s,{}]+),").match(text, at)) is not None:
        fields: dict[str, str] = {}
        at = begun.end()
        while (field := re.compile(r"\s*(\w+) = ").match(text, at)) is not None:
            at = field.end()
            if text[at] != "{":
                bare = re.compile(r"\w+").match(text, at)
                assert bare is not None
                value, at = bare[0], bare.end()
            else:
                first, depth = at, 0
                while True:
                    # A backslash does not keep BibTeX from counting a brace.
                    depth += {"{": 1, "}": -1}.get(text[at], 0)
                    at += 1
                    if depth == 0:
                        break
                value = text[first + 1 : at - 1]
            assert field[1] not in fields
            fields[field[1]] = value
            assert text[at] == ","
            at += 1
        end = re.compile(r"\s*\}").match(text, at)
        assert end is not None
        at = end.end()
        found.append((begun[1], begun[2], fields))
    assert text[at:].strip() == ""
    return found


def plain(value: str) -> str:
    """A value as TeX prints it."""
    if value.startswith("{") and value.endswith("}"):
        value = value[1:-1]
    pattern = "|".join(map(re.escape, WORDS))
    rest = re.sub(pattern, "", value)
    assert not set(rest) & set("\\{}$&%#_~^"), rest
    return re.sub(pattern, lambda found: WORDS[found[0]], value)


def ris_tags(text: str) -> list[list[tuple[str, str]]]:
    """The references of a RIS file: tags and values, TY first and ER last."""
    records: list[list[tuple[str, str]]] = []
    for line in text.split("\n"):
        if not line:
            continue
        tag = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line)
        assert tag is not None, line
        if tag[1] == "TY":
            records.append([])
        records[-1].append((tag[1], tag[2]))
    assert all(tags[0][0] == "TY" and tags[-1] == ("ER", "") for tags in records)
    assert all([tag for tag, _ in tags].count("ER") == 1 for tags in records)
    return records


def csl_items(text: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(text)
    jsonschema.validate(items, CSL)
    return items


def cited(index: Index, id: str, style: str) -> str:
    record = index.record(id)
    assert record is not None
    text = references(index, record, style)
    assert text is not None
    return text


def entry(**keys: Any) -> Entry:
    dates = {name: parse(keys[name]) for name in ("published", "accessed") if name in keys}
    return Entry(Source(**({"id": "paper", "title": "T"} | keys | dates)), (), "fact", "a.toml", 9)


@pytest.fixture
def bridge(folder: MakeFolder) -> Index:
    """A base with one verified quote and one that is not, both from the paper, and a page that is only cited."""
    evidence = [
        {"source": "paper", "quote": "bridge between friends", "speaker": "mayor"},
        {"source": "paper", "quote": "The bridge was closed"},
        {"source": "page"},
    ]
    person = '[[person]]\nid = "mayor"\nname = "M. Mayor"\n'
    paper = source("paper", byline="By Hand", sha256=SHA256, language="en-GB", accessed="2024-02-01", **PAPER)
    records = (paper, source("page"), city("aville"), person, fact("opening", "aville", evidence=evidence))
    root = folder(document(*records))
    base = load(root)
    write_lock(base, verify(base, {SHA256: SourceText(TEXT)}, "2026-11-25"))
    return index_of(root)


def test_a_quote_as_text_says_all_that_leads_back_to_it(bridge: Index) -> None:
    paragraphs = cited(bridge, "opening", "text").split("\n\n")
    assert paragraphs[0] == (
        "“bridge between friends” — M. Mayor, “Title of paper”, The Publisher, 3 May 2005, line 3 of its text, "
        f"{PAPER['url']}, read on 1 February 2024, a.toml:22 (opening)"
    )
    assert paragraphs[1].startswith("“The bridge was closed” — “Title of paper”, The Publisher, 3 May 2005, https")
    assert paragraphs[1].endswith("[Not found in the source’s text]")
    assert paragraphs[2] == "Cited, not quoted: “Title of page”, a.toml:22 (opening)"


def test_each_source_is_one_reference_with_all_that_is_quoted_from_it(bridge: Index) -> None:
    bibtex = bibtex_entries(cited(bridge, "opening", "bibtex"))
    assert [(kind, key) for kind, key, _ in bibtex] == [("online", "paper"), ("misc", "page")]
    items = csl_items(cited(bridge, "opening", "csl-json"))
    assert [item["id"] for item in items] == ["paper", "page"]
    quotes = [(quote["quote"], quote["speaker"], quote["line"]) for quote in items[0]["custom"]["quotes"]]
    assert quotes == [("bridge between friends", "M. Mayor", 3), ("The bridge was closed", None, None)]
    ris = ris_tags(cited(bridge, "opening", "ris"))
    assert [dict(tags)["ID"] for tags in ris] == ["paper", "page"]
    notes = [value for tag, value in ris[0] if tag == "N1"]
    assert notes == [
        "“bridge between friends” (M. Mayor; line 3 of its text)",
        "“The bridge was closed” [Not found in the source’s text]",
        "a.toml:22, opening",
    ]
    assert plain(bibtex[0][2]["annote"]) == "; ".join(notes)


def test_a_source_is_cited_by_itself(bridge: Index) -> None:
    assert [fields["title"] for _, _, fields in bibtex_entries(cited(bridge, "paper", "bibtex"))] == [
        "{Title of paper}"
    ]
    assert cited(bridge, "paper", "text").startswith(
        "“Title of paper”, The Publisher, 3 May 2005, https://example.org/"
    )


def test_a_record_without_evidence_has_no_references(bridge: Index) -> None:
    record = bridge.record("aville")
    assert record is not None
    assert [references(bridge, record, style) for style in STYLES] == [None] * len(STYLES)


def test_fields_have_their_names_in_each_format() -> None:
    paper = entry(kind="article", publisher="The Times", byline="A B", language="ko", published="2005-05-03",
                  accessed="2024-02-01", url="https://example.org/a_{b}")  # fmt: skip
    kind, key, fields = bibtex_entries(bibtex_references([paper]))[0]
    assert (kind, key) == ("article", "paper")
    assert fields == {
        "author": "{A B}", "title": "{T}", "journal": "The Times", "date": "2005-05-03", "year": "2005", "month": "may",
        "url": "https://example.org/a_%7Bb%7D", "urldate": "2024-02-01", "langid": "korean",
        "annote": r"a.toml:9, fact",
    }  # fmt: skip
    item = csl_items(csl_references([paper]))[0]
    assert (item["type"], item["container-title"], item["author"]) == (
        "article-newspaper",
        "The Times",
        [{"literal": "A B"}],
    )
    assert (item["issued"], item["accessed"]) == ({"date-parts": [[2005, 5, 3]]}, {"date-parts": [[2024, 2, 1]]})
    tags = dict(ris_tags(ris_references([paper]))[0])
    assert tags == {
        "TY": "NEWS", "ID": "paper", "TI": "T", "AU": "A B", "T2": "The Times", "PY": "2005", "DA": "2005/05/03/",
        "Y2": "2024/02/01/", "LA": "ko", "UR": "https://example.org/a_{b}", "N1": "a.toml:9, fact", "ER": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("date", "bibtex", "csl", "ris"),
    [
        ("2016", "2016", {"date-parts": [[2016]]}, "2016///"),
        ("2016-11", "2016-11", {"date-parts": [[2016, 11]]}, "2016/11//"),
        ("2016-10?", "2016-10?", {"date-parts": [[2016, 10]], "circa": True}, "2016/10//uncertain"),
        ("2016~", "2016~", {"date-parts": [[2016]], "circa": True}, "2016///approximate"),
        ("2016-10-20/2016-10-26", "2016-10-20/2016-10-26", {"date-parts": [[2016, 10, 20], [2016, 10, 26]]}, None),
        ("2015-22", "2015-22", {"date-parts": [[2015]], "season": 2}, None),
        ("2015-30", None, {"date-parts": [[2015]], "season": 2}, None),
        ("2015-33", None, {"literal": "first quarter of 2015"}, None),
        ("201X", "201X", {"literal": "the 2010s"}, None),
        ("2016-XX", "2016-XX", {"literal": "2016, month unknown"}, None),
        ("1984/..", "1984/..", {"literal": "from 1984"}, None),
        ("[..2016-11-04]", None, {"literal": "by 4 November 2016"}, None),
    ],
)
def test_a_date_is_given_as_far_as_a_format_can_say_it(
    date: str, bibtex: str | None, csl: dict[str, Any], ris: str | None
) -> None:
    dated = entry(published=date)
    fields = bibtex_entries(bibtex_references([dated]))[0][2]
    item = csl_items(csl_references([dated]))[0]
    tags = ris_tags(ris_references([dated]))[0]
    assert fields.get("date") == bibtex
    # What a field cannot say is said in words.
    assert bibtex or "Date: " in fields["annote"]
    assert item["issued"] == csl
    assert dict(tags).get("DA") == ris
    assert ris or any(tag == "N1" and value.startswith("Date: ") for tag, value in tags)


def test_the_day_of_reading_is_not_lost_without_an_address() -> None:
    fields = bibtex_entries(bibtex_references([entry(accessed="2024-02")]))[0][2]
    assert "urldate" not in fields
    assert "Read: February 2024" in fields["annote"]


@given(st.text(min_size=1).filter(str.strip))
@example(HOSTILE)
@example("ends in \\")
@example("}{")
@example("*")
def test_no_text_breaks_out_of_its_field(text: str) -> None:
    hostile = Piece(f"“{' '.join(text.split())}”", "", 0, "", (), text)
    one = entry(title=text, publisher=text, byline=text)._replace(pieces=(hostile,))
    shown = display_safe(" ".join(text.split())).replace("\u00ad", "⟨U+00AD⟩")
    (_, _, fields), *more = bibtex_entries(bibtex_references([one]))
    assert more == []
    assert [plain(fields[name]) for name in ("author", "title", "organization")] == [shown] * 3
    item = csl_items(csl_references([one]))[0]
    assert item["title"] == " ".join(text.split())
    assert item["custom"]["quotes"][0]["quote"] == text
    (tags,) = ris_tags(ris_references([one]))
    assert dict(tags)["TI"] == shown
    assert "*" not in dict(tags)["AU"]


def test_the_command_prints_each_style(bridge: Index, capfd: pytest.CaptureFixture[str]) -> None:
    for style in STYLES:
        assert main(["cite", "opening", "--style", style, "--facts", bridge.name]) == 0
        printed = capfd.readouterr().out
        expected = cited(bridge, "opening", style) + "\n"
        assert printed == (expected.replace("\n", "\r\n") if style == "ris" else expected)


def test_a_ris_file_has_the_line_ends_of_its_format(bridge: Index, tmp_path: Any) -> None:
    file = tmp_path / "refs.ris"
    assert main(["cite", "opening", "--style", "ris", "--facts", bridge.name, "--output", str(file)]) == 0
    assert file.read_bytes().count(b"\n") == file.read_bytes().count(b"\r\n") > 10


def test_an_id_that_cannot_be_cited_gets_a_hint(bridge: Index, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["cite", "openin", "--facts", bridge.name]) == 1
    assert "did you mean opening?" in capfd.readouterr().err
    assert main(["cite", "aville", "--facts", bridge.name]) == 1
    assert "names no source" in capfd.readouterr().err


def test_a_source_that_the_base_does_not_have_is_cited_by_its_id(folder: MakeFolder) -> None:
    index = index_of(folder(document(city("aville"), fact("opening", "aville"))))
    assert cited(index, "opening", "text") == "Cited, not quoted: “paper”, a.toml:6 (opening)"


def test_every_record_of_the_shipped_base_has_references_in_every_style(shipped: Index, indexed: MakeIndex) -> None:
    count = 0
    for id in shipped.ids():
        record = shipped.record(id)
        assert record is not None
        texts = [references(shipped, record, style) for style in STYLES]
        if texts[0] is not None:
            count += 1
            _, bibtex, csl, ris = map(str, texts)
            keys = [key for _, key, _ in bibtex_entries(bibtex)]
            assert len(set(keys)) == len(keys)
            assert keys == [item["id"] for item in csl_items(csl)] == [dict(tags)["ID"] for tags in ris_tags(ris)]
    assert count > 100
