"""Whether somebody holds an office on a day, as far as its dates and the dates of its sources tell."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import NamedTuple

from tui.records.day import OLD, whole_years
from tui.records.edtf import Edtf, reach
from tui.records.kinds import Role


class Held(Enum):
    """What can be said of an office on a day. The value names it in JSON."""

    LATER = "begins-later"
    MAYBE_BEGUN = "may-have-begun"
    HELD = "in-office"
    SEEN = "in-office-by-a-source-of-that-time"
    MAYBE_ENDED = "may-have-ended"
    ENDED = "ended"
    NOT_KNOWN = "not-known"
    IMPOSSIBLE = "dates-contradict-each-other"


class Tenure(NamedTuple):
    """What can be said, and the date that says it: the end of an office, or that of the source nearest to the day."""

    held: Held
    by: Edtf | None = None


def tenure(role: Role, day: date, seen: Iterable[Edtf] = ()) -> Tenure:
    """Whether an office is held on a day; `seen` are the dates of sources by which somebody had it.

    Nobody is taken to be in office still, or already, more than OLD years from the nearest source, unless the dates of
    the office say so.
    """
    start, end = role.from_, role.until
    if start and end and reach(start)[0] > reach(end)[1]:
        return Tenure(Held.IMPOSSIBLE)
    if start and reach(start)[0] > day:
        return Tenure(Held.LATER, start)
    if end and reach(end)[0] <= day:
        over = reach(end)[1] < day and not end.uncertain
        return Tenure(Held.ENDED if over else Held.MAYBE_ENDED, end)
    if start and reach(start)[1] > day:
        return Tenure(Held.MAYBE_BEGUN, start)
    return _between(bool(start), end, day, sorted(seen, key=lambda given: given.latest))


def _between(begun: bool, end: Edtf | None, day: date, seen: list[Edtf]) -> Tenure:
    """The same on a day that neither a first nor a last day speaks against."""
    before = [given for given in seen if given.earliest <= day]
    after = [given for given in seen if given.earliest > day]
    if (begun or before) and (end or after):
        return Tenure(Held.HELD, end)
    near = before[-1] if before else after[0] if after else None
    if near is None or _years_between(near, day) >= OLD:
        return Tenure(Held.NOT_KNOWN, near)
    return Tenure(Held.SEEN, near)


def _years_between(given: Edtf, day: date) -> int:
    return whole_years(given.latest, day) if given.latest <= day else whole_years(day, given.earliest)
