"""How a page reads: dates and sums with the words of their source, hopes as hopes, quotes with all about them."""

import re

import pytest
from rich.style import Style
from rich.text import Text

from tests.made_up import SHA256, TEXT, MakeFolder, MakeIndex, agreement, city, document, fact, index_of, source, table
from tui.index.index import Index
from tui.loading.base import load
from tui.loading.verifying import verify, write_lock
from tui.records.quote_check import SourceText
from tui.views.palette import NIGHT, TERMINAL
from tui.views.records import record_page


def lines(index: Index, id: str, width: int = 80) -> list[str]:
    return [line.plain.rstrip() for line in record_page(index, id, width, TERMINAL).lines]


def style_of(line: Text, words: str) -> Style:
    """The style that the first sign of some words has."""
    at = line.plain.index(words)
    found = Style()
    for span in line.spans:
        if span.start <= at < span.end and isinstance(span.style, Style):
            found += span.style
    return found


@pytest.mark.parametrize(
    ("date", "wording", "said"),
    [
        ("2015-12~", "at the end of last year", "about December 2015, “at the end of last year”"),
        ("2016?", None, "2016 (uncertain)"),
        ("1984/..", "since the eighties", "from 1984, “since the eighties”"),
        (None, "some years ago", "no date, “some years ago”"),
    ],
)
def test_a_date_is_told_in_words_with_its_precision_and_the_words_of_the_source(
    indexed: MakeIndex, date: str | None, wording: str | None, said: str
) -> None:
    given = {key: value for key, value in (("date", date), ("date_wording", wording)) if value}
    index = indexed(document(source(), city("a"), city("b"), agreement("it", "a", "b", **given)))
    assert f"Date      {said}" in lines(index, "it")
    if wording:
        line = next(line for line in record_page(index, "it", 80, NIGHT).lines if wording in line.plain)
        assert style_of(line, wording).italic
        assert not style_of(line, said.partition(",")[0]).italic


def test_a_sum_stands_with_the_words_of_the_source_and_its_own_conversion(indexed: MakeIndex) -> None:
    amount = {"value": 500_000_000, "currency": "CNY", "wording": "500 million yuan"}
    converted = {"value": 74_800_000, "currency": "USD", "wording": "$74.8 million"}
    tie = agreement("it", "a", "b", amount=amount, converted=converted)
    index = indexed(document(source(), city("a"), city("b"), tie))
    found = lines(index, "it")
    at = found.index("Amount    500,000,000 CNY, “500 million yuan”")
    assert found[at + 1] == "          74,800,000 USD by the source’s own conversion, “$74.8 million”"


def test_what_was_expected_is_told_so_in_words_before_anything_else_and_looks_so(indexed: MakeIndex) -> None:
    index = indexed(document(source(), city("a"), fact("it", "a", modality="hoped", date="2025"), fact("was", "a")))
    found = lines(index, "it")
    assert found[1:3] == ["◇ Hoped for, not reported as done", "→ What became of it is not recorded."]
    assert "Due       2025" in found
    title, standing, *_ = record_page(index, "it", 80, TERMINAL).lines
    for line, words in ((title, "Text of it"), (standing, "Hoped for")):
        assert style_of(line, words).italic
        assert style_of(line, words).color == TERMINAL.expected.color
    assert not style_of(record_page(index, "was", 80, TERMINAL).lines[0], "Text of was").italic


def test_a_quote_stands_with_who_said_it_the_source_its_publisher_day_line_and_how_it_was_verified(
    folder: MakeFolder,
) -> None:
    quote = {"source": "paper", "quote": "Nine hundred people came", "speaker": "kim", "language": "en"}
    paper = source(title="A Bridge Opens", publisher="The Publisher", published="2005-05-03", sha256=SHA256)
    kim = table("person", id="kim", name="Kim")
    root = folder(document(paper, city("a"), kim, fact("it", "a", evidence=[quote])))
    base = load(root)
    write_lock(base, verify(base, {SHA256: SourceText(TEXT)}, "2016-11-04"))
    found = lines(index_of(root), "it", 100)
    at = found.index("┃ “Nine hundred people came”")
    assert re.fullmatch(r"┃ said by Kim\[\d+\] · The Publisher, 3 May 2005\[\d+\]", found[at + 1])
    assert found[at + 2] == "┃ A Bridge Opens · in English · line 4 · ✓ exact"


def test_every_line_of_a_long_quote_has_its_bar(indexed: MakeIndex) -> None:
    quote = {"source": "paper", "quote": "金泉市和成都市是友好城市，" * 12}
    index = indexed(document(source(), city("a"), fact("it", "a", evidence=[quote])))
    found = lines(index, "it", 44)
    barred = [line for line in found if "友好" in line]
    assert len(barred) > 5
    assert all(line.startswith("┃ ") for line in barred)


def test_what_somebody_said_stands_apart_from_what_only_names_them(indexed: MakeIndex) -> None:
    kim = table("person", id="kim", name="Kim")
    said = fact("said", "a", kind="statement", speaker="kim")
    index = indexed(document(source(), city("a"), kim, said, fact("met", "a", "kim")))
    found = lines(index, "kim")
    assert "Text of said" in found[found.index("Quoted in · 1 record") + 1]
    assert "Text of met" in found[found.index("Named in") + 1]


@pytest.mark.parametrize("width", range(28, 60))
def test_a_sign_of_verification_stays_with_its_word_and_no_dot_is_left_over(indexed: MakeIndex, width: int) -> None:
    paper = source(title="A Bridge Opens", publisher="The Publisher", published="2005-05-03")
    evidence = [{"source": "paper", "quote": "Nine hundred people came"}, {"source": "paper", "note": "Seen."}]
    found = lines(indexed(document(paper, city("a"), fact("it", "a", evidence=evidence))), "it", width)
    assert any("! never verified" in line for line in found)
    assert any("cited, not quoted" in line for line in found)
    assert not any(line.endswith("·") for line in found if line.startswith(("┃", "┆")))
