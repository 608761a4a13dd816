"""What is copied of a record: the exact words with where they are from, and never a hope as a deed."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.made_up import (
    SHA256,
    TEXT,
    MakeFolder,
    MakeIndex,
    agreement,
    city,
    document,
    fact,
    index_of,
    source,
    table,
    toml,
)
from tests.views.test_records import ACTING, FULL, UNSAFE
from tui.cli.main import main
from tui.index.index import Index
from tui.loading.base import load
from tui.loading.verifying import verify, write_lock
from tui.records.display_safe import display_safe
from tui.records.kinds import Agreement, Fact, Record, evidence_of, expected
from tui.records.quote_check import SourceText
from tui.views.copying import (
    WAYS,
    Copy,
    absolute_place,
    address_copy,
    id_copy,
    json_copy,
    markdown_copy,
    place_copy,
    quote_copy,
    text_copy,
)
from tui.views.markdown import escaped

COMMONMARK = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PAPER = {"publisher": "The Publisher", "published": "2005-05-03T10:20:00", "url": "https://example.org/a?b=(1)&c;=2"}


def record_of(index: Index, id: str) -> Record:
    record = index.record(id)
    assert record is not None
    return record


def copied(copy: Copy) -> str:
    assert copy.text is not None, copy.reason
    return copy.text


def base_of(*records: str, **paper: object) -> str:
    return document(
        source(**PAPER | paper), city("aville"), city("btown"), table("person", id="kim", name="Kim"), *records
    )


# Quotes


def test_a_quote_comes_with_its_speaker_title_publisher_day_and_address(indexed: MakeIndex) -> None:
    said = {"source": "paper", "quote": "opened  in\u00a0May", "speaker": "kim"}
    index = indexed(base_of(fact("it", "aville", evidence=[said])))
    assert copied(quote_copy(index, record_of(index, "it"))) == (
        "“opened  in\u00a0May” — Kim, “Title of paper”, The Publisher, 3 May 2005, https://example.org/a?b=(1)&c;=2"
        " [Never verified]"
    )


def test_the_words_of_somebody_who_said_a_fact_are_theirs_unless_they_are_of_another_value(indexed: MakeIndex) -> None:
    evidence = [
        {"source": "paper", "quote": "we open in May"},
        {"source": "paper", "quote": "opens in June", "says": {"date": "2005-06"}},
    ]
    index = indexed(base_of(fact("it", "aville", date="2005-05", speaker="kim", evidence=evidence)))
    own, other = copied(quote_copy(index, record_of(index, "it"))).split("\n\n")
    assert own.startswith("“we open in May” — Kim, “Title of paper”, ")
    assert other.startswith("“opens in June” — “Title of paper”, ")


def test_a_verified_quote_has_its_line_and_no_doubt(folder: MakeFolder) -> None:
    quotes = ["bridge was opened", "Friends", "never said"]
    evidence = [{"source": "paper", "quote": quote} for quote in quotes]
    root = folder(base_of(fact("it", "aville", evidence=evidence), sha256=SHA256))
    base = load(root)
    write_lock(base, verify(base, {SHA256: SourceText(TEXT)}, "2026-01-02"))
    index = index_of(root)
    first, second, third = copied(quote_copy(index, record_of(index, "it"))).split("\n\n")
    assert first.startswith("“bridge was opened” — ")
    assert "3 May 2005, line 3 of its text, https://" in first
    assert first.endswith("&c;=2")
    assert second.endswith("[These words stand in the source’s text more than once]")
    assert third.endswith("[Not found in the source’s text]")
    assert "line" not in second + third


def test_several_quotes_are_paragraphs_and_one_of_them_can_be_picked(indexed: MakeIndex) -> None:
    evidence = [{"source": "paper", "quote": "One"}, {"source": "paper"}, {"source": "paper", "quote": "Two"}]
    index = indexed(base_of(fact("it", "aville", evidence=evidence)))
    record = record_of(index, "it")
    one, two = copied(quote_copy(index, record)).split("\n\n")
    assert (one[:6], two[:6]) == ("“One” ", "“Two” ")
    assert copied(quote_copy(index, record, 0)) == one
    assert copied(quote_copy(index, record, 1)) == two
    assert quote_copy(index, record, 2) == Copy(None, "this record has no quote number 3")
    assert quote_copy(index, record, -1).text is None


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("plain", "“plain”"),
        ("“its own”", "“its own”"),
        ("「成都」", "「成都」"),
        ("“One” and “two”", "““One” and “two””"),
        ("“It is,” he said", "““It is,” he said”"),
        ('"straight"', '“"straight"”'),
        ("“", "““”"),
        ("two\nlines", "“two\nlines”"),
    ],
)
def test_the_words_stand_unchanged_in_one_pair_of_quotation_marks(indexed: MakeIndex, words: str, shown: str) -> None:
    index = indexed(base_of(fact("it", "aville", evidence=[{"source": "paper", "quote": words}])))
    assert copied(quote_copy(index, record_of(index, "it"))).startswith(f"{shown} — ")


def test_a_translation_is_marked_as_the_editors_and_the_original_has_its_language(indexed: MakeIndex) -> None:
    translated = {"source": "paper", "quote": "성공", "translation": "A success"}
    foreign = {"source": "paper", "quote": "Erfolg", "language": "de"}
    index = indexed(base_of(fact("it", "aville", evidence=[translated, foreign]), language="ko"))
    first, second = copied(quote_copy(index, record_of(index, "it"))).split("\n\n")
    assert first.startswith("“성공” (in ko; translated by the editors: “A success”) — ")
    assert second.startswith("“Erfolg” (in de) — ")


def test_a_record_without_a_quote_says_so(indexed: MakeIndex) -> None:
    index = indexed(base_of(fact("it", "aville")))
    for id in ("it", "aville", "paper"):
        assert quote_copy(index, record_of(index, id)) == Copy(None, "this record has no quote")


# What must not be lost


MODALITIES = ["asserted", "implied", "planned", "expected", "hoped", "promised"]


@pytest.mark.parametrize("modality", MODALITIES)
@pytest.mark.parametrize("kind", ["agreement", "event", "plan", "expectation"])
def test_whoever_expects_something_no_copy_reads_as_a_deed(indexed: MakeIndex, kind: str, modality: str) -> None:
    given = {"modality": modality, "evidence": [{"source": "paper", "quote": "Opened"}]}
    if kind == "agreement":
        index = indexed(base_of(agreement("it", "aville", "btown", **given)))
    else:
        index = indexed(base_of(fact("it", "aville", kind=kind, **given)))
    record = record_of(index, "it")
    assert isinstance(record, Agreement | Fact)
    for way in (quote_copy, text_copy, markdown_copy):
        text = copied(way(index, record))
        assert ("not reported as done" in text) == expected(record)
        assert ("Implied by the source, not stated" in text) == (modality == "implied" and not expected(record))
    if expected(record):
        # Before what is said, so that cutting the end off does not make a deed of it.
        assert re.match(r"\w[\w ]+, not reported as done: T", copied(text_copy(index, record)))


def test_what_a_shipped_record_expects_is_never_copied_as_what_happened(shipped: Index) -> None:
    hopes = [
        record
        for id in shipped.ids()
        if isinstance(record := shipped.record(id), Agreement | Fact) and expected(record)
    ]
    assert len(hopes) > 5
    for record in hopes:
        for way in (quote_copy, text_copy, markdown_copy):
            if (text := way(shipped, record).text) is not None:
                assert re.search("Expected|Planned|Promised|Hoped for|On what became of it", text)


def test_what_became_of_a_plan_is_copied_with_it_and_its_quote_is_told_apart(indexed: MakeIndex) -> None:
    evidence = [{"source": "paper", "quote": "Will open"}, {"source": "paper", "quote": "Opened", "for": "outcome"}]
    plan = fact("it", "aville", kind="plan", outcome="It opened.", outcome_date="2006-05", evidence=evidence)
    index = indexed(base_of(plan))
    record = record_of(index, "it")
    assert copied(text_copy(index, record)) == "Planned: Text of it\nWhat became of it: It opened. (May 2006)"
    will, did = copied(quote_copy(index, record)).split("\n\n")
    assert will.endswith("[Never verified; Planned]")
    assert did.endswith("[Never verified; On what became of it]")
    markdown = copied(markdown_copy(index, record))
    assert "**Planned**" in markdown
    assert "What became of it: It opened" in markdown
    assert "“Opened” (on what became of it)" in markdown


@pytest.mark.parametrize("settled", [False, True])
def test_a_contested_record_says_who_says_what(indexed: MakeIndex, settled: bool) -> None:
    evidence = [{"source": "paper", "quote": "In 1996"}, {"source": "other", "says": {"date": "2000-11"}}]
    evidence += [{"source": "other", "settled": "The paper is right."}] if settled else []
    tie = agreement("it", "aville", "btown", date="1996", text="What was agreed.", evidence=evidence)
    index = indexed(base_of(tie, source("other")))
    record = record_of(index, "it")
    disagreement = "Sources disagree on the date: 1996 (The Publisher, 3 May 2005); November 2000 (Title of other)."
    answer = " Settled by the editors: The paper is right." if settled else " Open."
    assert copied(text_copy(index, record)) == f"Title of it\nWhat was agreed.\n{disagreement}{answer}"
    assert disagreement + answer in copied(markdown_copy(index, record))
    short = "sources disagree on the date" + (", settled by the editors" if settled else "")
    assert copied(quote_copy(index, record)).endswith(f"[Never verified; {short}]")


def test_a_value_that_another_record_gives_is_copied_with_the_name_of_that_record(indexed: MakeIndex) -> None:
    other = agreement("other", "btown", "aville", title="Old tie", date="2000", evidence=[{"source": "more"}])
    index = indexed(base_of(agreement("it", "aville", "btown", date="1996"), other, source("more")))
    said = "1996 (The Publisher, 3 May 2005); 2000 (Title of more, in Old tie). Open."
    assert said in copied(text_copy(index, record_of(index, "it")))


# Short things


def test_ids_names_and_places(indexed: MakeIndex) -> None:
    index = indexed(base_of())
    record = record_of(index, "aville")
    assert copied(id_copy(index, record)) == "aville"
    assert copied(text_copy(index, record)) == "Aville"
    file, line = absolute_place(index, record)
    assert file.read_text().splitlines()[line - 1] == "[[city]]"
    assert copied(place_copy(index, record, file.parent)) == f"a.toml:{line}"
    assert copied(place_copy(index, record, file.parent.parent)) == f"base/a.toml:{line}"
    assert copied(place_copy(index, record, Path("/somewhere/else"))) == f"{file}:{line}"
    # Not below a folder whose name only begins alike.
    assert copied(place_copy(index, record, Path(f"{file.parent}"[:-1]))) == f"{file}:{line}"


def test_addresses_are_those_of_the_sources_each_once_or_there_is_a_reason(indexed: MakeIndex) -> None:
    evidence = [{"source": id} for id in ("paper", "silent", "other", "paper")]
    records = [fact("it", "aville", evidence=evidence), fact("mute", "aville", evidence=[{"source": "silent"}])]
    index = indexed(base_of(source("silent"), source("other", url="http://example.net/"), *records))
    assert copied(address_copy(index, record_of(index, "it"))) == f"{PAPER['url']}\nhttp://example.net/"
    assert copied(address_copy(index, record_of(index, "paper"))) == PAPER["url"]
    reasons = {
        "mute": "no source of this record has an address",
        "silent": "this source has no address",
        "aville": "this record names no source",
    }
    for id, reason in reasons.items():
        assert address_copy(index, record_of(index, id)) == Copy(None, reason)


@pytest.mark.parametrize("kind", ["source", "city", "partner", "person", "agreement", "fact"])
def test_json_is_what_the_command_prints(folder: MakeFolder, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    root = folder(FULL)
    index = index_of(root)
    assert main(["show", f"full-{kind}", "--json", "--facts", str(root)]) == 0
    printed = capsys.readouterr().out
    assert copied(json_copy(index, record_of(index, f"full-{kind}"))) + "\n" == printed
    assert json.loads(printed)["record"]["id"] == f"full-{kind}"


# Markdown


def inline(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from token.children or [token]


def read_out(tokens: list[Token]) -> str:
    """What a reader sees of parsed Markdown, without any structure."""
    return "".join("\n" if token.type == "softbreak" else token.content for token in inline(tokens))


STRUCTURE = {
    "heading_open", "heading_close", "paragraph_open", "paragraph_close", "bullet_list_open", "bullet_list_close",
    "list_item_open", "list_item_close", "blockquote_open", "blockquote_close", "inline", "text", "text_special",
    "softbreak", "strong_open", "strong_close", "link_open", "link_close",
}  # fmt: skip


def test_markdown_of_a_record_has_its_fields_quotes_and_links(indexed: MakeIndex) -> None:
    index = indexed(FULL)
    markdown = copied(markdown_copy(index, record_of(index, "full-agreement")))
    tokens = COMMONMARK.parse(markdown)
    assert {token.type for token in [*tokens, *inline(tokens)]} <= STRUCTURE
    text = read_out(tokens)
    for words in (
        "Title of full-agreement", "Aville ⇄ Full-City", "May 2005 (“last May”)", "First aim", "5 CNY (“five yuan”)",
        "6 JPY (“six yen”)", "Office", "What was agreed.", "“What the paper prints”", "What it means", "Kim, ", "Lee, ",
        "The Publisher", "Another Publisher", "Noted at the end.", "Implied by the source", "Sources disagree",
    ):  # fmt: skip
        assert words in text, words
    links = [token.attrs["href"] for token in inline(tokens) if token.type == "link_open"]
    assert links == ["https://example.org/a"]


def test_a_quote_keeps_its_lines_and_every_character_in_markdown(indexed: MakeIndex) -> None:
    words = "*One* _two_ [three](x) <b>\n# four\n- five\n1. six\n===\n    code\n\n> seven `eight` &amp; ~~nine~~ | a |"
    said = {"source": "paper", "quote": words}
    index = indexed(base_of(fact("it", "aville", evidence=[said])))
    tokens = COMMONMARK.parse(copied(markdown_copy(index, record_of(index, "it"))))
    assert {token.type for token in [*tokens, *inline(tokens)]} <= STRUCTURE
    shown = [token for token in tokens if token.type == "inline" and token.level >= 2]
    text = "\n".join(read_out([token]) for token in shown)
    kept = [line.strip() for line in words.split("\n") if line]
    assert [line.strip("“”") for line in text.split("\n")][-len(kept) - 1 : -1][:-1] == kept[:-1]
    assert kept[-1] in text
    (link,) = [token.attrs["href"] for token in inline(tokens) if token.type == "link_open"]
    assert link == PAPER["url"]


@given(st.text(st.characters(codec="utf-8"), max_size=60))
@example("&copy; \\* 1) x")
@example("+ a")
@example("---")
@example("![x](y)")
@example("http://example.org/*a*")
def test_no_data_means_anything_in_markdown(text: str) -> None:
    wanted = " ".join(display_safe(text).split())
    for before in ("", "- name: ", "## ", "> "):
        tokens = COMMONMARK.parse(f"{before}{escaped(text)}")
        assert {token.type for token in inline(tokens)} <= STRUCTURE
        allowed = {"list_item_open", "heading_open", "blockquote_open"} if before else set()
        opened = {token.type for token in tokens if token.type.endswith("_open")}
        assert opened - allowed <= {"paragraph_open", "bullet_list_open"} - (set() if before else {"bullet_list_open"})
        assert read_out(tokens).removeprefix("name:").strip() == wanted


# Every record, every way


def test_every_shipped_record_can_be_copied_in_every_way_or_says_why_not(shipped: Index) -> None:
    for id in shipped.ids():
        record = record_of(shipped, id)
        for name, way in WAYS.items():
            text, reason = way(shipped, record)
            assert (text is None) == bool(reason)
            # RIS ends in the blank behind its last tag.
            bare = text.removesuffix(" ") if text and name == "RIS" else text
            assert bare is None or (bare.strip() == bare != "" and not UNSAFE.search(bare.replace("\n", "")))
            if name == "quote":
                said = [item.quote for item in evidence_of(record) if item.quote is not None]
                assert all(quote in (text or "") for quote in said)
                assert (text is None) == (not said)


def test_nothing_copied_acts_on_a_terminal(indexed: MakeIndex) -> None:
    harm = "".join(ACTING)
    text = re.sub(r'(?<== ")(?=[A-Z][a-z])|(?<=\[")(?=[A-Z][a-z])|(?<=")(?=이름)', lambda _: toml(harm)[1:-1], FULL)
    assert text.count("U0000001b") > 20
    index = indexed({"a.toml": text, "\x1b]0;x\x07.toml": document(city("elsewhere", name="\x9b31m"))})
    for id in index.ids():
        for way in WAYS.values():
            copy = way(index, record_of(index, id))
            assert not UNSAFE.search((copy.text or copy.reason).replace("\n", ""))
