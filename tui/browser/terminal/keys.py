"""What is typed: bytes from the terminal become keys, pastes and what the mouse does.

Leans on Textual's parser; tests/browser/terminal/test_textual_as_assumed.py says on what of it.
"""

from __future__ import annotations

import codecs
import os
import re
import select
import threading
import time
from collections.abc import Generator, Iterable, Iterator
from typing import Protocol

from textual import events
from textual._xterm_parser import BRACKETED_PASTE_END as PASTE_END
from textual._xterm_parser import BRACKETED_PASTE_START as PASTE_BEGIN
from textual._xterm_parser import XTermParser
from textual.keys import Keys
from textual.message import Message

_PIECE = 4096
_MOST_PASTED = 2_000_000  # characters of one paste; what is beyond is dropped
# ctrl+c as a byte, and as kitty's keyboard protocol has it.
_CTRL_C = ("\x03", "\x1b[99;5u")
_SILENCE = 1.0  # seconds after which a paste that has not ended may never end
# A control sequence (ECMA-48 5.4) that has come to its end; CSI [ and CSI M begin longer ones.
_WHOLE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-LN-Z\\\]^_`a-z{|}~]")
# Answers of the terminal and reports of the mouse, which are looked for after keys.
_NO_KEY = re.compile(r"\x1b\[(\?\d+;\d\$y|<?[-\d;]+[mM])")


class Driven(Protocol):
    """Who is told what was typed, in the thread that reads it."""

    def process_message(self, message: Message) -> None:
        """This was typed."""

    def vanished(self) -> None:
        """There is no terminal any more; nothing else will be told."""

    def input_failed(self, error: Exception) -> None:
        """Reading has failed; nothing else will be told."""


class InputThread(threading.Thread):
    """Reads a terminal and tells a driver what was typed. Waits without a clock: idle it costs nothing."""

    def __init__(self, descriptor: int, driver: Driven) -> None:
        super().__init__(name="terminal-input", daemon=True)
        self._descriptor = descriptor
        self._driver = driver
        self._told, self._tell = os.pipe()
        self._stopping = False

    def stop(self) -> None:
        """Read no more, from now on."""
        self._stopping = True
        os.write(self._tell, b"\0")
        if threading.current_thread() is not self:
            self.join()
        os.close(self._told)
        os.close(self._tell)

    def run(self) -> None:
        """Until it is stopped or the terminal has vanished."""
        try:
            self._read()
        except Exception as error:
            self._driver.input_failed(error)

    def _read(self) -> None:
        poll = select.poll()
        poll.register(self._descriptor, select.POLLIN)
        poll.register(self._told, select.POLLIN)
        parser = KeyParser()
        # Bytes that are no UTF-8 are shown as what they are: not understood.
        decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        while not self._stopping:
            ready = dict(poll.poll(parser.milliseconds))
            if self._stopping:
                return
            state = ready.get(self._descriptor, 0)
            data = b""
            if state & select.POLLIN:
                try:
                    data = os.read(self._descriptor, _PIECE)
                except OSError:
                    state |= select.POLLHUP
            if not data and state & (select.POLLHUP | select.POLLERR | select.POLLNVAL):
                self._driver.vanished()
                return
            if state and not data:
                # The end of a file that is none: ctrl+d to a terminal whose attributes somebody has changed.
                time.sleep(0.05)
            if text := decode(data):
                for event in parser.feed(text):
                    self._driver.process_message(event)
            for event in parser.tick():
                self._driver.process_message(event)


class KeyParser(XTermParser):
    """Textual's, which understands all that a terminal sends, but not all that anybody can type or paste."""

    _passed = ""
    _paste: str | None = None
    _heard = 0.0

    @property
    def milliseconds(self) -> float | None:
        """How long what was begun may still be the begin of something longer; None if nothing was."""
        if self._timeout_time is None:
            return None
        return max(0.0, self._timeout_time - time.monotonic()) * 1000 + 1

    def feed(self, data: str) -> Iterator[Message]:
        """What these characters mean. A paste (of bracketed paste mode) is one, with whatever is in it."""
        while data:
            if self._paste is not None and data in _CTRL_C and time.monotonic() - self._heard > _SILENCE:
                # Come alone, it was hardly pasted: a line that broke has lost the end, and somebody wants out.
                self._paste = None
            self._heard = time.monotonic()
            if self._paste is None:
                data = yield from self._typed(data)
            else:
                searched = len(self._paste)
                self._paste += data
                end = self._paste.find(PASTE_END, max(0, searched - len(PASTE_END)))
                if end < 0:
                    self._paste = self._paste[:_MOST_PASTED] + self._paste[_MOST_PASTED:][1 - len(PASTE_END) :]
                    return
                pasted, data = self._paste[:end], self._paste[end + len(PASTE_END) :]
                self._paste = None
                yield events.Paste(pasted[:_MOST_PASTED].replace("\0", ""))

    def _typed(self, data: str) -> Generator[Message, None, str]:
        """Up to where a paste begins; gives back what follows there."""
        before = len(self._passed)
        begin = (self._passed + data).find(PASTE_BEGIN)
        if begin < 0:
            self._passed = (self._passed + data)[1 - len(PASTE_BEGIN) :]
            yield from super().feed(data)
            return ""
        begun = begin + len(PASTE_BEGIN) - before
        self._passed, self._paste = "", ""
        # Textual's would take what comes behind an escape in a paste for keys: for it the paste is empty.
        for event in super().feed(data[:begun] + PASTE_END):
            if not isinstance(event, events.Paste):
                yield event
        return data[begun:]

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        try:
            keys = list(super()._sequence_to_key_events(sequence, alt))
        except (ValueError, OverflowError):
            # A report of a key (CSI u) with a number that is no character.
            keys = []
            known = False
        else:
            known = bool(keys) or not _WHOLE.fullmatch(sequence) or bool(_NO_KEY.match(sequence))
        return keys if known else [events.Key(Keys.Ignore, sequence)]

    def parse_mouse_code(self, code: str) -> Message | None:
        # A terminal that has no pixels to tell says so with noughts, and sends cells.
        self.mouse_pixels = self.mouse_pixels and bool(self.terminal_size and self.terminal_pixel_size)
        return super().parse_mouse_code(code)
