"""The tree in the tables: which partners a city has, what stands below a pair, and where a record stands."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from tui.index import schema
from tui.index.homes import home_of, named_by
from tui.index.numbers import number_of
from tui.index.placing import ELSEWHERE, PEOPLE, Placing, Thing, group_of, group_of_thing
from tui.records.kinds import Agreement, City, Fact, Partner, Person, Record

if TYPE_CHECKING:
    from tui.index.standing import Standing

_MOST_PATHS = 50  # places of one record that are looked through for the nearest

Spot = tuple[int, int, str]
"""City, partner (0 for the city's own node), group ("" for the node itself)."""


class Places:
    """Look-ups of the tree, of all of it or as it stood on a day. Numbers are those of records."""

    def __init__(
        self, db: sqlite3.Connection, record: Callable[[str], Record | None], standing: Standing | None = None
    ) -> None:
        self._db = db
        self._standing = standing
        self._tables = {"place": standing.place, "guest": standing.guest} if standing else _TABLES
        self._record = record
        self._placing = Placing(self._thing)

    def partners(self, city: int) -> list[tuple[int, int]]:
        """The partners of a city with how many records each pair has: the city itself, then most records first."""
        totals = Counter(dict(self._ask(_PARTNERS, city).fetchall()))
        for partner in list(totals):
            totals[partner] += self._extra(city, partner)
        if own := self._own(city):
            totals[city] = totals.get(city, 0) + own
        titles = dict(self._ask(_TITLES, city).fetchall())
        order = sorted(totals, key=lambda n: (n != city, -totals[n], titles.get(n, "~"), n))
        return [(n, totals[n]) for n in order]

    def groups(self, city: int, partner: int) -> list[tuple[str, int]]:
        """The groups below a pair, in their order, with how many records each has."""
        counts = Counter(dict(self._ask(_GROUPS, city, partner).fetchall()))
        if self._alone(city, partner):
            counts.update(dict(self._ask(_GROUPS, partner, partner).fetchall()))
        if city == partner or self._alone(city, partner):
            counts.update(dict(self._db.execute(_BELONGING, (partner,)).fetchall()))
        return [(schema.GROUPS_BY_NUMBER[number], counts[number]) for number in sorted(counts)]

    def records(self, city: int, partner: int, group: int) -> list[int]:
        """The records of a group below a pair, by their earliest day; what has no date comes last."""
        found = self._ask(_RECORDS, city, partner, group).fetchall()
        if self._alone(city, partner):
            found += self._ask(_RECORDS, partner, partner, group).fetchall()
        if city == partner or self._alone(city, partner):
            found += self._db.execute(_BELONGING_RECORDS, (schema.UNDATED, partner, group)).fetchall()
        return [n for _, n in sorted(set(found))]

    def _alone(self, city: int, partner: int) -> bool:
        """Whether what a partner has alone is shown below each of its cities: it has no node of its own."""
        return partner != city and (partner >> schema.SHIFT) != schema.KIND_NUMBERS["city"]

    def _extra(self, city: int, partner: int) -> int:
        return self._own(partner) + self._count(_ALONE, partner, partner) if self._alone(city, partner) else 0

    def _own(self, home: int) -> int:
        return self._count("SELECT count(*) FROM belongs WHERE home = ?", home)

    def _count(self, sql: str, *values: int) -> int:
        return int(self._ask(sql, *values).fetchone()[0])

    def _ask(self, sql: str, *values: int) -> sqlite3.Cursor:
        return self._db.execute(sql.format(**self._tables), values)

    # What stands at no city.

    def elsewhere(self) -> list[int]:
        """What belongs to no city: neither itself nor through anything it names."""
        found = [n for (n,) in self._ask(_ELSEWHERE)]
        return sorted(dict.fromkeys(found))

    def elsewhere_total(self) -> int:
        """How many records belong to no city."""
        if self._standing:
            return len(self.elsewhere())
        return self._count("SELECT value FROM meta WHERE key = 'elsewhere'")

    def sources(self) -> list[int]:
        """All sources."""
        first = schema.KIND_NUMBERS["source"] << schema.SHIFT
        return [n for (n,) in self._db.execute("SELECT n FROM record WHERE n > ? ORDER BY n", (first,))]

    def sources_total(self) -> int:
        """How many sources there are."""
        return self._count("SELECT count(*) FROM record WHERE n > ?", schema.KIND_NUMBERS["source"] << schema.SHIFT)

    # Where a record stands.

    def is_person_of(self, n: int, city: int, partner: int) -> bool:
        """Whether a person stands below a city and a partner."""
        sql = "SELECT 1 FROM {place} WHERE city = ? AND partner = ? AND grp = ? AND n = ?"
        return self._ask(sql, city, partner, PEOPLE, n).fetchone() is not None

    def of(self, n: int, record: Record | None) -> list[Spot]:
        """The places of a record, at most fifty; none for a source and for what belongs to no city."""
        match record:
            case City() if self._placing.home(record.id) == (record.id,):
                pairs = self._ask(_CITIES_OF_CITY, n, n, _MOST_PATHS).fetchall()
                return [(n, 0, ""), *((city, n, "") for (city,) in pairs)]
            case Agreement() | Fact():
                return [(c, p, schema.GROUPS_BY_NUMBER[group]) for c, p, group in self._spots(n, record)]
            case City() | Partner() | Person():
                return list(self._spots_of_thing(n, record))
        return []

    def _spots(self, n: int, record: Agreement | Fact) -> Iterator[tuple[int, int, int]]:
        reach = self._placing.reach(named_by(record), self._nested)
        (flags, sub) = self._db.execute("SELECT flags, sub FROM record WHERE n = ?", (n,)).fetchone()
        for city, partner, group in self._placing.spots(reach, group_of(record.KIND, sub, flags)):
            if city == ELSEWHERE:
                continue
            if city == partner and (city >> schema.SHIFT) != schema.KIND_NUMBERS["city"]:
                for (guest,) in self._ask(_CITIES_OF_GUEST, partner, _MOST_PATHS):
                    yield guest, partner, group
            else:
                yield city, partner, group

    def _spots_of_thing(self, n: int, record: City | Partner | Person) -> Iterator[Spot]:
        group = schema.GROUPS_BY_NUMBER[group_of_thing(record.KIND)]
        for (city,) in self._ask(_CITIES_OF_GUEST, n, _MOST_PATHS):
            yield city, n, ""
        at_home = False
        for id in self._placing.home(record.id):
            home = self._thing(id)
            if home is None or home.n == n:
                continue
            at_home = True
            if home.kind == "city":
                yield home.n, home.n, group
            else:
                for (city,) in self._ask(_CITIES_OF_GUEST, home.n, _MOST_PATHS):
                    yield city, home.n, group
        # To read all that names a person is dear; somebody with a home is found there.
        if isinstance(record, Person) and not at_home:
            for id, m in self._db.execute(_NAMING, (n, _MOST_PATHS)).fetchall():
                naming = self._record(id)
                if isinstance(naming, (Agreement, Fact)):
                    for city, partner, _ in self._spots(m, naming):
                        if city != partner:
                            yield city, partner, schema.GROUPS_BY_NUMBER[PEOPLE]

    def _nested(self, id: str) -> tuple[str, ...]:
        record = self._record(id)
        return named_by(record) if isinstance(record, (Agreement, Fact)) else ()

    def _thing(self, id: str) -> Thing | None:
        record = self._record(id)
        n = number_of(self._db, id)
        if record is None or not n:
            return None
        country = record.country or "" if isinstance(record, (City, Partner)) else ""
        sub = "" if isinstance(record, Person) else record.kind
        return Thing(n, record.KIND, home_of(record), country, sub)


_TABLES = {"place": "place", "guest": "guest"}
_PARTNERS = "SELECT partner, count(*) FROM {place} WHERE city = ? GROUP BY partner"
_TITLES = "SELECT c.n, c.title FROM city c WHERE c.n IN (SELECT DISTINCT partner FROM {place} WHERE city = ?)"
_GROUPS = "SELECT grp, count(*) FROM {place} WHERE city = ? AND partner = ? GROUP BY grp"
_BELONGING = "SELECT grp, count(*) FROM belongs WHERE home = ? GROUP BY grp"
_RECORDS = "SELECT day, n FROM {place} WHERE city = ? AND partner = ? AND grp = ? ORDER BY day, n"
_BELONGING_RECORDS = "SELECT ?, n FROM belongs WHERE home = ? AND grp = ?"
_ALONE = "SELECT count(*) FROM {place} WHERE city = ? AND partner = ?"
_CITIES_OF_CITY = "SELECT DISTINCT partner FROM {place} WHERE city = ? AND partner <> ? LIMIT ?"
_CITIES_OF_GUEST = "SELECT city FROM {guest} WHERE partner = ? LIMIT ?"
_NAMING = (
    "SELECT DISTINCT r.id, r.n FROM mention m JOIN record r ON r.n = m.n WHERE m.target = ? AND m.role <= 3 LIMIT ?"
)
# Besides what names no home: whatever has its home at an organisation that is no city's partner.
_FIRST_PARTNER = schema.KIND_NUMBERS["partner"] << schema.SHIFT
_ELSEWHERE = f"""
SELECT n FROM {{place}} WHERE city = 0
UNION SELECT n FROM belongs WHERE home = 0
UNION SELECT n FROM {{place}} WHERE city = partner AND city NOT IN (SELECT n FROM city)
    AND city NOT IN (SELECT partner FROM {{guest}})
UNION SELECT n FROM belongs WHERE home NOT IN (SELECT n FROM city) AND home NOT IN (SELECT partner FROM {{guest}})
UNION SELECT r.n FROM record r WHERE r.n BETWEEN {_FIRST_PARTNER} AND {_FIRST_PARTNER + (1 << schema.SHIFT)}
    AND r.n NOT IN (SELECT partner FROM {{guest}}) AND r.n NOT IN (SELECT n FROM belongs)
"""
