"""What somebody probably meant by a text that is not an EDTF date, from its shape alone."""

import re
from collections.abc import Callable
from typing import NamedTuple

_EXAMPLES = 'write it as in "2016", "2016-06" or "2016-06-25"'
_YEARS = "years run from 0001 to 9999"
_UNKNOWN = 'write it as in "20XX", "201X", "2016-XX", "2016-06-XX" or "2016-XX-XX"'
_APPROXIMATE = 'write it as in "2016~"'
_SLASHES = 'write a date as in "2016-06-25", an interval as in "2016/2018"'
_SHOWN = 60

_YEAR_FIRST = r"([0-9]{4})([-./])([0-9]{1,2})(?:\2([0-9]{1,2}))?([?~%]?)"
_YEAR_LAST = r"(?:([0-9]{1,2})([-./]))?([0-9]{1,2})(?(2)\2|[-./])([0-9]{4})([?~%]?)"


class Slip(NamedTuple):
    """What is wrong with a text, a guess at what was meant, and advice for a guess that is no date."""

    wrong: str
    guess: str
    advice: str


def quoted(text: str) -> str:
    """Put a text in quotation marks, shortened, with what a terminal would act on or not show escaped."""
    shown = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return '"' + "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in shown) + '"'


def is_slashed_date(text: str) -> bool:
    """Tell "2016/06/25", "25/06/2016" and "2016/06" from an interval."""
    return "/" in text and bool(re.fullmatch(_YEAR_FIRST, text) or re.fullmatch(_YEAR_LAST, text))


def diagnose(text: str) -> Slip:
    """Name the first known slip that a text has the shape of."""
    if is_slashed_date(text):
        return Slip("has a slash, which means an interval", _reordered(text), _SLASHES)
    for shape, wrong, guess, advice in _SLIPS:
        if re.fullmatch(shape, text):
            return Slip(wrong, guess(text), advice)
    return Slip("is not a date", "", _EXAMPLES)


def _reordered(text: str) -> str:
    """Put year, month and day in order, two digits each; empty where day and month cannot be told apart."""
    if found := re.fullmatch(_YEAR_FIRST, text):
        year, _, month, day, mark = found.groups()
    elif found := re.fullmatch(_YEAR_LAST, text):
        day, sign, month, year, mark = found.groups()
        if day and int(month) > 12:
            day, month = month, day
        # Dots go with the day first everywhere; slashes and hyphens are read both ways.
        elif day and sign != "." and int(day) <= 12 and day != month:
            return ""
    else:
        return ""
    return "-".join([year, *(part.zfill(2) for part in (month, day) if part)]) + mark


def _with_mark_last(text: str) -> str:
    marks = set(text) & set("?~%")
    return re.sub("[?~%]", "", text) + (marks.pop() if len(marks) == 1 else "%")


def _with_tilde(text: str) -> str:
    return text.lstrip("abcirtou. ") + "~"


def _with_hyphens(text: str) -> str:
    return "-".join(filter(None, (text[:4], text[4:6], text[6:])))


def _with_capital_x(text: str) -> str:
    return re.sub("[xu]", "X", text)


def _in_brackets(text: str) -> str:
    return f"[{text}]"


def _with_seconds(text: str) -> str:
    time = text[11:].upper()
    return f"{text[:10]}T{time}:00" if len(time) == 5 else f"{text[:10]}T{time}"


def _no_guess(_text: str) -> str:
    return ""


# Left as text: a base without mistakes never needs them compiled.
_SLIPS: tuple[tuple[str, str, Callable[[str], str], str], ...] = (
    (r"-.*", "begins with a minus sign", _no_guess, f"write a year of our era, {_YEARS}"),
    (r"Y.*", "has a year with a Y", _no_guess, f"write it with four digits, {_YEARS}"),
    (_YEAR_FIRST, 'needs "-" and two digits for month and day', _reordered, _EXAMPLES),
    (_YEAR_LAST, "does not begin with its year", _reordered, _EXAMPLES),
    (r"[0-9]{6}|[0-9]{8}", 'has no "-" between year, month and day', _with_hyphens, _EXAMPLES),
    (
        r"[0-9]+[?~%]?",
        "has a year that is not four digits",
        _no_guess,
        f'write it as in "2016", {_YEARS}',
    ),
    (r".*[\[\]{}].*", "has a bracket where none can stand", _no_guess, 'write sets as in "[2016, 2018]"'),
    (r".+\.\..*|\.\..+", 'has ".." outside a set or an interval', _in_brackets, 'write "[2016..2025]"'),
    (
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ Tt].*",
        "has a time that is not hours, minutes and seconds",
        _with_seconds,
        'write it as in "2016-06-25T15:12:00", with "Z" or "+08:00" behind it if need be',
    ),
    (r"(c|ca|circa|about)\W*[0-9X-]+", "has a word for an approximate date", _with_tilde, _APPROXIMATE),
    (r"[^a-z]* [^a-z]*", "has a blank in it", _no_guess, _EXAMPLES),
    (
        r".*[?~%].+",
        "has a mark that is not a single sign at the end of the date",
        _with_mark_last,
        'write one of "?", "~" and "%" (for both) behind the whole date',
    ),
    (
        r"[0-9][0-9Xxu-]*[xu][0-9Xxu-]*",
        "has a small letter for an unknown digit",
        _with_capital_x,
        _UNKNOWN,
    ),
    (r"[0-9X-]*X[0-9X-]*[?~%]?", "has an X where no unknown digit can stand", _no_guess, _UNKNOWN),
)
