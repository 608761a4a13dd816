"""The installed program in a real pseudo-terminal: what a person sees, and what is left behind."""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import ptyprocess
import pyte
import pytest

ROWS, COLUMNS = 30, 110
PATIENCE = 30.0  # seconds before a screen that never comes is a failure; nothing waits that long


class Terminal:
    """A program on a pty, and the screen that a terminal emulator makes of what it writes."""

    def __init__(self, *arguments: str, **environment: str) -> None:
        env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": str(COLUMNS), "LINES": str(ROWS), **environment}
        self.process = ptyprocess.PtyProcess.spawn(
            [sys.executable, "-m", "tui", *arguments], env=env, dimensions=(ROWS, COLUMNS)
        )
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self.screen)
        self.written = b""

    @property
    def text(self) -> str:
        return "\n".join(self.screen.display)

    def wait_for(self, words: str) -> None:
        """Read until the words are on the screen."""
        until = time.monotonic() + PATIENCE
        while words not in self.text:
            assert time.monotonic() < until, f"{words!r} never came; the screen is:\n{self.text}"
            self._read()

    def _read(self) -> None:
        ready, _, _ = select.select([self.process.fd], [], [], PATIENCE)
        assert ready, f"the program is silent; the screen is:\n{self.text}"
        data = self.process.read(65536)
        self.written += data
        # pyte stops at private sequences with a "<" or "=" in them, which only terminals with those modes read.
        self._stream.feed(data.replace(b"\x1b[<", b"\x1b[").replace(b"\x1b[=", b"\x1b["))

    def type(self, keys: str) -> None:
        self.process.write(keys.encode())

    def wait_for_end(self) -> int:
        """Read to the end; the exit status."""
        while True:
            try:
                self._read()
            except EOFError:
                break
        self.process.wait()
        status = self.process.exitstatus
        assert status is not None
        return int(status)


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    started = Terminal()
    yield started
    started.process.terminate(force=True)


def test_ties_opens_searches_and_quits_with_status_0(terminal: Terminal) -> None:
    terminal.wait_for("Gimcheon")
    terminal.wait_for("records")
    terminal.type("/pottery")
    terminal.wait_for("Symposium on Korean and Chinese")
    terminal.type("\r")
    terminal.wait_for("exact")
    terminal.type("q")
    assert terminal.wait_for_end() == 0
    assert b"\x1b[?1049l" in terminal.written, "the terminal was not given back its own screen"
    assert "Traceback" not in terminal.text


def test_without_a_terminal_the_browser_says_what_to_use_instead() -> None:
    done = subprocess.run([sys.executable, "-m", "tui"], input="", capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "needs a terminal" in done.stderr
    assert "Traceback" not in done.stderr


def test_keys_that_arrive_in_one_piece_go_where_they_were_meant_to_go(terminal: Terminal) -> None:
    terminal.wait_for("Gimcheon")
    terminal.type("/pottery\rq")
    assert terminal.wait_for_end() == 0


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT"])
def test_a_signal_gives_the_terminal_back_and_names_itself_in_the_status(terminal: Terminal, name: str) -> None:
    terminal.wait_for("Gimcheon")
    number = signal.Signals[name]
    terminal.process.kill(number)
    assert terminal.wait_for_end() == 128 + number
    assert b"\x1b[?1049l" in terminal.written
