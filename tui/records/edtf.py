"""Dates as sources give them: a subset of EDTF (ISO 8601-2), read into their first and last possible day.

The subset is set out in docs/format.md, "Dates"; `tui.records.edtf_words` puts a date into English.

Seasons are whole months, as meteorologists count them. EDTF gives 21 to 24 no hemisphere; they are read here
as 25 to 28, the northern ones: spring is March to May, and winter runs from December of the year that is
written to the end of February in the next. 29 to 32 are southern: spring is September to November, and summer
is what runs into the next year.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple, NoReturn

from tui.records.edtf_slips import diagnose, is_slashed_date, quoted

Precision = Literal["day", "month", "season", "quarter", "year", "decade", "century", "interval", "one-of", "all-of"]

# Bounds the time that any text takes, and with it the size of a set: 39 dates are all that fit.
LONGEST = 200

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_DAY = timedelta(days=1)
_FIRST_MONTH, _LAST_MONTH = 12, 9999 * 12 + 11
_NORTHERN, _SOUTHERN, _QUARTERS = (3, 6, 9, 12), (9, 12, 3, 6), (1, 4, 7, 10)
_THREE_MONTHS_FROM = dict(enumerate((*_NORTHERN, *_NORTHERN, *_SOUTHERN, *_QUARTERS), start=21))
_FIRST_QUARTER = 33

# Not \d, which takes the digits of every script.
_DATE = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)"
    r"(?:-(?P<month>[0-9]{2}|XX)"
    r"(?:-(?P<day>[0-9]{2}|XX)"
    r"(?P<time>T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?"
    r"(?P<mark>[?~%])?"
)
_BRACKETS = frozenset("[]{}")


class EdtfError(ValueError):
    """A text is not a date of the subset; the message says what is wrong and what to write instead."""


class Edtf:
    """A date as written, with the days it can stand for; immutable, made by `parse`, equal by its text.

    `earliest` and `latest` are days, both included: `date.min` with `open_start` and `date.max` with
    `open_end` where that side is open or unknown. `uncertain` (`?`, `%`) and `approximate` (`~`, `%`) hold
    for any part. `precision` is the unit that is known, so that "2016-XX" has that of a year. `ranges` are
    the parts of an interval (one) or a set (one or more), and empty for any other date.
    """

    __slots__ = (
        "_reach",
        "approximate",
        "earliest",
        "latest",
        "open_end",
        "open_start",
        "precision",
        "ranges",
        "text",
        "uncertain",
    )

    text: str
    earliest: date
    latest: date
    open_start: bool
    open_end: bool
    uncertain: bool
    approximate: bool
    precision: Precision
    ranges: "tuple[Range, ...]"
    _reach: tuple[date, date]

    def __init__(
        self,
        text: str,
        precision: Precision,
        days: tuple[date, date],
        reach: tuple[date, date],
        *,
        uncertain: bool,
        approximate: bool,
        ranges: "tuple[Range, ...]" = (),
    ) -> None:
        """Take the first and last day, and again with approximate dates widened (`reach`)."""
        keep = object.__setattr__
        keep(self, "text", text)
        keep(self, "precision", precision)
        keep(self, "earliest", days[0])
        keep(self, "latest", days[1])
        keep(self, "open_start", any(part.first is None for part in ranges))
        keep(self, "open_end", any(part.last is None for part in ranges))
        keep(self, "uncertain", uncertain)
        keep(self, "approximate", approximate)
        keep(self, "ranges", ranges)
        keep(self, "_reach", reach)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a date cannot be changed: {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a date cannot be changed: {name}")

    def __eq__(self, other: object) -> bool:
        return self.text == other.text if isinstance(other, Edtf) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"Edtf({self.text!r})"

    def __reduce__(self) -> tuple[Callable[[str], "Edtf"], tuple[str]]:
        """Copies and pickles go through `parse`, since attributes cannot be set one by one."""
        return parse, (self.text,)


class Range(NamedTuple):
    """A part of an interval or a set: one date twice, or its first and last, None where there is none."""

    first: Edtf | None
    last: Edtf | None


@lru_cache(maxsize=16384)
def parse(text: str) -> Edtf:
    """Read a date of the EDTF subset (ISO 8601-2) into its first and last day, or raise EdtfError."""
    _refuse_strange_signs(text)
    if text[0] in "[{":
        return _set(text)
    if "/" in text:
        return _interval(text)
    return _simple(text)


def overlaps(a: Edtf, b: Edtf) -> bool:
    """Say whether two dates share a day from first to last; gaps inside a set count as covered."""
    return a.earliest <= b.latest and b.earliest <= a.latest


def reach(given: Edtf) -> tuple[date, date]:
    """The first and the last day of a date, of an approximate one widened by a unit of its own on both sides."""
    return given._reach


def contradicts(a: Edtf, b: Edtf) -> bool:
    """Say whether two dates cannot both hold: they share no day, even with approximate dates widened.

    Each approximate date, also inside an interval or a set, is widened by one unit of its own precision on
    both sides: "2015-12~" by a month, "2016~" by a year. An uncertain date (`?`) is not. Two intervals that both
    have a first and a last day say how long a thing lasted: they contradict each other if their ends do.
    """
    if a.precision == b.precision == "interval":
        ((first, last),), ((other_first, other_last),) = a.ranges, b.ranges
        if first and last and other_first and other_last:
            return contradicts(first, other_first) or contradicts(last, other_last)
    return a._reach[0] > b._reach[1] or b._reach[0] > a._reach[1]


def _refuse_strange_signs(text: str) -> None:
    if not text.strip():
        raise EdtfError('a date is empty: write a year such as "2016", or leave the date out')
    if len(text) > LONGEST:
        raise EdtfError(f"{quoted(text)} is too long for a date: write at most {LONGEST} characters")
    if text != text.strip():
        raise EdtfError(f"{quoted(text)} has a blank at its start or end: write it without")
    strange = next((sign for sign in text if not " " <= sign <= "~"), None)
    if strange is not None:
        raise EdtfError(
            f'{quoted(text)} has {quoted(strange)} in it: write the digits 0 to 9, "-" between year, month '
            'and day, and "/" between the ends of an interval'
        )


def _simple(text: str) -> Edtf:
    found = _DATE.fullmatch(text)
    if found is None:
        raise EdtfError(_slip(text))
    year, month, day, time, mark = found.groups()
    if year == "0000":
        raise EdtfError(f'"{text}" has no year 0000: years run from 0001 to 9999')
    if month and ("X" in year or (month == "XX" and day not in (None, "XX"))):
        instead = (year if "X" in year else f"{year}-XX") + (mark or "")
        raise EdtfError(f'"{text}" names a smaller unit behind an unknown one: write "{instead}"')
    precision, first, months = _unit(text, year, month, day)
    days = _first_day(first), _last_day(first + months - 1)
    reach = _first_day(first - months), _last_day(first + 2 * months - 1)
    if day not in (None, "XX"):
        on = _day_of_month(text, int(day), days)
        precision, days = "day", (on, on)
        reach = max(on, date.min + _DAY) - _DAY, min(on, date.max - _DAY) + _DAY
    if time:
        _check_time(text, time, mark)
    approximate = mark in ("~", "%")
    return Edtf(
        text,
        precision,
        days,
        reach if approximate else days,
        uncertain=mark in ("?", "%"),
        approximate=approximate,
    )


def _unit(text: str, year: str, month: str | None, day: str | None) -> tuple[Precision, int, int]:
    """Return the unit that is known, its first month (January 0001 is month 12), and its length in months."""
    january = int(year.replace("X", "0")) * 12
    if "X" in year:
        return ("century", january, 1200) if year.endswith("XX") else ("decade", january, 120)
    if month is None or month == "XX":
        return "year", january, 12
    number = int(month)
    if 1 <= number <= 12:
        return "month", january + number - 1, 1
    if number not in _THREE_MONTHS_FROM or day is not None:
        raise EdtfError(f'"{text}" has no {_missing_month(number, day is not None)}')
    first = january + _THREE_MONTHS_FROM[number] - 1
    return ("quarter" if number >= _FIRST_QUARTER else "season"), first, 3


def _missing_month(number: int, has_day: bool) -> str:
    if has_day or number < 37:
        return f"month {number:02}: months run from 01 to 12"
    return f"season or quarter {number}: seasons run from 21 to 32, quarters from 33 to 36"


def _first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1) if month >= _FIRST_MONTH else date.min


def _last_day(month: int) -> date:
    return _first_day(month + 1) - _DAY if month < _LAST_MONTH else date.max


def _day_of_month(text: str, day: int, month: tuple[date, date]) -> date:
    first, last = month
    if 1 <= day <= last.day:
        return first.replace(day=day)
    name = f"{MONTHS[first.month - 1]} {first.year:04}"
    raise EdtfError(f'"{text}" has no day {day:02}: days in {name} run from 01 to {last.day}')


def _check_time(text: str, time: str, mark: str | None) -> None:
    if mark or "X" in text:
        raise EdtfError(f'"{text}" has a time on a date that is not exact: write "{text[:10]}{mark or ""}"')
    # As in "T15:12:00+08:00"; without an offset the last of each is empty.
    hours, sixtieths = (time[1:3], time[10:12]), (time[4:6], time[7:9], time[13:15])
    if any(part > "23" for part in hours) or any(part > "59" for part in sixtieths):
        raise EdtfError(f'"{text}" has no such time: hours run from 00 to 23, minutes, seconds from 00 to 59')


def _interval(text: str) -> Edtf:
    if is_slashed_date(text):
        raise EdtfError(_slip(text))
    start, _, end = text.partition("/")
    if "/" in end:
        raise EdtfError(f'{quoted(text)} has more than one slash: write an interval as in "2016-06/2018"')
    start, end = ("" if part == ".." else part for part in (start, end))
    if not start and not end:
        raise EdtfError(f"{quoted(text)} names no date: leave the date out where nothing is known")
    return _compound(text, "interval", (_range(start, end, text),))


def _set(text: str) -> Edtf:
    closing = "]" if text[0] == "[" else "}"
    if not text.endswith(closing):
        raise EdtfError(f'{quoted(text)} does not end with "{closing}": write marks inside the brackets')
    if "/" in text:
        meant = text.replace("/", "..")
        instead = meant if _reads(meant) else "[2016..2018]"
        raise EdtfError(f'{quoted(text)} has an interval inside a set: write "{instead}"')
    members = text[1:-1].split(",")
    ranges = tuple(
        _member(member.removeprefix(" ") if place else member, text, place == 0, place == len(members) - 1)
        for place, member in enumerate(members)
    )
    return _compound(text, "one-of" if closing == "]" else "all-of", ranges)


def _member(member: str, text: str, is_first: bool, is_last: bool) -> Range:
    if member in ("", ".."):
        raise EdtfError(f'{quoted(text)} has a place without a date: write a set as in "[2016, 2018]"')
    start, dots, end = member.partition("..")
    if not dots:
        single = _part(member, text)
        return Range(single, single)
    if not (start or is_first) or not (end or is_last):
        raise EdtfError(f'{quoted(text)} is open in its middle: write the date on both sides of ".." there')
    return _range(start, end, text)


def _range(start: str, end: str, text: str) -> Range:
    first, last = _part(start, text) if start else None, _part(end, text) if end else None
    if first is not None and last is not None and last.latest < first.earliest:
        raise EdtfError(f'{quoted(text)} ends before it starts: write "{end}" first and "{start}" last')
    return Range(first, last)


def _part(text: str, whole: str) -> Edtf:
    if ".." in text or not _BRACKETS.isdisjoint(text):
        raise EdtfError(f"{quoted(whole)} has {quoted(text)} where one date must stand: write one date there")
    try:
        part = _simple(text)
    except EdtfError as problem:
        raise EdtfError(f"{problem} (in {quoted(whole)})") from None
    if "T" in text:
        raise EdtfError(f'{quoted(whole)} has a time inside an interval or a set: write "{text[:10]}" there')
    return part


def _compound(text: str, precision: Precision, ranges: tuple[Range, ...]) -> Edtf:
    firsts, lasts = [part.first for part in ranges], [part.last for part in ranges]
    parts = [part for part in (*firsts, *lasts) if part is not None]
    return Edtf(
        text,
        precision,
        (
            min(date.min if part is None else part.earliest for part in firsts),
            max(date.max if part is None else part.latest for part in lasts),
        ),
        (
            min(date.min if part is None else part._reach[0] for part in firsts),
            max(date.max if part is None else part._reach[1] for part in lasts),
        ),
        uncertain=any(part.uncertain for part in parts),
        approximate=any(part.approximate for part in parts),
        ranges=ranges,
    )


def _slip(text: str) -> str:
    slip = diagnose(text)
    # What was written is no guess of what was meant.
    helps = slip.guess != text and _reads(slip.guess)
    return f"{quoted(text)} {slip.wrong}: " + (f'write "{slip.guess}"' if helps else slip.advice)


def _reads(guess: str) -> bool:
    """Say whether a guess is a date; parts of no known shape are not tried, or guesses might not end."""
    if not all(_DATE.fullmatch(part) for part in re.split(r", ?|\.\.", guess.strip("[]{}")) if part):
        return False
    try:
        parse(guess)
    except EdtfError:
        return False
    return True
