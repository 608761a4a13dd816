"""Dates as sources give them."""

from __future__ import annotations

import copy
import re

from tests.fuzz.clean import assert_clean
from tests.fuzz.target import Target, texts_of
from tui.records.edtf import Edtf, EdtfError, contradicts, overlaps, parse
from tui.records.edtf_words import in_short, in_words

_ADVICE = re.compile(r': write "([^"]*)"')


def check(data: bytes) -> None:
    """Any text is a date or an EdtfError with a short sentence; a date that it advises to write is one.

    A date keeps its text, is equal to itself read again, begins no later than it ends, has words, overlaps itself and
    does not contradict itself. Of two dates, each overlaps or contradicts the other as the other does it.
    """
    dates = [date for text in texts_of(data, 2) if (date := _read(text)) is not None]
    for date in dates:
        _check_date(date)
    if len(dates) == 2:
        a, b = dates
        assert overlaps(a, b) == overlaps(b, a)
        assert contradicts(a, b) == contradicts(b, a)
        if "interval" not in (a.precision, b.precision):
            assert not (overlaps(a, b) and contradicts(a, b))


def _read(text: str) -> Edtf | None:
    try:
        return parse(text)
    except EdtfError as error:
        _check_advice(str(error))
        return None


def _check_advice(said: str) -> None:
    assert_clean(said)
    assert 0 < len(said) < 500
    advised = _ADVICE.search(said)
    if advised and "(in " not in said:
        parse(advised[1])


def _check_date(date: Edtf) -> None:
    again = copy.copy(date)
    assert again == date
    assert date.earliest <= date.latest
    assert (again.earliest, again.latest, again.precision) == (date.earliest, date.latest, date.precision)
    assert_clean(in_words(date))
    assert_clean(in_short(date))
    assert in_words(date)
    assert overlaps(date, date)
    assert not contradicts(date, date)
    for part in date.ranges:
        for end in part:
            assert end is None or parse(end.text) == end


_PIECES = (
    *("2016", "201X", "20XX", "2016-06", "2016-06-25", "2016-XX", "2016-XX-XX", "2016-06-XX", "0001", "9999", "0000"),
    *(
        "-21",
        "-25",
        "-32",
        "-33",
        "-36",
        "-12-31",
        "-02-29",
        "T15:12:00",
        "T23:59:59Z",
        "+08:00",
        "?",
        "~",
        "%",
        "/",
        "..",
    ),
    *("[", "]", "{", "}", ",", ", ", "\0", "June 2016", "25/06/2016", "2016/06/25", "１９", "–", "c. 1990", "1990s"),
)

TARGET = Target("dates", check, _PIECES, steps=200)
