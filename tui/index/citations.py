"""The tree by source and by person: what records name, those that most records name first."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence

from tui.index import schema
from tui.index.groupings import kind_range
from tui.index.nodes import NAMED, ROWS, SAID, Node, NodePath, nearest_path
from tui.index.sieve import Sieve
from tui.index.tree import MOST, Tree, run_at, run_nodes, run_of
from tui.loading.references import references
from tui.records.kinds import Record


class NamingTree(Tree):
    """Sources or people, and below each the records that name it, earliest first."""

    kind = ""
    named = ""
    """The condition on `mention` for what counts as naming."""

    @property
    def _number(self) -> int:
        return schema.KIND_NUMBERS[self.kind]

    def _sift(self, sieve: Sieve) -> None:
        if not sieve.once(self.view):
            return
        sieve.make("tally")
        sql = f"SELECT target, count(DISTINCT n) FROM mention WHERE target BETWEEN ? AND ? AND {self.named}"
        found = self._whole.execute(
            f"{sql} AND {sieve.condition} GROUP BY target", (*kind_range(self.kind), sieve.numbers)
        )
        totals = dict(found.fetchall())
        order = self._whole.execute("SELECT n FROM tally WHERE kind = ? ORDER BY place", (self._number,)).fetchall()
        kept = sorted((n for (n,) in order if n in totals or n in sieve.hits), key=lambda n: -totals.get(n, 0))
        rows = ((self._number, place, n, totals.get(n, 0)) for place, n in enumerate(kept))
        sieve.db.executemany("INSERT INTO tally VALUES (?, ?, ?, ?)", rows)

    # The outer levels: what is named.

    def _count(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM tally WHERE kind = ?", (self._number,)).fetchone()[0])

    def _outermost(self) -> list[Node]:
        total = self._count()
        return self._targets((), 0, total) if total <= MOST else run_nodes((), total)

    def _targets(self, path: NodePath, first: int, end: int) -> list[Node]:
        sql = "SELECT n, total FROM tally WHERE kind = ? AND place >= ? AND place < ? ORDER BY place"
        totals = dict(self._db.execute(sql, (self._number, first, end)).fetchall())
        ids = zip(totals.values(), self._index.ids_of(totals), strict=True)
        return [Node((*path, id), id, total, total > 0) for total, id in ids]

    def _target_path(self, n: int) -> NodePath | None:
        """The path of what is named; None if it is not in this tree."""
        row = self._db.execute("SELECT place FROM tally WHERE kind = ? AND n = ?", (self._number, n)).fetchone()
        return (*run_at(row[0], self._count()), *self._index.ids_of([n])) if row else None

    def children(self, path: NodePath) -> list[Node]:
        outer = path[:1] if path and path[0].startswith(ROWS) else ()
        if len(path) == len(outer):
            run = run_of(path[0], self._count()) if path else None
            return self._targets(path, *run) if run else []
        at = len(outer) + 1
        n = self._index.number(path[at - 1])
        return self._below(path[:at], n, path[at:]) if n >> schema.SHIFT == self._number else []

    @abstractmethod
    def _below(self, path: NodePath, n: int, inner: Sequence[str]) -> list[Node]:
        """What stands below something named, or below the rest of a path behind it."""

    def _naming(self, n: int, condition: str) -> list[int]:
        """The records that name something, earliest first."""
        sql = f"{_NAMING} AND {condition} ORDER BY r.first, m.n"
        found = [naming for (naming,) in self._whole.execute(sql, (n,))]
        return [naming for naming in found if naming in self.sieve.hits] if self.sieve else found

    # Where a record stands.

    def place(self, id: str, near: NodePath = ()) -> NodePath | None:
        n = self._index.number(id)
        if n >> schema.SHIFT == self._number:
            return self._target_path(n)
        record = self._index.record(id)
        if record is None or (self.sieve and n not in self.sieve.hits):
            return None
        paths = [
            (*path, *self._inner_path(self._index.number(named), n), id)
            for named in dict.fromkeys(self._named_by(record))
            if (path := self._target_path(self._index.number(named)))
        ]
        return nearest_path(paths, near)

    @abstractmethod
    def _named_by(self, record: Record) -> Iterator[str]:
        """The ids in a record that this tree is about."""

    @abstractmethod
    def _inner_path(self, target: int, n: int) -> tuple[str, ...]:
        """What stands in the path between something named and a record that names it."""


class SourceTree(NamingTree):
    """Sources, those that most records cite first, and below each the records that cite it."""

    view = "source"
    kind = "source"
    named = f"role = {schema.SOURCE}"

    def _below(self, path: NodePath, n: int, inner: Sequence[str]) -> list[Node]:
        return self._listed(path, self._naming(n, self.named), inner)

    def _named_by(self, record: Record) -> Iterator[str]:
        return (found.id for found in references(record) if "evidence" in found.path and found.path[-1] == "source")

    def _inner_path(self, target: int, n: int) -> tuple[str, ...]:
        found = self._naming(target, self.named)
        return run_at(found.index(n), len(found))


class PersonTree(NamingTree):
    """People, those whom most records name first; below each what they said, and what else names them."""

    view = "person"
    kind = "person"
    named = "role > 0"

    def _groups(self, n: int) -> dict[str, list[int]]:
        said = self._naming(n, f"role = {schema.SPEAKER}")
        spoken = set(said)
        groups = {SAID: said, NAMED: [other for other in self._naming(n, self.named) if other not in spoken]}
        return {group: found for group, found in groups.items() if found}

    def _below(self, path: NodePath, n: int, inner: Sequence[str]) -> list[Node]:
        groups = self._groups(n)
        if not inner:
            return [Node((*path, group), None, len(found), True) for group, found in groups.items()]
        return self._listed((*path, inner[0]), groups.get(inner[0], []), inner[1:])

    def _named_by(self, record: Record) -> Iterator[str]:
        low, high = kind_range(self.kind)
        return (found.id for found in references(record) if low <= self._index.number(found.id) <= high)

    def _inner_path(self, target: int, n: int) -> tuple[str, ...]:
        group, found = next((group, found) for group, found in self._groups(target).items() if n in found)
        return (group, *run_at(found.index(n), len(found)))


_NAMING = "SELECT DISTINCT m.n FROM mention m JOIN record r ON r.n = m.n WHERE m.target = ?"
