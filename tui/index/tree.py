"""The tree: city → partner → agreements, events, statements, figures, plans → record.

A node is named by its path, a tuple of segments: ids of records, and for what is no record a word that no id can be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tui.index.homes import Lookup, home, homes, named_by
from tui.records.folding import fold
from tui.records.kinds import Agreement, City, Fact, Partner, Person, Record, Source, expected, title_of

NodePath = tuple[str, ...]

ELSEWHERE = "~elsewhere"
SOURCES = "~sources"
GROUPS: dict[str, str] = {
    "~agreements": "Agreements",
    "~events": "Events",
    "~statements": "Statements",
    "~figures": "Figures",
    "~plans": "Plans and hopes",
    "~profile": "Profile",
    "~listings": "Listings",
    "~people": "People",
    "~organisations": "Organisations",
    "~places": "Places",
}
_GROUP_OF_FACT = {
    "event": "~events",
    "figure": "~figures",
    "statement": "~statements",
    "profile": "~profile",
    "listing": "~listings",
    "plan": "~plans",
    "expectation": "~plans",
}


class Node(NamedTuple):
    """One node of the tree: its path, the record it stands for (if any), records beneath it, and if it opens."""

    path: NodePath
    record: str | None
    total: int
    opens: bool


class Tree:
    """Which record stands where. Children are worked out when they are asked for."""

    def __init__(self, records: Mapping[str, Record]) -> None:
        self._records = records
        lookup: Lookup = records.get
        self._pairs: dict[str, dict[str, dict[str, list[str]]]] = {}
        self._elsewhere: list[str] = []
        self._sources: list[str] = []
        self._paths: dict[str, list[NodePath]] = {}
        for record in records.values():
            if isinstance(record, City) and home(record.id, lookup) == (record.id,):
                self._pairs.setdefault(record.id, {})
        reach = {record.id: homes(record, lookup) for record in records.values()}
        ties = [record for record in records.values() if isinstance(record, (Agreement, Fact))]
        for record in ties:
            self._place_tie(record, reach[record.id])
        for record in ties:
            self._place_own(record, reach[record.id])
        for record in records.values():
            self._place_thing(record, reach[record.id])
        for city, partners in self._pairs.items():
            for partner, groups in partners.items():
                for group, ids in groups.items():
                    groups[group] = sorted(dict.fromkeys(ids), key=self._chronological)
                    for id in groups[group]:
                        self._paths.setdefault(id, []).append((city, partner, group, id))
        for id in self._elsewhere:
            self._paths.setdefault(id, []).append((ELSEWHERE, id))
        for id in self._sources:
            self._paths.setdefault(id, []).append((SOURCES, id))
        self._counts = {city: self._count(city) for city in self._pairs}

    def roots(self) -> list[Node]:
        """The cities, those with most records first, then what belongs nowhere, then the sources."""
        cities = sorted(self._pairs, key=lambda city: (-self._counts[city], self._title(city)))
        nodes = [Node((city,), city, self._counts[city], bool(self._pairs[city])) for city in cities]
        if self._elsewhere:
            nodes.append(Node((ELSEWHERE,), None, len(self._elsewhere), True))
        if self._sources:
            nodes.append(Node((SOURCES,), None, len(self._sources), True))
        return nodes

    def children(self, path: NodePath) -> list[Node]:
        """The nodes below a node, in the order they are shown; none for a record or an unknown path."""
        match path:
            case (tree_word,) if tree_word == ELSEWHERE:
                return [self._leaf((*path, id)) for id in self._elsewhere]
            case (tree_word,) if tree_word == SOURCES:
                return [self._leaf((*path, id)) for id in sorted(self._sources, key=self._title)]
            case (city,):
                return self._partners(city)
            case (city, partner):
                groups = self._pairs.get(city, {}).get(partner, {})
                return [Node((*path, group), None, len(groups[group]), True) for group in GROUPS if group in groups]
            case (city, partner, group):
                ids = self._pairs.get(city, {}).get(partner, {}).get(group, [])
                return [self._leaf((*path, id)) for id in ids]
        return []

    def paths(self, id: str) -> list[NodePath]:
        """Every place where a record stands. A city stands at its root and below each partner's city."""
        found: list[NodePath] = [(id,)] if id in self._pairs else []
        found += [(city, id) for city, partners in self._pairs.items() if id in partners and id != city]
        return found + self._paths.get(id, [])

    def records_at(self, path: NodePath) -> list[str]:
        """The ids of all records at or below a node, each once."""
        found: dict[str, None] = {}
        waiting = self.children(path)[::-1]
        while waiting:
            node = waiting.pop()
            if node.record and not node.opens:
                found[node.record] = None
            waiting += self.children(node.path)[::-1]
        return list(found)

    def _partners(self, city: str) -> list[Node]:
        partners = self._pairs.get(city, {})
        counts = {partner: len({i for ids in groups.values() for i in ids}) for partner, groups in partners.items()}
        # What concerns the city alone comes before its partners: it is the smallest and says what the city is.
        order = sorted(partners, key=lambda partner: (partner != city, -counts[partner], self._title(partner)))
        return [Node((city, partner), partner, counts[partner], True) for partner in order]

    def _leaf(self, path: NodePath) -> Node:
        return Node(path, path[-1], 0, False)

    def _place_tie(self, record: Agreement | Fact, reach: tuple[str, ...]) -> None:
        for city in (id for id in reach if id in self._pairs):
            for partner in reach:
                if partner != city and not self._own_country(city, partner):
                    self._put(city, partner, _group(record), record.id)
                    for person in self._people_in(record):
                        self._put(city, partner, "~people", person)

    def _place_own(self, record: Agreement | Fact, reach: tuple[str, ...]) -> None:
        """What concerns one place alone: under the city itself, or wherever that organisation is a partner."""
        others = [id for id in reach if id not in self._pairs]
        cities = [id for id in reach if id in self._pairs]
        placed = False
        for city in cities:
            if all(other == city or self._own_country(city, other) for other in reach):
                self._put(city, city, _group(record), record.id)
            placed = True
        if not cities:
            for city, partners in self._pairs.items():
                for other in others:
                    if other in partners:
                        self._put(city, other, _group(record), record.id)
                        placed = True
        if not placed:
            self._elsewhere.append(record.id)

    def _people_in(self, record: Agreement | Fact) -> list[str]:
        """The people that a record names: the ones to know about a pair of cities."""
        return [id for id in named_by(record) if isinstance(self._records.get(id), Person)]

    def _place_thing(self, record: Record, reach: tuple[str, ...]) -> None:
        """People and organisations under their own city; those of a partner without a city wherever it is one."""
        if isinstance(record, Source):
            self._sources.append(record.id)
        if isinstance(record, (Source, Agreement, Fact)) or record.id in self._pairs:
            return
        group = {"person": "~people", "city": "~places"}.get(record.KIND, "~organisations")
        spots = [(at, at) for at in reach if at in self._pairs]
        spots += [
            (city, at)
            for at in reach
            for city, partners in self._pairs.items()
            if at in partners and at not in self._pairs
        ]
        for city, at in spots:
            if at != record.id:
                self._put(city, at, group, record.id)
        if not spots:
            self._elsewhere.append(record.id)

    def _put(self, city: str, partner: str, group: str, id: str) -> None:
        self._pairs[city].setdefault(partner, {}).setdefault(group, []).append(id)

    def _own_country(self, city: str, partner: str) -> bool:
        """A city's own country is no partner of it."""
        here, there = self._records.get(city), self._records.get(partner)
        return (
            isinstance(here, City)
            and isinstance(there, Partner)
            and there.kind == "country"
            and here.country == there.country
        )

    def _count(self, city: str) -> int:
        return len({id for groups in self._pairs[city].values() for ids in groups.values() for id in ids})

    def _title(self, id: str) -> str:
        record = self._records.get(id)
        return fold(title_of(record)) if record else id

    def _chronological(self, id: str) -> tuple[str, str]:
        """By the earliest day; what has no date comes last."""
        record = self._records[id]
        date = record.date if isinstance(record, (Agreement, Fact)) else None
        return (date.earliest.isoformat() if date else "~", self._title(id))


def _group(record: Agreement | Fact) -> str:
    """What was only expected never stands among what happened, whatever kind of record tells of it."""
    if expected(record):
        return "~plans"
    return "~agreements" if isinstance(record, Agreement) else _GROUP_OF_FACT[record.kind]


def nearest_path(paths: Iterable[NodePath], current: NodePath) -> NodePath | None:
    """Of the places where a record stands the one that shares most with the current place, the first of equals."""
    best: NodePath | None = None
    best_shared = -1
    for path in paths:
        shared = next((n for n, (a, b) in enumerate(zip(path, current, strict=False)) if a != b), None)
        shared = min(len(path), len(current)) if shared is None else shared
        if shared > best_shared:
            best, best_shared = path, shared
    return best
