"""From the bytes of one fact file to a TOML document, or to the one problem that prevents it."""

from __future__ import annotations

from typing import Any, NamedTuple

import tomli

from tui.loading.finding import FileTooLargeError, read_bytes
from tui.loading.problems import Problem

_BOM = "\ufeff"


class Document(NamedTuple):
    """A parsed fact file: its name as shown to people, its text without a byte order mark, its TOML tables."""

    name: str
    text: str
    tables: dict[str, Any]


def read_document(path: str, name: str) -> Document | Problem:
    """The TOML of a file, or why there is none. Never raises for what a file can hold."""
    try:
        data = read_bytes(path)
    except (OSError, FileTooLargeError) as error:
        return unreadable(error, name)
    return decode_document(data, name)


def unreadable(error: Exception, name: str) -> Problem:
    """Why the bytes of a file are not to be had."""
    if isinstance(error, FileTooLargeError):
        return Problem(name, 1, 1, "too-large", "is larger than 4 MiB", "spread its records over several files")
    reason = (getattr(error, "strerror", None) or str(error)).lower()
    return Problem(name, 1, 1, "unreadable", reason, "change its permissions, or move it out of the base")


def decode_document(data: bytes, name: str) -> Document | Problem:
    """The TOML of the bytes of a file, or where and why they are none."""
    try:
        text = data.decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        message = f"byte 0x{data[error.start]:02x} is not UTF-8"
        return Problem(name, line, column, "not-utf8", message, "save the file as UTF-8")
    return parse_document(text, name)


def parse_document(text: str, name: str) -> Document | Problem:
    """The TOML of a text, or where and why it is none."""
    try:
        return Document(name, text, tomli.loads(text))
    except tomli.TOMLDecodeError as error:
        return Problem(name, error.lineno, error.colno, "not-toml", _lower(error.msg), _hint(error))
    except RecursionError:
        return Problem(name, 1, 1, "not-toml", "is nested too deeply", "records are flat; see docs/format.md")
    except ValueError:
        # tomli lets Python's own limit on the digits of an integer through.
        return Problem(name, 1, 1, "not-toml", "holds a number of more than 4,300 digits", "no fact needs one")
    except MemoryError:
        return Problem(name, 1, 1, "not-toml", "does not fit into memory", "spread its records over several files")


_MERGE_MARKERS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_UNCLOSED = "close the text with the quotation mark it begins with"
_TWICE = "it stands there already: remove one; a record begins with double brackets, [[fact]]"
# What a message of tomli begins with, and what to do about it.
_HINTS = {
    "Invalid value": "a text value stands in double quotes",
    "Unterminated string": _UNCLOSED,
    r"Illegal character '\n'": _UNCLOSED,
    r"Found invalid character '\n'": _UNCLOSED,
    "Expected '\"": _UNCLOSED,
    "Expected \"'": _UNCLOSED,
    "Expected '='": "write: key = value",
    "Expected newline": 'one `key = value` a line; texts and dates stand in quotes, a quotation mark in them is \\"',
    "Cannot ": _TWICE,
    "Duplicate inline table key": _TWICE,
    "Unescaped": "write it twice, or put the text in single quotes",
    "Unclosed array": "close it with ]",
    "Unclosed inline table": "close it with }",
    "Expected ']": "a record begins with its kind in double brackets: [[fact]]",
    "Invalid date": "dates stand in quotes",
    "Illegal character": "remove this character",
    "Found invalid character": "remove this character",
}


def _hint(error: tomli.TOMLDecodeError) -> str:
    """What to do about a text that is no TOML, as far as its cause shows."""
    start = error.doc.rfind("\n", 0, error.pos) + 1
    if error.doc.startswith(_MERGE_MARKERS, start):
        return "git left this line where two changes meet: keep one of them and remove the markers"
    hints = (hint for beginning, hint in _HINTS.items() if error.msg.startswith(beginning))
    return next(hints, "a line is [[kind]] or key = value; docs/format.md has examples")


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]
