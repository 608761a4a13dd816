"""The tree by year and by kind: stretches of shelves (see groupings), parted where they are long."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from tui.index import schema
from tui.index.groupings import (
    CODES,
    DATED,
    LETTER_SHIFT,
    LETTERS,
    MONTH_SHIFT,
    SHELVES,
    UNDATED_KEY,
    UNDATED_YEAR,
    YEAR_SHIFT,
    count_shelves,
    date_key,
)
from tui.index.nodes import DECADE, KIND, LETTER, MONTH, SUB, UNDATED, YEAR, Node, NodePath
from tui.index.sieve import Sieve
from tui.index.tree import MOST, Rows, Tree, runs

MOST_YEARS = 60
_IN_YEAR = YEAR_SHIFT - MONTH_SHIFT
_END = len(LETTERS) << LETTER_SHIFT  # behind every key


class Stretch(NamedTuple):
    """Some shelves from one key to another (not included), or some rows of that; `by` is what it is parted by first."""

    segment: str
    codes: tuple[int, ...]
    start: int = 0
    end: int = _END
    by: str = ""
    rows: Rows | None = None
    total: int = 0


class ShelfTree(Tree):
    """A view of shelves. Which parts there are is told by counts of months and letters, so no record is looked at."""

    top: Stretch

    def _sift(self, sieve: Sieve) -> None:
        if sieve.copy("shelf"):
            sieve.make("slot")
            count_shelves(sieve.db)

    def roots(self) -> list[Node]:
        return self._below((), self.top)

    def children(self, path: NodePath) -> list[Node]:
        stretch: Stretch | None = self.top
        for segment in path:
            parts = self._parts(stretch) if stretch else []
            stretch = next((part for part in parts if part.segment == segment), None)
        return self._below(path, stretch) if path and stretch else []

    def place(self, id: str, near: NodePath = ()) -> NodePath | None:
        n = self._index.number(id)
        found = self._shelved(n)
        if found is None or found[0] not in self.top.codes or (self.sieve and n not in self.sieve.hits):
            return None
        code, key = found
        path: list[str] = []
        stretch = self.top
        while parts := self._parts(stretch):
            before = self._before(stretch, key, n) if parts[0].rows else 0
            stretch = next(part for part in parts if _holds(part, code, key, before))
            path.append(stretch.segment)
        return (*path, id)

    def _shelved(self, n: int) -> tuple[int, int] | None:
        """The shelf and the key of a record."""
        row = self._whole.execute("SELECT sub, first, last FROM record WHERE n = ?", (n,)).fetchone()
        if row is None:
            return None
        sub, first, last = row
        code = CODES[schema.KINDS[n >> schema.SHIFT], sub]
        if code in DATED:
            return code, date_key(first, last)
        (key,) = self._whole.execute("SELECT key FROM shelf WHERE code = ? AND n = ?", (code, n)).fetchone()
        return code, key

    def _before(self, stretch: Stretch, key: int, n: int) -> int:
        """How many records of a stretch come before one of it."""
        sql = f"SELECT count(*) FROM shelf WHERE {_within(stretch)} AND (key < ? OR key = ? AND n < ?)"
        return int(self._db.execute(sql, (key, key, n)).fetchone()[0])

    def _below(self, path: NodePath, stretch: Stretch) -> list[Node]:
        parts = self._parts(stretch)
        if parts:
            return [Node((*path, part.segment), None, part.total, True) for part in parts]
        first, end = stretch.rows or (0, -1)
        sql = f"SELECT n FROM shelf WHERE {_within(stretch)} ORDER BY key, n LIMIT ? OFFSET ?"
        rows: list[tuple[int]] = self._db.execute(sql, (end - first, first)).fetchall()
        return self._leaves(path, (n for (n,) in rows))

    # How a stretch is parted.

    def _parts(self, stretch: Stretch) -> list[Stretch]:
        """The parts of a stretch in their order; none if its records stand directly below it."""
        if stretch.rows:
            return []
        if stretch.by in ("kinds", "subs"):
            return self._by_shelf(stretch)
        slots = self._slots(stretch)
        total = sum(slots.values())
        if not total or (total <= MOST and stretch.by != "years"):
            return []
        dated = stretch.codes[0] in DATED
        parts = self._by_date(stretch, slots) if dated else _by_letter(stretch, slots)
        if len(parts) > 1 or (parts and stretch.by == "years"):
            return parts
        return [stretch._replace(segment=run.segment, rows=run, total=run.end - run.first) for run in runs(total)]

    def _slots(self, stretch: Stretch) -> Counter[int]:
        shift = MONTH_SHIFT if stretch.codes[0] in DATED else LETTER_SHIFT
        codes = ", ".join(map(str, stretch.codes))
        sql = f"SELECT slot, sum(total) FROM slot WHERE code IN ({codes}) AND slot >= ? AND slot < ? GROUP BY slot"
        return Counter(dict(self._db.execute(sql, (stretch.start >> shift, stretch.end >> shift))))

    def _by_shelf(self, stretch: Stretch) -> list[Stretch]:
        codes = ", ".join(map(str, stretch.codes))
        totals = dict(self._db.execute(f"SELECT code, sum(total) FROM slot WHERE code IN ({codes}) GROUP BY code"))
        if stretch.by == "subs":
            return [Stretch(SUB + SHELVES[code][1], (code,), total=totals[code]) for code in sorted(totals)]
        found: dict[str, list[int]] = {}
        for code in sorted(totals):
            found.setdefault(SHELVES[code][0], []).append(code)
        return [
            Stretch(
                KIND + kind,
                _codes(kind),
                by="subs" if len(_codes(kind)) > 1 else "",
                total=sum(totals[code] for code in of_kind),
            )
            for kind, of_kind in found.items()
        ]

    def _by_date(self, stretch: Stretch, slots: Counter[int]) -> list[Stretch]:
        """Decades or years, newest first and what has no date last, else months, earliest first."""
        years: Counter[int] = Counter()
        for slot, total in slots.items():
            years[slot >> _IN_YEAR] += total
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
            parts.append(Stretch(UNDATED, stretch.codes, UNDATED_KEY, total=undated))
        return parts


def _years(stretch: Stretch, word: str, first: int, count: int, total: int) -> Stretch:
    start, end = first << YEAR_SHIFT, min(first + count, UNDATED_YEAR) << YEAR_SHIFT
    by = "years" if word == DECADE else ""
    return Stretch(f"{word}{first:04}", stretch.codes, start, end, by, total=total)


def _month(stretch: Stretch, slot: int, total: int) -> Stretch:
    year, month = slot >> _IN_YEAR, slot & ((1 << _IN_YEAR) - 1)
    segment = f"{MONTH}{year:04}-{month:02}"
    return Stretch(segment, stretch.codes, slot << MONTH_SHIFT, (slot + 1) << MONTH_SHIFT, total=total)


def _by_letter(stretch: Stretch, slots: Counter[int]) -> list[Stretch]:
    return [
        Stretch(LETTER + LETTERS[at], stretch.codes, at << LETTER_SHIFT, (at + 1) << LETTER_SHIFT, total=slots[at])
        for at in sorted(slots)
    ]


def _codes(*kinds: str) -> tuple[int, ...]:
    return tuple(code for (kind, _), code in CODES.items() if kind in kinds)


def _within(stretch: Stretch) -> str:
    codes = ", ".join(map(str, stretch.codes))
    return f"code IN ({codes}) AND key >= {stretch.start} AND key < {stretch.end}"


def _holds(part: Stretch, code: int, key: int, before: int) -> bool:
    rows = part.rows
    return code in part.codes and part.start <= key < part.end and (not rows or rows.first <= before < rows.end)


class YearTree(ShelfTree):
    """Years, newest first, then what has no date; below them agreements and facts, earliest first. No other records."""

    view = "year"
    top = Stretch("", _codes("agreement", "fact"), by="years")


class KindTree(ShelfTree):
    """Kinds of record, and their own kinds; agreements and facts by date, all others by name."""

    view = "kind"
    top = Stretch("", tuple(range(len(SHELVES))), by="kinds")
