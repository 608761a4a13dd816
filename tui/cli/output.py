"""Writing to the standard streams: data on stdout, talk on stderr, colour only on a terminal that wants it."""

from __future__ import annotations

import contextlib
import os
import sys

from tui.records.display_safe import display_safe, one_line
from tui.views.signs import Signs, signs_for


def say(message: str) -> None:
    """A line of talk, on stderr."""
    sys.stderr.write(f"ties: {one_line(message)}\n")


def say_lines(text: str) -> None:
    """Several lines of talk, on stderr, each with its line end."""
    sys.stderr.write(display_safe(text))


def write_line(text: str, ending: str = "\n") -> None:
    """Data on stdout, with a line end behind it: safe for a terminal, whoever wrote it.

    Formats that want CR and LF say so; then all lines of the text end so.
    """
    sys.stdout.write(f"{display_safe(text)}\n".replace("\n", ending))


def colour_wanted() -> bool:
    """Whether stdout takes colour: a terminal, not a dumb one, and NO_COLOR is absent or empty (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def signs() -> Signs:
    """The signs that stdout can take."""
    # What a test or another program puts in its place may have no encoding: then it takes all texts.
    return signs_for(sys.stdout.encoding or "utf-8")


def columns() -> int:
    """The width of lines on stdout in cells: the terminal's, `$COLUMNS`, or 80 for a pipe; between 20 and 120."""
    return row_columns() or 80


def row_columns() -> int | None:
    """The same for what has one row a record, and None where rows are as long as they need to be: into a pipe."""
    asked = os.environ.get("COLUMNS", "")
    # No terminal is wider than five digits, and Python refuses to read thousands of them.
    width = int(asked[:5]) if asked.isascii() and asked.isdigit() else None
    if sys.stdout.isatty():
        with contextlib.suppress(OSError):
            width = os.get_terminal_size(sys.stdout.fileno()).columns or width
        width = width or 80
    return None if width is None else max(20, min(width, 120))


def counted(count: int, word: str) -> str:
    """A number and the word for it: `1 problem`, `2 problems`."""
    return f"{count} {word}{'' if count == 1 else 's'}"
