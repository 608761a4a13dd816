"""Search: every word must be in the record; where it stands decides how high the record comes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from tui.records import edtf
from tui.records.edtf_words import in_words
from tui.records.folding import fold
from tui.records.kinds import (
    Agreement,
    City,
    Fact,
    Partner,
    Person,
    Record,
    Source,
    evidence_of,
    names_of,
    title_of,
)

MAX_QUERY = 256
_KIND_ORDER = {"city": 0, "person": 1, "agreement": 2, "fact": 3, "partner": 4, "source": 5}


class Hit(NamedTuple):
    """A record that was found, and the field its best match stands in: name, text, quote or context."""

    record: str
    field: str


class Found(NamedTuple):
    """How many records match, and the first of them, best first."""

    total: int
    hits: list[Hit]


_FIELDS = ("name", "text", "quote", "context")


class Search:
    """All text of the records, folded once. Asking costs one pass over it."""

    def __init__(self, records: Iterable[Record], title: Callable[[str], str]) -> None:
        self._rows: list[tuple[str, int, tuple[str, ...], tuple[str, ...]]] = []
        for record in records:
            names, *rest = (fold("\n".join(part)) for part in _fields(record, title))
            self._rows.append((record.id, _KIND_ORDER[record.KIND], tuple(names.split("\n")), tuple(rest)))

    def find(self, query: str, limit: int = 500) -> Found:
        """The records that hold every word of a query (any string; at most 256 characters of it are used)."""
        words = fold(query[:MAX_QUERY]).split()
        if not words:
            return Found(0, [])
        scored = []
        for order, (id, kind, names, rest) in enumerate(self._rows):
            ranks = [_rank(word, names, rest) for word in words]
            if all(rank is not None for rank in ranks):
                worst = max(rank for rank in ranks if rank is not None)
                scored.append((worst, kind, order, id))
        scored.sort()
        hits = [Hit(id, _FIELDS[max(0, rank - 2)]) for rank, _, _, id in scored[:limit]]
        return Found(len(scored), hits)


def _rank(word: str, names: tuple[str, ...], rest: tuple[str, ...]) -> int | None:
    """0 a name begins with the word, 1 a word in a name does, 2 a name holds it, 3 text, 4 quote, 5 context."""
    if any(name.startswith(word) for name in names):
        return 0
    if any(f" {word}" in name for name in names):
        return 1
    if any(word in name for name in names):
        return 2
    return next((3 + n for n, field in enumerate(rest) if word in field), None)


def _fields(record: Record, title: Callable[[str], str]) -> tuple[list[str], list[str], list[str], list[str]]:
    """A record's names, its text in our words, its quotes, and what stands around it (dates, parties, notes)."""
    names, text, context = [title_of(record)], [], [record.id, record.KIND]
    match record:
        case City() | Partner() | Person():
            names += [*record.aliases, *(name for _, name in names_of(record))]
            if isinstance(record, Person):
                for role in record.role:
                    text.append(f"{role.title} {title(role.of)}")
        case Source():
            text += [record.publisher or "", record.byline or "", record.url or ""]
            context += _dates(record.published)
        case Agreement() | Fact():
            text += [record.text or "", record.date_wording or ""]
            linked = (*record.parties, *record.about) if isinstance(record, Agreement) else record.about
            context += [record.kind, *(title(id) for id in linked), *_dates(record.date)]
            text += record.aims if isinstance(record, Agreement) else [record.outcome or ""]
            if isinstance(record, Fact) and record.speaker:
                context.append(title(record.speaker))
            for amount in (record.amount, record.converted):
                text += [amount.wording or "", f"{amount.value:,} {amount.currency}"] if amount else []
    if isinstance(record, (Fact, Source)):
        # These have sentences for titles: matches in them rank as text, not as names.
        names, text = [], [*names, *text]
    evidence = evidence_of(record)
    quotes = [part for item in evidence for part in (item.quote, item.translation) if part]
    context += [
        record.note or "",
        *(item.note or "" for item in evidence),
        *(item.settled or "" for item in evidence),
    ]
    return names, text, quotes, context


def _dates(date: edtf.Edtf | None) -> list[str]:
    return [date.text, in_words(date)] if date else []
