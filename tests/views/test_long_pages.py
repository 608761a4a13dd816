"""Very long content: shown in part, with what is missing told; the rest on a full page."""

import re
from typing import Any

import pytest
from rich.cells import cell_len

from tests.made_up import MakeIndex, agreement, city, document, fact, partner, source, table
from tui.index.index import Index
from tui.views import wrapping
from tui.views.page import MOST_CHARACTERS, Page
from tui.views.palette import TERMINAL
from tui.views.records import node_page, record_page


def lines_of(page: Page) -> list[str]:
    return [line.plain.rstrip() for line in page.lines]


def lines(index: Index, id: str, width: int = 80, **more: Any) -> list[str]:
    return lines_of(record_page(index, id, width, TERMINAL, **more))


def quoted(count: int) -> list[dict[str, str]]:
    return [{"source": "paper", "quote": f"Quote number {n}."} for n in range(count)]


def test_of_many_quotes_the_first_are_shown_and_how_many_more_there_are(indexed: MakeIndex) -> None:
    index = indexed(document(source(), city("a"), fact("it", "a", evidence=quoted(2000))))
    part, full = lines(index, "it"), lines(index, "it", full=True)
    assert sum("Quote number" in line for line in part) == 20
    assert "┃ and 1,980 more quotes: + shows all" in part
    assert len(part) < 100
    assert sum("Quote number" in line for line in full) == 2000
    assert not any("+ shows all" in line for line in full)


def test_of_many_sources_the_first_are_shown_and_how_many_more_there_are(indexed: MakeIndex) -> None:
    evidence = [{"source": "paper", "note": f"Note {n}."} for n in range(300)]
    index = indexed(document(source(), city("a"), fact("it", "a", evidence=evidence)))
    assert "┆ and 280 more sources: + shows all" in lines(index, "it")
    assert sum("Note" in line for line in lines(index, "it", full=True)) == 300


def test_of_one_long_quote_the_beginning_is_shown_and_how_much_more_there_is(indexed: MakeIndex) -> None:
    quote = "word " * 199_000 + "end"
    index = indexed(document(source(), city("a"), fact("it", "a", evidence=[{"source": "paper", "quote": quote}])))
    part = lines(index, "it")
    shown = sum(line.count("word") for line in part)
    assert MOST_CHARACTERS * 0.7 < shown * 5 <= MOST_CHARACTERS
    more = next(line for line in part if "more characters: + shows all" in line)
    found = re.search(r"\(([\d,]+) more", more)
    assert found
    assert int(found[1].replace(",", "")) == len(quote) - len(("word " * shown).rstrip())
    assert any("end”" in line for line in lines(index, "it", full=True))


@pytest.mark.parametrize("sign", ["字", "word ", "가", "x"])
def test_no_more_of_a_long_text_is_wrapped_than_is_shown(
    indexed: MakeIndex, monkeypatch: pytest.MonkeyPatch, sign: str
) -> None:
    long = (sign * 60_000)[:60_000]
    index = indexed(
        document(
            source(title=long),
            city("a", name=long, aliases=[long], note=long),
            partner("p", name=long, city="a"),
            table("person", id="m", name=long, role=[{"title": long, "of": "a"}]),
            agreement("t", "a", "p", title=long, text=long, aims=[long], note=long),
            fact(
                "f",
                "a",
                text=long,
                outcome=long,
                evidence=[{"source": "paper", "quote": long, "note": long, "for": "outcome"}],
            ),
        )
    )
    read: list[int] = []
    spans = wrapping._line_spans
    monkeypatch.setattr(wrapping, "_line_spans", lambda plain, width: read.append(len(plain)) or spans(plain, width))
    for id in ("paper", "a", "p", "m", "t", "f"):
        page = record_page(index, id, 60, TERMINAL)
        assert all(cell_len(line.plain) <= 60 for line in page.lines)
    assert max(read) < 2 * MOST_CHARACTERS


def test_long_lists_in_a_record_are_shown_in_part_too(indexed: MakeIndex) -> None:
    roles = [{"title": f"office {n}", "of": "a"} for n in range(100)]
    index = indexed(
        document(
            source(),
            city("a", aliases=[f"Alias {n}." for n in range(100)]),
            *(city(f"c{n}") for n in range(60)),
            agreement("t", "a", *(f"c{n}" for n in range(60)), aims=[f"Aim {n}." for n in range(100)]),
            table("person", id="m", name="M", role=roles, names={"ko": [f"이름{n}" for n in range(99)]}),
        )
    )
    told = {
        "a": ["and 60 more names: + shows all"],
        "t": ["21 more parties: + shows all", "and 80 more aims: + shows all"],
        "m": ["and 75 more names: + shows all", "and 80 more offices: + shows all"],
    }
    for id, words in told.items():
        page = " ".join(lines(index, id))
        assert all(word in page for word in words)
        full = lines(index, id, full=True)
        assert not any("shows all" in line for line in full)
    assert sum("Aim " in line for line in lines(index, "t", full=True)) == 100


@pytest.mark.parametrize("width", [24, 44, 80])
def test_a_name_of_four_hundred_cells_is_wrapped_as_a_title_and_cut_in_a_row(indexed: MakeIndex, width: int) -> None:
    name = "城市" * 100
    index = indexed(document(source(), city("a"), city("long", name=name), agreement("t", "a", "long")))
    title = lines(index, "long", width)
    assert name in "".join(line.replace(" ", "") for line in title).replace("city·KR", "")
    row = next(line for line in lines_of(node_page(index, ("a",), width, TERMINAL)) if "城市" in line)
    assert "…" in row
    for id in ("long", "t", "a"):
        assert all(cell_len(line) <= width for line in lines(index, id, width))


def test_what_names_a_record_is_listed_in_part(indexed: MakeIndex) -> None:
    facts = [fact(f"f{n}", "a", evidence=[{"source": "paper"}]) for n in range(500)]
    index = indexed(document(source(), city("a"), *facts))
    part = lines(index, "paper")
    assert part[part.index("Named in") + 25].strip() == "and 476 more: + shows more"
    assert len(record_page(index, "paper", 80, TERMINAL, full=True).links) == 400


def test_a_page_in_full_says_of_more_lines_than_fit_into_memory_where_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.views.page.MOST_BREAKS", 10)
    page = Page(80, TERMINAL, full=True)
    page.add(page.say("a\nb\nc"))
    page.add(page.say("\n".join(f"line {n}" for n in range(20))))
    page.add(page.say("after\nit"))
    lines = [line.plain for line in page.lines]
    assert lines[:4] == ["a", "b", "c", "line 0"]
    assert lines[-2:] == ["line 8 … (11 more lines: its file has all)", "after … (1 more line: its file has all)"]
