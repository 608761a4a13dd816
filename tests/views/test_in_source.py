"""The page of a quote in its source: marks, numbers of lines, other quotes, and what it costs."""

import hashlib
import re
from pathlib import Path

import pytest

from tests.made_up import MakeIndex, city, document, fact, source
from tui.index.index import Index
from tui.loading.texts import Texts
from tui.records.quote_check import SourceText
from tui.records.quotes_in_text import Mark
from tui.views import reading_sources, text_lines
from tui.views.in_source import in_source_page
from tui.views.page import Page
from tui.views.palette import MONOCHROME
from tui.views.reading_sources import Reading, read_source, wanted_sources
from tui.views.signs import ASCII_SIGNS

TEXT = "Head.\n\nThe bridge was opened in May, and the mayor was glad.\nFriends came.\n" + "More.\n" * 500


def quoting(*quotes: str) -> list[dict[str, str]]:
    return [{"source": "paper", "quote": quote} for quote in quotes]


@pytest.fixture
def shelf(tmp_path: Path) -> Texts:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "any name").write_text(TEXT)
    return Texts([str(tmp_path / "texts")])


@pytest.fixture
def town(indexed: MakeIndex) -> Index:
    records = (
        fact("opening", "aville", evidence=quoting("bridge was opened", "the mayor was sad")),
        fact("joy", "aville", evidence=quoting("the mayor was glad")),
        fact("all", "aville", evidence=quoting("The bridge was opened in May")),
    )
    return indexed(document(source(sha256=hashlib.sha256(TEXT.encode()).hexdigest()), city("aville"), *records))


def read(index: Index, id: str, texts: Texts) -> Reading:
    record = index.record(id)
    assert record is not None
    return read_source(wanted_sources(index, record)[0], texts)


def words(page: Page) -> str:
    return "\n".join(line.plain for line in page.lines)


def test_all_quotes_of_the_source_are_marked_by_signs_alone(town: Index, shelf: Texts) -> None:
    reading = read(town, "opening", shelf)
    page = in_source_page(town, reading, reading.stop_of(1), 78, MONOCHROME)
    assert "3 │ ‹The ⟦bridge was opened⟧ in May›[3], and ‹the mayor was glad›[4]." in words(page)
    assert page.lines[page.at].plain.startswith(" 3 │")
    assert [page.links[n] for n in (2, 3)] == ["all", "joy"]


def test_quotes_that_lie_within_or_across_others_open_and_close_in_their_order(
    indexed: MakeIndex, shelf: Texts
) -> None:
    quotes = ("opened in May, and the mayor", "and the mayor was glad", "bridge was opened in May, and the mayor")
    records = [fact(f"f{n}", "aville", evidence=quoting(quote)) for n, quote in enumerate(quotes)]
    of = source(sha256=hashlib.sha256(TEXT.encode()).hexdigest())
    index = indexed(document(of, city("aville"), *records))
    page = words(in_source_page(index, read(index, "f0", shelf), 1, 90, MONOCHROME))
    assert "The ‹bridge was ⟦opened in May, ‹and the mayor⟧›[3] was glad›[4]." in page


def test_a_line_of_thousands_of_places_costs_what_the_line_has(
    indexed: MakeIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "text").write_text("a" * 2000)
    sha = hashlib.sha256(b"a" * 2000).hexdigest()
    index = indexed(document(source(sha256=sha), city("aville"), fact("f", "aville", evidence=quoting("aa"))))
    looked_at: list[int] = []

    class Noting(Mark):
        @property
        def start(self) -> int:  # type: ignore[override]
            looked_at.append(1)
            return self[2]

    reading = read(index, "f", Texts([str(tmp_path)]))
    stops = tuple(stop._replace(mark=Noting(*stop.mark)) for stop in reading.stops if stop.mark)
    page = in_source_page(index, reading._replace(stops=stops), 0, 78, MONOCHROME)
    assert words(page).count("‹") == 1999
    assert len(looked_at) < 20 * len(stops)


def test_signs_can_be_ascii(town: Index, shelf: Texts) -> None:
    reading = read(town, "opening", shelf)
    page = in_source_page(town, reading, reading.stop_of(1), 78, MONOCHROME.signed(ASCII_SIGNS))
    assert words(page).isascii()
    assert "<The [[bridge was opened]] in May>" in words(page)


def test_numbers_of_lines_are_those_of_the_quote_check(town: Index, shelf: Texts) -> None:
    reading = read(town, "opening", shelf)
    text = SourceText(TEXT)
    for stop in reading.stops:
        assert stop.mark is not None
        assert stop.mark.line == text.line_of(stop.mark.start)


def test_a_quote_that_is_not_found_shows_the_nearest_passage_and_is_headed_not_found(town: Index, shelf: Texts) -> None:
    reading = read(town, "opening", shelf)
    shown = words(in_source_page(town, reading, reading.stop_of(2), 78, MONOCHROME))
    assert "✗ not found" in shown
    assert "the mayor was [-sad-]{+glad.+}" in shown
    assert "the nearest passage, not the quote" in shown


def test_what_is_only_near_to_another_quote_is_not_marked_as_one(town: Index, shelf: Texts) -> None:
    reading = read(town, "opening", shelf)
    line = next(line for line in words(in_source_page(town, reading, 0, 90, MONOCHROME)).split("\n") if " 3 │" in line)
    assert line.count("‹") + line.count("⟦") == 3


def test_a_page_costs_what_it_shows(town: Index, shelf: Texts, monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[int] = []
    real = text_lines.TextLines._line

    def noting(self: text_lines.TextLines, line: int, marks: list[object]) -> object:
        painted.append(line)
        return real(self, line, marks)  # type: ignore[arg-type]

    monkeypatch.setattr(text_lines.TextLines, "_line", noting)
    reading = read(town, "opening", shelf)
    page = in_source_page(town, reading, reading.stop_of(1), 78, MONOCHROME, lines=4)
    assert painted == [1, 2, 3, 4, 5, 6, 7]
    assert "… 497 lines below" in words(page)


def test_records_beyond_the_limit_are_counted_and_not_read(
    town: Index, shelf: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_sources, "MOST_RECORDS", 1)
    reading = read(town, "joy", shelf)
    assert len({quoted.record for quoted in reading.wanted.others}) == 1
    assert "1 more record cites this source, and was not looked at." in words(
        in_source_page(town, reading, 0, 78, MONOCHROME)
    )


@pytest.mark.parametrize("width", [20, 40, 78, 120])
def test_no_line_is_wider_than_the_page(town: Index, shelf: Texts, width: int) -> None:
    for id in ("opening", "joy", "all"):
        reading = read(town, id, shelf)
        for at in range(len(reading.stops)):
            page = in_source_page(town, reading, at, width, MONOCHROME, invisible=True)
            assert max(line.cell_len for line in page.lines) <= width


def test_who_said_the_words_stands_above_the_text(shipped: Index) -> None:
    walk = read(shipped, "park-promise", Texts([]))
    page = in_source_page(shipped, walk, 0, 140, MONOCHROME)
    assert re.search(r"The quote of .* · said by Park Bo-saeng\[\d+\]", words(page))
    assert "park-bo-saeng" in page.links
