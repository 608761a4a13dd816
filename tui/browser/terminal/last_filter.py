"""The last line: whatever a widget paints passes here on its way to the terminal, and nothing that acts gets through.

Views make data safe, with stand-ins that say what stood there. This is for the text that forgot to: it keeps the width
of the line, so every stand-in has the cells of what it replaces, or one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.strip import Strip

from tui.records.display_safe import one_line, spans_to_show

_INSTEAD = "?"
# Printable ASCII and nothing that ends a sequence (OSC 8), no user name before the host (RFC 3986, 3.2.1).
_ADDRESS = re.compile(r"https?://(?![^/?#]*@)[A-Za-z0-9\[][!-~]{0,2047}")


class LastFilter(LineFilter):
    """Lets no control character, no control of direction, no surrogate and no link that is no web address through."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments of one line, as wide as they were; the same list if there is nothing to keep back."""
        return safe_segments(segments)


def safe_segments(segments: list[Segment]) -> list[Segment]:
    """The segments of one line without anything that acts on a terminal, as many cells as before.

    Segments of control codes become text. Blanks at the end make room for a stand-in that is wider than what it stands
    for, else the line is cut.
    """
    text = "".join([segment.text for segment in segments])
    if text.isascii() and text.isprintable() and not any(map(_suspect, segments)):
        return segments
    # A character may lie in two segments, so the line is looked at as a whole.
    acting = _acting(text)
    if not acting and not any(map(_suspect, segments)):
        return segments
    made: list[Segment] = []
    at = 0
    for segment in segments:
        shown = "".join([_stand_in(char) if at + n in acting else char for n, char in enumerate(segment.text)])
        made.append(Segment(shown, _without_link(segment.style)))
        at += len(segment.text)
    width = sum(cell_len(segment.text) for segment in segments)
    return list(Strip(made).adjust_cell_length(width))


def safe_link(link: str) -> bool:
    """Whether a terminal may be given a link (OSC 8): an http or https address in printable ASCII, of one line."""
    return _ADDRESS.fullmatch(link) is not None


def _suspect(segment: Segment) -> bool:
    style = segment.style
    return segment.control is not None or (style is not None and style.link is not None and not safe_link(style.link))


def _acting(text: str) -> frozenset[int]:
    """Where in a line characters are that a terminal may act on, or whose cells nobody agrees on."""
    found = {n for first, last in spans_to_show(text) for n in range(first, last)}
    return frozenset(found | {at.start() for at in re.finditer("\n", text)})


def _stand_in(char: str) -> str:
    shown = one_line(char)
    return shown if len(shown) == 1 else _INSTEAD


def _without_link(style: Style | None) -> Style | None:
    return _unlinked(style) if style is not None and style.link is not None and not safe_link(style.link) else style


@lru_cache(maxsize=64)
def _unlinked(style: Style) -> Style:
    return style.update_link(None)
