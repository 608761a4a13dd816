"""The page of a city: names, place, partners by their tie, and its years; never all of it at once."""

import re
from typing import Any

import pytest
from rich.cells import cell_len

from tests.made_up import MakeIndex, agreement, city, document, fact, partner, source, table
from tui.index.finder import Finder
from tui.index.index import Index
from tui.views.page import Page
from tui.views.palette import TERMINAL
from tui.views.records import node_page, record_page


def lines_of(page: Page) -> list[str]:
    return [line.plain.rstrip() for line in page.lines]


def city_lines(index: Index, width: int = 80, **more: Any) -> list[str]:
    return lines_of(node_page(index, ("home",), width, TERMINAL, **more))


def section(lines: list[str], head: str) -> list[str]:
    """The lines below a heading, down to the next empty line."""
    start = next(n for n, line in enumerate(lines) if line.startswith(head)) + 1
    end = next((n for n in range(start, len(lines)) if not lines[n]), len(lines))
    return lines[start:end]


def test_names_stand_in_every_script_with_their_language_and_the_place_in_words_and_figures(indexed: MakeIndex) -> None:
    names = {"zh-Hans": "金泉市", "ko": ["김천시", "김천"], "tlh": "Gim"}
    home = city("home", "KR", names=names, location={"latitude": 36.1218, "longitude": -128.1198})
    korea = partner("korea", kind="country", country="KR")
    lines = city_lines(indexed(document(source(), home, korea)))
    assert lines[2:8] == [
        "Names     金泉市  Chinese, simplified",
        "          김천시  Korean",
        "          김천  Korean",
        "          Gim  tlh",
        "Where     Korea (KR)",
        "          36.1218° north, 128.1198° west",
    ]


TIED = document(
    source(),
    city("home", "KR"),
    *(city(f"sister{n}", "CN") for n in range(3)),
    city("friend", "JP"),
    city("guest", "FR"),
    city("dreamt", "US"),
    partner("france", kind="country", country="FR"),
    partner("club", country="FR"),
    *(agreement(f"tie{n}", "home", f"sister{n}", date=f"200{n}-05-0{n + 1}") for n in range(3)),
    agreement("again", "home", "sister0", kind="cooperation", date="2010"),
    agreement("friends", "home", "friend", kind="friendship-city"),
    agreement("hope", "home", "dreamt", modality="hoped", date="2030"),
    fact("visit", "home", "guest", date="2011~"),
    fact("talk", "home", "france", date="[..2009]"),
    fact("match", "home", "club", date="2012/.."),
    fact("unknown-day", "home"),
    fact("plan", "home", "friend", kind="plan", date="[2013..2025]"),
)


def test_partners_are_counted_by_their_closest_tie_and_a_hope_is_no_tie(indexed: MakeIndex) -> None:
    lines = city_lines(indexed(TIED), 120)
    at = lines.index("Partners · 8")
    assert lines[at + 1] == "3 sister cities · 1 friendship city · 2 other cities · 1 country · 1 organisation"
    assert [re.sub(r"\s+", " ", line) for line in section(lines, "Sister cities · 3")] == [
        " [1] Sister0 · CN 2",
        " [2] Sister1 · CN 1",
        " [3] Sister2 · CN 1",
    ]
    assert ["Dreamt" in line for line in section(lines, "Other cities · 2")].count(True) == 1


def test_the_timeline_goes_by_year_and_tells_what_was_expected_and_what_has_no_date(indexed: MakeIndex) -> None:
    found = section(city_lines(indexed(TIED)), "Timeline")
    entries = [re.sub(r"\s+", " ", re.sub(r"\[\d+\]", "|", line)) for line in found]
    assert entries == [
        "2000 1 May | Title of tie0 · Sister0",
        "2001 2 May | Title of tie1 · Sister1",
        "2002 3 May | Title of tie2 · Sister2",
        "by 2009 | Text of talk",
        "2010 | Title of again · Sister0",
        "about 2011 | Text of visit",
        "from 2012 | Text of match",
        "by 2025 | ◇ expected · Text of plan",
        "2030 | ◇ expected · Title of hope · Dreamt",
        "no date | Text of unknown-day",
        " | Title of friends · Friend",
    ]


@pytest.mark.parametrize("width", [24, 38, 44, 56, 80, 100])
def test_the_texts_of_a_timeline_begin_in_one_column(indexed: MakeIndex, width: int) -> None:
    found = section(city_lines(indexed(TIED), width), "Timeline")
    columns = {line.index("] ") for line in found if "] " in line}
    assert len(columns) == 1
    assert all(cell_len(line) <= width for line in found)


