"""OSC 52 (xterm control sequences, "Manipulate Selection Data"): a text for the clipboard of whatever terminal it is.

tmux and GNU screen stand between us and the terminal. As they come, tmux 3.3 takes no OSC 52 from an application
(`set-clipboard external`) and passes nothing through (`allow-passthrough off`); either setting alone is enough. So it
gets both forms and drops what it does not take; taken twice, the clipboard is the same. screen knows no OSC 52, passes
on what stands in a DCS, and prints what is longer than its buffer: it gets pieces.
"""

from __future__ import annotations

import base64

from tui.browser.outside.terminal_kind import Environment, behind_tmux, inside_screen

LIMIT = 74_994
"""Bytes of base64 that are sent at most. Terminals differ in what they take; some stop at 100,000 bytes in all."""

_ESC = b"\x1b"
_ST = b"\x1b\\"
# Ends an OSC everywhere, and unlike ST does not end the DCS that it may be in.
_BEL = b"\x07"
# screen's buffer has 768 bytes since 2014 and had 256 before: pieces that fit the old one cost 2 % more.
_PIECE = 252


class TooLongError(ValueError):
    """A text is longer than a terminal takes."""


def osc52(text: str, limit: int, environment: Environment, loaded: bool = False) -> bytes:
    """The bytes that set the clipboard to a text, for tmux and screen as they need it. Raises TooLongError.

    `limit` is in bytes of base64, four for every three of UTF-8. The bytes are ASCII and belong together. `loaded` says
    that tmux has the text by other means, and needs only what it may pass through.
    """
    data = base64.b64encode(text.encode("utf-8", "replace"))
    if len(data) > limit:
        raise TooLongError(f"its {len(data):,} bytes of base64 are more than the {limit:,} that a terminal is sent")
    plain = _ESC + b"]52;c;" + data + _BEL
    if behind_tmux(environment):
        passed = b"\x1bPtmux;" + plain.replace(_ESC, _ESC + _ESC) + _ST
        return passed if loaded else plain + passed
    if inside_screen(environment):
        pieces = [plain[start : start + _PIECE] for start in range(0, len(plain), _PIECE)]
        return b"".join(_ESC + b"P" + piece + _ST for piece in pieces)
    return plain
