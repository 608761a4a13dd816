"""The fewest bytes found that turn one screen into another: what the differ of the browser is measured by.

A search of its own, sharing nothing with the differ but the sequences both may use: rows from top to bottom, in each
every way to write, pass over or erase (a shortest path), and before that every move of lines that looks like one.
Slow, and meant to be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias


class Ink(NamedTuple):
    """Colours as parameters of SGR, "" for the default, and the SGR codes of attributes that are on."""

    fore: str = ""
    back: str = ""
    on: frozenset[str] = frozenset()


Cell: TypeAlias = tuple[str, Ink]
Rows: TypeAlias = Sequence[Sequence[Cell]]
_Place: TypeAlias = tuple[int | None, int | None, Ink | None]  # column, row, ink; None: not known

_SHOWS_ON_BLANKS = frozenset({"4", "7", "9", "21", "53"})
_ENDS = {"1": "22", "2": "22", "3": "23", "4": "24", "7": "27", "9": "29", "21": "24", "53": "55"}
_KEPT = 12  # ways that are followed from one row to the next
_SCROLLS = 6  # moves of lines that are tried


def least(before: Rows, after: Rows, colours_erased: bool = True) -> int:
    """Bytes of the shortest update found. The cursor and the ink are wherever they are best at the start."""
    ways = [_all_rows(before, after, {}, 0, colours_erased)]
    for top, bottom, shift in _scrolls(before, after):
        moved = [list(row) for row in before]
        for y in range(top, bottom + 1):
            inside = top <= y + shift <= bottom
            moved[y] = list(before[y + shift]) if inside else [(" ", Ink())] * len(before[y])
        whole_below = bottom == len(before) - 1
        count = "" if abs(shift) == 1 else str(abs(shift))
        cost = len(f"\x1b[{count}M") + len(f"\x1b[{top + 1 or ''}H")
        if not whole_below:
            cost += len(f"\x1b[{top + 1};{bottom + 1}r") + len("\x1b[r")
        ways.append(_all_rows(moved, after, {(0, top, Ink()): 0}, cost, colours_erased))
    return min(ways)


def _all_rows(before: Rows, after: Rows, places: dict[_Place, int], begun: int, colours_erased: bool) -> int:
    changed = [y for y in range(len(after)) if list(before[y]) != list(after[y])]
    if not changed:
        return begun
    if not places:
        # Whatever came before may have left the cursor and the ink just where they are needed.
        y = changed[0]
        x = next(x for x in range(len(after[y])) if before[y][x] != after[y][x])
        places = {(x, y, after[y][x][1]): 0}
    ways = {place: begun + cost for place, cost in places.items()}
    for y in changed:
        ways = dict(sorted(_row(before[y], after[y], y, ways, colours_erased).items(), key=lambda way: way[1])[:_KEPT])
    return min(ways.values())


def _row(
    old: Sequence[Cell], new: Sequence[Cell], y: int, places: dict[_Place, int], colours_erased: bool
) -> dict[_Place, int]:
    """The cheapest ways through a row: bytes by where they end."""
    return _Row(old, new, y, colours_erased).ends(places)


class _Row:
    """One row as a graph: `ways[x]` are the cheapest ways to have the cursor on column x, by ink."""

    def __init__(self, old: Sequence[Cell], new: Sequence[Cell], y: int, colours_erased: bool) -> None:
        self.new, self.y, self.colours_erased = new, y, colours_erased
        self.differs = [a != b for a, b in zip(old, new, strict=True)]
        self.last = max(x for x, differs in enumerate(self.differs) if differs)
        self.first = self.differs.index(True)
        while new[self.first][0] == "" and self.first:
            self.first -= 1
        self.inks = {ink for _, ink in new[self.first : self.last + 1]}
        self.ways: list[dict[Ink | None, int]] = [{} for _ in range(len(new) + 2)]
        self.done: dict[_Place, int] = {}

    def ends(self, places: dict[_Place, int]) -> dict[_Place, int]:
        """From where the rows before have ended."""
        for (at_x, at_y, ink), cost in places.items():
            # Entering left of the first change, to write what is there again, is never shorter than moving to it.
            _keep(self.ways[self.first], ink, cost + _move(at_x, at_y, self.first, self.y))
            if at_y == self.y and at_x is not None and at_x < self.first:
                _keep(self.ways[at_x], ink, cost)
        for x in range(len(self.new)):
            here = self.ways[x]
            for ink, cost in list(here.items()):
                for other in self.inks - {ink}:
                    _keep(here, other, cost + _ink_cost(ink, other))
            for ink, cost in here.items():
                self._write(x, ink, cost)
                self._pass(x, ink, cost)
                self._erase(x, ink, cost)
        return self.done

    def _write(self, x: int, ink: Ink | None, cost: int) -> None:
        text, wanted = self.new[x]
        if not text or not _looks_right(ink, text, wanted):
            return
        width = len(self.new)
        end = x + (2 if x + 1 < width and self.new[x + 1][0] == "" else 1)
        cost += len(text.encode())
        if end > self.last:
            _keep(self.done, (end if end < width else None, self.y, ink), cost)
        else:
            _keep(self.ways[end], ink, cost)

    def _pass(self, x: int, ink: Ink | None, cost: int) -> None:
        target = x
        while target < self.last and not self.differs[target]:
            target += 1
            _keep(self.ways[target], ink, cost + _right(target - x))

    def _erase(self, x: int, ink: Ink | None, cost: int) -> None:
        text, wanted = self.new[x]
        if text != " " or not _looks_right(ink, " ", wanted) or (wanted.back and not self.colours_erased):
            return
        end = x + 1
        while end < len(self.new) and self.new[end] == self.new[x]:
            end += 1
        if end == len(self.new):
            _keep(self.done, (x, self.y, ink), cost + 3)
            return
        for until in range(x + 1, end + 1) if self.colours_erased else ():
            erased = cost + len(f"\x1b[{until - x}X")
            if until > self.last:
                _keep(self.done, (x, self.y, ink), erased)
            else:
                _keep(self.ways[until], ink, erased + _right(until - x))


def _keep(ways: dict[object, int] | dict[Ink | None, int] | dict[_Place, int], way: object, cost: int) -> None:
    known = ways.get(way)  # type: ignore[arg-type, call-overload]
    if known is None or cost < known:
        ways[way] = cost  # type: ignore[index]


def _looks_right(ink: Ink | None, text: str, wanted: Ink) -> bool:
    if ink is None or ink == wanted:
        return ink is not None
    if text != " " or wanted.on & _SHOWS_ON_BLANKS:
        return False
    return ink.back == wanted.back and not ink.on & _SHOWS_ON_BLANKS


@lru_cache(65536)
def _ink_cost(before: Ink | None, after: Ink) -> int:
    colours = [colour for colour in (after.fore, after.back) if colour]
    whole = len("\x1b[0m" + "".join(f";{part}" for part in (*after.on, *colours))) if after != Ink() else 3
    if before is None:
        return whole
    ended = {_ENDS[code] for code in before.on - after.on}
    begun = {code for code in after.on if code not in before.on or _ENDS[code] in ended}
    parts = [*ended, *begun]
    if before.fore != after.fore:
        parts.append(after.fore or "39")
    if before.back != after.back:
        parts.append(after.back or "49")
    return min(whole, len(f"\x1b[{';'.join(parts)}m"))


def _right(count: int) -> int:
    return len("\x1b[C" if count == 1 else f"\x1b[{count}C")


def _move(from_x: int | None, from_y: int | None, x: int, y: int) -> int:
    if (from_x, from_y) == (x, y):
        return 0
    ways = [len(f"\x1b[{y + 1 if y else ''}H" if not x else f"\x1b[{y + 1 if y else ''};{x + 1}H")]
    if from_y is not None and from_y <= y:
        down = y - from_y
        lower = len("\x1b[B" if down == 1 else f"\x1b[{down}B") if down else 0
        if from_x is not None and from_x <= x:
            ways.append(lower + (_right(x - from_x) if x > from_x else 0))
        if from_x is not None and x < from_x:
            ways.append(lower + from_x - x)
        ways.append(1 + down + (_right(x) if x else 0))
    return min(ways)


def _scrolls(before: Rows, after: Rows) -> Iterator[tuple[int, int, int]]:
    """Regions (first and last line, lines up) whose move seems to bring much of the screen to where it should be."""
    height = len(after)
    scored: Counter[tuple[int, int, int]] = Counter()
    for shift in range(1 - height, height):
        if not shift:
            continue
        gains = []
        for y in range(height):
            source = y + shift
            stays = sum(a == b and a[0] != " " for a, b in zip(before[y], after[y], strict=True))
            comes = 0
            if 0 <= source < height:
                comes = sum(a == b and a[0] != " " for a, b in zip(before[source], after[y], strict=True))
            gains.append(comes - stays)
        for top in range(height):
            total = 0
            for bottom in range(top, height):
                total += gains[bottom]
                if total <= 0:
                    break
                first = top + min(shift, 0)
                last = bottom + max(shift, 0)
                if first >= 0 and last < height and last - first + 1 > abs(shift):
                    scored[first, last, shift] = max(scored[first, last, shift], total)
    for region, _ in scored.most_common(_SCROLLS):
        yield region
