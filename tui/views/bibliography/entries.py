"""What a reference has, whatever its style: a source, the day it was read, and what a record takes from it.

Texts are data as the base has them, on one line each; making them safe for a style is the part of its writer.
"""

from __future__ import annotations

from typing import NamedTuple

from tui.index.index import Index
from tui.records.edtf import Edtf, parse
from tui.records.edtf_words import in_words
from tui.records.kinds import Evidence, Record, Source, evidence_of
from tui.views.citing import quote_of, speaker_of, standing
from tui.views.wording import language_words


class Piece(NamedTuple):
    """What a record takes from a source: its words between quotation marks, on one line, or "" where it only cites it.

    `quote` has the same words as the base has them. `line` is that of the source's text, from 1, and 0 where the words
    were not found in one. `warnings` keep the words from being read as proof of an undisputed deed.
    """

    words: str
    speaker: str
    line: int
    language: str
    warnings: tuple[str, ...]
    quote: str = ""


class Entry(NamedTuple):
    """One source, by the file that the record stands in, and all that the record takes from it, in file order.

    A source that the base does not have is known by its id alone. `file` is inside the base, `line` counts from 1.
    """

    source: Source
    pieces: tuple[Piece, ...]
    record: str
    file: str
    line: int


def entries(index: Index, record: Record) -> list[Entry]:
    """The references of a record, one a source, in the order of its evidence; of a source its own."""
    file, line = index.file(record.id)
    if isinstance(record, Source):
        return [Entry(record, (), record.id, file, line)]
    taken: dict[str, list[Piece]] = {}
    for item, found in zip(evidence_of(record), index.verifications(record), strict=True):
        pieces = taken.setdefault(item.source, [])
        speaker = _speaker(index, record, item)
        if item.quote is None:
            pieces.append(Piece("", speaker, 0, "", ()))
            continue
        quote = quote_of(index, record, item, found)
        at = found.line if found.state.verified and found.line > 0 else 0
        warnings = tuple(map(flat, standing(index, record, quote)))
        pieces.append(Piece(flat(quote.words), speaker, at, flat(quote.language), warnings, item.quote))
    sources = {id: index.source(id) or Source(id=id, title=id) for id in taken}
    return [Entry(sources[id], tuple(pieces), record.id, file, line) for id, pieces in taken.items()]


def _speaker(index: Index, record: Record, item: Evidence) -> str:
    """Who said the words of a piece of evidence: whom the source quotes there, else who said what the fact tells."""
    id = speaker_of(record, item)
    return flat(index.title(id)) if id else ""


def flat(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def piece_words(piece: Piece) -> str:
    """A quote with who said it, its line and what must be said beside it; nothing for what is only cited."""
    if not piece.words:
        return ""
    where = f"line {piece.line} of its text" if piece.line else ""
    about = "; ".join(part for part in (piece.language, piece.speaker, where) if part)
    warning = f" [{'; '.join(piece.warnings)}]" if piece.warnings else ""
    return f"{piece.words}{f' ({about})' if about else ''}{warning}"


def notes(entry: Entry) -> list[str]:
    """What a reference says beside its fields: each quote, then where in the base the record stands."""
    quoted = [words for words in map(piece_words, entry.pieces) if words]
    return [*quoted, f"{entry.file}:{entry.line}, {entry.record}"]


def day_of(date: Edtf | None) -> Edtf | None:
    """A date without its hour, which no style of reference has a place for."""
    return parse(date.text.partition("T")[0]) if date else None


def parts_of(date: Edtf) -> list[list[int]]:
    """Year, month and day of a date, as far as they are known; of an interval those of both ends.

    Nothing for what no such numbers say: sets, seasons, open intervals, decades, unknown digits.
    """
    if not date.ranges:
        plain = date.precision in ("year", "month", "day") and "X" not in date.text
        known = {"year": 1, "month": 2, "day": 3}.get(date.precision, 0)
        first = date.earliest
        return [[first.year, first.month, first.day][:known]] if plain else []
    first_end, last_end = date.ranges[0]
    if date.precision != "interval" or first_end is None or last_end is None:
        return []
    both = [parts_of(first_end), parts_of(last_end)]
    return [both[0][0], both[1][0]] if all(both) else []


def uncertain(date: Edtf) -> bool:
    """Whether a date is marked as uncertain or approximate."""
    return date.uncertain or date.approximate


def date_note(date: Edtf | None, known: bool) -> list[str]:
    """A date in words where the fields of a style cannot say it, or not all of it."""
    return [f"Date: {in_words(date)}"] if date and not known else []


def language_name(tag: str) -> str:
    """The name of a language in lower case as babel and polyglossia have it: `korean`; "" where we know none."""
    name = language_words(tag).partition(",")[0].partition(" (")[0]
    return "" if name == tag or name.partition("-")[0] == tag.partition("-")[0] else name.lower()
