"""The line to the terminal: all that is written arrives in order, and nobody waits for what takes nothing."""

import contextlib
import os
import pty
import threading
from collections.abc import Iterator

import pytest

from tui.browser.terminal import line as line_module
from tui.browser.terminal.line import Line

LONG = 30.0  # seconds that nothing takes unless it never comes
MUCH = b"".join(b"%07d " % n for n in range(100_000))


@pytest.fixture(params=["opened again", "as it is"])
def ends(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[int, int]]:
    """The two ends of a terminal; where it cannot be opened by name, the line has to do with the descriptor it got."""
    if request.param == "as it is":
        monkeypatch.setattr(line_module, "_opened_again", lambda output: None)
    reader, writer = pty.openpty()
    lines: list[Line] = []
    made = Line.__init__

    def make(self: Line, *arguments: object) -> None:
        lines.append(self)
        made(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Line, "__init__", make)
    yield reader, writer
    # Else what still waits would go to the terminal of a later test that gets the same number.
    for line in lines:
        line.abandon()
        assert line.wait(LONG)
    for descriptor in (reader, writer):
        with contextlib.suppress(OSError):
            os.close(descriptor)


def read(reader: int, count: int) -> bytes:
    data = b""
    while len(data) < count:
        data += os.read(reader, 65536)
    return data


def test_what_is_written_arrives_and_is_counted(ends: tuple[int, int]) -> None:
    line = Line(ends[1])
    line.write(b"one ")
    line.write(b"two")
    assert read(ends[0], 7) == b"one two"
    assert line.wait(LONG)
    assert (line.bytes_written, line.waiting, line.gone) == (7, 0, False)


def test_more_than_the_terminal_takes_at_once_arrives_whole_and_in_order(ends: tuple[int, int]) -> None:
    line = Line(ends[1])
    line.write(MUCH)
    line.write(b"the end")
    assert line.waiting, "the terminal took all of it: this test needs more"
    assert read(ends[0], len(MUCH) + 7) == MUCH + b"the end"
    assert line.wait(LONG)
    assert line.bytes_written == len(MUCH) + 7


def test_the_time_for_which_the_terminal_takes_nothing_is_counted(ends: tuple[int, int]) -> None:
    line = Line(ends[1])
    line.write(MUCH)
    assert not line.wait(0.3)
    assert line.write_seconds > 0.1
    assert 0 < line.bytes_written < len(MUCH)


def test_who_asks_is_told_when_all_is_written(ends: tuple[int, int]) -> None:
    line, told = Line(ends[1]), threading.Event()
    line.write(MUCH)
    line.when_written(told.set)
    assert not told.is_set()
    read(ends[0], len(MUCH))
    assert told.wait(LONG)
    told.clear()
    line.when_written(told.set)
    assert told.is_set(), "nothing waits: it is told at once"


def test_a_terminal_that_is_gone_is_told_once_and_takes_whatever_is_written(ends: tuple[int, int]) -> None:
    told = threading.Semaphore(0)
    line = Line(ends[1], told.release)
    line.write(MUCH)
    os.close(ends[0])
    assert told.acquire(timeout=LONG)
    line.write(b"more")
    assert line.wait(LONG)
    assert line.gone
    assert not told.acquire(blocking=False)


def test_what_waits_is_given_up_when_the_end_is_near_and_the_last_words_overtake_it(ends: tuple[int, int]) -> None:
    line = Line(ends[1])
    line.write(MUCH)
    assert not line.wait(0.3)
    assert not line.write_now(b"no room", 0.05)
    line.abandon()
    assert line.wait(LONG)
    before = read(ends[0], line.bytes_written)
    assert MUCH.startswith(before)
    assert line.write_now(b"last words", LONG)
    assert read(ends[0], 10) == b"last words"
    line.write(b"dropped")
    line.resume()
    line.write(b"after")
    assert read(ends[0], 5) == b"after"


def test_the_descriptor_of_others_is_left_as_it_is() -> None:
    reader, writer = pty.openpty()
    Line(writer).write(b"x")
    assert os.get_blocking(writer)
    os.close(reader)
    os.close(writer)
