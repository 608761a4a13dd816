"""Breaking text into lines by cells: English at blanks, Chinese and Japanese between characters, Korean at both.

A part of UAX #14 (Unicode line breaking) with the rules of JIS X 4051 that readers notice: no line begins with closing
punctuation, a small kana or a sign of repetition, none ends with an opening bracket. A character is never parted from
the marks, selectors and joiners that belong to it. A stretch wider than a line breaks where it hurts least: at blanks,
then where a URL does, then between characters.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len, get_character_cell_size
from rich.text import Text

NEVER_FIRST = frozenset(
    ")]},.!?:;%°·…‥›»”’′″‰℃"  # closing, dividing, and what follows a figure
    "、。，．！？：；）］｝〕〉》」』】〙〗〟｠％‼⁇⁈⁉・"
    "‐–—―〜～゠"  # dashes stand at the end of a line, not at its beginning
    "ー々〻ヽヾゝゞ"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    "｡｣､･ｰｧｨｩｪｫｬｭｮｯﾞﾟ"
    "\u3000\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a"  # blanks that are no plain blank
)
"""What no line begins with, unless nothing else fits."""

NEVER_LAST = frozenset("([{«‹“‘„‚¿¡（［｛〔〈《「『【〘〖〝｟｢￥＄￡￦")
"""What no line ends with, unless nothing else fits."""

SOFT_HYPHEN = "\u00ad"
_GLUE = frozenset("\u00a0\u202f\u2007\u2060\ufeff\u034f")
_BREAK_AFTER = frozenset("\u200b\u3000\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a—" + SOFT_HYPHEN)
_JOINER = "\u200d"
_WIDEST = 2  # cells of one character, however many signs it is made of
_MOST_KEPT = 8000  # characters of a text whose lines are kept for when it is shown again
_LONGEST = 64  # signs that are taken for one character at most
_FLAGS = range(0x1F1E6, 0x1F200)
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7ff]")
_HALF_KANA = range(0xFF66, 0xFFA0)
# Words that hold no break and no mark are taken in one piece; everything else sign by sign.
_TOKEN = re.compile(
    "[0-9A-Za-z'/_&=+\u00c0-\u024f\u0391-\u03c9\u0400-\u0481]+|[\uac00-\ud7a3]+|[０-９]+|[\u4e00-\u9fff]+|.", re.DOTALL
)
# Behind these a URL may break: after a run of slashes, before nothing.
_URL_END = re.compile(r"(?<=[/?&.=#_-])(?=[^/?&.=#_\s-])")
# What wrapping changes even in a text that fits: line feeds, soft hyphens, blanks at the end.
_SHAPED = re.compile(f"[\n{SOFT_HYPHEN}]| $")
_BLANK_END = re.compile("(?<= )(?=[^ ])")


class _Unit(NamedTuple):
    """A stretch that stays on one line: where it begins, where its blanks begin and end, its cells without them.

    `hyphen`: it ends with a soft hyphen, which takes a cell only at the end of a line. `fresh`: it begins a line.
    """

    start: int
    bare: int
    end: int
    cells: int
    hyphen: bool = False
    fresh: bool = False


def wrap(text: Text, width: int) -> list[Text]:
    """A text as lines of at most `width` cells (2 at least), styles kept.

    Line feeds break. Blanks at a break are dropped; soft hyphens too, but for one at a break, which becomes a hyphen.
    """
    width = max(width, _WIDEST)
    lines: list[Text] = []
    plain = text.plain
    if _fits(plain, width):
        return [text]
    for paragraph in text.split("\n", allow_blank=True) if "\n" in plain else [text]:
        if _fits(paragraph.plain, width):
            lines.append(paragraph)
            continue
        spans = _line_spans(paragraph.plain, width)
        if not spans:
            lines.append(paragraph[:0])
            continue
        # Cut in one go: to cut each line out of the whole would copy the whole each time.
        pieces = paragraph.divide([at for span in spans for at in span])
        lines += [_hyphenated(piece, width) for piece in list(pieces)[1::2]]
    return lines


def _fits(plain: str, width: int) -> bool:
    """Whether a text is one line as it stands."""
    return len(plain) <= width and cell_len(plain) <= width and not _SHAPED.search(plain)


def truncate(text: str, width: int, cut: str = "…") -> str:
    """A text cut to at most `width` cells, with an ellipsis where anything is missing: as much of `cut` as fits."""
    # A character has no more than _LONGEST signs, so what stands behind so many is never shown.
    head = text[: (max(width, 0) + 1) * _LONGEST]
    if head == text and cell_len(text) <= width:
        return text
    taken, cells = 0, 0
    for start, end in _clusters(head):
        size = cell_len(text[start:end])
        if cells + size > width - len(cut):
            break
        taken, cells = end, cells + size
    return text[:taken] + cut[: max(width, 0)]


def beginning(text: str, most: int) -> str:
    """About the first `most` characters of a text, cut at a blank or between characters; all of it if it is shorter.

    What it costs depends on `most`, not on the text.
    """
    if len(text) <= most:
        return text
    head = text[: most + _LONGEST]
    at = head.rfind(" ", most * 3 // 4, most)
    if at < 0:
        at = max(start for start, _ in _clusters(head) if start <= most)
    return text[:at].rstrip()


def _hyphenated(line: Text, width: int) -> Text:
    """A line with its soft hyphens as readers see them: one at its end, if there is room."""
    plain = line.plain
    if SOFT_HYPHEN not in plain:
        return line
    *others, last = line.split(SOFT_HYPHEN, allow_blank=True)
    shown = Text(end="").join([*others, last])
    if plain.endswith(SOFT_HYPHEN) and shown.cell_len < width:
        shown.append("-", line.spans[-1].style if line.spans else "")
    return shown


def _line_spans(plain: str, width: int) -> tuple[tuple[int, int], ...]:
    """Where each line begins and ends, blanks at breaks left out."""
    return _kept_spans(plain, width) if len(plain) <= _MOST_KEPT else _filled(plain, width)


@lru_cache(maxsize=512)
def _kept_spans(plain: str, width: int) -> tuple[tuple[int, int], ...]:
    return _filled(plain, width)


def _filled(plain: str, width: int) -> tuple[tuple[int, int], ...]:
    if len(plain) <= width and _cells(plain) <= width:
        bare = len(plain.rstrip(" "))
        # A soft hyphen at the end of a text stands at no break.
        return ((0, len(plain.rstrip(" " + SOFT_HYPHEN))),) if bare else ()
    lines: list[tuple[int, int]] = []
    start = end = cells = blanks = 0
    for unit in _fitting(plain, width):
        size = unit.cells + unit.hyphen
        if cells + blanks + size > width or (unit.fresh and end > start):
            if end > start:
                lines.append((start, end))
            cells = blanks = 0
            start = unit.start
        end = unit.bare
        cells += blanks + unit.cells
        blanks = unit.end - unit.bare
    if end > start:
        lines.append((start, len(plain[:end].rstrip(SOFT_HYPHEN))))
    return tuple(lines)


def _fitting(plain: str, width: int) -> Iterator[_Unit]:
    """The units of a text, those that are wider than a line taken apart."""
    for unit in _units(plain, 0, len(plain)):
        if unit.cells + unit.hyphen <= width:
            yield unit
            continue
        for word in _parts(plain, unit, _BLANK_END):
            if word.cells <= width:
                yield word
                continue
            for part in _parts(plain, word, _URL_END):
                if part.cells <= width:
                    yield part
                else:
                    yield from _pieces(plain, part, width)


def _parts(plain: str, unit: _Unit, ends: re.Pattern[str]) -> Iterator[_Unit]:
    """A unit cut at the places that a pattern finds inside it."""
    inside = (found.start() for found in ends.finditer(plain, unit.start, unit.bare))
    # Behind a blank even a sign that should not may begin a line, before the words around it are cut.
    good = (at for at in inside if at > unit.start and (plain[at] not in NEVER_FIRST or plain[at - 1] == " "))
    edges = [unit.start, *good, unit.end]
    for start, end in pairwise(edges):
        yield _unit(plain, start, end)


def _pieces(plain: str, unit: _Unit, width: int) -> Iterator[_Unit]:
    """A unit wider than a line as its characters, closing and opening punctuation held as long as they fit.

    A word of letters begins on a line of its own, so that as much of it as can be stays together.
    """
    fresh = plain[unit.start].isascii()
    waiting: list[tuple[int, int, int]] = []
    held = 0
    for cluster_start, cluster_end in _clusters(plain[unit.start : unit.bare]):
        start, end = unit.start + cluster_start, unit.start + cluster_end
        size = _cells(plain[start:end])
        apart = waiting and plain[start] not in NEVER_FIRST and plain[waiting[-1][0]] not in NEVER_LAST
        if waiting and (apart or held + size > width):
            yield _Unit(waiting[0][0], waiting[-1][1], waiting[-1][1], held, fresh=fresh)
            waiting, held, fresh = [], 0, False
        waiting.append((start, end, size))
        held += size
    if waiting:
        yield _Unit(waiting[0][0], unit.bare, unit.end, held, fresh=fresh)


def _units(plain: str, start: int, stop: int) -> Iterator[_Unit]:
    """The stretches that no break may part, each with the blanks after it."""
    before = ""
    flags = 0
    for token in _TOKEN.finditer(plain, start, stop):
        at, here = token.start(), plain[token.start()]
        if before and _may_break(before, here, plain[at - 1], flags):
            yield _unit(plain, start, at)
            start = at
        flags = flags + 1 if ord(here) in _FLAGS else 0
        if here != " ":
            before = plain[token.end() - 1]
        if token.end() - at > 1 and "\u4e00" <= here <= "\u9fff":
            # Between any two Han characters text may break: the same as below, and many times as fast.
            yield _unit(plain, start, at + 1)
            start = token.end() - 1
            yield from (_Unit(n, n + 1, n + 1, _WIDEST) for n in range(at + 1, start))
    if start < stop:
        yield _unit(plain, start, stop)


def _unit(plain: str, start: int, end: int) -> _Unit:
    text = plain[start:end]
    bare = text.rstrip(" ")
    return _Unit(start, start + len(bare), end, _cells(bare), bare.endswith(SOFT_HYPHEN))


def _may_break(before: str, here: str, previous: str, flags: int) -> bool:
    """Whether a line may end before `here`. `before` is the last sign that is no blank, `previous` the last."""
    if here == " " or here in NEVER_FIRST or here in _GLUE or here == SOFT_HYPHEN or before in NEVER_LAST:
        return False
    if previous == " ":
        return not _attached(here)
    if previous in _BREAK_AFTER:
        return not _attached(here) and not (previous == "—" and here.isdigit())
    if previous == _JOINER or previous in _GLUE or (flags % 2 and ord(here) in _FLAGS) or _attached(here):
        return False
    return _ideographic(before, here)


@lru_cache(maxsize=4096)
def _attached(char: str) -> bool:
    """Whether a sign belongs to the character before it: marks, selectors, joiners, tones of skin."""
    return get_character_cell_size(char) == 0 and char != "\n"


@lru_cache(maxsize=16384)
def _ideographic(before: str, here: str) -> bool:
    """Whether text may break between two signs because one is Han or kana. Hangul is written in words.

    A Korean particle stays with the Chinese word it follows.
    """
    if _HANGUL.match(here) and not _HANGUL.match(before):
        return _wide(before) and not before.isalpha()
    return _wide(before) or _wide(here)


def _wide(char: str) -> bool:
    if _HANGUL.match(char):
        return False
    return get_character_cell_size(char) == _WIDEST or ord(char) in _HALF_KANA or _attached(char)


def _cells(text: str) -> int:
    """The cells of a text in which no soft hyphen is shown."""
    return cell_len(text.replace(SOFT_HYPHEN, "")) if SOFT_HYPHEN in text else cell_len(text)


def _clusters(plain: str) -> Iterator[tuple[int, int]]:
    """Characters with the marks that belong to them, as spans: extended grapheme clusters, roughly (UAX #29)."""
    start = 0
    joined = False
    flags = 0
    for at, char in enumerate(plain):
        pair = flags % 2 == 1 and ord(char) in _FLAGS
        together = (joined or pair) and cell_len(plain[start : at + 1]) <= _WIDEST
        if at and not together and (not _attached(char) or at - start >= _LONGEST):
            yield start, at
            start = at
        joined = char == _JOINER
        flags = flags + 1 if ord(char) in _FLAGS else 0
    if plain:
        yield start, len(plain)
