"""`ties check [PATH]`: every mistake in a base in one run."""

from __future__ import annotations

import argparse
import os

from tui.cli import exits
from tui.cli.bases import add_follow_option, add_json_option, load_base, located, openable
from tui.cli.json_output import write_json_lines
from tui.cli.output import counted, say, write_line
from tui.loading.base import Base, check_quotes
from tui.loading.look_alikes import check_looks


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `ties check`."""
    parser.add_argument("path", metavar="PATH", nargs="?", help="a folder of fact files, or one file")
    full = "also compare what every file holds with the index that is kept of it"
    parser.add_argument("--full", action="store_true", help=full)
    add_follow_option(parser)
    add_json_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print each problem as file:line:column: code: message (hint). 0 clean, 1 problems, 2 unreadable."""
    base = load_base(arguments)
    if arguments.full:
        _compare(base)
    problems = sorted([*base.problems, *base.elsewhere, *check_quotes(base), *check_looks(base)])
    if arguments.json:
        write_json_lines(located(base, problem)._asdict() | {"relative": problem.file} for problem in problems)
    else:
        for problem in problems:
            write_line(str(located(base, problem)))
    for notice in base.notices:
        say(str(located(base, notice)))
    found = counted(len(problems), "problem") if problems else "no problems"
    say(f"{counted(len(base.entries), 'good record')}, {found} in {base.path}")
    return exits.PROBLEMS if problems else exits.OK


def _compare(base: Base) -> None:
    """Say which files changed behind the back of the kept index: size and time as they were, but not the content."""
    from tui.index.opening import Opening

    opening = Opening(base.path, os.environ)
    for file in opening.doubtful():
        say(f"{openable(base, file)}: changed while its size and time stayed the same; the index will be built anew")
    if opening.was_damaged:
        say("the index that is kept of this base is damaged, and will be built anew")
    for notice in opening.notices:
        say(notice)
