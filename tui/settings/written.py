"""What config.toml says: its tables and its text, or why nothing of it counts."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NamedTuple

from tui.disk.reading import NotRegularError, TooLargeError, read_bytes, reason

LARGEST = 65536
"""Bytes of the largest config.toml that is read."""

_BOM = "\ufeff"
_EXAMPLE = "`ties config --example` shows every option"
_NOTHING_COUNTS = "nothing in this file counts until then"


class Written(NamedTuple):
    """What a file says: its tables, its text without a byte order mark, its path as people see it."""

    tables: dict[str, Any]
    text: str
    path: str


class UnreadableError(Exception):
    """Why nothing of a file counts, with line and column (0, 0 for no place)."""

    def __init__(self, message: str, hint: str, place: tuple[int, int] = (0, 0)) -> None:
        super().__init__(message)
        self.message, self.hint, self.place = message, hint, place


def read_written(file: Path, asked_for: bool) -> Written:
    """What a file says; nothing if there is none and nobody asked for it. Raises UnreadableError."""
    if os.fspath(file) == os.devnull:
        return Written({}, "", "")
    try:
        data = read_bytes(file, LARGEST)
    except (FileNotFoundError, NotADirectoryError) as error:
        if not asked_for:
            return Written({}, "", "")
        raise UnreadableError("there is no such file", "$TIES_CONFIG names it") from error
    except NotRegularError as error:
        raise UnreadableError("is no regular file", "put a text file in its place, or move it away") from error
    except OSError as error:
        hint = "change its permissions, or move it away"
        raise UnreadableError(f"cannot be read: {reason(error)}", hint) from error
    except TooLargeError as error:
        raise UnreadableError(f"is larger than {LARGEST // 1024} KiB", f"no configuration is; {_EXAMPLE}") from error
    try:
        text = data.decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError as error:
        before = data[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        message = f"byte 0x{data[error.start]:02x} is not UTF-8"
        hint = f"save the file as UTF-8; {_NOTHING_COUNTS}"
        raise UnreadableError(message, hint, (before.count(b"\n") + 1, column)) from error
    return Written(_tables(text), text, os.fspath(file))


def _tables(text: str) -> dict[str, Any]:
    """The TOML of a text. Raises UnreadableError."""
    import tomli

    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        message = error.msg[:1].lower() + error.msg[1:]
        hint = f"a line is: option = value; text stands in quotes; {_NOTHING_COUNTS}"
        # tomli looks for what follows a backslash behind the end of the text.
        column = error.colno - max(error.pos - len(error.doc), 0)
        raise UnreadableError(message, hint, (error.lineno, column)) from error
    except RecursionError as error:
        raise UnreadableError("is nested too deeply", _EXAMPLE, (1, 1)) from error
    except ValueError as error:
        # tomli lets Python's own limit on the digits of an integer through.
        raise UnreadableError("holds a number of more than 4,300 digits", _EXAMPLE, (1, 1)) from error
