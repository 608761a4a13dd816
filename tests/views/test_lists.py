"""What the rows and pages of nodes say that are no records, in every view of the tree."""

import pytest

from tests.made_up import MakeIndex, agreement, city, document, fact, partner, source
from tui.index import citations, cities, shelves, tree
from tui.index.index import Index
from tui.index.nodes import VIEWS, NodePath
from tui.views.labels import segment_word
from tui.views.lists import group_page, node_label
from tui.views.palette import TERMINAL


@pytest.mark.parametrize(
    ("segment", "words"),
    [
        ("~year-2016", "2016"),
        ("~year-0794", "794"),
        ("~decade-1990", "1990s"),
        ("~month-2016-05", "May 2016"),
        ("~month-2016-00", "2016, month not known"),
        ("~undated", "Undated"),
        ("~kind-person", "People"),
        ("~kind-agreement", "Agreements"),
        ("~sub-sister-city", "Sister cities"),
        ("~sub-press-release", "Press releases"),
        ("~letter-a", "A"),
        ("~letter-0", "0–9"),
        ("~letter-other", "Other letters"),
        ("~rows-501-1000", "501–1,000"),
        ("~said", "Said"),
        ("~named", "Named in"),
        ("~country-KR", "KR"),
    ],
)
def test_a_node_that_is_no_record_is_called_what_a_reader_would_call_it(segment: str, words: str) -> None:
    assert segment_word(segment) == words


def groups(index: Index, view: str) -> list[NodePath]:
    """The paths of all nodes of a view that are no records."""
    found = []
    waiting = index.tree(view).roots()
    while waiting:
        node = waiting.pop()
        found += [node.path] if node.record is None else []
        waiting += index.tree(view).children(node.path)
    return found


@pytest.mark.parametrize("view", VIEWS)
def test_every_group_of_the_shipped_base_has_a_row_and_a_page_in_words(shipped: Index, view: str) -> None:
    for path in groups(shipped, view):
        page = group_page(shipped, path, 80, TERMINAL, shipped.tree(view))
        node = next(node for node in shipped.tree(view).children(path))
        text = "\n".join(line.plain for line in page.lines)
        assert not any(word.startswith("~") for word in text.split())
        assert node_label(shipped, node).title[:20] in text
        assert all(line.cell_len <= 80 for line in page.lines)


def page_text(index: Index, view: str, *path: str) -> str:
    return "\n".join(line.plain for line in group_page(index, path, 60, TERMINAL, index.tree(view)).lines)


def test_the_page_of_a_group_says_how_much_it_holds_and_shows_what_comes_first(
    indexed: MakeIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (tree, shelves, citations, cities):
        monkeypatch.setattr(module, "MOST", 2)
    monkeypatch.setattr(tree, "ROWS_TOGETHER", 2)
    facts = [fact(f"f{n}", "busan", date=f"2016-0{n + 1}") for n in range(3)]
    sources = [source(), source("notes"), source("book")]
    index = indexed(document(*sources, city("busan"), city("kofu", "JP"), partner("firm"), *facts))
    year = page_text(index, "year", "~year-2016")
    assert "2016" in year
    assert "3 records" in year
    assert "January 2016" in year
    assert "1 record" in page_text(index, "year", "~year-2016", "~month-2016-01")
    assert "2016" in page_text(index, "year", "~year-2016", "~month-2016-01")
    assert "2 sources" in page_text(index, "source", "~rows-1-2")
    assert "Title of paper" in page_text(index, "source", "~rows-1-2")
    assert "1 city" in page_text(index, "country", "~country-JP")
    assert "Kofu" in page_text(index, "country", "~country-JP")


def test_an_agreement_names_its_parties_where_they_do_not_stand_above_it(indexed: MakeIndex) -> None:
    index = indexed(
        document(source(), city("busan"), city("kofu", "JP"), agreement("tie", "busan", "kofu", date="2016"))
    )
    (by_year,) = index.tree("year").children(("~year-2016",))
    assert node_label(index, by_year).addition == "· Busan ⇄ Kofu"
    (by_city,) = index.children(("busan", "kofu", "~agreements"))
    assert node_label(index, by_city).addition == ""
