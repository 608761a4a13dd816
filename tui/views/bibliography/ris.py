"""References in RIS, the tagged format of Reference Manager that reference programs exchange.

A tag is two characters, two blanks, a hyphen and a blank; `TY` comes first and `ER` last (RIS format specification).
"""

from __future__ import annotations

from tui.records.display_safe import one_line
from tui.records.edtf import Edtf
from tui.records.kinds import Source
from tui.views.bibliography.entries import Entry, date_note, day_of, flat, notes, parts_of, uncertain


def ris_references(entries: list[Entry]) -> str:
    """A reference for each source, one tag a line. In a file, lines end with CR and LF; here with LF."""
    return "\n\n".join("\n".join(f"{tag}  - {value}" for tag, value in _tags(entry)) for entry in entries)


def _tags(entry: Entry) -> list[tuple[str, str]]:
    source = entry.source
    published = day_of(source.published)
    tags = [("ID", source.id), ("TI", source.title), ("AU", _starless(source.byline))]
    tags += [("T2" if source.kind == "article" else "PB", _starless(source.publisher)), *_dates(published)]
    tags += [("Y2", _date(source.accessed)), ("LA", source.language or ""), ("UR", source.url or "")]
    said = [*notes(entry), *date_note(published, bool(_date(published)))]
    tags += [("N1", note) for note in said]
    # The last has nothing behind its blank.
    return [("TY", _type(source)), *((tag, one_line(flat(value))) for tag, value in tags if value), ("ER", "")]


def _type(source: Source) -> str:
    if source.kind == "article":
        return "NEWS"
    if source.kind == "press-release":
        return "PRESS"
    return "ELEC" if source.url else "GEN"


def _dates(date: Edtf | None) -> list[tuple[str, str]]:
    written = _date(date)
    return [("PY", written[:4]), ("DA", written)] if written else []


def _date(date: Edtf | None) -> str:
    """`YYYY/MM/DD/other info`: what is not known is left out, the slashes are not. Nothing for what it cannot say."""
    parts = parts_of(date) if date else []
    if date is None or len(parts) != 1:
        return ""
    numbers = [f"{number:0{4 if n == 0 else 2}}" for n, number in enumerate(parts[0])]
    info = ("uncertain" if date.uncertain else "approximate") if uncertain(date) else ""
    return "/".join([*numbers, *[""] * (3 - len(numbers)), info])


def _starless(text: str | None) -> str:
    """Authors and periodicals have no asterisk in RIS: another star stands for it."""
    return (text or "").replace("*", "∗")
