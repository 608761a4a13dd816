"""What Ties reads and other programs or systems do not: said by `ties check`, so that no colleague is left out."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator

from tui.loading.problems import Problem
from tui.loading.reading import Document
from tui.records.positions import Place
from tui.records.toml_tokens import tokens

# These three are quick and find too much, as in texts; what they find is looked at more closely.
_NEW_ESCAPE = re.compile(r"\\[ex]")
_SHORT_TIME = re.compile(r"[=\[,\s](?:[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ])?[0-9]{2}:[0-9]{2}(?!:?[0-9])")
_LAST_COMMA = re.compile(r",\s*\}")
_COMMENT = re.compile(r"#[^\n]*")
_ESCAPES = re.compile(r"\\(.)", re.DOTALL)
_BARE_TIME = re.compile(r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ])?[0-9]{2}:[0-9]{2}(?![:0-9])")


def newer_toml(document: Document) -> Problem | None:
    """The first place in a document that only TOML 1.1 allows; TOML 1.0 is what most programs read."""
    text = document.text
    if not _maybe_newer(text):
        return None
    for at, what, hint in _newer(text):
        place = Place(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
        message = f"{what} is TOML 1.1, which many programs refuse"
        return Problem(document.name, place.line, place.column, "newer-toml", message, hint)
    return None


def byte_order_mark(document: Document) -> Problem | None:
    """A notice, no mistake: the mark is passed over here, and by programs that know it."""
    if not document.marked:
        return None
    message = "begins with a byte order mark, which some programs refuse"
    return Problem(document.name, 1, 1, "notice", message, "save the file as UTF-8 without one")


def same_names(names: Iterable[str]) -> list[Problem]:
    """Files that are one on systems where case or the coding of accents does not tell names apart (macOS, Windows)."""
    first: dict[str, str] = {}
    problems = []
    for name in names:
        # An ASCII name is its own normal form, and most names are that.
        folded = name.lower() if name.isascii() else unicodedata.normalize("NFC", name).casefold()
        kept = first.setdefault(folded, name)
        if kept != name:
            message = f"and {_spelt(kept)} are one file on some systems: they differ in case or coding alone"
            problems.append(Problem(name, 1, 1, "same-name", message, "rename one of them"))
    return problems


def _spelt(name: str) -> str:
    """A name so that two codings of it look different."""
    return name if name.isascii() else os.path.dirname(name) + ascii(os.path.basename(name))[1:-1]  # noqa: PTH119, PTH120


def _maybe_newer(text: str) -> bool:
    if _NEW_ESCAPE.search(text) or _LAST_COMMA.search(text) or _SHORT_TIME.search(text):
        return True
    # An inline table over several lines leaves one of them with a bracket that it does not close.
    return any("{" in line and line.count("{") > line.count("}") for line in text.split("\n"))


def _newer(text: str) -> Iterator[tuple[int, str, str]]:
    """Where, what, and what to write instead."""
    for kind, start, end, count in tokens(text):
        if kind in ("string", "key", "header") and text.find("\\", start, end) >= 0:
            yield from _new_escapes(text, start, end)
        elif kind == "value" and _BARE_TIME.fullmatch(text, start, _zone(text, start, end)):
            yield start, "a time without seconds", "dates and times stand in quotes"
        elif kind == "gap":
            gap = _COMMENT.sub("", text[start:end])
            if "\n" in text[start:end]:
                yield start, "an inline table over several lines", "write it on one line, or as a table with a header"
            elif count and "," in gap:
                yield start + gap.index(","), "a comma behind the last key of an inline table", "remove it"


def _new_escapes(text: str, start: int, end: int) -> Iterator[tuple[int, str, str]]:
    for string in re.finditer(r"'[^']*'|\"(?:[^\"\\]|\\.)*\"|\"\"\".*", text[start:end], re.DOTALL):
        if string[0].startswith('"'):
            for found in _ESCAPES.finditer(string[0]):
                if found[1] in "ex":
                    instead = r"\u001b" if found[1] == "e" else r"\u00 and two digits"
                    yield start + string.start() + found.start(), f"`\\{found[1]}`", f"write {instead}"


def _zone(text: str, start: int, end: int) -> int:
    """Where the zone of a time begins, or its end."""
    found = re.search(r"[Zz]$|[+-][0-9]{2}:[0-9]{2}$", text[start:end])
    return start + found.start() if found and found.start() > 4 else end
