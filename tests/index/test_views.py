"""Other views of the tree, and trees of what a search finds: every record is where a reader would look for it."""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.made_up import MakeIndex, agreement, city, document, fact, partner, source, table
from tui.index import citations, cities, shelves, tree
from tui.index.groupings import UNDATED_SLOT, date_slot
from tui.index.index import Index
from tui.index.nodes import VIEWS, Node, NodePath
from tui.index.tree import Tree
from tui.records.edtf import parse


def walk(view: Tree) -> Iterator[Node]:
    """All nodes of a tree, from top to bottom."""
    waiting = view.roots()[::-1]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += view.children(node.path)[::-1]


def shown(view: Tree) -> list[str]:
    """A tree as a reader sees it: a node a line, indented by how deep it lies, with its total."""
    lines = []
    waiting = [(node, 0) for node in view.roots()][::-1]
    while waiting:
        node, depth = waiting.pop()
        lines.append("  " * depth + node.path[-1] + (f" {node.total}" if node.total else ""))
        waiting += [(child, depth + 1) for child in view.children(node.path)][::-1]
    return lines


def records_below(view: Tree, node: Node) -> set[str]:
    """The different records below a node that have nothing below themselves."""
    found = set()
    waiting = view.children(node.path)
    while waiting:
        below = waiting.pop()
        if below.record and not below.opens:
            found.add(below.record)
        waiting += view.children(below.path)
    return found


def person(id: str, *of: str) -> str:
    return table("person", id=id, name=id.title(), role=[{"title": "mayor", "of": at} for at in of])


def cites(*sources: str) -> list[dict[str, str]]:
    return [{"source": id} for id in sources]


SMALL = document(
    source(),
    source("notes", title="A notebook"),
    source("unread", title="Zzz"),
    city("busan"),
    city("kofu", "JP", evidence=cites("notes")),
    city("linz", "AT"),
    partner("firm"),
    partner("office", "government", city="busan"),
    person("kim", "busan"),
    person("sato", "kofu"),
    agreement("tie", "busan", "kofu", date="2016-05-03", evidence=cites("paper", "notes")),
    agreement("pact", "busan", "linz", kind="cooperation", date="2016", modality="planned"),
    fact("talk", "kofu", "kim", kind="statement", speaker="kim", date="2016-02"),
    fact("praise", "kim", kind="statement", speaker="sato", date="2015/2016"),
    fact("fair", "busan", "firm", date="../2014-07-31"),
    fact("growth", "firm", kind="figure"),
    fact("lost", "kim", "busan"),
)


@pytest.fixture
def small(indexed: MakeIndex) -> Index:
    return indexed(SMALL)


def made_up_base(seed: int) -> str:
    """A base of many links at random."""
    chance = random.Random(seed)
    towns = [f"c{n}" for n in range(6)]
    firms = [f"f{n}" for n in range(5)]
    people = [f"p{n}" for n in range(4)]
    sources = ["paper", *(f"s{n}" for n in range(4))]
    records = [source(id) for id in sources]
    records += [city(id, chance.choice(["KR", "KR", "KR", "JP"])) for id in towns]
    records += [partner(id, chance.choice(["company", "zone"]), **_home(chance, towns)) for id in firms]
    records += [person(id, chance.choice(towns + firms)) for id in people]
    dates = ["2016", "2016-05", "2016-05-03", "2014/2016", "../2010", "1999~", "2020-11"]
    for n in range(40):
        about = chance.sample(towns + firms + people, chance.choice([1, 2, 3]))
        keys: dict[str, object] = {"date": chance.choice(dates)} if chance.random() < 0.8 else {}
        if chance.random() < 0.3:
            keys |= {"kind": "statement", "speaker": chance.choice(people)}
        word = chance.choice(["Harbour", "Lantern"])
        evidence = cites(*chance.sample(sources, chance.choice([1, 2])))
        records.append(fact(f"t{n}", *about, text=f"{word} {n}", evidence=evidence, **keys))
    return document(*records)


