"""A pane of rows with a cursor: what the tree and the list of hits have in common."""

from __future__ import annotations

import sqlite3
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from tui.browser.widgets.lines_pane import LinesPane
from tui.index.tables import StaleError

_MARGIN = 2


UNSOUND = (StaleError, sqlite3.Error)


class UnsoundShown(Message):
    """A row could not be read: its file has changed, or the index is damaged."""

    def can_replace(self, message: Message) -> bool:
        """One is enough."""
        return isinstance(message, UnsoundShown)


class RowsPane(LinesPane):
    """Rows, one of them under the cursor. Moving posts `Moved`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--cursor", "rows--mark"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "down", show=False),
        Binding("k,up", "move(-1)", "up", show=False),
        Binding("ctrl+d", "move_half(1)", "half a page down", show=False),
        Binding("ctrl+u", "move_half(-1)", "half a page up", show=False),
        Binding("pagedown,ctrl+f", "move_page(1)", "page down", show=False),
        Binding("pageup,ctrl+b", "move_page(-1)", "page up", show=False),
        Binding("g,home", "go(0)", "first", show=False),
        Binding("G,end", "go(-1)", "last", show=False),
    ]

    class Moved(Message):
        """The cursor is on another row."""

        def __init__(self, pane: RowsPane) -> None:
            super().__init__()
            self.pane = pane

        @property
        def control(self) -> RowsPane:
            """The pane whose cursor moved."""
            return self.pane

        def can_replace(self, message: Message) -> bool:
            """Of many moves in a row only the last has to be shown."""
            return isinstance(message, RowsPane.Moved) and message.pane is self.pane

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.cursor = 0

    def row(self, number: int, width: int) -> Text:
        """The text of a row without its cursor mark."""
        raise NotImplementedError

    def line(self, number: int, width: int) -> Text:
        here = number == self.cursor
        mark = ("▌" if self.has_focus else "▏") if here else " "
        text = Text(end="").append(mark, self.get_component_rich_style("rows--mark", partial=True))
        try:
            return text.append_text(self.row(number, width - 1))
        except UNSOUND:
            self.post_message(UnsoundShown())
            return text.append(" … being read again")

    def line_style(self, number: int) -> Style:
        if number == self.cursor:
            return self.rich_style + self.get_component_rich_style("rows--cursor", partial=True)
        return self.rich_style

    def go_to(self, number: int, *, tell: bool = True) -> None:
        """Put the cursor on a row and bring it into view with a little of what is around it."""
        number = max(0, min(number, self.line_count - 1))
        moved = number != self.cursor
        before, self.cursor = self.cursor, number
        self.refresh_lines(before, number)
        self.show_cursor()
        if moved and tell:
            self.post_message(self.Moved(self))

    def show_cursor(self) -> None:
        """Scroll so that the cursor is in view."""
        margin = min(_MARGIN, (self.page_size - 1) // 2)
        top = min(self.top, self.cursor - margin)
        self.scroll_lines_to(max(top, self.cursor + margin - self.page_size + 1))

    def action_move(self, rows: int) -> None:
        """Move the cursor by rows."""
        self.go_to(self.cursor + rows)

    def action_move_half(self, direction: int) -> None:
        """Move the cursor by half a page."""
        self.go_to(self.cursor + direction * max(self.page_size // 2, 1))

    def action_move_page(self, direction: int) -> None:
        """Move the cursor by a page."""
        self.go_to(self.cursor + direction * self.page_size)

    def action_go(self, number: int) -> None:
        """Move the cursor to a row; -1 is the last."""
        self.go_to(number if number >= 0 else self.line_count - 1)

    def on_focus(self) -> None:
        """The cursor's mark tells which pane has the keys."""
        self.refresh_lines(self.cursor)

    def on_blur(self) -> None:
        """See on_focus."""
        self.refresh_lines(self.cursor)

    def on_resize(self) -> None:
        super().on_resize()
        self.show_cursor()

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor on a row."""
        number = self.top + event.get_content_offset_capture(self).y
        if number < self.line_count:
            self.go_to(number)
