"""Whether somebody holds an office on a day: by its dates first, then by the sources nearest to the day."""

from datetime import date

import pytest

from tui.records.edtf import parse
from tui.records.kinds import Role
from tui.records.tenure import Held, tenure

TODAY = date(2026, 11, 25)
THEN = date(2016, 11, 4)


def held(day: date, from_: str = "", until: str = "", *seen: str) -> Held:
    role = Role(title="Mayor", of="a", from_=parse(from_) if from_ else None, until=parse(until) if until else None)
    return tenure(role, day, [parse(each) for each in seen]).held


@pytest.mark.parametrize(
    ("day", "from_", "until", "seen", "found"),
    [
        # By its own dates.
        (TODAY, "2006", "2018-06", ["2016-11-04"], Held.ENDED),
        (THEN, "2006", "2018-06", ["2016-11-04"], Held.HELD),
        (date(2005, 12, 31), "2006", "2018-06", [], Held.LATER),
        (date(2006, 6, 30), "2006", "2018-06", [], Held.MAYBE_BEGUN),
        (date(2018, 6, 15), "2006", "2018-06", [], Held.MAYBE_ENDED),
        (TODAY, "2006", "2018-06?", [], Held.MAYBE_ENDED),
        (date(2018, 7, 15), "2006", "2018-06~", [], Held.MAYBE_ENDED),
        (date(2018, 8, 1), "2006", "2018-06~", [], Held.ENDED),
        (TODAY, "2006", "2018/..", [], Held.MAYBE_ENDED),
        (TODAY, "", "2018-06", [], Held.ENDED),
        (TODAY, "2018", "2006", ["2016"], Held.IMPOSSIBLE),
        # By what its sources are from, where a date is missing.
        (TODAY, "", "", ["2016-11-04"], Held.NOT_KNOWN),
        (TODAY, "2006", "", ["2016-11-04"], Held.NOT_KNOWN),
        (date(2017, 3, 1), "", "", ["2016-11-04"], Held.SEEN),
        (date(2016, 10, 22), "", "", ["2016-11-04"], Held.SEEN),
        (date(2011, 12, 31), "", "", ["2016-11-04"], Held.NOT_KNOWN),
        (date(2011, 12, 31), "2006", "", ["2016-11-04"], Held.HELD),
        (date(2011, 12, 31), "", "2018", ["2010"], Held.HELD),
        (date(2011, 12, 31), "", "2018", [], Held.NOT_KNOWN),
        (date(2011, 12, 31), "", "", ["2010", "2016"], Held.HELD),
        (TODAY, "", "", [], Held.NOT_KNOWN),
    ],
)
def test_an_office_is_held_or_over_as_far_as_dates_and_sources_tell(
    day: date, from_: str, until: str, seen: list[str], found: Held
) -> None:
    assert held(day, from_, until, *seen) is found


def test_what_is_not_known_comes_with_the_source_nearest_to_the_day() -> None:
    role = Role(title="Mayor", of="a")
    seen = [parse(text) for text in ("2016-11-04", "2001", "2019-05")]
    found = tenure(role, TODAY, seen)
    assert (found.held, found.by and found.by.text) == (Held.NOT_KNOWN, "2019-05")
    found = tenure(role, date(1990, 1, 1), seen)
    assert (found.held, found.by and found.by.text) == (Held.NOT_KNOWN, "2001")
