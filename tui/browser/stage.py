"""What is on the screen: the widgets by name, how they share the room, and the colours they have."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.driver import Driver
from textual.filter import NoColor
from textual.geometry import Size

from tui.browser.clean_ending import CleanEnding
from tui.browser.enduring import Enduring
from tui.browser.keyboard import Keyboard
from tui.browser.terminal.abilities import abilities_of
from tui.browser.terminal.drawn import Drawn
from tui.browser.terminal.driver import TerminalDriver
from tui.browser.terminal.last_filter import LastFilter
from tui.browser.terminal.line_speed import PAUSE, LineSpeed
from tui.browser.terminal.painting import Painter
from tui.browser.terminal.tally import Tally
from tui.browser.theme import LOOKS, MONO
from tui.browser.widgets.chooser import Chooser
from tui.browser.widgets.crumbs import Crumbs
from tui.browser.widgets.detail_pane import DetailPane
from tui.browser.widgets.help_pane import HelpPane
from tui.browser.widgets.hits_pane import HitsPane
from tui.browser.widgets.key_line import KeyLine
from tui.browser.widgets.lines_pane import LinesPane
from tui.browser.widgets.problems_pane import ProblemsPane
from tui.browser.widgets.rows_pane import RowsPane
from tui.browser.widgets.search_bar import SearchBar
from tui.browser.widgets.survey_pane import SurveyPane
from tui.browser.widgets.too_small import TooSmall
from tui.browser.widgets.tree_pane import TreePane
from tui.index.index import Index
from tui.settings.actions import Scope
from tui.settings.config import Config, read_config
from tui.settings.keymap import Keymap
from tui.views.palette import Palette
from tui.views.signs import ASCII_SIGNS

LEAST = Size(30, 8)
SPLIT = 40  # hundredths of the width that the rows have beside the page, unless the reader says otherwise
NARROWEST, WIDEST = 15, 70
BESIDE = 100  # columns from which on the panes stand side by side


class Stage(Enduring, CleanEnding, Drawn):
    """The panes of the browser, and nothing of what they show."""

    CSS_PATH = Path(__file__).with_name("ties.tcss")
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    TITLE = "Ties"
    HORIZONTAL_BREAKPOINTS = [(0, "-single"), (60, "-narrow"), (BESIDE, "-wide"), (140, "-broad")]  # noqa: RUF012  as Textual has it

    def __init__(self, index: Index, config: Config | None = None) -> None:
        """Show an index as the configuration says, by default as one that says nothing."""
        # Textual takes NO_COLOR itself, also an empty one, and then still sends greys.
        no_color = os.environ.pop("NO_COLOR", None)
        try:
            super().__init__()
        finally:
            if no_color is not None:
                os.environ["NO_COLOR"] = no_color
        self._index = index
        self.painter = Painter(abilities_of(os.environ.get("TERM", "")))
        self.config = config = config or read_config({})
        self.line_speed = LineSpeed(config.line, os.environ)
        self.tally = Tally()
        self._look = "night" if config.theme == "auto" else config.theme
        self.keyboard = Keyboard(Keymap(config.keys))
        self._split = SPLIT
        self._zoomed = False
        self._columns = 0
        self._filters.insert(0, LastFilter())
        for each in LOOKS.values():
            self.register_theme(each.theme)
        if self._look == MONO:
            self._filters.append(NoColor())

    def get_driver_class(self) -> type[Driver]:
        """What draws on the terminal."""
        return TerminalDriver

    @property
    def pause(self) -> float:
        """Seconds after the last key when a page is painted: on a slow line nobody waits for pages passed by."""
        return PAUSE if self.line_speed.is_slow else 0.0

    @property
    def palette(self) -> Palette:
        """The colours of what the views say, and the signs that the terminal can show."""
        palette = LOOKS[self._look].palette
        return palette.signed(ASCII_SIGNS) if self.config.ascii else palette

    def compose(self) -> ComposeResult:
        yield Crumbs(self.palette, id="crumbs")
        yield SearchBar(id="search")
        with Container(id="panes"):
            yield TreePane(self._index, self.palette, id="tree")
            yield HitsPane(self._index, self.palette, id="hits")
            yield SurveyPane(self.palette, id="survey")
            yield ProblemsPane(self.palette, id="problems")
            yield DetailPane(id="detail")
        yield KeyLine(self.keyboard.keymap, self.palette, id="keys")
        yield Chooser(self.palette, id="chooser")
        yield HelpPane(self.keyboard.keymap, self.palette, id="help")
        yield TooSmall(id="too-small")

    def _dress(self) -> None:
        """Give the screen its look, if a subclass has not done so before it ran: then style sheets are read once."""
        if self.theme != LOOKS[self._look].theme.name:
            self._take_look()
        self.animation_level = "none"
        self.call_later(self.end_if_asked)
        self.set_class(self.config.ascii, "-ascii")

    def _take_look(self) -> None:
        theme = LOOKS[self._look].theme
        self.theme = theme.name
        # Without backgrounds of our own the cursor is told by reverse.
        self.set_class(theme.ansi, "-sixteen")

    # The parts, by name.

    @property
    def _tree(self) -> TreePane:
        return self.query_one(TreePane)

    @property
    def _hits(self) -> HitsPane:
        return self.query_one(HitsPane)

    @property
    def _survey(self) -> SurveyPane:
        return self.query_one(SurveyPane)

    @property
    def _all_rows(self) -> tuple[RowsPane, ...]:
        """The panes of rows, of which one is on the screen."""
        return (self._tree, self._hits, self._survey, self._problems)

    @property
    def _problems(self) -> ProblemsPane:
        return self.query_one(ProblemsPane)

    @property
    def _detail(self) -> DetailPane:
        return self.query_one(DetailPane)

    @property
    def _search(self) -> SearchBar:
        return self.query_one(SearchBar)

    @property
    def _crumbs(self) -> Crumbs:
        return self.query_one(Crumbs)

    @property
    def _keys(self) -> KeyLine:
        return self.query_one(KeyLine)

    @property
    def _chooser(self) -> Chooser:
        return self.query_one(Chooser)

    @property
    def _help(self) -> HelpPane:
        return self.query_one(HelpPane)

    @property
    def scope(self) -> Scope | None:
        """What has the keys."""
        scope = getattr(self.focused, "scope", None)
        return scope if isinstance(scope, Scope) else None

    def say(self, words: str) -> None:
        """A word to the reader, until the next key. What is said while they leave is not for the next run."""
        if not (words and self.frames_ended):
            self._keys.message = words

    def end_jump(self) -> None:
        """What could be jumped to is not on the screen any more."""

    # The room.

    def share(self, shown: LinesPane) -> None:
        """Which of the panes of rows is on the screen."""
        for pane in self._all_rows:
            pane.set_class(pane is not shown, "-away")

    def _share_width(self) -> None:
        """Side by side the panes share the width as the reader wants it; else the style sheet says it."""
        beside = self._columns >= BESIDE and not self._zoomed
        shares: list[tuple[LinesPane, int]] = [(pane, self._split) for pane in self._all_rows]
        for pane, share in (*shares, (self._detail, 100 - self._split)):
            if beside:
                pane.styles.width = f"{share}fr"
            else:
                pane.styles.clear_rule("width")
                pane.refresh(layout=True)

    def do_wider(self, count: int | None) -> None:
        """A wider tree."""
        if self._says_no_share():
            return
        self._split = min(self._split + 5 * (count or 1), WIDEST)
        self._share_width()

    def do_narrower(self, count: int | None) -> None:
        """A narrower tree."""
        if self._says_no_share():
            return
        self._split = max(self._split - 5 * (count or 1), NARROWEST)
        self._share_width()

    def _says_no_share(self) -> bool:
        no_share = self._columns < BESIDE or self._zoomed
        if no_share:
            self.say(f"panes share the width from {BESIDE} columns on, when none is zoomed")
        return no_share

    def do_zoom(self) -> None:
        """Give the pane that has the keys the whole screen, or take it back."""
        if self.screen.has_class("-single") and not self._zoomed:
            self.say("one pane has the whole screen already: tab shows the other")
            return
        self._zoomed = not self._zoomed
        self.query_one("#panes").set_class(self._zoomed, "-zoomed")
        self._share_width()

    def do_theme(self) -> None:
        """The next look."""
        if self._look == MONO:
            self.say('NO_COLOR, or theme = "mono", keeps the screen without colour')
            return
        names = [name for name in LOOKS if name != MONO]
        self._look = names[(names.index(self._look) + 1) % len(names)]
        self._take_look()
        painted: tuple[Crumbs | RowsPane | KeyLine | HelpPane, ...] = (self._crumbs, *self._all_rows, self._keys)
        for pane in (*painted, self._help, self._chooser.pane):
            pane.palette = self.palette
            pane.refresh()
        self._detail.make_again()
        self.say(f"theme: {self._look}")

    def on_resize(self, event: events.Resize) -> None:
        """Below the least size only a word about that is shown."""
        # The size of the app itself is still that of before.
        self._columns = event.size.width
        small = event.size.width < LEAST.width or event.size.height < LEAST.height
        self.screen.set_class(small, "-too-small")
        self._search.show_room(self._columns)
        self.end_jump()
        self._share_width()
        # A window that was smaller for a moment has lost what was painted, though its size is what it was.
        self.screen.refresh()

    def paint_all(self) -> None:
        """Paint the whole screen, whatever stands on the terminal."""
        if isinstance(self._driver, TerminalDriver):
            self._driver.forget_frame()
        self.refresh(layout=True)

    @contextmanager
    def away(self) -> Iterator[None]:
        """The terminal is another program's for a while. Raises SuspendNotSupported where that cannot be."""
        with self.suspend(), self.signals.lent() if self.signals else nullcontext():
            yield
        self.paint_all()
