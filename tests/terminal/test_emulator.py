"""The emulator that other tests believe: what pyte lacks, against ECMA-48 and what xterm does."""

import pytest

from tests.terminal.emulator import Emulator


def after(data: bytes, columns: int = 6, rows: int = 5) -> list[str]:
    emulator = Emulator(columns, rows)
    emulator.feed(b"1\r\n2\r\n3\r\n4\r\n5" + data)
    return emulator.lines


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"\x1b[S", ["2", "3", "4", "5", ""]),
        (b"\x1b[2T", ["", "", "1", "2", "3"]),
        (b"\x1b[2;4r\x1b[S", ["1", "3", "4", "", "5"]),
        (b"\x1b[2;4r\x1b[T", ["1", "", "2", "3", "5"]),
        (b"\x1b[2;4r\x1b[9S", ["1", "", "", "", "5"]),
        (b"\x1b[2;4r\x1b[3;1H\x1b[M", ["1", "2", "4", "", "5"]),
        (b"\x1b[2;4r\x1b[3;1H\x1b[L", ["1", "2", "", "3", "5"]),
        (b"\x1b[2;4r\x1b[5;1H\x1b[M", ["1", "2", "3", "4", "5"]),
        (b"\x1b[2;4r\x1b[4;1H\n", ["1", "3", "4", "", "5"]),
        (b"\x1b[2;4r\x1b[2;1H\x1bM", ["1", "", "2", "3", "5"]),
        (b"\x1b[2;2Hx\x1b[3b", ["1", "2xxxx", "3", "4", "5"]),
        (b"\x1b[2;1H\x1b[K\x1b[S", ["", "3", "4", "5", ""]),
    ],
)
def test_lines_scroll_between_the_margins_and_characters_are_repeated(data: bytes, lines: list[str]) -> None:
    assert after(data) == lines


def test_lines_that_scroll_in_have_the_background_that_is_set() -> None:
    emulator = Emulator(4, 3)
    emulator.feed(b"a\r\nb\r\nc\x1b[44m\x1b[S")
    assert [cell.bg for cell in emulator.cells[2]] == ["blue"] * 4
    assert [cell.bg for cell in emulator.cells[1]] == ["default"] * 4


@pytest.mark.parametrize("size", [1, 2, 5, 100])
def test_what_is_not_as_it_was_is_known_however_the_sequences_are_cut(size: int) -> None:
    data = b"\x1b[?1049h\x1b[?25l\x1b[?2004;1003h\x1b[>25u\x1b[2;4r"
    emulator = Emulator(10, 5)
    for at in range(0, len(data), size):
        emulator.feed(data[at : at + size])
    assert emulator.changed_modes == {"+1049", "-25", "+2004", "+1003", "keys", "margins"}
    emulator.feed(b"\x1b[?1049l\x1b[?25h\x1b[?2004;1003l\x1b[<u\x1b[r")
    assert emulator.changed_modes == set()
