"""Why a record was found: the words around what matched, and where in them it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tui.index.query import Phrase, Query, Word, highlights, snippet
from tui.index.texts import texts_of
from tui.records.kinds import Record, title_of

_MOST_READ = 20_000  # characters of one text that are looked through


class Excerpt(NamedTuple):
    """A stretch of one of a record's texts, as written, and the spans in it that matched, in characters."""

    text: str
    spans: tuple[tuple[int, int], ...]


def excerpt(record: Record, field: str, query: Query, width: int) -> Excerpt:
    """What matched in a record, at most `width` characters of it; its title without spans if that cannot be told.

    Words that were found by how they read in another script have no span.
    """
    worded = any(isinstance(term, (Word, Phrase)) and not term.negated for term in query.terms)
    for text in _texts(record, field) if worded else ():
        read = text[:_MOST_READ]
        spans = highlights(query, read)
        if spans:
            start, end = snippet(query, read, width)
            inside = tuple((max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start)
            return Excerpt(read[start:end], inside)
    return Excerpt(title_of(record)[:width], ())


def _texts(record: Record, field: str) -> Iterator[str]:
    """The texts of a record, those of the field that matched first."""
    texts = texts_of(record)
    yield from getattr(texts, {"name": "names", "quote": "quotes"}.get(field, field))
    for others in texts:
        yield from others
