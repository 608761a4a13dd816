"""What a page tells of a record that many others touch: counts, and the first of each, never all of them.

A city can have hundreds of partners and thousands of facts. Nothing here reads a record; what a question costs is a
walk over numbers of the city's own rows (about a quarter of a microsecond each), and a look-up for each row it returns.
"""

import sqlite3
from collections.abc import Mapping
from typing import NamedTuple

from tui.index import schema
from tui.index.index import Index

TIES = ("sister-city", "friendship-city", "cooperation", "exchange", "investment", "establishment", "unspecified")
"""Kinds of agreement, the closest first."""

CITIES, COUNTRIES, ORGANISATIONS = "~cities", "~countries", "~organisations"
"""Partners with whom no agreement is recorded, by what they are."""

_MOST_TIES = 4000  # agreements of one city that are looked through for their kind
_MOST_COUNTED = 2000
_RANKS = {kind: rank for rank, kind in enumerate((*TIES, CITIES, COUNTRIES, ORGANISATIONS))}


class PartnerGroup(NamedTuple):
    """Partners of a city with whom its closest tie is of one kind: how many, and the first with their records.

    Of a base as of a day, `undated` is with how many no tie has a date, and `ties` has the earliest tie of the first.
    """

    kind: str
    size: int
    first: list[tuple[str, int]]
    undated: int = 0
    ties: Mapping[str, str] = {}


class Timeline(NamedTuple):
    """The latest dated records of a city, by day; how many stand before them; and the first that have no date.

    `at_least`: counting stopped there, and more stand before.
    """

    moments: list[str]
    earlier: int
    at_least: bool
    undated: list[str]
    more_undated: int


class Listed(NamedTuple):
    """The first ids of a list, and how many more there are."""

    ids: list[str]
    more: int


def partner_groups(index: Index, city: str, most: int) -> list[PartnerGroup]:
    """The partners of a city by their closest tie with it, at most `most` of each group, those with most records first.

    What was only expected makes no tie. Each partner stands in one group.
    """
    n = index.number(city)
    totals = dict(_ask(index, _PARTNERS, n, n))
    ties = _ask(index, _TIES, n, _AGREEMENTS, _MOST_TIES).fetchall()
    best: dict[int, int] = {}
    # The closest kind is written last.
    for kind in reversed(TIES):
        best.update(dict.fromkeys((partner for partner, tie, *_ in ties if tie == kind), _RANKS[kind]))
    groups: dict[int, list[int]] = {}
    for partner in totals:
        rank = best[partner] if partner in best else _untied(index, partner)
        groups.setdefault(rank, []).append(partner)
    kinds = list(_RANKS)
    found = []
    for rank in sorted(groups):
        members = groups[rank]
        # The numbers come in order, and sorting keeps it among equals.
        top = sorted(members, key=totals.__getitem__, reverse=True)[:most]
        first = [(id, totals[partner]) for partner, id in index.named(top)]
        found.append(PartnerGroup(kinds[rank], len(members), first))
    return [_dated(index, group, groups[_RANKS[group.kind]], ties) for group in found] if index.standing else found


def _dated(
    index: Index, group: PartnerGroup, members: list[int], ties: list[tuple[int, str, int, int]]
) -> PartnerGroup:
    """A group with what is known of the dates of its ties."""
    earliest: dict[int, tuple[int, int]] = {}
    for partner, tie, since, n in ties:
        if tie == group.kind:
            earliest[partner] = min(earliest.get(partner, (since, n)), (since, n))
    undated = sum(1 for partner in members if earliest.get(partner, (0, 0))[0] == schema.UNDATED)
    told = [(index.number(id), id) for id, _ in group.first]
    ties_told = {id: index.ids_of([earliest[partner][1]])[0] for partner, id in told if partner in earliest}
    return group._replace(undated=undated, ties=ties_told)


def _untied(index: Index, partner: int) -> int:
    if partner >> schema.SHIFT == schema.KIND_NUMBERS["city"]:
        return _RANKS[CITIES]
    (sub,) = index.db.execute("SELECT sub FROM record WHERE n = ?", (partner,)).fetchone()
    return _RANKS[COUNTRIES if sub == "country" else ORGANISATIONS]


def timeline(index: Index, city: str, most: int, most_undated: int) -> Timeline:
    """The facts and agreements of a city and its pairs by day, the latest `most` of them.

    A record stands at the first day it can mean, at its last where that is open ("by 2025").
    """
    n = index.number(city)
    moments = _first(index, _DATED, n, most)
    undated = _first(index, _UNDATED, n, most_undated)
    earlier = _count(index, _DATED_COUNT, n) - len(moments)
    ids = dict(index.named([number for number, _ in (*moments, *undated)]))
    return Timeline(
        [ids[number] for number, _ in reversed(moments)],
        earlier,
        earlier + len(moments) >= _MOST_COUNTED,
        [ids[number] for number, _ in undated],
        _count(index, _UNDATED_COUNT, n) - len(undated),
    )


def _first(index: Index, sql: str, city: int, most: int) -> list[tuple[int, int]]:
    """The first different records of a query over places; one that stands below many partners comes many times."""
    limit = 4 * most
    while True:
        rows = _ask(index, sql, city, limit).fetchall()
        found = dict(rows)
        if len(found) >= most or len(rows) < limit:
            return list(found.items())[:most]
        limit *= 8


def later(index: Index, city: str) -> int:
    """How many agreements and facts of a city are dated later than the day as of which a base is looked at."""
    if index.standing is None:
        return 0
    sql = _LATER.format(condition=index.standing.condition("p.n"))
    return int(index.db.execute(sql, (index.number(city),)).fetchone()[0])


