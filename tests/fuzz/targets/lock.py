"""quotes.lock: what a check of quotes has left behind, or a merge, or a stranger."""

from __future__ import annotations

import re

from tests.fuzz.target import Target, text_of
from tui.records.quotes_lock import QuotesLock, Verification, parse_lock, read_checks, written_checks

_HASH = re.compile("[0-9a-f]{64}")


def check(data: bytes) -> None:
    """Any text is rows and the numbers of the lines that do not count, in order; no line is both.

    Written and read again, the rows are what they were, and none is damaged.
    """
    text = text_of(data)
    lock, damaged = parse_lock(text)
    lines = text.splitlines()
    assert damaged == sorted(set(damaged))
    assert all(1 <= number <= len(lines) for number in damaged)
    rows = lock.rows()
    assert len(rows) == len(lock)
    assert len(rows) + len(damaged) <= len(lines)
    assert all(_HASH.fullmatch(row.quote) and _HASH.fullmatch(row.text) for row in rows)
    again, none = parse_lock(str(QuotesLock(rows)))
    assert none == []
    assert again.rows() == rows
    checks = [Verification(row.step, row.line, row.day) for row in rows]
    assert not checks or read_checks(written_checks(checks)) == checks


_SHA = "0" * 64
_PIECES = (
    *(
        "a\tb\t",
        _SHA,
        f"{_SHA}\t{_SHA}\t",
        "exact\t",
        "typography\t",
        "spacing\t",
        "ambiguous\t",
        "not-found\t",
        "edited\t",
    ),
    *(
        "0\t1\t",
        "-\t-\t",
        "12\t3\t",
        "2026-01-02",
        "2026-W01-1",
        "20260102",
        "\n",
        "\r\n",
        "#",
        "\t",
        "\x85",
        "\u2028",
        "²",
        "٣",
    ),
)

TARGET = Target("lock", check, _PIECES, steps=200)
