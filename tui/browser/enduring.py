"""What cannot be read any more ends nothing: the base is read again, and the reader is told."""

from __future__ import annotations

import sqlite3
import time

from textual.events import Compose
from textual.message import Message
from textual.message_pump import MessagePump

from tui.index.store import DAMAGED
from tui.index.tables import StaleError

UNSOUND = (StaleError, sqlite3.Error)
"""A file of the base has changed since it was read, or the index is damaged."""
SUSPECT = (*UNSOUND, *DAMAGED)
"""What a damaged index may lead to as well, as a number in it that stands for no record. A bug of ours may too."""


class UnsoundShown(Message):
    """Something could not be read: its file has changed, or else the index is damaged.

    Where it is `suspect`, the error is a bug of ours unless the index turns out to be damaged.
    """

    def __init__(self, error: Exception) -> None:
        super().__init__()
        # What was given up on purpose says nothing of the index.
        self.damaged = isinstance(error, sqlite3.Error) and "interrupted" not in str(error)
        self.error = error
        self.suspect = not isinstance(error, UNSOUND)
        self.at = time.monotonic()

    def can_replace(self, message: Message) -> bool:
        """One is enough."""
        return isinstance(message, UnsoundShown) and (message.suspect, message.damaged) >= (self.suspect, self.damaged)


class Enduring(MessagePump):
    """A widget or app whose handlers may meet SUSPECT: the message that led there is given up, and no more."""

    async def _dispatch_message(self, message: Message) -> None:
        # The one place that all events, messages and timers pass; an error that leaves it would end the pump.
        try:
            await super()._dispatch_message(message)
        except SUSPECT as error:
            # Without its widgets an app can show nothing, neither now nor when the base has been read again.
            if isinstance(message, (UnsoundShown, Compose)):
                raise
            self.post_message(UnsoundShown(error))
