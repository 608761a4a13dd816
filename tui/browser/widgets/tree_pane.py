"""The tree of cities, partners and what ties them. Children are fetched when a node opens."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from tui.browser.widgets.rows_pane import RowsPane
from tui.index.index import Index
from tui.index.nodes import Node, NodePath
from tui.views.lists import label_text, node_label
from tui.views.palette import Palette


class Row(NamedTuple):
    """A node on the screen, and how many nodes it lies within."""

    node: Node
    depth: int


class TreePane(RowsPane):
    """The open part of the tree as rows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l,right", "open", "open", show=False),
        Binding("h,left", "close", "close or go to the parent", show=False),
        Binding("enter", "choose", "open or close, read", show=False),
    ]

    class Chosen(Message):
        """A record without anything below it was chosen: the reader wants to read it."""

    def __init__(self, index: Index, palette: Palette, *, id: str) -> None:
        super().__init__(id=id)
        self._index = index
        self._palette = palette
        self._rows: list[Row] = [Row(node, 0) for node in index.roots()]
        self._open: set[NodePath] = set()
        if self._rows:
            self._expand(0)

    def show_index(self, index: Index) -> None:
        """Show another state of the base: what was open stays open, the cursor stays on its node if it is there."""
        here = self.node
        opened, self._open = self._open, set()
        self._index = index
        self._rows = [Row(node, 0) for node in index.roots()]
        at = 0
        while at < len(self._rows):
            if self._rows[at].node.path in opened:
                self._expand(at)
            at += 1
        self.cursor = min(self.cursor, max(len(self._rows) - 1, 0))
        if here:
            self.reveal(here.path, tell=False)
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
        arrow = ("▾ " if node.path in self._open else "▸ ") if node.opens else "  "
        text = Text("  " * depth, end="").append(arrow, self._palette.number)
        label = label_text(node_label(self._index, node), max(width - text.cell_len - 1, 4), self._palette)
        return text.append_text(label)

    def reveal(self, path: NodePath, *, tell: bool = True) -> None:
        """Open what lies above a node and put the cursor on it. A path that is not in the tree changes nothing."""
        at = -1
        trail = self._index.trail(path)
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

    def action_open(self) -> None:
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

    def action_close(self) -> None:
        """Close an open node; from a closed one go to its parent."""
        node = self.node
        if node is None:
            return
        if node.path in self._open:
            self._collapse(self.cursor)
            return
        depth = self._rows[self.cursor].depth
        parent = next((n for n in range(self.cursor - 1, -1, -1) if self._rows[n].depth < depth), None)
        if parent is not None:
            self.go_to(parent)

    def action_choose(self) -> None:
        """Enter: open or close a node, read a record."""
        node = self.node
        if node and node.path in self._open:
            self._collapse(self.cursor)
        else:
            self.action_open()

    def on_click(self, event: events.Click) -> None:
        """A click on the row of the cursor, or a double one, opens or closes it."""
        number = self.top + event.get_content_offset_capture(self).y
        if event.chain > 1 and number == self.cursor:
            self.action_choose()
        else:
            super().on_click(event)

    def _expand(self, number: int) -> None:
        node, depth = self._rows[number]
        if not node.opens or node.path in self._open:
            return
        self._open.add(node.path)
        below: list[Row] = []
        waiting = [Row(child, depth + 1) for child in self._index.children(node.path)][::-1]
        while waiting:
            row = waiting.pop()
            below.append(row)
            if row.node.path in self._open:
                waiting += [Row(child, row.depth + 1) for child in self._index.children(row.node.path)][::-1]
        self._rows[number + 1 : number + 1] = below
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
