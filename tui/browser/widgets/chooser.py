"""A list that lies over the panes to choose one thing from: actions, marked records, searches of before."""

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from tui.browser.fuzzy import fuzzy
from tui.browser.widgets.line_input import LineInput
from tui.browser.widgets.rows_pane import RowsPane
from tui.records.display_safe import one_line
from tui.settings.actions import Scope
from tui.views.palette import Palette
from tui.views.wrapping import truncate

_FEW = 6  # choices for which a low list is enough
_FRAME = 6  # cells of the edge beside a title


class Choice(NamedTuple):
    """One thing to choose: what stands for it in the program, its words, what is at the right, why it cannot be had.

    `note` is shown whole below the list while the cursor is on it; `also` is found by what is typed but not shown.
    """

    value: str
    words: str
    right: str = ""
    why_not: str = ""
    note: str = ""
    also: str = ""


Typed = Callable[[str], Choice | None]
"""Makes a choice of what is typed, None for none."""


class ChoiceInput(LineInput):
    """The letters that filter the list."""

    scope: ClassVar[Scope] = Scope.CHOICE


class ChoicesPane(RowsPane):
    """The choices that fit what is typed, best first."""

    scope = Scope.CHOICE
    can_focus = False

    def __init__(self, palette: Palette, *, id: str) -> None:
        super().__init__(id=id)
        self.palette = palette
        self.shown: list[tuple[Choice, tuple[int, ...]]] = []

    @property
    def line_count(self) -> int:
        return len(self.shown)

    def row(self, number: int, width: int) -> Text:
        choice, at = self.shown[number]
        cut = self.palette.signs.cut
        right = truncate(one_line(choice.why_not or choice.right), width // 2, cut)
        room = max(width - cell_len(right) - 3, 4)
        words = one_line(choice.words)
        text = Text(" ", end="", no_wrap=True)
        text.append(truncate(words, room, cut), self.palette.dim if choice.why_not else self.palette.text)
        for place in at:
            if place + 1 < len(text.plain):
                text.stylize(self.palette.match, place + 1, place + 2)
        text.append(" " * max(width - text.cell_len - cell_len(right) - 1, 1))
        return text.append(right, self.palette.dim if choice.why_not else self.palette.link)

    def on_click(self, event: events.Click) -> None:
        """A click takes a row."""
        super().on_click(event)
        chooser = self.parent
        if isinstance(chooser, Chooser):
            chooser.do_pick()


class Chooser(Vertical):
    """An input over a list. `what` says what is chosen from; the app knows what to do with it."""

    class Picked(Message):
        """One was chosen."""

        def __init__(self, what: str, value: str) -> None:
            super().__init__()
            self.what = what
            self.value = value

    class Unavailable(Message):
        """One was chosen that cannot be had now."""

        def __init__(self, why: str) -> None:
            super().__init__()
            self.why = why

    def __init__(self, palette: Palette, *, id: str) -> None:
        super().__init__(id=id)
        self.what = ""
        self._palette = palette
        self._choices: Sequence[Choice] = ()
        self._typed: Typed | None = None
        self._title = ""

    def compose(self) -> ComposeResult:
        field = ChoiceInput(compact=True, select_on_focus=False, id="choice-input")
        field.cursor_blink = False
        yield field
        yield ChoicesPane(self._palette, id="choices")
        yield Static(id="choice-note")

    @property
    def pane(self) -> ChoicesPane:
        """The list."""
        return self.query_one(ChoicesPane)

    def open(
        self, what: str, title: str, choices: Sequence[Choice], value: str = "", typed: Typed | None = None
    ) -> None:
        """Show choices, the cursor on one of them, and take the keys. `typed` makes one more of what is typed."""
        self.what = what
        self._typed = typed
        self._choices = choices
        self.set_class(len(choices) < _FEW, "-few")
        self._title = title
        self._show_title()
        field = self.query_one(ChoiceInput)
        with self.prevent(Input.Changed):
            field.value = ""
        field.placeholder = "type to narrow down"
        self._show("")
        self.display = True
        at = next((n for n, (choice, _) in enumerate(self.pane.shown) if choice.value == value), 0)
        self.pane.go_to(at, tell=False)
        self._show_note()
        self.screen.set_focus(field)

    def on_resize(self) -> None:
        """The title is cut by the width."""
        self._show_title()

    def _show_title(self) -> None:
        # Textual would cut it too, with a sign that is no ASCII.
        room = (self.outer_size.width or self.app.size.width) - _FRAME
        self.border_title = Content(truncate(one_line(self._title), room, self.pane.palette.signs.cut))

    def close(self) -> None:
        """Go out of sight."""
        self.display = False

    def _show(self, typed: str) -> None:
        found: list[tuple[int, int, Choice, tuple[int, ...]]] = []
        for order, choice in enumerate(self._choices):
            match = fuzzy(typed, one_line(choice.words))
            other = fuzzy(typed, choice.also) if choice.also else None
            if other and (match is None or other.score > match.score):
                found.append((-other.score, order, choice, ()))
            elif match:
                found.append((-match.score, order, choice, match.at))
        pane = self.pane
        pane.shown = [(choice, at) for _, _, choice, at in sorted(found, key=lambda row: row[:2])]
        own = self._typed(typed) if self._typed and typed.strip() else None
        if own is not None:
            # What says itself what it is goes before what is like it; a beginning of something, behind.
            pane.shown.insert(len(pane.shown) if own.why_not else 0, (own, ()))
        pane.cursor = pane.top = 0
        pane.refresh()
        pane.show_position()
        self._show_note()
        self.border_subtitle = Content("" if pane.shown else "nothing fits: backspace shows more")

    def _show_note(self) -> None:
        pane = self.pane
        note = pane.shown[pane.cursor][0].note if pane.shown else ""
        # Folded anywhere: an address has no blanks to be cut at.
        self.query_one("#choice-note", Static).update(Text(one_line(note), overflow="fold", no_wrap=False))
        self.query_one("#choice-note").display = bool(note)

    @on(RowsPane.Moved, "#choices")
    def choice_moved(self) -> None:
        """The note follows the cursor."""
        self._show_note()

    def _note_fits(self, note: str) -> bool:
        """Whether all of a note is on the screen: nobody agrees to what they cannot read."""
        shown = self.query_one("#choice-note")
        seen = shown.content_region.intersection(self.content_region)
        # A wide character that does not fit the end of a line leaves a cell empty.
        return not note or cell_len(one_line(note)) <= seen.height * (seen.width - 1)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another letter."""
        event.stop()
        self._show(event.value)

    def do_pick(self) -> None:
        """Take the choice under the cursor."""
        pane = self.pane
        if pane.shown:
            choice = pane.shown[pane.cursor][0]
            if choice.why_not:
                self.post_message(self.Unavailable(choice.why_not))
            elif not self._note_fits(choice.note):
                self.post_message(self.Unavailable("too long to be shown in full here, so it cannot be chosen"))
            else:
                self.post_message(self.Picked(self.what, choice.value))

    def do_pick_down(self) -> None:
        """The next choice."""
        self.pane.go_to(self.pane.cursor + 1)

    def do_pick_up(self) -> None:
        """The choice before."""
        self.pane.go_to(self.pane.cursor - 1)

    def do_pick_page_down(self) -> None:
        """A page on."""
        self.pane.do_page_down(None)

    def do_pick_page_up(self) -> None:
        """A page back."""
        self.pane.do_page_up(None)
