"""What no fact file needs and what costs a parser more than the file is worth: found in the text, before it is parsed.

A file of 4 MiB can make tomli take two gigabytes and many seconds: by keys of hundreds of parts, by headers without
end, by one number of millions of digits.
"""

from __future__ import annotations

import re
from itertools import repeat
from typing import NamedTuple

from tui.records.toml_tokens import tokens

MOST_PARTS = 8  # of a key or header; the format itself has three at most
MOST_OPEN = 32  # brackets inside each other; the format itself has four at most
MOST_DIGITS = 400  # characters of a number or a date
MOST_HEADERS = 50_000
MOST_BRACKETS = 100_000  # headers, arrays and inline tables together

# Quick, and finds too much, as in texts: what it finds is looked at more closely.
_LONG_NUMBER = re.compile(rf"[0-9A-Fa-f_]{{{MOST_DIGITS - 2}}}")
_FLAT = "records are flat; docs/format.md has examples"


class Excess(NamedTuple):
    """What is too much in a text: where (a number of characters), the code of the problem, what it is, what to do."""

    at: int
    code: str
    message: str
    hint: str


NESTED = Excess(0, "not-toml", "is nested too deeply", _FLAT)


def suspicious(text: str) -> bool:
    """Whether a text may hold what `excess` finds; costs a small share of parsing it."""
    if text.count("[") > MOST_HEADERS or text.count("{") > MOST_HEADERS:
        return True
    lines = text.split("\n")
    # Without a loop of our own: this is done for every file.
    if max(map(str.count, lines, repeat("."))) >= MOST_PARTS:
        return True
    return any(_LONG_NUMBER.search(line) for line in lines if len(line) > MOST_DIGITS)


def excess(text: str) -> Excess | None:
    """The first thing in a text that goes beyond the limits."""
    headers = brackets = 0
    for kind, start, end, count in tokens(text):
        if kind in ("key", "header") and count > MOST_PARTS:
            return Excess(start, "not-toml", f"is nested too deeply: a key of {count:,} parts", _FLAT)
        if kind == "open" and count > MOST_OPEN:
            return NESTED._replace(at=start)
        if kind == "value" and end - start > MOST_DIGITS:
            message = f"holds a number of {end - start:,} characters"
            return Excess(start, "not-toml", message, "no fact needs one")
        headers += kind == "header"
        brackets += kind in ("header", "open")
        if headers > MOST_HEADERS or brackets > MOST_BRACKETS:
            message = f"holds more than {MOST_HEADERS:,} tables, or {MOST_BRACKETS:,} tables and lists"
            return Excess(start, "too-large", message, "spread its records over several files")
    return None
