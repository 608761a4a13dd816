"""Lines of a source's text on a page: numbered as in quotes.lock, its quotes marked, what nobody sees shown."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rich.style import Style
from rich.text import Text

from tui.records.display_safe import display_safe
from tui.records.quote_check import SourceText, Step
from tui.records.quotes_in_text import Mark
from tui.records.unseen import BYTE_ORDER_MARK, GAP, gaps_in, unseen
from tui.views.page import Page, styled

CURRENT = ("⟦", "⟧")
OTHER = ("‹", "›")
"""What stands around the quote that is shown, and around others."""

BAR = " │ "
_MOST_OF_LINE = 2000  # characters of one line that are shown around the quote, or from its beginning
_BEFORE = 600
_ROW = 60
_MOST_CHARACTERS = 30_000  # on either side of the quote


class Window(NamedTuple):
    """Lines of a text, from 1, first to last, around those that a quote stands on."""

    first: int
    last: int


def window(text: SourceText, mark: Mark, lines: int, above: int = _MOST_CHARACTERS) -> Window:
    """So many lines before and after a mark as far as there are any, and as far as they are not too long to show.

    Those before it have at most `above` characters, or there is only one.
    """
    first, last = mark.line, text.line_of(min(mark.end, mark.start + _MOST_OF_LINE))
    return Window(_reach(text, first, -lines, min(above, _MOST_CHARACTERS)), _reach(text, last, lines))


def _reach(text: SourceText, line: int, lines: int, characters: int = _MOST_CHARACTERS) -> int:
    step = 1 if lines > 0 else -1
    for _ in range(abs(lines)):
        if not 1 <= line + step <= text.line_count:
            break
        start, end = text.line_span(line + step)
        # A short line takes a row as well.
        characters -= min(max(end - start, _ROW), _MOST_OF_LINE)
        if characters < 0:
            break
        line += step
    return line


class TextLines:
    """The lines of a text for a page, with the marks in it."""

    def __init__(self, page: Page, text: SourceText, marks: Sequence[Mark], current: Mark, *, invisible: bool) -> None:
        self._page = page
        self._text = text
        self._current = current
        self._invisible = invisible
        # What is only near to a quote is none, and is shown when it is asked for alone.
        self._marks = [mark for mark in marks if mark is current or mark.step is not Step.NOT_FOUND]
        self._gaps = self._gaps_of_current()
        self.names: Counter[tuple[str, str]] = Counter()
        """What nobody sees in the lines so far: sign and name of each, and how often it was there."""

    def _gaps_of_current(self) -> frozenset[int]:
        mark = self._current
        if not self._invisible or mark.step is not Step.SPACING:
            return frozenset()
        found = gaps_in(self._text.text[mark.start : mark.end], mark.quoted.item.quote or "")
        return frozenset(mark.start + at for at in found)

    def lines(self, shown: Window) -> tuple[int, list[Text]]:
        """The lines of a window, wrapped for the page; and on which of them, from 0, the current mark begins."""
        page, at = self._page, 0
        before = len(page.lines)
        first, last = self._text.line_span(shown.first)[0], self._text.line_span(shown.last)[1]
        marks = [mark for mark in self._marks if mark.start < last and mark.end > first]
        width = len(str(shown.last))
        rest = " " * width + BAR
        for line in range(shown.first, shown.last + 1):
            if line == self._current.line:
                at = len(page.lines) - before
            page.add(self._line(line, marks), f"{line:>{width}}{BAR}", rest)
        lines = page.lines[before:]
        del page.lines[before:]
        return at, lines

    def _line(self, line: int, marks: Sequence[Mark]) -> Text:
        start, end = self._text.words_span(line)
        low, high = self._part(line, start, end)
        shown = Text(end="")
        if low > start:
            shown.append(self._page.own(f"… ({low - start:,} characters before) "), self._page.palette.dim)
        for piece in self._pieces(low, high, [mark for mark in marks if mark.start <= high and mark.end >= low]):
            shown.append_text(piece)
        if high < end:
            shown.append(self._page.own(f" … ({end - high:,} more characters)"), self._page.palette.dim)
        return shown

    def _part(self, line: int, start: int, end: int) -> tuple[int, int]:
        """Which part of a line is shown: all, unless it is very long."""
        low, mark = start, self._current
        if end - start > _MOST_OF_LINE and line == mark.line:
            low = max(start, mark.start - _BEFORE)
        return low, min(end, low + _MOST_OF_LINE)

    def _pieces(self, low: int, high: int, marks: Sequence[Mark]) -> Iterator[Text]:
        """A part of a line cut where marks begin and end, with the signs of these between."""
        opened: defaultdict[int, list[Mark]] = defaultdict(list)
        closed: defaultdict[int, list[Mark]] = defaultdict(list)
        # What lies around others opens before them and closes behind them.
        for mark in sorted(marks, key=lambda mark: -mark.end):
            opened[mark.start].append(mark)
        for mark in sorted(marks, key=lambda mark: -mark.start):
            closed[mark.end].append(mark)
        quoted = sum(mark.start < low < mark.end for mark in marks)
        cuts = sorted({low, high, *(at for at in (*opened, *closed) if low < at < high)})
        for start, end in pairwise(cuts):
            quoted += len(opened[start])
            yield from (self._sign(mark, 0) for mark in opened[start])
            yield self._words(start, end, self._style(start, is_quoted=quoted > 0))
            yield from (self._sign(mark, 1) for mark in closed[end])
            quoted -= len(closed[end])
        if low == high:
            yield from (self._sign(mark, 0) for mark in opened[low])

    def _sign(self, mark: Mark, side: int) -> Text:
        page = self._page
        if mark is self._current:
            return styled(page.own(CURRENT[side]), page.palette.match)
        sign = styled(page.own(OTHER[side]), page.palette.bar)
        if side and mark.quoted.record != self._current.quoted.record:
            sign.append_text(page.link("", mark.quoted.record))
        return sign

    def _style(self, at: int, *, is_quoted: bool) -> Style:
        palette = self._page.palette
        if self._current.start <= at < self._current.end:
            return palette.match
        return palette.quote if is_quoted else palette.text

    def _words(self, start: int, end: int, style: Style) -> Text:
        """Words of the text, safe for a terminal; what nobody sees is shown where it was asked for."""
        text = self._text.text[start:end]
        if not self._invisible:
            if start == 0:
                text = text.removeprefix(BYTE_ORDER_MARK)
            return styled(display_safe(text), style)
        shown, done = Text(end=""), 0
        here = unseen(text if self._text.ends_line(end) else f"{text}.", self._gaps_in(start, end))
        for at, after, sign, name in here:
            shown.append(display_safe(text[done:at]), style)
            shown.append(self._page.own(sign), self._page.palette.contested)
            self.names[sign, name] += 1
            done = after
        return shown.append(display_safe(text[done:]), style)

    def _gaps_in(self, start: int, end: int) -> frozenset[int]:
        return frozenset(at - start for at in self._gaps if start <= at < end)

    def add_names(self) -> None:
        """What the signs stand for that nobody would see otherwise."""
        page = self._page
        if not self._invisible:
            return
        if not self.names:
            page.add(styled("Nothing invisible stands in these lines.", page.palette.dim))
            return
        parts = [
            page.join([styled(page.own(sign), page.palette.contested), f" {name}, {count:,}"])
            for (sign, name), count in sorted(self.names.items(), key=lambda entry: (entry[0][0] == GAP, entry[0]))
        ]
        page.add_parts([page.join(["Invisible: ", parts[0]]), *parts[1:]])
