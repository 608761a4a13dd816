"""The bottom line: the keys that help most where the reader is."""

from __future__ import annotations

from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget

from tui.views.palette import Palette


class KeyLine(Widget):
    """Keys with what they do, as many as fit; or what the program waits for."""

    hints: reactive[tuple[tuple[str, str], ...]] = reactive(())
    pending: reactive[str] = reactive("")

    def __init__(self, palette: Palette, *, id: str) -> None:
        super().__init__(id=id)
        self._palette = palette

    def render(self) -> Text:
        text = Text(" ", end="", no_wrap=True)
        if self.pending:
            return text.append(self.pending, self._palette.title)
        for key, what in self.hints:
            hint = Text(end="").append(key, self._palette.link).append(f" {what}   ", self._palette.dim)
            if text.cell_len + hint.cell_len > self.size.width + 2:
                break
            text.append_text(hint)
        return text
