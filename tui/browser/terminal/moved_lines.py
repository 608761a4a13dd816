"""Lines that have moved, as when a pane is scrolled: found, and moved by the terminal itself where that is shorter."""

from __future__ import annotations

from collections import Counter
from operator import eq

from tui.browser.terminal.abilities import Abilities
from tui.browser.terminal.frame import Cell, Frame, Pen, blank
from tui.browser.terminal.hand import Hand, move, pen_change
from tui.browser.terminal.rows import rows, size

_CHUNK = 8  # cells by which lines that have moved are recognised
_FEWEST_CHUNKS = 3  # that must have moved alike before a scroll is worth a try
_TRIED = 2  # of the likeliest scrolls


def scrolled(before: Frame, after: Frame, hand: Hand, abilities: Abilities) -> str | None:
    """The update by moving lines first, where that is shorter; None where nothing seems to have moved."""
    likely = _likely_shifts(before, after)
    if not likely:
        return None
    best_hand = hand.copy()
    best = rows(before, after, best_hand, abilities)
    for shift in likely:
        region = _region(before, after, shift)
        if region is None:
            continue
        top, bottom = region
        tried = hand.copy()
        begin = _move_lines(top, bottom, shift, before.height, tried)
        moved = begin + rows(_shifted(before, top, bottom, shift), after, tried, abilities)
        if size(moved) < size(best):
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
