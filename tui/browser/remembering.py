"""What is taken up again from the run before: place, open rows, view, marks, searches, share of the tree, look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import msgspec

from tui.browser.stage import NARROWEST, SPLIT, WIDEST
from tui.browser.theme import LOOKS, MONO
from tui.browser.tidings import Tidings
from tui.browser.visiting import Visiting
from tui.index.index import Index
from tui.index.nodes import VIEWS
from tui.index.opening import Opening
from tui.settings.config import Config
from tui.settings.state import MOST_OPEN, State


class Remembering(Visiting):
    """Begins where the reader was, and says in the end where they are."""

    def __init__(
        self,
        index: Index,
        config: Config | None = None,
        *,
        opening: Opening[Index] | None = None,
        state: State | None = None,
        start: str | None = None,
        notices: Sequence[str] = (),
        keep: Callable[[State], object] | None = None,
        tidings: Tidings | None = None,
    ) -> None:
        """Browse an index from what a state says on, or from the record `start`; see Visiting for the rest.

        `notices` are what the reader should know of the configuration and the state before anything else. `keep` takes
        a state to where it is read from next time; it is called in a thread, when something was marked.
        """
        super().__init__(index, config, opening=opening, tidings=tidings)
        self._begun = state or State()
        self._start = start
        self._notices = notices
        self._keep = keep
        self._chosen_look = self._begun.theme if self._begun.theme in LOOKS else None
        if self._chosen_look and self._look != MONO and self.config.theme == "auto":
            self._look = self._chosen_look
        self._take_look()
        self.state = self._begun
        """What is to be remembered; complete when the app has ended."""

    def _take_up(self) -> None:
        """Go to where the reader was; what is not in the base any more is passed over."""
        state = self._begun
        self._marks = list(state.marks)
        self._searches = list(state.searches)
        self._show_marks()
        self._split = min(max(state.split or SPLIT, NARROWEST), WIDEST)
        self._share_width()
        if state.view in VIEWS[1:]:
            self._view = state.view
            self._tree.show_index(self._index, self._index.tree(state.view), forget=True)
        if state.open or state.path:
            self._tree.show_open(state.open)
        if self._start is not None:
            path = self._tree.arranged.place(self._start) or self._index.place(self._start)
            if path is not None:
                self._tree.reveal(path, tell=False)
        else:
            self._go_where(state)
        if self._notices:
            count = len(self._notices)
            # First what a narrow line must not cut off.
            before = f"{count} notices, told again after leaving; the first: " if count > 1 else ""
            self.say(before + self._notices[0])

    def _go_where(self, state: State) -> None:
        """Put the cursor and the top of the tree where a state has them."""
        if state.path:
            self._tree.reveal(state.path, tell=False)
            self._tree.scroll_lines_to(state.top)

    def do_mark(self) -> None:
        """Mark the record, and keep that now: a program that is killed says nothing any more."""
        super().do_mark()
        if self._keep is not None:
            self.run_worker(partial(self._keep, self.remembered()), thread=True, exit_on_error=False, group="state")

    def do_theme(self) -> None:
        """The next look, which is remembered."""
        super().do_theme()
        self._chosen_look = self._look

    def remembered(self) -> State:
        """What is to be remembered of how things are now."""
        path = self._before_search.path if self._rows is self._hits else self._path
        return msgspec.structs.replace(
            self._begun,
            path=path,
            top=self._tree.top,
            view=self._tree.view,
            open=tuple(self._tree.opened[:MOST_OPEN]),
            marks=tuple(self._marks),
            searches=tuple(self._searches),
            split=None if self._split == SPLIT else self._split,
            theme=None if self._look == MONO else self._chosen_look,
        )

    def last_state(self) -> State:
        """What is to be remembered, for another thread to ask for when the app is stuck in something."""
        return self.remembered() if self.state is self._begun and self._is_mounted else self.state

    def exit(self, *arguments: Any, **named: Any) -> None:
        """Leave, however that comes about: what is remembered is how things are before the screen is taken down."""
        if self.is_running:
            if self.state is self._begun:
                self.state = self.remembered()
            self._give_up_sifting()
        super().exit(*arguments, **named)
