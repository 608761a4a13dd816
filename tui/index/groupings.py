"""What the tree by kind, year, source and person is made of: every record on a shelf, and how many name what.

A shelf holds the records of one kind and sub-kind, as a row of numbers for each slot of it. Agreements and facts stand
in the slot of their month, `year << 4 | month`, earliest first; month 0 is for where only the year is known, and what
has no date comes last, in UNDATED_SLOT. The others stand in the slot of the first letter of their name, a place in
LETTERS, by name. Four bytes a record, so that all of it is small, and how many stand in a slot is told without reading
it.
"""

from __future__ import annotations

import datetime
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import get_args

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

MONTH_BITS = 4
UNDATED_YEAR = 10_000
UNDATED_SLOT = UNDATED_YEAR << MONTH_BITS
END_SLOT = UNDATED_SLOT + 1
LETTERS = ("0", *"abcdefghijklmnopqrstuvwxyz", "other")
_SORTED_BY = 60  # characters of a name that decide where it stands
_FIRST, _LAST = datetime.date.min.toordinal(), datetime.date.max.toordinal()

_Slot = tuple[int, int]
"""The code of a shelf, and a slot of it."""


def packed(numbers: Iterable[int]) -> bytes:
    """Numbers of records as a slot keeps them: four bytes each, as this machine has them."""
    return array("I", numbers).tobytes()


def unpacked(members: bytes) -> array[int]:
    """The numbers of a slot."""
    found = array("I")
    found.frombytes(members)
    return found


def date_slot(first: int, last: int) -> int:
    """The slot of a date, by its first and last day (ordinals); what began at no known time stands where it ends."""
    if first >= schema.UNDATED or (first <= _FIRST and last >= _LAST):
        return UNDATED_SLOT
    start, end = datetime.date.fromordinal(first), datetime.date.fromordinal(last)
    if first <= _FIRST:
        start = end
    # A year, several of them, or what goes on since one: no month is known.
    whole = (end.month, end.day) == (12, 31) and (start is end or (start.month, start.day) == (1, 1))
    return start.year << MONTH_BITS | (0 if whole else start.month)


def _letter(name: str) -> int:
    first = name[:1]
    if "a" <= first <= "z":
        return ord(first) - ord("a") + 1
    return 0 if "0" <= first <= "9" else len(LETTERS) - 1


def sorting_name(title: str, id: str) -> str:
    """What decides where a record without a date stands: the beginning of its folded title, else its id."""
    return (title or id)[:_SORTED_BY]


def write_groupings(db: sqlite3.Connection, names: Mapping[int, str]) -> None:
    """Fill the tables for all records; `names` has the folded names of those that stand by name, by their numbers."""
    slots: defaultdict[_Slot, list[tuple[int | str, int]]] = defaultdict(list)
    for n, sub, first, last in db.execute("SELECT n, sub, first, last FROM record"):
        code = CODES[schema.KINDS[n >> schema.SHIFT], sub]
        if code in DATED:
            slots[code, date_slot(first, last)].append((first, n))
        else:
            slots[code, _letter(names[n])].append((names[n], n))
    rows = ((*slot, packed(n for _, n in sorted(slots[slot]))) for slot in sorted(slots))
    db.executemany("INSERT INTO shelf VALUES (?, ?, ?)", rows)
    _tally(db)


def mend_groupings(db: sqlite3.Connection, gone: Collection[int], fresh: Iterable[int]) -> None:
    """Bring the tables up to date with agreements and facts that went, and with those that came."""
    slots: defaultdict[_Slot, set[int]] = defaultdict(set)
    changed: set[_Slot] = set()
    codes = ", ".join(map(str, sorted(DATED)))
    for code, slot, members in db.execute(f"SELECT code, slot, members FROM shelf WHERE code IN ({codes})"):
        slots[code, slot] = set(unpacked(members))
        if not slots[code, slot].isdisjoint(gone):
            slots[code, slot].difference_update(gone)
            changed.add((code, slot))
    for n in fresh:
        sub, first, last = db.execute("SELECT sub, first, last FROM record WHERE n = ?", (n,)).fetchone()
        at = CODES[schema.KINDS[n >> schema.SHIFT], sub], date_slot(first, last)
        slots[at].add(n)
        changed.add(at)
    for at in changed:
        db.execute("DELETE FROM shelf WHERE code = ? AND slot = ?", at)
        if slots[at]:
            db.execute("INSERT INTO shelf VALUES (?, ?, ?)", (*at, packed(by_day(db, slots[at]))))
    db.execute("DELETE FROM tally")
    _tally(db)


def by_day(db: sqlite3.Connection, numbers: Collection[int]) -> list[int]:
    """Records by the first day of their date."""
    sql = "SELECT n FROM record WHERE n IN (SELECT value FROM json_each(?)) ORDER BY first, n"
    import json

    return [n for (n,) in db.execute(sql, (json.dumps(list(numbers)),))]


def codes_of(*kinds: str) -> tuple[int, ...]:
    """The codes of the shelves of some kinds of record."""
    return tuple(code for (kind, _), code in CODES.items() if kind in kinds)


def _tally(db: sqlite3.Connection) -> None:
    """How many records cite each source, and how many name each person; equals by name."""
    for kind, role in (("source", schema.SOURCE), ("person", None)):
        # In one role a record names another once.
        count, only = ("count(*)", f"AND role = {role}") if role else ("count(DISTINCT n)", "")
        sql = f"SELECT target, {count} FROM mention WHERE target BETWEEN ? AND ? {only} GROUP BY target"
        totals = dict(db.execute(sql, kind_range(kind)).fetchall())
        codes = ", ".join(map(str, codes_of(kind)))
        slots = db.execute(f"SELECT members FROM shelf WHERE code IN ({codes}) ORDER BY slot, code")
        by_name = [n for (members,) in slots for n in unpacked(members)]
        order = sorted(by_name, key=lambda n: -totals.get(n, 0))
        rows = ((schema.KIND_NUMBERS[kind], place, n, totals.get(n, 0)) for place, n in enumerate(order))
        db.executemany("INSERT INTO tally VALUES (?, ?, ?, ?)", rows)


def kind_range(kind: str) -> tuple[int, int]:
    """The lowest and the highest number that a record of a kind can have."""
    low = schema.KIND_NUMBERS[kind] << schema.SHIFT
    return low, low + (1 << schema.SHIFT) - 1
