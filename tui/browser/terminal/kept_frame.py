"""A frame as it is kept in a file: one key, the pens, and of every row its stretches of one pen.

Whoever can write to the user's state may have written it, so it is read as strictly as any input: only what can stand
in a frame of ours goes back into one.
"""

from __future__ import annotations

import re
from itertools import groupby

from tui.browser.terminal.frame import BLINKING, Cell, Frame, Pen

LARGEST = 1_000_000
"""Bytes of the largest file that is written or read: some forty screens of 120×40."""

_HEAD = "ties-frame 2"
_END = "end"
_CELLS = "\x1f"  # before each cell where one is not one character; no frame has a control character in a cell
_COLOUR = re.compile(r"(?:[34]8;(?:5;\d{1,3}|2;\d{1,3};\d{1,3};\d{1,3})|(?:[349]|10)[0-7])?", re.ASCII)
_MOST_ATTRIBUTES = 1 << 13
_LONGEST_CELL = 40  # characters: more than any cluster of ours
# Blanks of other widths, joiners and soft hyphens act on no terminal, though Python does not call them printable.
_HARMLESS = dict.fromkeys(map(ord, "\xa0\xad\u2007\u2009\u200b\u200c\u200d\u202f\u3000"))


def encoded(frame: Frame, key: str) -> bytes | None:
    """The content of a file; None for a frame that is too large to keep."""
    pens: dict[Pen, int] = {}
    rows = []
    for row in frame.rows:
        parts = []
        for pen, cells in groupby(row, key=lambda cell: cell[1]):
            texts = [text for text, _ in cells]
            marked = any(len(text) != 1 for text in texts)
            parts += [
                str(pens.setdefault(pen, len(pens))),
                "".join(_CELLS + text if marked else text for text in texts),
            ]
        rows.append("\t".join(parts))
    known = [f"{pen.foreground}\t{pen.background}\t{pen.attributes}" for pen in pens]
    lines = [_HEAD, key, f"{frame.width} {frame.height} {len(known)}", *known, *rows, _END]
    data = "\n".join(lines).encode("utf-8", "replace")
    return data if len(data) <= LARGEST else None


def decoded(data: bytes, key: str, width: int, height: int) -> Frame | None:
    """The frame in a file, if it is one of this key and size and nothing is wrong with it."""
    try:
        lines = data.decode("utf-8").split("\n")
        if lines[:2] != [_HEAD, key] or lines[-1] != _END:
            return None
        wide, high, count = map(int, lines[2].split(" "))
        if (wide, high) != (width, height) or len(lines) != 3 + count + high + 1:
            return None
        pens = [_pen(line) for line in lines[3 : 3 + count]]
        frame = Frame(width, height)
        frame.rows = [_row(line, pens, width) for line in lines[3 + count : -1]]
    except (ValueError, IndexError):
        return None
    return frame


def _pen(line: str) -> Pen:
    foreground, background, attributes = line.split("\t")
    number = int(attributes)
    if not (_COLOUR.fullmatch(foreground) and _COLOUR.fullmatch(background)):
        raise ValueError(line)
    if not 0 <= number < _MOST_ATTRIBUTES or number & BLINKING:
        raise ValueError(line)
    return Pen(foreground, background, number)


def _row(line: str, pens: list[Pen], width: int) -> list[Cell]:
    parts = line.split("\t")
    row: list[Cell] = []
    for number, text in zip(parts[::2], parts[1::2], strict=True):
        marked = text.startswith(_CELLS)
        cells = text[1:].split(_CELLS) if marked else list(text)
        if not "".join(cells).translate(_HARMLESS).isprintable() or max(map(len, cells), default=0) > _LONGEST_CELL:
            raise ValueError(line)
        row += [(cell, pens[int(number)]) for cell in cells]
    if len(row) != width:
        raise ValueError(line)
    return row
