"""The quote check: where in its source's text a verbatim quote stands (docs/format.md, "The quote check").

A quote with prefix and suffix is a W3C Web Annotation TextQuoteSelector. It is found exactly, or with its
typography folded, or with white space removed as well, and never by edit distance. Offsets count characters
(code points) of the original text; the end of a span is exclusive.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from tui.records.typography import Folded, fold_spacing, fold_typography, is_boundary


class Step(StrEnum):
    """How a quote was found, or why not."""

    EXACT = "exact"
    TYPOGRAPHY = "typography"
    SPACING = "spacing"
    AMBIGUOUS = "ambiguous"
    NOT_FOUND = "not-found"


class Finding(NamedTuple):
    """Where a quote stands: a span of the original text, and the line it starts on, counted from 1.

    An ambiguous quote has its first place. Start, end and line are -1 where nothing was found.
    """

    step: Step
    start: int
    end: int
    line: int


class Passage(NamedTuple):
    """A span of the original text, and how like a quote it is: from 0 to 1, as difflib counts."""

    start: int
    end: int
    ratio: float


NOT_FOUND = Finding(Step.NOT_FOUND, -1, -1, -1)

# Each step folds further what the step before it gave.
_FOLDINGS: tuple[tuple[Step, Callable[[Folded], Folded]], ...] = (
    (Step.EXACT, lambda folded: folded),
    (Step.TYPOGRAPHY, fold_typography),
    (Step.SPACING, fold_spacing),
)
_LINE_END = re.compile(r"\r\n?|\n")

# Fewer quotes than this are looked for one by one, which is then as fast as one pass over the text for all.
_MANY = 64
# (width, stride): a pass for quotes of width + stride - 1 characters or more reads one window at each stride.
_WINDOWS = ((16, 4), (8, 4), (4, 2), (2, 1))
# Places that one pass looks at more closely. Texts and quotes of one letter again and again have billions.
_MOST_CANDIDATES = 1_000_000

# The nearest passage shares some run of so many characters with the quote; longer runs tell more.
_RUNS = (12, 6, 3)
_MOST_RUNS = 48
_MOST_PLACES = 64
_LONGEST_COMPARED = 600
_LONGEST_WORD = 24
_LEAST_RATIO = 0.6


class SourceText:
    """The text of one source. It is folded once, when first needed."""

    __slots__ = ("_foldings", "_line_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._foldings: list[Folded] = []
        self._line_starts = array("Q")

    def find(self, quote: str, prefix: str = "", suffix: str = "") -> Finding:
        """Find a quote; prefix and suffix, if given, must stand next to it, white space aside."""
        return self.find_many([(quote, prefix, suffix)])[0]

    def find_many(self, quotes: Iterable[tuple[str, str, str]]) -> list[Finding]:
        """Find each (quote, prefix, suffix) as `find` does, but many of them in few passes over the text."""
        pending = {number: _Selector(*map(Folded, quote)) for number, quote in enumerate(quotes)}
        findings = [NOT_FOUND] * len(pending)
        for depth, (step, fold) in enumerate(_FOLDINGS):
            folded = ((number, selector.folded(fold)) for number, selector in pending.items())
            pending = {number: selector for number, selector in folded if selector.quote.text.strip()}
            if not pending:
                break
            source = self._folded(depth)
            places = _Places(source.text, {selector.quote.text for selector in pending.values()})
            for number, selector in list(pending.items()):
                starts = selector.among(places.of(selector.quote.text), source.text, whole=depth > 0)
                if found := list(islice(starts, 2)):
                    del pending[number]
                    start, end = source.original_span(found[0], found[0] + len(selector.quote.text))
                    outcome = step if len(found) == 1 else Step.AMBIGUOUS
                    findings[number] = Finding(outcome, start, end, self.line_of(start))
        return findings

    def line_of(self, offset: int) -> int:
        r"""The line, counted from 1, of an offset from 0 to the length of the text.

        Each \n, \r\n and \r ends a line. Raises ValueError for an offset outside the text.
        """
        if not 0 <= offset <= len(self.text):
            raise ValueError(f"offset {offset} is outside a text of {len(self.text)} characters")
        if not self._line_starts:
            self._line_starts = array("Q", (0, *(end.end() for end in _LINE_END.finditer(self.text))))
        return bisect_right(self._line_starts, offset)

    def _folded(self, depth: int) -> Folded:
        """The text as the step of this number compares it."""
        while len(self._foldings) <= depth:
            before = self._foldings[-1] if self._foldings else Folded(self.text)
            self._foldings.append(_FOLDINGS[len(self._foldings)][1](before))
        return self._foldings[depth]


def nearest_passage(text: SourceText, quote: str) -> Passage | None:
    """The stretch of the text most like a quote that was not found: shown, but never taken for the quote.

    None where nothing is much like it. Of a quote longer than 600 characters only the beginning is compared.
    """
    folded = text._folded(1)
    wanted = fold_typography(Folded(quote)).text.strip()[:_LONGEST_COMPARED]
    span = _nearest_span(folded.text, wanted)
    if span is None:
        return None
    ratio = SequenceMatcher(None, wanted, folded.text[slice(*span)], autojunk=False).ratio()
    return Passage(*folded.original_span(*span), ratio) if ratio >= _LEAST_RATIO else None


class _Selector(NamedTuple):
    """A quote with the words before and after it, folded as the text is."""

    quote: Folded
    prefix: Folded
    suffix: Folded

    def folded(self, fold: Callable[[Folded], Folded]) -> _Selector:
        return _Selector(*(fold(words) if words.text else words for words in self))

    def among(self, starts: Iterable[int], text: str, *, whole: bool) -> Iterator[int]:
        """The starts with prefix and suffix where they belong and, if `whole`, no character cut up."""
        before, after = self.prefix.text.rstrip(), self.suffix.text.lstrip()
        for start in starts:
            end = start + len(self.quote.text)
            if whole and not (is_boundary(text, start) and is_boundary(text, end)):
                continue
            if (not before or _ends_with(text, before, start)) and (not after or _goes_on(text, after, end)):
                yield start


def _ends_with(text: str, words: str, end: int) -> bool:
    while end and text[end - 1].isspace():
        end -= 1
    return text.endswith(words, 0, end)


def _goes_on(text: str, words: str, start: int) -> bool:
    while start < len(text) and text[start].isspace():
        start += 1
    return text.startswith(words, start)


class _Places:
    """Where each of some quotes stands in a text, overlapping places included."""

    def __init__(self, text: str, quotes: set[str]) -> None:
        self._text = text
        self._places: dict[str, list[int]] = {}
        for width, stride in _WINDOWS:
            fit = {quote for quote in quotes if len(quote) >= width + stride - 1}
            quotes = quotes - fit
            if len(fit) >= _MANY:
                self._places.update(_pass(text, fit, width, stride))

    def of(self, quote: str) -> Iterable[int]:
        """The places of one of the quotes in order."""
        return self._places[quote] if quote in self._places else _scan(self._text, quote)


def _scan(text: str, quote: str) -> Iterator[int]:
    start = text.find(quote)
    while start >= 0:
        yield start
        start = text.find(quote, start + 1)


def _pass(text: str, quotes: set[str], width: int, stride: int) -> dict[str, list[int]]:
    """The places of all quotes, each at least width + stride - 1 long, in order.

    None of any quote where too much would have to be looked at: then they are better looked for one by one.
    """
    # Wherever a quote stands, one of any `stride` windows of it in a row is among those read.
    candidates: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    for quote in quotes:
        first = _telling_stretch(quote, width + stride - 1)
        for shift in range(first, first + stride):
            candidates[quote[shift : shift + width]].add((shift, len(quote)))
    places: dict[str, set[int]] = {quote: set() for quote in quotes}
    left = _MOST_CANDIDATES
    for at in range(0, len(text) - width + 1, stride):
        here = candidates.get(text[at : at + width], ())
        left -= len(here)
        if left < 0:
            return {}
        for shift, length in here:
            if shift <= at and (found := places.get(text[at - shift : at - shift + length])) is not None:
                found.add(at - shift)
    return {quote: sorted(found) for quote, found in places.items()}


def _telling_stretch(quote: str, length: int) -> int:
    """Where, of three stretches of this length, the one with the most different characters starts."""
    room = len(quote) - length
    return max((0, room // 2, room), key=lambda first: len(set(quote[first : first + length])))


def _nearest_span(text: str, quote: str) -> tuple[int, int] | None:
    """Where a quote would stand in the text by what it shares with it, or None if that is nothing."""
    likely = _likely_start(text, quote)
    if likely is None:
        return None
    margin = len(quote) // 2 + _LONGEST_WORD
    first = max(likely - margin, 0)
    window = text[first : likely + len(quote) + margin]
    blocks = SequenceMatcher(None, quote, window, autojunk=False).get_matching_blocks()
    longest = max(blocks, key=lambda block: block.size)
    # Short words that happen to stand elsewhere in the window are no part of the passage.
    shift, leeway = longest.b - longest.a, len(quote) // 4
    shared = [block for block in blocks if block.size and abs(block.b - block.a - shift) <= leeway]
    if longest.size < _RUNS[-1]:
        return None
    start = first + max(shared[0].b - shared[0].a, 0)
    end = first + min(shared[-1].b + len(quote) - shared[-1].a, len(window))
    return _whole_words(text, start, end)


def _likely_start(text: str, quote: str) -> int | None:
    """Where a quote would start by most of the runs of characters that the text shares with it, if any."""
    for length in _RUNS:
        step = max(1, (len(quote) - length) // _MOST_RUNS)
        starts: defaultdict[int, set[int]] = defaultdict(set)
        width = max(len(quote) // 4, _LONGEST_WORD)
        for shift in range(0, len(quote) - length + 1, step):
            places = list(islice(_scan(text, quote[shift : shift + length]), _MOST_PLACES + 1))
            if len(places) <= _MOST_PLACES:  # what stands everywhere tells nothing
                for place in places:
                    starts[(place - shift) // width].add(shift)
        if starts:
            best = max(starts, key=lambda bin: (len(starts[bin]) + len(starts.get(bin + 1, ())), -bin))
            return max((best + 1) * width, 0)
    return None


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The span widened to whole words, or at least to whole characters where words are long."""
    left = text.rfind(" ", max(start - _LONGEST_WORD, 0), start + 1) + 1
    right = text.find(" ", end - 1, end + _LONGEST_WORD)
    start = left or (0 if start < _LONGEST_WORD else start)
    end = right if right >= 0 else len(text) if end + _LONGEST_WORD >= len(text) else end
    while not is_boundary(text, start):
        start -= 1
    while not is_boundary(text, end):
        end += 1
    return start, end
