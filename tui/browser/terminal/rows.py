"""The rows of a screen, each on its way from what it was to what it should be."""

from __future__ import annotations

from bisect import bisect_left

from tui.browser.terminal.abilities import Abilities
from tui.browser.terminal.frame import SHOWN_ON_BLANKS, Cell, Frame, Pen, is_sure
from tui.browser.terminal.hand import Hand, move, pen_change, right


def rows(before: Frame, after: Frame, hand: Hand, abilities: Abilities) -> str:
    """What turns the rows of one frame into those of another of the same size, without moving lines."""
    out: list[str] = []
    for y, (old, new) in enumerate(zip(before.rows, after.rows, strict=True)):
        if old is not new and old != new:
            _Row(y, old, new, hand, abilities, out).write()
    return "".join(out)


class _Row:
    """One row on its way from what it was to what it should be."""

    def __init__(
        self, y: int, old: list[Cell], new: list[Cell], hand: Hand, abilities: Abilities, out: list[str]
    ) -> None:
        self._y, self._old, self._new, self._hand, self._abilities, self._out = y, old, new, hand, abilities, out

    def write(self) -> None:
        """Write what has changed, and of what lies between only what is cheaper written than passed over."""
        new, hand, changed = self._new, self._hand, self._changed()
        at = spared = 0
        while at < len(changed):
            x = changed[at]
            text, pen = new[x]
            if text == " " and x >= spared and not pen.attributes & SHOWN_ON_BLANKS:
                spared = self._blanks_end(x)
                beyond = bisect_left(changed, spared, at)
                if self._erase(x, changed[beyond - 1] + 1, beyond < len(changed)):
                    at = beyond
                    continue
            if hand.y == self._y and hand.x is not None and hand.x < x and self._is_bridged(hand.x, x):
                for between in range(hand.x, x):
                    self._cell(between)
            self._cell(x)
            at += 1

    def _blanks_end(self, x: int) -> int:
        """The column behind a run of blanks that are all alike."""
        new = self._new
        cell, end = new[x], x + 1
        while end < len(new) and new[end] == cell:
            end += 1
        return end

    def _changed(self) -> list[int]:
        """The columns to be written, in order."""
        old, new = self._old, self._new
        changed = [x for x, (was, is_) in enumerate(zip(old, new, strict=True)) if was is not is_ and was != is_]
        unsure = next((x for x in range(len(new)) if not (is_sure(old[x][0]) and is_sure(new[x][0]))), None)
        if unsure is not None:
            # Where the terminal may see another width, everything behind it may stand elsewhere.
            return [*(x for x in changed if x < unsure), *range(unsure, len(new))]
        return changed

    def _is_bridged(self, start: int, end: int) -> bool:
        """Whether the unchanged cells between are cheaper written again than passed over."""
        pen, cost = self._hand.pen, 0
        skipped = len(right(end - start))
        for text, wanted in self._new[start:end]:
            if not is_sure(text):
                return False
            if not _fits(pen, text, wanted):
                cost += len(pen_change(pen, wanted))
                pen = wanted
            cost += size(text)
            if cost > skipped + 16:
                return False
        text, wanted = self._new[end]
        after_bridge = 0 if _fits(pen, text, wanted) else len(pen_change(pen, wanted))
        after_skip = 0 if _fits(self._hand.pen, text, wanted) else len(pen_change(self._hand.pen, wanted))
        return cost + after_bridge <= skipped + after_skip

    def _erase(self, x: int, end: int, goes_on: bool) -> bool:
        """Erase blanks up to a column where that is shorter than writing them; whether it was."""
        pen, count = self._new[x][1], end - x
        if pen.background and not self._abilities.erases_in_colour:
            return False
        if self._blanks_end(x) == len(self._new):
            sequence, further = "\x1b[K", ""
        elif self._abilities.erases_characters:
            sequence, further = f"\x1b[{count}X", right(count) if goes_on else ""
        else:
            return False
        if count <= len(sequence) + len(further):
            return False
        self._go(x)
        # Erasing takes the background alone, so that whatever fits a blank will do.
        self._take_pen(" ", pen, x)
        self._out.append(sequence)
        return True

    def _cell(self, x: int) -> None:
        text, pen = self._new[x]
        if text == "":
            return
        hand = self._hand
        self._go(x)
        self._take_pen(text, pen, x)
        after = x + 1
        while after < len(self._new) and self._new[after][0] == "":
            after += 1
        if not is_sure(text) and after > x + 1:
            # Where the terminal has it narrower, what stood in its second cell would stay.
            self._out.append(" " * (after - x) + "\b" * (after - x))
        self._out.append(text)
        hand.x = after if is_sure(text) and after < len(self._new) else None

    def _take_pen(self, text: str, pen: Pen, x: int) -> None:
        hand = self._hand
        if _fits(hand.pen, text, pen):
            return
        if text == " " and not pen.attributes & SHOWN_ON_BLANKS:
            pen = self._next_pen(x, pen)
        self._out.append(pen_change(hand.pen, pen))
        hand.pen = pen

    def _next_pen(self, x: int, blank_pen: Pen) -> Pen:
        """The pen of the next word to be written, if it will do for the blanks before it as well."""
        new, old = self._new, self._old
        for at in range(x, len(new)):
            text, pen = new[at]
            if text != " " and old[at] != new[at]:
                return pen if _fits(pen, " ", blank_pen) else blank_pen
        return blank_pen

    def _go(self, x: int) -> None:
        hand = self._hand
        if (hand.x, hand.y) != (x, self._y):
            self._out.append(move(hand, x, self._y))
            hand.x, hand.y = x, self._y


def _fits(pen: Pen | None, text: str, wanted: Pen) -> bool:
    """Whether a cell written with a pen looks as it should: for a blank the background is all."""
    if pen is None or pen == wanted:
        return pen is not None
    if text != " " or wanted.attributes & SHOWN_ON_BLANKS:
        return False
    return pen.background == wanted.background and not pen.attributes & SHOWN_ON_BLANKS


def size(text: str) -> int:
    """Bytes that a text takes in UTF-8."""
    return len(text) if text.isascii() else len(text.encode())
