"""A problem of a base as a page."""

from __future__ import annotations

from tui.loading.problems import Problem
from tui.views.page import Page, styled
from tui.views.palette import Palette


def problem_page(problem: Problem, width: int, palette: Palette) -> Page:
    """What is wrong, where, and what to do, at most `width` cells wide."""
    page = Page(width, palette)
    page.title(problem.message, problem.code, palette.bad)
    page.add(page.say(f"{problem.file}:{problem.line}:{problem.column}"))
    if problem.hint:
        page.blank()
        page.add(page.say(page.own(problem.hint)), "→ ")
    page.blank()
    about = "A record that cannot be read in full is left out; one that only names something missing stays."
    more = page.own("↵ opens the file at this line. `ties check` tells all of this too.")
    page.add(styled(f"{about} {more}", palette.dim))
    return page
