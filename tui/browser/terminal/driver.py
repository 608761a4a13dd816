"""Textual's driver for this program: keys in, bytes out, signals. All of Textual's for a terminal is replaced by it.

It leans on how Textual does things inside: tests/browser/terminal/test_textual_as_assumed.py says on what, and names
what has changed when Textual has.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from functools import partial
from typing import Any

from textual import events
from textual.driver import Driver
from textual.geometry import Size
from textual.message import Message
from textual.messages import InBandWindowResize

from tui.browser.terminal.keys import InputThread
from tui.browser.terminal.modes import ASK_SYNC, KEYS_ON, MODES_ON, MOUSE_ON, Terminal
from tui.browser.terminal.signals import Signals

_MOST_WAITING = 8_000_000  # bytes, more than any one screen: a terminal that is so far behind will be painted anew
_UNKNOWN = (80, 24)
_CTRL_C = "ctrl+c"
_OURS = (signal.SIGTSTP, signal.SIGCONT, signal.SIGWINCH)


class TerminalDriver(Driver):
    """Draws on the terminal behind standard error and reads its keys from standard input.

    An app can have two attributes for it: `terminal`, one that has been taken already, and `signals`, which hear when
    the terminal has vanished. `lost` is for who paints only what has changed: True when it is not known what stands on
    the terminal (at first, after a stop, another program, another size); set it to False when all has been painted.
    """

    def __init__(
        self, app: Any, *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        """As Textual calls it; `size` is for tests."""
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self.terminal: Terminal = getattr(app, "terminal", None) or Terminal()
        self._signals: Signals | None = getattr(app, "signals", None)
        if self._signals is not None:
            self._signals.terminal = self.terminal
        self.lost = not self.terminal.painted
        self._written: list[str] = []
        self._flush_due = False
        self._size_due = False
        self._active = False
        self._handlers: dict[int, Any] = {}
        self._input: InputThread | None = None
        self.terminal.line.on_gone = self.vanished

    @property
    def can_suspend(self) -> bool:
        """The terminal can be lent to another program, and the program be stopped."""
        return True

    @property
    def terminal_size(self) -> tuple[int, int]:
        """Columns and rows as they are now, whatever the last signal said."""
        try:
            columns, rows = os.get_terminal_size(self.terminal.output)
        except OSError:
            return _UNKNOWN
        # A terminal that does not know its size says 0×0.
        return (columns, rows) if columns and rows else _UNKNOWN

    def forget_frame(self) -> None:
        """What stands on the terminal is not known any more: all must be painted."""
        self.lost = True

    # Bytes out.

    @property
    def bytes_written(self) -> int:
        """Bytes that the terminal has taken since it was taken."""
        return self.terminal.line.bytes_written

    @property
    def write_seconds(self) -> float:
        """Seconds that it took to take them."""
        return self.terminal.line.write_seconds

    @property
    def bytes_waiting(self) -> int:
        """Bytes that the terminal has not taken yet: a frame painted now is seen after them."""
        return self.terminal.line.waiting

    def when_written(self, callback: Callable[[], None]) -> None:
        """Call back, in the event loop, when the terminal has taken all that has been written until now."""
        self.terminal.line.when_written(lambda: self._in_loop(callback))

    def write(self, data: str) -> None:
        """Write to the terminal, together with all that is written before the next flush."""
        self._written.append(data)
        if not self._flush_due:
            # Not all that Textual writes is followed by a flush.
            self._flush_due = True
            self._loop.call_soon(self.flush)

    def flush(self) -> None:
        """Send what has been written, in one piece."""
        self._flush_due = False
        if not self._written or not self._active:
            return
        data = "".join(self._written).encode("utf-8", "replace")
        self._written.clear()
        line = self.terminal.line
        if line.waiting > _MOST_WAITING:
            self.lost = True
            line.when_written(partial(self._in_loop, self._paint_again))
            return
        line.write(data)

    # Taking the terminal and giving it back.

    def start_application_mode(self) -> None:
        """Take the terminal, if it was not taken before, and read its keys."""
        if self._active:
            return
        self._active = True
        self.terminal.take()
        self.terminal.line.write(KEYS_ON)
        self._set_modes()
        self._handlers = {number: signal.signal(number, self._caught) for number in _OURS}
        self._input = InputThread(self.terminal.input, self)
        self._input.start()
        self._send_size()

    def stop_application_mode(self) -> None:
        """Give the terminal back."""
        if not self._active:
            return
        self.flush()
        self._active = False
        for number, handler in self._handlers.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
        self.disable_input()
        self.terminal.give_back()
        self.lost = True

    def _set_modes(self) -> None:
        # Terminal.app prints the end of this question.
        ask = b"" if os.environ.get("TERM_PROGRAM") == "Apple_Terminal" else ASK_SYNC
        self.terminal.line.write(MODES_ON + ask + (MOUSE_ON if self._mouse else b""))

    def disable_input(self) -> None:
        """Read no more keys."""
        if self._input is not None:
            self._input.stop()
            self._input = None

    def close(self) -> None:
        """Nothing is left open: the line to the terminal belongs to whoever made it."""

    # Signals.

    def _in_loop(self, call: Any, *arguments: Any) -> None:
        """Call from any thread, or from the handler of a signal, which may have interrupted anything."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(call, *arguments)

    def _caught(self, number: int, frame: object) -> None:
        match number:
            case signal.SIGTSTP:
                self._in_loop(self._stop)
            case signal.SIGCONT:
                self._in_loop(self._go_on)
            case signal.SIGWINCH if not self._size_due:
                self._size_due = True
                self._in_loop(self._paint_again)

    def _paint_again(self) -> None:
        """Tell the app its size, also if it is what it was: then it paints all."""
        self._size_due = False
        self.lost = True
        self._send_size()

    def _send_size(self) -> None:
        size = Size(*self.terminal_size)
        self._app.post_message(events.Resize(size, size))

    def _stop(self) -> None:
        """To the shell, until it says to go on."""
        if not (self._active and self._auto_restart):
            return
        self.suspend_application_mode()
        # The whole job, as the shell sees only that; without a shell that could go on with it nothing stops.
        os.kill(0, signal.SIGTSTP)
        self._wait_for_foreground()
        self.resume_application_mode()
        self._app.post_message(self.SignalResume())

    def _go_on(self) -> None:
        """Somebody has stopped us without a word, and who had the terminal meanwhile has changed it."""
        if not self._active:
            return
        self._wait_for_foreground()
        self.terminal.retake()
        self._set_modes()
        self._paint_again()

    def _wait_for_foreground(self) -> None:
        """After the shell's `bg` to be stopped again, unless it is the end."""
        while not self.terminal.is_foreground and (self._signals is None or self._signals.status is None):
            os.kill(os.getpid(), signal.SIGSTOP)

    def vanished(self) -> None:
        """In any thread: there is no terminal any more, as when a connection breaks."""
        if self._signals is not None:
            self._signals.end(signal.SIGHUP)
        else:
            self._in_loop(self._app.exit, None, 128 + signal.SIGHUP)

    # Keys in.

    def send_message(self, message: Message) -> None:
        """Hand a message to the app, from the thread that reads the keys."""
        self._in_loop(self._app.post_message, message)

    def process_message(self, message: Message) -> None:
        """Hand on what was typed. What only a terminal may say of its size, SIGWINCH says too, and nobody can type."""
        if isinstance(message, events.Resize | InBandWindowResize):
            return
        if isinstance(message, events.Key) and message.key == _CTRL_C and self._signals is not None:
            # If the app is busy with something that does not end, it is ended all the same.
            self._signals.expect_end(signal.SIGINT)
        super().process_message(message)

    def input_failed(self, error: Exception) -> None:
        """In the thread that reads the keys, which ends: without keys there is no going on."""
        self._in_loop(self._app._handle_exception, error)
