"""The tree of cities, partners and what ties them. Children are fetched when a node opens."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from tui.browser.widgets.rows_pane import RowsPane
from tui.index.index import Index
from tui.index.tree import Node, NodePath
from tui.views.lists import label_text, node_label
from tui.views.palette import Palette


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
        self._rows: list[Node] = index.roots()
        self._open: set[NodePath] = set()
        if self._rows:
            self._expand(0)

    @property
    def line_count(self) -> int:
        return len(self._rows)

    @property
    def node(self) -> Node | None:
        """The node under the cursor."""
        return self._rows[self.cursor] if self._rows else None

    def row(self, number: int, width: int) -> Text:
        node = self._rows[number]
        arrow = ("▾ " if node.path in self._open else "▸ ") if node.opens else "  "
        text = Text("  " * (len(node.path) - 1), end="").append(arrow, self._palette.number)
        label = label_text(node_label(self._index, node), max(width - text.cell_len - 1, 4), self._palette)
        return text.append_text(label)

    def reveal(self, path: NodePath, *, tell: bool = True) -> None:
        """Open what lies above a node and put the cursor on it. A path that is not in the tree changes nothing."""
        at = -1
        for depth in range(1, len(path) + 1):
            at = next((n for n, row in enumerate(self._rows) if row.path == path[:depth]), -1)
            if at < 0:
                return
            if depth < len(path):
                self._expand(at)
        self.go_to(at, tell=tell)

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
        elif len(node.path) > 1:
            self.reveal(node.path[:-1])

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
        node = self._rows[number]
        if not node.opens or node.path in self._open:
            return
        self._open.add(node.path)
        below: list[Node] = []
        waiting = self._index.children(node.path)[::-1]
        while waiting:
            child = waiting.pop()
            below.append(child)
            if child.path in self._open:
                waiting += self._index.children(child.path)[::-1]
        self._rows[number + 1 : number + 1] = below
        self._changed()
        if self.is_mounted:
            # As much of what opened as fits, the node itself still in view.
            last = min(number + len(below), number + self.page_size - 2)
            self.scroll_lines_to(max(self.top, last - self.page_size + 1))

    def _collapse(self, number: int) -> None:
        path = self._rows[number].path
        self._open.discard(path)
        end = number + 1
        while end < len(self._rows) and self._rows[end].path[: len(path)] == path:
            end += 1
        del self._rows[number + 1 : end]
        self._changed()

    def _changed(self) -> None:
        """After opening or closing a node the cursor stays on its row."""
        if self.is_mounted:
            self.refresh()
            self.show_cursor()
