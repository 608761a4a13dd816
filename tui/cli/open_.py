"""`ties [PATH]`: the browser."""

from __future__ import annotations

import argparse
import sys

from tui.cli import exits
from tui.cli.bases import add_cache_option, load_index, opening
from tui.cli.output import say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the browser."""
    where = "a folder of fact files, or one file; default: $TIES_FACTS, ./facts, the base that comes with Ties"
    parser.add_argument("path", metavar="PATH", nargs="?", help=where)
    add_cache_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Open the browser. 2 without a terminal to draw on, 70 if it failed."""
    arguments.facts = arguments.path
    # A base that is not there is worth more words than a terminal that is not.
    found = opening(arguments)
    found.reachable()
    for name, stream in (("standard input", sys.stdin), ("standard error", sys.stderr)):
        if stream is None or not stream.isatty():
            say(f"the browser needs a terminal, and {name} is none; `ties tree`, `search` and `show` print instead")
            return exits.USAGE
    from tui.browser.app import TiesApp

    kept = found.kept()
    # What is kept is shown at once; whether it still holds is looked up behind the first screen.
    index = kept if kept is not None else load_index(arguments)
    app = TiesApp(index, opening=found if kept is not None else None)
    app.run(mouse=True)
    if app.failure is not None:
        raise app.failure
    return app.return_code or exits.OK
