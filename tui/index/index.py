"""The index of one base: everything that is derived from its records, for views and both front ends."""

from __future__ import annotations

from tui.index.search import Found, Search
from tui.index.tree import Node, NodePath, Tree, nearest_path
from tui.loading.base import Base
from tui.loading.problems import Problem
from tui.loading.references import references
from tui.records.contest import Contest, contests
from tui.records.kinds import Record, Source, title_of
from tui.records.quotes_lock import Verification


class Index:
    """Answers about one base. Ids that no record has are answered too: with the id itself, or with nothing."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self._records = {id: entry.record for id, entry in base.entries.items()}
        self._lists = {
            id for id, record in self._records.items() if isinstance(record, Source) and record.kind == "list"
        }
        self._tree = Tree(self._records)
        self._search = Search(self._records.values(), self.title)
        self._mentions: dict[str, dict[str, None]] = {}
        for record in self._records.values():
            for reference in references(record):
                self._mentions.setdefault(reference.id, {})[record.id] = None

    def __len__(self) -> int:
        return len(self._records)

    @property
    def problems(self) -> list[Problem]:
        """What is wrong in the base, sorted by file and line."""
        return self._base.problems

    @property
    def name(self) -> str:
        """The path of the base as its owner knows it."""
        return str(self._base.root)

    def record(self, id: str) -> Record | None:
        """The record with an id, or None."""
        return self._records.get(id)

    def source(self, id: str) -> Source | None:
        """The source with an id, or None."""
        record = self._records.get(id)
        return record if isinstance(record, Source) else None

    def title(self, id: str) -> str:
        """The title, name or text of a record; the id where there is none."""
        record = self._records.get(id)
        return title_of(record) if record else id

    def file(self, id: str) -> tuple[str, int]:
        """The file of a record, relative to the base, and its line; an empty name for no record."""
        entry = self._base.entries.get(id)
        return (entry.file, self._base.places.of(entry).line) if entry else ("", 0)

    def mentions(self, id: str) -> tuple[str, ...]:
        """The ids of the records that name this one, in the order of the base."""
        return tuple(self._mentions.get(id, ()))

    def contests(self, id: str) -> tuple[Contest, ...]:
        """The contested fields of a record."""
        record = self._records.get(id)
        return contests(record, self._lists) if record else ()

    def verifications(self, record: Record) -> list[Verification]:
        """What is known of each piece of evidence of a record, in the order of `evidence_of`."""
        return self._base.lock.verifications(record, self.source)

    def roots(self) -> list[Node]:
        """The outermost nodes of the tree."""
        return self._tree.roots()

    def children(self, path: NodePath) -> list[Node]:
        """The nodes below a node."""
        return self._tree.children(path)

    def records_at(self, path: NodePath) -> list[str]:
        """The ids of all records below a node."""
        return self._tree.records_at(path)

    def place(self, id: str, near: NodePath = ()) -> NodePath | None:
        """Where a record stands in the tree: of several places the nearest to another; None for no record."""
        return nearest_path(self._tree.paths(id), near)

    def search(self, query: str, limit: int = 500) -> Found:
        """The records that hold every word of a query, best first. Any string is a query."""
        return self._search.find(query, limit)

    def ids(self) -> list[str]:
        """The ids of all records, in the order of the base."""
        return list(self._records)
