"""The ties of a city from both sides: which lists and other sources have each, its partner's as well as its own."""

from __future__ import annotations

from typing import NamedTuple

from tui.index import schema
from tui.index.index import Index
from tui.records.contest import Value, contradict
from tui.records.folding import indexed
from tui.records.kinds import Agreement, Evidence, expected
from tui.records.same_matter import TIES

KINDS = (*TIES, "cooperation", "unspecified")
"""Kinds of agreement that tie two cities. All others are deeds between them, of which no list of ties tells."""


class Tie(NamedTuple):
    """A pair of cities with what says so.

    `agreements` are the ids of those that tie the two, `kinds` their kinds. `lists` are the city's own lists that have
    the pair, `theirs` those of its partner, `partner_lists` all lists of the partner in the base: without any, nothing
    can be missing there. `others` are the sources that are no list of either, `listings` facts of that kind about both.
    `contested` has the contested fields of the agreements (id, field), `differing` the fields (`kind`, `date`) for
    which the lists of the two sides give values that cannot both hold.
    """

    partner: str
    agreements: tuple[str, ...]
    kinds: tuple[str, ...]
    lists: tuple[str, ...]
    theirs: tuple[str, ...]
    partner_lists: tuple[str, ...]
    others: tuple[str, ...]
    listings: tuple[str, ...]
    contested: tuple[tuple[str, str], ...]
    differing: tuple[str, ...]


class Sides(NamedTuple):
    """A city with its own lists in the base, and its ties: those that most lists have first, then by name."""

    city: str
    lists: tuple[str, ...]
    ties: tuple[Tie, ...]

    def on_all(self) -> list[Tie]:
        """The ties that all of the city's lists have."""
        return [tie for tie in self.ties if tie.lists and len(tie.lists) == len(self.lists)]

    def only_on(self, id: str) -> list[Tie]:
        """The ties that one of several lists of the city has and no other does."""
        return [tie for tie in self.ties if len(self.lists) > 1 and tie.lists == (id,)]

    def on_none(self) -> list[Tie]:
        """The ties that no list of either side has."""
        return [tie for tie in self.ties if not tie.lists and not tie.theirs]

    def only_ours(self) -> list[Tie]:
        """The ties that a list of the city has and no list of the partner, which has some in the base."""
        return [tie for tie in self.ties if tie.lists and tie.partner_lists and not tie.theirs]

    def only_theirs(self) -> list[Tie]:
        """The ties that a list of the partner has and no list of the city, which has some in the base."""
        return [tie for tie in self.ties if tie.theirs and self.lists and not tie.lists]


def both_sides(index: Index, city: str) -> Sides:
    """The ties of a city; no ties for an id that no city has. Costs a look at each agreement that ties it."""
    n = index.number(city)
    lists = _lists_of(index, city)
    pairs: dict[str, list[Agreement]] = {}
    for id in index.ids_of(m for (m,) in index.db.execute(_TYING, (n, *KINDS))) if n else ():
        record = index.record(id)
        if not isinstance(record, Agreement) or expected(record):
            continue
        for party in record.parties:
            if party != city and index.number(party) >> schema.SHIFT == _CITY:
                pairs.setdefault(party, []).append(record)
    ties = [_tie(index, city, partner, agreements, lists) for partner, agreements in pairs.items()]
    order = sorted(ties, key=lambda tie: (-len(tie.lists), indexed(index.title(tie.partner)), tie.partner))
    return Sides(city, lists, tuple(order))


def _tie(index: Index, city: str, partner: str, agreements: list[Agreement], lists: tuple[str, ...]) -> Tie:
    partner_lists = _lists_of(index, partner)
    sources = dict.fromkeys(item.source for record in agreements for item in record.evidence if _states(item))
    listings = index.db.execute(_LISTINGS, (index.number(city), index.number(partner)))
    return Tie(
        partner,
        tuple(record.id for record in agreements),
        tuple(dict.fromkeys(record.kind for record in agreements)),
        tuple(id for id in lists if id in sources),
        tuple(id for id in partner_lists if id in sources),
        partner_lists,
        tuple(id for id in sources if id not in lists and id not in partner_lists),
        tuple(index.ids_of(m for (m,) in listings.fetchall())),
        tuple((record.id, contest.field) for record in agreements for contest in index.contests(record.id)),
        tuple(
            field
            for field in ("kind", "date")
            if _differ(_given(agreements, lists, field), _given(agreements, partner_lists, field))
        ),
    )


def _given(agreements: list[Agreement], lists: tuple[str, ...], field: str) -> list[Value]:
    """What lists give for a field: what they say, and the kind of the agreement that rests on them."""
    found: list[Value] = []
    for record in agreements:
        for item in record.evidence:
            said = getattr(item.says, field) if item.says else None
            if said is None and field == "kind" and _states(item) and record.kind != "unspecified":
                said = record.kind
            if said is not None and item.source in lists:
                found.append(said)
    return found


def _differ(ours: list[Value], theirs: list[Value]) -> bool:
    """Whether no value of one side can hold together with one of the other."""
    return bool(ours and theirs) and all(contradict(a, b) for a in ours for b in theirs)


def _states(item: Evidence) -> bool:
    """Whether evidence is for the tie as a whole: what is for one field, or settles it, states none."""
    return item.for_ is None and not item.settled


def _lists_of(index: Index, city: str) -> tuple[str, ...]:
    """The lists of a base that enumerate the ties of a city, in the order of the base."""
    return tuple(index.ids_of(m for (m,) in index.db.execute(_LISTS, (index.number(city),)).fetchall()))


_CITY = schema.KIND_NUMBERS["city"]
_PARTY, _ABOUT, _OF = 1, 2, 9  # roles in which one record names another
_TYING = f"""
SELECT r.n FROM mention m CROSS JOIN record r ON r.n = m.n
WHERE m.target = ? AND m.role = {_PARTY} AND r.sub IN ({", ".join("?" * len(KINDS))}) ORDER BY r.n
"""
_LISTS = f"""
SELECT r.n FROM mention m CROSS JOIN record r ON r.n = m.n
WHERE m.target = ? AND m.role = {_OF} AND r.sub = 'list' ORDER BY r.n
"""
_LISTINGS = f"""
SELECT a.n FROM mention a CROSS JOIN mention b ON b.target = ? AND b.role = {_ABOUT} AND b.n = a.n
CROSS JOIN record r ON r.n = a.n AND r.sub = 'listing'
WHERE a.target = ? AND a.role = {_ABOUT} ORDER BY a.n
"""
