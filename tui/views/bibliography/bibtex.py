"""References for BibTeX and BibLaTeX: one database in UTF-8 that both read.

BibTeX takes `journal`, `year` and `month`, which BibLaTeX knows as aliases; BibLaTeX takes `date`, `urldate`, `langid`
and `organization`, which BibTeX passes over. Its dates are EDTF, levels 0 and 1 (BibLaTeX manual, "Date and time
specifications").
"""

from __future__ import annotations

import re

from tui.records.display_safe import one_line
from tui.records.edtf import MONTHS, Edtf
from tui.records.kinds import Source
from tui.views.bibliography.entries import Entry, date_note, day_of, flat, language_name, notes, parts_of

# A brace counts for BibTeX even behind a backslash, so braces must be words.
_ESCAPED = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
} | {char: f"\\{char}" for char in "$&%#_"}
_TABLE = str.maketrans(_ESCAPED)
# Addresses are taken verbatim, but for braces, which must be balanced.
_IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
_DIGITS_AND_MARKS = re.compile(r"[0-9]{2,4}[0-9X]*(-[0-9X]{2}){0,2}[?~%]?")


def bibtex_references(entries: list[Entry]) -> str:
    """An entry for each source, with its id as the key and what is quoted from it in `annote`."""
    return "\n\n".join(map(_entry, entries))


def _entry(entry: Entry) -> str:
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(entry))
    return f"@{_type(entry.source)}{{{entry.source.id},\n{fields}}}"


def _type(source: Source) -> str:
    if source.kind == "article" and source.publisher:
        return "article"
    return "online" if source.url else "misc"


def _fields(entry: Entry) -> list[tuple[str, str]]:
    source = entry.source
    published = day_of(source.published)
    # Once more in braces: no style may change the case of a title, or take a line of names apart.
    fields = [("author", _whole(source.byline)), ("title", _whole(source.title))]
    place = "journal" if _type(source) == "article" else "organization"
    fields += [(place, _braced(source.publisher)), *_dates(published)]
    if source.url:
        fields.append(("url", f"{{{one_line(source.url).translate(_IN_ADDRESS)}}}"))
    read = source.accessed
    fields.append(("urldate", f"{{{read.text}}}" if source.url and read and _in_biblatex(read) else ""))
    fields.append(("langid", _braced(language_name(source.language) if source.language else None)))
    said = [*notes(entry), *date_note(published, not published or _in_biblatex(published))]
    if read and not (source.url and _in_biblatex(read)):
        said += [words.replace("Date:", "Read:") for words in date_note(read, known=False)]
    fields.append(("annote", _braced("; ".join(said))))
    return [(name, value) for name, value in fields if value]


def _dates(date: Edtf | None) -> list[tuple[str, str]]:
    if date is None:
        return []
    fields = [("date", f"{{{date.text}}}")] if _in_biblatex(date) else []
    parts = parts_of(date)
    if len(parts) == 1:
        year, *rest = parts[0]
        fields.append(("year", f"{{{year}}}"))
        if rest:
            fields.append(("month", MONTHS[rest[0] - 1][:3].lower()))
    return fields


def _in_biblatex(date: Edtf) -> bool:
    """Whether BibLaTeX reads a date: no sets, of the seasons the first four, and no quarters."""
    if date.precision in ("one-of", "all-of", "quarter"):
        return False
    if date.precision == "season":
        return date.text[5:7] in ("21", "22", "23", "24")
    ends = date.text.split("/")
    return all(not end or end == ".." or _DIGITS_AND_MARKS.fullmatch(end) for end in ends)


def _whole(text: str | None) -> str:
    return f"{{{_braced(text)}}}" if text else ""


def _braced(text: str | None) -> str:
    return f"{{{one_line(flat(text)).translate(_TABLE)}}}" if text else ""
