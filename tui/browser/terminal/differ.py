"""From one screen to the next in few bytes: moves, runs of cells, erased blanks, and lines that have moved.

What is written is ECMA-48 as every terminal since the VT102 has it: CUP, CUF, CUD, SGR, EL, ED, DECSTBM, IL and DL;
ECH, and erasing in a colour, where the terminal is known to have them. Nothing here reads a terminal's answers.
"""

from __future__ import annotations

from collections import Counter

from tui.browser.terminal.abilities import Abilities
from tui.browser.terminal.frame import Frame, Pen, blank
from tui.browser.terminal.hand import Hand, pen_change
from tui.browser.terminal.moved_lines import scrolled
from tui.browser.terminal.rows import rows


def update(before: Frame | None, after: Frame, hand: Hand, abilities: Abilities) -> str:
    """What a terminal that shows `before` (None: nobody knows what) has to be sent to show `after`.

    `hand` is where the terminal's cursor and pen are, and is moved along. Autowrap must be off.
    """
    if before is None or (before.width, before.height) != (after.width, after.height):
        return _anew(after, hand, abilities)
    if abilities.scrolls:
        moved = scrolled(before, after, hand, abilities)
        if moved is not None:
            return moved
    return rows(before, after, hand, abilities)


def _anew(after: Frame, hand: Hand, abilities: Abilities) -> str:
    """All of a screen on a cleared one."""
    counted = Counter(pen.background for row in after.rows for text, pen in row if text == " ")
    background = counted.most_common(1)[0][0] if counted and abilities.erases_in_colour else ""
    hand.pen = Pen("", background)
    hand.x = hand.y = 0
    begin = f"{pen_change(None, hand.pen)}\x1b[H\x1b[2J"
    return begin + rows(Frame(after.width, after.height, blank(background)), after, hand, abilities)
