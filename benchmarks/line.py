"""Rows on what goes over the line: bytes a key, bytes of nothing, and how soon a start can be read and used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from benchmarks import bare, subject
from benchmarks.least import Ink, least
from benchmarks.rows import Outcome, Row, Scene, by_turns
from benchmarks.starting import frame_seconds
from benchmarks.terminal import COLUMNS, Terminal
from benchmarks.terminal import ROWS as LINES

_IDLE = 3.0  # seconds for which nobody types
_TIMES = 8  # keys a row


class Shown(Protocol):
    """A cell as pyte has it."""

    data: str
    fg: str
    bg: str
    bold: bool
    italics: bool
    underscore: bool
    reverse: bool
    strikethrough: bool


def rows_of(cells: Iterable[Sequence[Shown]]) -> list[list[tuple[str, Ink]]]:
    """An emulator's cells as the search for the fewest bytes takes them: of a blank only what can be seen."""
    rows = []
    for line in cells:
        row = []
        for cell in line:
            flags = (cell.bold, cell.italics, cell.underscore, cell.reverse, cell.strikethrough)
            on = frozenset(code for code, is_on in zip("13479", flags, strict=True) if is_on)
            ink = Ink(_parameters(cell.fg, 38), _parameters(cell.bg, 48), on)
            row.append((cell.data, Ink("", ink.back) if cell.data == " " and not on & set("479") else ink))
        rows.append(row)
    return rows


def _parameters(colour: str, kind: int) -> str:
    """pyte's name of a colour as parameters of SGR; those of a palette are all as long as 31."""
    if colour == "default":
        return ""
    if re.fullmatch("[0-9a-f]{6}", colour):
        return f"{kind};2;{int(colour[:2], 16)};{int(colour[2:4], 16)};{int(colour[4:], 16)}"
    return "31" if kind == 38 else "41"


def _bytes(scene: Scene, before: Sequence[bytes], keys: Sequence[bytes]) -> Outcome:
    """Bytes of each key, after some others, beside the fewest between the two screens."""
    # Only who measures this needs an emulator.
    from tests.terminal.emulator import Emulator

    outcome = Outcome([], unit="bytes")
    emulator = Emulator(COLUMNS, LINES)
    with Terminal(subject.browser_command(scene.base), scene.environment) as ours:
        ours.settle(*subject.BROWSER_MARKS)
        emulator.feed(bytes(ours.written))
        for number, key in enumerate([*before, *keys]):
            was = rows_of(emulator.cells)
            ours.press(key)
            emulator.feed(bytes(ours.written))
            now = rows_of(emulator.cells)
            if number >= len(before) and was != now:
                fewest = least(was, now)
                outcome.ratios.append(len(ours.written) / fewest)
                outcome.ours.append(len(ours.written))
                outcome.beside.append(fewest)
    return outcome


def cursor(scene: Scene) -> Outcome:
    """The cursor goes down over open rows, page after page beside it."""
    return _bytes(scene, [b"l", b"j", b"l"], [b"j"] * _TIMES)


def scroll(scene: Scene) -> Outcome:
    """The page is scrolled line by line, all of it shown."""
    return _bytes(scene, [b"\t", b"+"], [b"j"] * _TIMES)


def page(scene: Scene) -> Outcome:
    """The tree by the page, there and back."""
    return _bytes(scene, [b"l", b"j", b"l"], [b"\x06", b"\x06", b"\x02", b"\x02"])


def idle(scene: Scene) -> Outcome:
    """Bytes while nobody types, in the tree and in the search bar."""
    with Terminal(subject.browser_command(scene.base), scene.environment) as ours:
        ours.settle(*subject.BROWSER_MARKS)
        in_tree = ours.bytes_in(_IDLE)
        ours.press(subject.SEARCH_KEY)
        return Outcome([float(in_tree + ours.bytes_in(_IDLE))], unit="bytes")


def _bare_frame(scene: Scene) -> float:
    return frame_seconds(scene.environment, bare.command(), bare.MARK)


def _left(scene: Scene) -> list[str]:
    """The command of a browser that was left a moment ago."""
    command = subject.browser_command(scene.base)
    with Terminal(command, scene.remembering) as ours:
        ours.settle(*subject.BROWSER_MARKS)
        ours.send(subject.QUIT_KEY)
        ours.wait_for_end()
    return command


def readable(scene: Scene) -> Outcome:
    """From the start until the last screen can be read, beside the first frame of the bare app."""
    command = _left(scene)

    def until_read() -> float:
        with Terminal(command, scene.remembering) as ours:
            return ours.seen(*subject.BROWSER_MARKS) - ours.started

    return by_turns(scene.runs, until_read, lambda: _bare_frame(scene))


def usable(scene: Scene) -> Outcome:
    """From the start until a key that was typed at once has been answered, beside the same."""
    command = _left(scene)

    def until_answered() -> float:
        with Terminal(command, scene.remembering) as ours:
            ours.send(subject.SEARCH_KEY)
            return ours.seen(subject.SEARCH_MARK) - ours.started

    return by_turns(scene.runs, until_answered, lambda: _bare_frame(scene))


ROWS = [
    Row("readable", "start to the last screen ÷ bare Textual app's first frame", readable, 0.25, 0.25),
    Row("usable", "start to the answer to a key ÷ the same", usable, 1.15, 1.15),
    Row("bytes-cursor", "bytes of a move of the cursor ÷ the fewest", cursor, 1.2, 1.2),
    Row("bytes-scroll", "bytes of a line scrolled ÷ the fewest", scroll, 1.5, 1.5),
    Row("bytes-page", "bytes of a page ÷ the fewest", page, 1.5, 1.5),
    Row("bytes-idle", "bytes while nobody types", idle, 0, 0),
]
