"""From the bytes of one fact file to a TOML document, or to the one problem that prevents it."""

from __future__ import annotations

from typing import Any, NamedTuple

import tomli

from tui.disk.reading import ChangedError, NotRegularError, TooLargeError, read_bytes
from tui.loading.finding import MAX_BYTES
from tui.loading.limits import NESTED, Excess, excess, suspicious
from tui.loading.problems import Problem

_BOM = "\ufeff"


class Document(NamedTuple):
    """A parsed fact file: its name as shown to people, its text without a byte order mark, its TOML tables."""

    name: str
    text: str
    tables: dict[str, Any]
    marked: bool = False
    """Whether the file begins with a byte order mark."""


def read_document(path: str, name: str) -> Document | Problem:
    """The TOML of a file, or why there is none. Never raises for what a file can hold."""
    try:
        data = read_bytes(path, MAX_BYTES)
    except (OSError, TooLargeError) as error:
        return unreadable(error, name)
    return decode_document(data, name)


def unreadable(error: Exception, name: str) -> Problem:
    """Why the bytes of a file are not to be had."""
    if isinstance(error, TooLargeError):
        return Problem(name, 1, 1, "too-large", "is larger than 4 MiB", "spread its records over several files")
    if isinstance(error, NotRegularError):
        return Problem(name, 1, 1, "not-a-file", "ends in .toml but is no regular file", "rename it")
    hint = "change its permissions, or move it out of the base"
    if isinstance(error, ChangedError):
        hint = "run this again when nothing writes to it"
    elif isinstance(error, FileNotFoundError):
        hint = "it was there a moment ago: run this again"
    reason = (getattr(error, "strerror", None) or str(error)).lower()
    return Problem(name, 1, 1, "unreadable", reason, hint)


def decode_document(data: bytes, name: str) -> Document | Problem:
    """The TOML of the bytes of a file, or where and why they are none."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _recognised(data, name, "not-utf8") or _not_utf8(error, name)
    except MemoryError:
        return no_memory(name)
    found = parse_document(text.removeprefix(_BOM), name)
    if isinstance(found, Document):
        return found._replace(marked=text.startswith(_BOM))
    return _recognised(data, name, "not-toml") or found


def parse_document(text: str, name: str) -> Document | Problem:
    """The TOML of a text, or where and why it is none."""
    try:
        if suspicious(text) and (found := excess(text)):
            return _too_much(text, found, name)
        return Document(name, text, tomli.loads(text))
    except tomli.TOMLDecodeError as error:
        # Read in only for files with a mistake.
        from tui.loading.explaining import explained

        return Problem(name, *explained(error))
    except (RecursionError, ValueError):
        # Besides nesting, tomli lets Python's own limit on the digits of an integer through.
        return _too_much(text, excess(text) or NESTED, name)
    except MemoryError:
        return no_memory(name)


def _too_much(text: str, found: Excess, name: str) -> Problem:
    line = text.count("\n", 0, found.at) + 1
    column = found.at - text.rfind("\n", 0, found.at)
    return Problem(name, line, column, found.code, found.message, found.hint)


def no_memory(name: str) -> Problem:
    """What is said of a file that is too much for this machine."""
    return Problem(name, 1, 1, "too-large", "does not fit into memory", "spread its records over several files")


def _recognised(data: bytes, name: str, code: str) -> Problem | None:
    from tui.loading.recognising import recognised

    kind = recognised(data)
    return Problem(name, 1, 1, code, *kind) if kind else None


def _not_utf8(error: UnicodeDecodeError, name: str) -> Problem:
    data, at = error.object, error.start
    line_start = data.rfind(b"\n", 0, at) + 1
    column = len(data[line_start:at].decode("utf-8", "replace")) + 1
    byte = data[at]
    message, hint = f"byte 0x{byte:02x} is not UTF-8", "save the file as UTF-8"
    if error.reason == "unexpected end of data":
        message, hint = "the file ends inside a character", "it may have been cut off: bring back the whole file"
    elif byte in (0xC0, 0xC1):
        message += ": a character is written with more bytes than it needs"
    elif byte == 0xED:
        message += ": half of a surrogate pair stands here (CESU-8)"
    return Problem(name, data.count(b"\n", 0, at) + 1, column, "not-utf8", message, hint)
