"""Which cities, organisations and countries a record concerns once every party is counted with its home city."""

from __future__ import annotations

from collections.abc import Callable

from tui.records.kinds import Agreement, City, Fact, Partner, Person, Record

Lookup = Callable[[str], Record | None]


def home(id: str, record: Lookup) -> tuple[str, ...]:
    """Where a city, partner or person belongs: the ids of the outermost city, else of the partner itself.

    A county counts with its city, an organisation with the city it or its owner belongs to, a person with the home of
    every role. Circles end where they began; ids that no record has belong nowhere.
    """
    seen: set[str] = set()
    start, inner = id, record(id)
    while inner is not None and id not in seen:
        seen.add(id)
        match inner:
            case City(within=str(outer)) if isinstance(record(outer), City):
                id = outer
            case City():
                return (id,)
            case Partner(city=str(city)) if isinstance(record(city), City):
                id = city
            case Partner(part_of=str(owner), kind=kind) if kind != "country" and record(owner) is not None:
                id = owner
            case Person():
                return tuple(dict.fromkeys(at for role in inner.role for at in home(role.of, record)))
            case Partner():
                # An owner without a city does not speak for the organisation that was named.
                return (id,) if inner.kind == "country" else (start,)
            case _:
                return ()
        inner = record(id)
    return (start,) if isinstance(record(start), (City, Partner)) else ()


def named_by(record: Record) -> tuple[str, ...]:
    """The ids that an agreement or a fact is about, parties and speaker included; of other records their own."""
    match record:
        case Agreement():
            return (*record.parties, *record.about)
        case Fact():
            return (*record.about, *((record.speaker,) if record.speaker else ()))
        case City() | Partner() | Person():
            return (record.id,)
        case _:
            return ()


def homes(record: Record, lookup: Lookup) -> tuple[str, ...]:
    """The homes of all that a record concerns, each once, in the order they are named.

    What is about an agreement or a fact concerns what that one names, and no further.
    """
    found: dict[str, None] = {}
    for id in named_by(record):
        about = lookup(id)
        nested = named_by(about) if isinstance(about, (Agreement, Fact)) else (id,)
        for inner in nested:
            found.update(dict.fromkeys(home(inner, lookup)))
    return tuple(found)


def home_of(record: Record) -> tuple[str | None, ...]:
    """The ids that lead from a city, partner or person to its home; see placing."""
    match record:
        case City():
            return (record.within,)
        case Partner():
            return (record.city, record.part_of)
        case Person():
            return tuple(role.of for role in record.role)
    return ()