def _ask(index: Index, sql: str, *values: int) -> sqlite3.Cursor:
    """The rows of a query over places or mentions, of those that stood on the day if there is one."""
    standing = index.standing
    place, stood = (standing.place, f" AND {standing.condition('n')}") if standing else ("place", "")
    return index.db.execute(sql.format(place=place, stood=stood), values)


def _count(index: Index, sql: str, *values: int) -> int:
    return int(_ask(index, sql, *values, _MOST_COUNTED).fetchone()[0])


def belonging(index: Index, city: str, most: int) -> list[tuple[str, Listed]]:
    """The people, organisations and places of a city, by group of the tree (`~people`)."""
    n = index.number(city)
    counts = index.db.execute("SELECT grp, count(*) FROM belongs WHERE home = ? GROUP BY grp", (n,)).fetchall()
    found = []
    for group, count in counts:
        rows = index.db.execute("SELECT n FROM belongs WHERE home = ? AND grp = ? LIMIT ?", (n, group, most))
        ids = index.ids_of([number for (number,) in rows])
        found.append((schema.GROUPS_BY_NUMBER[group], Listed(ids, count - len(ids))))
    return found


def pair_groups(index: Index, city: str, partner: str, most: int) -> list[tuple[str, Listed]]:
    """What stands below a city and one partner of it, by group of the tree, the first `most` of each by day."""
    a, b = index.number(city), index.number(partner)
    found = []
    for group, count in index.places.groups(a, b):
        numbers = index.places.records(a, b, schema.GROUP_NUMBERS[group])[:most]
        found.append((group, Listed(index.ids_of(numbers), count - len(numbers))))
    return found


class Naming(NamedTuple):
    """Records that name another: those that give its words first, the others by kind and day; how many more."""

    said: list[str]
    others: list[str]
    more: int


def naming(index: Index, id: str, most: int, known: frozenset[str] = frozenset()) -> Naming:
    """The records that name one, `most` of each sort, without those that are `known` already."""
    n = index.number(id)
    if not n:
        return Naming([], [], 0)
    roles = [role for (role,) in index.db.execute(_ROLES, (n,))]
    limit = most + len(known)
    by_role = {role: [m for (m,) in _ask(index, _NAMING, n, role, limit)] for role in roles}
    said = dict.fromkeys(by_role.pop(schema.SPEAKER, ()))
    others = dict.fromkeys(m for role in sorted(by_role) for m in by_role[role] if m not in said)
    found = [[name for name in _by_day(index, list(numbers)) if name not in known][:most] for numbers in (said, others)]
    seen = _count(index, _NAMING_COUNT, n)
    hidden = sum(1 for name in known if _names(index, name, n))
    return Naming(found[0], found[1], max(seen - hidden - len(found[0]) - len(found[1]), 0))


def _names(index: Index, id: str, target: int) -> bool:
    sql = "SELECT 1 FROM mention WHERE target = ? AND role = ? AND n = ?"
    m = index.number(id)
    stood = bool(m) and (index.standing is None or index.standing.has(m))
    return stood and any(index.db.execute(sql, (target, role, m)).fetchone() for role in range(1, 10))


def _by_day(index: Index, numbers: list[int]) -> list[str]:
    rows = [
        (number >> schema.SHIFT, first, number, id)
        for number in numbers
        for id, first in index.db.execute("SELECT id, first FROM record WHERE n = ?", (number,))
    ]
    return [row[-1] for row in sorted(rows)]


_AGREEMENTS = schema.GROUP_NUMBERS["~agreements"]
_PARTNERS = "SELECT partner, count(*) FROM {place} WHERE city = ? AND partner <> ? GROUP BY partner"
# In the order of the records' numbers, so that each page of the table is read once.
_TIES = """
SELECT p.partner, r.sub, r.since, p.n
FROM (SELECT partner, n FROM {place} WHERE city = ? AND grp = ? ORDER BY n LIMIT ?) p
CROSS JOIN record r ON r.n = p.n
"""
_TOLD = f"p.grp < {schema.GROUP_NUMBERS['~people']}"  # agreements and facts, no people
_AT = "CASE WHEN p.day = 1 THEN (SELECT r.last FROM record r WHERE r.n = p.n) ELSE p.day END"
_HAS_DAY = f"p.city = ? AND p.day < {schema.UNDATED} AND {_TOLD}"
_NO_DAY = f"p.city = ? AND p.day = {schema.UNDATED} AND {_TOLD}"
_DATED = f"SELECT p.n, {_AT} AS at FROM {{place}} p WHERE {_HAS_DAY} ORDER BY at DESC, p.n LIMIT ?"
_DATED_COUNT = f"SELECT count(*) FROM (SELECT DISTINCT p.n FROM {{place}} p WHERE {_HAS_DAY} LIMIT ?)"
# Facts before agreements: a tie without a date is told with the partners.
_UNDATED = f"SELECT p.n, 0 FROM {{place}} p WHERE {_NO_DAY} ORDER BY p.n >> {schema.SHIFT} DESC, p.n LIMIT ?"
_UNDATED_COUNT = f"SELECT count(*) FROM (SELECT DISTINCT p.n FROM {{place}} p WHERE {_NO_DAY} LIMIT ?)"
_LATER = f"SELECT count(DISTINCT p.n) FROM place p WHERE p.city = ? AND {_TOLD} AND NOT {{condition}}"
_ROLES = "SELECT DISTINCT role FROM mention WHERE target = ?"
_NAMING = "SELECT n FROM mention WHERE target = ? AND role = ?{stood} ORDER BY n LIMIT ?"
_NAMING_COUNT = "SELECT count(DISTINCT n) FROM (SELECT n FROM mention WHERE target = ?{stood} LIMIT ?)"
