"""A pane of lines of which only those on the screen exist: Textual's line API with a scroll offset of our own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.browser.enduring import Enduring
from tui.settings.actions import Scope

_WHEEL = 3


class LinesPane(Enduring, Widget, can_focus=True):
    """Shows `line_count` lines from `top` on. Subclasses give each line as text of at most `width` cells.

    `scope` says which keys hold while the pane has them; `do_…` methods are what actions of that name do here.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"lines--jump"}
    scope: Scope

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.top = 0
        self._jumps: Mapping[int, str] = {}
        self._base: Style | None = None
        self._parts: dict[str, Style] = {}

    @property
    def base_style(self) -> Style:
        """What lies under all text; worked out once, for it is asked for by every line."""
        if self._base is None:
            self._base = self.rich_style
        return self._base

    def part_style(self, name: str) -> Style:
        """The style of a part of the pane by its component class."""
        style = self._parts.get(name)
        if style is None:
            style = self._parts[name] = self.get_component_rich_style(name, partial=True)
        return style

    def notify_style_update(self) -> None:
        """Styles are others now."""
        self._base = None
        self._parts.clear()
        super().notify_style_update()

    def jump_targets(self) -> list[int]:
        """What can be jumped to on the screen: numbers of rows or of links, from the top."""
        return []

    def jump_to(self, target: int) -> None:
        """Go to a target that `jump_targets` gave."""

    def show_jumps(self, labels: Mapping[int, str]) -> None:
        """Show letters beside targets; none to end that."""
        self._jumps = labels
        self.refresh()

    @property
    def line_count(self) -> int:
        """How many lines there are in all."""
        raise NotImplementedError

    def line(self, number: int, width: int) -> Text:
        """The text of a line, from 0, at most `width` cells."""
        raise NotImplementedError

    def line_style(self, number: int) -> Style:
        """What lies under the text of a line: the pane's own background unless a subclass says otherwise."""
        return self.base_style

    @property
    def page_size(self) -> int:
        """How many lines fit, at least one."""
        return max(self.size.height, 1)

    def scroll_lines_to(self, top: int) -> None:
        """Put a line at the top, as far as there are lines to fill the pane."""
        top = max(0, min(top, self.line_count - self.page_size))
        if top != self.top:
            self.top = top
            self.refresh()
        self.show_position()

    def show_position(self) -> None:
        """Say in the frame how much lies above and below, where not everything fits."""
        hidden = self.line_count > self.page_size
        last = min(self.top + self.page_size, self.line_count)
        where = f"{last}/{self.line_count}" if hidden else ""
        below = bool(self.styles.border_bottom[0])
        self.border_subtitle = Content(where if below else "")
        self.border_title = Content("" if below else where)

    def render_line(self, y: int) -> Strip:
        number = self.top + y
        width = self.size.width
        if number >= self.line_count:
            return Strip.blank(width, self.base_style)
        text = self.line(number, width)
        text.end = ""
        style = self.line_style(number)
        segments = [segment for segment in text.render(self.app.console) if isinstance(segment, Segment)]
        return Strip(segments).crop(0, width).extend_cell_length(width).apply_style(style)

    def refresh_lines(self, *numbers: int) -> None:
        """Paint some lines again, if they are on the screen."""
        for number in numbers:
            if self.top <= number < self.top + self.page_size:
                self.refresh(Region(0, number - self.top, self.size.width, 1))

    def on_resize(self) -> None:
        """A pane that grew shows more lines instead of emptiness below the last."""
        self.top = max(0, min(self.top, self.line_count - self.page_size))
        self.show_position()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Three lines on."""
        event.stop()
        self.scroll_lines_to(self.top + _WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Three lines back."""
        event.stop()
        self.scroll_lines_to(self.top - _WHEEL)
