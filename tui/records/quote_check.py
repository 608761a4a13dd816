"""The quote check: where in its source's text a verbatim quote stands (docs/format.md, "The quote check").

A quote with prefix and suffix is a W3C Web Annotation TextQuoteSelector. It is found exactly, or with its
typography folded, or with white space removed as well, and never by edit distance. Offsets count characters
(code points) of the original text; the end of a span is exclusive.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import accumulate, islice
from typing import NamedTuple

from tui.records.places_of_quotes import Places, scan
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

_PIECE = 1 << 20  # characters whose lines are counted at once
# No character of this kind is changed by any folding, or changes others beside it.
_BETWEEN = "\0"

_FEW_PLACES = 1000  # of a quote, beside which its prefix and suffix are looked for at once

# The nearest passage shares some run of so many characters with the quote; longer runs tell more.
_RUNS = (12, 6, 3)
_MOST_RUNS = 24
_MOST_PLACES = 64
_LONGEST_COMPARED = 600
_LONGEST_WORD = 24
_RUNNING_HEAD = 80  # what may stand between two pages in the middle of a passage
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
        wanted = dict(enumerate(quotes))
        findings = [NOT_FOUND] * len(wanted)
        for depth, (step, fold) in enumerate(_FOLDINGS):
            if depth:
                wanted = dict(zip(wanted, _folded_each(wanted.values(), fold), strict=True))
            # What is nothing but white space stands nowhere, and folded further it still does.
            wanted = {number: each for number, each in wanted.items() if each[0] and not each[0].isspace()}
            if not wanted:
                break
            source = self._folded(depth)
            places = Places(source.text, (quote for quote, _, _ in wanted.values()))
            left = {}
            for number, each in wanted.items():
                found = places.of(each[0])
                if depth or each[1] or each[2] or not isinstance(found, list):
                    found = list(islice(_among(found, each, source.text, whole=depth > 0), 2))
                if not found:
                    left[number] = each
                    continue
                start, end = source.original_span(found[0], found[0] + len(each[0]))
                findings[number] = Finding(step if len(found) == 1 else Step.AMBIGUOUS, start, end, self.line_of(start))
            wanted = left
        return findings

    def places_of(self, quote: str, prefix: str = "", suffix: str = "") -> Iterator[tuple[int, int]]:
        """Every place of a quote that `find` has found, as spans of the original text, in order."""
        wanted = (quote, prefix, suffix)
        for depth, (_, fold) in enumerate(_FOLDINGS):
            if depth:
                (wanted,) = _folded_each([wanted], fold)
            if not wanted[0].strip():
                return
            source = self._folded(depth)
            starts = _among(scan(source.text, wanted[0]), wanted, source.text, whole=depth > 0)
            spans = (source.original_span(start, start + len(wanted[0])) for start in starts)
            if first := next(spans, None):
                yield first
                yield from spans
                return

    def line_of(self, offset: int) -> int:
        r"""The line, counted from 1, of an offset from 0 to the length of the text.

        Each \n, \r\n and \r ends a line. Raises ValueError for an offset outside the text.
        """
        if not 0 <= offset <= len(self.text):
            raise ValueError(f"offset {offset} is outside a text of {len(self.text)} characters")
        return bisect_right(self._line_starts or self._note_lines(), offset)

    def line_span(self, line: int) -> tuple[int, int]:
        """Where a line, counted from 1, begins, and where the next one does. Raises IndexError if there is none."""
        starts = self._line_starts or self._note_lines()
        return starts[line - 1], starts[line] if line < len(starts) else len(self.text)

    def words_span(self, line: int) -> tuple[int, int]:
        """Where the words of a line, counted from 1, begin and end: without its line end."""
        start, after = self.line_span(line)
        tail = max(start, after - 2)
        return start, tail + len(self.text[tail:after].rstrip("\r\n"))

    def ends_line(self, offset: int) -> bool:
        """Whether a line ends at an offset."""
        return offset == len(self.text) or self.text[offset] in "\r\n"

    @property
    def line_count(self) -> int:
        """How many lines there are: one more than line ends."""
        return len(self._line_starts or self._note_lines())

    def _note_lines(self) -> array[int]:
        starts = array("Q", (0,))
        text, end = self.text, 0
        # Piece by piece: all lines of a large text at once would take many times its memory.
        while end < len(text):
            first, end = end, end + _PIECE
            end += text.startswith("\r\n", end - 1)
            piece = text[first:end]
            if "\r" in piece:
                # Of the same length, with one sign for every line end, at the last of its characters.
                piece = piece.replace("\r\n", " \n").replace("\r", "\n")
            *lines, _ = piece.split("\n")
            starts.extend(islice(accumulate((len(line) + 1 for line in lines), initial=first), 1, None))
        self._line_starts = starts
        return starts

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


def _folded_each(
    quotes: Iterable[tuple[str, str, str]], fold: Callable[[Folded], Folded]
) -> list[tuple[str, str, str]]:
    """Quotes with the words before and after them, folded as a text is."""
    words = [part for quote in quotes for part in quote]
    joined = _BETWEEN.join(words)
    folded = fold(Folded(joined)).text.split(_BETWEEN)
    if len(folded) != len(words):
        folded = [fold(Folded(part)).text for part in words]
    parts = iter(folded)
    return list(zip(parts, parts, parts, strict=True))


def _among(starts: Iterable[int], wanted: tuple[str, str, str], text: str, *, whole: bool) -> Iterator[int]:
    """The starts with prefix and suffix where they belong and, if `whole`, no character cut up."""
    quote, prefix, suffix = wanted
    before, after = prefix.rstrip(), suffix.lstrip()
    for number, start in enumerate(starts):
        # Words that stand nowhere stand beside no quote; to know that costs a look through the whole text.
        if number == _FEW_PLACES and (before not in text or after not in text):
            return
        end = start + len(quote)
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


def _nearest_span(text: str, quote: str) -> tuple[int, int] | None:
    """Where a quote would stand in the text by what it shares with it, or None if that is nothing."""
    likely = _likely_start(text, quote)
    if likely is None:
        return None
    margin = len(quote) // 2 + _LONGEST_WORD + _RUNNING_HEAD
    first = max(likely - margin, 0)
    window = text[first : likely + len(quote) + margin]
    blocks = SequenceMatcher(None, quote, window, autojunk=False).get_matching_blocks()
    longest = max(blocks, key=lambda block: block.size)
    # Short words that happen to stand elsewhere in the window are no part of the passage.
    shift, leeway = longest.b - longest.a, len(quote) // 4
    shared = [
        block
        for block in blocks
        if block.size and abs(block.b - block.a - shift) <= leeway + (_RUNNING_HEAD if block.size >= _RUNS[1] else 0)
    ]
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
            places = list(islice(scan(text, quote[shift : shift + length]), _MOST_PLACES + 1))
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
