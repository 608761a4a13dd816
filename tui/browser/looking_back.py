"""The base as it stood on a day: made behind the screen, and shown in place of the one that is known today."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from functools import partial

from textual.worker import get_current_worker

from tui.browser.viewing import Viewing
from tui.browser.widgets.chooser import Choice
from tui.index.index import Index
from tui.index.nodes import VIEWS, NodePath
from tui.settings.config import Config
from tui.views.looking_back import day_words, nothing_then_page


class LookingBack(Viewing):
    """Looks from today, or as of a day. `_day` is what the reader wants, which may still be on its way."""

    def __init__(self, index: Index, config: Config | None = None) -> None:
        super().__init__(index, config)
        self._day = index.as_of

    @property
    def looks_back(self) -> bool:
        """Whether the base is shown as it stood on a day, or soon will be."""
        return self._day is not None

    def do_as_of(self) -> None:
        """A day to look from: today, one that the shown record names, or one that is typed."""
        from tui.views.days import days_of, typed_day

        here = self._index.as_of
        record = self._index.record(self.record or "")
        found = days_of(self._index, record) if record else []
        choices = [Choice(day.isoformat(), day_words(day), words) for day, words in found if day != here]
        # Who looks back mostly wants to return; who does not has today already.
        choices.insert(0 if here else len(choices), Choice("today", "today", "all that is known"))

        def typed(text: str) -> Choice | None:
            day = typed_day(text)
            return Choice(day.isoformat(), day_words(day)) if day else Choice("", text, why_not="not a day")

        title = self.palette.signs.own("As of which day?  Or type one: 2016-11-04, 2016-11, 2016")
        self._chooser.open("days", title, choices, typed=typed)

    def look_from(self, day: date | None) -> None:
        """Show the base as it stood on a day, made behind the screen, or at once as it is known today."""
        self._day = None if day == date.today() else day
        if self._day == self._index.as_of:
            self._say_day()
        elif self._day is None:
            self._take_day(self._index.whole)
        else:
            self._say_day()
            self._sifting += 1
            work = partial(self._make_day, self._index.whole, self._day)
            self.run_worker(work, thread=True, exclusive=True, exit_on_error=False, group="day")

    def _make_day(self, whole: Index, day: date) -> None:
        """In a thread: nothing here touches a widget but by a call into the app."""
        worker = get_current_worker()
        index: Index | None = None
        try:
            index = looked_at(whole, day, lambda: worker.is_cancelled or not self.is_running)
        finally:
            if self.is_running:
                self.call_from_thread(self._day_made, index)

    def _day_made(self, index: Index | None) -> None:
        self._one_less_behind()
        if index is not None:
            self._take_day(index)

    def _take_day(self, index: Index) -> None:
        """Show the base from another day, if it is the one that is wanted, and still that state of the base."""
        if index.as_of == self._day and index.whole is self._index.whole:
            self._show_state(index)
            self._say_day()

    def _show_state(self, index: Index) -> None:
        """Show another state of the base, or the same from another day, the reader where they were."""
        self.end_jump()
        spot, top, hit = self._spot(), self._rows.top, self._hits.record
        self._index = index
        self._hits.show_index(index)
        self._sieve = None
        tree = index.tree(self._view)
        self._tree.show_index(index, tree)
        self._problems.show(index.problems)
        if self.filtered:
            self._sift()
        if self._rows is self._hits:
            self._find(self._search.text, keep=hit)
            self._detail.scroll_lines_to(spot.top)
        elif self._rows is self._problems and index.problem_count:
            self._say_count()
            self._show_problem()
        else:
            # Without problems there is no list of them to stay in.
            self._return_to(spot._replace(path=self._nearest(spot.path)))
            self._say_count()
            self._rows.scroll_lines_to(top)
            self._rows.show_cursor()

    def _nearest(self, path: NodePath) -> NodePath:
        """A place in the tree, or the nearest above it that is there: what is dated later has none."""
        tree = self._tree.arranged
        while path and tree.sieve is not None and not self._stands(path):
            path = path[:-1]
        return path

    def _stands(self, path: NodePath) -> bool:
        tree = self._tree.arranged
        trail = tree.trail(path)
        above = tree.children(trail[-2]) if len(trail) > 1 else tree.roots()
        return any(node.path == path for node in above)

    def _show_node(self) -> None:
        """Show what stands under the cursor of the tree; of a day before everything, that it is one."""
        day = self._index.as_of
        if self._tree.node is None and day is not None:
            self._show(lambda width, palette, full: nothing_then_page(day, width, palette), (), None)
        else:
            super()._show_node()

    def _say_day(self) -> None:
        """Say in the top line from when the base is looked at."""
        day = self._day
        if day is None:
            self._crumbs.day = ()
            return
        more = self.palette.signs.own(" …") if self._index.as_of != day else ""
        self._crumbs.day = (f"as of {day_words(day)}{more}", f"as of {day.isoformat()}{more}")


def looked_at(whole: Index, day: date, cancelled: Callable[[], bool]) -> Index | None:
    """A base as of a day, with all its trees, so that no key has to wait for one. None if it is cancelled.

    Raises sqlite3.Error and what else a damaged index leads to.
    """
    while not cancelled():
        try:
            index = whole.at(day)
            for view in VIEWS:
                index.tree(view).roots()
        except sqlite3.OperationalError as error:
            # Who gives a filter up ends all that is being asked.
            if "interrupted" not in str(error):
                raise
        else:
            return index
    return None
