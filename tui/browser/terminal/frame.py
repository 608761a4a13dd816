"""A screen as cells: what stands in each, and with which pen it is written. Knows nothing of Textual or of Rich."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple, TypeAlias


class Pen(NamedTuple):
    """What SGR sets (ECMA-48, 8.3.117): colours as its parameters (`38;5;178`, "" for the default), and attributes.

    Bit n of `attributes` is what Rich calls attribute n, from bold on.
    """

    foreground: str = ""
    background: str = ""
    attributes: int = 0


PLAIN = Pen()
BOLD, DIM, ITALIC, UNDERLINE, REVERSE, CONCEAL, STRIKE, UNDERLINE2, OVERLINE = (
    1 << bit for bit in (0, 1, 2, 3, 6, 7, 8, 9, 12)
)
BLINKING = 1 << 4 | 1 << 5
SHOWN_ON_BLANKS = UNDERLINE | UNDERLINE2 | REVERSE | STRIKE | OVERLINE
"""Attributes that can be seen where there is no letter."""

Cell: TypeAlias = tuple[str, Pen]
"""What is written in a cell; "" in the second cell of a wide character."""

BLANK: Cell = (" ", PLAIN)


class Frame:
    """A screen of `width` × `height` cells. Rows are replaced, never changed, so that copies can share them."""

    __slots__ = ("height", "rows", "width")

    def __init__(self, width: int, height: int, cell: Cell = BLANK) -> None:
        """A screen that has the same in every cell."""
        self.width = width
        self.height = height
        row = [cell] * width
        self.rows = [row] * height

    def copy(self) -> Frame:
        """A frame that can be drawn on without changing this one."""
        copied = Frame.__new__(Frame)
        copied.width, copied.height, copied.rows = self.width, self.height, self.rows.copy()
        return copied

    def put(self, x: int, y: int, cells: list[Cell]) -> None:
        """Write cells into a row from a column on; what lies outside of the screen is left out.

        Half a wide character that is left over becomes a blank, as on a terminal.
        """
        if not 0 <= y < self.height or not 0 <= x < self.width or not cells:
            return
        row = self.rows[y].copy()
        end = x + len(cells)
        if row[x][0] == "" and x:
            row[x - 1] = blank(row[x - 1][1].background)
        if end < self.width and row[end][0] == "":
            row[end] = blank(row[end][1].background)
        row[x:end] = cells
        if len(row) > self.width:
            if row[self.width][0] == "":
                row[self.width - 1] = blank(row[self.width - 1][1].background)
            del row[self.width :]
        self.rows[y] = row

    def lines(self) -> list[str]:
        """What stands in each row, in words."""
        return ["".join(text for text, _ in row) for row in self.rows]


def blank(background: str) -> Cell:
    """An empty cell of a colour."""
    return " ", Pen("", background)


def seen(text: str, pen: Pen) -> Cell:
    """A cell as a reader sees it: the pen of a blank is its background, unless something shows on blanks."""
    if text == " " and not pen.attributes & SHOWN_ON_BLANKS:
        return blank(pen.background)
    return text, pen


@lru_cache(8192)
def is_sure(text: str) -> bool:
    """Whether every terminal gives what stands in a cell the same width as we do.

    Not of letters with combining marks, emoji and what they are put together from, and what Unicode has not assigned.
    Those of ambiguous width (UAX #11) count as narrow: a terminal that has them wide has every frame of ours broken.
    """
    if text.isascii():
        return True
    if len(text) > 1 or 0x1F000 <= ord(text) < 0x20000:
        return False
    return unicodedata.category(text)[0] not in "MC"
