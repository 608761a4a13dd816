"""A printed brief, taken apart again."""

import datetime
import re
from dataclasses import dataclass, field

from tests.made_up import SHA256, MakeFolder, city, document, index_of, source
from tui.index.index import Index
from tui.views.brief.choosing import Room, make_brief
from tui.views.brief.gathering import Asked
from tui.views.brief.page import WIDTH, brief_page
from tui.views.brief.statements import Brief, Part
from tui.views.palette import TERMINAL

BULLETS = ("· ", "≠ ", "◇ ")


MARKS = re.compile(r"\[(base|—|\d+(?:–\d+)?(?: \d+(?:–\d+)?)*)\]")


SECTIONS = {part.value.upper(): part for part in Part}


def pages(index: Index, brief: Brief, lines: int = 60) -> list[str]:
    return [line.plain for line in brief_page(index, brief, WIDTH, TERMINAL, lines).lines]


def brief_of(index: Index, city: str, partner: str | None = None, lines: int = 60, until: str | None = None) -> Brief:
    day = datetime.date.fromisoformat(until) if until else None
    return make_brief(index, Asked(city, partner, day), Room(lines, lambda brief: len(pages(index, brief, lines))))


def made_up(folder: MakeFolder, *records: str) -> Index:
    return index_of(folder(document(source(sha256=SHA256), city("aville"), city("btown", "CN"), *records)))


@dataclass
class Printed:
    """A printed brief, taken apart again."""

    statements: list[tuple[Part, str]] = field(default_factory=list)
    signs: list[str] = field(default_factory=list)
    sources: dict[int, str] = field(default_factory=dict)
    origins: str = ""
    notes: list[str] = field(default_factory=list)


def taken_apart(lines: list[str]) -> Printed:
    """Statements with their sections, lines of one joined; sources by number; what stands below."""
    printed = Printed()
    part: Part | None = None
    at = "title"
    sources = ""
    for line in lines[1:]:
        if line in SECTIONS:
            part, at = SECTIONS[line], "statements"
        elif line == "SOURCES":
            at = "sources"
        elif at == "statements" and line.startswith(BULLETS):
            assert part is not None
            printed.statements.append((part, line[2:]))
            printed.signs.append(line[0])
        elif at == "statements" and line.startswith("  "):
            printed.statements[-1] = (printed.statements[-1][0], f"{printed.statements[-1][1]} {line[2:]}")
        elif at == "sources" and line.startswith("  Origins: "):
            at, printed.origins = "origins", line.strip()
        elif at == "origins" and line.startswith("  "):
            printed.origins += f" {line.strip()}"
        elif at == "sources" and line.startswith("  "):
            sources += f" {line.strip()}"
        elif line:
            at = "notes"
            printed.notes.append(line)
    for number, words in re.findall(r"\[(\d+)\] (.*?)(?= · \[\d|(?<! ·) \[\d|$)", sources.strip()):
        printed.sources[int(number)] = words
    return printed


def gaps_of(index: Index, until: str | None = None) -> list[str]:
    brief = brief_of(index, "aville", "btown", 200, until)
    return [words for part, words in taken_apart(pages(index, brief, 200)).statements if part is Part.GAPS]


def told_of(index: Index, part: Part) -> list[str]:
    printed = taken_apart(pages(index, brief_of(index, "aville", "btown", 200), 200))
    return [words for of, words in printed.statements if of is part]


def clauses_of(statement: str) -> list[tuple[str, str]]:
    """The pieces of a printed statement, each with the marks behind it; all of it ends in marks."""
    found = []
    at = 0
    for marks in MARKS.finditer(statement):
        found.append((statement[at : marks.start()].strip(), marks[0]))
        at = marks.end()
    assert statement[at:] == "", f"no marks at the end: {statement}"
    return found


def numbers_in(marks: str) -> list[int]:
    numbers: list[int] = []
    for run in marks.strip("[]").split(" "):
        first, _, last = run.partition("–")
        numbers += range(int(first), int(last or first) + 1)
    return numbers


def origins_in(printed: Printed, number: int) -> str:
    """What the last line of sources names as the origin of one; "" where it is its own."""
    for of_one in printed.origins.removeprefix("Origins: ").split(" · "):
        numbers, _, origin = of_one.rpartition(" ")
        if numbers and number in numbers_in(numbers):
            return origin
    return ""


def flat(text: str) -> str:
    return " ".join(text.split())
