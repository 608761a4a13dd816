"""Frames made up at random, and what an emulator shows of what is sent for them."""

from random import Random
from typing import TypeAlias

from tests.terminal.emulator import Emulator
from tui.browser.terminal.frame import BOLD, DIM, PLAIN, REVERSE, STRIKE, UNDERLINE, Cell, Frame, Pen, blank, seen

Shown: TypeAlias = list[list[tuple[object, ...]]]

PENS = (
    PLAIN,
    Pen("31"),
    Pen("", "44"),
    Pen("38;5;178", "48;5;20", BOLD),
    Pen("31", "", UNDERLINE),
    Pen("", "", REVERSE),
    Pen("38;2;1;2;3", "44", BOLD | UNDERLINE),
    Pen("", "44", DIM),
    Pen("32", "", STRIKE),
)
WIDE = "世"
MARKED = "e\u0301"


def row_of(text: str, pen: Pen = PLAIN) -> list[Cell]:
    """A row of one pen; wide characters take two cells."""
    return [cell for character in text for cell in cells_of(character, pen)]


def cells_of(text: str, pen: Pen) -> list[Cell]:
    return [(text, pen), ("", pen)] if text == WIDE else [seen(text, pen)]


def frame_of(*rows: list[Cell]) -> Frame:
    """A frame of these rows, all of one length."""
    frame = Frame(len(rows[0]), len(rows))
    for y, row in enumerate(rows):
        frame.put(0, y, row)
    return frame


def random_frame(random: Random, width: int, height: int) -> Frame:
    """Stretches of all pens, with blanks, wide characters and combining marks in them."""
    frame = Frame(width, height)
    for y in range(height):
        row: list[Cell] = []
        while len(row) < width:
            pen = random.choice(PENS)
            for _ in range(random.randint(1, 12)):
                row += cells_of(MARKED if random.random() < 0.03 else random.choice("     abc─é" + WIDE), pen)
        frame.put(0, y, whole(row[:width]))
    return frame


def changed(random: Random, frame: Frame) -> Frame:
    """The frame after something a program does: some words written, a pane of it scrolled, another screen."""
    after = frame.copy()
    width, height = frame.width, frame.height
    way = random.random()
    if way < 0.4:
        for _ in range(random.randint(1, 6)):
            cells = cells_of(random.choice(["x", "y", " ", WIDE, MARKED]), random.choice(PENS))
            after.put(random.randrange(width), random.randrange(height), cells * random.randint(1, 10))
    elif way < 0.9:
        lines = random.choice([-3, -2, -1, 1, 2, 5])
        top, bottom = random.randrange(height // 2), random.randrange(height // 2, height)
        left = random.choice([0, 0, 13])
        for y in range(max(top, top - lines), min(bottom, bottom - lines) + 1):
            after.put(left, y, whole(frame.rows[y + lines][left : left + 30]))
    else:
        after = random_frame(random, width, height)
    return after


def whole(cells: list[Cell]) -> list[Cell]:
    """Cells cut out of a row, without half wide characters at the ends."""
    cells = cells.copy()
    if cells and cells[0][0] == "":
        cells[0] = blank(cells[0][1].background)
    if cells and cells[-1][0] == WIDE:
        cells[-1] = blank(cells[-1][1].background)
    return cells


def shown(emulator: Emulator) -> Shown:
    """Every cell with its colours and attributes, as far as a reader can see them."""
    rows: Shown = []
    for cells in emulator.cells:
        row: list[tuple[object, ...]] = []
        for cell in cells:
            on = (cell.underscore, cell.reverse, cell.strikethrough)
            if cell.data == " " and not any(on):
                row.append((" ", cell.bg))
            else:
                row.append((cell.data, cell.fg, cell.bg, cell.bold, cell.italics, *on))
        rows.append(row)
    return rows


def drawn_plainly(frame: Frame) -> Shown:
    """What an emulator shows when every cell is written by itself."""
    emulator = Emulator(frame.width, frame.height)
    emulator.feed(b"\x1b[?7l")
    for y, row in enumerate(frame.rows):
        for x, (text, pen) in enumerate(row):
            on = [code for bit, code in enumerate(CODES) if pen.attributes >> bit & 1]
            parameters = ";".join(["0", *on, *filter(None, (pen.foreground, pen.background))])
            if text:
                emulator.feed(f"\x1b[{y + 1};{x + 1}H\x1b[{parameters}m{text}".encode())
    return shown(emulator)


CODES = ("1", "2", "3", "4", "5", "6", "7", "8", "9")
