"""Loading the base that a command was asked to use."""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import sqlite3
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli import exits
from tui.cli.held_output import HeldOutput
from tui.cli.output import counted, say
from tui.cli.progress import ProgressLine
from tui.index.opening import DAMAGED_NOTICE, F, Opening
from tui.index.tables import StaleError
from tui.loading.finding import shown
from tui.loading.problems import BaseUnreadableError, Problem
from tui.loading.where import base_path

if TYPE_CHECKING:
    from tui.index.finder import Finder
    from tui.index.index import Index
    from tui.loading.base import Base

_MOST_OF_NAME = 100  # characters of what was given for an id that are looked for


def add_facts_option(parser: argparse.ArgumentParser, *, as_of: bool = True) -> None:
    """`--facts PATH`, where a command's own argument is something else; `--as-of` where a day makes a difference."""
    parser.add_argument("--facts", metavar="PATH", help="the base: a folder of fact files, or one file")
    if as_of:
        add_as_of_option(parser)
    else:
        parser.set_defaults(as_of=None)
    add_cache_option(parser)


def add_as_of_option(parser: argparse.ArgumentParser) -> None:
    """`--as-of DATE`, for everything that shows a base: a day to look at it from."""
    about = "show the base as it stood on a day, or on the last of a month or a year: 2016-11-04, 2016-11, 2016, today"
    parser.add_argument("--as-of", type=_day, metavar="DATE", help=about)


def _day(text: str) -> date | None:
    """A day to look from, None for today. Raises ArgumentTypeError."""
    # Read in only where somebody looks back.
    from tui.records.day import NoDayError, read_day

    today = date.today()
    try:
        day = read_day(text, today)
    except NoDayError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return day if day != today else None


def add_follow_option(parser: argparse.ArgumentParser) -> None:
    """`--follow`, for everything that reads a base."""
    about = "also read what links in the base lead to outside of it ($TIES_FOLLOW)"
    parser.add_argument("--follow", action="store_true", default=bool(os.environ.get("TIES_FOLLOW")), help=about)


def add_cache_option(parser: argparse.ArgumentParser) -> None:
    """`--no-cache`, for everything that reads the index."""
    parser.add_argument("--no-cache", action="store_true", help="keep no index of the base, and use none that is kept")
    add_follow_option(parser)


def add_json_option(parser: argparse.ArgumentParser) -> None:
    """`--json`, on every command that prints data."""
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")


def load_base(arguments: argparse.Namespace) -> Base:
    """The base that the options `path` and `follow` ask for, or the first there is. Raises BaseUnreadableError."""
    from tui.loading.base import load

    return load(base_path(arguments.path, os.environ), arguments.follow)


def opening(arguments: argparse.Namespace) -> Opening[Index]:
    """The base that the options ask for, ready to be looked at and opened."""
    found = Opening(base_path(arguments.facts, os.environ), os.environ, keep=not arguments.no_cache)
    found.follow = arguments.follow
    return found


def with_index(arguments: argparse.Namespace, work: Callable[[Index], int]) -> int:
    """What `work` makes of the index that the options ask for. Raises BaseUnreadableError, and what `work` raises."""
    return _with(opening(arguments), _as_of(arguments, work))


def with_finder(arguments: argparse.Namespace, work: Callable[[Finder], int]) -> int:
    """The same for work that only finds and lists: it does not wait for what reads whole records."""
    from tui.index.finder import Finder

    path = base_path(arguments.facts, os.environ)
    found = Opening(path, os.environ, keep=not arguments.no_cache, reader=Finder)
    found.follow = arguments.follow
    return _with(found, _as_of(arguments, work))


def _as_of(arguments: argparse.Namespace, work: Callable[[F], int]) -> Callable[[F], int]:
    """The same work on the base as it stood on the day that was asked for, if one was."""
    day = arguments.as_of
    return work if day is None else lambda index: work(index.at(day))


def _with(found: Opening[F], work: Callable[[F], int]) -> int:
    """What `work` makes of a base.

    An index is derived, so when anything goes wrong it is not trusted: it is thrown away, and all is done once more
    with a new one. While `work` is at it, a kept index is read all through behind it; until it is known to be sound
    nothing leaves the program. Only what goes wrong when a part of the output is out can nobody take back.
    """
    output = HeldOutput(sys.stdout)
    try:
        return _work(found, work, output)
    except (OSError, BaseUnreadableError):
        raise
    except Exception as error:
        found.discard()
        if output.begun:
            if not isinstance(error, (sqlite3.Error, StaleError)):
                raise
            say("the base, or the index that is kept of it, was changed meanwhile: run this again for all of it")
            return exits.PROBLEMS
    if found.was_damaged:
        say(DAMAGED_NOTICE)
    try:
        return _work(found, work, HeldOutput(sys.stdout))
    except StaleError as error:
        raise BaseUnreadableError(f"{found.path}: changes while it is read. Try again when nothing does.") from error


def _work(found: Opening[F], work: Callable[[F], int], output: HeldOutput) -> int:
    index = open_index(found)
    try:
        with output.held_until(found.is_damaged), contextlib.redirect_stdout(output):
            return work(index)
    finally:
        index.close()


def open_index(found: Opening[F]) -> F:
    """Open a base; says on stderr what is amiss with the base or the cache. Raises BaseUnreadableError."""
    with ProgressLine() as progress:
        index = found.open(progress.show)
    for notice in found.notices:
        say(notice)
    if index.problem_count:
        problems = counted(index.problem_count, "problem")
        say(f"{problems} in {found.path}; records that cannot be read in full are left out (ties check {found.path})")
    return index


def no_record(index: Index, id: str) -> int:
    """Say that no record has an id, and which has the nearest, or has it for a name. Returns the exit code."""
    # Only who has mistyped one waits for what looks for the nearest.
    import difflib

    close = difflib.get_close_matches(id, index.ids(), 1) or _called(index, id)
    hint = f"; did you mean {close[0]}?" if close else "; `ties search WORDS` finds ids"
    say(f'no record has the id "{id}"{hint}')
    return exits.PROBLEMS


def no_city(index: Index, id: str) -> int:
    """Say that no city has an id, and which is called so in any script. Returns the exit code."""
    close = _called(index, id, "kind:city ")
    hint = f"; did you mean {close[0]}?" if close else "; `ties tree --depth 1` lists them"
    say(f'no city has the id "{id}"{hint}')
    return exits.PROBLEMS


def _called(index: Index, name: str, only: str = "") -> list[str]:
    """The id of the record that a name finds first, if it is one of its names: people type names for ids."""
    words = " ".join(re.findall(r"\w+", name[:_MOST_OF_NAME]))
    found = index.search(f"{only}{words}") if words else None
    return [hit.record for hit in found.hits[:1] if hit.field == "name"] if found and not found.guessed else []


def openable(base: Base, file: str) -> str:
    """The path of a file of a base (as problems name it) that can be opened from here: beginning as the user began."""
    root = shown(str(base.root))
    return file if file == root else str(Path(root, file))


def located(base: Base, problem: Problem) -> Problem:
    """A problem with a path that editors can jump to."""
    return problem._replace(file=openable(base, problem.file))


def at_least_one(text: str) -> int:
    """A number of levels or records on the command line. Raises ArgumentTypeError."""
    if not (text.isascii() and text.isdigit() and text.strip("0")):
        raise argparse.ArgumentTypeError(f"takes a whole number from 1 up, not {text!r:.40}")
    return int(text[:9])
