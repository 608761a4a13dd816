"""A base as of a day: the tree, its counts, pages' counts, search and filters have what stood then, and no more."""

import sqlite3
from datetime import date

import pytest

from tests.made_up import MakeIndex, agreement, city, document, fact, partner, source
from tui.index.index import Index
from tui.index.nodes import VIEWS, NodePath
from tui.index.overviews import later, naming, partner_groups, timeline
from tui.index.promises import promises
from tui.index.tree import Tree

DAY = date(2016, 11, 4)
BEFORE_ALL = date(1, 1, 1)

THINGS = (
    source("paper", published="2016-11-04", kind="article"),
    source("report", published="2020"),
    source("wall"),
    city("aville"),
    city("btown", "CN"),
    city("cport", "JP"),
    partner("works"),
    partner("office", part_of="works"),
    partner("hall", city="btown"),
    partner("club"),
    '[[person]]\nid = "kim"\nname = "Kim"\n[[person.role]]\ntitle = "Mayor"\nof = "aville"\n',
)
STOOD = (
    agreement("old-tie", "aville", "btown", date="2005"),
    agreement("same-year", "aville", "works", kind="cooperation", date="2016"),
    agreement("no-day", "aville", "cport", kind="exchange"),
    fact("first-count", "aville", kind="figure", value={"value": 3, "unit": "friends", "as_of": "2011"}),
    fact("visit", "aville", "kim", "btown", date="2016-10-20/2016-12-01"),
    fact("bridge", "aville", "btown", kind="plan", date="2025"),
    fact("rumour", "aville", kind="plan", evidence=[{"source": "wall"}]),
)
LATER = (
    agreement("new-tie", "aville", "club", date="2018-05-03"),
    fact("next-count", "aville", kind="figure", value={"value": 5, "unit": "friends", "as_of": "2019"}),
    fact("next-visit", "aville", "kim", "cport", date="2017"),
    fact("next-plan", "aville", "btown", kind="plan", date="2025", evidence=[{"source": "report"}]),
    fact("next-hope", "aville", kind="expectation", date="2017/..", evidence=[{"source": "wall"}]),
)


def lines(tree: Tree) -> list[tuple[NodePath, int]]:
    """Every node of a tree with its count."""
    found = []
    waiting = tree.roots()[::-1]
    while waiting:
        node = waiting.pop()
        found.append((node.path, node.total))
        waiting += tree.children(node.path)[::-1]
    return found


@pytest.fixture
def whole(indexed: MakeIndex) -> Index:
    return indexed(document(*THINGS, *STOOD, *LATER))


@pytest.mark.parametrize("view", VIEWS)
def test_every_tree_is_that_of_a_base_without_what_is_dated_later(view: str, whole: Index, indexed: MakeIndex) -> None:
    then = lines(whole.at(DAY).tree(view))
    assert then == lines(indexed(document(*THINGS, *STOOD)).tree(view))


@pytest.mark.parametrize("view", VIEWS)
def test_a_filter_and_a_day_hold_together(view: str, whole: Index, indexed: MakeIndex) -> None:
    then = lines(whole.at(DAY).tree(view).filtered("btown"))
    plain = indexed(document(*THINGS, *STOOD))
    assert then == lines(plain.tree(view).filtered("btown"))


def test_what_is_known_today_is_all_there_beside_it(whole: Index) -> None:
    before = lines(whole.tree())
    then = whole.at(DAY)
    assert (then.whole, then.as_of, whole.as_of) == (whole, DAY, None)
    assert lines(whole.tree()) == before
    assert len(whole) - len(then) == len(LATER)


def test_a_record_dated_later_stands_nowhere_and_has_its_page_all_the_same(whole: Index) -> None:
    then = whole.at(DAY)
    for view in VIEWS:
        assert then.tree(view).place("new-tie") is None
    assert then.record("new-tie") is not None


def test_a_partner_whose_ties_are_all_later_is_tied_to_no_city_yet(whole: Index) -> None:
    assert whole.place("club") == ("aville", "club")
    assert whole.at(DAY).place("club") == ("~elsewhere", "club")


def test_an_expectation_stands_from_the_first_source_that_tells_of_it_whenever_it_is_due(whole: Index) -> None:
    found = {hit.record for hit in whole.at(DAY).search("is:expected").hits}
    # Nobody can tell since when what undated sources say was expected.
    assert found == {"bridge", "rumour"}
    assert {hit.record for hit in whole.at(date(2016, 11, 3)).search("is:expected").hits} == {"rumour"}


