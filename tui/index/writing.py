"""The rows of the index: what is written of each record once all that it names is known."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Protocol

from tui.index import schema
from tui.index.derive import ROLE_KINDS, Derived
from tui.index.groupings import sorting_name
from tui.index.numbers import key_of
from tui.index.placing import ELSEWHERE, PEOPLE, Placing, Thing, group_of, group_of_thing

_OPEN = date.max.toordinal()


class Known(Protocol):
    """What is known of all records by their ids."""

    def thing(self, id: str) -> Thing | None:
        """What placing needs to know of a record."""

    def named(self, id: str) -> tuple[str, ...]:
        """The ids that an agreement or a fact is about."""

    def origin(self, id: str) -> str | None:
        """The origin of a source."""

    def is_list(self, id: str) -> bool:
        """Whether a source only lists ties."""

    def published(self, id: str) -> int:
        """The first day on which a source can have been read, UNDATED if that is not known."""


class Writer:
    """Writes rows of records, and counts what stands where."""

    def __init__(self, db: sqlite3.Connection, known: Known) -> None:
        self._db = db
        self._known = known
        self.placing = Placing(known.thing)
        self.pairs: set[tuple[int, int]] = set()
        self.people: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
        self.belonging: defaultdict[int, set[int]] = defaultdict(set)
        self.alone: Counter[int] = Counter()
        self.ties: Counter[int] = Counter()
        self.suspects: set[str] = set()
        self.names: dict[int, str] = {}

    def write(self, kind: str, batch: list[tuple[int, int, Derived]]) -> None:
        """Write records of one kind: number, number of the file, and what was derived. Strange links make suspects."""
        records, mentions, dangling = [], [], []
        find = self._known.thing
        places: list[tuple[int, int, int, int, int]] = []
        belongs: list[tuple[int, int, int]] = []
        for n, f, row in batch:
            flags = row.flags | self._standing(row)
            records.append(
                (
                    n,
                    row.id,
                    row.sub,
                    f,
                    row.ordinal,
                    flags,
                    row.first,
                    row.last,
                    None,
                    row.start,
                    row.length,
                    row.digest,
                    self._since(row),
                    row.learned,
                )
            )
            for id, role in row.mentions:
                target = find(id)
                if target is None:
                    dangling.append((id, role, n))
                    self.suspects.add(row.id)
                else:
                    mentions.append((target.n, role, n))
                    if target.kind not in ROLE_KINDS[role]:
                        self.suspects.add(row.id)
            if row.in_vain:
                self.suspects.add(row.id)
            if kind in ("agreement", "fact"):
                places += self._places(n, row)
            else:
                self.names[n] = sorting_name(row.title, row.id)
            if kind in ("city", "partner", "person"):
                belongs += self._belongs(n, row)
        put = self._db.executemany
        put("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", records)
        put("INSERT INTO id_key VALUES (?, ?)", ((key_of(row.id), n) for n, _, row in batch))
        put("INSERT OR IGNORE INTO mention VALUES (?, ?, ?)", mentions)
        put("INSERT OR IGNORE INTO dangling VALUES (?, ?, ?)", dangling)
        put("INSERT OR IGNORE INTO place VALUES (?, ?, ?, ?, ?)", places)
        put("INSERT OR IGNORE INTO belongs VALUES (?, ?, ?)", belongs)
        put("INSERT INTO matter VALUES (?, ?)", ((row.matter, n) for n, _, row in batch if row.matter))
        contested = ((settled, n, field) for n, _, row in batch for field, settled in row.contested)
        put("INSERT INTO contest VALUES (?, ?, ?)", contested)

    def _standing(self, row: Derived) -> int:
        """The flags of a record that its sources decide."""
        if row.kind not in ("agreement", "fact"):
            return 0
        origins = {id: origin for id in row.sources if (origin := self._known.origin(id))}
        if not origins:
            return 0
        listed = schema.LISTED if all(map(self._known.is_list, origins)) else 0
        single = schema.SINGLE_ORIGIN if len(set(origins.values())) == 1 else 0
        return listed | single

    def _since(self, row: Derived) -> int:
        """The first day on which a record can have stood. What is expected is so as soon as a source says it.

        An open interval says itself since when. Any other date is when it is due, and by then it was expected too.
        """
        if not row.flags & schema.EXPECTED or row.last == _OPEN:
            return row.since
        said = [self._known.published(id) for id in row.told_by]
        return schema.UNDATED if schema.UNDATED in said else min([row.since, *said])

    def _places(self, n: int, row: Derived) -> list[tuple[int, int, int, int, int]]:
        reach = self.placing.reach(row.named, self._known.named)
        spots = set(self.placing.spots(reach, group_of(row.kind, row.sub, row.flags)))
        people = [thing.n for id in row.named if (thing := self._known.thing(id)) and thing.kind == "person"]
        places = [(city, partner, group, row.first, n) for city, partner, group in spots]
        self.ties.update({city for city, _, _ in spots})
        for city, partner, _ in spots:
            if city == partner:
                self.alone[city] += 1
                continue
            self.pairs.add((city, partner))
            if people:
                there = self.people[city, partner]
                places += [(city, partner, PEOPLE, schema.UNDATED, person) for person in people if person not in there]
                there.update(people)
        return places

    def _belongs(self, n: int, row: Derived) -> Iterator[tuple[int, int, int]]:
        reach = self.placing.home(row.id)
        if row.kind == "city" and reach == (row.id,):
            return
        homes = [thing.n for id in reach if (thing := self._known.thing(id)) and thing.n != n]
        for home in homes or ([] if reach == (row.id,) and row.kind == "partner" else [ELSEWHERE]):
            self.belonging[home].add(n)
            yield home, group_of_thing(row.kind), n
