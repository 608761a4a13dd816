"""A line on stderr that tells how far something is that takes longer than anybody likes to wait in silence."""

from __future__ import annotations

import sys
import time
from types import TracebackType

_SILENT = 0.3  # seconds in which nobody wonders
_CELLS = 30


class ProgressLine:
    """Shows itself on a terminal only, after a moment, and takes itself away at the end."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._shown = ""
        self._wanted = sys.stderr is not None and sys.stderr.isatty()

    def show(self, done: int, of: int) -> None:
        """Say how much is done of how much."""
        if not self._wanted or time.monotonic() - self._begun < _SILENT:
            return
        full = _CELLS * done // max(of, 1)
        bar = "#" * full + "." * (_CELLS - full)
        line = f"ties: reading the facts [{bar}] {100 * done // max(of, 1):3d} %  ctrl+c stops"
        if line != self._shown:
            self._shown = line
            sys.stderr.write(f"\r{line}")
            sys.stderr.flush()

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            sys.stderr.write("\r" + " " * len(self._shown) + "\r")
            sys.stderr.flush()
