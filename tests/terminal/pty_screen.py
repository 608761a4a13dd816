"""`ties` on a pseudo-terminal of its own: what is typed, what it shows, how it ends, and what it leaves behind."""

import contextlib
import os
import pty
import re
import select
import signal
import sys
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import ptyprocess

from tests.terminal.emulator import Emulator

PATIENCE = 30.0  # seconds before a screen that never comes is a failure; nothing waits that long
_SCRIPT = Path(sys.executable).with_name("ties")
TIES: tuple[str, ...] = (str(_SCRIPT),) if _SCRIPT.exists() else (sys.executable, "-m", "tui")
"""The program as it is installed."""
_CHANGED = (
    "import sys\nfrom tui.browser.app import TiesApp\nfrom tui.cli.main import main\n{}\n{} = {}\nsys.exit(main())"
)
LEFT = b"\x1b[?1049l"
"""What gives the terminal back the screen it had before."""

# Synchronised output: is it there (DECRQM), it is, and the bounds of what is painted in one go.
_ASKED, _SUPPORTED = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
_BEGIN, _END = b"\x1b[?2026h", b"\x1b[?2026l"


def _hear_all_signals() -> None:
    """In the child: what whoever runs the tests ignores, as `nohup` does SIGHUP, would be ignored by it too."""
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGTSTP):
        signal.signal(number, signal.SIG_DFL)


