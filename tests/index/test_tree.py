"""The tree: which record stands under which city and partner, in what order, and how many stand where."""

import pytest

from tests.made_up import MakeFolder, MakeIndex, agreement, city, document, fact, index_of, partner, source, table
from tui.index.homes import home, homes
from tui.index.index import Index
from tui.index.nodes import Node, NodePath, nearest_path


def walk(index: Index) -> list[Node]:
    """All nodes of the tree, from top to bottom."""
    found = []
    waiting = index.roots()[::-1]
    while waiting:
        found.append(waiting.pop())
        waiting += index.children(found[-1].path)[::-1]
    return found


def places(index: Index, id: str) -> list[NodePath]:
    """Every place where a record stands."""
    return [node.path for node in walk(index) if node.record == id]


def below(index: Index, *path: str) -> list[str]:
    """What the nodes below a node are called: the last segments of their paths."""
    return [node.path[-1] for node in index.children(path)]


def home_of(index: Index, id: str) -> tuple[str, ...]:
    return home(id, index.record)


def person(id: str, *of: str) -> str:
    return table("person", id=id, name=id.title(), role=[{"title": "mayor", "of": at} for at in of])


# Homes


def test_a_county_belongs_to_its_city_and_what_concerns_it_stands_there(indexed: MakeIndex) -> None:
    records = [city("chengdu"), city("pujiang", within="chengdu"), city("village", within="pujiang")]
    index = indexed(document(source(), *records, city("busan"), agreement("tie", "village", "busan")))
    assert home_of(index, "village") == ("chengdu",)
    assert ("chengdu", "busan", "~agreements", "tie") in places(index, "tie")
    assert [node.path for node in index.roots()] == [("chengdu",), ("busan",), ("~sources",)]
    assert ("chengdu", "chengdu", "~places", "village") in places(index, "village")


def test_an_organisation_belongs_to_its_city(indexed: MakeIndex) -> None:
    records = [city("chengdu"), city("county", within="chengdu"), partner("zone", city="county")]
    index = indexed(document(source(), *records, city("busan"), agreement("tie", "zone", "busan")))
    assert home_of(index, "zone") == ("chengdu",)
    assert ("busan", "chengdu", "~agreements", "tie") in places(index, "tie")
    assert places(index, "zone") == [("chengdu", "chengdu", "~organisations", "zone")]


def test_an_organisation_without_a_city_belongs_to_that_of_its_owner(indexed: MakeIndex) -> None:
    owners = [partner("office", part_of="firm"), partner("firm", part_of="group"), partner("group", city="busan")]
    assert home_of(indexed(document(*owners, city("busan"))), "office") == ("busan",)


def test_an_organisation_whose_owner_has_no_city_stands_for_itself(indexed: MakeIndex) -> None:
    records = [partner("firm", part_of="group"), partner("group"), city("chengdu")]
    index = indexed(document(source(), *records, agreement("tie", "firm", "chengdu")))
    assert home_of(index, "firm") == ("firm",)
    assert below(index, "chengdu") == ["firm"]


def test_an_organisation_of_a_country_alone_belongs_to_that_country(indexed: MakeIndex) -> None:
    records = [partner("ministry", "government", part_of="korea"), partner("korea", "country", country="KR")]
    assert home_of(indexed(document(*records)), "ministry") == ("korea",)


def test_a_country_is_no_part_of_anything(indexed: MakeIndex) -> None:
    records = [partner("korea", "country", country="KR", part_of="asia"), partner("asia", city="seoul"), city("seoul")]
    assert home_of(indexed(document(*records)), "korea") == ("korea",)


def test_a_person_belongs_wherever_one_of_their_roles_does(indexed: MakeIndex) -> None:
    records = [
        city("busan"),
        city("kofu", "JP"),
        partner("office", city="busan"),
        person("kim", "office", "kofu", "busan"),
    ]
    index = indexed(document(*records))
    assert home_of(index, "kim") == ("busan", "kofu")
    assert places(index, "kim") == [("busan", "busan", "~people", "kim"), ("kofu", "kofu", "~people", "kim")]


def test_people_stand_below_their_city_and_below_the_pairs_whose_records_name_them(indexed: MakeIndex) -> None:
    records = [city("busan"), city("kofu", "JP"), person("kim", "busan"), person("lee", "busan")]
    ties = [agreement("tie", "busan", "kofu"), fact("talk", "kofu", "kim")]
    index = indexed(document(source(), *records, partner("office", city="busan"), *ties))
    assert ("kofu", "busan", "~people", "kim") in places(index, "kim")
    assert places(index, "lee") == [("busan", "busan", "~people", "lee")]
    assert places(index, "office") == [("busan", "busan", "~organisations", "office")]


