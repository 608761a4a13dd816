"""A page: the lines of one view at one width, and the numbered links in them."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from tui.records.display_safe import display_safe, one_line
from tui.views.palette import Palette
from tui.views.wrapping import wrap


class Page:
    """Lines of at most `width` cells, built from top to bottom. Data comes in through methods that make it safe."""

    def __init__(self, width: int, palette: Palette) -> None:
        self.width = width
        self.palette = palette
        self.lines: list[Text] = []
        self.links: list[str] = []
        self._numbers: dict[str, int] = {}

    def say(self, text: str, style: Style | None = None) -> Text:
        """Data as safe text, never as markup."""
        return styled(display_safe(text), style or self.palette.text)

    def link(self, label: str, target: str, style: Style | None = None) -> Text:
        """A label with the number by which its record can be followed. One record has one number on a page."""
        number = self._numbers.setdefault(target, len(self._numbers) + 1)
        if number > len(self.links):
            self.links.append(target)
        # The record travels with the text through wrapping, for clicks and for marking the selected link.
        meta = Style(meta={"record": target})
        text = Text(end="").append(one_line(label), (style or self.palette.link) + meta)
        return text.append(f"[{number}]", self.palette.number + meta)

    def join(self, parts: Sequence[Text | str], between: str = "") -> Text:
        """Several pieces as one text; plain strings are the program's own words."""
        joined = Text(end="")
        for n, part in enumerate(parts):
            if n and between:
                joined.append(between, self.palette.dim)
            joined.append_text(part if isinstance(part, Text) else Text(part, self.palette.dim))
        return joined

    def add(self, text: Text, first: str = "", rest: str | None = None, style: Style | None = None) -> None:
        """A paragraph, its first line led by `first` and the others by `rest` (by as many blanks if not given)."""
        rest = " " * cell_len(first) if rest is None else rest
        style = style or self.palette.dim
        for n, line in enumerate(wrap(text, self.width - max(cell_len(first), cell_len(rest)))):
            led = Text(end="").append(first if n == 0 else rest, style)
            self.lines.append(led.append_text(line))

    def blank(self) -> None:
        """An empty line, unless there is one already or nothing stands above."""
        if self.lines and self.lines[-1].plain:
            self.lines.append(Text(end=""))

    def heading(self, title: str) -> None:
        """The program's own words over what follows."""
        self.blank()
        self.lines.append(styled(title, self.palette.heading))

    def title(self, text: str, kind: str, style: Style | None = None) -> None:
        """The title of the page with its kind at the right edge of the first line."""
        room = self.width - cell_len(kind) - 2
        if room < min(self.width // 2, cell_len(text)):
            self.add(styled(kind, self.palette.dim))
            self.add(self.say(text, style or self.palette.title))
            return
        first, *others = wrap(self.say(text, style or self.palette.title), room)
        gap = max(self.width - first.cell_len - cell_len(kind), 2)
        self.lines.append(Text(end="").append_text(first).append(" " * gap).append(kind, self.palette.dim))
        self.lines += others


def styled(text: str, style: Style) -> Text:
    """Text with its style as a span: Rich leaves out a base style where a text is cut, joined or rendered bare."""
    return Text(end="").append(text, style)


def linked_record(style: str | Style) -> str | None:
    """The id of the record that a stretch of text links to, or None."""
    record = style.meta.get("record") if isinstance(style, Style) and style._meta else None
    return record if isinstance(record, str) else None
