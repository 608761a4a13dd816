"""All that could stand in a brief, section by section, in the order of importance."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from tui.index import foremost
from tui.index.index import Index
from tui.index.overviews import belonging
from tui.records.kinds import Agreement, City, Fact, Partner, Person
from tui.views.brief.gaps import gap_statements
from tui.views.brief.importance import importance
from tui.views.brief.known import Known
from tui.views.brief.people import names_statement, person_statement, rank_of_person
from tui.views.brief.statements import Clause, LeftOut, Part, Statement, Words, data, own, sources_of
from tui.views.brief.telling import TIES, statement

_MOST_PEOPLE = 40  # of one place, that are looked at for who is in office
_TOGETHER = 12  # ties in one statement
_OF_BOTH = ("~agreements", "~events", "~plans", "~statements", "~figures", "~listings")
_PART_OF = {
    "~agreements": Part.DONE,
    "~events": Part.DONE,
    "~plans": Part.EXPECTED,
    "~statements": Part.SAID,
    "~figures": Part.FIGURES,
    "~listings": Part.TIES,
    "~profile": Part.PLACE,
    "~people": Part.PEOPLE,
}


class Asked(NamedTuple):
    """What a brief is asked for: a city, perhaps one partner of it, and nothing later than a day."""

    city: str
    partner: str | None = None
    until: datetime.date | None = None


class Gathered(NamedTuple):
    """Statements by section, the most important of each first, and how many records of a section were not read."""

    known: Known
    statements: list[Statement]
    unread: list[LeftOut]


def gather(index: Index, asked: Asked, most: int) -> Gathered:
    """All that could be said, of each group of the tree the `most` important records."""
    # A base that is looked at as of a day has nothing later either.
    limits = [day for day in (asked.until, index.as_of) if day]
    asked = asked._replace(until=min(limits, default=None))
    known = Known(index, min(index.day, asked.until or index.day), asked.until)
    scope = foremost.Scope(asked.city, asked.partner, asked.until)
    unread: dict[str, int] = {}
    told: list[Statement] = []
    for group in _OF_BOTH:
        told += _group(known, scope, group, most, unread)
    for id in (asked.city, asked.partner):
        if id and isinstance(index.record(id), City):
            told += _group(known, foremost.Scope(id, id, asked.until), "~profile", most, unread)
    told = list({one.record: one for one in told}.values())
    if asked.partner is None:
        ties = [one for one in told if one.part is Part.TIES]
        told = [*_in_short(known, ties), *(one for one in told if one.part is not Part.TIES)]
    people = _people(known, asked, unread)
    named = [index.record(id) for id in (asked.city, asked.partner) if id]
    statements = [names_statement(known, record) for record in named if isinstance(record, (City, Partner))]
    met = [one for person in people if (one := person_statement(known, person))]
    to_meet = {one.record for one in met}
    places = [record.id for record in named if record]
    statements += [*met, *sorted(told, key=lambda one: importance(known, one, to_meet, places))]
    people = [person for person in people if person.id in to_meet]
    statements += gap_statements(known, scope, people, statements, frozenset(unread))
    return Gathered(known, statements, [LeftOut(_PART_OF[group], more) for group, more in unread.items()])


def _group(known: Known, scope: foremost.Scope, group: str, most: int, unread: dict[str, int]) -> list[Statement]:
    # When a plan is due may be later than the day until which all is told.
    asked = scope._replace(until=None) if group == "~plans" else scope
    listed = foremost.foremost(known.base, asked, group, most)
    if listed.more:
        unread[group] = unread.get(group, 0) + listed.more
    records = [known.base.record(id) for id in listed.ids]
    found = [
        statement(known, record, scope.city, scope.partner)
        for record in records
        if isinstance(record, (Agreement, Fact))
    ]
    return [one for one in found if one]


def _in_short(known: Known, ties: list[Statement]) -> list[Statement]:
    """Ties of a city that lists alone have, those of one kind in the same lists together: `A, B, C [4 5]`."""
    alike: dict[tuple[str, tuple[str, ...]], list[Statement]] = {}
    apart: list[Statement] = []
    for one in ties:
        record = known.base.record(one.record)
        if isinstance(record, Agreement) and not one.contested and not one.day and _is_listed(known, one):
            alike.setdefault((record.kind, sources_of((one,))), []).append(one)
        else:
            apart.append(one)
    for (kind, _), members in alike.items():
        for first in range(0, len(members), _TOGETHER):
            apart.append(_together(known, kind, members[first : first + _TOGETHER]))
    return apart


def _is_listed(known: Known, one: Statement) -> bool:
    return all((source := known.base.source(id)) is not None and source.kind == "list" for id in sources_of((one,)))


def _together(known: Known, kind: str, members: list[Statement]) -> Statement:
    clauses: list[Clause] = []
    for n, one in enumerate(members):
        # A tie in short is led by its partner.
        words = one.clauses[0].words[0]
        lead = _listed_on(known, kind, one) if n == 0 else (own(", "),)
        clauses.append(
            Clause((*lead, words), tuple(item for c in one.clauses for item in c.evidence), record=one.record)
        )
    return Statement(Part.TIES, "", tuple(clauses))


def _listed_on(known: Known, kind: str, one: Statement) -> tuple[Words, ...]:
    """As what lists have a tie, and on whose side."""
    sources = [known.base.source(id) for id in sources_of((one,))]
    sides = dict.fromkeys(known.base.title(source.of) for source in sources if source and source.of)
    where = (own(" in lists of the ties of "), data(" and of ".join(sides))) if sides else ()
    return own(f"Only listed, as {TIES[kind]},"), *where, own(": ")


def _people(known: Known, asked: Asked, unread: dict[str, int]) -> list[Person]:
    """The people of both places, of each those in office first."""
    found: dict[str, Person] = {}
    for id in (asked.city, asked.partner):
        listed = dict(belonging(known.base, id, _MOST_PEOPLE)).get("~people") if id else None
        if listed is None:
            continue
        records = [known.base.record(person) for person in listed.ids]
        people = sorted(
            (record for record in records if isinstance(record, Person)),
            key=lambda person: rank_of_person(known, person),
        )
        found |= {person.id: person for person in people}
        if listed.more:
            unread["~people"] = unread.get("~people", 0) + listed.more
    return list(found.values())
