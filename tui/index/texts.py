"""What a record can be found by, in four parts that count for less and less."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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


def texts_of(record: Record, title: Callable[[str], str]) -> Texts:
    """Every text of a record in the part where it counts. `title` gives the title of a record that is named."""
    names, text = _own_words(record)
    if isinstance(record, Agreement):
        # "Sister-city tie" alone names none of a hundred; with its parties it names one.
        names.append(" ".join((*map(title, record.parties), record.title)))
    evidence = evidence_of(record)
    quotes = [part for item in evidence for part in (item.quote, item.translation) if part]
    taken = {*names, *text, *quotes}
    context = [title(part) for part in _named(record)]
    context += [part for part in (record.KIND, *_leaves(record)) if part not in taken]
    return Texts(names, text, quotes, list(dict.fromkeys(context)))


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


def _named(record: Record) -> tuple[str, ...]:
    """The ids of what a record is about, whose titles help to find it."""
    match record:
        case Agreement():
            return (*record.parties, *record.about)
        case Fact():
            return (*record.about, *((record.speaker,) if record.speaker else ()))
        case Person():
            return tuple(role.of for role in record.role)
    return ()


def _leaves(value: Any) -> Iterator[str]:
    """Every text in a record, dates both as written and in words."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Edtf):
        yield value.text
        yield in_words(value)
    elif isinstance(value, tuple):
        for item in value:
            yield from _leaves(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _leaves(item)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _leaves(getattr(value, name))
