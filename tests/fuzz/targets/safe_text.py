"""Display-safe text."""

from __future__ import annotations

import unicodedata

from tests.fuzz.clean import acting, assert_clean
from tests.fuzz.target import Target, text_of
from tui.records.display_safe import display_safe, one_line

_PILE = 8


def check(data: bytes) -> None:
    """Any text becomes one that acts on no terminal and that UTF-8 can hold; made safe again it stays what it is.

    No letter has a pile of marks on it, and clean ASCII is not touched.
    """
    text = text_of(data)
    safe = display_safe(text)
    assert set(acting(safe)) <= {"U+000A"}
    assert display_safe(safe) == safe
    safe.encode("utf-8")
    assert safe.count("\n") == text.count("\n")
    line = one_line(text)
    assert_clean(line)
    assert one_line(line) == line
    assert bool(safe) == bool(text)
    if text.isascii() and text.isprintable():
        assert safe == line == text
    assert _highest_pile(safe) <= _PILE


def _highest_pile(text: str) -> int:
    highest = marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        highest = max(highest, marks)
    return highest


_PIECES = (
    *(
        "\x1b[31m",
        "\x1b]52;c;YQ==\x07",
        "\x1b]8;;https://a\x1b\\",
        "\x9b2J",
        "\x9d0;a\x9c",
        "\x90",
        "\x05",
        "\x7f",
        "\r",
        "\t",
    ),
    *(
        "\u202e",
        "\u2066",
        "\u2069",
        "\u200e",
        "\u061c",
        "\u200b",
        "\u200d",
        "\ufeff",
        "\U000e0041",
        "\U000e007f",
        "\ufdd0",
    ),
    *(
        "\ufffe",
        "\U0010ffff",
        "\ud800",
        "\udc80",
        "\u2028",
        "\u0301",
        "\u0301" * 9,
        "\u0e49" * 9,
        "\u20dd",
        "⟨U+202E⟩",
        "␛",
        "…",
        "\n",
    ),
)

TARGET = Target("safe-text", check, _PIECES, steps=50)
