"""`ties [PATH] [ID]`: the browser."""

from __future__ import annotations

import argparse
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli import exits
from tui.cli.bases import add_cache_option, open_index, opening
from tui.cli.config import add_setting_flags, settings_for
from tui.cli.output import say, write_line
from tui.settings.keymap import Keymap
from tui.settings.mistakes import mistakes

if TYPE_CHECKING:
    from tui.browser.terminal.signals import Signals
    from tui.index.index import Index
    from tui.index.opening import Opening


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the browser."""
    where = "a folder of fact files, or one file; default: $TIES_FACTS, ./facts, the base that comes with Ties"
    parser.add_argument("path", metavar="PATH", nargs="?", help=where)
    parser.add_argument("id", metavar="ID", nargs="?", help="open at the record of this id; also without PATH")
    add_cache_option(parser)
    add_setting_flags(parser)
    parser.add_argument("--stats", action="store_true", help="say after leaving how many bytes each key took")


def run(arguments: argparse.Namespace) -> int:
    """Open the browser. 2 without a terminal to draw on, 70 if it failed, 128 + n when signal n ended it."""
    arguments.facts, start = _asked(arguments)
    # A base that is not there is worth more words than a terminal that is not.
    found = opening(arguments)
    found.reachable()
    if why_not := _no_terminal():
        say(f"the browser needs a terminal, and {why_not}; `ties tree`, `search` and `show` print instead")
        return exits.USAGE
    from tui.browser.terminal.signals import EndedBySignalError, Signals

    try:
        with Signals() as signals:
            return _browse(arguments, found, start, signals)
    except EndedBySignalError as ended:
        return ended.status


def _no_terminal() -> str:
    """Why there can be no browser here; empty if there can."""
    for name, stream in (("standard input", sys.stdin), ("standard error", sys.stderr)):
        if stream is None or not stream.isatty():
            return f"{name} is none"
    if os.environ.get("TERM") == "dumb":
        return "this one says that it is a dumb one (TERM=dumb)"
    return ""


def _browse(arguments: argparse.Namespace, found: Opening[Index], start: str | None, signals: Signals) -> int:
    """Run the browser on a base, from a record on if `start` is its id; the exit code."""
    config = settings_for(arguments)
    with _without_wishes_of_textual():
        from tui.browser.app import TiesApp
        from tui.settings.state import State, read_state, write_state

    # What is kept is shown at once; whether it still holds is looked up behind the first screen.
    index = _sound(found.kept()) or open_index(found)
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

    with _without_wishes_of_textual():
        app = TiesApp(index, config, opening=found, state=state, start=start, notices=short, keep=keep)
    app.signals = signals
    signals.last_words = lambda: keep(app.last_state())
    signals.from_now_on(app.ask_to_end)
    threading.excepthook = app.thread_failed
    app.run(mouse=config.mouse)
    if (notice := keep(app.state)) and notice not in notices:
        notices.append(notice)
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


def _sound(index: Index | None) -> Index | None:
    """A kept index whose tree can be read; None for a damaged one, which is built anew."""
    import sqlite3

    if index is not None:
        try:
            index.roots()
        except sqlite3.Error:
            index.close()
            return None
    return index


def _asked(arguments: argparse.Namespace) -> tuple[str | None, str | None]:
    """The base that was asked for, and the id of a record to begin with: one word can be either."""
    path, id = arguments.path, arguments.id
    if path and id is None and not {"/", "."} & set(path) and not Path(path).exists():
        return None, path
    return path, id
