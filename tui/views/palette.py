"""The colours of the views by what they mean. No meaning rests on colour alone: words and signs carry it too."""

from typing import NamedTuple

from rich.style import Style

from tui.views.signs import SIGNS, Signs


class Palette(NamedTuple):
    """One style for each role that text plays in a view, and how the program's own signs are written."""

    title: Style
    text: Style
    dim: Style
    heading: Style
    native: Style
    quote: Style
    bar: Style
    link: Style
    number: Style
    verified: Style
    contested: Style
    bad: Style
    expected: Style
    match: Style
    signs: Signs

    def signed(self, signs: Signs) -> "Palette":
        """The same styles with other signs."""
        return self._replace(signs=signs)


def _palette(**styles: str) -> Palette:
    return Palette(**{role: Style.parse(style) for role, style in styles.items()}, signs=SIGNS)


TERMINAL = _palette(
    title="bold",
    text="none",
    dim="dim",
    heading="bold cyan",
    native="none",
    quote="italic",
    bar="yellow",
    link="cyan",
    number="dim cyan",
    verified="green",
    contested="bold yellow",
    bad="bold red",
    expected="magenta",
    match="bold underline",
)
"""The terminal's own sixteen colours, for the plain commands."""

NIGHT = _palette(
    title="bold #f4efe6",
    text="#d5d0c6",
    dim="#8b8a85",
    heading="bold #7fb7be",
    native="#b9b3a6",
    quote="#ecd9a8",
    bar="#c99a3b",
    link="#8fc7e8",
    number="#5f87a1",
    verified="#93c47d",
    contested="bold #f0a35e",
    bad="bold #ef7d77",
    expected="#c3a3e0",
    match="bold underline #ffdf8a",
)
"""The browser's dark theme: warm paper on ink, so that quotes stand out as the thing to read."""

DAY = _palette(
    title="bold #1a1815",
    text="#2b2924",
    dim="#6d675b",
    heading="bold #1f6a73",
    native="#57524a",
    quote="#6b4a00",
    bar="#a06d0a",
    link="#0b5c94",
    number="#4f7f9e",
    verified="#2f6b1f",
    contested="bold #a3500b",
    bad="bold #b3261e",
    expected="#6a3d9a",
    match="bold underline #8a5a00",
)
"""The browser's light theme: ink on warm paper."""

MONOCHROME = _palette(
    title="bold",
    text="none",
    dim="dim",
    heading="bold underline",
    native="none",
    quote="italic",
    bar="none",
    link="none",
    number="dim",
    verified="none",
    contested="bold",
    bad="bold reverse",
    expected="italic",
    match="bold underline",
)
"""No colour at all: weight, slant and lines only."""
