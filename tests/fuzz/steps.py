"""How many lines of Ties a call runs: the same on every machine, where a clock tells how busy it is."""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType
from typing import Any

from tests.fuzz.target import Target

_TUI = str(Path(__file__).parents[2] / "tui")

FREE = 20_000
"""Lines that every input may take."""


class TooManyStepsError(AssertionError):
    """An input takes more lines than one of its length may: its time would grow faster than it."""


def bounded(target: Target, data: bytes) -> int:
    """Run a check, and return the lines of Ties it took. Raises TooManyStepsError for more than the target may take."""
    target.prepare()
    most = FREE + target.steps * len(data)
    steps = 0

    def line(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal steps
        steps += event == "line"
        if steps > most:
            raise TooManyStepsError(f"more than {most:,} lines of code for {len(data):,} bytes")
        return line

    def call(frame: FrameType, event: str, argument: Any) -> Any:
        return line if frame.f_code.co_filename.startswith(_TUI) else None

    before = sys.gettrace()
    sys.settrace(call)
    try:
        target.check(data)
    finally:
        sys.settrace(before)
    return steps
