"""All quotes of one source in its text: where each stands, so that one can be shown among the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from tui.records.kinds import Evidence, Record, evidence_of
from tui.records.quote_check import SourceText, Step, nearest_passage

MOST_PLACES = 10_000
"""Places of one quote that are told apart; of more it is only said that there are more."""


class Quoted(NamedTuple):
    """A quote of a record: its number among the record's quotes, from 1, and how many these are."""

    record: str
    number: int
    of: int
    item: Evidence


class Mark(NamedTuple):
    """A quote at a place of the text, or the passage nearest to one that is not there (step NOT_FOUND).

    `place` counts the places of this quote from 1; there are `places`, at least MOST_PLACES + 1 if it is that. `ratio`
    says how like the nearest passage is, from 0 to 1, and is 1 for what was found.
    """

    quoted: Quoted
    step: Step
    start: int
    end: int
    line: int
    place: int = 1
    places: int = 1
    ratio: float = 1.0


def quotes_of(record: Record) -> list[Quoted]:
    """The quotes of a record in the order of its file."""
    items = [item for item in evidence_of(record) if item.quote is not None]
    return [Quoted(record.id, number, len(items), item) for number, item in enumerate(items, 1)]


def marks_in(text: SourceText, own: Sequence[Quoted], others: Sequence[Quoted]) -> list[Mark]:
    """The marks of some quotes in the order of the text: of `own` ones every place, or the nearest passage; of others
    the first place. An own quote that nothing is near to has none.
    """
    quotes = [*own, *others]
    findings = text.find_many((item.quote or "", item.prefix or "", item.suffix or "") for *_, item in quotes)
    marks: list[Mark] = []
    for number, (quoted, finding) in enumerate(zip(quotes, findings, strict=True)):
        if finding.step is Step.NOT_FOUND:
            marks += _nearest(text, quoted) if number < len(own) else ()
        elif finding.step is Step.AMBIGUOUS and number < len(own):
            marks += _places(text, quoted)
        else:
            marks.append(Mark(quoted, *finding))
    return sorted(marks, key=lambda mark: (mark.start, mark.end, mark.quoted.record, mark.quoted.number))


def _nearest(text: SourceText, quoted: Quoted) -> Iterator[Mark]:
    near = nearest_passage(text, quoted.item.quote or "")
    if near:
        yield Mark(quoted, Step.NOT_FOUND, near.start, near.end, text.line_of(near.start), ratio=near.ratio)


def _places(text: SourceText, quoted: Quoted) -> Iterable[Mark]:
    item = quoted.item
    spans = list(islice(text.places_of(item.quote or "", item.prefix or "", item.suffix or ""), MOST_PLACES + 1))
    for place, (start, end) in enumerate(spans[:MOST_PLACES], 1):
        yield Mark(quoted, Step.AMBIGUOUS, start, end, text.line_of(start), place, len(spans))
