"""Which statements a page has room for: the most important of every section, then the next of each, and so on.

Of a brief of two, the meeting counts: what a place is like by itself comes when all else has found room.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from tui.index.index import Index
from tui.views.brief.gathering import Asked, Gathered, gather
from tui.views.brief.statements import Brief, LeftOut, Part, Statement, shortened, sources_of

LINES = 60
"""Lines of a page, unless another number is asked for."""

FEWEST_LINES = 20
"""Below this a page would not hold its title, what was left out, and anything to say."""

_MOST_READ = 100  # records of a group of the tree, at least
# How many of a section are taken before those of the next: who, the tie, what is missing, then the rest.
_SHARES = {
    Part.NAMES: 2,
    Part.PEOPLE: 2,
    Part.TIES: 2,
    Part.GAPS: 3,
    Part.DONE: 3,
    Part.EXPECTED: 2,
    Part.SAID: 2,
    Part.FIGURES: 1,
    Part.PLACE: 1,
}
_ORDER = list(_SHARES)


class Room(NamedTuple):
    """A page: how many lines it has, what tells how many a brief takes, and how hard the last lines are filled.

    `tries` is how many statements are tried one by one behind the first that does not fit.
    """

    lines: int
    measure: Callable[[Brief], int]
    tries: int = 12


def make_brief(index: Index, asked: Asked, room: Room) -> Brief:
    """The brief of a city, of as many statements as there is room for.

    It depends on nothing but the base, the day it is looked at from, and what is asked.
    """
    gathered = gather(index, asked, max(_MOST_READ, room.lines))
    ranked = _ranked(
        gathered.statements, _SHARES if asked.partner else _SHARES | {Part.TIES: 4}, asked.partner is not None
    )
    needed = 0
    if not gathered.unread:
        everything = _brief(gathered, asked, range(len(ranked)), ranked)
        needed = room.measure(everything)
        if needed <= room.lines:
            return everything

    def brief_of(chosen: Sequence[int]) -> Brief:
        return _brief(gathered, asked, chosen, ranked)._replace(lines_for_all=needed)

    # Each takes a line at least.
    first = _longest(min(len(ranked), room.lines), lambda count: room.measure(brief_of(range(count))) <= room.lines)
    chosen = list(range(first))
    for number in range(first + 1, min(first + 1 + room.tries, len(ranked))):
        if room.measure(brief_of([*chosen, number])) <= room.lines:
            chosen.append(number)
    return brief_of(chosen)


def _ranked(statements: list[Statement], shares: Mapping[Part, int], of_two: bool) -> list[Statement]:
    """Statements by importance: rounds, in each of which every section has its share."""
    seen = dict.fromkeys(Part, 0)
    ranks = []
    for at, one in enumerate(statements):
        last = of_two and one.part is Part.PLACE
        ranks.append((last, seen[one.part] // shares[one.part], _ORDER.index(one.part), at))
        seen[one.part] += 1
    return [statements[at] for *_, at in sorted(ranks)]


def _longest(most: int, fits: Callable[[int], bool]) -> int:
    """The largest number up to `most` that fits, where every smaller one does; 0 fits."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def _brief(gathered: Gathered, asked: Asked, chosen: Sequence[int], ranked: list[Statement]) -> Brief:
    taken = frozenset(chosen)
    parts = list(Part)
    shown = sorted((ranked[at] for at in sorted(taken)), key=lambda one: (parts.index(one.part), -one.day))
    left = dict.fromkeys(parts, 0)
    for at, one in enumerate(ranked):
        if at not in taken:
            left[one.part] += len({clause.record for clause in one.clauses})
    for unread in gathered.unread:
        left[unread.part] += unread.number
    left_out = tuple(LeftOut(part, number) for part, number in left.items() if number)
    title = " with ".join(shortened(gathered.known.base.title(id)) for id in (asked.city, asked.partner) if id)
    known, statements = gathered.known, tuple(shown)
    sources = sources_of(statements)
    return Brief(asked.city, asked.partner, title, known.day, known.until, statements, sources, left_out)
