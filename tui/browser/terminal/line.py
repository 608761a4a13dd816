"""The line to the terminal: bytes go out whole and in order, and no terminal holds up the program."""

from __future__ import annotations

import errno
import os
import select
import threading
import time
from collections.abc import Callable

_PIECE = 65536
_SMALL_PIECE = 1024  # what a terminal nearly always takes at once
_LOOK = 0.1  # seconds after which one that takes nothing is asked again, and whether it still matters


class Line:
    """Writes to a terminal: at once what it takes, the rest behind the program's back in a thread.

    `bytes_written` counts what the terminal has taken, `write_seconds` how long that took it in all: on a slow line, or
    to a terminal that does not read, far more than nothing. `gone` says that there is no terminal any more; what is
    written then is dropped.
    """

    def __init__(self, output: int, on_gone: Callable[[], None] | None = None) -> None:
        """Write to a file descriptor. `on_gone` is called once, in any thread, when the terminal has vanished."""
        self.bytes_written = 0
        self.write_seconds = 0.0
        self.gone = False
        self.on_gone = on_gone
        self._own = _opened_again(output)
        self._output = output if self._own is None else self._own
        self._pending = bytearray()
        self._callbacks: list[Callable[[], None]] = []
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._abandoned = False

    @property
    def waiting(self) -> int:
        """Bytes that the terminal has not taken yet."""
        return len(self._pending)

    def write(self, data: bytes) -> None:
        """Write these bytes behind all before them. Never waits for the terminal."""
        with self._changed:
            if self.gone or self._abandoned:
                return
            if self._own is not None and not self._pending:
                data = data[self._write_some(data) :]
            if data and not self.gone:
                self._pending += data
                self._changed.notify_all()
                if self._thread is None:
                    # A daemon: one that is stuck in a write must not keep the process.
                    self._thread = threading.Thread(target=self._write_pending, name="terminal-line", daemon=True)
                    self._thread.start()

    def when_written(self, callback: Callable[[], None]) -> None:
        """Call back, in any thread, when all that has been written until now is taken or can never be."""
        with self._changed:
            if self._pending:
                self._callbacks.append(callback)
                return
        callback()

    def wait(self, seconds: float) -> bool:
        """Wait until all is written, but no longer than so many seconds. Whether it is."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._pending, seconds)

    def abandon(self) -> None:
        """Write nothing more, not even what waits. Takes no lock: it may be called where the program is stuck."""
        self._abandoned = True

    def resume(self) -> None:
        """Write again after `abandon`, without what waited then."""
        with self._changed:
            if self._abandoned:
                self._pending.clear()
                self._abandoned = False

    def write_now(self, data: bytes, seconds: float) -> bool:
        """Write past all that waits, within so many seconds; whether it could be. Takes no lock, and asks nobody."""
        until = time.monotonic() + seconds
        poll = select.poll()
        poll.register(self._output, select.POLLOUT)
        while data:
            try:
                if not poll.poll(max(0.0, until - time.monotonic()) * 1000):
                    return False
                data = data[os.write(self._output, data[:_SMALL_PIECE]) :]
            except BlockingIOError:
                continue
            except OSError:
                return False
        return True

    def _write_some(self, data: bytes) -> int:
        """How many of these bytes the terminal took, all of them if there is none any more."""
        began = time.perf_counter()
        try:
            count = os.write(self._output, data)
        except BlockingIOError:
            count = 0
        except OSError as error:
            if error.errno not in _VANISHED:
                raise
            self.gone = True
            if self.on_gone is not None:
                self.on_gone()
            return len(data)
        self.bytes_written += count
        self.write_seconds += time.perf_counter() - began
        return count

    def _write_pending(self) -> None:
        poll = select.poll()
        poll.register(self._output, select.POLLOUT)
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._pending)
                data = bytes(self._pending[: _SMALL_PIECE if self._own is None else _PIECE])
            began = time.perf_counter()
            ready = poll.poll(_LOOK * 1000)
            self.write_seconds += time.perf_counter() - began
            count = self._write_some(data) if ready and not self._abandoned else 0
            with self._changed:
                del self._pending[:count]
                if self.gone or self._abandoned:
                    self._pending.clear()
                callbacks = [] if self._pending else self._callbacks
                if not self._pending:
                    self._callbacks = []
                    self._changed.notify_all()
            for callback in callbacks:
                callback()


_VANISHED = (errno.EIO, errno.EPIPE, errno.ENXIO, errno.ENODEV, errno.EBADF)


def _opened_again(output: int) -> int | None:
    """The terminal behind a descriptor, opened for us alone so as not to wait for it.

    O_NONBLOCK belongs to the open file, which the shell and other programs share: on theirs it would be their trouble.
    None where the terminal cannot be opened by name, as after `su`.
    """
    try:
        return os.open(os.ttyname(output), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
