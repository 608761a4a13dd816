"""What a list shows of a record: a few words of its table, without reading the whole of it as a record."""

import sqlite3
from collections import OrderedDict
from typing import Any, NamedTuple

from tui.index import schema
from tui.index.tables import StaleError, Tables

_KEPT = 4096
_TITLES = {"source": "title", "agreement": "title", "fact": "text"}
_DATES = {"source": "published", "agreement": "date", "fact": "date"}


class Headline(NamedTuple):
    """A record in a few words, as its file has them: kind, title, its first name elsewhere, country, parties, date.

    What it does not have is empty. `expected` and `contested` are what the index worked out, `as_of` is of a figure.
    """

    kind: str
    title: str
    native: str = ""
    country: str = ""
    parties: tuple[str, ...] = ()
    date: str = ""
    expected: bool = False
    contested: bool = False
    as_of: str = ""


class Headlines:
    """The headlines of one index by number of the record."""

    def __init__(self, db: sqlite3.Connection, tables: Tables) -> None:
        self._db = db
        self._tables = tables
        self._kept: OrderedDict[int, Headline] = OrderedDict()

    def get(self, n: int) -> Headline | None:
        """The headline of the record with a number, None if there is none. Raises StaleError."""
        kept = self._kept.get(n)
        if kept is not None:
            self._kept.move_to_end(n)
            return kept
        table = self._tables.get(n)
        if table is None:
            return None
        (flags,) = self._db.execute("SELECT flags FROM record WHERE n = ?", (n,)).fetchone()
        headline = _headline(schema.KINDS[n >> schema.SHIFT], table, flags)
        self._kept[n] = headline
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return headline


def _headline(kind: str, table: dict[str, Any], flags: int) -> Headline:
    """Raises StaleError if the table is not what the index saw: then the file or the index is another."""
    date = table.get(_DATES.get(kind, ""), "")
    title = table.get(_TITLES.get(kind, "name"))
    parties = table.get("parties", []) if kind == "agreement" else []
    country = table.get("country", "")
    words = [title, date, country, *parties] if isinstance(parties, list) else [None]
    if not all(isinstance(word, str) for word in words):
        raise StaleError
    return Headline(
        kind,
        str(title),
        _native(table.get("names")),
        country,
        tuple(parties),
        date,
        bool(flags & schema.EXPECTED),
        bool(flags & schema.CONTESTED),
        _as_of(table.get("value")),
    )


def _as_of(figure: object) -> str:
    """The day of a figure, if it has one."""
    day = figure.get("as_of", "") if isinstance(figure, dict) else ""
    return day if isinstance(day, str) else ""


def _native(names: object) -> str:
    """The first of the names in other languages, a text or a list of them each."""
    for given in names.values() if isinstance(names, dict) else ():
        for name in given if isinstance(given, list) else (given,):
            return str(name)
    return ""
