"""What was planned, expected, hoped for or promised: who holds it, when it was due, what became of it.

Nothing here reads a record but `holder`, which is given one: a large base has tens of thousands of expectations.
"""

from __future__ import annotations

import datetime
from enum import IntEnum
from typing import NamedTuple

from tui.index import schema
from tui.index.index import Index
from tui.records.kinds import Agreement, Evidence, Fact


class Fate(IntEnum):
    """How an expectation stands on a day, in the order in which they are to be read."""

    OVERDUE = 0
    DUE = 1
    UNDATED = 2
    DONE = 3


class Promise(NamedTuple):
    """An expectation by the number of its record, and how it stands."""

    n: int
    fate: Fate


class Holder(NamedTuple):
    """Whose expectation it is: the ids of those who said so, or, if not `said`, of the sources that tell of it."""

    ids: tuple[str, ...]
    said: bool


def promises(index: Index, city: str = "") -> list[Promise]:
    """The expectations of a base, or of a city and its pairs, as they stand on the day of the index.

    Overdue comes first, longest overdue at the top, then what is due by day, then what is due on no day, by the day
    since when it is held, then what became of the others, latest first. An outcome of a later day is not known yet,
    and what is only held from a later day on is not there; nor is, as of a day, what no source had told of by then.
    """
    day = index.day.toordinal()
    values: dict[str, int] = {"day": day, "city": index.number(city)}
    only = _OF_CITY if city else ""
    if index.standing:
        only = f"{only} AND {index.standing.condition('n')}"
    rows = index.db.execute(_PROMISES.format(only=only), values)
    return [Promise(n, Fate(fate)) for n, fate in rows]


def holder(record: Agreement | Fact) -> Holder:
    """Who holds an expectation: the speaker of the record, else those its evidence quotes, else the sources that tell.

    What tells only of the outcome tells nothing of that.
    """
    if isinstance(record, Fact) and record.speaker:
        return Holder((record.speaker,), True)
    told = [item for item in record.evidence if item.for_ not in _OF_OUTCOME]
    said = tuple(dict.fromkeys(item.speaker for item in told if item.speaker))
    if said:
        return Holder(said, True)
    whole = [item for item in told if item.for_ is None] or told
    return Holder(tuple(dict.fromkeys(item.source for item in whole)), False)


def outcome_evidence(record: Agreement | Fact) -> tuple[Evidence, ...]:
    """The evidence of what became of an expectation."""
    return tuple(item for item in record.evidence if item.for_ in _OF_OUTCOME)


def due_day(record: Agreement | Fact) -> datetime.date | None:
    """The last day on which an expectation was due; None where it was due on no day."""
    return None if record.date is None or record.date.open_end else record.date.latest


def is_known(record: Agreement | Fact, day: datetime.date) -> bool:
    """Whether it is recorded what became of an expectation by a day."""
    if not isinstance(record, Fact) or not record.outcome:
        return False
    return record.outcome_date is None or record.outcome_date.earliest <= day


_OF_OUTCOME = ("outcome", "outcome_date")
_OPEN = datetime.date.max.toordinal()  # the last day of what has no end
_OF_CITY = f"AND n IN (SELECT n FROM place WHERE city = :city AND grp = {schema.GROUP_NUMBERS['~plans']})"
_PROMISES = f"""
SELECT n, CASE
    WHEN learned <= :day THEN {Fate.DONE:d}
    WHEN last < :day THEN {Fate.OVERDUE:d}
    WHEN last < {_OPEN} THEN {Fate.DUE:d}
    ELSE {Fate.UNDATED:d}
END AS fate
FROM record
WHERE n >= {schema.KIND_NUMBERS["agreement"] << schema.SHIFT} AND n < {schema.KIND_NUMBERS["source"] << schema.SHIFT}
    AND flags & {schema.EXPECTED} AND NOT (last = {_OPEN} AND first > :day) {{only}}
ORDER BY fate, CASE WHEN fate = {Fate.DONE:d} THEN -learned END,
    CASE WHEN fate = {Fate.UNDATED:d} THEN first ELSE last END, first, n
"""
