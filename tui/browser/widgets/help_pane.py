"""Every key with what it does, those of the pane that had the keys first."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text

from tui.browser.widgets.lines_pane import LinesPane
from tui.settings.actions import ACTIONS, Action, Scope, Section
from tui.settings.keymap import Keymap
from tui.views.page import styled
from tui.views.palette import Palette
from tui.views.wrapping import wrap

_KEY_CELLS = 20


def help_lines(keymap: Keymap, scope: Scope, width: int, palette: Palette) -> list[Text]:
    """The help as lines of at most `width` cells: first what holds in a scope, then, by heading, all the rest."""
    lines: list[Text] = []
    here = [action for action in ACTIONS if scope in action.scopes and keymap.keys(action.id)]
    special = [action for action in here if len(action.scopes) <= 2]
    common = [action for action in here if action not in special]
    _group(lines, f"Here: {scope.value}", special, keymap, width, palette)
    for section in Section:
        _group(lines, section.value, [a for a in common if a.section is section], keymap, width, palette)
    for other in Scope:
        rest = [a for a in ACTIONS if other in a.scopes and a not in here and len(a.scopes) <= 2]
        if other is not scope:
            _group(lines, f"Elsewhere: {other.value}", rest, keymap, width, palette)
    lines.append(Text(end=""))
    for words in (
        "A number before a key repeats it: 5j goes five rows down, 12G to row 12. A number and ↵ follows a link; on "
        "the page a link's number alone is enough.",
        "In the search bar: words, “a phrase” in quotes, -not, and fields like city: person: year: is: has: — "
        "docs/search.md has all of them.",
        "Keys can be changed: `[keys]` in config.toml; `ties keys` prints every action with its id.",
    ):
        lines.extend(wrap(styled(palette.signs.own(words), palette.dim), width))
    return lines


def _group(lines: list[Text], title: str, actions: list[Action], keymap: Keymap, width: int, palette: Palette) -> None:
    if not actions:
        return
    if lines:
        lines.append(Text(end=""))
    lines.append(Text(end="").append(title, palette.heading))
    for action in actions:
        keys = keymap.words(action.id) or "no key"
        column = min(_KEY_CELLS, width // 2)
        first = Text("  ", end="").append(keys, palette.link)
        if first.cell_len >= column:
            lines.append(first)
            first = Text(end="")
        for n, line in enumerate(wrap(styled(action.words, palette.text), max(width - column, 8))):
            lead = first if n == 0 else Text(end="")
            lead.append(" " * max(column - cell_len(lead.plain), 0))
            lines.append(lead.append_text(line))


class HelpPane(LinesPane):
    """The help, scrolled by line."""

    scope = Scope.HELP

    def __init__(self, keymap: Keymap, palette: Palette, *, id: str) -> None:
        super().__init__(id=id)
        self._keymap = keymap
        self.palette = palette
        self._about = Scope.TREE
        self._lines: list[Text] = []

    @property
    def line_count(self) -> int:
        return len(self._lines)

    def line(self, number: int, width: int) -> Text:
        return self._lines[number].copy()

    def show_scope(self, scope: Scope) -> None:
        """Show the help with what holds in a scope first."""
        self._about = scope
        self.top = 0
        self._make()

    def on_resize(self) -> None:
        self._make()

    def _make(self) -> None:
        if self.size.width:
            self._lines = help_lines(self._keymap, self._about, self.size.width, self.palette)
            self.refresh()
            self.show_position()

    def do_help_down(self, count: int | None) -> None:
        """So many lines down."""
        self.scroll_lines_to(self.top + (count or 1))

    def do_help_up(self, count: int | None) -> None:
        """So many lines up."""
        self.scroll_lines_to(self.top - (count or 1))

    def do_help_page_down(self) -> None:
        """A page down, one line kept."""
        self.scroll_lines_to(self.top + max(self.page_size - 1, 1))

    def do_help_page_up(self) -> None:
        """A page up, one line kept."""
        self.scroll_lines_to(self.top - max(self.page_size - 1, 1))

    def do_help_first(self) -> None:
        """To the top."""
        self.scroll_lines_to(0)

    def do_help_last(self) -> None:
        """To the end."""
        self.scroll_lines_to(self.line_count)
