"""Which records of a base are new, and which have changed, to a reader who has seen others."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Collection
from functools import cached_property

from tui.index.index import Index

_LOW = (1 << 32) - 1


class News:
    """What of one state of a base a reader has not seen, by numbers of records."""

    def __init__(self, stamps: dict[int, int], added: Collection[int], changed: Collection[int]) -> None:
        """`stamps` has those of all records by their numbers, as `stamps_of` gives them."""
        self.added = frozenset(added)
        self.changed = frozenset(changed)
        self.now = array("q", stamps.values())
        self._stamps = {n: stamps[n] for n in self.numbers}

    @cached_property
    def numbers(self) -> frozenset[int]:
        """All that is new or has changed."""
        return self.added | self.changed

    @property
    def in_order(self) -> list[int]:
        """What is new, then what has changed, each in order of importance."""
        return sorted(self.added) + sorted(self.changed)

    def stamps(self, numbers: Collection[int]) -> set[int]:
        """The stamps of those of some records that are new or have changed."""
        return {self._stamps[n] for n in numbers if n in self._stamps}


def stamps_of(db: sqlite3.Connection) -> dict[int, int]:
    """A stamp for each record by its number: 32 bits for its id, as `numbers.key_of` has it, 32 for its text.

    Two ids can share the first half: then a record that is new may be told as changed, or, once in 2**32, not at all.
    """
    sql = f"SELECT k.n, k.key * {1 << 32} + (r.digest & {_LOW}) FROM id_key k JOIN record r ON r.n = k.n"
    return dict(db.execute(sql).fetchall())


def news(index: Index, seen: Collection[int] | None) -> News:
    """What is new or has changed to somebody who has seen the records of some stamps; nothing if that is not known."""
    stamps = stamps_of(index.db)
    if seen is None:
        return News(stamps, (), ())
    known = seen if isinstance(seen, frozenset) else frozenset(seen)
    unseen = [n for n, stamp in stamps.items() if stamp not in known]
    ids = {stamp >> 32 for stamp in known} if unseen else set()
    changed = [n for n in unseen if stamps[n] >> 32 in ids]
    return News(stamps, set(unseen).difference(changed), changed)
