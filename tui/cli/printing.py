"""Rich text on stdout, for the commands that show records."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable

from rich.color import ColorSystem
from rich.console import Console
from rich.text import Text

from tui.cli.output import colour_wanted
from tui.views.page import Page

# Only asked to cut a text into runs of one style; nothing is ever printed on it.
_CONSOLE = Console(file=io.StringIO(), width=400, no_color=True)


def write_lines(lines: Iterable[Text]) -> None:
    """Lines of a view on stdout: with the terminal's sixteen colours where colour is wanted, else plain."""
    colour = colour_wanted()
    for line in lines:
        sys.stdout.write((_ansi(line) if colour else line.plain).rstrip() + "\n")


def write_page(page: Page) -> None:
    """A page on stdout, and after it what its numbers stand for."""
    write_lines(page.lines)


def _ansi(line: Text) -> str:
    parts = []
    for segment in line.render(_CONSOLE):
        style = segment.style
        parts.append(style.render(segment.text, color_system=ColorSystem.STANDARD) if style else segment.text)
    return "".join(parts)
