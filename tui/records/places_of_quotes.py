"""Where each of many strings stands in a long text, in a few passes over it that run in C.

A text is cut into windows of eight characters, one behind the other, and each window is a number (the lowest byte of
each character). Wherever a string of 15 characters or more stands, one of any eight windows of it in a row is among
them, so that eight numbers of each string are all to be looked for. What they find is compared with the text itself.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import compress
from typing import NamedTuple


class _Tier(NamedTuple):
    """Strings of `length` characters or more, and by which windows they are looked for.

    A window is `width` characters, each `step`-th of the text; windows of the text begin `stride` characters apart.
    Those of a string lie in `length` characters from `at` of the rest on, 0 to 1. A string that would have to be
    compared at more than `most` places is left to the tiers below. Fewer strings than `many` are looked for one by
    one, which is then as fast as one pass over the text for all.
    """

    length: int
    step: int
    stride: int
    at: float = 0.5
    most: int = 16
    width: int = 8
    many: int = 128


# What stands in many sentences is told apart by signs that are far from each other.
_SPREAD = (_Tier(64, 8, 8), _Tier(36, 4, 8))
_LETTERS = (
    _Tier(22, 2, 8), *_SPREAD, _Tier(22, 2, 8, 1, 1000), _Tier(15, 1, 8, 0.5, 1000),
    _Tier(8, 1, 1, 0.5, 1000, 8, 500),
)  # fmt: skip
# Han, kana and Hangul tell much in few characters.
_SYLLABLES = (
    *_SPREAD, _Tier(15, 1, 8, 0.5, 64), _Tier(15, 1, 8, 1, 1000), _Tier(7, 1, 4, 0.5, 1000, 4, 75),
    _Tier(4, 1, 1, 0.5, 1000, 4, 300),
)  # fmt: skip
_SAMPLE = 1000  # characters
_NUMBERS = {8: "Q", 4: "I"}
# Windows of a text that are looked at more closely in one pass. Texts of one letter again and again have no others.
_MOST_HITS = 2_000_000


class Places:
    """Where each of some strings stands in a text, overlapping places included."""

    def __init__(self, text: str, strings: Iterable[str]) -> None:
        self._text = text
        self._found: dict[str, list[int]] = {}
        self._passed: set[str] = set()
        left = list(dict.fromkeys(strings))
        projected = b""
        for tier in _tiers(text):
            fit = [string for string in left if len(string) >= tier.length]
            if len(fit) < tier.many:
                continue
            projected = projected or _low_bytes(text)
            passed = _Pass(text, projected, fit, tier).run(self._found)
            self._passed |= passed
            left = [string for string in left if string not in passed]

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

    def run(self, found: dict[str, list[int]]) -> set[str]:
        """Note the places of each string that stands somewhere, in order; the strings that need no other tier."""
        text, strings, count = self.text, self.strings, len(self.strings)
        firsts = [int((len(string) - self.tier.length) * self.tier.at) for string in strings]
        windows = self._windows_of_strings(firsts)
        hits, hit_windows = self._hits(set(windows))
        if len(hits) > _MOST_HITS:
            return set()
        codes, left_out = self._codes(windows, Counter(hit_windows))
        places: dict[int, list[int]] = {}
        for at, window in zip(hits, hit_windows, strict=True):
            for code in codes.get(window, ()):
                shift, number = divmod(code, count)
                start = at - shift - firsts[number]
                if start >= 0 and text.startswith(strings[number], start):
                    if number in places:
                        places[number].append(start)
                    else:
                        places[number] = [start]
        for number, starts in places.items():
            found[strings[number]] = starts if len(starts) == 1 else sorted({*starts})
        return {string for number, string in enumerate(strings) if number not in left_out}

    def _codes(self, windows: array[int], hits: Counter[int]) -> tuple[dict[int, list[int]], set[int]]:
        """For each window that was hit, by which strings it is known, as shift times their count plus their number; and
        the numbers of those that would have to be compared at too many places.
        """
        count = len(self.strings)
        codes: defaultdict[int, list[int]] = defaultdict(list)
        loads = [0] * count
        for code in compress(range(len(windows)), map(hits.__contains__, windows)):
            codes[windows[code]].append(code)
            loads[code % count] += hits[windows[code]]
        left_out = {number for number, load in enumerate(loads) if load > self.tier.most}
        if not left_out:
            return codes, left_out
        return {
            window: kept
            for window, here in codes.items()
            if (kept := [code for code in here if code % count not in left_out])
        }, left_out

    def _windows_of_strings(self, firsts: list[int]) -> array[int]:
        """Of each string `stride` windows in a row: first those at no shift, string by string, then those at one."""
        length, step, stride, _, _, width, _ = self.tier
        heads = [string[at : at + length] for string, at in zip(self.strings, firsts, strict=True)]
        room = width * step * 2
        blob = _low_bytes("".join([head.ljust(room, "\0") for head in heads])) + bytes(room)
        windows = array(_NUMBERS[width])
        for shift in range(stride):
            windows += array(_NUMBERS[width], blob[shift : shift + room * len(heads) : step])[::2]
        return windows

    def _hits(self, wanted: set[int]) -> tuple[list[int], list[int]]:
        """Where the text has windows that are wanted, in any order, and these windows."""
        _, step, stride, _, _, width, _ = self.tier
        hits: list[int] = []
        hit_windows: list[int] = []
        part = self.projected[::step]
        for first in range(0, width, stride // step):
            end = first + (len(part) - first) // width * width
            if end <= first or len(hits) > _MOST_HITS:
                break
            windows = array(_NUMBERS[width], part[first:end])
            there = list(compress(range(len(windows)), map(wanted.__contains__, windows)))
            hits += [(first + number * width) * step for number in there]
            hit_windows += map(windows.__getitem__, there)
        return hits, hit_windows


def _tiers(text: str) -> tuple[_Tier, ...]:
    sample = text[:: len(text) // _SAMPLE + 1]
    return _SYLLABLES if sum(character >= "\u1100" for character in sample) * 2 > len(sample) else _LETTERS


def _low_bytes(text: str) -> bytes:
    """The lowest byte of each character."""
    if text.isascii():
        return text.encode("ascii")
    return text.encode("utf-32-le", "surrogatepass")[::4]