class PtyScreen:
    """A program on a pty. `written` is every byte it wrote."""

    def __init__(
        self, command: Sequence[str], size: tuple[int, int], cwd: Path | None, **environment: str | None
    ) -> None:
        env = {**os.environ, "TERM": "xterm-256color", **environment}
        columns, rows = size
        self.process = ptyprocess.PtyProcess.spawn(
            list(command),
            env={name: value for name, value in env.items() if value is not None},
            dimensions=(rows, columns),
            cwd=os.fspath(cwd or Path.cwd()),
            preexec_fn=_hear_all_signals,
        )
        self._end = os.pidfd_open(self.process.pid)
        self.emulator = Emulator(columns, rows)
        self.written = b""
        self.status: int | None = None
        """How it ended: the exit status, or a signal's number below 0."""
        self.cpu_seconds = 0.0
        """The processor's time that it took, once it has ended."""
        self._answered = False
        self._is_cut = False

    # What a person does.

    def type(self, keys: str | bytes) -> None:
        """Type keys, or send bytes as a terminal does."""
        self.process.write(keys.encode() if isinstance(keys, str) else keys)

    def resize(self, columns: int, rows: int) -> None:
        """Make the window another size."""
        self.emulator.resize(columns, rows)
        self.process.setwinsize(rows, columns)

    def send(self, number: int) -> None:
        """Send a signal."""
        os.kill(self.process.pid, number)

    def hold(self) -> None:
        """Take nothing of what the program writes from now on, as a terminal that hangs."""
        terminal = os.open(Path(f"/proc/{self.process.pid}/fd/0").readlink(), os.O_RDWR | os.O_NOCTTY)
        termios.tcflow(terminal, termios.TCOOFF)
        os.close(terminal)

    def cut_line(self) -> None:
        """Take the terminal away, as when a connection breaks."""
        self._is_cut = True
        self.process.fileobj.close()
        # Else ptyprocess would close it again, when another has its number.
        self.process.closed, self.process.fd = True, -1

    # What a person sees.

    @property
    def lines(self) -> list[str]:
        return self.emulator.lines

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

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

    def wait_until_written(self, sequence: bytes) -> None:
        """Read until the program has written something."""
        self.wait_until(lambda: sequence in self.written, f"{sequence!r} from the program")

    def read_for(self, seconds: float) -> bytes:
        """What is written in so many seconds, to tell that nothing is."""
        before, until = len(self.written), time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if select.select([self.process.fd], [], [], left)[0]:
                self._read()
        return self.written[before:]

    def _read(self) -> None:
        ready, _, _ = select.select([self.process.fd], [], [], PATIENCE)
        assert ready, f"the program is silent; the screen is:\n{self.text}"
        self.take(65536)

    def take(self, most: int) -> None:
        """Read so many bytes at most."""
        data = self.process.read(most)
        self.written += data
        if not self._answered and _ASKED in self.written:
            # So that the program says where each painting of the screen begins and ends.
            self._answered = True
            self.process.write(_SUPPORTED)
        self.emulator.feed(data)

    @property
    def _painted(self) -> bool:
        """Whether all that was begun to be painted is there."""
        return self.written.rfind(_BEGIN) <= self.written.rfind(_END)

    # What is left behind.

    def wait_for_end(self) -> int:
        """Read until the program has ended; its exit status, or the number below 0 of the signal that killed it."""
        watched = [self._end] + ([] if self._is_cut else [self.process.fd])
        while watched:
            ready, _, _ = select.select(watched, [], [], PATIENCE)
            assert ready, f"the program does not end; the screen is:\n{self.text}"
            if self.process.fd in ready and self.process.fd in watched:
                try:
                    self._read()
                except EOFError:
                    watched.remove(self.process.fd)
            elif self._end in ready:
                break
        return self._reap()

    def _reap(self) -> int:
        if self.status is None:
            _, status, usage = os.wait4(self.process.pid, 0)
            self.status = os.waitstatus_to_exitcode(status)
            self.cpu_seconds = usage.ru_utime + usage.ru_stime
            self.process.terminated = True
            os.close(self._end)
        return self.status

    @property
    def attributes(self) -> list[Any]:
        """What termios knows of the terminal now."""
        return termios.tcgetattr(self.process.fd)

    def assert_given_back(self) -> None:
        """The terminal is as it was before, as far as anybody can tell: attributes, screen, cursor, modes."""
        assert self.emulator.changed_modes == set(), "modes that the program has left behind"
        assert self.attributes == fresh_attributes(), "attributes that the program has left behind"

    @property
    def after_leaving(self) -> str:
        """What was written to the terminal after its own screen was given back."""
        _, left, after = self.written.rpartition(LEFT)
        assert left, "the terminal was not given back its own screen"
        return re.sub(r"\A(\x1b\[\?\d+[hl])+", "", after.decode()).replace("\r\n", "\n")

    @property
    def graphics(self) -> list[list[str]]:
        """The parameters of every SGR sequence (ECMA-48 8.3.117) that was written."""
        return [found.decode().split(";") for found in re.findall(rb"\x1b\[([\d;:]*)m", self.written)]

    @property
    def colours(self) -> list[str]:
        """The SGR parameters that set a colour; 39 and 49, which take one back, are none."""
        return [
            ";".join(parts)
            for parts in self.graphics
            for part in parts
            if re.match(r"(3[0-8]|4[0-8]|58|9[0-7]|10[0-7])(:|$)", part)
        ]

    def close(self) -> None:
        """End the program, if it has not ended, and leave nothing open."""
        if self.status is None:
            with contextlib.suppress(ProcessLookupError):
                self.send(signal.SIGKILL)
            self._reap()
        if not self._is_cut:
            self.cut_line()


def program(code: str, name: str, value: str) -> tuple[str, ...]:
    """A command: the program with something in it replaced by something else, as by what fails."""
    return (sys.executable, "-c", _CHANGED.format(code, name, value))


def fresh_attributes() -> list[Any]:
    """The attributes of a terminal that nobody has touched."""
    ours, theirs = pty.openpty()
    try:
        return termios.tcgetattr(theirs)
    finally:
        os.close(ours)
        os.close(theirs)


@contextmanager
def ties(
    *arguments: str,
    size: tuple[int, int] = (110, 30),
    cwd: Path | None = None,
    command: Sequence[str] = TIES,
    **environment: str | None,
) -> Iterator[PtyScreen]:
    """A running program, ended in the end: `ties` with these arguments unless another command is given.

    A variable that is None is not set.
    """
    started = PtyScreen([*command, *arguments], size, cwd, **environment)
    try:
        yield started
    finally:
        started.close()
