"""An app whose screens go to the terminal as differences: the hook into how Textual displays what it has composed."""

from __future__ import annotations

import time
from typing import Any

from rich.color import ColorSystem
from textual import events
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.screen import Screen
from textual.widgets import Input

from tui.browser.key_order import KeyOrder
from tui.browser.keyboard import key_name
from tui.browser.terminal.driver import TerminalDriver
from tui.browser.terminal.line_speed import LineSpeed
from tui.browser.terminal.painting import Painter
from tui.browser.terminal.tally import Tally

_LONGEST = 0.1  # seconds for which a frame waits for keys that are still being handled


class PatientScreen(Screen[None]):
    """A screen that composes nothing before the app's first frame: until then sizes and styles change several times."""

    def _compositor_refresh(self) -> None:
        if not isinstance(self.app, Drawn) or self.app.frames_begun:
            super()._compositor_refresh()

    def compose_all(self) -> None:
        """All of the screen as it is now."""
        self._compositor._dirty_regions.add(self.size.region)
        self._compositor_refresh()


class Drawn(KeyOrder):
    """Sends a terminal one write a frame, with what differs from the frame before and nothing else.

    While the line is busy no frame is sent: the next one holds all that has changed until then. What a key brings
    about is one frame, and so is what keys that arrived together bring about. The first frame is sent when the first
    screen is complete.
    """

    painter: Painter
    line_speed: LineSpeed
    tally: Tally
    _frame_due = False
    frames_begun = False
    """Whether the first screen is complete."""
    frames_ended = False
    """What is composed now is for the next run."""
    _held_since: float | None = None

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        driver = self._driver
        if not isinstance(renderable, LayoutUpdate | ChopsUpdate) or not isinstance(driver, TerminalDriver):
            super()._display(screen, renderable)
            return
        try:
            if not self._batch_count:
                width, height = self.size
                self.painter.compose(renderable, width, height, self._colours)
                self._send_what_is_due()
        except Exception as error:
            self._handle_exception(error)
        finally:
            self.post_display_hook()

    @property
    def _is_held(self) -> bool:
        """Whether there is more to come, and has not been for so long that the reader should see something."""
        if not self.frames_begun or self.frames_ended:
            return True
        return self._held_since is not None and time.monotonic() - self._held_since < _LONGEST

    def begin_frames(self) -> None:
        """The first screen is complete."""
        self.frames_begun = True
        if isinstance(self.screen, PatientScreen):
            self.screen.compose_all()

    def get_default_screen(self) -> Screen[Any]:
        """The one screen there is."""
        return PatientScreen(id="_default")

    def end_frames(self) -> None:
        """What is composed from now on is for the next run: the terminal is about to be given back."""
        self.frames_ended = True

    def paint_anew(self) -> None:
        """Something else may have written on the terminal: send all of the screen."""
        self.painter.forget()
        self._send_what_is_due()

    def keys_begin(self, event: events.Key | events.Paste) -> None:
        """Until all is done that the keys set off, what is composed waits."""
        self.tally.key(key_name(event) if isinstance(event, events.Key) else "(paste)")
        if self._held_since is None:
            self._held_since = time.monotonic()

    def keys_end(self) -> None:
        """Compose what is left, at once instead of at the next tick of Textual's clock, and send it."""
        self.screen.call_next(self._compose_rest)

    def _compose_rest(self) -> None:
        if self._busy and self._is_held:
            # Another key has come meanwhile, and ends in its turn.
            return
        self._held_since = None
        self.screen._on_timer_update()
        self._send_what_is_due()

    @property
    def _colours(self) -> ColorSystem:
        """What the terminal has; on a slow line no more than 256, which take half the bytes."""
        has = self.console._color_system or ColorSystem.TRUECOLOR
        return ColorSystem.EIGHT_BIT if has is ColorSystem.TRUECOLOR and self.line_speed.is_slow else has

    def _send_what_is_due(self) -> None:
        """Send what differs, unless there is more to come; on a busy line, when it is free again."""
        driver = self._driver
        if self._is_held or self._closed or not self._running or not isinstance(driver, TerminalDriver):
            return
        if driver.bytes_waiting:
            if not self._frame_due:
                self._frame_due = True
                driver.when_written(self._line_is_free)
            return
        if driver.lost:
            self.painter.forget()
            driver.lost = False
        data = self.painter.update(self._input_place)
        if data:
            driver.write(f"{SYNC_START}{data}{SYNC_END}" if self._sync_available else data)
            driver.flush()
            self.tally.sent(len(data.encode()))
            self.line_speed.measured(driver.bytes_written, driver.write_seconds)

    def _line_is_free(self) -> None:
        self._frame_due = False
        self._send_what_is_due()

    @property
    def _input_place(self) -> tuple[int, int] | None:
        """Where an input method shows what is being typed: the cursor of the line that has the keys."""
        if not isinstance(self.focused, Input):
            return None
        x, y = self.screen.outer_size.clamp_offset(self.cursor_position)
        return x, y
