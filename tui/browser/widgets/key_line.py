"""The bottom line: the keys that help most where the reader is."""

from __future__ import annotations

from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget

from tui.views.palette import Palette

_HINTS: dict[str, tuple[tuple[str, str], ...]] = {
    "tree": (
        ("j k", "move"),
        ("l h", "open"),
        ("↵", "choose"),
        ("/", "search"),
        ("[ ]", "back"),
        ("1-9", "link"),
        ("tab", "page"),
        ("q", "quit"),
    ),
    "detail": (
        ("j k", "scroll"),
        (". ,", "select link"),
        ("↵", "follow"),
        ("1-9", "link"),
        ("[ ]", "back"),
        ("esc", "tree"),
        ("q", "quit"),
    ),
    "query": (("a-z", "type to search"), ("↑ ↓", "hits"), ("↵", "go there"), ("tab", "hits"), ("esc", "leave")),
    "hits": (("j k", "hits"), ("↵", "go there"), ("/", "type"), ("tab", "page"), ("esc", "leave"), ("q", "quit")),
}


class KeyLine(Widget):
    """Keys with what they do, as many as fit; or what the program waits for."""

    hints: reactive[tuple[tuple[str, str], ...]] = reactive(())
    pending: reactive[str] = reactive("")

    def __init__(self, palette: Palette, *, id: str) -> None:
        super().__init__(id=id)
        self._palette = palette

    def show_hints(self, pane: str) -> None:
        """Show the keys of a pane by its id; those of the tree for any other."""
        self.hints = _HINTS.get(pane, _HINTS["tree"])

    def render(self) -> Text:
        text = Text(" ", end="", no_wrap=True)
        if self.pending:
            return text.append(self.pending, self._palette.title)
        for key, what in self.hints:
            hint = Text(end="").append(key, self._palette.link).append(f" {what}  ", self._palette.dim)
            if text.cell_len + hint.cell_len > self.size.width + 2:
                break
            text.append_text(hint)
        return text
