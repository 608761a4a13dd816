"""Which records state one matter, so that they must agree: a tie of the same parties, a count of the same thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tui.records import edtf
from tui.records.kinds import Agreement, Fact, Record, expected

TIES = ("sister-city", "friendship-city")
"""Kinds of agreement that two parties have once. Of all others they may have many, so none speaks for another."""

MOST_COMPARED = 64
"""Records of one matter that are held against each other, the first by id: a bound for what no real base has."""

_WITHIN_A_YEAR = ("day", "month", "season", "quarter", "year")


def matter_of(record: Record) -> tuple[str, ...]:
    """What a record states, as a key that all records of that matter share; () for what no other record can contest.

    A sister-city or friendship-city agreement states the tie of its parties. A fact of kind `figure` states how much
    there was of its unit, in what it is about, at the time of its `as_of`. What is only expected states nothing.
    """
    match record:
        case Agreement() if record.kind in TIES and not expected(record):
            return ("tie", *sorted(set(record.parties)))
        case Fact(kind="figure", value=figure) if figure and _is_close(figure.as_of) and not expected(record):
            return ("figure", figure.unit.casefold(), *sorted(set(record.about)))
    return ()


def shared_fields(a: Record, b: Record) -> tuple[str, ...]:
    """The fields in which two records must agree; () unless both state one matter.

    Ties of one kind share their `date`. A friendship can be raised to a sister-city tie, so two kinds contradict each
    other only where both are dated to the year or closer, and to the same time. An agreement whose `about` names the
    other is about it (it renews it) and states no tie of its own.
    """
    matter = matter_of(a)
    if not matter or a.id == b.id or matter != matter_of(b):
        return ()
    if isinstance(a, Agreement) and isinstance(b, Agreement):
        if a.id in b.about or b.id in a.about:
            return ()
        if a.kind == b.kind:
            return ("date",)
        at_once = a.date and b.date and _is_close(a.date) and _is_close(b.date) and edtf.overlaps(a.date, b.date)
        return ("kind",) if at_once else ()
    return ("value",)


def by_matter(records: Iterable[Record]) -> Mapping[tuple[str, ...], tuple[Record, ...]]:
    """The records of each matter that more than one states, those that are compared, by id."""
    found: dict[tuple[str, ...], list[Record]] = {}
    for record in records:
        if matter := matter_of(record):
            found.setdefault(matter, []).append(record)
    return {
        matter: tuple(sorted(stated, key=lambda record: record.id)[:MOST_COMPARED])
        for matter, stated in found.items()
        if len(stated) > 1
    }


def _is_close(date: edtf.Edtf | None) -> bool:
    """Whether a date is known to the year or closer: “by 2025” or “the 1990s” fix no moment to hold others against."""
    return date is not None and date.precision in _WITHIN_A_YEAR
