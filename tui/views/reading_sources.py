"""The sources that a record quotes, each with its text and all that is quoted from it: read before it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui.index.index import Index
from tui.loading.texts import FoundText, NoTextError, Texts
from tui.records.kinds import Record, Source
from tui.records.quotes_in_text import Mark, Quoted, marks_in, quotes_of

MOST_RECORDS = 1000
"""Records whose quotes are looked for beside those of the record that is shown: each is read from its file."""


class Wanted(NamedTuple):
    """A source that a record quotes: the record's quotes from it, those of other records, how many were not looked at.

    `source` is None where no record has the id.
    """

    id: str
    source: Source | None
    own: tuple[Quoted, ...]
    others: tuple[Quoted, ...]
    more: int


class Stop(NamedTuple):
    """What `n` and `N` stop at: a quote, and its mark in the text if it has one."""

    quoted: Quoted
    mark: Mark | None = None


class Reading(NamedTuple):
    """A source as it can be shown: its text with the marks in it, or why there is no text; and the stops in it."""

    wanted: Wanted
    found: FoundText | None
    stops: tuple[Stop, ...]
    why_not: str = ""
    notes: tuple[str, ...] = ()

    @property
    def marks(self) -> list[Mark]:
        """The marks in the order of the text."""
        return [stop.mark for stop in self.stops if stop.mark]

    def stop_of(self, number: int) -> int:
        """The first stop, from 0, at a quote of the record by its number; at the first of the record's if not here."""
        own = {quoted.number: quoted for quoted in self.wanted.own}
        wanted = own.get(number) or self.wanted.own[0]
        return next(at for at, stop in enumerate(self.stops) if stop.quoted is wanted)


def wanted_sources(index: Index, record: Record) -> list[Wanted]:
    """The sources of a record's quotes in the order of its evidence; none if it has no quote."""
    own = quotes_of(record)
    found = []
    for id in dict.fromkeys(quoted.item.source for quoted in own):
        naming = [name for name in index.mentions(id, MOST_RECORDS + 1) if name != record.id]
        others = [
            quoted for name in naming[:MOST_RECORDS] for quoted in _quotes(index, name) if quoted.item.source == id
        ]
        more = max(_count(index, id) - 1 - MOST_RECORDS, 0) if len(naming) >= MOST_RECORDS else 0
        here = tuple(quoted for quoted in own if quoted.item.source == id)
        found.append(Wanted(id, index.source(id), here, tuple(others), more))
    return found


def _quotes(index: Index, id: str) -> list[Quoted]:
    record = index.record(id)
    return quotes_of(record) if record else []


def _count(index: Index, id: str) -> int:
    return len(index.mentions(id))


def read_source(wanted: Wanted, texts: Texts) -> Reading:
    """Find the text of a source and the quotes in it. May take seconds; asks no index, so that any thread can do it."""
    sha = wanted.source.sha256 if wanted.source else None
    try:
        if not sha:
            raise NoTextError("the source has no `sha256`, so that no text can be recognised as its own")
        found = texts.find(sha)
    except NoTextError as error:
        return Reading(wanted, None, tuple(map(Stop, wanted.own)), str(error), error.notes)
    marks = marks_in(found.source, wanted.own, wanted.others)
    marked = {id(mark.quoted) for mark in marks}
    nowhere = [Stop(quoted) for quoted in wanted.own if id(quoted) not in marked]
    return Reading(wanted, found, (*(Stop(mark.quoted, mark) for mark in marks), *nowhere))


def first_with(wanted: Sequence[Wanted], number: int) -> int:
    """Which of some sources, from 0, a record's quote of this number is from; the first if none."""
    return next((at for at, each in enumerate(wanted) if any(quoted.number == number for quoted in each.own)), 0)
