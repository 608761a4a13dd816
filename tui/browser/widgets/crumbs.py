"""The top line: the name of the program, where one is, and whether the base has problems."""

from __future__ import annotations

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget

from tui.records.display_safe import one_line
from tui.views.palette import Palette
from tui.views.wrapping import truncate

REVERSE = Style(reverse=True)


class Crumbs(Widget):
    """Crumbs from the city down; when they do not fit, the first ones give way.

    `day` says before them from when the base is looked at, if that is not today: in words, and shorter for less room.
    """

    trail: reactive[tuple[str, ...]] = reactive(())
    notice: reactive[str] = reactive("")
    day: reactive[tuple[str, ...]] = reactive(())

    def __init__(self, palette: Palette, *, id: str) -> None:
        super().__init__(id=id)
        self.palette = palette

    def render(self) -> Text:
        width = self.size.width
        text = Text(end="", no_wrap=True).append(" Ties ", "bold reverse").append(" ")
        if self.day:
            words = next((words for words in self.day if cell_len(words) <= width // 3), self.day[-1])
            text.append(f" {words} ", self.palette.expected + REVERSE).append(" ")
        notice = truncate(one_line(self.notice), width // 2, self.palette.signs.cut)
        right = f" {notice} " if notice else ""
        room = width - text.cell_len - cell_len(right)
        parts = [one_line(part) for part in self.trail]
        signs = self.palette.signs
        between, cut = signs.own(" ▸ "), signs.cut
        while len(parts) > 1 and parts != [cut, parts[-1]] and cell_len(between.join(parts)) > room:
            parts = [cut, *parts[2:]] if parts[0] == cut else [cut, *parts[1:]]
        for n, part in enumerate(parts):
            last = n == len(parts) - 1
            text.append(between if n else "", self.palette.dim)
            left = max(width - text.cell_len - cell_len(right), 1)
            text.append(truncate(part, left, cut), self.palette.title if last else self.palette.text)
        text.append(" " * max(width - text.cell_len - cell_len(right), 0))
        return text.append(right, self.palette.bad)
