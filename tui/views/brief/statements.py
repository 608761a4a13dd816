"""A brief as data: sections of statements, each with the record that states it and the evidence it rests on."""

from __future__ import annotations

import datetime
from enum import Enum
from typing import NamedTuple

from tui.records.kinds import Evidence
from tui.views.wrapping import beginning

MOST_CHARACTERS = 320
"""Of one text in a brief."""


class Voice(Enum):
    """Whose words they are: the program's, the base's, a name in its own script, or a quote."""

    OWN = "own"
    DATA = "data"
    NAME = "name"
    QUOTE = "quote"


class Words(NamedTuple):
    """A stretch of text in one voice. `language` is a BCP 47 tag, "" where it is English or not known."""

    text: str
    voice: Voice = Voice.DATA
    language: str = ""


class Basis(Enum):
    """What a clause rests on; the value is its mark where that is no source."""

    SOURCES = ""
    BASE = "base"
    COMPUTED = "—"


class Clause(NamedTuple):
    """Words that rest on the same evidence.

    Where they rest on none, they are stated by the base without a source, or worked out from all of it. `record` is set
    where another record than that of the statement says so.
    """

    words: tuple[Words, ...]
    evidence: tuple[Evidence, ...] = ()
    computed: bool = False
    record: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of its sources, each once, in the order of its evidence."""
        return tuple(dict.fromkeys(item.source for item in self.evidence))

    @property
    def basis(self) -> Basis:
        """What the words rest on."""
        if self.computed:
            return Basis.COMPUTED
        return Basis.SOURCES if self.evidence else Basis.BASE


class Part(Enum):
    """The sections of a brief in the order in which they stand; the value names them."""

    NAMES = "Names, and how to say them"
    PEOPLE = "Who to meet"
    TIES = "Ties"
    DONE = "Agreed and done"
    EXPECTED = "Expected and promised"
    SAID = "Said"
    FIGURES = "Figures"
    PLACE = "About the place"
    GAPS = "What no source here covers"


class Statement(NamedTuple):
    """One thing that a brief says: a line, or more. `record` states it; "" is worked out, or each clause has its own.

    `contested`: sources differ on a field of it; `expected`: it has not happened as far as anybody here knows. `day` is
    where it stands in time, as an ordinal of datetime.date, 0 where it has no date.
    """

    part: Part
    record: str
    clauses: tuple[Clause, ...]
    contested: bool = False
    expected: bool = False
    day: int = 0


class LeftOut(NamedTuple):
    """How many statements of a section are not on the page."""

    part: Part
    number: int


class Brief(NamedTuple):
    """What a page says: statements in the order of the page, sources in that of their numbers, and what was left out.

    `lines_for_all` is how many lines of the page would hold everything, 0 where that is not known.
    """

    city: str
    partner: str | None
    title: str
    day: datetime.date
    until: datetime.date | None
    statements: tuple[Statement, ...]
    sources: tuple[str, ...]
    left_out: tuple[LeftOut, ...] = ()
    lines_for_all: int = 0


def own(text: str) -> Words:
    """Words of the program."""
    return Words(text, Voice.OWN)


def data(text: str) -> Words:
    """Words of the base, on one line; of very many the first."""
    return Words(shortened(text))


def shortened(text: str, most: int = MOST_CHARACTERS) -> str:
    """A text on one line, cut where it has more characters than a brief has room for."""
    shown = beginning(text, most)
    return f"{' '.join(shown.split())}{' …' if shown is not text else ''}"


def sources_of(statements: tuple[Statement, ...]) -> tuple[str, ...]:
    """The ids of the sources of statements in the order in which they are first named."""
    named = (id for statement in statements for clause in statement.clauses for id in clause.sources)
    return tuple(dict.fromkeys(named))
