"""Keys one at a time: each is done with all it set off before the next is looked at.

Textual hands a key to the widget that has the focus at that moment. When several keys arrive in one piece, as they do
on a slow line or when a person types ahead, the second would still go to the widget that the first has just left.
"""

from __future__ import annotations

from collections import deque

from textual import events
from textual.app import App
from textual.message import Message

# A key may set off a message, its handler another, and that one a change of focus: each takes one trip to the app.
_TRIPS = 3


class KeyDone(Message):
    """Follows a key through the queues of the widgets above it; when it reaches the app, the key has been handled."""

    def __init__(self, trips: int) -> None:
        super().__init__()
        self.trips = trips


class KeyOrder(App[None]):
    """An app whose keys wait for one another. Alone, a key is handled at once."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._busy = False

    async def on_event(self, event: events.Event) -> None:
        """Take what is typed or pasted in turn; all other events at once."""
        if not isinstance(event, (events.Key, events.Paste)) or event.is_forwarded:
            await super().on_event(event)
        elif self._busy:
            self._waiting.append(event)
        else:
            await self._handle(event)

    async def _handle(self, event: events.Key | events.Paste) -> None:
        self._busy = True
        self.keys_begin(event)
        try:
            if not (isinstance(event, events.Key) and await self.take_key(event)):
                await super().on_event(event)
        finally:
            # After a key that came to nothing too: the next ones wait for it.
            await self._follow(_TRIPS)

    async def take_key(self, key: events.Key) -> bool:
        """Handle a key before any widget sees it; whether that was all."""
        return False

    async def _follow(self, trips: int) -> None:
        if not (self.focused or self.screen).post_message(KeyDone(trips)):
            # Nobody is there to pass it on, as when the app is closing.
            await self.on_key_done(KeyDone(0))

    async def on_key_done(self, message: KeyDone) -> None:
        """The key has been handled: look at what it set off, then at the next key."""
        if message.trips > 1:
            await self._follow(message.trips - 1)
            return
        self._busy = False
        if self._waiting:
            await self._handle(self._waiting.popleft())
        else:
            self.keys_end()

    def keys_begin(self, event: events.Key | events.Paste) -> None:
        """A key, or what was pasted, is about to be handled."""

    def keys_end(self) -> None:
        """All keys that had been typed are handled."""
