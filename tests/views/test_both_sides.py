"""The page of a city's ties from both sides: counts first, then what is missing or differs, then a row a partner."""

import re
from datetime import date

import pytest
from rich.cells import cell_len

from tests.made_up import MakeIndex, agreement, city, document, fact, partner, source
from tui.index.index import Index
from tui.views.both_sides import sides_page
from tui.views.page import Page
from tui.views.palette import TERMINAL
from tui.views.signs import ASCII_SIGNS


def lines_of(page: Page) -> list[str]:
    return [re.sub(r"\[\d+\]", "", line.plain) for line in page.lines]


def lines(index: Index, id: str, width: int = 80) -> list[str]:
    return lines_of(sides_page(index, id, width, TERMINAL, full=True))


def row(found: list[str], name: str) -> list[str]:
    """The marks at the right of the row of a partner."""
    (line,) = [line for line in found if re.match(rf" +(≠ )?{name} [A-Z][A-Z]\b", line)]
    return line.split("·", 1)[1].split()


def test_the_counts_come_first_and_are_those_of_the_lists(shipped: Index) -> None:
    found = lines(shipped, "chengdu")
    assert found[0].endswith("44 ties")
    assert found[1] == "34 on both its lists · 7 on A alone · 2 on B alone · 1 on none"
    assert "A  Chengdu: twinned places in Wikidata, January 2022 has 41" in found
    assert "On no list of either side: Busan see " in found
    assert "Listed on both sides: Gimcheon" in found
    assert "≠ Gimcheon: sources disagree on the date " in found


def test_a_row_has_a_mark_for_each_list_and_counts_for_the_other_side(shipped: Index) -> None:
    found = lines(shipped, "chengdu")
    assert row(found, "Gimcheon")[-6:] == ["✓", "✓", "2", "of", "2", "5"]
    assert row(found, "Knoxville")[-2:] == ["✓", "·"]
    assert row(found, "Nashville")[-2:] == ["·", "✓"]
    assert row(found, "Busan")[-6:] == ["·", "·", "0", "of", "2", "1"]


def test_what_only_one_side_lists_is_named(indexed: MakeIndex) -> None:
    lists = [source(f"{id}-list", kind="list", of=id) for id in ("here", "there", "far")]
    ties = [
        agreement("t", "here", "there", evidence=[{"source": "here-list"}]),
        agreement("u", "here", "far", evidence=[{"source": "far-list"}]),
    ]
    index = indexed(document(*(city(id) for id in ("here", "there", "far")), *lists, *ties))
    found = lines(index, "here")
    assert found[1] == "1 on its list · 1 on none"
    assert "Listed for Here alone, not for the partner: There" in found
    assert "Listed for the partner alone, not for Here: Far" in found
    assert not any("no list is here" in line for line in found)


def test_of_partners_without_a_list_nothing_is_said_to_be_missing(indexed: MakeIndex) -> None:
    lists = [source("here-list", kind="list", of="here")]
    tie = agreement("t", "here", "there", evidence=[{"source": "here-list"}])
    found = lines(indexed(document(city("here"), city("there"), *lists, tie)), "here")
    assert "Of 1 partner no list is here: whether they list the tie is not known." in found
    assert not any("alone" in line for line in found)


def test_sides_that_differ_are_said_to(indexed: MakeIndex) -> None:
    lists = [source(f"{id}-list", kind="list", of=id) for id in ("here", "there")]
    said = [{"source": "here-list"}, {"source": "there-list", "says": {"kind": "friendship-city"}}]
    index = indexed(document(city("here"), city("there"), *lists, agreement("t", "here", "there", evidence=said)))
    assert "≠ There: the lists of the two sides differ in the kind of tie" in lines(index, "here")


def test_a_city_without_a_list_is_said_to_have_none(shipped: Index) -> None:
    found = lines(shipped, "kofu")
    assert found[1] == "no list of its ties is in this base"
    assert row(found, "Chengdu")[-4:] == ["2", "of", "2", "1"]


@pytest.mark.parametrize(
    ("id", "title"),
    [
        ("chengdu-gimcheon-sister-city", "Ties of Chengdu"),
        ("chengdu-hightech-zone", "Ties of Chengdu"),
        ("park-bo-saeng", "Ties of Gimcheon"),
    ],
)
def test_of_what_is_no_city_the_city_it_stands_below_is_shown(shipped: Index, id: str, title: str) -> None:
    assert lines(shipped, id)[0].startswith(title)


def test_what_belongs_to_no_city_and_a_city_without_ties_have_pages_that_say_so(indexed: MakeIndex) -> None:
    index = indexed(document(source(), city("a"), partner("firm"), fact("f", "a", "firm")))
    assert "It belongs to no city" in " ".join(lines(index, "paper"))
    assert "No agreement of this base ties it to another city." in lines(index, "a")


def test_of_a_thousand_partners_the_first_are_shown_and_all_where_all_are_wanted(indexed: MakeIndex) -> None:
    cities = [city(f"c{n:04}") for n in range(1000)]
    ties = [agreement(f"t{n}", "hub", f"c{n:04}", evidence=[{"source": "list"}]) for n in range(1000)]
    index = indexed(document(source("list", kind="list", of="hub"), city("hub"), *cities, *ties))
    short = [line.plain for line in sides_page(index, "hub", 80, TERMINAL).lines]
    assert short[1] == "1,000 on its list · 0 on none"
    assert any("800 more ties" in line for line in short)
    assert len(short) < 220
    assert sum("✓" in line for line in lines(index, "hub")) >= 1000


@pytest.mark.parametrize("width", range(20, 121, 3))
def test_no_line_is_wider_than_its_page_and_the_marks_stand_in_columns(shipped: Index, width: int) -> None:
    for palette in (TERMINAL, TERMINAL.signed(ASCII_SIGNS)):
        found = [line.plain for line in sides_page(shipped, "chengdu", width, palette).lines]
        assert [line for line in found if cell_len(line) > width] == []


def test_marks_are_drawn_in_ascii_where_there_is_nothing_else(shipped: Index) -> None:
    found = [line.plain for line in sides_page(shipped, "chengdu", 80, TERMINAL.signed(ASCII_SIGNS)).lines]
    header = next(line for line in found if line.endswith("other"))
    knoxville = next(line for line in found if "Knoxville US - kind not known" in line)
    assert knoxville.split()[-2:] == ["ok", "-"]
    assert knoxville.index(" ok ") + 1 == header.index("A ")


def test_as_of_a_day_a_list_that_appeared_later_says_so(shipped: Index) -> None:
    found = lines(shipped.at(date(2024, 1, 1)), "chengdu", 100)
    assert found[0] == "As of 1 January 2024"
    (a,) = [line for line in found if line.startswith("A  ")]
    (b,) = [line for line in found if line.startswith("B  ")]
    assert "later" not in a
    assert b.endswith(" · of a later day")
    assert not any("later day" in line for line in lines(shipped, "chengdu"))


def test_each_column_is_told_what_it_counts(shipped: Index) -> None:
    found = " ".join(lines(shipped, "chengdu"))
    assert "theirs: how many of the partner’s own lists have it, blank where none is here" in found
    assert "other: how many sources that are neither’s list state the tie" in found