def test_a_year_is_named_once_for_all_that_happened_in_it(indexed: MakeIndex) -> None:
    facts = [fact(f"f{n}", "home", date=f"2016-0{n + 1}") for n in range(4)]
    found = section(city_lines(indexed(document(source(), city("home"), *facts))), "Timeline")
    assert [line[:12].split() for line in found] == [["2016", "Jan"], ["Feb"], ["Mar"], ["Apr"]]


def large(partners: int, facts: int) -> str:
    """A city with many partners, many facts with each, and people of its own."""
    return document(
        source(),
        city("home"),
        *(city(f"p{n}", "CN") for n in range(partners)),
        *(agreement(f"t{n}", "home", f"p{n}", date=f"{1900 + n % 100}") for n in range(partners)),
        *(fact(f"f{n}", "home", f"p{n % partners}", date=f"{1950 + n % 70}-05-01") for n in range(facts)),
        *(fact(f"u{n}", "home") for n in range(30)),
        *(table("person", id=f"m{n}", name=f"M{n}", role=[{"title": "mayor", "of": "home"}]) for n in range(30)),
    )


def test_a_large_city_shows_the_first_of_everything_and_how_much_more_there_is(indexed: MakeIndex) -> None:
    lines = city_lines(indexed(large(60, 200)))
    assert section(lines, "Sister cities · 60")[-1].strip() == "and 52 more: open it in the tree"
    years = section(lines, "Timeline")
    assert years[0] == "220 earlier: + shows more"
    assert years[-1].strip() == "and 22 more without a date"
    assert sum("[" in line for line in years) == 48
    assert [line.split()[0] for line in years if line[:4].isdigit()][-1] == "2019"
    assert section(lines, "People · 30")[-1].strip() == "and 22 more: open it in the tree"


def test_a_full_page_of_a_large_city_shows_all_of_this(indexed: MakeIndex) -> None:
    index = indexed(large(60, 200))
    page = node_page(index, ("home",), 80, TERMINAL, full=True)
    assert len(page.links) == 60 + 60 + 200 + 30 + 30
    assert not any(" more" in line or "earlier" in line for line in lines_of(page))


def test_what_a_city_page_reads_does_not_grow_with_the_city(
    indexed: MakeIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    records: list[str] = []
    headline, record = Finder.headline, Index.record
    monkeypatch.setattr(Finder, "headline", lambda self, id: read.append(id) or headline(self, id))
    monkeypatch.setattr(Index, "record", lambda self, id: records.append(id) or record(self, id))

    def cost(partners: int, facts: int) -> tuple[int, int, int]:
        index = indexed(large(partners, facts))
        read.clear()
        records.clear()
        asked: list[str] = []
        index._db.set_trace_callback(asked.append)
        record_page(index, "home", 80, TERMINAL)
        return len(set(read)), len(set(records)), len(asked)

    small, big = cost(60, 100), cost(240, 900)
    assert big[:2] == small[:2]
    # The city, and some of its people for their offices.
    assert big[1] <= 7
    # As many questions to the index, but for what decides how often the same records come in many places.
    assert big[2] <= small[2] + 4


def test_links_are_numbered_in_the_order_of_reading(indexed: MakeIndex) -> None:
    text = "\n".join(city_lines(indexed(TIED)))
    first = list(dict.fromkeys(int(number) for number in re.findall(r"\[(\d+)\]", text)))
    assert first == sorted(first)


def test_below_another_city_a_city_shows_what_the_two_have_in_common(indexed: MakeIndex) -> None:
    lines = lines_of(node_page(indexed(TIED), ("home", "sister0"), 80, TERMINAL))
    assert lines[0].startswith("Sister0")
    assert "With Home[1]" in lines
    assert ["Title of again" in line or "Title of tie0" in line for line in section(lines, "Agreements · 2")] == [
        True
    ] * 2
    assert not any(line.startswith(("Partners", "Timeline")) for line in lines)


def test_people_of_a_city_stand_in_no_timeline(indexed: MakeIndex) -> None:
    kim = table("person", id="kim", name="Kim", role=[{"title": "mayor", "of": "home"}])
    index = indexed(document(source(), city("home"), city("other"), kim, fact("met", "kim", "other", date="2001")))
    lines = city_lines(index)
    assert len(section(lines, "Timeline")) == 1
    assert "Kim" in section(lines, "People · 1")[0]
