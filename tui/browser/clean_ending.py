"""However the program ends, the terminal is given back and the exit status says how it was."""

from __future__ import annotations

import asyncio
import signal

from textual.app import App


class CleanEnding(App[None]):
    """An app that signals end cleanly, and whose errors leave no traceback on the screen."""

    failure: Exception | None = None

    def catch_signals(self) -> None:
        """Give the terminal back on a signal that ends the program: the exit status is 128 + its number."""
        if self.is_headless:
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
            loop.add_signal_handler(number, self.exit, None, 128 + number)

    def action_interrupt(self) -> None:
        """ctrl+c: end as SIGINT would."""
        self.exit(return_code=128 + signal.SIGINT)

    def _fatal_error(self) -> None:
        # The command that started the app says what happened; the screen is no place for a traceback.
        self._close_messages_no_wait()

    def _handle_exception(self, error: Exception) -> None:
        if self.failure is None:
            self.failure = error
        super()._handle_exception(error)
