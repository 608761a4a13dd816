"""The bottom line: the keys that help most where the reader is, how a begun key goes on, or a word to the reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len
from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget

from tui.records.display_safe import one_line
from tui.settings.actions import BY_ID, FOOTER, FOOTER_END, Action, Scope
from tui.settings.keymap import Keymap
from tui.views.palette import Palette
from tui.views.wrapping import truncate

Hint = tuple[str, str]
_SIGNS = {"enter": "↵", "up": "↑", "down": "↓", "left": "←", "right": "→"}


Available = Callable[[Action], bool]


def hints(keymap: Keymap, scope: Scope, available: Available) -> tuple[list[Hint], list[Hint]]:
    """Keys with the short name of what they do in a scope: those that may give way, and those that stay."""
    found: tuple[list[Hint], list[Hint]] = ([], [])
    for shown, actions in zip(found, (FOOTER, FOOTER_END), strict=True):
        for action in (BY_ID[id] for id in actions):
            here = [keys for keys in keymap.keys(action.id) if keymap.find(scope, keys) is action]
            if here and available(action):
                # Of a sequence the first key is enough: the line then tells how it goes on.
                shown.append((_SIGNS.get(here[0][0], here[0][0]), action.short))
    return found


class KeyLine(Widget):
    """One line. What waits comes before a message, a message before the hints."""

    shown: reactive[tuple[tuple[Hint, ...], tuple[Hint, ...]]] = reactive(((), ()))
    pending: reactive[tuple[str, tuple[Hint, ...]]] = reactive(("", ()))
    message: reactive[str] = reactive("")

    def __init__(self, keymap: Keymap, palette: Palette, *, id: str) -> None:
        super().__init__(id=id)
        self._keymap = keymap
        self.palette = palette

    def show_scope(self, scope: Scope, available: Available = lambda action: True) -> None:
        """Show the keys of what has the keys, those of actions that can be done."""
        found, stay = hints(self._keymap, scope, available)
        self.shown = (tuple(found), tuple(stay))

    def render(self) -> Text:
        width = self.size.width
        begun, follows = self.pending
        if begun:
            return self._row(Text(f" {one_line(begun)} ", self.palette.title, end=""), follows, (), width)
        if self.message:
            message = truncate(one_line(self.message), width - 1, self.palette.signs.cut)
            return Text(end="", no_wrap=True).append(f" {message}", self.palette.title)
        return self._row(Text(" ", end=""), *self.shown, width)

    def _row(self, text: Text, may: Sequence[Hint], stay: Sequence[Hint], width: int) -> Text:
        text.no_wrap = True
        own = self.palette.signs.own
        may = [(own(one_line(key)), one_line(what)) for key, what in may]
        stay = [(own(key), what) for key, what in stay]
        end = sum(cell_len(key) + cell_len(what) + 3 for key, what in stay)
        for key, what in may:
            if text.cell_len + cell_len(key) + cell_len(what) + 3 + end > width:
                break
            self._hint(text, key, what)
        if stay:
            text.append(" " * max(width - text.cell_len - end, 0))
        for key, what in stay:
            self._hint(text, key, what)
        return text

    def _hint(self, text: Text, key: str, what: str) -> None:
        text.append(key, self.palette.link).append(f" {what}  ", self.palette.dim)
