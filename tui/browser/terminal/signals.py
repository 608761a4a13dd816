"""The signals that end the program, from before Textual is imported until what is remembered is written.

Whoever sends one may count on three things: the terminal is given back, what is to be remembered is written, and the
process has ended within two seconds, whatever it was doing. Knows nothing of Textual.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType, TracebackType
from typing import Any

from tui.browser.terminal.modes import Terminal

ENDING = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)
STATUS = 128
"""What the shell adds to the number of a signal."""
GRACE = 1.2
"""Seconds that the program gets to end by itself; then it is ended."""
_LAST_WORDS = 0.3  # seconds to write what is remembered in, when it did not

# What goes through the pipe beside the numbers of signals, so that it is read in its turn.
_LENT, _BACK, _CLOSED = b"\xfd", b"\xfe", b"\xff"
# In an editor these two are the editor's.
_THE_CHILDS = (signal.SIGINT, signal.SIGQUIT)


class EndedBySignalError(BaseException):
    """A signal came before there was an app to end. `status` is 128 and its number."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Signals:
    """Listens for what ends the program, as a context. Signals that were ignored when it began stay ignored.

    At first a signal raises EndedBySignalError in the main thread. Once there is somebody to ask, they are asked for
    the end instead, with the exit status, in a thread of its own. If the end has not come after GRACE seconds,
    `terminal` is given back, `last_words` gets a moment to write what is to be remembered, and the process ends. At the
    end of the context `terminal` is given back in any case.
    """

    def __init__(self) -> None:
        self.status: int | None = None
        """The exit status, once it has been decided from outside."""
        self.last_words: Callable[[], object] | None = None
        self.terminal: Terminal | None = None
        self._before: dict[int, Any] = {}
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._ending = self._raised = False
        self._ask: Callable[[int], object] | None = None

    def __enter__(self) -> Signals:
        self._read, self._write = os.pipe()
        os.set_blocking(self._write, False)
        # The thread hears of a signal also while the main thread is stuck where Python cannot interrupt it.
        self._wakeup_before = signal.set_wakeup_fd(self._write, warn_on_full_buffer=False)
        for number in ENDING:
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._before[number] = signal.signal(number, self._caught)
        self._thread = threading.Thread(target=self._listen, name="signals", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.terminal is not None:
            self.terminal.give_back()
        self._over.set()
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._wakeup_before)
        os.write(self._write, _CLOSED)
        self._thread.join()
        os.close(self._read)
        os.close(self._write)

    def from_now_on(self, ask: Callable[[int], object]) -> None:
        """Ask for the end by this, and raise nothing any more. Raises EndedBySignalError if a signal has come."""
        self._ask = ask
        if self.status is not None:
            raise EndedBySignalError(self.status)

    def end(self, number: int) -> None:
        """End the program as this signal would; from any thread. What is under way already is not begun again."""
        if self.expect_end(number) and self._ask is not None:
            self._ask(STATUS + number)

    def expect_end(self, number: int) -> bool:
        """The program has been asked to end as this signal would end it: see that it does. Whether that is new."""
        with self._lock:
            if self._ending:
                return False
            self._ending = True
        if self.status is None:
            self.status = STATUS + number
        threading.Thread(target=self._end_in_time, args=(number,), name="ending", daemon=True).start()
        return True

    @contextmanager
    def lent(self) -> Iterator[None]:
        """Another program has the terminal: its keys for SIGINT and SIGQUIT are no concern of ours."""
        os.write(self._write, _LENT)
        try:
            yield
        finally:
            os.write(self._write, _BACK)

    def _caught(self, number: int, frame: FrameType | None) -> None:
        """In the main thread."""
        if self.status is None:
            self.status = STATUS + number
        if self._ask is None and not self._raised:
            self._raised = True
            raise EndedBySignalError(self.status)

    def _listen(self) -> None:
        lent = False
        while (byte := os.read(self._read, 1)) != _CLOSED:
            if byte in (_LENT, _BACK):
                lent = byte == _LENT
            elif (number := byte[0]) in self._before and not (lent and number in _THE_CHILDS):
                self.end(number)

    def _end_in_time(self, number: int) -> None:
        if not self._over.wait(GRACE / 2) and self._ask is None:
            # What is raised in a callback of C is lost: once more, when there was time to tidy up if it was not.
            self._raised = False
            signal.pthread_kill(threading.main_thread().ident or 0, number)
        if not self._over.wait(GRACE / 2):
            if self.terminal is not None:
                self.terminal.give_back_now()
            if self.last_words is not None:
                words = threading.Thread(target=self._speak, daemon=True)
                words.start()
                words.join(_LAST_WORDS)
            os._exit(self.status or STATUS)

    def _speak(self) -> None:
        # Whatever goes wrong here, nobody is left who could be told.
        with suppress(Exception):
            if self.last_words is not None:
                self.last_words()
