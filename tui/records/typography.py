"""Folding of typographic variants, with the way back from the folded to the original text.

A text is folded to Unicode NFC (UAX #15) with plain quotation marks, hyphens and spaces, and then to no white
space at all. Offsets count characters (code points); the end of a span is exclusive.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from typing import TypeAlias
from unicodedata import combining, normalize

# Where an edit starts and ends in the text before it, and the length of what it puts there.
Edit: TypeAlias = tuple[int, int, int]

SINGLE_QUOTES = (
    "\u2018\u2019\u201a\u201b\u2039\u203a"  # ‘ ’ ‚ ‛ ‹ ›
    "\u2032\u2035\u02b9\u02bb\u02bc\u00b4`"  # primes, ʻokina, modifier apostrophe, accents in their stead
    "\u05f3\uff07\uff40"  # Hebrew geresh, fullwidth forms
)
DOUBLE_QUOTES = (
    "\u201c\u201d\u201e\u201f\u00ab\u00bb"  # “ ” „ ‟ « »
    "\u2033\u2036\u02ba\u05f4"  # double primes, Hebrew gershayim
    "\u301d\u301e\u301f\uff02"  # CJK double primes, fullwidth form; 「」 and 『』 stay themselves
)
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u05be\ufe58\ufe63\uff0d"
# What str.isspace() and \s take for white space, line ends included.
SPACES = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
)
# Soft hyphen, zero width space, word joiner, byte order mark: nobody sees them.
INVISIBLE = "\u00ad\u200b\u2060\ufeff"

HANGUL_VOWELS_AND_FINALS = frozenset(map(chr, (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))))
# Of combining class 0, and yet not first in some canonical decomposition, or decomposed to one that joins:
# what normalisation may compose with the character before, as of Unicode 17.
JOINING_STARTERS = HANGUL_VOWELS_AND_FINALS | frozenset(
    "\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dcf\u0ddf"
    "\u0f73\u0f75\u0f81\u0fb5\u0fb7\u102e\u1b35"
    "\U00011127\U0001133e\U00011357\U000113b8\U000113bb\U000113c2\U000113c5\U000113c7\U000113c8\U000113c9"
    "\U000114b0\U000114ba\U000114bd\U000115af\U00011930"
    "\U0001611e\U0001611f\U00016120\U00016121\U00016122\U00016123\U00016124\U00016125\U00016126\U00016127"
    "\U00016128\U00016129\U00016d67\U00016d68"
)

_PLAIN = {
    variant: plain
    for variants, plain in ((SINGLE_QUOTES, "'"), (DOUBLE_QUOTES, '"'), (DASHES, "-"), (SPACES, " "))
    for variant in variants
}
_NOTHING = dict.fromkeys(INVISIBLE, "")
_INVISIBLE_RUN = re.compile(f"[{INVISIBLE}]+")
_SPACE_RUN = re.compile("  +")
_BLOCK = 256  # characters
_ASCII = bytes(range(128))


class Folded:
    """A text as folded so far (`text`), with the way back to the original.

    Folding again gives a new `Folded`. The maps of offsets are made when first asked for.
    """

    __slots__ = ("_maps", "text")

    def __init__(self, text: str, maps: tuple[_OffsetMap | _Blanks, ...] = ()) -> None:
        self.text = text
        self._maps = maps

    def edited(self, text: str, edits: Callable[[str], Iterable[Edit]]) -> Folded:
        """The same original folded to `text`; `edits` tells, in order, what changed from the text before."""
        if text == self.text:
            return self
        return Folded(text, (*self._maps, _OffsetMap(self.text, edits)))

    def without_blanks(self) -> Folded:
        """The same original with no blank (U+0020)."""
        return Folded(self.text.replace(" ", ""), (*self._maps, _Blanks(self.text))) if " " in self.text else self

    def replaced(self, text: str) -> Folded:
        """The same original folded to `text`, character for character."""
        return Folded(text, self._maps)

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The original characters, first to last, that made the folded ones from `start` to `end`.

        Both must be boundaries (see `is_boundary`), and the span must not be empty.
        """
        for offsets in reversed(self._maps):
            start, end = offsets.span_before(start, end)
        return start, end


