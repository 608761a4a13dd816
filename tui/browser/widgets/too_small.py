"""What is shown where nothing else fits."""

from __future__ import annotations

from rich.text import Text
from textual.widget import Widget

from tui.views.signs import ASCII_SIGNS, SIGNS


class TooSmall(Widget):
    """A word about the size of the window, as far as that fits."""

    def render(self) -> Text:
        width, height = self.app.size
        signs = ASCII_SIGNS if self.app.has_class("-ascii") else SIGNS
        words = f"{width}×{height} is too small: Ties needs 30×8. q leaves."
        return Text(signs.own(words), end="", overflow="fold")
