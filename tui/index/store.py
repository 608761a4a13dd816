"""The index file, open for reading: nothing in it is trusted before it was seen to be what we write."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from threading import RLock, get_ident
from typing import Any

from tui.index import schema
from tui.index.checksums import Checksums, IndexDamagedError, check_all, check_beginning, read_checksums
from tui.index.tables import StaleError

DAMAGED = (IndexDamagedError, sqlite3.Error, StaleError, TypeError, ValueError, LookupError, OverflowError)
"""What a damaged index can lead to, also where SQLite sees nothing wrong: values of other types than were written."""

MAPPED = 0
"""Bytes of the index that are read through a memory map (`PRAGMA mmap_size`); 0: all is read into SQLite's own cache.

An index is replaced and never cut off in place, so that a map of it stays whole.
"""

# As SQLite's “Defense Against The Dark Arts” has it (sqlite.org/security.html), as far as Python 3.11 reaches.
_DEFENCES = f"""
PRAGMA trusted_schema = OFF; PRAGMA query_only = ON; PRAGMA cell_size_check = ON; PRAGMA mmap_size = {MAPPED};
"""
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 256 << 20,  # bytes of a value: the ids of all that was found go in as one
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 64,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 20,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 20_000,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
_AT_ONCE = 500  # rows
_STEP = 2_000_000  # steps of SQLite's machine between two looks at how much a statement has done
MOST_STEPS = 2_000_000_000
"""Steps after which a statement is given up, some hundred times what the largest base needs; not seconds, which a busy
machine or a reader at rest would use up."""


class _Rows(sqlite3.Cursor):
    """The rows of a statement, fetched while no other thread is at the connection."""

    connection: StoredIndex

    def fetchone(self) -> Any:
        with self.connection.alone:
            return super().fetchone()

    def fetchmany(self, size: int | None = 1) -> list[Any]:
        with self.connection.alone:
            return super().fetchmany(size)

    def fetchall(self) -> list[Any]:
        with self.connection.alone:
            return super().fetchall()

    def __iter__(self) -> Iterator[Any]:  # type: ignore[override]
        while rows := self.fetchmany(_AT_ONCE):
            yield from rows


class StoredIndex(sqlite3.Connection):
    """A connection to an index file. What a statement may cost is bounded, in each thread for itself.

    One thread at a time asks. SQLite's own lock is not enough: who waits for it may have Python's, which the one inside
    needs to count its steps, and both wait for ever.
    """

    file: tuple[int, int] = (0, 0)
    """Number and time of the file, which tell it from one that is put in its place."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        self.alone = RLock()
        super().__init__(*arguments, **named)

    def bound(self) -> None:
        """From now on give statements up that never end."""
        self._steps: dict[int, int] = {}
        self.set_progress_handler(self._count, _STEP)

    def _count(self) -> bool:
        thread = get_ident()
        steps = self._steps[thread] = self._steps.get(thread, 0) + _STEP
        return steps > MOST_STEPS

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """See sqlite3.Connection. A statement that never ends raises sqlite3.OperationalError (interrupted)."""
        steps = getattr(self, "_steps", None)
        if steps:
            steps.pop(get_ident(), None)
        with self.alone:
            return self.cursor(_Rows).execute(sql, parameters)


def connect(path: Path) -> StoredIndex:
    """A connection that can only read. Raises IndexDamagedError for what is no sound index, as far as that shows
    without reading all of it: another length, another beginning, other tables than ours.
    """
    for _ in range(_TRIES):
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
        except OSError as error:
            raise IndexDamagedError(str(error)) from error
        try:
            sums = read_checksums(descriptor)
            check_beginning(descriptor, sums)
            db = _open(path)
            try:
                if _same(path, descriptor, db):
                    _check(db, sums)
                    return db
            except BaseException:
                db.close()
                raise
            db.close()
        except (sqlite3.Error, OSError, MemoryError) as error:
            raise IndexDamagedError(str(error)) from error
        finally:
            os.close(descriptor)
    raise IndexDamagedError("replaced again and again")


_TRIES = 5


def file_of(seen: os.stat_result) -> tuple[int, int]:
    """What tells one index file from another, as StoredIndex has it."""
    return seen.st_ino, seen.st_mtime_ns


def check_whole(path: Path, given: tuple[int, int]) -> None:
    """Read an index all through, if the file in its place is still the one that was given; else nothing is known of it.

    Raises IndexDamagedError, and OSError, also for one that cannot be read to its end.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        # Gone, or replaced by what is none: the next look finds that.
        return
    try:
        if file_of(os.fstat(descriptor)) == given:
            check_all(descriptor, read_checksums(descriptor))
    finally:
        os.close(descriptor)


def _open(path: Path) -> StoredIndex:
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(address, uri=True, check_same_thread=False, factory=StoredIndex)


def _same(path: Path, descriptor: int, db: StoredIndex) -> bool:
    """Whether SQLite opened the file that was looked at, and not one that was put in its place since."""
    db.file = file_of(os.fstat(descriptor))
    return db.file == file_of(path.stat())


def _check(db: StoredIndex, sums: Checksums) -> None:
    """Arm a connection, and see that the file has our tables and nothing else. Raises IndexDamagedError,
    sqlite3.Error.
    """
    for limit, value in _LIMITS.items():
        db.setlimit(limit, value)
    db.bound()
    for pragma in filter(None, map(str.strip, _DEFENCES.split(";"))):
        db.execute(pragma)
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    (pages,) = db.execute("PRAGMA page_count").fetchone()
    (page_size,) = db.execute("PRAGMA page_size").fetchone()
    if (application, version) != (schema.APPLICATION_ID, schema.VERSION):
        raise IndexDamagedError("another program's file, or another version's index")
    if sums.length != pages * page_size:
        # SQLite itself reads what is missing of the last page as zeros.
        raise IndexDamagedError("of another length than its header says")
    if not _is_ours(db.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()):
        raise IndexDamagedError("has other tables than an index of ours")


def _is_ours(rows: Sequence[tuple[Any, ...]]) -> bool:
    """Whether what a file says of its tables and indexes is what we make: no view, no trigger, no other table."""
    ours = dict(schema.statements())
    found = {}
    for kind, name, table, sql in rows:
        if name in ours or kind not in ("table", "index"):
            found[name] = sql
        elif not _made_by_sqlite(kind, name, table, sql):
            return False
    return found == ours


@cache
def _full_text_tables() -> frozenset[str]:
    return frozenset(f"{table}_{part}" for table in schema.FULL_TEXT for part in ("data", "idx", "config"))


def _made_by_sqlite(kind: str, name: str, table: str, sql: str | None) -> bool:
    """Whether a table or an index is one that SQLite makes for those we make."""
    if kind == "index":
        return sql is None and name.startswith(f"sqlite_autoindex_{table}_")
    return name in _full_text_tables() and (sql or "").startswith("CREATE TABLE")
