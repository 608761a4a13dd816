"""`ties check [PATH]`: every mistake in a base in one run."""

from __future__ import annotations

import argparse

from tui.cli import exits
from tui.cli.bases import add_json_option, load_base, located
from tui.cli.output import counted, say, write_json_lines, write_line
from tui.loading.base import check_quotes


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `ties check`."""
    parser.add_argument("path", metavar="PATH", nargs="?", help="a folder of fact files, or one file")
    add_json_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print each problem as file:line:column: code: message (hint). 0 clean, 1 problems, 2 unreadable."""
    base = load_base(arguments.path)
    problems = sorted([*base.problems, *check_quotes(base)])
    if arguments.json:
        write_json_lines(located(base, problem)._asdict() | {"relative": problem.file} for problem in problems)
    else:
        for problem in problems:
            write_line(str(located(base, problem)))
    found = counted(len(problems), "problem") if problems else "no problems"
    say(f"{counted(len(base.entries), 'good record')}, {found} in {base.path}")
    return exits.PROBLEMS if problems else exits.OK
