"""A frame as it is kept in a file: a key, a digest, the pens, and of every row its stretches of one pen.

Whoever can write to the user's state may have written it, so it is read as strictly as any input: only what can stand
in a frame of ours goes back into one.
"""

from __future__ import annotations

import hashlib
import re
from itertools import groupby

from tui.browser.terminal.frame import BLINKING, Cell, Frame, Pen

LARGEST = 1_000_000
"""Bytes of the largest file that is written or read: some forty screens of 120×40."""

_HEAD = b"ties-frame 2"
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
    content = "\n".join([f"{frame.width} {frame.height} {len(known)}", *known, *rows]).encode("utf-8", "replace")
    data = b"\n".join((_HEAD, key.encode(), _digest(content), content))
    return data if len(data) <= LARGEST else None


def decoded(data: bytes, key: str, width: int, height: int) -> Frame | None:
    """The frame in a file, if it is one of this key and size and nothing is wrong with it."""
    try:
        head, of, digest, content = data.split(b"\n", 3)
        if (head, of, digest) != (_HEAD, key.encode(), _digest(content)):
            return None
        size, *lines = content.decode("utf-8").split("\n")
        wide, high, count = map(int, size.split(" "))
        if (wide, high) != (width, height) or not 0 <= count == len(lines) - high:
            return None
        pens = [_pen(line) for line in lines[:count]]
        frame = Frame(width, height)
        frame.rows = [_row(line, pens, width) for line in lines[count:]]
    except (ValueError, IndexError):
        return None
    return frame


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()


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