def test_what_was_promised_by_then_is_what_a_source_had_told_of(whole: Index) -> None:
    def promised(index: Index) -> set[str]:
        return set(index.ids_of([each.n for each in promises(index)]))

    assert promised(whole.at(DAY)) == {"bridge", "rumour"}
    assert promised(whole) == {"bridge", "rumour", "next-plan", "next-hope"}


def test_a_figure_is_one_of_its_own_day(whole: Index) -> None:
    figures = [
        {hit.record for hit in whole.at(date(year, 12, 31)).search("kind:figure").hits} for year in (2010, 2011, 2019)
    ]
    assert figures == [set(), {"first-count"}, {"first-count", "next-count"}]


def test_a_city_has_the_ties_of_that_day_and_tells_how_many_have_no_date(whole: Index) -> None:
    def ties(index: Index) -> dict[str, tuple[int, int]]:
        return {group.kind: (group.size, group.undated) for group in partner_groups(index, "aville", 9)}

    assert ties(whole) == {"sister-city": (2, 0), "cooperation": (1, 0), "exchange": (1, 0)}
    then = whole.at(DAY)
    assert ties(then) == {"sister-city": (1, 0), "cooperation": (1, 0), "exchange": (1, 1)}
    assert later(then, "aville") == len(LATER)
    assert later(whole, "aville") == 0


def test_its_years_and_what_names_a_person_end_with_the_day(whole: Index) -> None:
    then = whole.at(DAY)
    assert set(timeline(then, "aville", 99, 99).moments) == {"old-tie", "same-year", "visit", "bridge"}
    assert (naming(whole, "kim", 9).more, naming(then, "kim", 9).others) == (0, ["visit"])


def test_a_search_finds_what_stood_and_says_when_all_it_finds_is_later(whole: Index) -> None:
    then = whole.at(DAY)
    assert {hit.record for hit in then.search("tie").hits} == {"old-tie"}
    found = then.search("new-tie")
    assert (found.total, found.hits, found.hints) == (0, [], ("1 found, but dated later than 4 November 2016",))


def test_a_plan_was_overdue_until_what_became_of_it_was_known(indexed: MakeIndex) -> None:
    evidence = [{"source": "paper"}, {"source": "report", "for": "outcome"}]
    kept = {"outcome": "It opened.", "outcome_date": "2018-03", "evidence": evidence}
    index = indexed(document(*THINGS, fact("bridge", "aville", kind="plan", date="2017", **kept)))
    asked = [index.at(date(*day)).search("is:overdue").total for day in ((2017, 6, 1), (2018, 1, 1), (2018, 4, 1))]
    assert asked == [0, 1, 0]
    assert index.search("is:overdue").total == 0


def test_before_everything_only_what_has_no_date_is_left(whole: Index) -> None:
    then = whole.at(BEFORE_ALL)
    assert [node.total for node in then.tree("year").roots()] == [2]
    assert whole.at(date.max).tree("year").roots() == whole.tree("year").roots()


def test_many_days_can_be_looked_from_one_after_the_other_and_together(whole: Index) -> None:
    days = [date(year, 1, 1) for year in range(2000, 2021)]
    indexes = [whole.at(day) for day in (*days, *days)]
    totals = [len(lines(index.tree())) for index in indexes]
    assert totals[: len(days)] == totals[len(days) :] == sorted(totals[: len(days)])


def test_nothing_of_ours_is_called_by_a_statement_while_another_thread_waits_for_it(whole: Index) -> None:
    # A function of Python's needs the lock that a thread may hold which waits for the connection: both wait for ever.
    standing = whole.at(date(2010, 1, 1)).standing
    assert standing is not None
    plain = sqlite3.connect(":memory:")
    plain.execute("CREATE TABLE record (n INTEGER PRIMARY KEY, since INTEGER)")
    plain.execute("INSERT INTO record VALUES (1, ?), (2, ?)", (standing.day.toordinal(), standing.day.toordinal() + 1))
    stood = plain.execute(f"SELECT n FROM record r WHERE {standing.condition('r.n')}").fetchall()  # noqa: S608
    assert stood == [(1,)]
