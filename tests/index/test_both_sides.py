"""Ties as the lists of both sides have them: which list has which, and what is missing where it could stand."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from tests.made_up import MakeIndex, agreement, city, document, fact, partner, source
from tui.index.both_sides import Sides, Tie, both_sides
from tui.index.index import Index

TABLES = [parent / "shared" / "seed" / "listed-ties.tsv" for parent in Path(__file__).resolve().parents]
TABLE = next((table for table in TABLES if table.is_file()), None)
# One place under two names in the lists: a county with and without the word, a city and its emirate.
SAME = {"County Fingal": "Fingal", "Emirate of Dubai": "Dubai"}


def of(sides: Sides, partner: str) -> Tie:
    (tie,) = [tie for tie in sides.ties if tie.partner == partner]
    return tie


def names(ties: list[Tie]) -> list[str]:
    return [tie.partner for tie in ties]


def listed(id: str, of: str) -> str:
    return source(id, kind="list", of=of)


def evidence(*sources: str) -> list[dict[str, str]]:
    return [{"source": id} for id in sources]


# The shipped base


def test_of_chengdus_ties_34_are_on_both_its_lists_and_nine_on_one(shipped: Index) -> None:
    sides = both_sides(shipped, "chengdu")
    assert sides.lists == ("wikidata-chengdu-2022-01", "wikipedia-chengdu-2026-02")
    assert len(sides.on_all()) == 34
    assert [len(sides.only_on(id)) for id in sides.lists] == [7, 2]
    assert names(sides.only_on("wikipedia-chengdu-2026-02")) == ["gold-coast", "nashville"]


def test_no_list_has_chengdu_and_busan_from_either_side(shipped: Index) -> None:
    for city_, other in (("chengdu", "busan"), ("busan", "chengdu")):
        sides = both_sides(shipped, city_)
        assert names(sides.on_none()) == [other]
        tie = of(sides, other)
        assert tie.partner_lists
        assert (tie.lists, tie.theirs, tie.others) == ((), (), ("china-daily-2016-11-04",))
        assert tie.kinds == ("cooperation",)
        assert tie.contested == (("busan-chengdu-cooperation", "kind"),)
        assert tie.listings == ("busan-chengdu-not-listed",)


def test_gimcheon_and_chengdu_are_listed_on_both_sides(shipped: Index) -> None:
    tie = of(both_sides(shipped, "chengdu"), "gimcheon")
    assert len(tie.lists) == len(tie.theirs) == 2
    assert tie.contested == (("chengdu-gimcheon-sister-city", "date"),)
    # Of Kōfu there is no list, so nothing is missing on its side.
    assert of(both_sides(shipped, "chengdu"), "kofu").partner_lists == ()


def test_a_place_that_lists_have_twice_or_under_two_names_is_one_tie(shipped: Index) -> None:
    assert len(of(both_sides(shipped, "chengdu"), "fingal").lists) == 2
    assert len(of(both_sides(shipped, "busan"), "dubai").lists) == 2


@pytest.mark.skipif(TABLE is None, reason="shared/seed/listed-ties.tsv is not beside this checkout")
@pytest.mark.parametrize("city_", ["Chengdu", "Busan", "Gimcheon"])
def test_every_row_of_the_table_of_listed_ties_is_on_just_the_lists_it_says(shipped: Index, city_: str) -> None:
    assert TABLE is not None
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["city"] == city_]
    expected: dict[str, set[str]] = {}
    for row in rows:
        lists = {f"{name}-{city_.lower()}-{at}" for name, at in (("wikidata", "2022-01"), ("wikipedia", "2026-02"))}
        kept = {id for id in lists if row[id.replace(f"-{city_.lower()}-", "_").replace("-", "_")] == "yes"}
        expected.setdefault(SAME.get(row["partner"], row["partner"]), set()).update(kept)
    found = {shipped.title(tie.partner): set(tie.lists) for tie in both_sides(shipped, city_.lower()).ties if tie.lists}
    assert Counter(map(len, found.values())) == Counter(map(len, expected.values()))
    assert {name: lists for name, lists in found.items() if name in expected} == {
        name: lists for name, lists in expected.items() if name in found
    }
    # Names that the base spells otherwise (Nagasaki, Nagasaki Prefecture) are few.
    assert len(found.keys() & expected.keys()) > 0.8 * len(expected)


# Made-up bases


def test_what_one_side_lists_and_the_other_does_not_is_only_missing_where_there_is_a_list(indexed: MakeIndex) -> None:
    index = indexed(
        document(
            *(city(id) for id in ("here", "there", "yonder")),
            *(listed(f"{id}-list", id) for id in ("here", "there")),
            agreement("t", "here", "there", evidence=evidence("here-list")),
            agreement("u", "here", "yonder", evidence=evidence("here-list")),
        )
    )
    here, there = both_sides(index, "here"), both_sides(index, "there")
    assert (names(here.only_ours()), names(here.only_theirs())) == (["there"], [])
    assert (names(there.only_ours()), names(there.only_theirs())) == ([], ["here"])
    assert of(here, "yonder").partner_lists == ()
    assert both_sides(index, "yonder").only_theirs() == []


def test_only_what_ties_two_cities_is_a_tie(indexed: MakeIndex) -> None:
    index = indexed(
        document(
            source(),
            *(city(id) for id in ("here", "there", "yonder", "far")),
            partner("firm", city="there"),
            agreement("deed", "here", "there", kind="investment"),
            agreement("with-a-firm", "here", "firm", kind="cooperation"),
            agreement("planned", "here", "yonder", modality="planned"),
            agreement("tie", "far", "here", "firm", kind="unspecified"),
            fact("talk", "here", "there"),
        )
    )
    assert names(list(both_sides(index, "here").ties)) == ["far"]
    assert both_sides(index, "nobody").ties == ()


def test_evidence_for_one_field_or_an_answer_does_not_list_a_tie(indexed: MakeIndex) -> None:
    pieces = [
        {"source": "paper", "says": {"kind": "cooperation"}},
        {"source": "here-list", "for": "note"},
        {"source": "there-list", "settled": "It is one."},
    ]
    lists = [listed(f"{id}-list", id) for id in ("here", "there")]
    index = indexed(
        document(source(), city("here"), city("there"), *lists, agreement("t", "here", "there", evidence=pieces))
    )
    tie = of(both_sides(index, "here"), "there")
    assert (tie.lists, tie.theirs, tie.others) == ((), (), ("paper",))


def test_lists_that_give_a_tie_another_kind_or_date_on_each_side_differ(indexed: MakeIndex) -> None:
    pieces = [
        {"source": "here-list", "says": {"date": "1996"}},
        {"source": "there-list", "says": {"kind": "friendship-city", "date": "2000"}},
    ]
    lists = [listed(f"{id}-list", id) for id in ("here", "there")]
    index = indexed(document(city("here"), city("there"), *lists, agreement("t", "here", "there", evidence=pieces)))
    assert of(both_sides(index, "here"), "there").differing == ("kind", "date")
    assert of(both_sides(index, "there"), "here").differing == ("kind", "date")


def test_each_side_with_a_record_of_its_own_is_one_tie(indexed: MakeIndex) -> None:
    lists = [listed(f"{id}-list", id) for id in ("here", "there")]
    ties = [
        agreement("ours", "here", "there", date="1996", evidence=evidence("here-list")),
        agreement("theirs", "there", "here", date="1996", kind="friendship-city", evidence=evidence("there-list")),
    ]
    tie = of(both_sides(indexed(document(city("here"), city("there"), *lists, *ties)), "here"), "there")
    assert (tie.agreements, tie.kinds) == (("ours", "theirs"), ("sister-city", "friendship-city"))
    assert (tie.lists, tie.theirs, tie.differing) == (("here-list",), ("there-list",), ("kind",))
    assert tie.contested == (("ours", "kind"), ("theirs", "kind"))


def test_ties_are_sorted_by_how_many_lists_have_them_then_by_name_without_accents(indexed: MakeIndex) -> None:
    ids = {"zed": "Zed", "izmir": "İzmir", "lodz": "Łódź", "kofu": "Kōfu"}
    lists = [listed("one", "here"), listed("two", "here")]
    ties = [agreement(f"t-{id}", "here", id, evidence=evidence("one")) for id in ("lodz", "kofu", "izmir")]
    ties.append(agreement("t-zed", "here", "zed", evidence=evidence("one", "two")))
    index = indexed(document(city("here"), *(city(id, name=name) for id, name in ids.items()), *lists, *ties))
    assert names(list(both_sides(index, "here").ties)) == ["zed", "izmir", "kofu", "lodz"]
