"""Figures of one thing at different times: which of them is the newest."""

from __future__ import annotations

from tui.index import schema
from tui.index.index import Index
from tui.records.kinds import Fact

_ABOUT = 2  # the role of what a fact is about, see derive.ROLES
_MOST_READ = 200  # newer figures of one city or partner that are read to find one with the same unit


def newer_figure(index: Index, fact: Fact) -> str | None:
    """The id of the newest figure about the same, in the same unit, whose day is later than that of another.

    What is dated later than the day from which the base is looked at does not count. None if there is none: then this
    figure is the one that stands.
    """
    if fact.value is None or fact.value.as_of is None:
        return None
    target = index.number(fact.about[0])
    given = (target, _ABOUT, fact.value.as_of.latest.toordinal(), index.day.toordinal(), _MOST_READ)
    for id in index.ids_of([n for (n,) in index.db.execute(_NEWER, given)]):
        other = index.record(id)
        if isinstance(other, Fact) and other.value and _same(fact, other):
            return id
    return None


def _same(fact: Fact, other: Fact) -> bool:
    units = [each.value.unit.casefold() for each in (fact, other) if each.value]
    return set(fact.about) == set(other.about) and units[0] == units[1]


_NEWER = f"""
SELECT r.n FROM mention m JOIN record r ON r.n = m.n
WHERE m.target = ? AND m.role = ? AND r.sub = 'figure' AND r.since > ? AND r.since <= ?
    AND NOT r.flags & {schema.EXPECTED}
ORDER BY r.since DESC, r.n LIMIT ?
"""
