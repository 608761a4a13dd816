"""Queries: what a reader types, read, and looked for in the base that comes with Ties."""

from __future__ import annotations

import functools

from tests.fuzz.clean import assert_clean
from tests.fuzz.target import Target, text_of
from tests.made_up import index_of
from tui.index.index import Index
from tui.index.query import CHOICES, FIELDS, NAMES, Choice, Days, Named, Phrase, Word, highlights, parse, snippet
from tui.loading.where import shipped_base

_LIMIT = 20


def check(data: bytes) -> None:
    """Any text is a query of known terms, with hints that are clean, and an index answers it.

    The hits are records of the base, none twice, no more than were asked for and no fewer than are counted; an id finds
    its record.
    What a query marks in a text lies in it, in order and apart from each other; an extract is no longer than its width.
    """
    text = text_of(data)
    query = parse(text)
    for term in query.terms:
        match term:
            case Word() | Phrase():
                assert term.tokens
                assert all(term.tokens)
            case Named():
                assert term.field in NAMES
            case Days():
                assert term.earliest <= term.latest
            case Choice():
                assert term.values
                assert set(term.values) <= set(CHOICES[term.field])
    for hint in query.hints:
        assert_clean(hint)
    _check_marks(text)
    _check_answer(text)


def _check_marks(text: str) -> None:
    query = parse(text)
    behind = 0
    for start, end in highlights(query, text):
        assert behind <= start < end <= len(text)
        behind = end
    for width in (0, 1, 20):
        start, end = snippet(query, text, width)
        assert 0 <= start <= end <= len(text)
        assert end - start <= width


def _check_answer(text: str) -> None:
    index = _index()
    found = index.search(text, _LIMIT)
    ids = [hit.record for hit in found.hits]
    assert len(set(ids)) == len(ids) <= min(found.total, _LIMIT)
    assert all(index.headline(id) is not None for id in ids)
    assert len(ids) == min(found.total, _LIMIT) or found.more
    if index.headline(text) is not None:
        assert text in ids


@functools.cache
def _index() -> Index:
    return index_of(shipped_base())


_PIECES = (
    *(f"{field}:" for field in FIELDS),
    *(value for values in CHOICES.values() for value in values),
    *("busan", "chengdu", "gimcheon", "김천", "成都", "Łódź", "park", "kip", "fund", "2016", "2015..2016", "..1999"),
    *(
        '"',
        "-",
        "“",
        "：",
        "..",
        "(",
        ")",
        "*",
        "^",
        "+",
        "NEAR",
        "AND",
        "OR",
        "NOT",
        " ",
        "500,000",
        "\0",
        "zone-kip-fund-2016",
    ),
)

TARGET = Target("queries", check, _PIECES, steps=2000, prepare=_index)