def _home(chance: random.Random, towns: list[str]) -> dict[str, str]:
    return {"city": chance.choice(towns)} if chance.random() < 0.4 else {}


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three records are many, and are shown two at a time; two years are many."""
    monkeypatch.setattr(tree, "MOST", 3)
    monkeypatch.setattr(tree, "ROWS_TOGETHER", 2)
    for module in (shelves, citations, cities):
        monkeypatch.setattr(module, "MOST", 3)
    monkeypatch.setattr(shelves, "MOST_YEARS", 2)


# Where records stand


def test_by_year_the_newest_comes_first_and_what_has_no_date_last(small: Index) -> None:
    assert shown(small.tree("year")) == [
        "~year-2016 3",
        "  pact",
        "  talk",
        "  tie",
        "~year-2015 1",
        "  praise",
        "~year-2014 1",
        "  fair",
        "~undated 2",
        "  growth",
        "  lost",
    ]


def test_by_kind_agreements_and_facts_come_by_date_and_all_others_by_name(small: Index) -> None:
    assert shown(small.tree("kind")) == [
        *("~kind-city 3", "  ~sub-city 3", "    busan", "    kofu", "    linz"),
        *("~kind-person 2", "  kim", "  sato"),
        *("~kind-partner 2", "  ~sub-company 1", "    firm", "  ~sub-government 1", "    office"),
        *("~kind-agreement 2", "  ~sub-sister-city 1", "    tie", "  ~sub-cooperation 1", "    pact"),
        *("~kind-fact 5", "  ~sub-event 2", "    fair", "    lost", "  ~sub-figure 1", "    growth"),
        *("  ~sub-statement 2", "    praise", "    talk"),
        *("~kind-source 3", "  ~sub-page 3", "    notes", "    paper", "    unread"),
    ]


def test_by_source_those_cited_most_come_first_with_what_cites_them(small: Index) -> None:
    assert shown(small.tree("source")) == [
        *("paper 7", "  fair", "  praise", "  pact", "  talk", "  tie", "  growth", "  lost"),
        *("notes 2", "  tie", "  kofu"),
        "unread",
    ]


def test_by_person_those_named_most_come_first_with_what_they_said_before_what_else_names_them(small: Index) -> None:
    assert shown(small.tree("person")) == [
        *("kim 3", "  ~said 1", "    talk", "  ~named 2", "    praise", "    lost"),
        *("sato 1", "  ~said 1", "    praise"),
    ]


def test_by_country_even_a_few_cities_stand_below_their_countries(small: Index) -> None:
    roots = small.tree("country").roots()
    assert [(node.path, node.total) for node in roots[:3]] == [
        (("~country-KR",), 1),
        (("~country-JP",), 1),
        (("~country-AT",), 1),
    ]
    view = small.tree("country")
    assert [node.path for node in view.children(("~country-JP",))] == [("kofu",)]
    assert view.children(("kofu",)) == small.children(("kofu",))
    assert view.trail(("kofu", "busan")) == [("~country-JP",), ("kofu",), ("kofu", "busan")]


@pytest.mark.parametrize(
    ("date", "year", "month"),
    [
        ("2016", 2016, 0),
        ("2016-05", 2016, 5),
        ("2016-12-31", 2016, 12),
        ("2016-01", 2016, 1),
        ("2014/2016", 2014, 0),
        ("2014-03/2016", 2014, 3),
        ("../2010", 2010, 0),
        ("../2010-07-31", 2010, 7),
        ("2010/..", 2010, 0),
        ("2010-04/..", 2010, 4),
        ("199X", 1990, 0),
    ],
)
def test_a_date_stands_in_its_first_month_or_where_only_its_end_is_known_there(
    date: str, year: int, month: int
) -> None:
    found = parse(date)
    assert date_slot(found.earliest.toordinal(), found.latest.toordinal()) == year << 4 | month
    assert date_slot(4_000_000, 4_000_000) == UNDATED_SLOT


def test_there_is_no_other_view(small: Index) -> None:
    with pytest.raises(KeyError):
        small.tree("colour")


# What holds for every view


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("crowded", [False, True])
@pytest.mark.parametrize("query", ["", "harbour", "kind:fact", "c", "p1", "f3"])
def test_every_node_can_be_found_and_counts_what_is_below_it(
    indexed: MakeIndex, request: pytest.FixtureRequest, view: str, crowded: bool, query: str
) -> None:
    if crowded:
        request.getfixturevalue("few")
    index = indexed(made_up_base(4))
    found = index.tree(view).filtered(query) if query else index.tree(view)
    hits = {hit.record for hit in index.search(query).hits} if query else set(index.ids())
    nodes = {node.path: node for node in walk(found)}
    assert len(nodes) == len(list(walk(found)))
    for path, node in nodes.items():
        steps = found.trail(path)
        parents: list[NodePath] = [(), *steps[:-1]]
        for above, step in zip(parents, steps, strict=True):
            assert step in [child.path for child in (found.children(above) if above else found.roots())]
        below = found.children(path)
        assert node.opens == bool(below)
        assert sum(child.record is not None for child in below) <= 3 or not crowded
        counted = len(records_below(found, node))
        if path[-1].startswith("~rows-") or (path[-1].startswith("~country-") and not query):
            # A run counts its rows, and a country its cities.
            counted = sum(child.total if child.record is None else 1 for child in below)
        assert node.total == counted
    for id in index.ids():
        path = found.place(id)
        if path is not None:
            assert nodes[path].record == id
        assert (path in nodes) == any(node.record == id for node in nodes.values())
    assert {node.record for node in nodes.values() if node.record and not node.opens} <= hits
    dated = {id for id in hits if id.startswith("t")}
    expected = {"year": dated, "source": dated, "person": {id for id in hits if id.startswith("p") and id != "paper"}}
    assert expected.get(view, hits) <= {node.record for node in nodes.values()}


def test_of_several_sources_or_people_the_one_nearest_to_the_reader_is_taken(small: Index) -> None:
    assert small.tree("source").place("tie") == ("paper", "tie")
    assert small.tree("source").place("tie", ("notes", "kofu")) == ("notes", "tie")
    assert small.tree("person").place("praise") == ("kim", "~named", "praise")
    assert small.tree("person").place("praise", ("sato",)) == ("sato", "~said", "praise")
    assert small.tree("person").place("firm") is None
    assert small.tree("year").place("kim") is None


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("path", [("nobody",), ("~year-1812",), ("~country-XX",), ("~rows-1-500",), ("~odd",), ()])
def test_nothing_stands_below_an_unknown_path(small: Index, view: str, path: NodePath) -> None:
    assert small.tree(view).children(path) == []
    assert small.tree(view).place("nobody") is None


# Levels between


def test_many_years_stand_below_decades_and_many_records_of_a_year_below_months(indexed: MakeIndex, few: None) -> None:
    facts = [fact(f"f{n}", "busan", date=date) for n, date in enumerate(["1999", "2001-01", "2001-02", "1987"])]
    facts += [fact(f"g{n}", "busan", date="2001-02-03") for n in range(4)]
    index = indexed(document(source(), city("busan"), *facts))
    assert shown(index.tree("year")) == [
        "~decade-2000 6",
        "  ~year-2001 6",
        "    ~month-2001-01 1",
        "      f1",
        "    ~month-2001-02 5",
        *("      ~rows-1-2 2", "        f2", "        g0", "      ~rows-3-4 2", "        g1", "        g2"),
        *("      ~rows-5-5 1", "        g3"),
        *("~decade-1990 1", "  ~year-1999 1", "    f0", "~decade-1980 1", "  ~year-1987 1", "    f3"),
    ]


def test_many_names_stand_below_their_first_letters(indexed: MakeIndex, few: None) -> None:
    firms = {"a": "Élan", "b": "Acme", "c": "東京", "d": "7 Seas", "e": "Echo"}
    index = indexed(document(*(partner(id, name=name) for id, name in firms.items())))
    assert shown(index.tree("kind"))[2:] == [
        *("    ~letter-0 1", "      d", "    ~letter-a 1", "      b"),
        *("    ~letter-e 2", "      e", "      a", "    ~letter-other 1", "      c"),
    ]


# Filtered


def test_a_filtered_tree_shows_all_that_was_found_and_counts_only_that(indexed: MakeIndex) -> None:
    facts = [fact(f"f{n}", "busan", "kofu", text=f"Harbour {n}", date="2016") for n in range(1500)]
    index = indexed(
        document(source(), city("busan"), city("kofu", "JP"), city("linz", "AT"), *facts, fact("x", "linz"))
    )
    for query in ("harbour", "kind:fact -text"):
        city_view = index.tree().filtered(query)
        assert [(node.path, node.total) for node in city_view.roots()] == [(("busan",), 1500), (("kofu",), 1500)]
        (year,) = index.tree("year").filtered(query).roots()
        assert (year.path, year.total) == (("~year-2016",), 1500)
        assert city_view.place("x") is None
        assert city_view.place("linz") is None


def test_a_filter_once_made_serves_all_views(small: Index) -> None:
    sieve = small.sieve("kim")
    assert sieve.hits
    for view in VIEWS:
        assert shown(small.tree(view).filtered(sieve)) == shown(small.tree(view).filtered("kim"))


def test_a_filter_can_be_made_in_another_thread_while_the_index_is_in_use(indexed: MakeIndex) -> None:
    index = indexed(made_up_base(5))
    expected = {view: shown(index.tree(view).filtered("harbour")) for view in VIEWS}
    whole = shown(index.tree())
    with ThreadPoolExecutor(2) as pool:
        waiting = {view: pool.submit(index.tree(view).filtered, "harbour") for view in VIEWS}
        assert shown(index.tree()) == whole
        assert {view: shown(made.result()) for view, made in waiting.items()} == expected


def test_a_filter_leaves_the_whole_tree_as_it_was(small: Index) -> None:
    before = {view: shown(small.tree(view)) for view in VIEWS}
    for view in VIEWS:
        assert shown(small.tree(view).filtered("tie")) != before[view]
    assert {view: shown(small.tree(view)) for view in VIEWS} == before


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("query", ["", "   ", "qqqqqqqqq", "-busan -kofu -title -text -a -z -kim -sato -page -company"])
def test_a_filter_that_finds_nothing_leaves_an_empty_tree(small: Index, view: str, query: str) -> None:
    assert not small.search(query).total or query.startswith("-")
    if not small.search(query).total:
        assert small.tree(view).filtered(query).roots() == []


def test_a_city_or_a_partner_that_was_found_alone_is_shown_where_it_stands(small: Index) -> None:
    assert shown(small.tree().filtered("Linz kind:city")) == ["linz"]
    assert shown(small.tree("country").filtered("Linz kind:city")) == ["~country-AT 1", "  linz"]
    assert shown(small.tree().filtered("Firm kind:partner")) == ["busan 1", "  firm"]


def test_a_filter_forgives_a_slip_as_the_search_does(small: Index) -> None:
    sieve = small.sieve("bussan")
    assert sieve.guessed
    assert sieve.hits == small.sieve("busan").hits
