"""What a record can be found by, in four parts that count for less and less."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from tui.records.edtf import Edtf
from tui.records.edtf_words import in_words
from tui.records.kinds import (
    Agreement,
    Amount,
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


class Texts(NamedTuple):
    """A record's names; its text in our words; its quotes; and all else: notes, dates, what it names, its id."""

    names: list[str]
    text: list[str]
    quotes: list[str]
    context: list[str]


def texts_of(record: Record) -> Texts:
    """Every text of a record in the part where it counts; what it names is known by ids only."""
    names, text = _own_words(record)
    quotes: list[str] = []
    context = list(_around(record))
    if record.note:
        context.append(record.note)
    for item in evidence_of(record):
        if item.quote:
            quotes.append(item.quote)
        if item.translation:
            quotes.append(item.translation)
        if item.note:
            context.append(item.note)
        if item.settled:
            context.append(item.settled)
        if item.says:
            context += _leaves(item.says)
    return Texts(names, text, quotes, context)


def _around(record: Record) -> Iterator[str]:
    """What stands in fields that are neither a name nor our own words: dates, kinds, codes, units, addresses."""
    match record:
        case City():
            yield record.country
            yield from record.ids.values()
        case Partner():
            yield record.kind
        case Person():
            for role in record.role:
                yield from _leaves((role.from_, role.until, role.note))
        case Agreement() | Fact():
            yield record.kind
            yield from _leaves((record.date, record.date_wording, record.converted))
            if isinstance(record, Fact):
                yield from _leaves((record.value, record.outcome_date))
        case Source():
            yield record.kind
            yield from _leaves((record.published, record.url))


def _own_words(record: Record) -> tuple[list[str], list[str]]:
    match record:
        case City() | Partner():
            return [record.name, *record.aliases, *(name for _, name in names_of(record))], []
        case Person():
            names = [record.name, *record.aliases, *(name for _, name in names_of(record))]
            return names, [role.title for role in record.role]
        case Agreement():
            return [record.title], [part for part in (record.text, *record.aims, *_sums(record)) if part]
        case Fact():
            # A fact's title is a sentence: matches in it count as text, not as a name. So with sources.
            return [], [part for part in (record.text, record.outcome, *_sums(record)) if part]
        case Source():
            return [], [part for part in (record.title, record.publisher, record.byline) if part]
    return [title_of(record)], []


def _sums(record: Agreement | Fact) -> list[str]:
    amounts: list[Amount] = [amount for amount in (record.amount, record.converted) if amount]
    return [part for amount in amounts for part in (amount.wording, f"{amount.value:,} {amount.currency}") if part]


def _leaves(value: Any) -> list[str]:
    """Every text in a record, dates both as written and in words."""
    found: list[str] = []
    _gather(value, found)
    return found


def _gather(value: Any, found: list[str]) -> None:
    if isinstance(value, str):
        found.append(value)
    elif isinstance(value, Edtf):
        found += (value.text, in_words(value))
    elif isinstance(value, tuple):
        for item in value:
            if item is not None:
                _gather(item, found)
    elif isinstance(value, dict):
        for item in value.values():
            _gather(item, found)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            _gather(getattr(value, name), found)
