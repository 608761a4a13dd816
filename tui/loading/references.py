"""What can only be checked with the whole base at hand: ids, circles, and what evidence speaks about."""

from __future__ import annotations

import difflib
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from tui.loading.converting import Entry, nearest
from tui.loading.figures import held
from tui.loading.mistakes import Mistake
from tui.records.contest import FIELDS, unneeded_settlements
from tui.records.kinds import (
    Agreement,
    City,
    Evidence,
    Fact,
    Figure,
    Partner,
    Person,
    Record,
    Role,
    Source,
)
from tui.records.positions import Path
from tui.records.same_matter import by_matter, matter_of

_ANY = ("source", "city", "partner", "person", "agreement", "fact")
_PARTY = ("city", "partner", "person")
_SPEAKER = ("person", "partner", "city")


class Reference(NamedTuple):
    """One mention of an id in a record: the path to it, the id, and the kinds of record it may name."""

    path: Path
    id: str
    kinds: tuple[str, ...]


def references(record: Record) -> Iterator[Reference]:
    """Every id that a record mentions, in the order of the format page."""
    for path, id, kinds in _own_references(record):
        if id is not None:
            yield Reference(path, id, kinds)
    for path, item in evidence_paths(record):
        yield Reference((*path, "source"), item.source, ("source",))
        if item.speaker:
            yield Reference((*path, "speaker"), item.speaker, _SPEAKER)
        for n, party in enumerate((item.says and item.says.parties) or ()):
            yield Reference((*path, "says", "parties", n), party, _PARTY)


def _own_references(record: Record) -> list[tuple[Path, str | None, tuple[str, ...]]]:
    match record:
        case Source():
            return [(("of",), record.of, ("city",))]
        case City():
            return [(("within",), record.within, ("city",))]
        case Partner():
            return [(("city",), record.city, ("city",)), (("part_of",), record.part_of, ("partner", "city"))]
        case Person():
            return [(("role", n, "of"), role.of, ("city", "partner")) for n, role in enumerate(record.role)]
        case Agreement():
            parties = [(("parties", n), party, _PARTY) for n, party in enumerate(record.parties)]
            return [*parties, *((("about", n), subject, _ANY) for n, subject in enumerate(record.about))]
        case Fact():
            subjects = [(("about", n), subject, _ANY) for n, subject in enumerate(record.about)]
            return [*subjects, (("speaker",), record.speaker, _SPEAKER)]


def evidence_paths(record: Record) -> Iterator[tuple[Path, Evidence]]:
    """Every piece of evidence of a record with the path to it inside the record."""
    if isinstance(record, Source):
        return
    for n, item in enumerate(record.evidence):
        yield ("evidence", n), item
    if isinstance(record, Person):
        for r, role in enumerate(record.role):
            for n, item in enumerate(role.evidence):
                yield ("role", r, "evidence", n), item


def check_references(entries: Mapping[str, Entry], broken: Container[str]) -> Iterator[tuple[Entry, Mistake]]:
    """Mistakes that show between records. Ids of records with problems of their own are not reported again."""
    records = {id: entry.record for id, entry in entries.items()}
    matters = by_matter(records.values())
    for entry in entries.values():
        for mistake in (*check_links(entry.record, records, broken), *check_record(entry.record)):
            yield entry, mistake
        if settles_in_vain(entry.record):
            stated = matters.get(matter_of(entry.record), ())
            for mistake in check_settlements(entry.record, stated if entry.record in stated else ()):
                yield entry, mistake


def check_record(record: Record) -> Iterator[Mistake]:
    """Mistakes that types cannot tell and that show in a record alone."""
    yield from _check_parties(record)
    yield from _check_values(record)
    yield from _check_evidence(record)


def check_links(record: Record, records: Mapping[str, Record], broken: Container[str]) -> Iterator[Mistake]:
    """Mistakes in what a record names, given the records by their ids."""
    for reference in references(record):
        target = records.get(reference.id)
        if target is None:
            if reference.id not in broken:
                message = f'no record has the id "{reference.id}"'
                yield Mistake(reference.path, "dangling-id", message, _nearest_id(reference, records))
        elif target.KIND not in reference.kinds:
            wanted = " or ".join(reference.kinds)
            message = f'"{reference.id}" is a {target.KIND}, and a {wanted} is wanted here'
            yield Mistake(reference.path, "wrong-kind", message)
    yield from _check_circles(record, records)


