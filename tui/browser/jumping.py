"""Jumping: letters beside every row and link on the screen, and going where they lead."""

from __future__ import annotations

from tui.browser.jump_labels import jump_labels
from tui.browser.leaving import Leaving
from tui.browser.widgets.lines_pane import LinesPane


class Jumping(Leaving):
    """While one jumps, keys are letters of targets; whatever moves the targets ends that."""

    _jumps: dict[str, tuple[LinesPane, int]] | None = None
    _jumped = ""

    def do_jump(self) -> None:
        """Letters beside every row and link on the screen; typing them goes there."""
        focused = self.focused
        panes = [pane for pane in (self._rows, self._detail) if pane.display and pane.size.height]
        panes.sort(key=lambda pane: pane is not focused)
        targets = [(pane, target) for pane in panes for target in pane.jump_targets()]
        if not targets:
            self.say("there is nothing to jump to here")
            return
        labels = jump_labels(len(targets))
        self._jumps = dict(zip(labels, targets, strict=False))
        self._jumped = ""
        self._show_jumps()

    def _show_jumps(self) -> None:
        jumps = self._jumps or {}
        for pane in (self._rows, self._detail):
            left = {t: label for label, (p, t) in jumps.items() if p is pane and label.startswith(self._jumped)}
            pane.show_jumps(left)
        self._keys.pending = (
            (f"jump {self._jumped}_", (("a-z", "letters of a row or link"), ("esc", "stay"))) if jumps else ("", ())
        )

    def end_jump(self) -> None:
        if self._jumps is not None:
            self._jumps = None
            self._show_jumps()

    def on_mouse_down(self) -> None:
        """A click or a turn of the wheel is another way to go somewhere."""
        self.end_jump()

    on_mouse_scroll_down = on_mouse_scroll_up = on_mouse_down

    def _jump_on(self, key: str) -> None:
        jumps, self._jumped = self._jumps or {}, self._jumped + key
        there = jumps.get(self._jumped)
        if there is None and any(label.startswith(self._jumped) for label in jumps):
            self._show_jumps()
            return
        self._jumps = None
        self._show_jumps()
        if there is not None:
            pane, target = there
            if pane is self._rows:
                self.focus_pane(pane)
            pane.jump_to(target)
