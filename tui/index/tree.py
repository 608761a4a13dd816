"""What all views of the tree have in common, and the choice between them.

No node has more than about 2,000 nodes below it: more than MOST records get a level of years, months or letters
between, and where these do not part them, runs of 500 rows. A run counts its rows.
"""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from tui.index.nodes import ROWS, Node, NodePath
from tui.index.sieve import Sieve, found_by

if TYPE_CHECKING:
    from tui.index.index import Index

MOST = 1000
ROWS_TOGETHER = 500


class Tree(ABC):
    """One view of the tree, of all records or of those that a search finds. Children are looked up when asked for.

    `sieve` is what the tree is filtered by, None for all of it; then totals count only what was found. Of an index that
    is looked at as of a day, a tree without a search has the sieve of what stood then.
    """

    view = ""

    def __init__(self, index: Index, db: sqlite3.Connection, sieve: Sieve | None = None) -> None:
        self._index = index
        self.searched = sieve is not None
        """Whether only what a search finds is in the tree."""
        if sieve is None and index.standing:
            sieve = index.standing.sieve
        self._whole = db
        self.sieve = sieve
        self._db = sieve.db if sieve else db
        if sieve:
            self._sift(sieve)

    @property
    def tables(self) -> sqlite3.Connection:
        """The tables that totals are in, for the modules of this room."""
        return self._db

    def roots(self) -> list[Node]:
        """The outermost nodes, in the order they are shown."""
        return list(self._roots)

    @cached_property
    def _roots(self) -> list[Node]:
        return self._outermost()

    @abstractmethod
    def _outermost(self) -> list[Node]:
        """What the roots are, worked out once."""

    @abstractmethod
    def children(self, path: NodePath) -> list[Node]:
        """The nodes below a node, in the order they are shown; none for a record or an unknown path."""

    @abstractmethod
    def place(self, id: str, near: NodePath = ()) -> NodePath | None:
        """Where a record stands: of several places the nearest to another. None if it is not in this tree."""

    @abstractmethod
    def _sift(self, sieve: Sieve) -> None:
        """Get what the tree needs into a sieve."""

    def trail(self, path: NodePath) -> list[NodePath]:
        """The nodes from a root to a node, itself included: what must be open for it to be seen."""
        return [path[: n + 1] for n in range(len(path))]

    def filtered(self, by: str | Sieve) -> Tree:
        """The same view of only what a search finds, and what that stands below.

        `by` is the query, or what another view was filtered by, which saves the search. Takes time in proportion to the
        base and to what is found (by city, with 100,000 agreements and facts, 0.2 to 0.7 s for usual searches and 2 s
        where most of them are found), so it should be called in another thread; the index may be in use meanwhile, but
        must not be closed.
        """
        sieve = by if isinstance(by, Sieve) else found_by(self._whole, by, self._index.day, self._index.standing)
        tree = type(self)(self._index, self._whole, sieve)
        # What takes long is done here, where the caller has chosen to wait.
        tree.roots()
        return tree

    def _leaves(self, path: NodePath, numbers: Iterable[int]) -> list[Node]:
        return [Node((*path, id), id, 0, False) for id in self._index.ids_of(numbers)]

    def _listed(self, path: NodePath, numbers: Sequence[int], inner: Sequence[str]) -> list[Node]:
        """Records below a node, in runs if they are many; `inner` is the rest of the path behind the node."""
        parts = runs(len(numbers))
        if inner:
            run = run_of(inner[0], len(numbers)) if len(inner) == 1 else None
            return self._leaves((*path, *inner), numbers[run.first : run.end]) if run else []
        return run_nodes(path, len(numbers)) if len(parts) > 1 else self._leaves(path, numbers)

    def _stands(self, path: NodePath) -> bool:
        """Whether a path leads to a node of this tree."""
        steps = self.trail(path)
        above: list[NodePath] = [(), *steps[:-1]]
        return all(
            any(node.path == step for node in (self.children(parent) if parent else self.roots()))
            for parent, step in zip(above, steps, strict=True)
        )


class Rows(NamedTuple):
    """A run of rows below a node, by their positions: the first from 0, and the one behind the last."""

    first: int
    end: int

    @property
    def segment(self) -> str:
        """The segment of its node's path."""
        return f"{ROWS}{self.first + 1}-{self.end}"


def runs(total: int) -> list[Rows]:
    """So many rows in runs; one run is all of them if they are few enough to be shown together."""
    if total <= MOST:
        return [Rows(0, total)]
    return [Rows(first, min(first + ROWS_TOGETHER, total)) for first in range(0, total, ROWS_TOGETHER)]


def run_of(segment: str, total: int) -> Rows | None:
    """The run of rows that a segment means; None if there are no runs or it is none of them."""
    return next((run for run in runs(total) if run.segment == segment), None) if total > MOST else None


def run_at(position: int, total: int) -> tuple[str, ...]:
    """The segment of the run that holds the row at a position; none if there are no runs."""
    return tuple(run.segment for run in runs(total) if total > MOST and run.first <= position < run.end)


def run_nodes(path: NodePath, total: int) -> list[Node]:
    """The nodes of runs of so many rows below a node."""
    return [Node((*path, run.segment), None, run.end - run.first, True) for run in runs(total)]


def tree_of(view: str) -> Callable[..., Tree]:
    """The class of a view, one of VIEWS. Raises KeyError."""
    from tui.index.citations import PersonTree, SourceTree
    from tui.index.cities import CityTree, CountryTree
    from tui.index.shelves import KindTree, YearTree

    trees: tuple[type[Tree], ...] = (CityTree, CountryTree, YearTree, KindTree, SourceTree, PersonTree)
    return {tree.view: tree for tree in trees}[view]
