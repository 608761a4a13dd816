"""Days that a reader may want to look at a base from: those that the record on the screen names, and what is typed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tui.index.index import Index
from tui.index.overviews import timeline
from tui.records.day import NoDayError, read_day
from tui.records.edtf import Edtf, parse
from tui.records.kinds import Agreement, City, Fact, Person, Record, Source, evidence_of
from tui.views.wording import source_label

_MOST = 12
_MOST_MOMENTS = 8


def days_of(index: Index, record: Record) -> list[tuple[date, str]]:
    """Days that a record names with what they are of, each once, the earliest first; of a city those of its timeline.

    They are a dozen at most: before what its sources were published come the record's own days.
    """
    found: dict[date, str] = {}
    for given, words in _dates(index, record):
        if given is not None:
            found.setdefault(given.earliest if given.open_end else given.latest, words)
    return sorted(list(found.items())[:_MOST])


def typed_day(text: str) -> date | None:
    """The day that a text names, None if it names none."""
    try:
        return read_day(text, date.today())
    except NoDayError:
        return None


def _dates(index: Index, record: Record) -> Iterator[tuple[Edtf | None, str]]:
    match record:
        case Agreement():
            yield record.date, "when it was agreed"
        case Fact():
            yield record.date, "its date"
            yield record.value.as_of if record.value else None, "the day of the figure"
            yield record.outcome_date, "what became of it"
        case Person():
            for role in record.role:
                yield role.from_, f"began as {role.title}"
                yield role.until, f"ended as {role.title}"
        case Source():
            yield record.published, "published"
        case City():
            yield from _moments(index.whole, record)
    for item in evidence_of(record):
        source = index.source(item.source)
        if source is not None:
            yield source.published, f"published: {source_label(source, source.id).partition(',')[0]}"


def _moments(index: Index, city: City) -> Iterator[tuple[Edtf | None, str]]:
    """The latest dates of a city with what was then, whether they have come by the day that is looked from or not."""
    for id in reversed(timeline(index, city.id, _MOST_MOMENTS, 0).moments):
        head = index.headline(id)
        if head and head.date:
            yield parse(head.date), head.title
