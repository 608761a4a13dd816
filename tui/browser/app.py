"""The app: keys become actions, lists are chosen from, one steps back out."""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType

from tui.browser.keyboard import Do, Follow, Quiet, Unknown, key_name
from tui.browser.reporting import Reporting
from tui.browser.widgets.chooser import Choice, Chooser
from tui.browser.widgets.detail_pane import DetailPane
from tui.browser.widgets.lines_pane import LinesPane
from tui.records.day import read_day
from tui.settings.actions import ACTIONS, BY_ID, Action, Need, Scope
from tui.settings.keymap import written

_STEPS_OUT = 8  # more than there are things to step out of


class TiesApp(Reporting):
    """The browser of one base."""

    # All other keys come from the registry of actions; these do what they do in every program of a terminal.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "interrupt", "quit", show=False, priority=True),
        Binding("ctrl+z", "suspend_process", "to the shell", show=False, priority=True),
    ]

    _focus_before: LinesPane | None = None
    _typing_before = False

    def on_mount(self) -> None:
        """The first city is open and shown; the tree has the keys."""
        self._dress()
        try:
            self._say_problems()
            self._say_day()
            self.share(self._tree)
            self._take_up()
            self._say_count()
            self.focus_pane(self._tree)
            self._show_node()
            self._show_why_empty()
        finally:
            # Where the index is too damaged for a beginning, the next one needs a pane that has the keys, and frames.
            if self.focused is None:
                self.focus_pane(self._tree)
            self.refresh_base()
            self.call_after_refresh(self.begin_frames)
            self.call_after_refresh(self.look_for_news)
            # What the start has made stays for good: looking through it again and again costs tens of milliseconds.
            self.call_after_refresh(gc.freeze)

    # Keys.

    async def take_key(self, key: events.Key) -> bool:
        """Do what a key stands for before any widget sees it; whether it stood for something."""
        if self.frames_ended:
            return True
        name = key_name(key)
        if self.screen.has_class("-too-small"):
            if name in ("q", "ctrl+q"):
                self.exit(return_code=0)
            return name != "ctrl+c"
        self._keys.message = ""
        if self._jumps is not None and name not in ("ctrl+c", "ctrl+q"):
            self._jump_on(name)
            return True
        scope = self.scope
        if scope is None:
            return False
        # Only digits care: of a page that is still to come nobody needs to know otherwise.
        links = len(self._detail.links) if name.isdigit() else 0
        outcome = self.keyboard.press(scope, name, links)
        self._show_keys()
        match outcome:
            case Do(action, count):
                self.do(action, count)
            case Follow(number):
                self._follow_link(number)
            case Unknown(keys):
                self.say(f"{written(keys)} does nothing here")
            case Quiet.FREE:
                # Tab would wander through widgets that are none of the reader's business.
                return name in ("tab", "shift+tab")
        # What can be done now may be other than before.
        self.on_descendant_focus()
        return True

    def _follow_link(self, number: int) -> None:
        links = self._detail.links
        if number <= len(links):
            self.link_followed(DetailPane.Followed(links[number - 1]))
        else:
            self.say(f"this page has no link {number}")

    def do(self, action: Action, count: int | None = None) -> None:
        """Do an action, or say why it cannot be done."""
        why_not = self.why_not(action)
        if why_not:
            self.say(why_not)
            return
        doing = self.doer(action)
        if action.counted:
            doing(count)
        else:
            doing()

    def doer(self, action: Action) -> Callable[..., Any]:
        """What does an action: a method of what has the keys, or of the app. Raises AttributeError if nothing does."""
        name = "do_" + action.id.replace("-", "_")
        focused = self._chooser if self.scope is Scope.CHOICE else self.focused
        doing: Callable[..., Any] = getattr(focused, name, None) or getattr(self, name)
        return doing

    def why_not(self, action: Action) -> str:
        """Why an action cannot be done now; empty if it can."""
        return "" if action.need is None or self._has(action.need) else action.need.value

    def _has(self, need: Need) -> bool:
        match need:
            case Need.RECORD:
                return self.record is not None
            case Need.SEARCH:
                return self.searched
            case Need.FILTER:
                return self.searched or self.filtered
            case Need.BEHIND:
                return self._trail.is_behind
            case Need.AHEAD:
                return self._trail.is_ahead
            case Need.PARENT:
                return self._tree.has_parent
            case Need.MARKS:
                return bool(self._marks)
            case Need.SEARCHES:
                return bool(self._searches or self.searched)
            case Need.PROBLEMS:
                return bool(self._index.problem_count)
            case Need.LINKS:
                return bool(self._detail.links)

    def on_descendant_focus(self) -> None:
        """The bottom line tells the keys of what has them."""
        if self.scope:
            self._keys.show_scope(self.scope, lambda action: not self.why_not(action))

    # What lies over the panes.

    def _cover(self) -> None:
        """Remember which pane had the keys."""
        if isinstance(self.focused, LinesPane) and self.scope is not Scope.HELP:
            self._focus_before = self.focused
        elif self.scope is Scope.SEARCH:
            self._typing_before = True

    def _uncover(self) -> None:
        self._chooser.close()
        self._help.display = False
        before, typing = self._focus_before, self._typing_before
        self._typing_before = False
        if typing:
            self._search.focus_query()
            return
        if before is None or not before.display or before.has_class("-away"):
            before = self._rows
        self.focus_pane(before)

    def do_help(self) -> None:
        """Every key, those of this pane first."""
        scope = self.scope or Scope.TREE
        self._cover()
        self._help.display = True
        self._help.show_scope(scope)
        self.screen.set_focus(self._help)

    def do_help_close(self) -> None:
        """Close the help."""
        self._uncover()

    def do_palette(self) -> None:
        """Every action by name."""
        scope = self.scope
        choices = [
            Choice(action.id, action.words, self.keyboard.keymap.words(action.id), self.why_not(action), also=action.id)
            for action in ACTIONS
            if scope in action.scopes and action.id not in ("palette", "step-out")
        ]
        self._cover()
        self._chooser.open("actions", "Actions", choices)

    def do_marks(self) -> None:
        self._cover()
        super().do_marks()

    def do_searches(self) -> None:
        self._cover()
        super().do_searches()

    def do_as_of(self) -> None:
        self._cover()
        super().do_as_of()

    def do_open_address(self) -> None:
        self._cover()
        super().do_open_address()

    @on(Chooser.Picked)
    def picked(self, message: Chooser.Picked) -> None:
        """Something was chosen from a list."""
        self._uncover()
        match message.what:
            case "actions":
                self.do(BY_ID[message.value])
            case "marks":
                self._go_from(self._leaving_from(), message.value)
            case "searches":
                self._search_again(message.value)
            case "days":
                self.look_from(read_day(message.value, date.today()))
            case "addresses":
                self._open_address(message.value)

    @on(Chooser.Unavailable)
    def unavailable(self, message: Chooser.Unavailable) -> None:
        """What was chosen cannot be had."""
        self.say(message.why)

    # Out.

    def do_step_out(self) -> None:
        """One step back out: from a list, the page, the problems, the search; never out of the program."""
        if self.scope in (Scope.CHOICE, Scope.HELP):
            self._uncover()
        elif self._aspect is not None:
            self.close_aspect()
        elif self._detail.has_focus:
            self.focus_pane(self._rows)
        elif self._zoomed:
            self.do_zoom()
        elif self._rows is self._problems:
            self._leave_problems()
        elif self._rows is self._survey:
            self._leave_survey()
        elif self._rows is self._hits or self.scope is Scope.SEARCH:
            self._leave_search()
        elif self.searched:
            self.do_search()
        elif self.filtered:
            self._unfilter()
        elif self.looks_back:
            self.look_from(None)

    def do_quit(self) -> None:
        """Leave Ties; what is on the screen then is what the next run begins with."""
        self.end_frames()
        self.end_jump()
        self.state = self.remembered()
        for _ in range(_STEPS_OUT):
            if self._is_plain:
                break
            self.do_step_out()
        self.say("")
        self.call_after_refresh(self._leave_plain)

    do_quit_anywhere = do_quit

    def _leave_plain(self) -> None:
        """The panes have the room now that they will have at the start."""
        self._forget_changed()
        self._forget_news()
        self._forget_way()
        self._go_where(self.state)
        self._show_node()
        self.on_descendant_focus()
        self._detail.settle()
        self.call_after_refresh(self.exit, return_code=0)

    @property
    def _is_plain(self) -> bool:
        """Whether the tree has the keys, and the screen shows nothing that the next run would not begin with."""
        return self.scope is Scope.TREE and not (
            self.searched or self.filtered or self._zoomed or self._aspect or self.looks_back
        )
