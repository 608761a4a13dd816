"""Standard output that waits until what it comes from is known to be sound."""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from tui.index.checksums import IndexDamagedError

_TURN = 0.0005  # seconds; Python's own 5 ms would be most of what the check takes


class HeldOutput(io.TextIOBase):
    """Keeps what is written to it for another stream, until it may go there. `begun` once something went."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._held: list[str] | None = []
        self._check: threading.Thread | None = None
        self._damaged = False
        self.begun = False

    @contextmanager
    def held_until(self, is_damaged: Callable[[], bool]) -> Iterator[None]:
        """Ask in another thread, while the body runs, whether its output is of something damaged.

        Raises IndexDamagedError in the end if it is, and then nothing of it has left.
        """

        def ask() -> None:
            # Of what could not be read to its end nobody knows that it is sound.
            self._damaged = True
            self._damaged = is_damaged()

        self._check = check = threading.Thread(target=ask, name="check", daemon=True)
        usual = sys.getswitchinterval()
        sys.setswitchinterval(_TURN)
        check.start()
        try:
            yield
        finally:
            check.join()
            sys.setswitchinterval(usual)
        self._release()

    def _release(self) -> None:
        if self._damaged:
            raise IndexDamagedError
        held, self._held = self._held, None
        if held:
            self.begun = True
            self._stream.write("".join(held))

    def write(self, text: str) -> int:
        if self._held is not None:
            self._held.append(text)
            if self._check is None or self._check.is_alive():
                return len(text)
            self._release()
            return len(text)
        self.begun = True
        return self._stream.write(text)

    def flush(self) -> None:
        if self._held is None:
            self._stream.flush()

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._stream.encoding

    def isatty(self) -> bool:
        return self._stream.isatty()

    def fileno(self) -> int:
        return self._stream.fileno()
