"""Which nodes of a tree have any of some records below them, for a sign on rows that are closed.

What a view needs for that is read once, in time in proportion to the base and not to the rows that are shown.
"""

from __future__ import annotations

import json
from collections.abc import Set
from functools import cached_property

from tui.index import schema
from tui.index.citations import NamingTree
from tui.index.cities import CityTree
from tui.index.groupings import kind_range
from tui.index.index import Index
from tui.index.nodes import COUNTRY, ELSEWHERE, ROWS, SOURCES, Node, NodePath
from tui.index.shelves import ShelfTree
from tui.index.tree import Tree

_Pair = tuple[int, int]


class Below:
    """Answers for one tree of one state of a base. Of a filtered tree, only what was found counts."""

    def __init__(self, index: Index, tree: Tree, numbers: Set[int]) -> None:
        self._index = index
        self.tree = tree
        self._numbers = numbers & tree.sieve.hits if tree.sieve else numbers
        self._known: dict[NodePath, bool] = {}

    @cached_property
    def _listed(self) -> str:
        return json.dumps(list(self._numbers))

    def holds(self, node: Node) -> bool:
        """Whether any of the records stands below a node; itself it does not count."""
        if not (node.opens and self._numbers):
            return False
        known = self._known.get(node.path)
        if known is None:
            known = self._known[node.path] = self._holds(node.path)
        return known

    def _holds(self, path: NodePath) -> bool:
        if not path[-1].startswith(ROWS):
            match self.tree:
                case ShelfTree():
                    return any(not self._numbers.isdisjoint(members) for members in self.tree.members(path))
                case NamingTree() if not path[-1].startswith("~"):
                    return self._index.number(path[-1]) in self._named
                case CityTree():
                    return self._in_city_tree(path)
        # The rows of a run, or what a person said: few enough to be looked at one by one.
        return any(
            self.holds(child) or (child.record is not None and self._index.number(child.record) in self._numbers)
            for child in self.tree.children(path)
        )

    # By source and person.

    @cached_property
    def _named(self) -> frozenset[int]:
        """What the records name."""
        assert isinstance(self.tree, NamingTree)  # noqa: S101  only asked there
        sql = f"SELECT DISTINCT target FROM mention WHERE target BETWEEN ? AND ? AND {self.tree.named} AND n IN {_LIST}"
        rows = self._index.db.execute(sql, (*kind_range(self.tree.kind), self._listed))
        return frozenset(n for (n,) in rows)

    # By city and country.

    def _in_city_tree(self, path: NodePath) -> bool:
        first = path[0]
        if first.startswith(COUNTRY):
            return first.removeprefix(COUNTRY) in self._countries
        if first == SOURCES:
            return any(n >= kind_range("source")[0] for n in self._numbers)
        if first == ELSEWHERE:
            return not self._numbers.isdisjoint(self._index.places.elsewhere())
        match [self._index.number(segment) for segment in path if not segment.startswith("~")]:
            case [city]:
                return city in self._cities
            case [city, partner, *_] if len(path) > 2:
                group = schema.GROUP_NUMBERS.get(path[2], 0)
                own = group in self._own.get(partner, ()) and self._shares(city, partner)
                return own or (city, partner, group) in self._spots
            case [city, partner]:
                return (city, partner) in self._pairs or (partner in self._own and self._shares(city, partner))
        return False

    @staticmethod
    def _shares(city: int, partner: int) -> bool:
        """Whether what a partner has alone is shown below a city: its own, and that of what has no node of its own."""
        return city == partner or partner >> schema.SHIFT != schema.KIND_NUMBERS["city"]

    @cached_property
    def _spots(self) -> frozenset[tuple[int, int, int]]:
        """City, partner and group of all places of the records."""
        sql = f"SELECT DISTINCT city, partner, grp FROM place WHERE n IN {_LIST}"
        return frozenset(self._index.db.execute(sql, (self._listed,)))

    @cached_property
    def _pairs(self) -> frozenset[_Pair]:
        return frozenset((city, partner) for city, partner, _ in self._spots)

    @cached_property
    def _own(self) -> dict[int, set[int]]:
        """The groups of what a city or a partner has for itself."""
        sql = f"SELECT DISTINCT home, grp FROM belongs WHERE n IN {_LIST}"
        found: dict[int, set[int]] = {}
        for home, group in self._index.db.execute(sql, (self._listed,)):
            found.setdefault(home, set()).add(group)
        for city, partner, group in self._spots:
            if city == partner:
                found.setdefault(city, set()).add(group)
        return found

    @cached_property
    def _cities(self) -> frozenset[int]:
        """The cities with any of the records at them or at one of their partners, or with one as a partner."""
        guests = self._index.db.execute("SELECT partner, city FROM guest")
        at_guests = {city for partner, city in guests if partner in self._own or partner in self._numbers}
        return frozenset(at_guests | self._own.keys() | {city for city, _ in self._pairs})

    @cached_property
    def _countries(self) -> frozenset[str]:
        rows = self._index.db.execute("SELECT n, country FROM city")
        return frozenset(code for n, code in rows if n in self._cities or n in self._numbers)


_LIST = "(SELECT value FROM json_each(?))"
