"""What a terminal reports is understood, whatever it says of itself."""

import pytest
from textual import events

from tui.browser.terminal.keys import KeyParser


def mouse(text: str) -> events.MouseMove:
    (moved,) = [event for event in KeyParser().feed(text) if isinstance(event, events.MouseMove)]
    return moved


@pytest.mark.parametrize("size", ["24;80;0;0", "0;0;480;800", "0;0;0;0"])
def test_the_mouse_is_in_cells_where_a_terminal_knows_no_pixels(size: str) -> None:
    moved = mouse(f"\x1b[48;{size}t\x1b[<35;7;3M")
    assert (moved.x, moved.y) == (6, 2)


def test_the_mouse_is_in_pixels_where_a_terminal_has_told_their_number() -> None:
    moved = mouse("\x1b[48;24;80;480;800t\x1b[<35;401;201M")
    assert (moved.x, moved.y) == (40, 10)
