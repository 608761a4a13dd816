"""A terminal emulator for tests: pyte's, with what it lacks of ECMA-48 and xterm, and with the modes that are on."""

import re
from itertools import chain

import pyte
from pyte.screens import Char

AT_FIRST = frozenset({7, 25})
"""The private modes that are on in a terminal that nobody has touched: it wraps lines and shows its cursor."""

_TAIL = re.compile(rb"(\x1b(\[[<=>?]?[0-9;:]*[ -/]*)?)?\Z")
_PRIVATE = re.compile(rb"\x1b\[[<=>][0-9;:]*[a-zA-Z]")
_MODES = re.compile(rb"\x1b\[\?([\d;]+)([hl])")
_KEY_FLAGS = re.compile(rb"\x1b\[([<>])\d*u")


class Screen(pyte.Screen):
    """pyte's, where lines that scroll in are blank, and which can scroll on demand and repeat a character."""

    _drawn = " "

    def draw(self, data: str) -> None:
        """Draw characters at the cursor."""
        super().draw(data)
        self._drawn = data[-1:] or self._drawn

    def repeat(self, count: int | None = None) -> None:
        """REP: the character drawn last, so many times."""
        super().draw(self._drawn * (count or 1))

    def insert_lines(self, count: int | None = None) -> None:
        """IL."""
        self._scroll(self.cursor.y, -(count or 1))
        self.carriage_return()

    def delete_lines(self, count: int | None = None) -> None:
        """DL."""
        self._scroll(self.cursor.y, count or 1)
        self.carriage_return()

    def erase_in_display(self, how: int = 0, *rest: object, **named: object) -> None:
        """ED; pyte's erases the whole screen only where something was written before."""
        if how == 2:
            blank = Char(" ", bg=self.cursor.attrs.bg)
            for y in range(self.lines):
                self.buffer[y].update(dict.fromkeys(range(self.columns), blank))
        else:
            super().erase_in_display(how, *rest, **named)

    def set_margins(self, top: int | None = None, bottom: int | None = None) -> None:
        """DECSTBM: takes the cursor home, also when it takes the margins back."""
        super().set_margins(top, bottom)
        self.cursor_position()

    def scroll_up(self, count: int | None = None) -> None:
        """SU: all between the margins, so many lines up."""
        self._scroll(self.margins.top if self.margins else 0, count or 1)

    def scroll_down(self, count: int | None = None) -> None:
        """SD."""
        self._scroll(self.margins.top if self.margins else 0, -(count or 1))

    def index(self) -> None:
        """IND, LF: at the bottom margin the lines go up."""
        if self.cursor.y == (self.margins.bottom if self.margins else self.lines - 1):
            self.scroll_up(1)
        else:
            self.cursor_down()

    def reverse_index(self) -> None:
        """RI: at the top margin the lines go down."""
        if self.cursor.y == (self.margins.top if self.margins else 0):
            self.scroll_down(1)
        else:
            self.cursor_up()

    def _scroll(self, top: int, count: int) -> None:
        """Lines from one on to the bottom margin, up by a count. What comes in has the background of the cursor."""
        first, last = (self.margins.top, self.margins.bottom) if self.margins else (0, self.lines - 1)
        if not first <= top <= last:
            return
        before = {y: dict(self.buffer[y]) for y in range(top, last + 1)}
        blank = Char(" ", bg=self.cursor.attrs.bg)
        for y in range(top, last + 1):
            line = self.buffer[y]
            line.clear()
            line.update(before.get(y + count) if y + count in before else dict.fromkeys(range(self.columns), blank))
            self.dirty.add(y)


class _Stream(pyte.ByteStream):
    csi = {**pyte.Stream.csi, "S": "scroll_up", "T": "scroll_down", "b": "repeat"}  # noqa: RUF012 - as pyte has it
    events = frozenset(chain(pyte.Stream.events, csi.values()))


class Emulator:
    """What a terminal makes of the bytes it is sent. Sequences may be cut anywhere."""

    def __init__(self, columns: int, rows: int) -> None:
        self.screen = Screen(columns, rows)
        self._stream = _Stream(self.screen)
        self._rest = b""
        self._modes = set(AT_FIRST)
        self._key_flags = 0

    @property
    def lines(self) -> list[str]:
        """The text of each row, without the blanks at its end."""
        rows = (self.screen.buffer[y] for y in range(self.screen.lines))
        return ["".join(row[x].data for x in range(self.screen.columns)).rstrip() for row in rows]

    @property
    def cells(self) -> list[list[Char]]:
        """Every cell with its colours and attributes."""
        columns = range(self.screen.columns)
        return [[self.screen.buffer[y][x] for x in columns] for y in range(self.screen.lines)]

    @property
    def changed_modes(self) -> set[str]:
        """What is not as it was at first: private modes (`+1049`, `-25`), margins, flags of kitty keyboards."""
        changed = {f"+{mode}" for mode in self._modes - AT_FIRST} | {f"-{mode}" for mode in AT_FIRST - self._modes}
        return changed | ({"margins"} if self.screen.margins else set()) | ({"keys"} if self._key_flags else set())

    def feed(self, data: bytes) -> None:
        """Take what a program writes."""
        data = self._rest + data
        begun = _TAIL.search(data, max(len(data) - 100, 0))
        end = begun.start() if begun else len(data)
        data, self._rest = data[:end], data[end:]
        for modes, way in _MODES.findall(data):
            for mode in map(int, modes.split(b";")):
                (self._modes.add if way == b"h" else self._modes.discard)(mode)
        for way in _KEY_FLAGS.findall(data):
            self._key_flags = self._key_flags + 1 if way == b">" else max(0, self._key_flags - 1)
        # pyte stops at private sequences with a "<", "=" or ">" in them, which only terminals with those modes read.
        self._stream.feed(_PRIVATE.sub(b"", data))

    def resize(self, columns: int, rows: int) -> None:
        """As a window does that gets another size."""
        self.screen.resize(rows, columns)
