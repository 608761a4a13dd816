"""The colours of the views by what they mean. No meaning rests on colour alone: words and signs carry it too."""

from typing import NamedTuple

from rich.style import Style


class Palette(NamedTuple):
    """One style for each role that text plays in a view."""

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


def _palette(**styles: str) -> Palette:
    return Palette(**{role: Style.parse(style) for role, style in styles.items()})


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
