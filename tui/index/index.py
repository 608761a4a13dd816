"""The index of one base: everything that is derived from its records, for views and both front ends."""

from __future__ import annotations

import sqlite3
from functools import cached_property
from typing import TYPE_CHECKING

from tui.index import schema
from tui.index.finder import Finder, Found, Hit, as_int
from tui.index.nodes import COUNTRY, ELSEWHERE, GROUPS, SOURCES, Node, NodePath, nearest_path
from tui.index.places import Places
from tui.index.records import Records
from tui.loading.problems import Problem
from tui.records.contest import Contest, contests
from tui.records.kinds import Partner, Record, Source
from tui.records.quotes_lock import QuotesLock, Verification, read_checks

if TYPE_CHECKING:
    from tui.index.excerpts import Excerpt

MANY_CITIES = 100


class Index(Finder):
    """Answers about one base. Ids that no record has are answered too: with the id itself, or with nothing.

    Every method raises StaleError if a file it needs has changed since, sqlite3.Error if the index is damaged.
    """

    def __init__(self, db: sqlite3.Connection, root: str) -> None:
        super().__init__(db, root)
        self._records = Records(self._tables)
        self._places = Places(db, self.record)

    @cached_property
    def problems(self) -> list[Problem]:
        """What is wrong in the base, sorted by file and line."""
        rows = self._db.execute("SELECT file, line, column, code, message, hint FROM problem ORDER BY 1, 2, 3, 4")
        return [Problem(*row) for row in rows]

    @cached_property
    def _lists(self) -> frozenset[str]:
        first = schema.KIND_NUMBERS["source"] << schema.SHIFT
        rows = self._db.execute("SELECT id FROM record WHERE n > ? AND sub = 'list'", (first,))
        return frozenset(id for (id,) in rows)

    # Records.

    def ids(self) -> list[str]:
        """The ids of all records, in order of importance."""
        return [id for (id,) in self._db.execute("SELECT id FROM record ORDER BY n")]

    def record(self, id: str) -> Record | None:
        """The record with an id, or None."""
        n = self.number(id)
        return self._records.get(n) if n else None

    def numbered(self, n: int) -> Record | None:
        """The record with a number, or None."""
        return self._records.get(n)

    def source(self, id: str) -> Source | None:
        """The source with an id, or None."""
        record = self.record(id)
        return record if isinstance(record, Source) else None

    def file(self, id: str) -> tuple[str, int]:
        """The file of a record, relative to the base, and its line; an empty name for no record."""
        n = self.number(id)
        return self._tables.place(n) if n else ("", 0)

    def origin(self, id: str) -> tuple[str, str, int]:
        """The kind of a record, the name of its file, and how many of its kind come before it there."""
        n = self.number(id)
        sql = "SELECT file.name, ordinal FROM record JOIN file ON file.f = record.f WHERE n = ?"
        name, ordinal = self._db.execute(sql, (n,)).fetchone()
        return schema.KINDS[n >> schema.SHIFT], name, ordinal

    def mentions(self, id: str, limit: int = -1) -> tuple[str, ...]:
        """The ids of the records that name this one, in order of importance."""
        sql = "SELECT DISTINCT r.id FROM mention m JOIN record r ON r.n = m.n WHERE m.target = ? ORDER BY r.n LIMIT ?"
        return tuple(found for (found,) in self._db.execute(sql, (self.number(id), limit)))

    def contests(self, id: str) -> tuple[Contest, ...]:
        """The contested fields of a record."""
        record = self.record(id)
        return contests(record, self._lists) if record else ()

    def verifications(self, record: Record) -> list[Verification]:
        """What is known of each piece of evidence of a record, in the order of `evidence_of`."""
        checks = self._one("SELECT checks FROM record WHERE n = ?", self.number(record.id))
        return read_checks(str(checks)) if checks else QuotesLock().verifications(record, self.source)

    # The tree.

    @cached_property
    def _grouped(self) -> bool:
        return as_int(self._one("SELECT count(*) FROM city")) > MANY_CITIES

    def roots(self) -> list[Node]:
        """The outermost nodes: cities, those with most records first, or their countries; then what has no city."""
        if self._grouped:
            rows = self._db.execute(
                "SELECT country, count(*), max(total) FROM city GROUP BY country ORDER BY 3 DESC, 1"
            )
            nodes = [Node((COUNTRY + country,), None, cities, True) for country, cities, _ in rows]
        else:
            nodes = self._cities("SELECT n, total FROM city ORDER BY total DESC, title, n", ())
        for path, total in ((ELSEWHERE, self._places.elsewhere_total()), (SOURCES, self._places.sources_total())):
            if total:
                nodes.append(Node((path,), None, total, True))
        return nodes

    def children(self, path: NodePath) -> list[Node]:
        """The nodes below a node, in the order they are shown; none for a record or an unknown path."""
        first = path[0] if path else ""
        if len(path) == 1 and first.startswith(COUNTRY):
            country = first.removeprefix(COUNTRY)
            return self._cities("SELECT n, total FROM city WHERE country = ? ORDER BY total DESC, title, n", (country,))
        if len(path) == 1 and first in (ELSEWHERE, SOURCES):
            numbers = self._places.elsewhere() if first == ELSEWHERE else self._places.sources()
            return [Node((*path, id), id, 0, False) for id in self._ids(numbers)]
        if not path or not all(self.number(part) for part in path[:2]):
            return []
        match path:
            case (city,):
                pairs = self._places.partners(self.number(city))
                ids = dict(self._named([partner for partner, _ in pairs]))
                return [Node((city, ids[n]), ids[n], total, True) for n, total in pairs]
            case (city, partner):
                groups = self._places.groups(self.number(city), self.number(partner))
                return [Node((*path, group), None, total, True) for group, total in groups]
            case (city, partner, group) if group in GROUPS:
                number = schema.GROUP_NUMBERS[group]
                found = self._places.records(self.number(city), self.number(partner), number)
                return [Node((*path, id), id, 0, False) for id in self._ids(found)]
        return []

    def _cities(self, sql: str, values: tuple[object, ...]) -> list[Node]:
        rows = self._db.execute(sql, values).fetchall()
        ids = dict(self._named([n for n, _ in rows]))
        return [Node((ids[n],), ids[n], total, total > 0) for n, total in rows]

    def node(self, path: NodePath) -> Node | None:
        """The node of a city, or None if it is none or lies within another."""
        n = self.number(path[0])
        row = self._db.execute("SELECT total FROM city WHERE n = ?", (n,)).fetchone()
        return Node(path[:1], path[0], row[0], row[0] > 0) if row else None

    def country_name(self, code: str) -> str:
        """What the base calls a country (ISO 3166-1 alpha-2); nothing if it has no such partner."""
        return self._countries.get(code, "")

    @cached_property
    def _countries(self) -> dict[str, str]:
        first = schema.KIND_NUMBERS["partner"] << schema.SHIFT
        sql = "SELECT id FROM record WHERE n BETWEEN ? AND ? AND sub = 'country'"
        found = [self.record(id) for (id,) in self._db.execute(sql, (first, first + (1 << schema.SHIFT)))]
        return {record.country: record.name for record in found if isinstance(record, Partner) and record.country}

    def trail(self, path: NodePath) -> list[NodePath]:
        """The nodes from a root to a node, itself included: what must be open for it to be seen."""
        above = [path[: n + 1] for n in range(len(path))]
        if self._grouped and path and (n := self.number(path[0])):
            country = self._one("SELECT country FROM city WHERE n = ?", n)
            return [(f"{COUNTRY}{country}",), *above] if country else above
        return above

    def records_at(self, path: NodePath, limit: int = 1_000_000) -> list[str]:
        """The ids of the records at or below a node, each once, at most `limit` of them."""
        found: dict[str, None] = {}
        waiting = self.children(path)[::-1]
        while waiting and len(found) < limit:
            node = waiting.pop()
            if node.record and not node.opens:
                found[node.record] = None
            waiting += self.children(node.path)[::-1]
        return list(found)

    def place(self, id: str, near: NodePath = ()) -> NodePath | None:
        """Where a record stands in the tree: of several places the nearest to another; None for no record."""
        n = self.number(id)
        if not n:
            return None
        paths: list[NodePath] = []
        for city, partner, group in self._places.of(n, self.record(id)):
            ids = self._ids([at for at in (city, partner) if at])
            paths.append((*ids, group, id) if group else tuple(ids))
        if not paths:
            paths.append(((SOURCES if isinstance(self.record(id), Source) else ELSEWHERE), id))
        return nearest_path(paths, near)

    # Search.

    def excerpt(self, found: Found, hit: Hit, width: int = 160) -> Excerpt:
        """What matched in a hit: at most `width` characters of the record's own text, and the spans to mark in it."""
        # Read in only where hits are shown with their words: a plain search is over before.
        from tui.index.excerpts import Excerpt, excerpt

        record = self.record(hit.record)
        return excerpt(record, hit.field, found.query, width) if record else Excerpt("", ())