class _OffsetMap:
    """Offsets after some edits to offsets before them."""

    __slots__ = ("_after", "_before", "_edits", "_text")

    def __init__(self, text: str, edits: Callable[[str], Iterable[Edit]]) -> None:
        self._text = text
        self._edits = edits
        self._after = array("Q")
        self._before = array("Q")

    def span_before(self, start: int, end: int) -> tuple[int, int]:
        if not self._after:
            self._build()
        # What was dropped at either end stays outside: the last break for the start, the first for the end.
        first = bisect_right(self._after, start) - 1
        last = bisect_left(self._after, end)
        if last == len(self._after) or self._after[last] != end:
            last -= 1
        return (
            self._before[first] + start - self._after[first],
            self._before[last] + end - self._after[last],
        )

    def _build(self) -> None:
        """Note the breaks: from each one to the next, offsets before and after differ by the same number."""
        after, before = array("Q", [0]), array("Q", [0])
        difference = 0
        for start, end, length in self._edits(self._text):
            if length != end - start:
                after.append(start - difference)
                before.append(start)
                difference += end - start - length
                after.append(end - difference)
                before.append(end)
        self._after, self._before, self._text = after, before, ""


class _Blanks:
    """Offsets in a text without its blanks to offsets in the text with them: every few characters one would be an edit.

    How many blanks stand before each block is noted; the rest is counted in the block when it is asked for.
    """

    __slots__ = ("_after", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._after = array("Q")

    def span_before(self, start: int, end: int) -> tuple[int, int]:
        # What was dropped at either end stays outside.
        return self._before(start), self._before(end - 1) + 1

    def _before(self, offset: int) -> int:
        """Where the character stands that is at this offset without blanks."""
        text = self._text
        if not self._after:
            blanks = (text.count(" ", at, at + _BLOCK) for at in range(0, len(text), _BLOCK))
            self._after = array("Q", accumulate((_BLOCK - count for count in blanks), initial=0))
        block = bisect_right(self._after, offset) - 1
        at, left = block * _BLOCK, offset - self._after[block]
        for word in text[at : at + _BLOCK].split(" "):
            if left < len(word):
                break
            at += len(word) + 1
            left -= len(word)
        return at + left


def fold_typography(folded: Folded) -> Folded:
    """Fold to NFC with plain quotation marks and hyphens, single spaces, and nothing invisible."""
    visible = _replace_each(folded.text, _NOTHING)
    folded = _fold_to_nfc(folded.edited(visible, _edits_of(_INVISIBLE_RUN, 0)))
    plain = _replace_each(folded.text, _PLAIN)
    return folded.replaced(plain).edited(_SPACE_RUN.sub(" ", plain), _edits_of(_SPACE_RUN, 1))


def fold_spacing(folded: Folded) -> Folded:
    """Fold what `fold_typography` gave to no white space at all, still in NFC."""
    return _fold_to_nfc(folded.without_blanks())


def is_boundary(text: str, offset: int) -> bool:
    """Whether a letter with all its marks, or a Hangul syllable, starts or ends here."""
    return offset in (0, len(text)) or not joins_previous(text[offset])


def joins_previous(character: str) -> bool:
    """Whether normalisation may compose or reorder this character with those before it."""
    return character >= "\u0300" and (combining(character) > 0 or character in JOINING_STARTERS)


def _replace_each(text: str, replacements: dict[str, str]) -> str:
    # Several times as fast as str.translate, since few of the characters occur in one text.
    beyond = _beyond_ascii(text)
    for character, replacement in replacements.items():
        if beyond is None or character < "\x80" or character in beyond:
            text = text.replace(character, replacement)
    return text


def _beyond_ascii(text: str) -> str | None:
    """The characters of a text that are not ASCII; None where there are so many that it is not worth while."""
    if text.isascii():
        return ""
    data = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    return data.decode("utf-8", "surrogatepass") if len(data) * 8 < len(text) else None


def _edits_of(pattern: re.Pattern[str], length: int) -> Callable[[str], Iterator[Edit]]:
    return lambda text: ((match.start(), match.end(), length) for match in pattern.finditer(text))


def _fold_to_nfc(folded: Folded) -> Folded:
    return folded.edited(normalize("NFC", folded.text), _nfc_edits)


def _nfc_edits(text: str) -> Iterator[Edit]:
    characters = set(text)
    joining = {character for character in characters if joins_previous(character)}
    longer = {character for character in characters - joining if len(normalize("NFC", character)) > 1}
    if joining or longer:
        opening = f"[{''.join(joining | longer)}]"
        pattern = f"{opening}[{''.join(joining)}]*" if joining else opening
        for match in re.finditer(pattern, text):
            start, end = match.span()
            if start and text[start] in joining:
                start -= 1
            yield start, end, len(normalize("NFC", text[start:end]))
