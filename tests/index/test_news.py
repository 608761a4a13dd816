"""What is new to somebody who has seen an earlier state, and which closed rows hold any of it, in every view."""

from collections.abc import Iterator

import pytest

from tests.made_up import (
    MakeFolder,
    MakeIndex,
    agreement,
    city,
    document,
    fact,
    index_of,
    partner,
    source,
    table,
)
from tui.index.below import Below
from tui.index.index import Index
from tui.index.news import News, news_since_visit, stamps_of
from tui.index.nodes import VIEWS, Node
from tui.index.tree import Tree

BASE = {
    "a.toml": document(source(), city("aville"), city("bville", "CN"), partner("acme", city="aville")),
    "b.toml": document(
        agreement("tie", "aville", "bville", date="2001"),
        fact("kite", "acme", date="2002-03", speaker="mayor"),
        table("person", id="mayor", name="Mayor", role=[{"title": "Mayor", "of": "aville"}]),
        fact("nowhere", "paper"),
    ),
}


def ids(index: Index, numbers: frozenset[int]) -> set[str]:
    return set(index.ids_of(numbers))


def test_records_that_came_and_records_with_another_text_are_told_apart(folder: MakeFolder) -> None:
    before = index_of(folder(dict(BASE)))
    seen = frozenset(stamps_of(before.db).values())
    changed = BASE["b.toml"].replace('"Title of tie"', '"Another title"') + fact("fair", "aville")
    found_in = index_of(folder({"b.toml": changed}))
    news = news_since_visit(found_in, seen)
    assert (ids(found_in, news.added), ids(found_in, news.changed)) == ({"fair"}, {"tie"})
    assert found_in.ids_of(news.in_order) == ["fair", "tie"]


def test_a_record_that_moved_to_another_file_is_no_news(folder: MakeFolder) -> None:
    seen = frozenset(stamps_of(index_of(folder(dict(BASE))).db).values())
    root = folder({"z.toml": BASE["b.toml"]})
    (root / "b.toml").unlink()
    assert not news_since_visit(index_of(root), seen).numbers


def test_to_somebody_of_whom_nothing_is_known_nothing_is_new(indexed: MakeIndex) -> None:
    index = indexed(dict(BASE))
    news = news_since_visit(index, None)
    assert not news.numbers
    assert set(news.now) == set(stamps_of(index.db).values())
    assert news_since_visit(index, frozenset()).added == set(map(index.number, index.ids()))


def test_only_what_is_new_has_a_stamp_to_be_kept(indexed: MakeIndex) -> None:
    index = indexed(dict(BASE))
    stamps = stamps_of(index.db)
    kite = index.number("kite")
    news = news_since_visit(index, frozenset(stamps.values()) - {stamps[kite]})
    assert news.stamps(stamps.keys()) == {stamps[kite]}
    assert not news.all_seen().numbers
    assert news.all_seen().now == news.now


# Closed rows.


def all_nodes(tree: Tree) -> Iterator[Node]:
    waiting = tree.roots()
    while waiting:
        node = waiting.pop()
        yield node
        waiting += tree.children(node.path)


def really_holds(index: Index, tree: Tree, node: Node, numbers: frozenset[int]) -> bool:
    """The same by looking at everything below a node."""
    waiting = tree.children(node.path)
    while waiting:
        child = waiting.pop()
        if child.record and index.number(child.record) in numbers:
            return True
        waiting += tree.children(child.path)
    return False


def many() -> dict[str, str]:
    """A base with runs of rows, years, letters and countries between."""
    cities = [city(f"city-{n}", country="KR" if n % 3 else "CN") for n in range(130)]
    partners = [partner(f"acme-{n}", city="city-0") for n in range(1100)]
    facts = [fact(f"fact-{n}", "city-1", f"city-{n % 7}", date=f"{1900 + n % 70}") for n in range(1300)]
    return BASE | {"c.toml": document(*cities), "d.toml": document(*partners), "e.toml": document(*facts)}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Index:
    root = tmp_path_factory.mktemp("small")
    for name, text in BASE.items():
        (root / name).write_text(text)
    return index_of(root)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Index:
    root = tmp_path_factory.mktemp("large")
    for name, text in many().items():
        (root / name).write_text(text)
    return index_of(root)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("id", ["paper", "aville", "bville", "acme", "tie", "kite", "mayor", "nowhere"])
def test_a_closed_row_tells_of_every_record_below_it_and_of_no_other(small: Index, view: str, id: str) -> None:
    tree, numbers = small.tree(view), frozenset([small.number(id)])
    below = Below(small, tree, numbers)
    said = {node.path: below.holds(node) for node in all_nodes(tree) if node.opens}
    looked = {node.path: really_holds(small, tree, node, numbers) for node in all_nodes(tree) if node.opens}
    # A city that has changed is no news of each of its partners.
    cities = {path for path in looked if looked[path] and not said[path] and id in ("aville", "bville")}
    assert {path: said[path] for path in said if path not in cities} == {
        path: looked[path] for path in looked if path not in cities
    }


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("id", ["fact-1290", "acme-1099", "city-129", "paper"])
def test_runs_years_letters_and_countries_tell_of_what_is_below_them(large: Index, view: str, id: str) -> None:
    tree, numbers = large.tree(view), frozenset([large.number(id)])
    path = tree.place(id)
    if path is None:
        return
    below = Below(large, tree, numbers)
    trail = tree.trail(path)
    above: list[Node] = []
    nodes = tree.roots()
    for step in trail[:-1]:
        node = next(node for node in nodes if node.path == step)
        above.append(node)
        nodes = tree.children(step)
    assert [below.holds(node) for node in above] == [True] * len(above)
    beside = [node for node in tree.roots() if node.path not in trail and node.opens]
    wrong = [node.path for node in beside if below.holds(node) != really_holds(large, tree, node, numbers)]
    assert wrong == []


def test_in_a_filtered_tree_only_what_was_found_counts(small: Index) -> None:
    tree = small.tree("city").filtered("kite")
    roots = [node for node in tree.roots() if node.opens]
    tie, kite = small.number("tie"), small.number("kite")
    assert not any(Below(small, tree, {tie}).holds(node) for node in roots)
    assert any(Below(small, tree, {kite}).holds(node) for node in roots)


def test_without_news_no_row_is_asked_for(small: Index) -> None:
    below = Below(small, small.tree(), News().numbers)
    assert not any(below.holds(node) for node in all_nodes(small.tree()))
