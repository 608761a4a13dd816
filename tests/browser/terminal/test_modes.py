"""Taking a terminal and giving it back: its attributes, its screens, and what somebody typed meanwhile."""

import os
import pty
import re
import termios
from collections.abc import Iterator

import pytest

from tests.terminal.emulator import Emulator
from tui.browser.terminal import modes
from tui.browser.terminal.modes import ENTER_SCREEN, GIVE_BACK, KEYS_ON, MODES_ON, MOUSE_ON, TAKE, Terminal


class Ends:
    """A terminal of ours, and who looks at it."""

    def __init__(self) -> None:
        self.reader, self.terminal = pty.openpty()
        self.emulator = Emulator(80, 24)

    @property
    def attributes(self) -> list[object]:
        return termios.tcgetattr(self.terminal)

    def show(self, until: bytes) -> bytes:
        data = b""
        while until not in data:
            data += os.read(self.reader, 65536)
        self.emulator.feed(data)
        return data


@pytest.fixture
def ends() -> Iterator[Ends]:
    made = Ends()
    yield made
    os.close(made.reader)
    os.close(made.terminal)


def test_a_terminal_that_is_taken_and_given_back_is_as_it_was(ends: Ends) -> None:
    before = ends.attributes
    terminal = Terminal(ends.terminal, ends.terminal)
    terminal.take()
    terminal.line.write(KEYS_ON + MODES_ON + MOUSE_ON)
    ends.show(MOUSE_ON)
    assert {"+1049", "-25", "-7", "+1003", "+2004", "+1004", "keys"} <= ends.emulator.changed_modes
    assert ends.attributes != before
    terminal.give_back()
    ends.show(b"\x1b[?25h")
    assert ends.emulator.changed_modes == set()
    assert ends.attributes == before


def test_a_taken_terminal_gives_every_byte_at_once_as_it_is(ends: Ends) -> None:
    Terminal(ends.terminal, ends.terminal).take()
    os.write(ends.reader, b"\x03\x1a\x1c\x11\x13\r\n\xff")
    assert os.read(ends.terminal, 100) == b"\x03\x1a\x1c\x11\x13\r\n\xff"
    assert ends.show(TAKE) == TAKE, "nothing of it is echoed"


def test_what_was_typed_before_is_still_there_after_taking(ends: Ends) -> None:
    os.write(ends.reader, b"jj/p")
    Terminal(ends.terminal, ends.terminal).take()
    assert os.read(ends.terminal, 100) == b"jj/p"


def test_taking_what_is_taken_does_not_clear_its_screen(ends: Ends) -> None:
    terminal = Terminal(ends.terminal, ends.terminal)
    terminal.take()
    terminal.line.write(b"a frame of before")
    terminal.take()
    terminal.line.write(b"!")
    assert ends.show(b"!").count(ENTER_SCREEN) == 1


def test_giving_back_twice_or_what_was_never_taken_writes_nothing(ends: Ends) -> None:
    terminal = Terminal(ends.terminal, ends.terminal)
    terminal.give_back()
    terminal.give_back_now()
    terminal.take()
    terminal.give_back()
    terminal.give_back()
    os.write(ends.terminal, b"$ ")
    assert ends.show(b"$ ").count(GIVE_BACK) == 1


def test_the_attributes_of_before_are_kept_when_the_terminal_is_taken_again(ends: Ends) -> None:
    before = ends.attributes
    terminal = Terminal(ends.terminal, ends.terminal)
    terminal.take()
    termios.tcsetattr(ends.terminal, termios.TCSANOW, before)  # as a shell does when it stops a job
    terminal.retake()
    assert ends.attributes != before
    terminal.give_back()
    ends.show(b"\x1b[?25h")
    assert ends.attributes == before
    assert ends.emulator.changed_modes == set()


def test_a_terminal_that_takes_nothing_is_given_back_without_waiting_for_it(ends: Ends) -> None:
    before = ends.attributes
    terminal = Terminal(ends.terminal, ends.terminal)
    terminal.take()
    terminal.line.write(b"x" * 1_000_000)
    terminal.give_back()
    assert ends.attributes == before
    data = ends.show(b"\x1b[?25h")
    assert len(data) < 200_000, "what nobody will look at was written all the same"
    assert data.endswith(GIVE_BACK)
    assert ends.emulator.changed_modes == set()


def test_every_mode_that_is_set_is_reset() -> None:
    on = set(re.findall(rb"\?(\d+)h", TAKE + MODES_ON + MOUSE_ON))
    assert on <= set(re.findall(rb"\?(\d+)l", GIVE_BACK))
    off = set(re.findall(rb"\?(\d+)l", TAKE + MODES_ON))
    assert off <= set(re.findall(rb"\?(\d+)h", GIVE_BACK))
    assert GIVE_BACK.index(modes.KEYS_OFF) < GIVE_BACK.index(modes.LEAVE_SCREEN)
