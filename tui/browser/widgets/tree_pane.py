"""The tree of cities, partners and what ties them. Children are fetched when a node opens."""

from collections.abc import Callable, Collection
from contextlib import suppress
from functools import partial
from typing import NamedTuple

from rich.text import Text
from textual import events
from textual.message import Message

from tui.browser.enduring import SUSPECT
from tui.browser.widgets.rows_pane import RowsPane
from tui.index.index import Index
from tui.index.nodes import Node, NodePath
from tui.index.tree import Tree
from tui.settings.actions import Scope
from tui.views.labels import ADDED
from tui.views.lists import label_text, node_label
from tui.views.palette import Palette

MOST_OPENED = 2000
"""Rows that opening all below a row may add: a screen has some forty, and nobody reads more at one go."""
_DEEPEST = 64
_AT_ONCE = 150  # rows that open between two looks at the keyboard
_PAUSE = 0.001  # seconds


class Row(NamedTuple):
    """A node on the screen, and how many nodes it lies within."""

    node: Node
    depth: int


class TreePane(RowsPane):
    """The open part of the tree as rows."""

    scope = Scope.TREE

    class Chosen(Message):
        """A record without anything below it was chosen: the reader wants to read it."""

    class TooMany(Message):
        """Not all could be opened."""

    def __init__(self, index: Index, palette: Palette, *, id: str) -> None:
        super().__init__(id=id)
        self._index = index
        self.arranged = index.tree()
        self.palette = palette
        self._rows: list[Row] = []
        self._open: set[NodePath] = set()
        self.holds_unseen: Callable[[Node], bool] = lambda node: False
        """Whether anything below a node is new to the reader."""
        # A damaged index is told of when it is read again: there is nobody here yet who could be told.
        with suppress(*SUSPECT):
            self._rows = [Row(node, 0) for node in self.arranged.roots()]
            if self._rows:
                self._expand(0)

    @property
    def view(self) -> str:
        """By what the tree is arranged."""
        return self.arranged.view

    def show_index(self, index: Index, tree: Tree, *, forget: bool = False) -> None:
        """Show another state of the base or another tree of it, the cursor on the same node if it can.

        What was open stays open, unless that is to be forgotten.
        """
        here = self.node
        self._index = index
        self.arranged = tree
        self.show_open(() if forget else self._open)
        if forget:
            self.cursor = self.top = 0
        elif here:
            self.reveal(here.path, tell=False)
        self.refresh()

    def open_some(self) -> None:
        """Open rows from the top until the screen is full: what was found should be seen."""
        at = 0
        while at < len(self._rows) < self.page_size:
            self._expand(at)
            at += 1

    @property
    def opened(self) -> list[NodePath]:
        """The nodes that are open."""
        return sorted(self._open)

    def show_open(self, paths: Collection[NodePath]) -> None:
        """Open these nodes and no others; paths that are not in the tree are left out. The cursor keeps its row."""
        wanted = set(paths)
        self._open = set()
        self._rows = [Row(node, 0) for node in self.arranged.roots()]
        at = 0
        while at < len(self._rows):
            if self._rows[at].node.path in wanted:
                self._expand(at, show=False)
            at += 1
        self.cursor = min(self.cursor, max(len(self._rows) - 1, 0))
        self.scroll_lines_to(self.top)
        self.refresh()

    @property
    def line_count(self) -> int:
        return len(self._rows)

    @property
    def node(self) -> Node | None:
        """The node under the cursor."""
        return self._rows[self.cursor].node if self._rows else None

    def row(self, number: int, width: int) -> Text:
        node, depth = self._rows[number]
        signs = self.palette.signs
        arrow = signs.own("▾ " if node.path in self._open else "▸ ") if node.opens else "  "
        text = Text("  " * depth, end="").append(arrow, self.palette.number)
        text.append_text(self.signs(node.record))
        label = node_label(self._index, node, signs)
        if node.opens and node.path not in self._open and self.holds_unseen(node):
            label = label._replace(right=f"{signs.own(ADDED)} {label.right}")
        return text.append_text(label_text(label, max(width - text.cell_len - 1, 4), self.palette))

    def reveal(self, path: NodePath, *, tell: bool = True) -> None:
        """Open what lies above a node and put the cursor on it. A path that is not in the tree changes nothing."""
        at = -1
        trail = self.arranged.trail(path)
        for depth, step in enumerate(trail):
            at = self._find(step, at + 1, depth)
            if at < 0:
                return
            if depth < len(trail) - 1:
                self._expand(at)
        if at >= 0:
            self.go_to(at, tell=tell)

    def _find(self, path: NodePath, start: int, depth: int) -> int:
        """The row of a node among those below its parent; -1 if it is not there."""
        for number in range(start, len(self._rows)):
            row = self._rows[number]
            if row.depth < depth:
                break
            if row.depth == depth and row.node.path == path:
                return number
        return -1

    def do_open(self) -> None:
        """Open a node; step into an open one; read a record."""
        node = self.node
        if node is None:
            return
        if not node.opens:
            self.post_message(self.Chosen())
        elif node.path in self._open:
            self.go_to(self.cursor + 1)
        else:
            self._expand(self.cursor)

    def do_close(self) -> None:
        """Close an open node; from a closed one go to its parent."""
        if self.node and self.node.path in self._open:
            self._collapse(self.cursor)
        else:
            self.do_parent(None)

    @property
    def has_parent(self) -> bool:
        """Whether the row of the cursor lies within another."""
        return bool(self._rows) and self._rows[self.cursor].depth > 0

    def do_parent(self, count: int | None) -> None:
        """To the parent, or so many levels up."""
        at = self.cursor
        for _ in range(min(count or 1, _DEEPEST)):
            depth = self._rows[at].depth if self._rows else 0
            at = next((n for n in range(at - 1, -1, -1) if self._rows[n].depth < depth), at)
        self.go_to(at)

    def do_next_sibling(self, count: int | None) -> None:
        """So many rows of the same level on, within the same parent."""
        self._to_sibling(1, count or 1)

    def do_previous_sibling(self, count: int | None) -> None:
        """So many rows of the same level back, within the same parent."""
        self._to_sibling(-1, count or 1)

    def _to_sibling(self, step: int, count: int) -> None:
        if not self._rows:
            return
        at = found = self.cursor
        depth = self._rows[at].depth
        while count and 0 <= (at := at + step) < len(self._rows) and self._rows[at].depth >= depth:
            if self._rows[at].depth == depth:
                found = at
                count -= 1
        self.go_to(found)

    def do_open_all(self) -> None:
        """Open all below the row, as far as that makes no more than MOST_OPENED rows."""
        if self._rows:
            self._expand(self.cursor)
            row = self._rows[self.cursor]
            self._open_on(row, self.cursor + 1, len(self._rows) + MOST_OPENED)

    def _open_on(self, below: Row, at: int, most: int) -> None:
        """Open rows below one, some at a time: keys typed meanwhile are not kept waiting, and end it if they open."""
        rows = len(self._rows)
        while at < len(self._rows) and self._rows[at].depth > below.depth and len(self._rows) < most:
            if len(self._rows) > rows + _AT_ONCE:
                self._changed()
                # Not by call_later: that would go on before anybody looks at the keyboard.
                self.set_timer(_PAUSE, partial(self._go_on, below, at, most, len(self._rows)))
                return
            self._expand(at, show=False)
            at += 1
        self._changed()
        if at < len(self._rows) and self._rows[at].depth > below.depth:
            self.post_message(self.TooMany())

    def _go_on(self, below: Row, at: int, most: int, rows: int) -> None:
        if len(self._rows) == rows:
            self._open_on(below, at, most)

    def do_close_all(self) -> None:
        """Close all rows; the cursor goes to the outermost row that it was in."""
        here = self.node
        self.show_open(())
        if here:
            outermost = self.arranged.trail(here.path)[:1]
            self.go_to(max(self._find(outermost[0], 0, 0), 0) if outermost else 0)

    def do_choose(self) -> None:
        """Enter: open or close a node, read a record."""
        node = self.node
        if node and node.path in self._open:
            self._collapse(self.cursor)
        else:
            self.do_open()

    def on_click(self, event: events.Click) -> None:
        """A click on the row of the cursor, or a double one, opens or closes it."""
        number = self.top + event.get_content_offset_capture(self).y
        if event.chain > 1 and number == self.cursor:
            self.do_choose()
        else:
            super().on_click(event)

    def _expand(self, number: int, show: bool = True) -> None:
        node, depth = self._rows[number]
        if not node.opens or node.path in self._open:
            return
        self._open.add(node.path)
        below: list[Row] = []
        waiting = [Row(child, depth + 1) for child in self.arranged.children(node.path)][::-1]
        while waiting:
            row = waiting.pop()
            below.append(row)
            if row.node.path in self._open:
                waiting += [Row(child, row.depth + 1) for child in self.arranged.children(row.node.path)][::-1]
        self._rows[number + 1 : number + 1] = below
        if not show:
            return
        self._changed()
        if self.is_mounted:
            # As much of what opened as fits, the node itself still in view.
            last = min(number + len(below), number + self.page_size - 2)
            self.scroll_lines_to(max(self.top, last - self.page_size + 1))

    def _collapse(self, number: int) -> None:
        node, depth = self._rows[number]
        self._open.discard(node.path)
        end = number + 1
        while end < len(self._rows) and self._rows[end].depth > depth:
            end += 1
        del self._rows[number + 1 : end]
        self._changed()

    def _changed(self) -> None:
        """After opening or closing a node the cursor stays on its row."""
        if self.is_mounted:
            self.refresh()
            self.show_cursor()
