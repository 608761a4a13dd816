"""Textual's driver for POSIX terminals, with the size of the terminal that it draws on."""

from __future__ import annotations

import os

from textual.drivers.linux_driver import LinuxDriver

_STDERR = 2


class TerminalDriver(LinuxDriver):
    """Asks the terminal behind standard error; Textual asks standard output, which may be a file."""

    def _get_terminal_size(self) -> tuple[int, int]:
        """Columns and rows."""
        try:
            columns, rows = os.get_terminal_size(_STDERR)
        except OSError:
            columns = rows = 0
        # A terminal that does not know its size says 0×0.
        return (columns, rows) if columns and rows else super()._get_terminal_size()

    @property
    def terminal_size(self) -> tuple[int, int]:
        """Columns and rows as they are now, whatever the last signal said."""
        return self._get_terminal_size()
