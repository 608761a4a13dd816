"""The tree by city and by country: cities, their partners, groups of records, records."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from tui.index import schema
from tui.index.nodes import COUNTRY, ELSEWHERE, GROUPS, ROWS, SOURCES, Node, NodePath, nearest_path
from tui.index.places import Places
from tui.index.sieve import Sieve
from tui.index.tree import MOST, Tree, run_at, run_nodes, run_of
from tui.records.kinds import Person, Source

MANY_CITIES = 100
_PAIR = 2  # segments of the path of a city and a partner


class CityTree(Tree):
    """Cities, those with most records first, then what belongs to no city. Many cities stand below their countries.

    A country counts its cities; in a filtered tree it counts what was found there.
    """

    view = "city"

    @property
    def _all_places(self) -> Places:
        return self._index.places

    @cached_property
    def _places(self) -> Places:
        return _SiftedPlaces(self._db, self._index.record) if self.searched else self._all_places

    @cached_property
    def _grouped(self) -> bool:
        (cities,) = self._whole.execute("SELECT count(*) FROM city").fetchone()
        return int(cities) > MANY_CITIES

    def _outermost(self) -> list[Node]:
        if self._grouped:
            rows = self._db.execute(_COUNTRIES).fetchall()
            found = dict(self._db.execute(_FOUND_IN_COUNTRIES)) if self.searched else {}
            nodes = [Node((COUNTRY + code,), None, found.get(code, cities), True) for code, cities, _ in rows]
        else:
            nodes = self._cities("", 0, -1)
        for path, total in ((ELSEWHERE, self._elsewhere_total()), (SOURCES, self._sources_total())):
            if total:
                nodes.append(Node((path,), None, total, True))
        return nodes

    def children(self, path: NodePath) -> list[Node]:
        first = path[0] if path else ""
        if first.startswith(COUNTRY):
            return self._of_country(first.removeprefix(COUNTRY), path)
        if first in (ELSEWHERE, SOURCES):
            return self._listed(path[:1], self._elsewhere() if first == ELSEWHERE else self._sources(), path[1:])
        numbers = [self._index.number(part) for part in path[:2] if not part.startswith(ROWS)]
        match path:
            case _ if not numbers or 0 in numbers:
                return []
            case (city,):
                return self._partners(city, "")
            case (city, run) if run.startswith(ROWS):
                return self._partners(city, run)
            case (_, _):
                groups = self._places.groups(numbers[0], numbers[1])
                return [Node((*path, group), None, total, True) for group, total in groups]
            case (_, _, group, *inner) if group in GROUPS and len(numbers) > 1:
                return self._listed(
                    path[:3], self._places.records(numbers[0], numbers[1], schema.GROUP_NUMBERS[group]), inner
                )
        return []

    def _of_country(self, country: str, path: NodePath) -> list[Node]:
        total = self._cities_of(country)
        run = run_of(path[1], total) if len(path) == 2 else None
        if len(path) > 1:
            return self._cities(country, *run) if run else []
        return self._cities(country, 0, -1) if total <= MOST else run_nodes(path, total)

    def _cities_of(self, country: str) -> int:
        return int(self._db.execute("SELECT count(*) FROM city WHERE country = ?", (country,)).fetchone()[0])

    def _cities(self, country: str, first: int, end: int) -> list[Node]:
        """The cities of a country, or all of them, from one position to another."""
        only = "WHERE country = ?" if country else ""
        sql = f"SELECT n, total FROM city {only} ORDER BY total DESC, title, n LIMIT ? OFFSET ?"
        given = (country,) if country else ()
        totals = dict(self._db.execute(sql, (*given, end - first, first)).fetchall())
        ids = zip(totals.values(), self._index.ids_of(totals), strict=True)
        return [Node((id,), id, total, total > 0) for total, id in ids]

    def _partners(self, city: str, run: str) -> list[Node]:
        pairs = self._places.partners(self._index.number(city))
        if run or len(pairs) > MOST:
            rows = run_of(run, len(pairs)) if run else None
            if rows is None:
                return [] if run else run_nodes((city,), len(pairs))
            pairs = pairs[rows.first : rows.end]
        ids = self._index.ids_of([partner for partner, _ in pairs])
        return [Node((city, id), id, total, total > 0) for id, (_, total) in zip(ids, pairs, strict=True)]

    # Where a record stands.

    def trail(self, path: NodePath) -> list[NodePath]:
        steps = super().trail(path)
        n = self._index.number(path[0]) if path else 0
        row = self._db.execute("SELECT country, total, title FROM city WHERE n = ?", (n,)).fetchone() if n else None
        if row is None:
            return steps
        if len(path) > 1 and not path[1].startswith(ROWS):
            partners = [partner for partner, _ in self._places.partners(n)]
            at = self._index.number(path[1])
            if len(partners) > MOST and at in partners:
                steps[1:1] = [(path[0], *run_at(partners.index(at), len(partners)))]
        if not self._grouped:
            return steps
        country, total, title = row
        outer: NodePath = (f"{COUNTRY}{country}",)
        cities = self._cities_of(country)
        if cities <= MOST:
            return [outer, *steps]
        sql = "SELECT count(*) FROM city WHERE country = ? AND (-total, title, n) < (?, ?, ?)"
        (before,) = self._db.execute(sql, (country, -total, title, n)).fetchone()
        return [outer, (*outer, *run_at(before, cities)), *steps]

    def place(self, id: str, near: NodePath = ()) -> NodePath | None:
        n = self._index.number(id)
        if not n:
            return None
        record = self._index.record(id)
        paths: list[NodePath] = []
        for city, partner, group in self._all_places.of(n, record):
            ids = self._index.ids_of([at for at in (city, partner) if at])
            paths.append((*ids, group, id) if group else tuple(ids))
        if isinstance(record, Person) and len(near) >= _PAIR:
            city, partner = map(self._index.number, near[:_PAIR])
            if self._all_places.is_person_of(n, city, partner):
                paths.append((*near[:_PAIR], "~people", id))
        if not paths:
            paths.append(((SOURCES if isinstance(record, Source) else ELSEWHERE), id))
        if self.sieve and n not in self.sieve.hits:
            paths = [path for path in paths if self.searched and self._found_at(path, n)]
        elif self.searched:
            paths = [path for path in paths if self._found_at(path, n)]
        best = nearest_path(paths, near)
        return best and self._with_run(best, n)

    def _found_at(self, path: NodePath, n: int) -> bool:
        """Whether a place of a record is in a filtered tree: cities and partners are there also for what is below."""
        if path[-2:-1] and path[-2].startswith("~"):
            return self.sieve is not None and n in self.sieve.hits
        return self._stands(path)

    def _with_run(self, path: NodePath, n: int) -> NodePath:
        """The path of a record below a group, with the run it stands in if they are many."""
        match path:
            case (city, partner, group, id):
                number = self._index.number
                found = self._places.records(number(city), number(partner), schema.GROUP_NUMBERS[group])
            case (group, id) if group in (ELSEWHERE, SOURCES):
                found = self._elsewhere() if group == ELSEWHERE else self._sources()
            case _:
                return path
        return (*path[:-1], *run_at(found.index(n), len(found)), id) if len(found) > MOST else path

    # What stands at no city.

    def _elsewhere(self) -> list[int]:
        found = self._all_places.elsewhere()
        return [n for n in found if n in self.sieve.hits] if self.sieve else found

    def _elsewhere_total(self) -> int:
        return len(self._elsewhere()) if self.sieve else self._all_places.elsewhere_total()

    def _sources(self) -> list[int]:
        if self.sieve is None:
            return self._all_places.sources()
        return sorted(n for n in self.sieve.hits if n >> schema.SHIFT == schema.KIND_NUMBERS["source"])

    def _sources_total(self) -> int:
        return len(self._sources()) if self.sieve else self._all_places.sources_total()

    def _sift(self, sieve: Sieve) -> None:
        standing = self._index.standing
        guest = standing.guest if standing else "guest"
        guests = self._whole.execute(f"SELECT partner, city FROM {guest}").fetchall()
        cities = self._whole.execute("SELECT n, country, title, total FROM city").fetchall()
        if not self.searched:
            if standing and sieve.once("city"):
                _count_again(self._whole, sieve, standing.place, guests, cities)
        elif sieve.copy("place"):
            sieve.copy("belongs")
            _sift(sieve, guests, cities)


class CountryTree(CityTree):
    """As by city, with the countries always outermost."""

    view = "country"

    @cached_property
    def _grouped(self) -> bool:
        return True


class _SiftedPlaces(Places):
    """Places of what was found; a guest of a city is also shown for what it has alone, or if it was found itself."""

    def partners(self, city: int) -> list[tuple[int, int]]:
        found = super().partners(city)
        there = {partner for partner, _ in found}
        guests = self._db.execute("SELECT partner FROM guest WHERE city = ? ORDER BY partner", (city,)).fetchall()
        found += [(guest, self._extra(city, guest)) for (guest,) in guests if guest not in there]
        return sorted(found, key=lambda pair: (pair[0] != city, -pair[1]))


def _sift(sieve: Sieve, guests: Iterable[tuple[int, int]], cities: Iterable[tuple[int, str, str, int]]) -> None:
    """Guests with something found of their own, and cities with how many records were found there.

    A guest that was found itself and has nothing else below it counts as one.
    """
    own: defaultdict[int, int] = defaultdict(int, sieve.db.execute(_OWN.format(place="place")).fetchall())
    kept = [(guest, city) for guest, city in guests if own[guest] or guest in sieve.hits]
    sieve.make("guest")
    sieve.db.executemany("INSERT INTO guest VALUES (?, ?)", kept)
    sieve.db.execute("CREATE TABLE lone (city INTEGER, n INTEGER)")
    sieve.db.execute("CREATE INDEX guest_city ON guest (city)")
    pairs = set(sieve.db.execute("SELECT DISTINCT city, partner FROM place"))
    totals = defaultdict(int, own)
    for guest, city in kept:
        totals[city] += own[guest]
        if not own[guest] and (city, guest) not in pairs:
            totals[city] += 1
            sieve.db.execute("INSERT INTO lone VALUES (?, ?)", (city, guest))
    sieve.make("city")
    rows = [(n, code, title, totals[n]) for n, code, title, _ in cities if totals[n] or n in sieve.hits]
    sieve.db.executemany("INSERT INTO city VALUES (?, ?, ?, ?)", rows)


def _count_again(
    whole: sqlite3.Connection,
    sieve: Sieve,
    place: str,
    guests: Iterable[tuple[int, int]],
    cities: Iterable[tuple[int, str, str, int]],
) -> None:
    """All cities, with how many of their records stood on a day; `place` and `guests` are what stood then."""
    totals: defaultdict[int, int] = defaultdict(int, whole.execute(_OWN.format(place=place)).fetchall())
    for guest, city in guests:
        totals[city] += totals.get(guest, 0)
    sieve.make("city")
    rows = ((n, code, title, totals.get(n, 0)) for n, code, title, _ in cities)
    sieve.db.executemany("INSERT INTO city VALUES (?, ?, ?, ?)", rows)


_COUNTRIES = "SELECT country, count(*), max(total) FROM city GROUP BY country ORDER BY 3 DESC, 1"
_OWN = """
SELECT home, count(*) FROM (SELECT city AS home, n FROM {place} UNION SELECT home, n FROM belongs) GROUP BY home
"""
_FOUND_IN_COUNTRIES = """
SELECT country, count(*) FROM (
    SELECT c.country, p.n FROM city c JOIN place p ON p.city = c.n
    UNION SELECT c.country, b.n FROM city c JOIN belongs b ON b.home = c.n
    UNION SELECT c.country, p.n FROM city c JOIN guest g ON g.city = c.n
        JOIN place p ON p.city = g.partner AND p.partner = g.partner
    UNION SELECT c.country, b.n FROM city c JOIN guest g ON g.city = c.n JOIN belongs b ON b.home = g.partner
    UNION SELECT c.country, l.n FROM city c JOIN lone l ON l.city = c.n
    UNION SELECT country, n FROM city WHERE total = 0
) GROUP BY country
"""
