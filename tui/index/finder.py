"""The part of an index that finds records and lists them: all that a search needs, and quickly there."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, Self

from tui.index.headlines import Headline, Headlines
from tui.index.numbers import number_of
from tui.index.query import Query
from tui.index.search import Answer, Searcher
from tui.index.tables import Tables
from tui.records.edtf import parse
from tui.records.edtf_words import in_words

if TYPE_CHECKING:
    from tui.index.standing import Standing

_MOST_IDS = 20_000  # kept in memory, some 2 MB: rows and crumbs ask for the same ones again and again


class Hit(NamedTuple):
    """A record that was found, and the field its best match stands in: name, text, quote or context."""

    record: str
    field: str


class Found(NamedTuple):
    """The first records that match, best first; how many match (`more`: at least so many); and hints."""

    total: int
    hits: list[Hit]
    more: bool = False
    hints: tuple[str, ...] = ()
    guessed: bool = False
    query: Query = Query()


class Finder:
    """Finds records in one base. Ids that no record has are answered too: with the id itself, or with nothing.

    Every method raises StaleError if a file it needs has changed since, sqlite3.Error if the index is damaged.
    """

    def __init__(self, db: sqlite3.Connection, root: str) -> None:
        self._db = db
        self._root = root
        self._tables = Tables(db, root)
        self._headlines = Headlines(db, self._tables)
        self.day = datetime.date.today()
        """The day from which the base is looked at: what is over, due or old is so on that day."""
        self.standing: Standing | None = None
        """What of the base stood on the day, if it is looked at as it was then and not as it is known today."""
        self._whole: Self | None = None
        self._searcher = Searcher(db, lambda: self.day)
        self._numbers: dict[str, int] = {}
        self._ids: dict[int, str] = {}

    def at(self, day: datetime.date) -> Self:
        """The same base as it stood on a day: another that asks the same file, and is closed with this one."""
        # Read in only where somebody looks back.
        from tui.index.standing import Standing

        then = type(self)(self._db, self._root)
        then._whole = self.whole
        then.day = day
        then.standing = Standing(self._db, day)
        then._searcher = Searcher(self._db, lambda: then.day, then.standing)
        return then

    @property
    def whole(self) -> Self:
        """The same base as it is known today."""
        return self._whole or self

    @property
    def as_of(self) -> datetime.date | None:
        """The day as of which the base is looked at; None for the base as it is known today."""
        return self.standing.day if self.standing else None

    @property
    def db(self) -> sqlite3.Connection:
        """The file itself, for the modules of this room."""
        return self._db

    def interrupt(self) -> None:
        """End what another thread is asking just now: it gets sqlite3.OperationalError."""
        self._db.interrupt()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def __len__(self) -> int:
        total = as_int(self._one("SELECT value FROM meta WHERE key = 'records'"))
        return total - len(self.standing.later) if self.standing else total

    @property
    def name(self) -> str:
        """The folder of the base."""
        return self._root

    @property
    def problem_count(self) -> int:
        """How many problems there are in the base."""
        return as_int(self._one("SELECT count(*) FROM problem"))

    def headline(self, id: str) -> Headline | None:
        """The few words that a list shows of a record; None for no record."""
        n = self.number(id)
        return self._headlines.get(n) if n else None

    def title(self, id: str) -> str:
        """The title, name or text of a record; the id where there is none."""
        headline = self.headline(id)
        return headline.title if headline else id

    def search(self, query: str, limit: int = 200) -> Found:
        """The records that a query finds, best first. Any string is a query."""
        answer: Answer = self._searcher.find(query, limit)
        ids = dict(self.named([hit.n for hit in answer.hits]))
        hits = [Hit(ids[hit.n], hit.field) for hit in answer.hits]
        hints = answer.hints if hits or not self.standing else (*self._later(query, self.standing.day), *answer.hints)
        return Found(answer.total, hits, answer.more, hints, answer.guessed, answer.query)

    def _later(self, query: str, day: datetime.date) -> tuple[str, ...]:
        """That what a search would find is all dated later than a day."""
        total = self.whole.search(query, 1).total
        return (f"{total:,} found, but dated later than {in_words(parse(day.isoformat()))}",) if total else ()

    def number(self, id: str) -> int:
        """The number of a record, 0 if there is none."""
        if id not in self._numbers:
            self._numbers[id] = number_of(self._db, id)
        return self._numbers[id]

    def ids_of(self, numbers: Iterable[int]) -> list[str]:
        """The ids of the records with these numbers, in their order."""
        return [id for _, id in self.named(numbers)]

    def named(self, numbers: Iterable[int]) -> Iterator[tuple[int, str]]:
        """Numbers with the ids of their records, in their order; numbers that no record has are left out."""
        get, known = self._db.execute, self._ids
        if len(known) > _MOST_IDS:
            known.clear()
        for n in numbers:
            id = known.get(n)
            if id is None:
                row = get("SELECT id FROM record WHERE n = ?", (n,)).fetchone()
                if not row:
                    continue
                id = known[n] = row[0]
            yield n, id

    def _one(self, sql: str, *values: object) -> object:
        row = self._db.execute(sql, values).fetchone()
        return row[0] if row else None


def as_int(value: object) -> int:
    """A value of a row as a number; 0 for what is none."""
    return int(value) if isinstance(value, (int, str)) else 0
