"""What may be written to a terminal, said without the code that makes it so."""

from __future__ import annotations

import unicodedata

# UAX #9, "Explicit Directional ..." and the implicit marks.
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def acting(text: str) -> list[str]:
    """The characters of a text that could act on a terminal, on the order of a line or on an encoder, in U+ notation.

    Controls (C0, DEL, C1), line and paragraph separators, direction controls, surrogates, noncharacters, tags.
    """
    if text.isascii() and text.isprintable():
        return []
    return [f"U+{ord(char):04X}" for char in text if _acts(char)]


def _acts(char: str) -> bool:
    code = ord(char)
    return (
        unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")
        or char in _DIRECTION
        or code & 0xFFFE == 0xFFFE
        or 0xFDD0 <= code <= 0xFDEF
        or 0xE0000 <= code <= 0xE007F
    )


def assert_clean(text: str) -> None:
    """Raise AssertionError for a text that is not one line, or holds what could act."""
    assert not (found := acting(text)), f"{found[:5]} in {text[:200]!r}"
