"""References as CSL-JSON, the input of citation processors (Citation Style Language 1.0.2, csl-data.json)."""

from __future__ import annotations

from tui.records.edtf import Edtf
from tui.records.edtf_words import in_words
from tui.records.kinds import Source
from tui.views.bibliography.entries import Entry, day_of, flat, notes, parts_of, uncertain
from tui.views.json_text import json_document

_PAGES = ("list", "page")


def csl_references(entries: list[Entry]) -> str:
    """An array of items, one a source. What a terminal may act on stands as an escape."""
    return json_document([_item(entry) for entry in entries])


def _item(entry: Entry) -> dict[str, object]:
    source = entry.source
    kind = _type(source)
    container = kind in ("article-newspaper", "webpage", "entry")
    item = {
        "id": source.id,
        "type": kind,
        "genre": "Press release" if source.kind == "press-release" else "",
        "title": flat(source.title),
        "author": [{"literal": flat(source.byline)}] if source.byline else None,
        "container-title" if container else "publisher": flat(source.publisher or ""),
        "issued": _date(day_of(source.published)),
        "accessed": _date(source.accessed),
        "language": source.language,
        "URL": source.url,
        "note": "\n".join(notes(entry)),
        # The same for machines, under the one key that the schema leaves to each program.
        "custom": {
            "record": entry.record,
            "file": entry.file,
            "line": entry.line,
            "quotes": [
                {"quote": piece.quote, "speaker": piece.speaker or None, "line": piece.line or None}
                for piece in entry.pieces
                if piece.words
            ],
        },
    }
    return {name: value for name, value in item.items() if value}


def _type(source: Source) -> str:
    if source.kind == "article":
        return "article-newspaper"
    if source.kind == "reference":
        return "entry"
    return "webpage" if source.kind in _PAGES and source.url else "document"


def _date(date: Edtf | None) -> dict[str, object] | None:
    """A date in parts; in words where parts cannot say it."""
    if date is None:
        return None
    marked: dict[str, object] = {"circa": True} if uncertain(date) else {}
    if parts := parts_of(date):
        return {"date-parts": parts} | marked
    if date.precision == "season" and not date.ranges:
        # 21 is spring; 25 to 28 and 29 to 32 are the same by hemisphere.
        number = (int(date.text[5:7]) - 21) % 4 + 1
        return {"date-parts": [[int(date.text[:4])]], "season": number} | marked
    return {"literal": in_words(date)}
