"""The chosen record: its page, scrolled by line, and its links, followed by number or one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.message import Message
from textual.timer import Timer

from tui.browser.widgets.lines_pane import LinesPane
from tui.settings.actions import Scope
from tui.views.page import Page, linked_record
from tui.views.wrapping import wrap

Pages = Callable[[int], Page]
_IN_VIEW = 2  # lines that are to be seen of what a page is about


class DetailPane(LinesPane):
    """A page of a view, made again whenever the width changes."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"detail--link"}

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
        self._due: Timer | None = None
        self._selected = -1
        self._to_see = False
        self.scope = Scope.PAGE

    @property
    def line_count(self) -> int:
        return len(self._page.lines) if self._page else 0

    @property
    def links(self) -> list[str]:
        """The ids that the numbers of the page stand for, from 1."""
        self.settle()
        return self._page.links if self._page else []

    def show(self, pages: Pages, after: float = 0.0) -> None:
        """Show the page that a view makes for a width in cells: at once, or after so many seconds without another.

        Who reads the page before never waits: what has the keys is shown at once.
        """
        self._pages = pages
        self._selected = -1
        self._to_see = True
        self._no_more_due()
        if after and not self.has_focus:
            self._due = self.set_timer(after, self.settle)
        else:
            self.top = 0
            self._make()

    def settle(self) -> None:
        """Show the page that is due, if one is: somebody wants to use it."""
        if self._due is not None:
            self._no_more_due()
            self.top = 0
            self._make()

    def _no_more_due(self) -> None:
        if self._due is not None:
            self._due.stop()
            self._due = None

    @property
    def reading_top(self) -> int:
        """The line at the top of the page that was asked for last, whether it is shown yet or not."""
        return self.top if self._due is None else 0

    def scroll_lines_to(self, top: int) -> None:
        self.settle()
        super().scroll_lines_to(top)

    def on_focus(self) -> None:
        """Whoever reads wants the page of what is under the cursor."""
        self.settle()

    def make_again(self) -> None:
        """The same page, as it is now."""
        self.settle()
        top = self.top
        self._make()
        self.scroll_lines_to(top)

    def see(self) -> None:
        """The page as it is now, with the line in view that a reader is to see first."""
        self._no_more_due()
        self._to_see = True
        self._make()

    def _make(self) -> None:
        if self._pages and self.size.width:
            self._page = self._pages(self.size.width)
            if self._to_see:
                at, self._to_see = self._page.at, False
                # From the top, if it is seen there.
                self.top = 0
                self.scroll_lines_to(0 if at + _IN_VIEW < self.page_size else at - self.page_size // 3)
            self.refresh()
            self.show_position()

    def on_resize(self) -> None:
        self.settle()
        if self._page is None or self._page.width != self.size.width:
            self._make()

    def line(self, number: int, width: int) -> Text:
        text = self._page.lines[number].copy() if self._page else Text()
        if 0 <= self._selected < len(self.links):
            chosen = self.links[self._selected]
            style = self.part_style("detail--link")
            for span in text.spans:
                if linked_record(span.style) == chosen:
                    text.stylize(style, span.start, span.end)
        return self._with_jumps(text, width) if self._jumps else text

    def _with_jumps(self, text: Text, width: int) -> Text:
        """A line with the letters of its links before them, still at most `width` cells."""
        style = self.part_style("lines--jump")
        numbers = {id: number for number, id in enumerate(self.links)}
        starts: dict[int, str] = {}
        for span in text.spans:
            label = self._jumps.get(numbers.get(linked_record(span.style) or "", -1))
            if label and label not in starts.values():
                starts[span.start] = label
        cuts = sorted(starts)
        pieces = text.divide(cuts)
        joined = Text(end="")
        for n, piece in enumerate(pieces):
            if n:
                joined.append(starts[cuts[n - 1]], style)
            joined.append_text(piece)
        # What no longer fits goes as whole words or signs: half a sign would have a width of its own.
        return wrap(joined, width)[0] if joined.cell_len > width else joined

    def jump_targets(self) -> list[int]:
        self.settle()
        lines = self._page.lines[self.top : self.top + self.page_size] if self._page else []
        numbers = {id: number for number, id in enumerate(self.links)}
        seen = (linked_record(span.style) for line in lines for span in line.spans)
        return list(dict.fromkeys(numbers[id] for id in seen if id in numbers))

    def jump_to(self, target: int) -> None:
        self.post_message(self.Followed(self.links[target]))

    def do_move_down(self, count: int | None) -> None:
        """So many lines down."""
        self.scroll_lines_to(self.top + (count or 1))

    def do_move_up(self, count: int | None) -> None:
        """So many lines up."""
        self.scroll_lines_to(self.top - (count or 1))

    def do_half_down(self, count: int | None) -> None:
        """Half a page down, so many times."""
        self.scroll_lines_to(self.top + (count or 1) * max(self.page_size // 2, 1))

    def do_half_up(self, count: int | None) -> None:
        """Half a page up, so many times."""
        self.scroll_lines_to(self.top - (count or 1) * max(self.page_size // 2, 1))

    def do_page_down(self, count: int | None) -> None:
        """So many pages down, one line of each kept."""
        self.scroll_lines_to(self.top + (count or 1) * max(self.page_size - 1, 1))

    def do_page_up(self, count: int | None) -> None:
        """So many pages up, one line of each kept."""
        self.scroll_lines_to(self.top - (count or 1) * max(self.page_size - 1, 1))

    def do_first(self, count: int | None) -> None:
        """To the first line, or to a line by its number from 1."""
        self.scroll_lines_to((count or 1) - 1)

    def do_last(self, count: int | None) -> None:
        """To the last line, or to a line by its number from 1."""
        self.scroll_lines_to((count or self.line_count + 1) - 1)

    def do_next_link(self) -> None:
        """Select the next link; after the last, the first."""
        self._select(1)

    def do_previous_link(self) -> None:
        """Select the link before; before the first, the last."""
        self._select(-1)

    def _select(self, step: int) -> None:
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

    def do_follow(self) -> None:
        """Follow the selected link."""
        if 0 <= self._selected < len(self.links):
            self.post_message(self.Followed(self.links[self._selected]))

    def do_leave(self) -> None:
        """Give the keys back to the rows."""
        self.post_message(self.Left())

    def on_click(self, event: events.Click) -> None:
        """A click on a link follows it."""
        record = event.style.meta.get("record") if isinstance(event.style, Style) else None
        if isinstance(record, str):
            self.post_message(self.Followed(record))