def _nearest_id(reference: Reference, records: Mapping[str, Record]) -> str:
    """The nearest id of a right kind; only ids with the same first letter are compared, to stay quick."""
    candidates = [id for id in records if id[0] == reference.id[0] and records[id].KIND in reference.kinds]
    close = difflib.get_close_matches(reference.id, candidates[:2000], 1, 0.6)
    if close:
        return f'did you mean "{close[0]}"?'
    if reference.kinds == _ANY:
        return "add a record with this id, or mend it"
    return f"add a [[{reference.kinds[0]}]] with this id"


def _check_parties(record: Record) -> Iterator[Mistake]:
    """A party that an agreement, or what a source says of it, names more than once."""
    if not isinstance(record, Agreement):
        return
    lists: list[tuple[Path, tuple[str, ...]]] = [(("parties",), record.parties)]
    lists += [
        ((*path, "says", "parties"), (item.says and item.says.parties) or ()) for path, item in evidence_paths(record)
    ]
    for path, parties in lists:
        for n, party in enumerate(parties):
            if party in parties[:n]:
                hint = "remove it, or name the other party"
                yield Mistake((*path, n), "same-party", f'"{party}" is a party already', hint)


def _check_circles(record: Record, records: Mapping[str, Record]) -> Iterator[Mistake]:
    key = {"city": "within", "partner": "part_of"}.get(record.KIND)
    if key is None:
        return
    seen = {record.id}
    above = getattr(record, key)
    while above is not None and above in records and above not in seen:
        seen.add(above)
        above = getattr(records[above], key, None)
    if above == record.id:
        hint = f"one of the `{key}` in the circle is wrong"
        yield Mistake((key,), "circular", f'"{record.id}" comes back to itself through `{key}`', hint)


def _check_values(record: Record) -> Iterator[Mistake]:
    """What the types of the records cannot say: names that are there at all, one number or limits."""
    if isinstance(record, (City, Partner, Person)):
        for tag, given in record.names.items():
            names = (given,) if isinstance(given, str) else given
            if not names or not all(name.strip() for name in names):
                yield Mistake(("names", tag), "bad-value", f"the name in `{tag}` is empty", "write it, or leave it out")
    if isinstance(record, (Agreement, Fact)):
        for path, figure in held(record):
            if isinstance(figure, Figure) and figure.value is not None:
                for key in ("at_least", "at_most"):
                    if getattr(figure, key) is not None:
                        hint = "keep one of them: a number, or its limits"
                        yield Mistake((*path, key), "bad-value", f"a figure has `value` or `{key}`, not both", hint)


def _check_evidence(record: Record) -> Iterator[Mistake]:
    if isinstance(record, Person):
        for n, role in enumerate(record.role):
            if role.from_ and role.until and role.until.latest < role.from_.earliest:
                yield Mistake(("role", n, "until"), "reversed-role", "the role ends before it begins")
    for path, item in evidence_paths(record):
        fields = (Role if path[0] == "role" else type(record)).__struct_encode_fields__
        if item.for_ and item.for_ not in fields:
            yield Mistake((*path, "for"), "says-what", f"no field `{item.for_}` here", nearest(item.for_, fields))
        said = [name for name in FIELDS if item.says and getattr(item.says, name) is not None]
        for name in said:
            if name not in fields:
                message = f"a {record.KIND} has no field `{name}`"
                yield Mistake((*path, "says", name), "says-what", message, "give it where that field is")
    if isinstance(record, Fact) and record.outcome and not any(e.for_ == "outcome" for e in record.evidence):
        hint = 'mark the evidence of the outcome with: for = "outcome"'
        yield Mistake(("outcome",), "no-outcome-evidence", "an outcome needs evidence of its own", hint)
    if not matter_of(record):
        yield from check_settlements(record)


def check_settlements(record: Record, rivals: Sequence[Record] = ()) -> Iterator[Mistake]:
    """A mistake for each `settled` on what nobody contests; `rivals` are the other records on the same matter."""
    unneeded = unneeded_settlements(record, rivals=rivals)
    for path, item in evidence_paths(record) if unneeded else ():
        if any(item is other for other in unneeded):
            hint = "remove `settled`, or give the differing values with `says`"
            message = f"`{item.for_}` of this record is not contested" if item.for_ else _UNCONTESTED
            yield Mistake((*path, "settled"), "nothing-to-settle", message, hint)


def settles_in_vain(record: Record) -> bool:
    """Whether a record settles what it does not contest itself, so that only others on its matter can tell."""
    return bool(matter_of(record)) and bool(unneeded_settlements(record))


_UNCONTESTED = "no field of this record is contested"
