"""Rich text on stdout, for the commands that show records."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.text import Text

from tui.cli.output import colour_wanted
from tui.records.display_safe import display_safe, one_line
from tui.views.labels import Label
from tui.views.lists import label_text
from tui.views.page import Page
from tui.views.palette import Palette

if TYPE_CHECKING:
    from rich.console import Console


@cache
def _console() -> Console:
    """Only asked to cut a text into runs of one style; nothing is ever printed on it. A pipe needs none."""
    from rich.console import Console

    return Console(file=io.StringIO(), width=400, no_color=True)


def write_lines(lines: Iterable[Text]) -> None:
    """Lines of a view on stdout: with the terminal's sixteen colours where colour is wanted, else plain."""
    colour = colour_wanted()
    for line in lines:
        sys.stdout.write((_ansi(line) if colour else display_safe(line.plain)).rstrip() + "\n")


def write_page(page: Page) -> None:
    """A page on stdout, and after it what its numbers stand for."""
    write_lines(page.lines)
    if page.links:
        write_lines([Text(), *_legend(page)])


def row_text(label: Label, width: int | None, palette: Palette) -> Text:
    """A row of a list cut to a width where there is one, else as wide as it needs to be."""
    sign, title, addition, right = (
        cell_len(one_line(part)) for part in label._replace(sign=palette.signs.own(label.sign))
    )
    needed = (sign + 1 if sign else 0) + title + (max(addition + 1, 5) if addition else 0)
    # The right edge gets at most half of a row, and is left out of the narrowest.
    needed = max(needed + right + 2, 2 * right, 8) if right else needed
    return label_text(label, needed if width is None else min(needed, width), palette)


def _legend(page: Page) -> Iterator[Text]:
    """The ids that the numbers on a page stand for, as many a line as fit: an id is never cut or broken."""
    line = Text(end="")
    for number, id in enumerate(page.links, 1):
        entry = page.say(f"[{number}] {id}", page.palette.dim)
        if line and line.cell_len + 2 + entry.cell_len > page.width:
            yield line
            line = Text(end="")
        line.append("  " if line else "").append_text(entry)
    yield line


def _ansi(line: Text) -> str:
    # A run of one style may begin in the middle of a character, and is made safe only where the line is not.
    safe = display_safe(line.plain) == line.plain
    parts = []
    for segment in line.render(_console()):
        style, text = segment.style, segment.text if safe else display_safe(segment.text)
        parts.append(style.render(text, color_system=ColorSystem.STANDARD) if style else text)
    return "".join(parts)
