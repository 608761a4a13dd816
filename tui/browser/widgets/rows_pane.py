"""A pane of rows with a cursor: what the tree and the list of hits have in common."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.message import Message

from tui.browser.enduring import SUSPECT, UnsoundShown
from tui.browser.widgets.lines_pane import LinesPane
from tui.views.palette import Palette

_MARGIN = 2


class RowsPane(LinesPane):
    """Rows, one of them under the cursor. Moving posts `Moved`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--cursor", "rows--mark", "rows--changed", "rows--news"}
    palette: Palette

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
        self.marked: Collection[str | None] = ()
        self.changed: Collection[str | None] = ()
        self.unseen: Callable[[str], str] = lambda record: ""
        """The sign of a record that is new to the reader or has changed; nothing for all others."""

    def signs(self, record: str | None) -> Text:
        """What stands before a row: that its record is marked, has changed a moment ago, or is new to the reader."""
        text = Text(end="")
        own = self.palette.signs.own
        if record in self.changed:
            text.append(own("● "), self.part_style("rows--changed"))
        elif record is not None and (sign := self.unseen(record)):
            text.append(own(f"{sign} "), self.part_style("rows--news"))
        if record in self.marked:
            text.append(own("◆ "), self.part_style("rows--mark"))
        return text

    def row(self, number: int, width: int) -> Text:
        """The text of a row without its cursor mark."""
        raise NotImplementedError

    def line(self, number: int, width: int) -> Text:
        here = number == self.cursor
        own = self.palette.signs.own
        mark = own("▌" if self.has_focus else "▏") if here else " "
        text = Text(end="")
        if number in self._jumps:
            text.append(self._jumps[number], self.part_style("lines--jump"))
        text.append(mark, self.part_style("rows--mark"))
        try:
            return text.append_text(self.row(number, width - 1))
        except SUSPECT as error:
            self.post_message(UnsoundShown(error))
            return text.append(own(" … being read again"))

    def line_style(self, number: int) -> Style:
        if number == self.cursor:
            return self.base_style + self.part_style("rows--cursor")
        return self.base_style

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
        """Scroll so that the cursor is in view. A pane that is away has no height: it scrolls when it is back."""
        if not self.size.height:
            return
        margin = min(_MARGIN, (self.page_size - 1) // 2)
        top = min(self.top, self.cursor - margin)
        self.scroll_lines_to(max(top, self.cursor + margin - self.page_size + 1))

    def jump_targets(self) -> list[int]:
        return list(range(self.top, min(self.top + self.page_size, self.line_count)))

    def jump_to(self, target: int) -> None:
        self.go_to(target)

    def do_move_down(self, count: int | None) -> None:
        """So many rows down."""
        self.go_to(self.cursor + (count or 1))

    def do_move_up(self, count: int | None) -> None:
        """So many rows up."""
        self.go_to(self.cursor - (count or 1))

    def do_half_down(self, count: int | None) -> None:
        """Half a page down, so many times."""
        self.go_to(self.cursor + (count or 1) * max(self.page_size // 2, 1))

    def do_half_up(self, count: int | None) -> None:
        """Half a page up, so many times."""
        self.go_to(self.cursor - (count or 1) * max(self.page_size // 2, 1))

    def do_page_down(self, count: int | None) -> None:
        """So many pages down."""
        self.go_to(self.cursor + (count or 1) * self.page_size)

    def do_page_up(self, count: int | None) -> None:
        """So many pages up."""
        self.go_to(self.cursor - (count or 1) * self.page_size)

    def do_first(self, count: int | None) -> None:
        """To the first row, or to a row by its number from 1."""
        self.go_to((count or 1) - 1)

    def do_last(self, count: int | None) -> None:
        """To the last row, or to a row by its number from 1."""
        self.go_to((count or self.line_count) - 1)

    def on_focus(self) -> None:
        """The cursor's mark tells which pane has the keys."""
        self.refresh_lines(self.cursor)

    def on_blur(self) -> None:
        """See on_focus."""
        self.refresh_lines(self.cursor)

    def on_resize(self) -> None:
        self.show_cursor()

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor on a row."""
        number = self.top + event.get_content_offset_capture(self).y
        if number < self.line_count:
            self.go_to(number)
