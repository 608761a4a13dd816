"""The index of one base: everything that is derived from its records, for views and both front ends."""

from __future__ import annotations

import sqlite3
from functools import cached_property
from typing import TYPE_CHECKING

from tui.index import schema
from tui.index.finder import Finder, Found, Hit
from tui.index.matters import matter_key, on_matter
from tui.index.nodes import Node, NodePath
from tui.index.places import Places
from tui.index.records import Records
from tui.index.sieve import Sieve, found_by
from tui.index.tree import Tree, tree_of
from tui.loading.problems import Problem
from tui.records.contest import Contest, contests
from tui.records.kinds import Partner, Record, Source
from tui.records.quotes_lock import QuotesLock, Verification, read_checks

if TYPE_CHECKING:
    from tui.index.excerpts import Excerpt


class Index(Finder):
    """Answers about one base. Ids that no record has are answered too: with the id itself, or with nothing.

    Every method raises StaleError if a file it needs has changed since, sqlite3.Error if the index is damaged.
    """

    def __init__(self, db: sqlite3.Connection, root: str) -> None:
        super().__init__(db, root)
        self._records = Records(self._tables)
        self._trees: dict[str, Tree] = {}

    @cached_property
    def problems(self) -> list[Problem]:
        """What is wrong in the base, sorted by file and line."""
        rows = self._db.execute("SELECT file, line, column, code, message, hint FROM problem ORDER BY 1, 2, 3, 4")
        return [Problem(*row) for row in rows]

    @cached_property
    def lists(self) -> frozenset[str]:
        """The ids of the sources that only enumerate ties."""
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
        """The contested fields of a record: within itself, and with the others on its matter."""
        record = self.record(id)
        return contests(record, self.lists, self.rivals(id)) if record else ()

    def rivals(self, id: str) -> tuple[Record, ...]:
        """The other records on the matter of one, by id: what they give for a field must agree with it."""
        record = self.record(id)
        key = matter_key(record) if record else None
        ids = on_matter(self._db, key) if key is not None else []
        found = [self.record(other) for other in ids if other != id] if id in ids else []
        return tuple(other for other in found if other)

    def verifications(self, record: Record) -> list[Verification]:
        """What is known of each piece of evidence of a record, in the order of `evidence_of`."""
        checks = self._one("SELECT checks FROM record WHERE n = ?", self.number(record.id))
        return read_checks(str(checks)) if checks else QuotesLock().verifications(record, self.source)

    def file_digests(self) -> dict[bytes, bytes]:
        """SHA-256 of every file of the base by its path inside it, as it was read."""
        return dict(self._db.execute("SELECT path, sha FROM file"))

    def record_digests(self, path: bytes) -> dict[str, int]:
        """What tells one text of a record from another, for the records of a file by their ids."""
        sql = "SELECT r.id, r.digest FROM record r JOIN file ON file.f = r.f WHERE file.path = ?"
        return dict(self._db.execute(sql, (path,)))

    # The tree.

    def tree(self, view: str = "city") -> Tree:
        """The tree by city, country, year, kind, source or person. Raises KeyError for no such view."""
        if view not in self._trees:
            self._trees[view] = tree_of(view)(self, self._db)
        return self._trees[view]

    @cached_property
    def places(self) -> Places:
        """Where records stand below cities and partners, by numbers."""
        return Places(self._db, self.record, self.standing)

    def sieve(self, query: str) -> Sieve:
        """All that a query finds, for trees to be filtered by; may be made in another thread. Any string is a query."""
        return found_by(self._db, query, self.day, self.standing)

    def roots(self) -> list[Node]:
        """The outermost nodes of the tree by city."""
        return self.tree().roots()

    def children(self, path: NodePath) -> list[Node]:
        """The nodes below a node of the tree by city."""
        return self.tree().children(path)

    def trail(self, path: NodePath) -> list[NodePath]:
        """The nodes from a root of the tree by city to a node, itself included."""
        return self.tree().trail(path)

    def place(self, id: str, near: NodePath = ()) -> NodePath | None:
        """Where a record stands in the tree by city: of several places the nearest to another; None for no record."""
        return self.tree().place(id, near)

    def node(self, path: NodePath) -> Node | None:
        """The node of a city, or None if it is none or lies within another."""
        n = self.number(path[0])
        row = self.tree().tables.execute("SELECT total FROM city WHERE n = ?", (n,)).fetchone()
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

    # Search.

    def excerpt(self, found: Found, hit: Hit, width: int = 160) -> Excerpt:
        """What matched in a hit: at most `width` characters of the record's own text, and the spans to mark in it."""
        # Read in only where hits are shown with their words: a plain search is over before.
        from tui.index.excerpts import Excerpt, excerpt

        record = self.record(hit.record)
        return excerpt(record, hit.field, found.query, width) if record else Excerpt("", ())
