"""What the tree by kind, year, source and person is made of: every record on a shelf, and how many stand where.

A shelf holds the records of one kind and sub-kind in their order: agreements and facts by date, the others by name. The
key of a date is `year << 9 | month << 5 | day`, month and day 0 where only the year is known; UNDATED_KEY comes last.
The key of a name is its first letter, as LETTERS has it, `<< 18`, and its place among the names of that letter.
"""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, get_args

from tui.index import schema
from tui.records.kinds import AgreementKind, CityKind, FactKind, PartnerKind, SourceKind

_SUBS: dict[str, tuple[str, ...]] = {
    "city": get_args(CityKind),
    "person": ("",),
    "partner": get_args(PartnerKind),
    "agreement": get_args(AgreementKind),
    "fact": get_args(FactKind),
    "source": get_args(SourceKind),
}
SHELVES: tuple[tuple[str, str], ...] = tuple((kind, sub) for kind, subs in _SUBS.items() for sub in subs)
CODES = {shelf: code for code, shelf in enumerate(SHELVES)}
DATED = frozenset(code for (kind, _), code in CODES.items() if kind in ("agreement", "fact"))

MONTH_SHIFT, YEAR_SHIFT = 5, 9
LETTER_SHIFT = 18
UNDATED_YEAR = 10_000
UNDATED_KEY = UNDATED_YEAR << YEAR_SHIFT
LETTERS = ("0", *"abcdefghijklmnopqrstuvwxyz", "other")
_LAST_IN_LETTER = (1 << LETTER_SHIFT) - 1
_SORTED_BY = 60  # characters of a name that decide where it stands


class Shelved(NamedTuple):
    """A place on a shelf; see above."""

    code: int
    key: int
    n: int


def date_key(first: int, last: int) -> int:
    """The key of a date from its first to its last day (ordinals). What began at no known time stands where it ends."""
    if first >= schema.UNDATED or (first <= _FIRST and last >= _LAST):
        return UNDATED_KEY
    start, end = datetime.date.fromordinal(first), datetime.date.fromordinal(last)
    if first <= _FIRST:
        return end.year << YEAR_SHIFT | (0 if (end.month, end.day) == (12, 31) else end.month << MONTH_SHIFT | end.day)
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return start.year << YEAR_SHIFT
    return start.year << YEAR_SHIFT | start.month << MONTH_SHIFT | start.day


_FIRST, _LAST = datetime.date.min.toordinal(), datetime.date.max.toordinal()


def _letter(name: str) -> int:
    first = name[:1]
    if "a" <= first <= "z":
        return ord(first) - ord("a") + 1
    return 0 if "0" <= first <= "9" else len(LETTERS) - 1


def sorting_name(title: str, text: str) -> str:
    """What decides where a record without a date stands: the beginning of its folded title, else of its text."""
    return (title or text)[:_SORTED_BY]


def write_groupings(db: sqlite3.Connection, names: Mapping[int, str]) -> None:
    """Fill the tables for all records; `names` has the folded names of those that stand by name, by their numbers."""
    rows = sorted([*_dated(db, *_ALL_TIES), *_named(db, names)])
    db.executemany("INSERT INTO shelf VALUES (?, ?, ?)", rows)
    count_shelves(db)
    _tally(db)


def mend_groupings(db: sqlite3.Connection, fresh: Iterable[int]) -> None:
    """Bring the tables up to date with new agreements and facts; those that went are no longer on the shelves."""
    for n in fresh:
        db.executemany("INSERT INTO shelf VALUES (?, ?, ?)", _dated(db, n, n))
    db.execute("DELETE FROM slot")
    count_shelves(db)
    db.execute("DELETE FROM tally")
    _tally(db)


def _dated(db: sqlite3.Connection, first: int, last: int) -> Iterator[Shelved]:
    sql = "SELECT n, sub, first, last FROM record WHERE n BETWEEN ? AND ?"
    for n, sub, start, end in db.execute(sql, (first, last)).fetchall():
        yield Shelved(CODES[schema.KINDS[n >> schema.SHIFT], sub], date_key(start, end), n)


def _named(db: sqlite3.Connection, names: Mapping[int, str]) -> Iterator[Shelved]:
    placed: dict[tuple[int, int], int] = {}
    subs = {n: sub for low, high in _ALL_NAMED for n, sub in db.execute(_SUBS_OF, (low, high))}
    for name, n in sorted((name, n) for n, name in names.items()):
        code, letter = CODES[schema.KINDS[n >> schema.SHIFT], subs[n]], _letter(name)
        place = placed[code, letter] = placed.get((code, letter), -1) + 1
        yield Shelved(code, letter << LETTER_SHIFT | min(place, _LAST_IN_LETTER), n)


def count_shelves(db: sqlite3.Connection) -> None:
    """How many records of a shelf stand in a month, or under a letter: a slot is the key without what comes after."""
    marks = ", ".join(map(str, sorted(DATED)))
    db.execute(
        f"INSERT INTO slot SELECT code, key >> (CASE WHEN code IN ({marks}) THEN {MONTH_SHIFT} ELSE {LETTER_SHIFT} END)"
        " AS slot, count(*) FROM shelf GROUP BY 1, 2"
    )


def _tally(db: sqlite3.Connection) -> None:
    """How many records cite each source, and how many name each person."""
    for kind, role in (("source", schema.SOURCE), ("person", None)):
        low, high = kind_range(kind)
        only = f"AND role = {role}" if role else ""
        sql = f"SELECT target, count(DISTINCT n) FROM mention WHERE target BETWEEN ? AND ? {only} GROUP BY target"
        totals = dict(db.execute(sql, (low, high)).fetchall())
        codes = [code for (of, _), code in CODES.items() if of == kind]
        sql = f"SELECT key, n FROM shelf WHERE code IN ({', '.join(map(str, codes))})"
        number = schema.KIND_NUMBERS[kind]
        rows = sorted((number, -totals.get(n, 0), key, n) for key, n in db.execute(sql))
        db.executemany("INSERT INTO tally VALUES (?, ?, ?, ?)", rows)


def kind_range(kind: str) -> tuple[int, int]:
    """The lowest and the highest number that a record of a kind can have."""
    low = schema.KIND_NUMBERS[kind] << schema.SHIFT
    return low, low + (1 << schema.SHIFT) - 1


_ALL_TIES = (kind_range("agreement")[0], kind_range("fact")[1])
_ALL_NAMED = (kind_range("city"), kind_range("person"), kind_range("partner"), kind_range("source"))
_SUBS_OF = "SELECT n, sub FROM record WHERE n BETWEEN ? AND ?"
