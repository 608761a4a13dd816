"""A base as it stood on a day: what is dated later is left out of the tree, of counts and of what is found.

What has no date stays, since nobody can tell; so do cities, partners, people and sources, which have none. A plan or an
expectation stands from the day on which a source tells of it, for its own date is when it is due.
"""

from __future__ import annotations

import sqlite3
from datetime import date
from functools import cached_property

from tui.index import schema
from tui.index.sieve import Sieve

# Party, subject, speaker. One by one, so that each is a look-up and not a walk through all that names somebody.
_AS_PARTY = ", ".join(str(role) for role in range(1, schema.SPEAKER + 1))
# Figures stand by the day of their value, what is expected by those of its sources.
_OWN_DAYS = ", ".join(str(schema.GROUP_NUMBERS[group]) for group in ("~figures", "~plans"))
_PEOPLE = schema.GROUP_NUMBERS["~people"]
_SOURCES = schema.KIND_NUMBERS["source"] << schema.SHIFT


class Standing:
    """What stood on a day, told by numbers of records, and the tables of the tree as they were then, for SQL.

    `place` and `guest` stand in a statement where the names of these tables would.
    """

    def __init__(self, db: sqlite3.Connection, day: date) -> None:
        self.day = day
        self._db = db
        rows = db.execute(_LATER, (day.toordinal(), schema.UNDATED, _SOURCES))
        self.later = frozenset(n for (n,) in rows)
        """The numbers of what is dated later: every day that its date can mean is."""
        stood = self._placed
        # Somebody is below a pair for what stands there and names them.
        self.place = (
            f"(SELECT at.* FROM place at WHERE {stood('at')} AND (at.grp <> {_PEOPLE} OR EXISTS ("
            f"SELECT 1 FROM place q WHERE q.city = at.city AND q.partner = at.partner AND q.grp < {_PEOPLE}"
            f" AND {stood('q')} AND EXISTS (SELECT 1 FROM mention m WHERE m.target = at.n"
            f" AND m.role IN ({_AS_PARTY}) AND m.n = q.n))))"
        )
        self.guest = (
            "(SELECT v.* FROM guest v WHERE EXISTS (SELECT 1 FROM place q WHERE q.city = v.city"
            f" AND q.partner = v.partner AND q.grp < {_PEOPLE} AND {stood('q')}))"
        )

    def _placed(self, place: str) -> str:
        """The condition that what a row of `place` tells of stood: mostly its own day says so, which costs least."""
        by_day = f"({place}.day <= {self.day.toordinal()} OR {place}.day = {schema.UNDATED})"
        return f"CASE WHEN {place}.grp IN ({_OWN_DAYS}) THEN {self.condition(f'{place}.n')} ELSE {by_day} END"

    @cached_property
    def sieve(self) -> Sieve:
        """All that stood, for trees to be made of. Takes a while in a large base."""
        return Sieve(self._db, frozenset(n for (n,) in self._db.execute("SELECT n FROM record")) - self.later)

    def has(self, n: int) -> bool:
        """Whether the record with a number stood on the day, or may have."""
        return n not in self.later

    def condition(self, column: str) -> str:
        """The SQL condition that the number in a column is that of a record which stood.

        SQL alone: where a function of ours was called for it, a thread that waits for the connection, and has Python's
        lock, would wait for ever.
        """
        # Names of its own, so that a column called n is the one outside.
        later = _LATER.replace("?", "{}").format(self.day.toordinal(), schema.UNDATED, _SOURCES)
        return f"NOT EXISTS (SELECT 1 FROM ({later.replace('SELECT n', 'SELECT n AS later')}) WHERE later = {column})"


_LATER = "SELECT n FROM record WHERE since > ? AND since < ? AND n < ?"
