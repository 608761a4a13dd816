"""Which number the record with an id has.

Ids are not indexed themselves, which would take over three times the room, but by a key of 32 bits. Ids can share one:
nobody asks for a key without comparing the ids as well, and everything that looks an id up does it here.
"""

from __future__ import annotations

import sqlite3
import zlib


def key_of(id: str) -> int:
    """The key of an id: its CRC-32, less 2**31, so that SQLite stores it in four bytes."""
    return zlib.crc32(_bytes(id)) - (1 << 31)


def number_of(db: sqlite3.Connection, id: str) -> int:
    """The number of the record with an id, 0 if there is none; any text will do."""
    row = db.execute(_NUMBER, (key_of(id), _bytes(id).decode())).fetchone()
    return int(row[0]) if row else 0


def _bytes(id: str) -> bytes:
    # What was typed may hold bytes that are no text, and no id does.
    return id.encode("utf-8", "replace")


_NUMBER = "SELECT r.n FROM id_key k CROSS JOIN record r ON r.n = k.n WHERE k.key = ? AND r.id = ?"