@pytest.mark.parametrize(
    ("records", "id"),
    [
        ([city("a", within="b"), city("b", within="a")], "a"),
        ([city("a", within="a")], "a"),
        ([partner("a", part_of="b"), partner("b", part_of="c"), partner("c", part_of="b")], "a"),
        ([partner("a", part_of="a")], "a"),
    ],
)
def test_circles_come_to_an_end(folder: MakeFolder, records: list[str], id: str) -> None:
    index = index_of(folder(document(*records)))
    assert {problem.code for problem in index.problems} == {"circular"}
    assert home_of(index, id) == (id,)
    assert all(index.place(id) for id in index.ids())


def test_an_id_that_no_record_has_belongs_nowhere(indexed: MakeIndex) -> None:
    index = indexed(document(city("a")))
    assert home_of(index, "nobody") == ()
    assert index.place("nobody") is None
    assert index.children(("nobody",)) == []
    assert index.title("nobody") == "nobody"


def test_what_is_about_a_fact_concerns_what_that_one_names_and_no_further(indexed: MakeIndex) -> None:
    facts = [fact("first", "busan"), fact("second", "first"), fact("third", "second")]
    index = indexed(document(source(), city("busan"), *facts))
    found = {id: homes(record, index.record) for id in index.ids() if (record := index.record(id))}
    assert (found["first"], found["second"], found["third"]) == (("busan",), ("busan",), ())
    assert places(index, "third") == [("~elsewhere", "third")]


def test_who_says_something_is_concerned_by_it(indexed: MakeIndex) -> None:
    said = fact("words", "chengdu", kind="statement", speaker="kim")
    index = indexed(document(source(), city("chengdu", "CN"), city("busan"), person("kim", "busan"), said))
    assert ("chengdu", "busan", "~statements", "words") in places(index, "words")


# Where things stand


def test_a_tie_of_two_cities_stands_below_both(indexed: MakeIndex) -> None:
    index = indexed(document(source(), city("busan"), city("kofu", "JP"), agreement("tie", "busan", "kofu")))
    assert places(index, "tie") == [("busan", "kofu", "~agreements", "tie"), ("kofu", "busan", "~agreements", "tie")]


def test_what_concerns_a_city_alone_stands_below_the_city_itself(indexed: MakeIndex) -> None:
    index = indexed(document(source(), city("busan"), fact("port", "busan", kind="profile")))
    assert places(index, "port") == [("busan", "busan", "~profile", "port")]


def test_its_own_country_is_no_partner_of_a_city_but_another_country_is(indexed: MakeIndex) -> None:
    countries = [partner("korea", "country", country="KR"), partner("china", "country", country="CN")]
    facts = [fact("at-home", "busan", "korea"), fact("abroad", "busan", "china")]
    index = indexed(document(source(), city("busan"), *countries, *facts))
    assert below(index, "busan") == ["busan", "china"]
    assert places(index, "at-home") == [("busan", "busan", "~events", "at-home")]


def test_what_concerns_no_city_stands_with_the_organisation_if_that_is_a_partner_somewhere(indexed: MakeIndex) -> None:
    records = [city("chengdu", "CN"), partner("firm"), partner("stranger"), agreement("tie", "firm", "chengdu")]
    index = indexed(document(source(), *records, fact("growth", "firm"), fact("silence", "stranger")))
    assert places(index, "growth") == [("chengdu", "firm", "~events", "growth")]
    assert places(index, "silence") == [("~elsewhere", "silence")]
    assert places(index, "stranger") == [("~elsewhere", "stranger")]


@pytest.mark.parametrize(
    ("keys", "group"),
    [
        ({"kind": "event"}, "~events"),
        ({"kind": "figure"}, "~figures"),
        ({"kind": "statement"}, "~statements"),
        ({"kind": "profile"}, "~profile"),
        ({"kind": "listing"}, "~listings"),
        ({"kind": "plan"}, "~plans"),
        ({"kind": "expectation"}, "~plans"),
    ],
)
def test_facts_are_grouped_by_kind(indexed: MakeIndex, keys: dict[str, str], group: str) -> None:
    index = indexed(document(source(), city("busan"), fact("it", "busan", **keys)))
    assert places(index, "it") == [("busan", "busan", group, "it")]


@pytest.mark.parametrize("modality", ["planned", "expected", "hoped", "promised"])
def test_an_agreement_that_is_only_expected_stands_with_the_plans(indexed: MakeIndex, modality: str) -> None:
    tie = agreement("tie", "busan", "kofu", modality=modality)
    index = indexed(document(source(), city("busan"), city("kofu", "JP"), tie))
    assert below(index, "busan", "kofu") == ["~plans"]


