"""What no source of the base covers, worked out from it: each a sentence, the most important first."""

from __future__ import annotations

from collections.abc import Iterator

from tui.index.foremost import Scope, has_amount, latest
from tui.records.edtf import Edtf, parse
from tui.records.edtf_words import in_words
from tui.records.kinds import Agreement, Fact, Partner, Person, Record, Role
from tui.records.tenure import Held
from tui.views.brief.known import Known
from tui.views.brief.people import backing_of, ended, standing
from tui.views.brief.statements import Basis, Clause, Part, Statement, Words, data, own

_HAPPENED = ("~agreements", "~events", "~statements", "~figures")
_OLD = 366  # days after which it is said that nothing later is recorded
_MOST_OFFICES = 3  # of one place
_Sentence = tuple[Words, ...]


def gap_statements(
    known: Known, scope: Scope, people: list[Person], told: list[Statement], unread: frozenset[str]
) -> list[Statement]:
    """The gaps in what is known of a city, or of it and a partner.

    `told` is what is stated of them. Of groups of the tree that are `unread` it is only the foremost, so that what they
    do not have is not said to be missing.
    """
    sentences: list[_Sentence] = []
    if "~agreements" not in unread:
        sentences += _ties(known, scope, told)
    if "~people" not in unread:
        sentences += _offices(known, scope, people)
    sentences += _silence(known, scope, told)
    if "~plans" not in unread:
        sentences += _plans(told)
    if not unread:
        sentences += _support(known, told)
    return [Statement(Part.GAPS, "", (Clause(sentence, computed=True),)) for sentence in sentences]


def _ties(known: Known, scope: Scope, told: list[Statement]) -> Iterator[_Sentence]:
    """That there is no tie, or none that lists have; or only listings."""
    ties = [one for one in told if one.part is Part.TIES and isinstance(_first(known, one), Agreement)]
    city = data(known.base.title(scope.city))
    listed = [source for source in map(known.base.source, _sources(ties)) if source and source.kind == "list"]
    sides = {source.of for source in listed}
    if scope.partner is None:
        if not ties:
            yield own("No source here has a tie of "), city
        elif sides and scope.city not in sides:
            yield own("No list of the ties of "), city, own(" has any of these")
        if ties and all(statement.part is Part.TIES for statement in told if statement.part in _ABOUT_BOTH):
            yield own("Nothing is recorded of "), city, own(" but its ties")
        return
    partner = data(known.base.title(scope.partner))
    if not ties:
        yield own("No source here has a tie between "), city, own(" and "), partner
        return
    if not sides:
        yield (own("No list here has the tie"),)
    for id, name in ((scope.city, city), (scope.partner, partner)):
        if sides and id not in sides:
            yield own("No list of the ties of "), name, own(" has this one")
    if all(statement.part is Part.TIES for statement in told if statement.part in _ABOUT_BOTH) and sides:
        yield (own("Nothing is recorded of the two but the tie itself"),)


_ABOUT_BOTH = (Part.TIES, Part.DONE, Part.EXPECTED, Part.SAID, Part.FIGURES)


def _first(known: Known, one: Statement) -> Record | None:
    """The record of a statement; of ties in short that of the first."""
    return known.base.record(one.record or one.clauses[0].record)


def _sources(statements: list[Statement]) -> Iterator[str]:
    return (id for statement in statements for clause in statement.clauses for id in clause.sources)


def _offices(known: Known, scope: Scope, people: list[Person]) -> Iterator[_Sentence]:
    """For each place, whom no source names in office now."""
    for id in (scope.city, scope.partner):
        record = known.base.record(id) if id else None
        if id is None or (isinstance(record, Partner) and record.kind == "country"):
            continue
        there = [(person, role) for person in people for role in person.role if role.of == id]
        roles = [(person, role) for person, role in there if backing_of(known, role) or not role.evidence]
        if not roles:
            yield own("Who holds an office in "), data(known.base.title(id)), own(", no source here says")
            continue
        titles: dict[str, list[tuple[Person, Role]]] = {}
        for person, role in roles:
            titles.setdefault(role.title, []).append((person, role))
        for title, held in list(titles.items())[:_MOST_OFFICES]:
            yield from _office(known, title, held)


def _office(known: Known, title: str, held: list[tuple[Person, Role]]) -> Iterator[_Sentence]:
    of = known.base.title(held[0][1].of)
    if all(ended(role, known.day) for _, role in held):
        last = max((role.until for _, role in held if role.until), key=lambda until: until.latest)
        since = in_words(last)
        yield (
            own("Who has been "),
            data(title.lower()),
            own(" of "),
            data(of),
            own(f" since {since}, no source here says"),
        )
        return
    for person, role in held:
        if standing(known, role, backing_of(known, role)).held is Held.NOT_KNOWN:
            yield (
                own("Whether "),
                data(person.name),
                own(" is still "),
                data(title.lower()),
                own(" of "),
                data(of),
                own(", no source here says"),
            )
            return


def _silence(known: Known, scope: Scope, told: list[Statement]) -> Iterator[_Sentence]:
    """That nothing later is recorded, and no sum of money."""
    # What no source had told of by a day is none of what is here.
    last = latest(known.base, scope, _HAPPENED) if any(one.part in _ABOUT_BOTH for one in told) else None
    record = known.base.record(last) if last else None
    date = _day_of(record)
    money = has_amount(known.base, scope, (*_HAPPENED, "~plans"))
    if date is None:
        yield (own("Nothing here has a date"),)
    elif (known.day - date.latest).days > _OLD:
        # “By 2016” is no day to be after.
        day = parse(date.latest.isoformat()) if date.open_start or date.precision == "one-of" else date
        yield (own(f"Nothing after {in_words(day)} is recorded{'' if money else ', and no amount of money'}"),)
    elif not money:
        yield (own("No source here names an amount of money"),)


def _day_of(record: Record | None) -> Edtf | None:
    """When something was; of a figure the day of its value."""
    if isinstance(record, Fact) and record.value and record.value.as_of:
        return record.value.as_of
    return record.date if isinstance(record, (Agreement, Fact)) else None


def _plans(told: list[Statement]) -> Iterator[_Sentence]:
    open_ones = [s for s in told if s.part is Part.EXPECTED and any(clause.computed for clause in s.clauses)]
    total = sum(1 for statement in told if statement.part is Part.EXPECTED)
    if open_ones:
        yield (own(f"What became of {len(open_ones):,} of {total:,} plans and promises, no source here says"),)


def _support(known: Known, told: list[Statement]) -> Iterator[_Sentence]:
    """How much rests on one origin alone, and how much on sources that nothing is quoted from."""
    resting = [[clause for clause in s.clauses if clause.basis is Basis.SOURCES] for s in told]
    resting = [clauses for clauses in resting if clauses]
    origins = [{_origin(known, id) for clause in clauses for id in clause.sources} for clauses in resting]
    bare = sum(1 for clauses in resting if not any(item.quote for clause in clauses for item in clause.evidence))
    single = sum(1 for found in origins if len(found) == 1)
    if resting and len(set().union(*origins)) == 1:
        yield (own(f"All of it rests on one origin alone{', and on no quote' if bare == len(resting) else ''}"),)
    elif single or bare:
        yield (own(f"Of {len(resting):,} statements, on one origin alone rest {single:,}, on no quote {bare:,}"),)


def _origin(known: Known, id: str) -> str:
    source = known.base.source(id)
    return source.origin or id if source else id
