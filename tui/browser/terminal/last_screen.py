"""The last screen of a run is the first of the next: kept with all that it depends on, painted before Textual is there.

Nothing here imports Textual or Rich: what is kept stands on the terminal while they are read in.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from tui import __version__
from tui.browser.terminal.abilities import abilities_of
from tui.browser.terminal.differ import update
from tui.browser.terminal.frame import Frame
from tui.browser.terminal.hand import Hand
from tui.browser.terminal.kept_frame import LARGEST, decoded, encoded
from tui.browser.terminal.modes import WRAP_OFF, Terminal
from tui.disk.reading import TooLargeError, read_bytes
from tui.settings.config import Config
from tui.settings.directories import NoHomeError, state_of_base

_VARIABLES = ("TERM", "COLORTERM", "NO_COLOR", "LC_ALL", "LC_CTYPE", "LANG", "SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")


class LastScreen:
    """The kept screen of a base, for one configuration and one environment."""

    def __init__(self, base: Path, config: Config, environment: Mapping[str, str]) -> None:
        self._config = config
        self._environment = environment
        self._file: Path | None = None
        self._state: Path | None = None
        with suppress(NoHomeError, OSError):
            self._file = state_of_base(base, environment, ".screen")
            self._state = state_of_base(base, environment, ".json")

    def frame(self, generation: str, width: int, height: int) -> Frame | None:
        """The frame that the next run begins with, if one is kept of this state of the base and of everything else."""
        if self._file is None or not generation:
            return None
        try:
            data = read_bytes(self._file, LARGEST)
        except (OSError, TooLargeError):
            return None
        return decoded(data, self._key(generation), width, height)

    def keep(self, frame: Frame, generation: str) -> None:
        """Keep the frame that this run ends with. What is remembered must have been written before.

        Nobody misses it if that cannot be done: the next run only takes longer to show something.
        """
        from tui.disk.writing import write_file

        data = encoded(frame, self._key(generation))
        if self._file is not None and data is not None and self._state is not None:
            with suppress(OSError):
                self._state.stat()
                write_file(self._file, data)

    def forget(self) -> None:
        """Keep none."""
        if self._file is not None:
            with suppress(OSError):
                self._file.unlink(missing_ok=True)

    def _key(self, generation: str) -> str:
        """All that a screen depends on beside its size, as a digest. What a page says of today depends on the day."""
        import hashlib

        remembered: tuple[int, ...] = ()
        if self._state is not None:
            with suppress(OSError):
                seen = self._state.stat()
                remembered = (seen.st_ino, seen.st_size, seen.st_mtime_ns)
        variables = [self._environment.get(name, "") for name in _VARIABLES]
        options = [str(value) for value in self._config]
        words = repr((__version__, generation, options, variables, date.today().isoformat(), remembered))
        return hashlib.sha256(words.encode("utf-8", "backslashreplace")).hexdigest()


def paint(terminal: Terminal, frame: Frame, environment: Mapping[str, str]) -> None:
    """Take a terminal and show a frame on it."""
    terminal.take()
    painted = update(None, frame, Hand(), abilities_of(environment.get("TERM", "")))
    terminal.line.write(WRAP_OFF + painted.encode("utf-8", "replace"))
    terminal.painted = True


def size_of(terminal: Terminal) -> tuple[int, int]:
    """Columns and rows of a terminal, 0 where it does not know."""
    try:
        return os.get_terminal_size(terminal.output)
    except OSError:
        return 0, 0
