"""From one screen to the next in few bytes: moves, runs of cells, erased blanks, and lines that have moved.

What is written is ECMA-48 as every terminal since the VT102 has it: CUP, CUF, CUD, SGR, EL, ED, DECSTBM, IL and DL;
ECH, and erasing in a colour, where the terminal is known to have them. Nothing here reads a terminal's answers.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import lru_cache
from itertools import groupby
from operator import eq
from typing import NamedTuple

from tui.browser.terminal.frame import SHOWN_ON_BLANKS, Cell, Frame, Pen, blank, is_sure

_ON = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "21", "51", "52", "53")
# What ends an attribute, by its bit; some end two.
_OFF = ("22", "22", "23", "24", "25", "25", "27", "28", "29", "24", "54", "54", "55")
_CHUNK = 8  # cells by which lines that have moved are recognised
_FEWEST_CHUNKS = 3  # that must have moved alike before a scroll is worth a try
_TRIED = 2  # of the likeliest scrolls


class Abilities(NamedTuple):
    """What a terminal can do beyond the VT102."""

    erases_in_colour: bool = False  # erased cells get the background of the pen ("bce")
    erases_characters: bool = False  # ECH
    scrolls: bool = True  # DECSTBM, IL, DL


_PLAIN = ("vt52", "dumb", "unknown", "ansi", "cons25")
_COLOURING = (
    "xterm",
    "alacritty",
    "foot",
    "kitty",
    "wezterm",
    "ghostty",
    "konsole",
    "vte",
    "gnome",
    "st-",
    "rxvt",
    "iterm",
)


def abilities_of(term: str) -> Abilities:
    """What the terminal that $TERM names can do. tmux and screen are the terminal of what runs inside them."""
    if not term or term.startswith(_PLAIN):
        return Abilities(scrolls=False)
    known = term.startswith(_COLOURING)
    return Abilities(erases_in_colour=known, erases_characters=known)


class Hand:
    """Where the terminal's cursor stands (from 0; None: nobody knows), and which pen it has."""

    __slots__ = ("pen", "x", "y")

    def __init__(self) -> None:
        self.x: int | None = None
        self.y: int | None = None
        self.pen: Pen | None = None

    def copy(self) -> Hand:
        """A hand to try things out with."""
        copied = Hand()
        copied.x, copied.y, copied.pen = self.x, self.y, self.pen
        return copied


@lru_cache(4096)
def pen_change(before: Pen | None, after: Pen) -> str:
    """The shortest SGR from one pen to another; from None, whatever the pen was."""
    if before == after:
        return ""
    anew = [_ON[bit] for bit in range(len(_ON)) if after.attributes >> bit & 1]
    anew += [colour for colour in (after.foreground, after.background) if colour]
    whole = f"\x1b[0;{';'.join(anew)}m" if anew else "\x1b[m"
    if before is None:
        return whole
    gone, come = before.attributes & ~after.attributes, after.attributes & ~before.attributes
    off = dict.fromkeys(_OFF[bit] for bit in range(len(_OFF)) if gone >> bit & 1)
    # What an ending takes with it has to be begun again.
    on = [_ON[bit] for bit in range(len(_ON)) if come >> bit & 1 or (after.attributes >> bit & 1 and _OFF[bit] in off)]
    changes = [*off, *on]
    if before.foreground != after.foreground:
        changes.append(after.foreground or "39")
    if before.background != after.background:
        changes.append(after.background or "49")
    partly = f"\x1b[{';'.join(changes)}m"
    return min(partly, whole, key=len)


def update(before: Frame | None, after: Frame, hand: Hand, abilities: Abilities) -> str:
    """What a terminal that shows `before` (None: nobody knows what) has to be sent to show `after`.

    `hand` is where the terminal's cursor and pen are, and is moved along. Autowrap must be off.
    """
    if before is None or (before.width, before.height) != (after.width, after.height):
        return _anew(after, hand, abilities)
    if abilities.scrolls:
        scrolled = _scrolled(before, after, hand, abilities)
        if scrolled is not None:
            return scrolled
    return _rows(before, after, hand, abilities)


def _anew(after: Frame, hand: Hand, abilities: Abilities) -> str:
    """All of a screen on a cleared one."""
    counted = Counter(pen.background for row in after.rows for text, pen in row if text == " ")
    background = counted.most_common(1)[0][0] if counted and abilities.erases_in_colour else ""
    hand.pen = Pen("", background)
    hand.x = hand.y = 0
    begin = f"{pen_change(None, hand.pen)}\x1b[H\x1b[2J"
    return begin + _rows(Frame(after.width, after.height, blank(background)), after, hand, abilities)


def _rows(before: Frame, after: Frame, hand: Hand, abilities: Abilities) -> str:
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
        halves = {x - 1 for x in changed if new[x][0] == "" and x}
        return sorted({*changed, *halves}) if halves else changed

    def _is_bridged(self, start: int, end: int) -> bool:
        """Whether the unchanged cells between are cheaper written again than passed over."""
        pen, cost = self._hand.pen, 0
        skipped = len(_right(end - start))
        for text, wanted in self._new[start:end]:
            if not is_sure(text):
                return False
            if not _fits(pen, text, wanted):
                cost += len(pen_change(pen, wanted))
                pen = wanted
            cost += _bytes(text)
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
            sequence, further = f"\x1b[{count}X", _right(count) if goes_on else ""
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
        self._out.append(text)
        after = x + 1
        while after < len(self._new) and self._new[after][0] == "":
            after += 1
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


