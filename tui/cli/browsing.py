"""One run of the browser: what it begins with, and what is said and kept when it has ended."""

from __future__ import annotations

import argparse
import gc
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tui.browser.terminal.last_screen import LastScreen, paint, size_of
from tui.browser.terminal.modes import Terminal
from tui.browser.terminal.signals import Signals
from tui.cli import exits
from tui.cli.bases import open_index
from tui.cli.config import settings_for
from tui.cli.output import say, write_line
from tui.loading.problems import BaseUnreadableError

if TYPE_CHECKING:
    from tui.browser.app import TiesApp
    from tui.browser.terminal.frame import Frame
    from tui.browser.tidings import Tidings
    from tui.index.index import Index
    from tui.index.opening import Opening
    from tui.settings.config import Config
    from tui.settings.state import State


def browse(
    arguments: argparse.Namespace,
    found: Opening[Index],
    start: str | None,
    signals: Signals,
    tidings: Tidings | None = None,
) -> int:
    """Run the browser on a base, from a record on if `start` is its id; the exit code. Raises what has failed in it.

    Without other `tidings`, what is new is what the runs before have not seen.
    """
    config = settings_for(arguments)
    terminal = signals.terminal = Terminal()
    last = LastScreen(found.path, config, os.environ) if config.remember else None
    try:
        # What is kept is the base as it is known today.
        frame = None if start or arguments.as_of else _show_last(last, found, terminal)
        return _run(arguments, config, found, start, signals, _Begun(terminal, last, frame, tidings))
    finally:
        terminal.give_back()


class _Begun:
    """The terminal, the screen that it may show already, and where to learn what is new if that was said."""

    def __init__(
        self, terminal: Terminal, last: LastScreen | None, frame: Frame | None, tidings: Tidings | None
    ) -> None:
        self.terminal, self.last, self.frame, self.tidings = terminal, last, frame, tidings

    def hand_to(self, app: TiesApp) -> None:
        """The app goes on with what is on the terminal."""
        app.terminal = self.terminal
        if self.frame is not None:
            app.painter.take_over(self.frame)

    def give_up(self) -> None:
        """What was shown does not hold."""
        self.terminal.give_back()
        self.frame = None

    def keep_screen(self, app: TiesApp, found: Opening[Index]) -> None:
        """What the next run can begin with, after an end that the reader wanted."""
        if self.last is None:
            return
        generation = ""
        if app.return_code == exits.OK and app.painter.wanted is not None:
            with suppress(BaseUnreadableError):
                generation = found.generation_of(app.shown_index)
        if generation and app.painter.wanted is not None:
            self.last.keep(app.painter.wanted, generation)
        else:
            self.last.forget()


def _show_last(last: LastScreen | None, found: Opening[Index], terminal: Terminal) -> Frame | None:
    """Show the screen that the run before has ended with, if it still holds."""
    if last is None:
        return None
    with suppress(BaseUnreadableError):
        frame = last.frame(found.generation(), *size_of(terminal))
        if frame is not None:
            paint(terminal, frame, os.environ)
        return frame
    return None


def _run(
    arguments: argparse.Namespace,
    config: Config,
    found: Opening[Index],
    start: str | None,
    signals: Signals,
    begun: _Begun,
) -> int:
    # What is made from here on stays, so that looking for garbage in it is lost time.
    gc.disable()
    with _without_wishes_of_textual():
        from tui.browser.app import TiesApp
        from tui.browser.tidings import SinceVisit
        from tui.settings.keymap import Keymap
        from tui.settings.mistakes import mistakes
        from tui.settings.state import State, read_state, write_state
        from tui.settings.visited import Visits

    # What is kept is shown at once; whether it still holds is looked up behind the first screen.
    day: date | None = arguments.as_of
    index = _sound(found, day)
    if index is None:
        begun.give_up()
        index = _from(open_index(found), day)
    if start is not None and not index.number(start):
        say(f'there is no folder or file "{start}", and no record of {found.path} has this id')
        return exits.USAGE
    state, notice = read_state(found.path, os.environ) if config.remember else (State(), None)
    wrong = mistakes(config, Keymap(config.keys))
    notices = [notice] if notice else []
    # The line on the screen has no room for a whole path.
    short = [*notices, *(str(mistake._replace(file=Path(mistake.file).name)) for mistake in wrong)]
    notices += map(str, wrong)

    def keep(now: State) -> str | None:
        return write_state(found.path, now, os.environ) if config.remember else None

    tidings = begun.tidings or (SinceVisit(Visits(found.path, os.environ)) if config.remember else None)
    with _without_wishes_of_textual():
        app = TiesApp(index, config, opening=found, state=state, start=start, notices=short, keep=keep, tidings=tidings)
    gc.freeze()
    gc.enable()
    begun.hand_to(app)
    app.signals = signals
    signals.last_words = lambda: (keep(app.last_state()), app.keep_seen())
    signals.from_now_on(app.ask_to_end)
    threading.excepthook = app.thread_failed
    app.run(mouse=config.mouse)
    if (notice := keep(app.state)) and notice not in notices:
        notices.append(notice)
    if (notice := app.keep_seen()) and notice not in notices:
        notices.append(notice)
    begun.keep_screen(app, found)
    for text in app.printed:
        write_line(text)
    for notice in notices:
        say(notice)
    if arguments.stats:
        for line in app.tally.lines():
            say(line)
    if app.failure is not None:
        raise app.failure
    return signals.status or app.return_code or exits.OK


@contextmanager
def _without_wishes_of_textual() -> Iterator[None]:
    """Textual reads variables of its own for those who write programs with it; some of them end a program at once."""
    hidden = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("TEXTUAL")}
    try:
        yield
    finally:
        os.environ.update(hidden)


def _from(index: Index, day: date | None) -> Index:
    """An index as of a day, if one is given."""
    return index if day is None else index.at(day)


def _sound(found: Opening[Index], day: date | None = None) -> Index | None:
    """The kept index as of a day, if its tree can be read; a damaged one is thrown away, and built anew."""
    from tui.index.store import DAMAGED

    index = found.kept()
    if index is not None:
        try:
            index = _from(index, day)
            index.roots()
        except DAMAGED:
            index.close()
            found.discard()
            return None
    return index
