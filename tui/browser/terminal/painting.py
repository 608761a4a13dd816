"""What Textual has composed, as cells: the frame that is wanted, and the one write that turns the last one into it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from rich.cells import split_graphemes
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.strip import Strip

from tui.browser.terminal.abilities import Abilities
from tui.browser.terminal.differ import update
from tui.browser.terminal.frame import BLINKING, Cell, Frame, Pen, seen
from tui.browser.terminal.hand import Hand, move

_DEFAULTS = ("39", "49")


class _Cells(dict[str, Cell]):
    """The cells of a pen, each made once, so that most comparisons are of one object with itself."""

    def __init__(self, pen: Pen) -> None:
        super().__init__()
        self._pen = pen

    def __missing__(self, text: str) -> Cell:
        cell = self[text] = seen(_harmless(text), self._pen)
        return cell


def _harmless(text: str) -> str:
    """What may go to the terminal: the last line of defence, for nothing else should get as far as here."""
    return text if text.isprintable() or not any(map(_acts, text)) else "\ufffd"


def _acts(character: str) -> bool:
    """Whether a character could do something to a terminal, or could not be sent: C0, DEL, C1, a lone surrogate."""
    code = ord(character)
    return code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000


@lru_cache(4096)
def _cells_of(style: Style | None, colours: ColorSystem) -> _Cells:
    return _Cells(pen_of(style, colours))


def pen_of(style: Style | None, colours: ColorSystem) -> Pen:
    """The pen of a style, in colours that the terminal has. Links and blinking are left out."""
    if style is None:
        return Pen()
    fore = ";".join(style.color.downgrade(colours).get_ansi_codes()) if style.color else ""
    back = ";".join(style.bgcolor.downgrade(colours).get_ansi_codes(foreground=False)) if style.bgcolor else ""
    attributes = style._attributes & style._set_attributes & ~BLINKING
    return Pen("" if fore in _DEFAULTS else fore, "" if back in _DEFAULTS else back, attributes)


def cells_of(segments: Iterable[Segment], colours: ColorSystem) -> list[Cell]:
    """Segments as cells. What has no width of its own goes with what it follows, or nowhere."""
    cells: list[Cell] = []
    for text, style, control in segments:
        if control:
            continue
        made = _cells_of(style, colours)
        if text.isascii() and text.isprintable():
            cells += [made[character] for character in text]
            continue
        for start, end, width in split_graphemes(text)[0]:
            if width:
                cells.append(made[text[start:end]])
                if width > 1:
                    cells.append(made[""])
    return cells


def pieces(painted: LayoutUpdate | ChopsUpdate) -> Iterator[tuple[int, int, Strip]]:
    """What an update paints: column, row, and what stands from there on."""
    if isinstance(painted, LayoutUpdate):
        for y, strips in enumerate(painted.strips, painted.region.y):
            x = painted.region.x
            for strip in strips:
                yield x, y, strip
                x += strip.cell_length
        return
    for y, first, last in painted.spans:
        for end, (x, chop) in zip(painted.chop_ends[y], painted.chops[y].items(), strict=False):
            if chop is None or x > last or end <= first:
                continue
            yield x, y, chop if end <= last else chop.crop(0, last - x)


class Painter:
    """Keeps what the terminal shows and what it should show, and says what to send it.

    However many updates come while the line is busy, what is sent is the difference between the two ends.
    """

    def __init__(self, abilities: Abilities) -> None:
        self._abilities = abilities
        self._hand = Hand()
        self.shown: Frame | None = None
        """What the terminal shows; None when nobody knows."""
        self.wanted: Frame | None = None
        """What it should show; None before anything was composed."""

    def compose(self, painted: LayoutUpdate | ChopsUpdate, width: int, height: int, colours: ColorSystem) -> None:
        """Draw an update on the frame that is wanted, of a screen of so many cells."""
        wanted = self.wanted
        if wanted is None or (wanted.width, wanted.height) != (width, height):
            wanted = Frame(width, height)
        elif wanted is self.shown:
            wanted = wanted.copy()
        for x, y, strip in pieces(painted):
            wanted.put(x, y, cells_of(strip, colours))
        self.wanted = wanted

    def take_over(self, shown: Frame) -> None:
        """Begin with a frame that the terminal shows already, whatever its cursor and pen are."""
        self.shown = shown
        self._hand = Hand()

    def forget(self) -> None:
        """Nobody knows what the terminal shows now: the next update paints all of it."""
        self.shown = None
        self._hand = Hand()

    def update(self, cursor: tuple[int, int] | None = None) -> str:
        """What to send so that the terminal shows what is wanted; empty where it does.

        `cursor` is the column and row where an input method shows what is being typed.
        """
        if self.wanted is None:
            return ""
        sent = "" if self.shown is self.wanted else update(self.shown, self.wanted, self._hand, self._abilities)
        self.shown = self.wanted
        if cursor is not None and cursor != (self._hand.x, self._hand.y):
            sent += move(self._hand, *cursor)
            self._hand.x, self._hand.y = cursor
        return sent
