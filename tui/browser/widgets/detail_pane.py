"""The chosen record: its page, scrolled by line, and its links, followed by number or one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from tui.browser.widgets.lines_pane import LinesPane
from tui.views.page import Page, linked_record

Pages = Callable[[int], Page]


class DetailPane(LinesPane):
    """A page of a view, made again whenever the width changes."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"detail--link"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll(1)", "down", show=False),
        Binding("k,up", "scroll(-1)", "up", show=False),
        Binding("ctrl+d", "scroll_half(1)", "half a page down", show=False),
        Binding("ctrl+u", "scroll_half(-1)", "half a page up", show=False),
        Binding("pagedown,ctrl+f", "scroll_page(1)", "page down", show=False),
        Binding("pageup,ctrl+b", "scroll_page(-1)", "page up", show=False),
        Binding("g,home", "scroll_top", "top", show=False),
        Binding("G,end", "scroll_bottom", "bottom", show=False),
        Binding("full_stop", "select(1)", "next link", show=False),
        Binding("comma", "select(-1)", "previous link", show=False),
        Binding("enter", "follow", "follow the link", show=False),
        Binding("h,left", "leave", "back to the tree", show=False),
    ]

    class Followed(Message):
        """A link was followed."""

        def __init__(self, record: str) -> None:
            super().__init__()
            self.record = record

    class Left(Message):
        """The reader goes back to the tree."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._pages: Pages | None = None
        self._page: Page | None = None
        self._selected = -1

    @property
    def line_count(self) -> int:
        return len(self._page.lines) if self._page else 0

    @property
    def links(self) -> list[str]:
        """The ids that the numbers of the page stand for, from 1."""
        return self._page.links if self._page else []

    def show(self, pages: Pages) -> None:
        """Show the page that a view makes for a width in cells."""
        self._pages = pages
        self._selected = -1
        self.top = 0
        self._make()

    def _make(self) -> None:
        if self._pages and self.size.width:
            self._page = self._pages(self.size.width)
            self.refresh()
            self.show_position()

    def on_resize(self) -> None:
        if self._page is None or self._page.width != self.size.width:
            self._make()
        super().on_resize()

    def line(self, number: int, width: int) -> Text:
        text = self._page.lines[number].copy() if self._page else Text()
        if 0 <= self._selected < len(self.links):
            chosen = self.links[self._selected]
            style = self.get_component_rich_style("detail--link", partial=True)
            for span in text.spans:
                if linked_record(span.style) == chosen:
                    text.stylize(style, span.start, span.end)
        return text

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.scroll_lines_to(self.top + lines)

    def action_scroll_half(self, direction: int) -> None:
        """Scroll by half a page."""
        self.scroll_lines_to(self.top + direction * max(self.page_size // 2, 1))

    def action_scroll_page(self, direction: int) -> None:
        """Scroll by a page, one line kept."""
        self.scroll_lines_to(self.top + direction * max(self.page_size - 1, 1))

    def action_scroll_top(self) -> None:
        """To the first line."""
        self.scroll_lines_to(0)

    def action_scroll_bottom(self) -> None:
        """To the last line."""
        self.scroll_lines_to(self.line_count)

    def action_select(self, step: int) -> None:
        """Select the next or previous link and bring it into view."""
        if not self.links:
            return
        start = self._selected if self._selected >= 0 else (-1 if step > 0 else 0)
        self._selected = (start + step) % len(self.links)
        chosen = self.links[self._selected]
        lines = self._page.lines if self._page else []
        at = next(
            (n for n, line in enumerate(lines) if any(linked_record(s.style) == chosen for s in line.spans)),
            0,
        )
        if not self.top <= at < self.top + self.page_size:
            self.scroll_lines_to(at - self.page_size // 3)
        self.refresh()

    def action_follow(self) -> None:
        """Follow the selected link."""
        if 0 <= self._selected < len(self.links):
            self.post_message(self.Followed(self.links[self._selected]))

    def action_leave(self) -> None:
        """Give the keys back to the tree."""
        self.post_message(self.Left())

    def on_click(self, event: events.Click) -> None:
        """A click on a link follows it."""
        record = event.style.meta.get("record") if isinstance(event.style, Style) else None
        if isinstance(record, str):
            self.post_message(self.Followed(record))
