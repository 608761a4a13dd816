"""A day from which facts are looked at: how a reader names one, what lies before it, and how long ago something was."""

from __future__ import annotations

from datetime import date
from enum import Enum

from tui.records.edtf import Edtf, EdtfError, parse, reach

OLD = 1
"""Years after which nobody takes for granted that what was so still is."""

ACCEPTED = "takes a day, a month or a year, such as 2016-11-04, 2016-11 or 2016, or the word today"


class NoDayError(ValueError):
    """A text names no day to look from; the message says why, and what does."""


class When(Enum):
    """Where a date lies, seen from a day."""

    BEFORE = "before"
    MAYBE_LATER = "may be later"
    LATER = "later"
    UNDATED = "undated"


def read_day(text: str, today: date) -> date:
    """The day that a text names: the last one of a month or a year (EDTF, ISO 8601-2), `today` for the word.

    What is uncertain, approximate or lasts (an interval, a set, a season, a decade) is no day to stand on. Raises
    NoDayError.
    """
    text = text.strip()
    if text.casefold() == "today":
        return today
    try:
        named = parse(text)
    except EdtfError as error:
        raise NoDayError(f"{ACCEPTED}: {error}") from None
    if named.precision not in ("day", "month", "year") or named.uncertain or named.approximate or "X" in text:
        raise NoDayError(f'{ACCEPTED}: "{text}" is none of these')
    return named.latest


def when(given: Edtf | None, day: date) -> When:
    """Where a date lies. What lasts is where it begins; an approximate date reaches as far as it may be meant."""
    if given is None:
        return When.UNDATED
    began = given.ranges[0].first if given.precision == "interval" else given
    if began is None:
        return When.BEFORE if given.latest <= day else When.MAYBE_LATER
    first, last = reach(began)
    if first > day:
        return When.LATER
    return When.BEFORE if last <= day else When.MAYBE_LATER


def whole_years(since: date, day: date) -> int:
    """The birthdays that a thing of one day has had on another; never fewer than none."""
    return max(day.year - since.year - ((day.month, day.day) < (since.month, since.day)), 0)


def grown_old(given: Edtf | None, day: date) -> int:
    """How many years old a dated thing is at least, if that is more than OLD; 0 for what is not, or may go on."""
    if given is None or given.open_end or given.latest >= day:
        return 0
    years = whole_years(given.latest, day)
    return (
        years if years > OLD or (years == OLD and (given.latest.month, given.latest.day) != (day.month, day.day)) else 0
    )


def span_words(since: date, day: date) -> str:
    """How long it is from a day to a later one, in whole years, else months, else at most a month."""
    years = whole_years(since, day)
    if years:
        return f"{years} year{'' if years == 1 else 's'}"
    months = 12 * (day.year - since.year) + day.month - since.month - (day.day < since.day)
    return f"{months} month{'' if months == 1 else 's'}" if months > 0 else "less than a month"
