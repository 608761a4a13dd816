"""Breaking text into lines by cells: English at blanks, Chinese and Japanese between characters, Korean at both.

A small part of UAX #14, with the East Asian rules that readers notice: no line begins with closing punctuation or ends
with an opening bracket, and a character is never parted from its combining marks.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rich.cells import cell_len, get_character_cell_size
from rich.text import Text

_CLOSING = frozenset(
    "、。，．！？：；）］｝〕〉》」』】〙〗”’…‥・ー々ゝヽぁぃぅぇぉっゃゅょァィゥェォッャュョ)]},.!?:;%°"
)
_OPENING = frozenset("（［｛〔〈《「『【〘〖“‘([{")
_WIDEST = 2  # cells of one character, however many signs it is made of
_HANGUL = range(0xAC00, 0xD7A4)


def wrap(text: Text, width: int) -> list[Text]:
    """A text as lines of at most `width` cells, styles kept. Line feeds break; blanks at a break are dropped."""
    width = max(width, 2)
    lines = []
    for paragraph in text.split("\n", allow_blank=True):
        spans = _line_spans(paragraph.plain, width)
        lines += [paragraph[start:end] for start, end in spans] or [paragraph[:0]]
    return lines


def truncate(text: str, width: int) -> str:
    """A text cut to at most `width` cells, with an ellipsis where anything is missing."""
    if cell_len(text) <= width:
        return text
    taken, cells = 0, 0
    for start, end in _clusters(text):
        size = cell_len(text[start:end])
        if cells + size > width - 1:
            break
        taken, cells = end, cells + size
    return text[:taken] + "…" if width > 0 else ""


@lru_cache(maxsize=2048)
def _line_spans(plain: str, width: int) -> tuple[tuple[int, int], ...]:
    """Where each line begins and ends, blanks at breaks left out."""
    lines: list[tuple[int, int]] = []
    start = end = cells = 0
    for unit_start, unit_end in _units(plain):
        blank_end = unit_end
        unit = plain[unit_start:unit_end]
        bare = unit.rstrip(" ")
        size = cell_len(bare)
        if end > start and cells + size > width:
            lines.append((start, end))
            start, cells = unit_start, 0
        if size > width:
            for piece_start, piece_end in _pieces(plain, unit_start, unit_start + len(bare), width):
                if piece_start > start:
                    lines.append((start, piece_start))
                start, end = piece_start, piece_end
            cells = cell_len(plain[start:end])
        else:
            end = unit_start + len(bare)
            cells += size
        cells += blank_end - end
    if end > start:
        lines.append((start, end))
    return tuple(lines)


def _pieces(plain: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """A unit wider than a line, cut between characters."""
    piece, cells = start, 0
    for cluster_start, cluster_end in _clusters(plain[start:end]):
        size = cell_len(plain[start + cluster_start : start + cluster_end])
        if cells + size > width:
            yield piece, start + cluster_start
            piece, cells = start + cluster_start, 0
        cells += size
    yield piece, end


def _units(plain: str) -> Iterator[tuple[int, int]]:
    """The stretches that no break may part, each with the blanks after it."""
    start = 0
    before = ""
    for at, end in _clusters(plain):
        here = plain[at]
        if before and _may_break(before, here, plain[at - 1]):
            yield start, at
            start = at
        if here != " ":
            before = here
        if end == len(plain):
            yield start, end


def _may_break(before: str, here: str, previous: str) -> bool:
    """Whether a line may end before `here`. `before` is the last character that is no blank, `previous` the last."""
    if here == " ":
        return False
    if previous == " ":
        return True
    if here in _CLOSING or before in _OPENING:
        return False
    return _ideographic(before) or _ideographic(here)


def _ideographic(char: str) -> bool:
    """Whether text may break beside a character: wide ones, but Hangul is written in words."""
    return get_character_cell_size(char) == 2 and ord(char) not in _HANGUL


def _clusters(plain: str) -> Iterator[tuple[int, int]]:
    """Characters with the marks that belong to them, as spans."""
    start = 0
    joined = False
    for at, char in enumerate(plain):
        apart = not joined or cell_len(plain[start : at + 1]) > _WIDEST
        if at and apart and (get_character_cell_size(char) > 0 or char == "\n"):
            yield start, at
            start = at
        joined = char == "\u200d"
    if plain:
        yield start, len(plain)
