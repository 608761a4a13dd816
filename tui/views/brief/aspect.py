"""The brief as a page beside a record, for a pane of any width."""

from __future__ import annotations

from tui.index.index import Index
from tui.views.brief.choosing import LINES, Room, make_brief
from tui.views.brief.gathering import Asked
from tui.views.brief.page import WIDTH, brief_page
from tui.views.brief.statements import Brief
from tui.views.page import Page
from tui.views.palette import Palette

_LINES_OF_ALL = 400


def brief_aspect(
    index: Index, city: str, partner: str | None, width: int, palette: Palette, *, full: bool = False
) -> Page:
    """What fits the page that `ties brief` prints, or all of 400 lines, at most `width` cells wide."""
    lines = _LINES_OF_ALL if full else LINES

    def measure(brief: Brief) -> int:
        return len(brief_page(index, brief, WIDTH, palette, lines).lines)

    # A key waits for it: the last lines of so many are not worth laying all of them out a dozen times.
    room = Room(lines, measure, tries=0) if full else Room(lines, measure)
    brief = make_brief(index, Asked(city, partner), room)
    return brief_page(index, brief, width, palette, more="open it in the tree" if full else "+ shows more")
