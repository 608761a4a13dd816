"""What a row says of a node or a record, in parts: for lists on a screen and lines on a pipe. Needs no Rich."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from tui.index.finder import Finder
from tui.index.headlines import Headline
from tui.index.nodes import (
    COUNTRY,
    DECADE,
    ELSEWHERE,
    GROUPS,
    KIND,
    LETTER,
    MONTH,
    NAMED,
    ROWS,
    SAID,
    SOURCES,
    SUB,
    UNDATED,
    YEAR,
)
from tui.records.day import When, when
from tui.records.edtf import MONTHS, parse
from tui.records.edtf_words import in_short
from tui.views.signs import SIGNS, Signs

CONTESTED = "≠"
SETTLED = "="
EXPECTED = "◇"
ADDED, CHANGED = "✦", "✧"
"""What a reader has not seen: a record that is new, or one that says something else."""
_WORDS = {
    ELSEWHERE: "Not tied to a city",
    SOURCES: "Sources",
    UNDATED: "Undated",
    SAID: "Said",
    NAMED: "Named in",
    f"{LETTER}0": "0–9",
    f"{LETTER}other": "Other letters",
}
# Plurals that are not made by an s.
_PLURALS = {
    "city": "Cities",
    "county": "Counties",
    "person": "People",
    "company": "Companies",
    "country": "Countries",
    "media": "Media",
    "sister-city": "Sister cities",
    "friendship-city": "Friendship cities",
    "cooperation": "Cooperation",
    "exchange": "Exchange",
    "unspecified": "Kind not known",
    "other": "Other",
}


class Label(NamedTuple):
    """A row in parts: signs of its state (CONTESTED, SETTLED, EXPECTED, or none), title, addition, right edge."""

    sign: str
    title: str
    addition: str
    right: str


def segment_word(segment: str, country: str = "", signs: Signs = SIGNS) -> str:
    """What a node is called that is no record; `country` is the name of its country where the base has one."""
    if segment.startswith(COUNTRY):
        code = segment.removeprefix(COUNTRY)
        return f"{code} {signs.own('·')} {country}" if country else code
    word = GROUPS.get(segment) or _WORDS.get(segment)
    if word:
        return signs.own(word)
    for begin, words in _NUMBERED.items():
        if segment.startswith(begin):
            return signs.own(words(segment.removeprefix(begin)))
    return segment


def _kinds(kind: str) -> str:
    """Records of a kind, or of a kind of one: `sister-city` is Sister cities."""
    return _PLURALS.get(kind) or kind.replace("-", " ").capitalize() + "s"


def _month(text: str) -> str:
    year, month = text.split("-")
    return f"{MONTHS[int(month) - 1]} {_year(year)}" if int(month) else f"{_year(year)}, month not known"


def _year(text: str) -> str:
    return text.lstrip("0")


def _rows(text: str) -> str:
    """A run of rows, with thousands separated."""
    first, last = text.split("-")
    return f"{int(first):,}–{int(last):,}"


_NUMBERED: dict[str, Callable[[str], str]] = {
    KIND: _kinds,
    SUB: _kinds,
    DECADE: lambda text: f"{_year(text) or '0'}s",
    YEAR: _year,
    MONTH: _month,
    LETTER: str.upper,
    ROWS: _rows,
}


def record_label(finder: Finder, id: str, signs: Signs = SIGNS) -> Label:
    """The row of a record: its sign, its title, its own name or country, its date."""
    head = finder.headline(id)
    if head is None:
        return Label("", id, "", "")
    addition = head.native
    if head.kind == "city":
        addition = f"{head.native}{signs.own(' · ')}{head.country}".strip()
    elif head.kind == "agreement":
        addition = signs.own("· ") + signs.own(" ⇄ ").join(finder.title(party) for party in head.parties)
    sign = (EXPECTED if head.expected else "") + (CONTESTED if head.contested else "")
    # A figure is one of its own day, whenever it was told.
    given = head.as_of or head.date
    right = signs.own(in_short(parse(given))) if given else ""
    if finder.as_of is not None and head.kind in ("agreement", "fact"):
        right = signs.own(_seen_from(head, finder.as_of))
    return Label(sign, head.title, addition, right)


def _seen_from(head: Headline, day: date) -> str:
    """The date of a record as the right edge of its row, seen from a day."""
    given = head.as_of or head.date
    return ", ".join(part for part in (in_short(parse(given)) if given else "", doubt_words(head, day)) if part)


def doubt_words(head: Headline, day: date) -> str:
    """What is doubtful of the date of a record, seen from a day: that there is none, or that it may lie behind it."""
    given = head.as_of or head.date
    if not given:
        return "no date"
    later = when(parse(given), day) is When.MAYBE_LATER and not head.expected
    return "may be later" if later else ""


def label_words(label: Label, signs: Signs = SIGNS) -> str:
    """A label as one line where there is all the room in the world."""
    sign, title, addition, right = label
    return " ".join(part for part in (signs.own(sign), title, addition, f" {right}" if right else "") if part)
