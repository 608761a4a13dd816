"""What a row says of a node or a record, in parts: for lists on a screen and lines on a pipe. Needs no Rich."""

from typing import NamedTuple

from tui.index.finder import Finder
from tui.index.nodes import COUNTRY, ELSEWHERE, GROUPS, SOURCES
from tui.records.edtf import parse
from tui.records.edtf_words import in_short

CONTESTED = "≠"
EXPECTED = "◇"
_WORDS = {ELSEWHERE: "Not tied to a city", SOURCES: "Sources"}


class Label(NamedTuple):
    """A row in parts: signs of its state (a cell each, or none), the title, a dimmer addition, and the right edge."""

    sign: str
    title: str
    addition: str
    right: str


def segment_word(segment: str, country: str = "") -> str:
    """What a node is called that is no record; `country` is the name of its country where the base has one."""
    if segment.startswith(COUNTRY):
        code = segment.removeprefix(COUNTRY)
        return f"{code} · {country}" if country else code
    return GROUPS.get(segment) or _WORDS.get(segment, segment)


def record_label(finder: Finder, id: str) -> Label:
    """The row of a record: its sign, its title, its own name or country, its date."""
    head = finder.headline(id)
    if head is None:
        return Label("", id, "", "")
    addition = head.native
    if head.kind == "city":
        addition = f"{head.native} · {head.country}".strip()
    elif head.kind == "agreement":
        addition = "· " + " ⇄ ".join(finder.title(party) for party in head.parties)
    sign = (EXPECTED if head.expected else "") + (CONTESTED if head.contested else "")
    return Label(sign, head.title, addition, in_short(parse(head.date)) if head.date else "")


def label_words(label: Label) -> str:
    """A label as one line where there is all the room in the world."""
    sign, title, addition, right = label
    return " ".join(part for part in (sign, title, addition, f" {right}" if right else "") if part)
