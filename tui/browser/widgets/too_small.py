"""What is shown where nothing else fits."""

from __future__ import annotations

from rich.text import Text
from textual.widget import Widget


class TooSmall(Widget):
    """A word about the size of the window, as far as that fits."""

    def render(self) -> Text:
        width, height = self.app.size
        return Text(f"{width}×{height} is too small: Ties needs 30×8. q leaves.", end="", overflow="fold")
