"""quotes.lock: what the last check of every quote against its source's text found.

One line a quote, tab-separated: record id, source id, SHA-256 of the quote, SHA-256 of the text, step, offset in
characters, line, day of the check. Sorted, so that it merges in git. Offset and line are `-` where nothing was found.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from tui.records.kinds import Evidence, Record, Source, evidence_of

VERSION = 1
HEADER = (
    f"# quotes.lock {VERSION} - written by `ties verify`, not by hand\n"
    "# record\tsource\tquote sha256\ttext sha256\tstep\toffset\tline\tverified\n"
)


_HEADER = re.compile(r"^# quotes\.lock (\S{1,20})", re.MULTILINE)


class QuoteState(StrEnum):
    """What is known of one piece of evidence. The first three mean: the words are in the source's text."""

    EXACT = "exact"
    TYPOGRAPHY = "typography"
    SPACING = "spacing"
    AMBIGUOUS = "ambiguous"
    NOT_FOUND = "not-found"
    EDITED = "edited"
    UNVERIFIED = "unverified"
    CITED = "cited"

    @property
    def verified(self) -> bool:
        """Whether the quote was found word for word."""
        return self in (QuoteState.EXACT, QuoteState.TYPOGRAPHY, QuoteState.SPACING)

    @property
    def good(self) -> bool:
        """Whether nothing is amiss: the words were found, or none were quoted."""
        return self.verified or self is QuoteState.CITED


class LockRow(NamedTuple):
    """One checked quote. Offset counts characters from 0, line from 1; both are -1 where nothing was found."""

    record: str
    source: str
    quote: str
    text: str
    step: QuoteState
    offset: int
    line: int
    day: str


class Verification(NamedTuple):
    """The state of one piece of evidence, with line and day (ISO 8601) where its quote was found."""

    state: QuoteState
    line: int = -1
    day: str = ""


_EDITED = Verification(QuoteState.EDITED)


class QuotesLock:
    """The rows of a lock, looked up by record and source."""

    def __init__(self, rows: Iterable[LockRow] = ()) -> None:
        self._rows: dict[tuple[str, str], dict[str, LockRow]] = {}
        for row in rows:
            self._rows.setdefault((row.record, row.source), {})[row.quote] = row

    def __len__(self) -> int:
        return sum(len(rows) for rows in self._rows.values())

    def records(self) -> list[str]:
        """The ids of the records of which anything is known."""
        return sorted({record for record, _ in self._rows})

    def rows(self) -> list[LockRow]:
        """All rows in the order of the file."""
        return sorted(row for rows in self._rows.values() for row in rows.values())

    def row(self, record: str, item: Evidence) -> LockRow | None:
        """What was found for just this quote, whatever the text was."""
        return self._rows.get((record, item.source), {}).get(quote_hash(item))

    def verifications(self, record: Record, source: Callable[[str], Source | None]) -> list[Verification]:
        """What a reader may be told of each piece of evidence of a record, in the order of `evidence_of`.

        A quote that is not in the lock counts as edited if the lock knows another quote of this record from the same
        source that is no longer there, else as never verified.
        """
        items = evidence_of(record)
        present = {(item.source, quote_hash(item)) for item in items if item.quote is not None}
        found = []
        for item in items:
            rows = self._rows.get((record.id, item.source), {})
            row = rows.get(quote_hash(item))
            of = source(item.source)
            if item.quote is None:
                found.append(Verification(QuoteState.CITED))
            elif row:
                same = of is not None and of.sha256 == row.text
                found.append(Verification(row.step, row.line, row.day) if same else _EDITED)
            else:
                gone = any((item.source, quote) not in present for quote in rows)
                found.append(_EDITED if gone else Verification(QuoteState.UNVERIFIED))
        return found

    def __str__(self) -> str:
        return HEADER + "".join(_line(row) for row in self.rows())


def quote_hash(item: Evidence) -> str:
    """SHA-256, in hexadecimal, of a quote; of prefix, quote and suffix where there are any."""
    quote = item.quote or ""
    if item.prefix or item.suffix:
        quote = "\x1f".join((item.prefix or "", quote, item.suffix or ""))
    # Read in only where a lock is written or compared, not where the index tells what it says.
    import hashlib

    return hashlib.sha256(quote.encode("utf-8", "surrogatepass")).hexdigest()


def other_version(text: str) -> tuple[int, str] | None:
    """The line (from 1) and version by which a lock says that it is of another version than ours; None if none does.

    A merge can leave such a line anywhere.
    """
    for line in _HEADER.finditer(text):
        if line[1] != str(VERSION):
            return text.count("\n", 0, line.start()) + 1, line[1]
    return None


def parse_lock(text: str) -> tuple[QuotesLock, list[int]]:
    """A lock from the text of its file, and the numbers (from 1) of the lines that cannot be relied on.

    A merge can leave two lines for one quote: the later day wins. If lines of one day differ, nobody knows which is
    true: none of them counts.
    """
    lines: defaultdict[tuple[str, str, str], list[tuple[int, LockRow]]] = defaultdict(list)
    damaged = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        try:
            row = _parse_row(line)
        except ValueError:
            damaged.append(number)
        else:
            lines[row.record, row.source, row.quote].append((number, row))
    rows: list[LockRow] = []
    for same in lines.values():
        day = max(row.day for _, row in same)
        latest = {row for _, row in same if row.day == day}
        if len(latest) == 1:
            rows += latest
        else:
            damaged += [number for number, row in same if row.day == day]
    return QuotesLock(rows), sorted(damaged)


_FOUND_BY_READERS = (QuoteState.EDITED, QuoteState.UNVERIFIED, QuoteState.CITED)


def _parse_row(line: str) -> LockRow:
    """One line of a lock. Raises ValueError unless every part of it is what a check can have written."""
    record, source, quote, sha, step, offset, at, day = line.split("\t")
    if not (re.fullmatch("[0-9a-f]{64}", quote) and re.fullmatch("[0-9a-f]{64}", sha)):
        raise ValueError("no hash")
    state = QuoteState(step)
    if state in _FOUND_BY_READERS:
        raise ValueError("no step of the check")
    if date.fromisoformat(day).isoformat() != day:
        raise ValueError("no day")
    return LockRow(record, source, quote, sha, state, _number(offset), _number(at), day)


def _number(text: str) -> int:
    if text == "-":
        return -1
    if not (text.isascii() and text.isdigit()):
        raise ValueError("no number")
    return int(text)


def _line(row: LockRow) -> str:
    shown = [str(part) if part != -1 else "-" for part in row]
    return "\t".join(shown) + "\n"


def written_checks(found: Iterable[Verification]) -> str:
    """Verifications of a record as one short text, for the index."""
    return ";".join(f"{item.state},{item.line},{item.day}" for item in found)


def read_checks(text: str) -> list[Verification]:
    """Verifications from the text that `written_checks` made. Raises ValueError."""
    parts = (item.split(",") for item in text.split(";"))
    return [Verification(QuoteState(state), int(line), day) for state, line, day in parts]
