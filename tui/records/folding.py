"""Folding of text for search: case, accents, width and compatibility forms no longer make a difference."""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not decompose though readers type them without their stroke (as in Łódź, Ærø).
_STROKES = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
    | {"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-"}
)

_SURROGATE = re.compile("[\ud800-\udfff]")


def fold(text: str) -> str:
    """The text as search compares it. Hangul stays whole syllables; lone surrogates become U+FFFD."""
    if text.isascii():
        return text.lower()
    text = _SURROGATE.sub("\ufffd", text)
    # Compatibility forms hide capitals (№, 𝓐), and small letters hide compatibility forms: apart before and after.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", bare.translate(_STROKES))
