"""Where the terminal's cursor and pen are, and the shortest sequences that take them elsewhere."""

from __future__ import annotations

from functools import lru_cache

from tui.browser.terminal.frame import Pen

_ON = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "21", "51", "52", "53")
# What ends an attribute, by its bit; some end two.
_OFF = ("22", "22", "23", "24", "25", "25", "27", "28", "29", "24", "54", "54", "55")


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


def right(count: int) -> str:
    """So many cells to the right."""
    return "\x1b[C" if count == 1 else f"\x1b[{count}C"


def move(hand: Hand, x: int, y: int) -> str:
    """The shortest way for the cursor to a cell."""
    ways = [f"\x1b[{y + 1 if y else ''}H" if x == 0 else f"\x1b[{y + 1 if y else ''};{x + 1}H"]
    if hand.y is not None and hand.y <= y:
        down = y - hand.y
        across = [""] if hand.x == x else []
        if hand.x is not None and hand.x < x:
            across.append(right(x - hand.x))
        lower = f"\x1b[{down}B" if down > 1 else "\x1b[B" if down else ""
        ways += [lower + way for way in across]
        if hand.x is not None and hand.x - 3 <= x < hand.x:
            ways.append(lower + "\b" * (hand.x - x))
        # A line feed alone may or may not return the carriage, as the line discipline has it.
        returned = "\r" + "\n" * down
        ways.append(returned + (right(x) if x else ""))
    return min(ways, key=len)
