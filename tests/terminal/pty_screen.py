"""`ties` on a pseudo-terminal of its own, and the screen that a terminal emulator makes of what it writes."""

import os
import re
import select
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import ptyprocess
import pyte

PATIENCE = 30.0  # seconds before a screen that never comes is a failure; nothing waits that long
TIES = (sys.executable, "-m", "tui")
LEFT = b"\x1b[?1049l"
"""What gives the terminal back the screen it had before."""

# Synchronised output: is it there (DECRQM), it is, and the bounds of what is painted in one go.
_ASKED, _SUPPORTED = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
_BEGIN, _END = b"\x1b[?2026h", b"\x1b[?2026l"
_TAIL = re.compile(rb"(\x1b(\[[<=>?]?[0-9;:]*)?)?\Z")
_PRIVATE = re.compile(rb"\x1b\[[<=>][0-9;:]*[a-zA-Z]")


class PtyScreen:
    """A program on a pty. `written` is every byte it wrote."""

    def __init__(self, command: Sequence[str], size: tuple[int, int], cwd: Path | None, **environment: str) -> None:
        env = {**os.environ, "TERM": "xterm-256color", **environment}
        columns, rows = size
        self.process = ptyprocess.PtyProcess.spawn(
            list(command), env=env, dimensions=(rows, columns), cwd=os.fspath(cwd or Path.cwd())
        )
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.written = b""
        self._fed = 0
        self._answered = False

    @property
    def lines(self) -> list[str]:
        rows = (self.screen.buffer[y] for y in range(self.screen.lines))
        return ["".join(row[x].data for x in range(self.screen.columns)).rstrip() for row in rows]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def type(self, keys: str) -> None:
        self.process.write(keys.encode())

    def resize(self, columns: int, rows: int) -> None:
        self.screen.resize(rows, columns)
        self.process.setwinsize(rows, columns)

    def wait_until(self, condition: Callable[[], object], what: str) -> None:
        """Read until something holds."""
        until = time.monotonic() + PATIENCE
        while not (self._painted and condition()):
            assert time.monotonic() < until, f"{what}: never; the screen is:\n{self.text}"
            self._read()

    def wait_for(self, *words: str) -> str:
        """Read until all the words are on the screen; the screen."""
        self.wait_until(lambda: all(word in self.text for word in words), f"the words {words!r} on the screen")
        return self.text

    def wait_until_gone(self, words: str) -> str:
        """Read until the words are off the screen; the screen."""
        self.wait_until(lambda: words not in self.text, f"the words {words!r} off the screen")
        return self.text

    def _read(self) -> None:
        ready, _, _ = select.select([self.process.fd], [], [], PATIENCE)
        assert ready, f"the program is silent; the screen is:\n{self.text}"
        self.written += self.process.read(65536)
        if not self._answered and _ASKED in self.written:
            # So that the program says where each painting of the screen begins and ends.
            self._answered = True
            self.process.write(_SUPPORTED)
        # Of a sequence that has come in part the rest is waited for.
        begun = _TAIL.search(self.written, max(len(self.written) - 100, 0))
        end = begun.start() if begun else len(self.written)
        data, self._fed = self.written[self._fed : end], end
        # pyte stops at private sequences with a "<", "=" or ">" in them, which only terminals with those modes read.
        self._stream.feed(_PRIVATE.sub(b"", data))

    @property
    def _painted(self) -> bool:
        """Whether all that was begun to be painted is there."""
        return self.written.rfind(_BEGIN) <= self.written.rfind(_END)

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

    @property
    def after_leaving(self) -> str:
        """What was written to the terminal after its own screen was given back."""
        _, left, after = self.written.rpartition(LEFT)
        assert left, "the terminal was not given back its own screen"
        return after.decode().replace("\r\n", "\n")


@contextmanager
def ties(
    *arguments: str,
    size: tuple[int, int] = (110, 30),
    cwd: Path | None = None,
    command: Sequence[str] = TIES,
    **environment: str,
) -> Iterator[PtyScreen]:
    """A running program, ended in the end: `ties` with these arguments unless another command is given."""
    started = PtyScreen([*command, *arguments], size, cwd, **environment)
    try:
        yield started
    finally:
        started.process.terminate(force=True)