def _bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode())


def _right(count: int) -> str:
    return "\x1b[C" if count == 1 else f"\x1b[{count}C"


def move(hand: Hand, x: int, y: int) -> str:
    """The shortest way for the cursor to a cell."""
    ways = [f"\x1b[{y + 1 if y else ''}H" if x == 0 else f"\x1b[{y + 1 if y else ''};{x + 1}H"]
    if hand.y is not None and hand.y <= y:
        down = y - hand.y
        across = [""] if hand.x == x else []
        if hand.x is not None and hand.x < x:
            across.append(_right(x - hand.x))
        lower = f"\x1b[{down}B" if down > 1 else "\x1b[B" if down else ""
        ways += [lower + way for way in across]
        if hand.x is not None and hand.x - 3 <= x < hand.x:
            ways.append(lower + "\b" * (hand.x - x))
        # A line feed alone may or may not return the carriage, as the line discipline has it.
        returned = "\r" + "\n" * down
        ways.append(returned + (_right(x) if x else ""))
    return min(ways, key=len)


def _scrolled(before: Frame, after: Frame, hand: Hand, abilities: Abilities) -> str | None:
    """The update by moving lines first, where that is shorter; None where nothing seems to have moved."""
    likely = _likely_shifts(before, after)
    if not likely:
        return None
    best_hand = hand.copy()
    best = _rows(before, after, best_hand, abilities)
    for shift in likely:
        region = _region(before, after, shift)
        if region is None:
            continue
        top, bottom = region
        tried = hand.copy()
        begin = _move_lines(top, bottom, shift, before.height, tried)
        moved = begin + _rows(_shifted(before, top, bottom, shift), after, tried, abilities)
        if _bytes(moved) < _bytes(best):
            best, best_hand = moved, tried
    hand.x, hand.y, hand.pen = best_hand.x, best_hand.y, best_hand.pen
    return best


def _likely_shifts(before: Frame, after: Frame) -> list[int]:
    """By how many lines parts of the screen seem to have moved, up being positive; likeliest first."""
    votes: Counter[int] = Counter()
    changed = [
        y for y in range(after.height) if before.rows[y] is not after.rows[y] and before.rows[y] != after.rows[y]
    ]
    if len(changed) < _FEWEST_CHUNKS:
        return []
    for x in range(0, after.width, _CHUNK):
        there: dict[tuple[Cell, ...], int] = {}
        for y in changed:
            there.setdefault(tuple(before.rows[y][x : x + _CHUNK]), y)
        for y in changed:
            chunk = tuple(after.rows[y][x : x + _CHUNK])
            was = there.get(chunk)
            if was is not None and was != y and chunk.count(chunk[0]) < len(chunk):
                votes[was - y] += 1
    return [shift for shift, count in votes.most_common(_TRIED) if count >= _FEWEST_CHUNKS]


def _region(before: Frame, after: Frame, shift: int) -> tuple[int, int] | None:
    """The first and last line of the stretch of the screen that gains most from being moved."""
    height = after.height
    # Blanks count for nothing, as they cost next to nothing: no blank of the one is equal to one of the other.
    old = [[cell if cell[0] != " " else 0 for cell in row] for row in before.rows]
    new = [[cell if cell[0] != " " else 1 for cell in row] for row in after.rows]
    gains = []
    for y in range(height):
        source = y + shift
        comes = sum(map(eq, old[source], new[y])) if 0 <= source < height else 0
        gains.append(comes - sum(map(eq, old[y], new[y])))
    best, start, total, found = 0, 0, 0, None
    for y, gain in enumerate(gains):
        if total <= 0:
            start, total = y, 0
        total += gain
        if total > best:
            best, found = total, (start, y)
    if found is None:
        return None
    # What is moved in has to come from inside of the region.
    top, bottom = found
    top, bottom = (top, min(bottom + shift, height - 1)) if shift > 0 else (max(top + shift, 0), bottom)
    return (top, bottom) if bottom - top + 1 > abs(shift) else None


def _shifted(before: Frame, top: int, bottom: int, shift: int) -> Frame:
    """What is on the screen when the lines of a region have moved."""
    moved = before.copy()
    empty = [blank("")] * before.width
    for y in range(top, bottom + 1):
        source = y + shift
        moved.rows[y] = before.rows[source] if top <= source <= bottom else empty
    return moved


def _move_lines(top: int, bottom: int, shift: int, height: int, hand: Hand) -> str:
    """Move the lines of a region up (or, with a negative shift, down). New ones are of the default colour."""
    out = "" if hand.pen is not None and not hand.pen.background else pen_change(hand.pen, Pen())
    if out:
        hand.pen = Pen()
    bounded = bottom < height - 1
    if bounded:
        # Where the region takes the cursor, not all agree.
        out += f"\x1b[{top + 1};{bottom + 1}r"
        hand.x = hand.y = None
    if hand.y != top:
        out += move(hand, 0, top)
    count = "" if abs(shift) == 1 else str(abs(shift))
    out += f"\x1b[{count}{'M' if shift > 0 else 'L'}"
    if bounded:
        out += "\x1b[r"
        hand.x = hand.y = None
    else:
        # Some terminals return the carriage with it.
        hand.x, hand.y = None, top
    return out


def runs(row: list[Cell]) -> list[tuple[str, Pen]]:
    """A row as stretches of one pen: what stands in it, and the pen."""
    return [("".join(text for text, _ in cells), pen) for pen, cells in groupby(row, key=lambda cell: cell[1])]
