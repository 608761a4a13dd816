"""The tables of a base's files as they are written, read again from the places that the index knows."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING, Any

from tui.disk.reading import opened
from tui.index import schema

if TYPE_CHECKING:
    from tui.records.positions import Positions

_BOM = "\ufeff"


class StaleError(Exception):
    """A file is not what it was when the index was built: the index must be brought up to date."""


class Tables:
    """The TOML tables of one index's records. The files are the truth; the index knows where in them a record stands.

    What a file holds was found sound when the index was built, and it is the same file by its size and time.
    """

    def __init__(self, db: sqlite3.Connection, root: str) -> None:
        self._db = db
        self._root = root
        self._scanned: tuple[int, Positions] | None = None

    def get(self, n: int) -> dict[str, Any] | None:
        """The table of the record with a number, None if there is none. Raises StaleError."""
        row = self._db.execute("SELECT f, ordinal, start, length FROM record WHERE n = ?", (n,)).fetchone()
        if row is None:
            return None
        f, ordinal, start, length = row
        # Read in only where a record is: what lists and finds has no need of it.
        import tomli

        try:
            tables = tomli.loads(self._bytes(f, start, length).decode("utf-8").removeprefix(_BOM))
            table: dict[str, Any] = tables[schema.KINDS[n >> schema.SHIFT]][0 if length else ordinal]
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            raise StaleError from error
        return table

    def place(self, n: int) -> tuple[str, int]:
        """The name of a record's file for people, and the line it begins at, from 1. Raises StaleError."""
        sql = "SELECT f, start, length, ordinal FROM record WHERE n = ?"
        f, start, length, ordinal = self._db.execute(sql, (n,)).fetchone()
        (name,) = self._db.execute("SELECT name FROM file WHERE f = ?", (f,)).fetchone()
        if not length:
            return str(name), self._line(f, schema.KINDS[n >> schema.SHIFT], ordinal)
        data = self._bytes(f, 0, start) if start else b""
        return str(name), data.count(b"\n") + 1

    def _line(self, f: int, kind: str, ordinal: int) -> int:
        """The line of a record in a file whose lines alone do not tell where its records begin. Raises StaleError."""
        from tui.records.positions import Positions

        if self._scanned is None or self._scanned[0] != f:
            # One file is enough: who looks at a record often goes on to its neighbours.
            self._scanned = f, Positions(self._bytes(f, 0, 0).decode("utf-8").removeprefix(_BOM))
        return self._scanned[1].nearest((kind, ordinal)).line

    def _bytes(self, f: int, start: int, length: int) -> bytes:
        """So many bytes of a file from a place on, all of it for none. Raises StaleError if it is another by now."""
        path, size, modified = self._db.execute("SELECT path, size, modified FROM file WHERE f = ?", (f,)).fetchone()
        try:
            with opened(f"{self._root}/{os.fsdecode(path)}") as (descriptor, seen):
                if (seen.st_size, seen.st_mtime_ns) != (size, modified):
                    raise StaleError
                return os.pread(descriptor, length or size, start)
        except OSError as error:
            raise StaleError from error
