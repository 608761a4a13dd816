"""Taking a terminal and giving it back: its modes, its attributes, its two screens. Knows nothing of Textual.

The sequences are of ECMA-48, of DEC's private modes as xterm has them (ctlseqs), and of kitty's keyboard protocol.
"""

from __future__ import annotations

import errno
import os
import termios
from contextlib import suppress
from typing import Any, TypeAlias

from tui.browser.terminal.line import Line

ENTER_SCREEN, LEAVE_SCREEN = b"\x1b[?1049h", b"\x1b[?1049l"
"""The alternate screen, which entering clears."""
HIDE_CURSOR, SHOW_CURSOR = b"\x1b[?25l", b"\x1b[?25h"
MOUSE_ON = b"\x1b[?1000h\x1b[?1003h\x1b[?1015h\x1b[?1006h"
MOUSE_OFF = b"\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l"
FOCUS_ON, FOCUS_OFF = b"\x1b[?1004h", b"\x1b[?1004l"
PASTE_ON, PASTE_OFF = b"\x1b[?2004h", b"\x1b[?2004l"
WRAP_ON, WRAP_OFF = b"\x1b[?7h", b"\x1b[?7l"
KEYS_ON, KEYS_OFF = b"\x1b[>25u", b"\x1b[<u"
"""Every key as an unambiguous report with its text: flags 1, 8 and 16. Each screen has a stack: pop before leaving."""
KEYS_AGAIN = b"\x1b[=25u"
"""The same in place of what lies on the stack."""
ASK_SYNC = b"\x1b[?2026$p"
"""Asks whether there is synchronised output (DECRQM)."""
SYNC_OFF = b"\x1b[?2026l"
GRAPHICS_OFF = b"\x1b[m"
REGION_OFF = b"\x1b[r"
"""The whole screen scrolls: both screens share the margins."""
_CANCEL = b"\x18"  # what stands half written is given up

TAKE = ENTER_SCREEN + HIDE_CURSOR
MODES_ON = FOCUS_ON + PASTE_ON + WRAP_OFF
GIVE_BACK = (
    SYNC_OFF + GRAPHICS_OFF + REGION_OFF + PASTE_OFF + WRAP_ON + MOUSE_OFF + FOCUS_OFF + KEYS_OFF
    + LEAVE_SCREEN + SHOW_CURSOR
)  # fmt: skip
"""All that `TAKE`, `KEYS_ON`, `MODES_ON` and `MOUSE_ON` have set, whether it was set or not."""

PATIENCE = 0.5
"""Seconds that a terminal gets to take what ends a run, before it is left as it is."""

Attributes: TypeAlias = list[Any]
"""What `termios.tcgetattr` gives."""


class Terminal:
    """A terminal that is ours for a while.

    `take` and `give_back` may be called in any order and again and again. It can be taken, and painted on through
    `line`, before there is anything else of the browser: who then runs the browser hands it on. `painted` says that a
    frame stands on it, which nobody needs to send again.
    """

    def __init__(self, input: int = 0, output: int = 2) -> None:
        """The terminal that is read from one file descriptor and written to by the other."""
        self.input = input
        self.line = Line(output)
        self.output = output
        self.taken = False
        self.painted = False
        self._before: Attributes | None = None

    def take(self) -> None:
        """Its alternate screen without a cursor, and every key as it is typed. Keeps what has been typed already."""
        is_new = not self.taken
        if is_new:
            self._before = attributes_of(self.input)
            # A signal may come between any two steps.
            self.taken = True
        if self._before is not None:
            set_attributes(self.input, raw(self._before))
        if is_new:
            self.line.resume()
            self.line.write(TAKE)

    def retake(self) -> None:
        """Set all again that another program, as the shell that stopped us, may have changed meanwhile."""
        if self.taken and self._before is not None:
            set_attributes(self.input, raw(self._before))
        self.line.write(TAKE + KEYS_AGAIN)

    def give_back(self) -> None:
        """As it was before it was taken. Waits no longer than PATIENCE for a terminal that takes nothing."""
        if not self.taken:
            return
        self.taken = self.painted = False
        self.line.write(GIVE_BACK)
        if not self.line.wait(PATIENCE):
            self._force()
        self._restore()

    def give_back_now(self) -> None:
        """The same from any thread while the program is stuck: past all that waits to be written."""
        if self.taken:
            self.taken = self.painted = False
            self._force()
            self._restore()

    def _force(self) -> None:
        self.line.abandon()
        with suppress(termios.error):
            # What it has not shown it need not show any more.
            termios.tcflush(self.output, termios.TCOFLUSH)
        self.line.write_now(_CANCEL + GIVE_BACK, PATIENCE)

    def _restore(self) -> None:
        if self._before is not None:
            with suppress(termios.error):
                # Answers of the terminal and reports of the mouse are not for the shell.
                termios.tcflush(self.input, termios.TCIFLUSH)
            set_attributes(self.input, self._before)

    @property
    def is_foreground(self) -> bool:
        """Whether we may use it: not after the shell's `bg`. Without job control there is nobody to say no."""
        try:
            return os.tcgetpgrp(self.input) == os.getpgrp()
        except OSError:
            return True


def raw(attributes: Attributes) -> Attributes:
    """Attributes with which every byte that is typed is read at once as it is: no signals, flow control or echo."""
    iflag, oflag, cflag, lflag, ispeed, ospeed, characters = attributes
    iflag &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR | termios.ISTRIP)
    lflag &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    characters = list(characters)
    characters[termios.VMIN], characters[termios.VTIME] = 1, 0
    return [iflag, oflag, cflag, lflag, ispeed, ospeed, characters]


def attributes_of(descriptor: int) -> Attributes | None:
    """The attributes of a terminal; None of what is none, or none any more."""
    try:
        return termios.tcgetattr(descriptor)
    except termios.error:
        return None


def set_attributes(descriptor: int, attributes: Attributes) -> bool:
    """Set them at once, without waiting for what is still to be shown. Whether that could be done."""
    while True:
        try:
            termios.tcsetattr(descriptor, termios.TCSANOW, attributes)
        except termios.error as error:
            # A process that is put in the background is stopped here, and goes on here.
            if error.args[0] != errno.EINTR:
                return False
        else:
            return True
