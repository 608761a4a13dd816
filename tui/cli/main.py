"""The `ties` command line: which subcommand runs, and how every way of ending becomes an exit code."""

from __future__ import annotations

import argparse
import contextlib
import errno
import importlib
import io
import os
import sys
from collections.abc import Sequence
from functools import partial
from typing import NoReturn

from tui import __version__
from tui.cli import exits
from tui.cli.exporting import FULL, add_output_options, run_into
from tui.cli.output import columns, say, say_lines, write_line
from tui.loading.problems import BaseUnreadableError
from tui.records.display_safe import one_line

COMMANDS: dict[str, str] = {
    "open": "open the browser (also without this word)",
    "show": "print a record with its evidence",
    "quote": "print a quote in the text of its source",
    "search": "find records by words",
    "tree": "print the tree, or one city of it",
    "contested": "list what sources disagree on, or set the values of one record side by side",
    "sides": "show the ties of a city as both sides list them",
    "evidence": "print what a record states against its sources: quoted, cited, disagrees, silent",
    "promised": "print what was planned, expected, hoped for or promised, and what became of it",
    "new": "find what was added, changed or removed since a day, a commit or the last visit",
    "brief": "print what to know of a city, or of two, on one page",
    "cite": "print where a record is from, also for reference managers",
    "check": "find every mistake in a base, with file and line",
    "verify": "check every quote against the sources' texts and write quotes.lock",
    "index": "build the index of a base, also one for all users",
    "schema": "print the JSON Schema of a fact file",
    "keys": "print every action of the browser with its keys",
    "config": "print the options in force, and where each comes from",
}

_PRINTING = frozenset(COMMANDS) - {"open", "verify"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `ties` with arguments (those of the process if not given). Returns the exit code; never a traceback."""
    is_closed = _open_what_is_closed()
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A stream that knows few characters gets what it can take, not an error.
        sys.stdout.reconfigure(errors="replace")
    try:
        try:
            return _run(list(sys.argv[1:] if arguments is None else arguments))
        finally:
            sys.stdout.flush()
    except BaseUnreadableError as error:
        say(str(error))
        return exits.USAGE
    except KeyboardInterrupt:
        return exits.SIGNAL + 2
    except BrokenPipeError:
        _point_stdout_nowhere()
        return exits.SIGNAL + 13
    except OSError as error:
        if error.errno not in FULL and not (is_closed and error.errno == errno.EBADF):
            return _bug(error)
        _point_stdout_nowhere()
        say(f"the output cannot be written: {(error.strerror or str(error)).lower()}")
        return exits.PROBLEMS
    except Exception as error:
        return _bug(error)


def _open_what_is_closed() -> bool:
    """Give the standard streams that we were started without something, lest a file of ours gets their number.

    Whether standard output is among them: it becomes what cannot be written to (EBADF), so that nothing is lost in
    silence.
    """
    if sys.stdin is not None and sys.stdout is not None and sys.stderr is not None:
        return False
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_WRONLY if descriptor == 0 else os.O_RDONLY)
    is_closed = sys.stdout is None
    if is_closed:
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - for the whole run
    if sys.stderr is None:
        # Talk that nobody hears is no failure.
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    return is_closed


def _point_stdout_nowhere() -> None:
    """Nobody takes our output any more; closing the stream must stay silent too."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


_SAID = 500  # characters of an error's words on the screen; the log has all


def _bug(error: Exception) -> int:
    # Only who has found a bug waits for what tells of it.
    from tui.cli.bug_log import bug_report, write_bug_log

    if os.environ.get("TIES_DEBUG"):
        say_lines(bug_report(error))
        return exits.BUG
    say(f"a bug in Ties, not in your facts: {type(error).__name__}: {str(error)[:_SAID]}")
    log = write_bug_log(error, os.environ)
    where = f"{log} says where" if log else "TIES_DEBUG=1 shows where"
    say(f"{where}; please report it with the command you typed")
    return exits.BUG


def _run(arguments: list[str]) -> int:
    first = arguments[0] if arguments else ""
    if first in ("-h", "--help"):
        write_line(help_text())
        return exits.OK
    if first == "--version":
        write_line(f"ties {__version__}")
        return exits.OK
    name = arguments.pop(0) if first in COMMANDS else "open"
    # Only the command that runs is imported: `ties --version` and `ties search` must not pay for the browser.
    command = importlib.import_module(f"tui.cli.{'open_' if name == 'open' else name}")
    parser = _Parser(
        prog="ties" if name == "open" else f"ties {name}",
        description=COMMANDS[name].capitalize() + ".",
        epilog="`ties --help` lists the other commands." if name == "open" else None,
        # argparse itself would read in half of what packs archives to learn the width.
        formatter_class=partial(argparse.HelpFormatter, width=columns() - 2),
        allow_abbrev=False,
    )
    command.add_arguments(parser)
    if name not in _PRINTING:
        code: int = command.run(parser.parse_args(arguments))
        return code
    add_output_options(parser)
    return run_into(parser.parse_args(arguments), command.run)


class _Parser(argparse.ArgumentParser):
    """What its errors repeat of the arguments is data like any other."""

    def error(self, message: str) -> NoReturn:
        super().error(one_line(message))


def help_text() -> str:
    """What `ties --help` prints."""
    width = max(map(len, COMMANDS))
    commands = "\n".join(f"  ties {name:<{width}}  {summary}" for name, summary in COMMANDS.items())
    return (
        "Ties: facts about city ties, every one with its evidence.\n\n"
        f"  ties [PATH]\n\nCommands:\n{commands}\n\n"
        "`ties COMMAND --help` tells more. Without PATH or --facts the base is $TIES_FACTS, else ./facts, else the\n"
        "one that comes with Ties. Exit codes: 0 done, 1 problems or nothing found, 2 usage, 70 a bug in Ties."
    )
