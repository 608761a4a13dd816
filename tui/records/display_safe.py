"""Text from outside, made safe for a terminal without hiding what was in it.

Nothing is dropped: a control character becomes a visible stand-in, so that a verbatim quote stays honest and no escape
sequence, title, clipboard write or direction override reaches the terminal (CVE-2021-42574 and its kin).
"""

import re
from functools import cache

_PICTURES = {code: chr(0x2400 + code) for code in range(32) if code != 0x0A} | {0x7F: "\u2421", 0x09: " "}

# C1, direction controls, line and paragraph separators, interlinear marks, surrogates, noncharacters, tags.
_NAMED = (
    "\x80-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\U000e0000-\U000e007f"
    + "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
)
_UNSAFE = f"[\x00-\x09\x0b-\x1f\x7f{_NAMED}]"
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_MOST_MARKS = 8
_PILE = re.compile(f"([{_MARKS}]{{{_MOST_MARKS}}})[{_MARKS}]+")


def display_safe(text: str) -> str:
    """The text with every character that could act on a terminal made visible.

    C0 and DEL become control pictures (ESC as ␛), a tab one blank; direction controls, C1, tags, surrogates and
    noncharacters become ⟨U+202E⟩; more than eight combining marks in a row are cut. A line feed stays. Idempotent.
    """
    # What Python calls printable holds nothing unsafe, and most texts are that: theirs is the shortest way.
    if text.isprintable():
        return text if text.isascii() else _PILE.sub(r"\1…", text)
    if not _compiled(_UNSAFE).search(text) and not _PILE.search(text):
        return text
    text = text.translate(_PICTURES)
    text = _compiled(f"[{_NAMED}]").sub(lambda found: f"\u27e8U+{ord(found.group()):04X}\u27e9", text)
    return _PILE.sub(r"\1…", text)


def one_line(text: str) -> str:
    """Safe text on a single line: for labels, titles and messages."""
    return display_safe(text).replace("\n", "\u2424")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern, compiled when it is first needed: that takes as long as many a command."""
    return re.compile(pattern)
