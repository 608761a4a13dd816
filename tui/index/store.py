"""The index file, open for reading."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tui.index import schema
from tui.index.tables import StaleError


class IndexDamagedError(Exception):
    """The file is no index of ours, of another version, or damaged: it must be built again."""


DAMAGED = (IndexDamagedError, sqlite3.Error, StaleError, TypeError, ValueError, LookupError, OverflowError)
"""What a damaged index can lead to, also where SQLite sees nothing wrong: values of other types than were written."""


def connect(path: Path) -> sqlite3.Connection:
    """A connection that can only read, and trusts nothing in the file. Raises IndexDamagedError."""
    try:
        db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    except sqlite3.Error as error:
        raise IndexDamagedError(str(error)) from error
    try:
        db.executescript("PRAGMA trusted_schema = OFF; PRAGMA query_only = ON; PRAGMA cell_size_check = ON;")
        (application,) = db.execute("PRAGMA application_id").fetchone()
        (version,) = db.execute("PRAGMA user_version").fetchone()
        (pages,) = db.execute("PRAGMA page_count").fetchone()
        (page_size,) = db.execute("PRAGMA page_size").fetchone()
        size = path.stat().st_size
    except (sqlite3.Error, OSError, MemoryError) as error:
        db.close()
        raise IndexDamagedError(str(error)) from error
    if (application, version) != (schema.APPLICATION_ID, schema.VERSION):
        db.close()
        raise IndexDamagedError("another program's file, or another version's index")
    if size != pages * page_size:
        # SQLite itself reads what is missing of the last page as zeros.
        db.close()
        raise IndexDamagedError("cut off")
    return db
