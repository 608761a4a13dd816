"""Whether the line to the terminal is a slow one: by where it leads, and by how long it takes what is written."""

from __future__ import annotations

from tui.browser.outside.terminal_kind import Environment, over_ssh

SLOW = 20_000.0
"""Bytes a second below which a line is slow: a screen takes half a second on it."""
_SHORTEST = 0.05  # seconds of waiting below which nothing can be told from them
_LARGEST = 8192  # bytes more than a terminal's buffer holds: taken at once, they show that the line is fast
PAUSE = 0.15
"""Seconds after the last key when a page is painted on a slow line."""


class LineSpeed:
    """What is known of a line. `setting` is "slow" or "fast", or "auto": over SSH slow, else as it is measured."""

    def __init__(self, setting: str, environment: Environment) -> None:
        self._settled = setting != "auto"
        self.is_slow = setting == "slow" or (setting == "auto" and over_ssh(environment))
        self._settled |= self.is_slow
        self._bytes = 0
        self._seconds = 0.0

    def measured(self, taken: int, seconds: float) -> None:
        """So many bytes has the terminal taken since the start, and so many seconds has it kept them waiting."""
        if self._settled:
            return
        more, longer = taken - self._bytes, seconds - self._seconds
        if longer >= _SHORTEST:
            self.is_slow = more / longer < SLOW
        elif more >= _LARGEST:
            self.is_slow = False
        else:
            # Too little to tell: it counts together with what comes.
            return
        self._bytes, self._seconds = taken, seconds
