"""`ties [PATH] [ID]`: the browser."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli import exits
from tui.cli.bases import add_as_of_option, add_cache_option, opening
from tui.cli.config import add_setting_flags
from tui.cli.output import say

if TYPE_CHECKING:
    from tui.browser.since_commit import SinceCommit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the browser."""
    where = "a folder of fact files, or one file; default: $TIES_FACTS, ./facts, the base that comes with Ties"
    parser.add_argument("path", metavar="PATH", nargs="?", help=where)
    parser.add_argument("id", metavar="ID", nargs="?", help="open at the record of this id; also without PATH")
    add_as_of_option(parser)
    add_cache_option(parser)
    add_setting_flags(parser)
    since = "mark what is new since a day or a commit in git, and not what you have not seen"
    parser.add_argument("--since", metavar="DATE|COMMIT", help=since)
    parser.add_argument("--stats", action="store_true", help="say after leaving how many bytes each key took")


def run(arguments: argparse.Namespace) -> int:
    """Open the browser. 2 without a terminal to draw on, 70 if it failed, 128 + n when signal n ended it."""
    if _is_command(arguments.path):
        say(f"a command comes first, its options behind it: ties {arguments.path} … (ties {arguments.path} --help)")
        return exits.USAGE
    arguments.facts, start = _asked(arguments)
    # A base that is not there is worth more words than a terminal that is not.
    found = opening(arguments)
    found.reachable()
    if why_not := _no_terminal():
        say(f"the browser needs a terminal, and {why_not}; `ties tree`, `search` and `show` print instead")
        return exits.USAGE
    tidings = None
    if arguments.since is not None and (tidings := _since(arguments.since, found.path)) is None:
        return exits.USAGE
    from tui.browser.terminal.signals import EndedBySignalError, Signals
    from tui.cli.browsing import browse

    try:
        with Signals() as signals:
            return browse(arguments, found, start, signals, tidings)
    except EndedBySignalError as ended:
        return ended.status


def _since(asked: str, path: Path) -> SinceCommit | None:
    """What is new since a day or a commit; None, with a word about why, if that is not to be had."""
    # Read in only by those who ask for it.
    from tui.browser.since_commit import SinceCommit
    from tui.loading.git_program import GitError
    from tui.loading.revisions import Revisions, UnknownRevisionError

    try:
        revisions = Revisions(path, os.environ)
        return SinceCommit(revisions, revisions.find(asked))
    except (GitError, UnknownRevisionError) as error:
        say(str(error))
        return None


def _no_terminal() -> str:
    """Why there can be no browser here; empty if there can."""
    for name, stream in (("standard input", sys.stdin), ("standard error", sys.stderr)):
        if stream is None or not stream.isatty():
            return f"{name} is none"
    if os.environ.get("TERM") == "dumb":
        return "this one says that it is a dumb one (TERM=dumb)"
    return ""


def _is_command(word: str | None) -> bool:
    """Whether a word behind an option is a command, and nothing that is there."""
    from tui.cli.main import COMMANDS

    return word in COMMANDS and word != "open" and not Path(word).exists()


def _asked(arguments: argparse.Namespace) -> tuple[str | None, str | None]:
    """The base that was asked for, and the id of a record to begin with: one word can be either."""
    path, id = arguments.path, arguments.id
    if path and id is None and not {"/", "."} & set(path) and not Path(path).exists():
        return None, path
    return path, id
