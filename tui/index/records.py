"""Records as the index gives them: read again from their places in the files, and kept while they are shown."""

from __future__ import annotations

import os
import sqlite3
from collections import OrderedDict

import msgspec
import tomli

from tui.index import schema
from tui.records.edtf import Edtf, parse
from tui.records.kinds import KINDS, Record

_KEPT = 4096


class StaleError(Exception):
    """A file is not what it was when the index was built: the index must be brought up to date."""


class Records:
    """The records of one index by number. The files are the truth; the index knows where in them a record stands."""

    def __init__(self, db: sqlite3.Connection, root: str) -> None:
        self._db = db
        self._root = root
        self._kept: OrderedDict[int, Record] = OrderedDict()

    def get(self, n: int) -> Record | None:
        """The record with a number, None if there is none. Raises StaleError."""
        kept = self._kept.get(n)
        if kept is not None:
            self._kept.move_to_end(n)
            return kept
        row = self._db.execute("SELECT f, ordinal, start, length FROM record WHERE n = ?", (n,)).fetchone()
        if row is None:
            return None
        record = self._read(schema.KINDS[n >> schema.SHIFT], *row)
        self._kept[n] = record
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return record

    def place(self, n: int) -> tuple[str, int]:
        """The name of a record's file for people, and the line it begins at, from 1. Raises StaleError."""
        f, start = self._db.execute("SELECT f, start FROM record WHERE n = ?", (n,)).fetchone()
        (name,) = self._db.execute("SELECT name FROM file WHERE f = ?", (f,)).fetchone()
        data = self._bytes(f, 0, start) if start else b""
        return str(name), data.count(b"\n") + 1

    def _read(self, kind: str, f: int, ordinal: int, start: int, length: int) -> Record:
        try:
            tables = tomli.loads(self._bytes(f, start, length).decode("utf-8").removeprefix("\ufeff"))
            table = tables[kind][0 if length else ordinal]
            record: Record = msgspec.convert(table, KINDS[kind], dec_hook=_decode)
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            raise StaleError from error
        return record

    def _bytes(self, f: int, start: int, length: int) -> bytes:
        """So many bytes of a file from a place on, all of it for none. Raises StaleError if it is another by now."""
        path, size, modified = self._db.execute("SELECT path, size, modified FROM file WHERE f = ?", (f,)).fetchone()
        try:
            descriptor = os.open(f"{self._root}/{os.fsdecode(path)}", _FLAGS)
            try:
                seen = os.fstat(descriptor)
                if (seen.st_size, seen.st_mtime_ns) != (size, modified):
                    raise StaleError
                return os.pread(descriptor, length or size, start)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise StaleError from error


_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC


def _decode(kind: type, value: object) -> object:
    if kind is Edtf and isinstance(value, str):
        return parse(value)
    raise TypeError(kind)
