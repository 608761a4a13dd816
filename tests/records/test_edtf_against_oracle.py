"""Our first and last days against those of the `edtf` package, wherever that package is right.

Where it is not, it is not asked:

- winters (24, 28) and the southern summer (30): it ends them on 31 December, they end with February;
- quarters and seasons with a hemisphere inside an interval, and "2015-21?": it refuses them;
- an interval with a mark on one end and an X at the other, "2016?/201X": it refuses it;
- "2016-XX" inside an interval: it fails with an AttributeError and prints to the screen;
- "1984/" and "/2016": it ends an unknown side ten years away, our format leaves it without limit;
- open sides: it gives a float infinity and not a day;
- "000X" and "00XX": it begins them in a year 0000, which our format does not have;
- a range of days or months in a set, "[2016-06-03..2017]": it refuses it;
- what must be refused: it takes 29 February of a common year and an interval that ends before it starts.
"""

import calendar
import datetime

from edtf import parse_edtf
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tui.records.edtf import parse

# The package takes 3 to 75 ms a date.
asked = settings(max_examples=60, deadline=None)

years = st.integers(1, 9999).map("{:04}".format) | st.integers(1980, 2030).map(str)
months = st.builds("{}-{:02}".format, years, st.integers(1, 12))
days = st.dates().map(str) | st.dates(datetime.date(1980, 1, 1), datetime.date(2030, 12, 31)).map(str)
exact = st.one_of(years, months, days)
marks = st.sampled_from(["", "?", "~", "%"])
long_unknown = st.builds("{}X".format, st.integers(1, 999).map("{:03}".format)) | st.builds(
    "{}XX".format, st.integers(1, 99).map("{:02}".format)
)
unknown_days = st.builds("{}-XX".format, months) | st.builds("{}-XX-XX".format, years)
seasons = st.builds("{}-{}".format, years, st.sampled_from([21, 22, 23]))
parts_of_years = st.builds("{}-{}".format, years, st.sampled_from([25, 26, 27, 29, 31, 32, 33, 34, 35, 36]))
marked = st.builds("{}{}".format, exact, marks) | seasons
partly_unknown = st.one_of(exact, long_unknown, unknown_days)


def days_of_the_oracle(text: str) -> tuple[str, str]:
    date = parse_edtf(text)
    first, last = date.lower_strict(), date.upper_strict()
    return "{:04}-{:02}-{:02}".format(*first[:3]), "{:04}-{:02}-{:02}".format(*last[:3])


def our_days(text: str) -> tuple[str, str]:
    date = parse(text)
    return str(date.earliest), str(date.latest)


@asked
@given(st.builds("{}{}".format, exact, marks))
def test_years_months_and_days_span_the_days_of_the_oracle_with_any_mark(text: str) -> None:
    assert our_days(text) == days_of_the_oracle(text)


@asked
@given(days, st.times(), st.sampled_from(["", "Z", "+08:00", "-11:30"]))
def test_a_moment_is_the_day_that_the_oracle_gives(day: str, time: datetime.time, offset: str) -> None:
    text = f"{day}T{time:%H:%M:%S}{offset}"
    assert our_days(text) == days_of_the_oracle(text)


@asked
@given(st.one_of(long_unknown, unknown_days, years.map("{}-XX".format)), marks)
def test_unknown_digits_span_the_days_of_the_oracle(text: str, mark: str) -> None:
    assert our_days(text + mark) == days_of_the_oracle(text + mark)


@asked
@given(seasons | parts_of_years)
def test_seasons_and_quarters_within_a_year_span_the_days_of_the_oracle(text: str) -> None:
    assert our_days(text) == days_of_the_oracle(text)


@asked
@given(st.tuples(marked, marked) | st.tuples(partly_unknown, partly_unknown))
def test_intervals_span_the_days_of_the_oracle(ends: tuple[str, str]) -> None:
    start, end = ends
    if parse(end).latest < parse(start).earliest:
        start, end = end, start
    assert our_days(f"{start}/{end}") == days_of_the_oracle(f"{start}/{end}")


@asked
@given(
    st.lists(exact | long_unknown, min_size=1, max_size=4),
    years,
    years,
    st.sampled_from(["[]", "{}"]),
)
def test_sets_span_the_days_of_the_oracle(members: list[str], start: str, end: str, brackets: str) -> None:
    assume(start != end)
    members = [*members, "..".join(sorted([start, end]))]
    text = f"{brackets[0]}{', '.join(members)}{brackets[1]}"
    assert our_days(text) == days_of_the_oracle(text)


@given(st.integers(1, 9999), st.integers(1, 12))
def test_months_end_where_the_calendar_of_the_standard_library_ends_them(year: int, month: int) -> None:
    last_day = calendar.monthrange(year, month)[1]
    assert parse(f"{year:04}-{month:02}").latest == datetime.date(year, month, last_day)
