"""The base as it is now: looked at again and again, shown anew when it has changed, the reader left where they are."""

from __future__ import annotations

import time
from functools import partial

from textual import on
from textual.timer import Timer
from textual.worker import Worker, WorkerState, get_current_worker

from tui.browser.enduring import UNSOUND, UnsoundShown
from tui.browser.looking_back import LookingBack, looked_at
from tui.index.changes import changed_records
from tui.index.index import Index
from tui.index.opening import DAMAGED_NOTICE, Opening
from tui.index.progress import BuildCancelledError
from tui.index.store import DAMAGED
from tui.loading.problems import BaseUnreadableError
from tui.records.display_safe import one_line
from tui.settings.config import Config

SHOWN_AS_CHANGED = 30.0
"""Seconds for which what has changed is marked."""
_BEING_READ = "this has changed on the disk: the base is being read again"
_LATEST = 2.0
_SHARE = 20  # a look takes no more than a twentieth of the time, on a slow file system too, within the two seconds


def _changed_between(before: Index, now: Index) -> frozenset[str]:
    """The records that have changed; none where what was shown before was damaged, and nobody can tell."""
    try:
        return changed_records(before, now)
    except DAMAGED:
        return frozenset()


class Living(LookingBack):
    """Looks at the files behind the screen."""

    def __init__(self, index: Index, config: Config | None = None, *, opening: Opening[Index] | None = None) -> None:
        """Browse an index; with an `opening` it may be of yesterday, and is looked after behind the screen."""
        super().__init__(index, config)
        self._opening = opening
        self._looking = self._look_once_more = False
        self._next_look: Timer | None = None
        self._shown_since = 0.0

    @property
    def shown_index(self) -> Index:
        """The index that the screen is of, as it is known today; a newer one may be on its way."""
        return self._index.whole

    def refresh_base(self) -> None:
        """Look behind the screen whether the base has changed, and show what it has become."""
        if self._opening is None:
            return
        if self._looking:
            # What was asked for while a look is under way may be later than what that look sees.
            self._look_once_more = True
            return
        self._looking = True
        self.run_worker(partial(self._read_again, self._opening), thread=True, exit_on_error=False, group="base")

    def _read_again(self, opening: Opening[Index]) -> None:
        """In a thread: nothing here touches a widget but by a call into the app."""
        worker = get_current_worker()
        shown = -1

        def progress(done: int, of: int) -> None:
            nonlocal shown
            if (percent := 100 * done // max(of, 1)) != shown:
                shown = percent
                self.call_from_thread(self._search.say_count, f"reading {percent} %")

        began = time.monotonic()
        try:
            index = opening.changed(progress, lambda: worker.is_cancelled or not self.is_running)
        except BuildCancelledError:
            pass
        except UNSOUND as error:
            self.call_from_thread(self.post_message, UnsoundShown(error))
        except (BaseUnreadableError, OSError) as error:
            self.call_from_thread(self._say_unreadable, str(error))
        else:
            if index is None:
                self.call_from_thread(self._say_readable)
            else:
                self._make_ready(index)
                changed = _changed_between(self._index, index)
                then = looked_at(index, self._day, lambda: worker.is_cancelled) if self._day else None
                self.call_from_thread(self._take_index, then or index, changed)
        finally:
            # Whatever came of this look, others follow it.
            if self.is_running:
                self.call_from_thread(self._looked, time.monotonic() - began)

    def _make_ready(self, index: Index) -> None:
        """Work out, still in the thread, what is to be known of another state of the base before it is shown."""

    def _looked(self, took: float) -> None:
        """A look is over; the next comes soon, but looks take no more than a small share of the time."""
        self._looking = False
        if self._look_once_more:
            self._look_once_more = False
            self.refresh_base()
        elif live := self.config.live:
            if self._next_look is not None:
                self._next_look.stop()
            self._next_look = self.set_timer(min(max(live, took * _SHARE), max(live, _LATEST)), self.refresh_base)

    def _say_unreadable(self, why: str) -> None:
        self._crumbs.notice = f"the base cannot be read now: {why}"

    def _say_readable(self) -> None:
        if self._crumbs.notice.startswith("the base"):
            self._say_problems()

    def _say_problems(self) -> None:
        count = self._index.problem_count
        self._crumbs.notice = f"! {count} problem{'' if count == 1 else 's'}: press !" if count else ""

    def _take_index(self, index: Index, changed: frozenset[str]) -> None:
        """Show another state of the base, the reader where they were."""
        self._shown_since = time.monotonic()
        before = self._index
        self._show_state(index)
        self._retire(before)
        self._say_problems()
        self._mark_changed(changed)
        # The day may be another by now than when this state was made.
        self.look_from(self._day)
        if self._keys.message == _BEING_READ:
            self.say("")
        if self._opening is not None and self._opening.was_damaged:
            self._opening.was_damaged = False
            self.say(DAMAGED_NOTICE)

    def _mark_changed(self, changed: frozenset[str]) -> None:
        if not changed:
            return
        for pane in (self._tree, self._hits, self._survey):
            pane.changed = changed
            pane.refresh()
        sign = self.palette.signs.own("●")
        self.say(f"{len(changed):,} record{'' if len(changed) == 1 else 's'} changed: {sign} marks them for a while")
        self.set_timer(SHOWN_AS_CHANGED, partial(self._forget_changed, changed))

    def _forget_changed(self, changed: frozenset[str] | None = None) -> None:
        """Mark as changed no more what is marked since one change, or all."""
        for pane in (self._tree, self._hits, self._survey):
            if pane.changed and (changed is None or pane.changed is changed):
                pane.changed = frozenset()
                pane.refresh()

    @on(Worker.StateChanged)
    def worker_changed(self, message: Worker.StateChanged) -> None:
        """What fails behind the screen is told on it; what was given up is no failure."""
        error = message.worker.error
        if message.state is WorkerState.ERROR and error is not None and "interrupted" not in str(error):
            self.say(one_line(f"behind the screen: {type(error).__name__}: {error}"))
            if isinstance(error, Exception) and not isinstance(error, (*UNSOUND, OSError)) and self.failure is None:
                # The reader goes on; in the end it is a bug all the same.
                self.failure = error

    @on(UnsoundShown)
    def unsound_shown(self, message: UnsoundShown) -> None:
        """The index is damaged, or not of the files any more: what is shown waits for the base to be read again.

        Raises the error that led here if it is neither.
        """
        if message.suspect and not self._misled(message):
            raise message.error
        if self._opening is not None:
            if message.damaged:
                self._opening.discard()
            self.say(_BEING_READ)
        self.refresh_base()

    def _misled(self, message: UnsoundShown) -> bool:
        """Whether an error comes from an index that is not as it was written, or is shown no more."""
        found = self._opening
        return found is not None and (message.at < self._shown_since or found.was_damaged or found.misled())

    def do_read_again(self) -> None:
        """Look at the files now, and paint the whole screen."""
        self.paint_all()
        self.refresh_base()
