"""The records of a city, or of it and one partner, that come first when there is no room for all.

Of agreements the ties come first; of all, what is contested, then the latest, last what has no date. A question walks
over numbers of the city's own rows, as those of `overviews` do, and reads no record.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from tui.index import schema
from tui.index.index import Index
from tui.index.overviews import Listed


class Scope(NamedTuple):
    """What is asked about: a city, one partner of it (None for all of them), nothing that is dated later than a day."""

    city: str
    partner: str | None = None
    until: datetime.date | None = None


def foremost(index: Index, scope: Scope, group: str, most: int) -> Listed:
    """The first `most` records of a group of the tree, and how many more there are."""
    where, values = _where(index, scope, (group,))
    rows = index.db.execute(_FOREMOST.format(where=where), (*values, most)).fetchall()
    count = index.db.execute(_COUNT.format(where=where), values).fetchone()[0] if len(rows) == most else len(rows)
    return Listed(index.ids_of([n for (n,) in rows]), int(count) - len(rows))


def latest(index: Index, scope: Scope, groups: Sequence[str]) -> str | None:
    """The id of the record of some groups that ends last, a figure being of its own day; None if none has a date.

    What has no end, or one behind the scope, comes after all that ended within it.
    """
    where, values = _where(index, scope, groups)
    last = (scope.until or datetime.date.max).toordinal() - (scope.until is None)
    row = index.db.execute(_LATEST.format(where=where, last=last), values).fetchone()
    return index.ids_of([row[0]])[0] if row else None


def has_amount(index: Index, scope: Scope, groups: Sequence[str]) -> bool:
    """Whether any record of some groups names an amount of money."""
    where, values = _where(index, scope, groups)
    return index.db.execute(_AMOUNT.format(where=where), values).fetchone() is not None


def _where(index: Index, scope: Scope, groups: Sequence[str]) -> tuple[str, list[int]]:
    """The rows that a scope and groups mean, as a condition with its values."""
    city = index.number(scope.city)
    condition, values = "p.city = ?", [city]
    if scope.partner is not None:
        partner = index.number(scope.partner)
        condition, values = "p.city = ? AND p.partner = ?", [city, partner]
        if partner >> schema.SHIFT != schema.KIND_NUMBERS["city"]:
            # What an organisation has alone is shown below each of its cities.
            condition, values = f"(({condition}) OR (p.city = ? AND p.partner = ?))", [*values, partner, partner]
    numbers = ", ".join(str(schema.GROUP_NUMBERS[group]) for group in groups)
    condition = f"{condition} AND p.grp IN ({numbers})"
    if scope.until is not None:
        # What has no date may be of any.
        condition += f" AND (p.day = {schema.UNDATED} OR p.day <= ?)"
        values.append(scope.until.toordinal())
    return condition, values


_FOREMOST = f"""
SELECT p.n FROM place p JOIN record r ON r.n = p.n WHERE {{where}} GROUP BY p.n
ORDER BY r.sub NOT IN ('sister-city', 'friendship-city', 'unspecified'), (r.flags & {schema.CONTESTED}) = 0,
    p.day = {schema.UNDATED}, CASE WHEN p.day = 1 THEN r.last ELSE p.day END DESC, p.n LIMIT ?
"""
_COUNT = "SELECT count(DISTINCT p.n) FROM place p WHERE {where}"
# Figures are of the day of their value; what has no end is not over.
_END = "CASE WHEN r.sub = 'figure' THEN r.since ELSE r.last END"
_LATEST = f"""
SELECT p.n FROM place p JOIN record r ON r.n = p.n WHERE {{where}} AND {_END} < {schema.UNDATED}
    AND NOT (r.sub = 'figure' AND r.since > {{last}})
ORDER BY {_END} > {{last}}, {_END} DESC, p.n LIMIT 1
"""
_AMOUNT = f"""
SELECT 1 FROM place p JOIN record r ON r.n = p.n WHERE {{where}} AND r.flags & {schema.AMOUNT} LIMIT 1
"""
