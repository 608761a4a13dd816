"""The tree by year and by kind: stretches of shelves (see groupings), parted where they are long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tui.index import schema
from tui.index.groupings import (
    CODES,
    DATED,
    END_SLOT,
    LETTERS,
    MONTH_BITS,
    SHELVES,
    UNDATED_SLOT,
    UNDATED_YEAR,
    by_day,
    codes_of,
    date_slot,
    packed,
    unpacked,
)
from tui.index.nodes import DECADE, KIND, LETTER, MONTH, SUB, UNDATED, YEAR, Node, NodePath
from tui.index.sieve import Sieve
from tui.index.tree import MOST, Rows, Tree, runs

MOST_YEARS = 60


class Stretch(NamedTuple):
    """Some shelves from one slot up to another, or some rows of that; `by` is what it is parted by first."""

    segment: str
    codes: tuple[int, ...]
    start: int = 0
    end: int = END_SLOT
    by: str = ""
    rows: Rows | None = None
    total: int = 0

    @property
    def condition(self) -> str:
        """What is true of its rows of `shelf`."""
        return f"code IN ({', '.join(map(str, self.codes))}) AND slot >= {self.start} AND slot < {self.end}"


class ShelfTree(Tree):
    """A view of shelves. Which parts there are is told by the sizes of slots, so no record is looked at."""

    top: Stretch

    def _sift(self, sieve: Sieve) -> None:
        if not sieve.once("shelf"):
            return
        sieve.make("shelf")
        for code, slot, members in self._whole.execute("SELECT code, slot, members FROM shelf"):
            kept = [n for n in unpacked(members) if n in sieve.hits]
            if kept:
                sieve.db.execute("INSERT INTO shelf VALUES (?, ?, ?)", (code, slot, packed(kept)))

    def _outermost(self) -> list[Node]:
        return self._below((), self.top)

    def children(self, path: NodePath) -> list[Node]:
        stretch = self._stretch(path)
        return self._below(path, stretch) if path and stretch else []

    def members(self, path: NodePath) -> Iterator[Sequence[int]]:
        """The numbers of all records below a node that is no run of rows, a slot at a time."""
        if stretch := self._stretch(path):
            for (members,) in self._db.execute(f"SELECT members FROM shelf WHERE {stretch.condition}"):
                yield unpacked(members)

    def _stretch(self, path: NodePath) -> Stretch | None:
        """What a path leads to; None for an unknown one."""
        stretch: Stretch | None = self.top
        for segment in path:
            parts = self._parts(stretch) if stretch else []
            stretch = next((part for part in parts if part.segment == segment), None)
        return stretch

    def place(self, id: str, near: NodePath = ()) -> NodePath | None:
        n = self._index.number(id)
        found = self._shelved(n)
        if found is None or found[0] not in self.top.codes or (self.sieve and n not in self.sieve.hits):
            return None
        code, slot = found
        path: list[str] = []
        stretch = self.top
        while parts := self._parts(stretch):
            at = self._numbers(stretch).index(n) if parts[0].rows else 0
            stretch = next(part for part in parts if _holds(part, code, slot, at))
            path.append(stretch.segment)
        return (*path, id)

    def _shelved(self, n: int) -> tuple[int, int] | None:
        """The shelf and the slot of a record."""
        row = self._whole.execute("SELECT sub, first, last FROM record WHERE n = ?", (n,)).fetchone()
        if row is None:
            return None
        sub, first, last = row
        code = CODES[schema.KINDS[n >> schema.SHIFT], sub]
        if code in DATED:
            return code, date_slot(first, last)
        slots = self._whole.execute("SELECT slot, members FROM shelf WHERE code = ?", (code,))
        return next(((code, slot) for slot, members in slots if n in unpacked(members)), None)

    def _below(self, path: NodePath, stretch: Stretch) -> list[Node]:
        parts = self._parts(stretch)
        if parts:
            return [Node((*path, part.segment), None, part.total, True) for part in parts]
        numbers = self._numbers(stretch)
        return self._leaves(path, numbers[stretch.rows.first : stretch.rows.end] if stretch.rows else numbers)

    def _numbers(self, stretch: Stretch) -> list[int]:
        """The records of a stretch in their order."""
        slots: dict[int, list[int]] = {}
        for slot, members in self._db.execute(f"SELECT slot, members FROM shelf WHERE {stretch.condition}"):
            slots.setdefault(slot, []).extend(unpacked(members))
        if len(stretch.codes) > 1:
            slots = {slot: by_day(self._whole, numbers) for slot, numbers in slots.items()}
        return [n for slot in sorted(slots) for n in slots[slot]]

    # How a stretch is parted.

    def _parts(self, stretch: Stretch) -> list[Stretch]:
        """The parts of a stretch in their order; none if its records stand directly below it."""
        if stretch.rows:
            return []
        if stretch.by in ("kinds", "subs"):
            return self._by_shelf(stretch)
        sql = f"SELECT slot, sum(length(members)) / 4 FROM shelf WHERE {stretch.condition} GROUP BY slot"
        slots = Counter(dict(self._db.execute(sql).fetchall()))
        total = sum(slots.values())
        if not total or (total <= MOST and stretch.by != "years"):
            return []
        parts = _by_date(stretch, slots) if stretch.codes[0] in DATED else _by_letter(stretch, slots)
        if len(parts) > 1 or stretch.by == "years":
            return parts
        return [stretch._replace(segment=run.segment, rows=run, total=run.end - run.first) for run in runs(total)]

    def _by_shelf(self, stretch: Stretch) -> list[Stretch]:
        sql = f"SELECT code, sum(length(members)) / 4 FROM shelf WHERE {stretch.condition} GROUP BY code ORDER BY code"
        totals = dict(self._db.execute(sql).fetchall())
        if stretch.by == "subs":
            return [Stretch(SUB + SHELVES[code][1], (code,), total=total) for code, total in totals.items()]
        kinds: Counter[str] = Counter()
        for code, total in totals.items():
            kinds[SHELVES[code][0]] += total
        return [_kind(kind, total) for kind, total in kinds.items()]


def _kind(kind: str, total: int) -> Stretch:
    codes = codes_of(kind)
    return Stretch(KIND + kind, codes, by="subs" if len(codes) > 1 else "", total=total)


def _by_date(stretch: Stretch, slots: Counter[int]) -> list[Stretch]:
    """Decades or years, newest first and what has no date last; within a year its months, earliest first."""
    years: Counter[int] = Counter()
    for slot, total in slots.items():
        years[slot >> MONTH_BITS] += total
    undated = years.pop(UNDATED_YEAR, 0)
    if len(years) > MOST_YEARS and not stretch.segment.startswith(DECADE):
        decades: Counter[int] = Counter()
        for year, total in years.items():
            decades[year // 10 * 10] += total
        parts = [_years(stretch, DECADE, at, 10, decades[at]) for at in sorted(decades, reverse=True)]
    elif len(years) > 1 or undated or stretch.by == "years":
        parts = [_years(stretch, YEAR, at, 1, years[at]) for at in sorted(years, reverse=True)]
    else:
        parts = [_month(stretch, slot, slots[slot]) for slot in sorted(slots)]
    if undated:
        parts.append(Stretch(UNDATED, stretch.codes, UNDATED_SLOT, total=undated))
    return parts


def _years(stretch: Stretch, word: str, first: int, count: int, total: int) -> Stretch:
    start, end = first << MONTH_BITS, (first + count) << MONTH_BITS
    return Stretch(f"{word}{first:04}", stretch.codes, start, end, "years" if word == DECADE else "", total=total)


def _month(stretch: Stretch, slot: int, total: int) -> Stretch:
    year, month = slot >> MONTH_BITS, slot & ((1 << MONTH_BITS) - 1)
    return Stretch(f"{MONTH}{year:04}-{month:02}", stretch.codes, slot, slot + 1, total=total)


def _by_letter(stretch: Stretch, slots: Counter[int]) -> list[Stretch]:
    return [Stretch(LETTER + LETTERS[at], stretch.codes, at, at + 1, total=slots[at]) for at in sorted(slots)]


def _holds(part: Stretch, code: int, slot: int, at: int) -> bool:
    rows = part.rows
    return code in part.codes and part.start <= slot < part.end and (not rows or rows.first <= at < rows.end)


class YearTree(ShelfTree):
    """Years, newest first, then what has no date; below them agreements and facts, earliest first. No other records."""

    view = "year"
    top = Stretch("", codes_of("agreement", "fact"), by="years")


class KindTree(ShelfTree):
    """Kinds of record, and their own kinds; agreements and facts by date, all others by name."""

    view = "kind"
    top = Stretch("", tuple(range(len(SHELVES))), by="kinds")
