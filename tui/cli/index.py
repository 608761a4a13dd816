"""`ties index [PATH]`: the index of a base, built if need be; with `--system DIR` one that all users read."""

from __future__ import annotations

import argparse
import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli import exits
from tui.cli.bases import add_follow_option, open_index, opening
from tui.cli.output import counted, say, write_line
from tui.cli.progress import ProgressLine
from tui.disk.folders import UnsafeFolderError
from tui.index.opening import DAMAGED_NOTICE
from tui.index.tables import StaleError
from tui.records.display_safe import one_line

if TYPE_CHECKING:
    from tui.index.index import Index
    from tui.index.opening import Opening


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `ties index`."""
    parser.add_argument("path", metavar="PATH", nargs="?", help="a folder of fact files, or one file")
    system = "build it into this folder, for all users to read (see $TIES_SYSTEM_INDEX in docs/commands.md)"
    parser.add_argument("--system", metavar="DIR", type=Path, help=system)
    add_follow_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print where the index is. 1 if it cannot be written, or not for all, 2 if there is no base to read."""
    if arguments.system is not None:
        return _build_for_all(arguments)
    found = _opening(arguments)
    for file in found.doubtful():
        say(f"{file}: changed while its size and time stayed the same")
    if found.was_damaged:
        say(DAMAGED_NOTICE)
    index = open_index(found)
    records = len(index)
    index.close()
    if found.file is None:
        return exits.PROBLEMS
    _tell(found.file, f"{counted(records, 'record')}")
    return exits.OK


def _opening(arguments: argparse.Namespace) -> Opening[Index]:
    return opening(argparse.Namespace(facts=arguments.path, no_cache=False, follow=arguments.follow))


def _build_for_all(arguments: argparse.Namespace) -> int:
    from tui.index.shared import build_shared, read_by

    seen = _opening(arguments).look()
    try:
        with ProgressLine() as progress:
            file, is_new = build_shared(arguments.system, seen, progress.show, lambda: False)
    except StaleError:
        say(f"{seen.path}: changes while it is read. Try again when nothing writes to it.")
        return exits.PROBLEMS
    except FileNotFoundError:
        say(f"no index for all in {arguments.system}: the folder that it is to be made in is not there; make it first")
        return exits.PROBLEMS
    except (UnsafeFolderError, OSError, sqlite3.Error) as error:
        say(f"no index for all in {arguments.system}: {_reason(error)}")
        return exits.PROBLEMS
    _tell(file, "built" if is_new else "up to date")
    for hint in read_by(file, seen.path, os.environ):
        say(hint)
    return exits.OK


def _reason(error: Exception) -> str:
    words = getattr(error, "strerror", None)
    return words.lower() if words else str(error)


def _tell(file: Path, words: str) -> None:
    write_line(one_line(os.fspath(file)))
    say(f"{words}, {file.stat().st_size / 1e6:,.1f} MB")
