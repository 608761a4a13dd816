"""A day to look from: what names one, what lies before it, and how long ago something was."""

from datetime import date

import pytest

from tui.records.day import NoDayError, When, grown_old, read_day, span_words, when
from tui.records.edtf import parse

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2016-11-04", date(2016, 11, 4)),
        ("2016-11-04T09:30:00", date(2016, 11, 4)),
        ("2016-11", date(2016, 11, 30)),
        ("2016-02", date(2016, 2, 29)),
        ("2016", date(2016, 12, 31)),
        ("0001", date(1, 12, 31)),
        ("9999", date.max),
        ("today", TODAY),
        (" Today ", TODAY),
    ],
)
def test_a_day_is_named_by_itself_and_by_its_month_and_year_whose_last_it_is(text: str, day: date) -> None:
    assert read_day(text, TODAY) == day


@pytest.mark.parametrize(
    "text",
    [
        *("", "yesterday", "2016-13", "2016-02-30", "0000", "-0044", "10000", "04.11.2016"),
        *(
            "2016-10-20/2016-10-26",
            "2016/..",
            "[2016, 2018]",
            "2016~",
            "2016-11?",
            "201X",
            "2016-XX",
            "2016-21",
            "2016-33",
        ),
    ],
)
def test_what_names_no_day_is_refused_with_what_does(text: str) -> None:
    with pytest.raises(NoDayError, match="takes a day, a month or a year, such as 2016-11-04"):
        read_day(text, TODAY)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("2016-11-04", When.BEFORE),
        ("2016-11-05", When.LATER),
        ("2016", When.MAYBE_LATER),
        ("2015", When.BEFORE),
        ("2017", When.LATER),
        ("2017~", When.MAYBE_LATER),
        ("2018~", When.LATER),
        ("2016-10-20/2016-12-24", When.BEFORE),
        ("2016-11-05/..", When.LATER),
        ("1984/..", When.BEFORE),
        ("2016/2018", When.MAYBE_LATER),
        ("../2015", When.BEFORE),
        ("../2018", When.MAYBE_LATER),
        ("[2010..2025]", When.MAYBE_LATER),
        ("[2017, 2018]", When.LATER),
        (None, When.UNDATED),
    ],
)
def test_a_date_lies_before_a_day_behind_it_or_may_lie_on_both_sides(given: str | None, found: When) -> None:
    assert when(parse(given) if given else None, date(2016, 11, 4)) is found


@pytest.mark.parametrize(
    ("given", "years"),
    [
        ("2016-10", 10),
        ("2025-11-25", 0),
        ("2025-11-24", 1),
        ("2025", 0),
        ("2024", 1),
        ("2016/..", 0),
        ("2030", 0),
        ("0001", 2024),
        (None, 0),
    ],
)
def test_what_is_dated_more_than_a_year_ago_has_grown_old(given: str | None, years: int) -> None:
    assert grown_old(parse(given) if given else None, TODAY) == years


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (date(2018, 6, 30), "8 years"),
        (date(2025, 11, 25), "1 year"),
        (date(2025, 11, 26), "11 months"),
        (date(2026, 10, 25), "1 month"),
        (date(2026, 10, 26), "less than a month"),
        (TODAY, "less than a month"),
        (date(2024, 2, 29), "2 years"),
    ],
)
def test_how_long_ago_is_told_in_years_else_in_months(since: date, words: str) -> None:
    assert span_words(since, TODAY) == words
