"""Numbers that TOML can write and nobody can count with: not finite, or beyond 64 bits."""

from __future__ import annotations

import math
from collections.abc import Iterator

from tui.loading.mistakes import Mistake
from tui.records.kinds import Agreement, Amount, Fact, Figure, Record, Says
from tui.records.positions import Path

# What TOML 1.0 has every program read without loss.
_LEAST, _MOST = -(2**63), 2**63 - 1
_FIELDS = ("amount", "converted", "value")
_NUMBERS = ("value", "at_least", "at_most")


def held(record: Agreement | Fact) -> Iterator[tuple[Path, Amount | Figure]]:
    """Every amount and figure in a record's own fields and in what its sources say instead, with the path to it."""
    holders: list[tuple[Path, Agreement | Fact | Says]] = [((), record)]
    holders += [(("evidence", n, "says"), item.says) for n, item in enumerate(record.evidence) if item.says]
    for path, holder in holders:
        for field in _FIELDS:
            found = getattr(holder, field, None)
            if found is not None:
                yield (*path, field), found


def unfit_numbers(record: Record) -> Iterator[Mistake]:
    """Every number of a record that is none to count with. Types cannot tell: TOML has nan, inf and 1e999."""
    if not isinstance(record, (Agreement, Fact)):
        return
    for path, holder in held(record):
        for key in _NUMBERS:
            number = getattr(holder, key, None)
            if isinstance(number, float) and not math.isfinite(number):
                message = f"{number} is no number that can be counted"
                yield Mistake((*path, key), "bad-value", message, "write a finite number")
            elif isinstance(number, int) and not _LEAST <= number <= _MOST:
                hint = "write it with a decimal point or an exponent, as in 1.0e20"
                yield Mistake((*path, key), "bad-value", "the number is larger than 64 bits hold", hint)
