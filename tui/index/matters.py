"""What records state together: those on one matter, and the fields that they contest among themselves."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tui.index import schema
from tui.index.numbers import key_of
from tui.records.contest import FIELDS, Contest
from tui.records.kinds import Record
from tui.records.same_matter import MOST_COMPARED, matter_of

if TYPE_CHECKING:
    from tui.index.index import Index


def matter_key(record: Record) -> int | None:
    """The key under which the index keeps what a record states; None for what no other record can contest.

    Two matters can share one: whoever looks a key up compares the records as well (same_matter.shared_fields).
    """
    matter = matter_of(record)
    return key_of("\0".join(matter)) if matter else None


def contest_flags(found: tuple[Contest, ...]) -> int:
    """What the contested fields of a record make of it: contested, and settled if all of them are."""
    if not found:
        return 0
    return schema.CONTESTED | (schema.SETTLED if all(contest.settled for contest in found) else 0)


def contested_fields(found: tuple[Contest, ...]) -> tuple[tuple[int, bool], ...]:
    """The contested fields of a record as the index keeps them: the number of each, and whether it is settled."""
    return tuple((FIELDS.index(contest.field), bool(contest.settled)) for contest in found)


def on_matter(db: sqlite3.Connection, key: int) -> list[str]:
    """The ids of the records under a key that are compared: the first by id, so that no order of writing matters."""
    return [id for (id,) in db.execute(_ON_MATTER, (key, MOST_COMPARED))]


def shared_matters(db: sqlite3.Connection) -> list[int]:
    """The keys that more than one record has."""
    return [key for (key,) in db.execute("SELECT key FROM matter GROUP BY key HAVING count(*) > 1")]


def write_contests(db: sqlite3.Connection, index: Index, keys: Iterable[int]) -> None:
    """Write anew which fields the records under these keys contest, each within itself and with the others."""
    for key in keys:
        for id in on_matter(db, key):
            n, found = index.number(id), index.contests(id)
            db.execute("DELETE FROM contest WHERE n = ?", (n,))
            rows = ((settled, n, field) for field, settled in contested_fields(found))
            db.executemany("INSERT INTO contest VALUES (?, ?, ?)", rows)
            db.execute(_FLAGS, (contest_flags(found), n))


_ON_MATTER = "SELECT r.id FROM matter m JOIN record r ON r.n = m.n WHERE m.key = ? ORDER BY r.id LIMIT ?"
_FLAGS = f"UPDATE record SET flags = flags & ~{schema.CONTESTED | schema.SETTLED} | ? WHERE n = ?"
