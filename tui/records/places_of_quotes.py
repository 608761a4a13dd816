"""Where each of many strings stands in a long text, in a few passes over it that run in C.

A text is cut into windows of eight characters, one behind the other, and each window is a number (the lowest byte of
each character). Wherever a string of 15 characters or more stands, one of any eight windows of it in a row is among
them, so that eight numbers of each string are all to be looked for. What they find is compared with the text itself.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import compress
from typing import NamedTuple


class _Tier(NamedTuple):
    """Strings of `length` characters or more, and by which windows they are looked for.

    A window is `width` characters, each `step`-th of the text; windows of the text begin `stride` characters apart.
    Fewer strings than `many` are looked for one by one, which is then as fast as one pass over the text for all.
    """

    length: int
    step: int
    stride: int
    width: int
    many: int


# Of letters every second one tells more than eight in a row, which stand in many words.
_LETTERS = (_Tier(22, 2, 8, 8, 64), _Tier(15, 1, 8, 8, 48), _Tier(8, 1, 1, 8, 500))
# Han, kana and Hangul tell much in few characters.
_SYLLABLES = (_Tier(15, 1, 8, 8, 48), _Tier(7, 1, 4, 4, 75), _Tier(4, 1, 1, 4, 300))
_SAMPLE = 1000  # characters
_NUMBERS = {8: "Q", 4: "I"}
# Places that one pass looks at more closely. Texts and strings of one letter again and again have billions.
_MOST_CANDIDATES = 1_000_000


class Places:
    """Where each of some strings stands in a text, overlapping places included."""

    def __init__(self, text: str, strings: Iterable[str]) -> None:
        self._text = text
        self._found: dict[str, list[int]] = {}
        self._passed: set[str] = set()
        left = dict.fromkeys(strings)
        projected = b""
        for tier in _tiers(text):
            fit = [string for string in left if len(string) >= tier.length]
            if len(fit) < tier.many:
                continue
            projected = projected or _low_bytes(text)
            if _Pass(text, projected, fit, tier).run(self._found):
                self._passed.update(fit)
            left = {string: None for string in left if len(string) < tier.length}

    def of(self, string: str) -> Iterable[int]:
        """The places of one of the strings in order."""
        found = self._found.get(string)
        return found or (() if string in self._passed else scan(self._text, string))


def scan(text: str, string: str) -> Iterator[int]:
    """The places of one string in order, overlapping ones included, in time that grows with the text alone.

    Where two places overlap, the distance between them is a period of the string: then only what comes behind the
    second is looked at for the third, and not the whole string again.
    """
    length, before = len(string), -len(string)
    start = text.find(string)
    while start >= 0:
        yield start
        distance = start - before
        before = start
        if distance < length and text.startswith(string[length - distance :], start + length):
            start += distance
        else:
            start = text.find(string, start + 1)


class _Pass(NamedTuple):
    """One pass over a text, and the lowest bytes of its characters, for all strings of a tier."""

    text: str
    projected: bytes
    strings: list[str]
    tier: _Tier

    def run(self, found: dict[str, list[int]]) -> bool:
        """Note the places of each string that stands somewhere, in order.

        False, and nothing noted, where too much would have to be looked at: then they are better looked for one by one.
        """
        text, strings, count = self.text, self.strings, len(self.strings)
        # The middle of a sentence tells more than how it begins.
        firsts = [(len(string) - self.tier.length) // 2 for string in strings]
        windows = self._windows_of_strings(firsts)
        hits = self._hits(set(windows))
        if len(hits) > _MOST_CANDIDATES:
            return False
        there = {window for _, window in hits}
        codes: defaultdict[int, list[int]] = defaultdict(list)
        for code in compress(range(len(windows)), map(there.__contains__, windows)):
            codes[windows[code]].append(code)
        places: dict[int, list[int]] = {}
        left = _MOST_CANDIDATES
        for at, window in hits:
            here = codes[window]
            left -= len(here)
            if left < 0:
                return False
            for code in here:
                shift, number = divmod(code, count)
                start = at - shift - firsts[number]
                if start >= 0 and text.startswith(strings[number], start):
                    if number in places:
                        places[number].append(start)
                    else:
                        places[number] = [start]
        for number, starts in places.items():
            found[strings[number]] = starts if len(starts) == 1 else sorted({*starts})
        return True

    def _windows_of_strings(self, firsts: list[int]) -> array[int]:
        """Of each string `stride` windows in a row: first those at no shift, string by string, then those at one."""
        length, step, stride, width, _ = self.tier
        heads = [string[at : at + length] for string, at in zip(self.strings, firsts, strict=True)]
        room = width * step * 2
        blob = _low_bytes("".join([head.ljust(room, "\0") for head in heads])) + bytes(room)
        windows = array(_NUMBERS[width])
        for shift in range(stride):
            windows += array(_NUMBERS[width], blob[shift : shift + room * len(heads) : step])[::2]
        return windows

    def _hits(self, wanted: set[int]) -> list[tuple[int, int]]:
        """Where the text has a window that is wanted, in any order, and the window."""
        _, step, stride, width, _ = self.tier
        hits: list[tuple[int, int]] = []
        part = self.projected[::step]
        for first in range(0, width, stride // step):
            end = first + (len(part) - first) // width * width
            if end <= first:
                break
            windows = array(_NUMBERS[width], part[first:end])
            places = compress(range(len(windows)), map(wanted.__contains__, windows))
            hits += [((first + n * width) * step, windows[n]) for n in places]
            if len(hits) > _MOST_CANDIDATES:
                break
        return hits


def _tiers(text: str) -> tuple[_Tier, ...]:
    sample = text[:: len(text) // _SAMPLE + 1]
    return _SYLLABLES if sum(character >= "\u1100" for character in sample) * 2 > len(sample) else _LETTERS


def _low_bytes(text: str) -> bytes:
    """The lowest byte of each character."""
    if text.isascii():
        return text.encode("ascii")
    return text.encode("utf-32-le", "surrogatepass")[::4]