# Order and numbers


def test_partners_with_most_records_come_first_after_the_city_itself_and_equals_by_name(indexed: MakeIndex) -> None:
    cities = [city("hub"), city("zeta"), city("delta"), city("alpha", name="Älpha")]
    ties = [
        fact("f1", "hub", "zeta"),
        fact("f2", "hub", "zeta"),
        fact("f3", "hub", "delta"),
        fact("f4", "hub", "alpha"),
    ]
    index = indexed(document(source(), *cities, *ties, fact("own", "hub")))
    assert below(index, "hub") == ["hub", "zeta", "alpha", "delta"]
    assert [node.total for node in index.children(("hub",))] == [1, 2, 1, 1]
    assert [node.path[0] for node in index.roots()] == ["hub", "zeta", "alpha", "delta", "~sources"]


def test_groups_come_in_one_order_and_records_by_their_earliest_day(indexed: MakeIndex) -> None:
    dates = {"c": "2016-05", "a": "2016", "d": "../2017", "b": "2016-06-01"}
    facts = [fact(id, "busan", date=date) for id, date in dates.items()] + [fact("e", "busan")]
    index = indexed(document(source(), city("busan"), fact("p", "busan", kind="plan"), *facts))
    assert below(index, "busan", "busan") == ["~events", "~plans"]
    assert below(index, "busan", "busan", "~events") == ["d", "a", "c", "b", "e"]


def test_a_record_named_twice_is_counted_once(indexed: MakeIndex) -> None:
    records = [city("busan"), partner("office", city="busan"), city("kofu", "JP")]
    index = indexed(document(source(), *records, fact("it", "busan", "office", "kofu", "kofu")))
    assert index.records_at(("kofu",)) == ["it"]
    assert [node.total for node in index.children(("kofu",))] == [1]


def test_sources_are_listed_by_title_below_a_node_of_their_own(indexed: MakeIndex) -> None:
    index = indexed(document(source("z", title="alpha"), source("y", title="Beta")))
    assert [node.path for node in index.roots()] == [("~sources",)]
    assert below(index, "~sources") == ["z", "y"]


def test_of_several_places_the_one_nearest_to_the_reader_is_taken() -> None:
    paths: list[NodePath] = [("a", "b", "~events", "x"), ("b", "a", "~events", "x"), ("b", "b", "~events", "x")]
    assert nearest_path(paths, ("b", "a", "~people", "y")) == paths[1]
    assert nearest_path(paths, ("c",)) == paths[0]
    assert nearest_path([], ("a",)) is None


# The base that comes with Ties


def test_every_shipped_record_stands_somewhere(shipped: Index) -> None:
    assert [id for id in shipped.ids() if shipped.place(id) is None] == []


def test_every_shipped_record_can_be_walked_to_where_the_index_says_it_stands(shipped: Index) -> None:
    nodes = {node.path: node for node in walk(shipped)}
    for id in shipped.ids():
        path = shipped.place(id)
        assert path in nodes
        assert nodes[path].record == id


def test_the_count_of_a_shipped_node_is_the_number_of_different_records_below_it(shipped: Index) -> None:
    nodes = walk(shipped)
    leaves = [node for node in nodes if not node.opens]
    for node in nodes:
        below = {leaf.record for leaf in leaves if leaf is not node and leaf.path[: len(node.path)] == node.path}
        assert node.total == len(below)
        assert sorted(shipped.records_at(node.path)) == sorted(below)
        assert node.opens == bool(shipped.children(node.path))


def test_no_two_shipped_nodes_have_one_path(shipped: Index) -> None:
    paths = [node.path for node in walk(shipped)]
    assert len(set(paths)) == len(paths)


def test_the_shipped_tree_opens_with_chengdu_and_says_what_gimcheon_and_chengdu_have_in_common(shipped: Index) -> None:
    assert shipped.roots()[0].path == ("chengdu",)
    assert "chengdu-gimcheon-sister-city" in shipped.records_at(("chengdu", "gimcheon", "~agreements"))
    assert "chengdu-gimcheon-sister-city" in shipped.records_at(("gimcheon", "chengdu", "~agreements"))
    assert "ceramic-arts-exchange-2016" in shipped.records_at(("gimcheon", "chengdu"))
    assert shipped.place("park-bo-saeng", ("chengdu", "gimcheon")) == (
        "chengdu",
        "gimcheon",
        "~people",
        "park-bo-saeng",
    )
