"""Which records of a base are new, and which have changed, to somebody who has seen others."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Collection, Mapping
from functools import cached_property

from tui.index.index import Index
from tui.index.numbers import key_of
from tui.records.changes import FieldChange

_HALF = 32  # bits of a stamp that tell the text, and of those that tell the record


class News:
    """What is new in one state of a base, by numbers of records. It asks the index nothing more.

    `fields` has what changed in the records of which that is known, `removed` how many records went if that is known.
    """

    def __init__(
        self,
        added: Collection[int] = (),
        changed: Collection[int] = (),
        *,
        stamps: Mapping[int, int] | None = None,
        fields: Mapping[int, tuple[FieldChange, ...]] | None = None,
        removed: int = 0,
    ) -> None:
        """`stamps` has those of all records by their numbers, as `stamps_of` gives them."""
        self.added = frozenset(added)
        self.changed = frozenset(changed)
        self.fields = fields or {}
        self.removed = removed
        stamps = stamps or {}
        self.now = array("q", stamps.values())
        """The stamps of all records, in the eight bytes that each needs."""
        self._unseen = {n: stamps[n] for n in self.numbers if n in stamps}

    @cached_property
    def numbers(self) -> frozenset[int]:
        """All that is new or has changed."""
        return self.added | self.changed

    @cached_property
    def in_order(self) -> list[int]:
        """What is new, then what has changed, each in order of importance."""
        return sorted(self.added) + sorted(self.changed)

    def all_seen(self) -> News:
        """What is new in the same state to somebody who has seen all of it."""
        nothing = News()
        nothing.now = self.now
        return nothing

    def stamps(self, numbers: Collection[int]) -> set[int]:
        """The stamps of those of some records that are new or have changed."""
        return {self._unseen[n] for n in numbers if n in self._unseen}


def stamps_of(db: sqlite3.Connection) -> dict[int, int]:
    """A stamp for each record by its number: 32 bits for its id, as `numbers.key_of` has it, 32 for its text.

    Two ids can share the first half, and two texts the second: then a record that is new may be told as one that has
    changed, and once in 2**32 a change goes unnoticed.
    """
    low = (1 << _HALF) - 1
    # Through the table of keys it would take four times as long.
    rows = db.execute("SELECT n, id, digest FROM record")
    return {n: (key_of(id) << _HALF) + (digest & low) for n, id, digest in rows}


def news_since_visit(index: Index, seen: frozenset[int] | None) -> News:
    """What is new to somebody who has seen records with these stamps; nothing if it is not known what they saw.

    Any other text of a record is a change. Raises sqlite3.Error.
    """
    stamps = stamps_of(index.db)
    if seen is None:
        return News(stamps=stamps)
    unseen = {n: stamp for n, stamp in stamps.items() if stamp not in seen}
    ids = {stamp >> _HALF for stamp in seen} if unseen else set()
    changed = {n for n, stamp in unseen.items() if stamp >> _HALF in ids}
    return News(unseen.keys() - changed, changed, stamps=stamps)
