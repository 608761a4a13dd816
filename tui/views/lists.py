"""Records as lines of a list: the tree's rows, search hits, what else touches a record, problems."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from tui.index.index import Index
from tui.index.nodes import COUNTRY, GROUPS, ROWS, Node, NodePath
from tui.index.tree import Tree
from tui.records.display_safe import one_line
from tui.views.labels import CONTESTED, EXPECTED, SETTLED, Label, record_label, segment_word
from tui.views.looking_back import add_as_of
from tui.views.page import Page, styled
from tui.views.palette import Palette
from tui.views.signs import SIGNS, Signs
from tui.views.survey import Survey
from tui.views.wrapping import truncate

MOST_LISTED = 40
_LEAST = 4  # cells in which signs, a title and a right edge can share a row
_NUMBER_CELLS = 6  # numbers up to 99 stand right-aligned, so that titles begin in one column


def _word(index: Index, segment: str, signs: Signs) -> str:
    country = index.country_name(segment.removeprefix(COUNTRY)) if segment.startswith(COUNTRY) else ""
    return segment_word(segment, country, signs)


def node_label(index: Index, node: Node, signs: Signs = SIGNS) -> Label:
    """The row of a tree node."""
    count = str(node.total) if node.total else ""
    last = node.path[-1]
    if node.record is None:
        below = "" if node.total else str(len(index.children(node.path)))
        return Label("", _word(index, last, signs), "", count or below)
    if len(node.path) == 2 and node.path[0] == last:
        return Label("", f"{index.title(last)} itself", "", count)
    label = record_label(index, node.record, signs)
    head = index.headline(node.record)
    if head and head.kind == "agreement" and any(segment in GROUPS for segment in node.path):
        # Below its pair of cities an agreement need not name them again.
        label = label._replace(addition="")
    return label._replace(right=count) if count else label


def label_text(label: Label, width: int, palette: Palette) -> Text:
    """A label as exactly `width` cells of text: the title is cut before the right edge is."""
    signs, cut = palette.signs, palette.signs.cut
    if width < _LEAST:
        return Text(truncate(one_line(label.title), width, cut).ljust(width), end="")
    right = truncate(one_line(label.right), max(width // 2, 1), cut)
    room = max(width - (cell_len(right) + 1 if right else 0), 1)
    text = Text(end="", no_wrap=True)
    if label.sign:
        for sign in label.sign:
            style = {CONTESTED: palette.contested, SETTLED: palette.verified}.get(sign, palette.expected)
            text.append(signs.own(sign), style)
        text.append(" ")
    title = truncate(one_line(label.title), max(room - text.cell_len, 0), cut)
    text.append(title, palette.expected if EXPECTED in label.sign else palette.text)
    if label.addition and room - text.cell_len > 4:
        text.append(" " + truncate(one_line(label.addition), room - text.cell_len - 1, cut), palette.native)
    text.append(" " * max(width - text.cell_len - cell_len(right), 0))
    return text.append(right, palette.dim)


def add_records(page: Page, index: Index, ids: Sequence[str]) -> None:
    """Records on a page, one line each, by their numbers."""
    for id in ids:
        add_row(page, id, record_label(index, id, page.palette.signs))


def add_row(page: Page, id: str, label: Label) -> None:
    """One record on a page: its number and its label on one line."""
    number = page.link("", id).append(" ")
    indent = " " * max(_NUMBER_CELLS - number.cell_len, 0)
    text = label_text(label, max(page.width - len(indent) - number.cell_len, 4), page.palette)
    page.lines.append(Text(indent, end="").append_text(number).append_text(text))


def group_page(index: Index, path: NodePath, width: int, palette: Palette, tree: Tree | None = None) -> Page:
    """The page of a node that is no record: how much stands below it, and the first of that. By city without a tree."""
    page = Page(width, palette)
    add_as_of(page, index)
    tree = tree or index.tree()
    nodes = tree.children(path)
    page.title(_word(index, path[-1], palette.signs), _below_words(tree, path, nodes))
    above = [node_words(index, path[: n + 1], palette.signs) for n in range(len(path) - 1)]
    if above:
        page.add(page.join([page.say(word, palette.dim) for word in above], between=" ▸ "))
    page.blank()
    add_rows(page, index, nodes)
    return page


def _below_words(tree: Tree, path: NodePath, nodes: Sequence[Node]) -> str:
    """What a group holds, in a few words: its cities, its sources, or its records."""
    one, many = "record", "records"
    if path[0].startswith(COUNTRY):
        one, many = "city", "cities"
    elif path[-1].startswith(ROWS) and any(node.opens for node in nodes):
        one, many = _NAMED.get(tree.view, ("partner", "partners"))
    total = sum(1 if node.record else node.total for node in nodes)
    return f"{total:,} {one if total == 1 else many}"


_NAMED = {"source": ("source", "sources"), "person": ("person", "people")}


def add_rows(page: Page, index: Index, nodes: Sequence[Node]) -> None:
    """Nodes, one a line, at most MOST_LISTED; then how many more there are. Only records can be followed."""
    signs = page.palette.signs
    for node in nodes[:MOST_LISTED]:
        alone = node.record if not node.opens else None
        label = record_label(index, alone, signs) if alone else node_label(index, node, signs)
        if node.record:
            add_row(page, node.record, label)
        else:
            room = max(page.width - _NUMBER_CELLS, 4)
            page.lines.append(Text(" " * _NUMBER_CELLS, end="").append_text(label_text(label, room, page.palette)))
    if len(nodes) > MOST_LISTED:
        page.add(styled(f"and {len(nodes) - MOST_LISTED:,} more, which the tree shows", page.palette.dim), "  ")


def nothing_page(query: str, hints: Sequence[str], width: int, palette: Palette) -> Page:
    """What to show when a search finds nothing: the query, and what may have been meant."""
    page = Page(width, palette)
    page.title("Nothing found", "search")
    page.add(page.join(["No record holds all of: ", page.say(query)]))
    for hint in hints:
        page.add(page.say(hint, palette.contested))
    page.blank()
    page.add(styled("Fewer words, or the beginning of a word, find more. Esc leaves the search.", palette.dim))
    return page


def nothing_to_survey_page(survey: Survey, width: int, palette: Palette) -> Page:
    """What to show beside a survey without rows: what that means."""
    page = Page(width, palette)
    page.title(survey.title, survey.name)
    page.add(page.say(page.own(survey.nothing)))
    page.blank()
    page.add(styled("Esc brings the tree back.", palette.dim))
    return page


def stale_page(width: int, palette: Palette) -> Page:
    """What to show of a record whose file has changed since it was read."""
    page = Page(width, palette)
    page.title("Being read again", "changed")
    page.add(styled("The file of this record has changed. It is shown as soon as the base is read again.", palette.dim))
    return page


def place_words(index: Index, id: str, near: NodePath = (), signs: Signs = SIGNS) -> str:
    """Where a record stands, as crumbs without itself: `Chengdu ▸ Gimcheon`."""
    path = index.place(id, near) or ()
    words = [node_words(index, path[: n + 1], signs) for n in range(len(path) - 1)]
    return signs.own(" ▸ ").join(word for n, word in enumerate(words) if not path[n].startswith("~"))


def node_words(index: Index, path: NodePath, signs: Signs = SIGNS) -> str:
    """What a node of the tree is called in the crumbs."""
    last = path[-1]
    if len(path) == 2 and path[0] == last:
        return "itself"
    return _word(index, last, signs) if last.startswith("~") else index.title(last)
