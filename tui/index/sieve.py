"""The tree's tables with only those rows that concern what a search finds, in a database of its own in memory.

Every hit counts, not only those that a list shows. Rows are copied in the form that the index has them, so that a tree
asks a sieve what it would ask the index.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from tui.index.query import Query
from tui.index.search import Searcher

if TYPE_CHECKING:
    from tui.index.standing import Standing

_ALL = 1 << 40


class AllHits(Searcher):
    """A search that is after every record, and not after the best ones first."""

    def _tiers(self, query: Query, expression: str) -> Iterator[tuple[str, str, str]]:
        tiers = list(super()._tiers(query, expression))
        # The last one finds what the others find, but for a word of a letter or two: then beginnings count in names.
        yield from tiers[-2:] if self._too_short(query) else tiers[-1:]

    def numbers(self, text: str) -> tuple[frozenset[int], Query, bool]:
        """The numbers of all records that a query finds; the query that found them, and if that was a guess."""
        answer = self.find(text, _ALL)
        return frozenset(hit.n for hit in answer.hits), answer.query, answer.guessed


class Sieve:
    """Some of all records, as tables. Made from a connection that another thread may be using at the same time.

    `hits` are the numbers of all records that were found, `text` what was typed to find them, `query` what found them,
    `guessed` if that is not what was typed but the nearest words that find something.

    Of the index, rows of what was found are those that meet `condition`, whose value is `numbers`.
    """

    condition = "n IN (SELECT value FROM json_each(?))"

    text = ""
    query = Query()
    guessed = False

    def __init__(self, db: sqlite3.Connection, hits: frozenset[int]) -> None:
        self.hits = hits
        self._source = db
        import json

        self.numbers = json.dumps(list(self.hits))
        self.db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self.db.execute("CREATE TABLE hit (n INTEGER PRIMARY KEY)")
        self.db.executemany("INSERT INTO hit VALUES (?)", ((n,) for n in self.hits))
        self._done: set[str] = set()

    def copy(self, table: str) -> bool:
        """Copy the rows of a table whose `n` was found; False if that was done."""
        if not self.once(table):
            return False
        self.make(table)
        rows = self._source.execute(f"SELECT * FROM {table} WHERE {self.condition}", (self.numbers,))
        marks = ", ".join("?" * len(rows.description))
        self.db.execute("BEGIN")
        self.db.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        self.db.execute("COMMIT")
        return True

    def once(self, what: str) -> bool:
        """Whether something was not yet done to this sieve, and is done now."""
        first = what not in self._done
        self._done.add(what)
        return first

    def make(self, table: str) -> None:
        """Create a table as the index has it, empty, if it is not there."""
        if self.once(f"make {table}"):
            sql = "SELECT sql FROM sqlite_master WHERE name = ? AND type = 'table'"
            self.db.execute(*self._source.execute(sql, (table,)).fetchone())


def found_by(db: sqlite3.Connection, text: str, day: date, standing: Standing | None = None) -> Sieve:
    """What a query finds from a day, of all records or of those that stood then. A query of nothing finds nothing."""
    hits, query, guessed = AllHits(db, lambda: day, standing).numbers(text)
    sieve = Sieve(db, hits)
    sieve.text, sieve.query, sieve.guessed = text, query, guessed
    return sieve
