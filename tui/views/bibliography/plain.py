"""References as text: a paragraph for each piece of evidence."""

from __future__ import annotations

from tui.records.display_safe import display_safe
from tui.records.edtf_words import in_words
from tui.views.bibliography.entries import Entry, Piece, day_of, flat


def text_references(entries: list[Entry]) -> str:
    """A paragraph for each quote and each source that is only cited, with blank lines between them.

    It has the exact words, who said them, the source's title, publisher, day, address, the day it was read, the line of
    its text, and file and line of the record.
    """
    paragraphs = [_paragraph(entry, piece) for entry in entries for piece in entry.pieces or (None,)]
    return display_safe("\n\n".join(dict.fromkeys(paragraphs)))


def _paragraph(entry: Entry, piece: Piece | None) -> str:
    source = entry.source
    date = day_of(source.published)
    parts = [
        piece.speaker if piece else "",
        f"“{flat(source.title)}”",
        source.publisher or source.byline or "",
        in_words(date) if date else "",
        f"line {piece.line} of its text" if piece and piece.line else "",
        source.url or "",
        f"read on {in_words(source.accessed)}" if source.accessed else "",
        f"{entry.file}:{entry.line} ({entry.record})",
    ]
    cited = ", ".join(flat(part) for part in parts if part)
    if piece is None:
        return cited
    if not piece.words:
        return f"Cited, not quoted: {cited}"
    language = f" ({piece.language})" if piece.language else ""
    warning = f" [{'; '.join(piece.warnings)}]" if piece.warnings else ""
    return f"{piece.words}{language} — {cited}{warning}"
