"""What a terminal sends: keys, reports, pastes, and bytes that are none of them."""

from __future__ import annotations

import codecs
import functools

from textual import events
from textual.message import Message

from tests.fuzz.target import Target
from tui.browser.keyboard import Keyboard, key_name
from tui.browser.terminal.keys import KeyParser
from tui.settings.actions import Scope
from tui.settings.keymap import Keymap

_PRESSED = 12  # what is typed later finds the keyboard as it was before


def check(data: bytes) -> None:
    """Any bytes are events, the same ones whether they come in one piece or one by one.

    Every key has a name, and in every scope it does something, waits for more, or is none of ours.
    """
    at_once = _events([data])
    one_by_one = _events([data[at : at + 1] for at in range(len(data))])
    assert list(map(_shown, at_once)) == list(map(_shown, one_by_one))
    names = [key_name(event) for event in at_once if isinstance(event, events.Key)]
    assert all(names)
    for scope in Scope if len(data) % 4 == 0 else [Scope.PAGE]:  # all of them take as long as all the rest, twice
        keyboard = Keyboard(_keymap())
        for name in names[:_PRESSED]:
            keyboard.press(scope, name, links=3)
            assert len(keyboard.digits) < 10


def _events(pieces: list[bytes]) -> list[Message]:
    parser = KeyParser()
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    # An empty text would be the end of the input.
    return [event for piece in pieces if (text := decoder.decode(piece)) for event in parser.feed(text)]


def _shown(event: Message) -> str:
    return f"{type(event).__name__} {getattr(event, 'key', '')} {getattr(event, 'text', '')} {getattr(event, 'x', '')}"


@functools.cache
def _keymap() -> Keymap:
    return Keymap()


_PIECES = (
    *(
        "\x1b",
        "\x1b[",
        "\x1bO",
        "\x1b[<",
        ";",
        "M",
        "m",
        "~",
        "u",
        "R",
        "$y",
        "t",
        "\x1b[?",
        ":",
        "0",
        "1",
        "35",
        "1114112",
    ),
    *("\x1b[A", "\x1b[1;5C", "\x1b[48;24;80;480;800t", "\x1b[<0;1;1M", "\x1b[?2026;2$y", "\x1b[?2048;1$y", "\x1b[200~"),
    *(
        "\x1b[201~",
        "\x1b[I",
        "\x1b[O",
        "\x1b[97;5u",
        "\x1b[57399u",
        "\x1b[1;1R",
        "j",
        "gg",
        "12",
        "\r",
        "\t",
        "\0",
        "é",
        "김",
    ),
)

TARGET = Target("keyboard", check, _PIECES, steps=2000, prepare=_keymap)
