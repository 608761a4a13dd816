"""Where records stand in the tree: the rules of homes and pairs, for the builder and for what is read anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tui.index import schema

ELSEWHERE = 0  # the number of no record: what belongs to no city stands there


class Thing(NamedTuple):
    """What placing needs to know of a record: its number, kind, the ids that lead to its home, its country."""

    n: int
    kind: str
    home: tuple[str | None, ...]
    country: str
    sub: str


Spot = tuple[int, int, int]
"""One place of a record: below a city and a partner, in a group."""


_FACT_GROUPS = {
    "event": "~events",
    "figure": "~figures",
    "statement": "~statements",
    "profile": "~profile",
    "listing": "~listings",
    "plan": "~plans",
    "expectation": "~plans",
}
PEOPLE = schema.GROUP_NUMBERS["~people"]


class Placing:
    """The rules, over a look-up of things by id."""

    def __init__(self, find: Callable[[str], Thing | None]) -> None:
        self._find = find
        self._homes: dict[str, tuple[str, ...]] = {}

    def home(self, id: str) -> tuple[str, ...]:
        """Where a city, partner or person belongs: the outermost city, else the partner itself; see docs."""
        if id not in self._homes:
            self._homes[id] = self._work_out(id)
        return self._homes[id]

    def _work_out(self, start: str) -> tuple[str, ...]:
        seen: set[str] = set()
        id, thing = start, self._find(start)
        while thing is not None and id not in seen:
            seen.add(id)
            if thing.kind == "person":
                return tuple(dict.fromkeys(at for of in thing.home if of for at in self.home(of)))
            if thing.kind not in ("city", "partner"):
                return ()
            onward = self._onward(thing)
            if onward is None:
                # An owner without a city does not speak for the organisation that was named.
                return (id,) if thing.kind == "city" or thing.sub == "country" else (start,)
            id, thing = onward, self._find(onward)
        first = self._find(start)
        return (start,) if first and first.kind in ("city", "partner") else ()

    def _onward(self, thing: Thing) -> str | None:
        if thing.kind == "city":
            outer = thing.home[0]
            return outer if outer and self._is(outer, "city") else None
        city, owner = thing.home
        if city and self._is(city, "city"):
            return city
        return owner if owner and thing.sub != "country" and self._find(owner) else None

    def _is(self, id: str, kind: str) -> bool:
        thing = self._find(id)
        return thing is not None and thing.kind == kind

    def reach(self, named: tuple[str, ...], nested: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
        """The homes of all that a record names; what is about another record concerns what that one names."""
        found: dict[str, None] = {}
        known = self._homes
        for id in named:
            for inner in nested(id) or (id,):
                for at in known.get(inner) or self.home(inner):
                    found[at] = None
        return tuple(found)

    def spots(self, reach: tuple[str, ...], group: int) -> list[Spot]:
        """The places of an agreement or a fact: each pair of a city and another home, or a home alone."""
        # This is gone through for every record of a base, and so written to be quick.
        find = self._find
        things = [thing for id in reach if (thing := find(id))]
        found = []
        alone = True
        for city in things:
            if city.kind != "city":
                continue
            alone = False
            partners = [other.n for other in things if other is not city and not _own_country(city, other)]
            found += [(city.n, partner, group) for partner in partners or (city.n,)]
        if alone:
            found = [(thing.n, thing.n, group) for thing in things] or [(ELSEWHERE, ELSEWHERE, group)]
        return found


def _own_country(city: Thing, thing: Thing) -> bool:
    return thing.kind == "partner" and thing.sub == "country" and thing.country == city.country


def group_of(kind: str, sub: str, flags: int) -> int:
    """The group of an agreement or a fact: what was only expected never stands among what happened."""
    if flags & schema.EXPECTED:
        return schema.GROUP_NUMBERS["~plans"]
    return schema.GROUP_NUMBERS["~agreements" if kind == "agreement" else _FACT_GROUPS[sub]]


def group_of_thing(kind: str) -> int:
    """The group of a person, an organisation or a place below its home."""
    return schema.GROUP_NUMBERS[{"person": "~people", "city": "~places"}.get(kind, "~organisations")]
