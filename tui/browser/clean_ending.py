"""However the program ends, the terminal is given back and the exit status says how it was."""

from __future__ import annotations

import signal
import threading

from textual.app import App

from tui.browser.terminal.modes import Terminal
from tui.browser.terminal.signals import STATUS, Signals


class CleanEnding(App[None]):
    """An app that can be asked to end from outside, and whose errors leave no traceback on the screen."""

    failure: Exception | None = None
    """What went wrong, when the app has ended because of it."""
    terminal: Terminal | None = None
    """A terminal that has been taken already; else the driver takes one."""
    signals: Signals | None = None
    """What ends the program from outside; None in tests, which have no terminal."""
    _asked: int | None = None

    def ask_to_end(self, status: int) -> None:
        """End with this exit status; from any thread, before the app runs, while it does, or after."""
        self._asked = status
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self.end_if_asked)

    def end_if_asked(self) -> None:
        """End now if that has been asked for, and the app has got so far that it can."""
        if self._asked is not None and self._is_mounted:
            self.exit(return_code=self._asked)

    def thread_failed(self, failed: threading.ExceptHookArgs) -> None:
        """An error in a thread of our own, as `threading.excepthook` gets it: the app ends as with one in the app."""
        error = failed.exc_value
        if not isinstance(error, Exception):
            return
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._handle_exception, error)
        elif self.failure is None:
            self.failure = error

    def action_interrupt(self) -> None:
        """ctrl+c: end as SIGINT would."""
        self.exit(return_code=STATUS + signal.SIGINT)

    def _fatal_error(self) -> None:
        # The command that started the app says what happened; the screen is no place for a traceback.
        self._close_messages_no_wait()

    def _handle_exception(self, error: Exception) -> None:
        if self.failure is None:
            self.failure = error
        super()._handle_exception(error)
