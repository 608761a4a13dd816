"""What the index keeps of one record: worked out from the record alone, so that files can be read side by side."""

from __future__ import annotations

from typing import NamedTuple

from tui.index import schema
from tui.index.homes import home_of, named_by
from tui.index.matters import contest_flags, contested_fields, matter_key
from tui.index.texts import texts_of
from tui.loading.references import references, settles_in_vain
from tui.records.contest import contests
from tui.records.folding import indexed, romanised
from tui.records.kinds import Agreement, City, Fact, Partner, Person, Record, Source, evidence_of, expected, names_of

# Roles in which a record can name another, by the first part of the path to it.
ROLES: dict[str, int] = {
    "parties": 1,
    "about": 2,
    "speaker": 3,
    "evidence": 4,
    "within": 5,
    "city": 6,
    "part_of": 7,
    "role": 8,
    "of": 9,
}
_ANY = ("source", "city", "partner", "person", "agreement", "fact")
ROLE_KINDS: dict[int, tuple[str, ...]] = {
    1: ("city", "partner", "person"),
    2: _ANY,
    3: ("person", "partner", "city"),
    4: ("source",),
    5: ("city",),
    6: ("city",),
    7: ("partner", "city"),
    8: ("city", "partner"),
    9: ("city",),
}


class Derived(NamedTuple):
    """One record in the form in which a reading process hands it to the one that writes the index.

    `title` is folded; `first` and `last` are days (ordinals), UNDATED without a date; `since` is the first day on which
    it can have stood, so far as the record tells; `learned` is the first day on which it can have been known what
    became of an expectation, 0 for no day, None if it is not told; `told_by` are the sources of what is expected;
    `home` says how the record finds its home: kind, then the ids that lead there. `matter` is what it states, as a key
    that other records may share (None: no other can); `contested` has the numbers of the fields that it contests within
    itself, and whether that is settled; `in_vain` says that it settles what only others may contest.
    """

    id: str
    kind: str
    sub: str
    ordinal: int
    flags: int
    first: int
    last: int
    title: str
    named: tuple[str, ...]
    mentions: tuple[tuple[str, int], ...]
    home: tuple[str | None, ...]
    country: str
    origin: str
    sources: tuple[str, ...]
    start: int
    length: int
    digest: int
    since: int
    learned: int | None
    matter: int | None
    contested: tuple[tuple[int, bool], ...]
    in_vain: bool
    told_by: tuple[str, ...]


class Worded(NamedTuple):
    """The texts of one record, as folded tokens separated by blanks, and the ids of those whose titles go with them."""

    name: str
    text: str
    quote: str
    context: str
    named: tuple[str, ...]


class Light(NamedTuple):
    """The part of a derived record that all others may need: it is kept in memory while an index is built."""

    id: str
    kind: str
    ordinal: int
    home: tuple[str | None, ...]
    country: str
    sub: str
    origin: str
    title: str
    named: tuple[str, ...]
    since: int


def light(row: Derived) -> Light:
    """The light part of a derived record."""
    return Light(*(getattr(row, name) for name in Light._fields))


def derive(record: Record, ordinal: int, span: tuple[int, int], digest: int) -> Derived:
    """All that the index keeps of a record, but for its texts and for what depends on other records.

    `span` is where the record stands in its file: first byte and number of bytes, (0, 0) if only the whole file tells.
    `digest` tells one text of a record from another.
    """
    first, last = _days(record)
    disputed = contests(record)
    return Derived(
        id=record.id,
        kind=record.KIND,
        sub="" if isinstance(record, Person) else record.kind,
        ordinal=ordinal,
        flags=_flags(record) | contest_flags(disputed),
        first=first,
        last=last,
        title=title_tokens(record),
        named=_named(record),
        mentions=tuple({(found.id, _role(found.path)): None for found in references(record)}),
        home=home_of(record),
        country=record.country or "" if isinstance(record, (City, Partner)) else "",
        origin=(record.origin or record.id) if isinstance(record, Source) else "",
        sources=tuple({item.source: None for item in evidence_of(record)}),
        start=span[0],
        length=span[1],
        digest=digest,
        since=_since(record),
        learned=_learned(record),
        matter=matter_key(record),
        contested=contested_fields(disputed),
        in_vain=settles_in_vain(record),
        told_by=_told_by(record),
    )


def worded(record: Record) -> Worded:
    """What a record can be found by."""
    texts = texts_of(record)
    names = [part for text in texts.names for part in (indexed(text), romanised(text)) if part]
    return Worded(
        name=" ".join(dict.fromkeys(names)),
        text=indexed("\n".join(texts.text)),
        quote=indexed("\n".join(texts.quotes)),
        context=indexed("\n".join(texts.context)),
        named=_named(record),
    )


def title_tokens(record: Record) -> str:
    """What a record adds to the context of those that name it: its name and the first of its names elsewhere."""
    match record:
        case City() | Partner() | Person():
            own = next((name for _, name in names_of(record)), "")
            return " ".join(part for part in (indexed(record.name), indexed(own)) if part)
        case Agreement():
            return indexed(record.title)
    return ""


def _named(record: Record) -> tuple[str, ...]:
    return named_by(record) if isinstance(record, (Agreement, Fact)) else ()


def _role(path: tuple[str | int, ...]) -> int:
    if "evidence" in path:
        return schema.SPEAKER if "speaker" in path else schema.SOURCE
    return ROLES[str(path[0])]


def _days(record: Record) -> tuple[int, int]:
    date = record.date if isinstance(record, (Agreement, Fact)) else None
    if date is None:
        return schema.UNDATED, schema.UNDATED
    return date.earliest.toordinal(), date.latest.toordinal()


def _since(record: Record) -> int:
    """The first day on which a record can have stood, or a source can have been read; UNDATED if nothing tells."""
    date = record.published if isinstance(record, Source) else None
    if isinstance(record, (Agreement, Fact)):
        # What was to be by some day was not expected from the beginning of time.
        date = None if record.date and record.date.open_start and expected(record) else record.date
        if isinstance(record, Fact) and record.value and record.value.as_of:
            # A figure is one of its own day, whenever somebody told it.
            date = record.value.as_of
    return date.earliest.toordinal() if date else schema.UNDATED


def _told_by(record: Record) -> tuple[str, ...]:
    """The sources by which something is expected; none for all else."""
    if not isinstance(record, (Agreement, Fact)) or not expected(record):
        return ()
    told = (item.source for item in record.evidence if item.for_ not in ("outcome", "outcome_date"))
    return tuple(dict.fromkeys(told))


def _learned(record: Record) -> int | None:
    if not isinstance(record, Fact) or not record.outcome:
        return None
    return record.outcome_date.earliest.toordinal() if record.outcome_date else 0


def _flags(record: Record) -> int:
    flags = 0
    if any(item.quote for item in evidence_of(record)):
        flags |= schema.QUOTE
    if not isinstance(record, (Agreement, Fact)):
        return flags
    if expected(record):
        flags |= schema.EXPECTED
        if record.date and not record.date.open_end and not (isinstance(record, Fact) and record.outcome):
            flags |= schema.DUE
    if record.amount or record.converted:
        flags |= schema.AMOUNT
    return flags
