"""A program in a pseudo-terminal, watched from outside: when do which words stand on its screen, when is it quiet."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

ROWS, COLUMNS = 40, 120
PATIENCE = 300.0  # seconds after which a screen that never comes is a failure
QUIET = 0.4  # seconds without a byte after which a screen counts as finished; never part of what is reported

_IDLE = 0.2  # the share of a quiet time that an idle program may still compute
_ESCAPES = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[ -/]*[0-Z\\^-~])"
)


class SilentError(Exception):
    """The program ended, or never showed what was waited for."""


class Terminal:
    """A started program; as a context manager it is ended on the way out."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        sizes = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "COLUMNS": str(COLUMNS), "LINES": str(ROWS)}
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, start_new_session=True, env={**environment, **sizes}
        )
        os.close(slave)
        self.written = bytearray()

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._master)

    def settle(self, *marks: str, quiet: float = QUIET) -> float:
        """Wait until all marks were written since the last call and then nothing more; when the last byte came.

        Nothing more means no byte and no work: a program that still computes may still paint.
        """
        wanted = [mark.encode() for mark in marks]
        until = time.perf_counter() + PATIENCE
        last = time.perf_counter()
        self.written.clear()
        worked = self._worked()
        while True:
            ready, _, _ = select.select([self._master], [], [], quiet if not wanted else 5.0)
            now = time.perf_counter()
            if ready:
                self.written += self._read()
                last = now
                if wanted:
                    text = _ESCAPES.sub(b"", bytes(self.written))
                    wanted = [mark for mark in wanted if mark not in text]
                worked = self._worked()
            elif not wanted:
                before, worked = worked, self._worked()
                if worked - before < _IDLE * quiet:
                    return last
            if now > until:
                raise SilentError(f"{wanted} never came; last: {bytes(self.written[-300:])!r}")

    def first_frame(self, *marks: str) -> float:
        """Seconds from the start of the process to the last byte of its first complete frame."""
        return self.settle(*marks) - self.started

    def seen(self, *marks: str) -> float:
        """When all marks had been written, whatever comes after them."""
        wanted = [mark.encode() for mark in marks]
        while not all(mark in _ESCAPES.sub(b"", bytes(self.written)) for mark in wanted):
            self.written += self._read()
        return time.perf_counter()

    def bytes_in(self, seconds: float) -> int:
        """How many bytes are written in so many seconds."""
        count, until = 0, time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0:
            if select.select([self._master], [], [], left)[0]:
                count += len(self._read())
        return count

    def press(self, key: bytes) -> float:
        """Seconds from a key to the last byte that it brought about; 0.0 if it brought none."""
        pressed = time.perf_counter()
        os.write(self._master, key)
        last = self.settle()
        return last - pressed if self.written else 0.0

    def send(self, keys: bytes) -> None:
        """Type without waiting for anything."""
        os.write(self._master, keys)

    def wait_for_end(self) -> None:
        """Read until the program has ended."""
        try:
            while True:
                self._read()
        except SilentError:
            self._process.wait()

    def peak_memory(self) -> int:
        """The most bytes of memory that the process has held at once (VmHWM)."""
        with open(f"/proc/{self._process.pid}/status", encoding="ascii") as status:  # noqa: PTH123
            line = next(line for line in status if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024

    def memory(self) -> int:
        """Bytes of memory that the process and its children hold, pages that others have too counted in part (PSS)."""
        own = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        processes = [self._process.pid, *map(int, own.read_text(encoding="ascii").split())]
        return sum(_share(process) for process in processes)

    def fileno(self) -> int:
        """The descriptor from which what the program writes can be read."""
        return self._master

    def drain(self) -> None:
        """Read what the program has written, if anything."""
        while select.select([self._master], [], [], 0)[0]:
            self._read()

    def _worked(self) -> float:
        """Seconds of processor time that the program has used."""
        with open(f"/proc/{self._process.pid}/stat", encoding="utf-8") as stat:  # noqa: PTH123
            after_name = stat.read().rpartition(")")[2].split()
        return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")

    def _read(self) -> bytes:
        try:
            data = os.read(self._master, 65536)
        except OSError:
            data = b""
        if not data:
            raise SilentError(f"the program ended; last: {bytes(self.written[-300:])!r}")
        return data


def _share(process: int) -> int:
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    return int(next(line for line in rollup.splitlines() if line.startswith("Pss:")).split()[1]) * 1024
