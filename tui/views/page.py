"""A page: the lines of one view at one width, and the numbered links in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from tui.records.display_safe import display_safe, one_line
from tui.views.palette import Palette
from tui.views.wrapping import beginning, truncate, wrap

T = TypeVar("T")

ITALIC = Style(italic=True)

MOST_BREAKS = 100_000  # line feeds in the texts of a page that is shown in full: each line costs some 700 bytes
MOST_CHARACTERS = 4000  # of one text, on a page that is not shown in full
_MOST_LABEL = 160  # cells of a title that stands in the middle of a line
BETWEEN = " │ "
"""What stands between columns."""
_FIELD = 10  # cells of the column in which the names of fields stand
_DOT = " · "  # between pieces on one line
_NARROW = 44  # cells below which names of fields stand in the line


class Page:
    """Lines of at most `width` cells, built from top to bottom. Data comes in through methods that make it safe.

    Unless the page is `full`, of a long text only its beginning is shown, and of many things the first.
    """

    def __init__(self, width: int, palette: Palette, full: bool = False) -> None:
        self.width = width
        self.palette = palette
        self.full = full
        self.lines: list[Text] = []
        self.links: list[str] = []
        self.at = 0
        """The line, from 0, that a reader is to see first."""
        self._numbers: dict[str, int] = {}
        self._breaks_left = MOST_BREAKS

    def say(self, text: str, style: Style | None = None, safe: Callable[[str], str] = display_safe) -> Text:
        """Data as safe text, never as markup; the beginning of a long one, and how much more there is."""
        shown = self._first_lines(text) if self.full else beginning(text, MOST_CHARACTERS)
        said = styled(safe(shown), style or self.palette.text)
        if shown is not text:
            if self.full:
                more = f"{count_words(text.count(chr(10), len(shown)), 'more line')}: its file has all"
            else:
                more = self.more_words(len(text) - len(shown), "character")
            said.append(self.own(f" … ({more})"), self.palette.dim)
        return said

    def _first_lines(self, text: str) -> str:
        """All of a text, unless it takes more lines than are left for those of the page."""
        breaks = text.count("\n")
        if breaks <= self._breaks_left:
            self._breaks_left -= breaks
            return text
        end = -1
        for _ in range(self._breaks_left + 1):
            end = text.index("\n", end + 1)
        self._breaks_left = 0
        return text[:end]

    def own(self, words: str) -> str:
        """The program's own words with its signs as the palette has them."""
        return self.palette.signs.own(words)

    def few(self, things: Sequence[T], most: int) -> Sequence[T]:
        """The things to show of many: all on a full page, else the first `most`."""
        return things if self.full or len(things) <= most else things[:most]

    def more_words(self, more: int, thing: str) -> str:
        """How many more there are of what is shown in part, and how to see them: by the key `+` of the browser."""
        return f"{count_words(more, f'more {thing}')}: + shows all"

    def add_more(self, things: Sequence[object], shown: Sequence[object], thing: str, lead: str = "") -> None:
        """A line that says how many things are not shown, if there are any."""
        if len(things) > len(shown):
            self.add(styled(f"and {self.more_words(len(things) - len(shown), thing)}", self.palette.dim), lead)

    def link(self, label: str, target: str, style: Style | None = None) -> Text:
        """A label with the number by which its record can be followed. One record has one number on a page."""
        number = self._numbers.setdefault(target, len(self._numbers) + 1)
        if number > len(self.links):
            self.links.append(target)
        # The record travels with the text through wrapping, for clicks and for marking the selected link.
        meta = Style(meta={"record": target})
        text = Text(end="")
        if label:
            label = (
                label if self.full else truncate(beginning(label, MOST_CHARACTERS), _MOST_LABEL, self.palette.signs.cut)
            )
            text.append(one_line(label), (style or self.palette.link) + meta)
        return text.append(f"[{number}]", self.palette.number + meta)

    def join(self, parts: Sequence[Text | str], between: str = "") -> Text:
        """Several pieces as one text; plain strings are the program's own words."""
        joined = Text(end="")
        for n, part in enumerate(parts):
            if n and between:
                joined.append(self.own(between), self.palette.dim)
            joined.append_text(part if isinstance(part, Text) else Text(self.own(part), self.palette.dim))
        return joined

    def add(self, text: Text, first: str = "", rest: str | None = None, style: Style | None = None) -> None:
        """A paragraph, its first line led by `first` and the others by `rest` (by as many blanks if not given).

        Both are the program's own signs.
        """
        first = self.own(first)
        rest = " " * cell_len(first) if rest is None else self.own(rest)
        style = style or self.palette.dim
        for n, line in enumerate(wrap(text, self.width - max(cell_len(first), cell_len(rest)))):
            led = Text(end="").append(first if n == 0 else rest, style)
            self.lines.append(led.append_text(line))

    def add_parts(self, parts: Sequence[Text | str], first: str = "", style: Style | None = None) -> None:
        """Pieces with a dot between them, each line led by `first`. A piece that does not fit begins a line."""
        line = Text(end="")
        room = self.width - cell_len(self.own(first + _DOT))
        for part in parts:
            text = part if isinstance(part, Text) else Text(self.own(part), self.palette.dim)
            if not line:
                line = text
            elif line.cell_len + text.cell_len <= room:
                line = self.join([line, text], between=_DOT)
            else:
                self.add(line, first, first, style)
                line = text
        if line:
            self.add(line, first, first, style)

    def add_field(self, name: str, text: Text) -> None:
        """One thing that a record says, with the name of it in a column at the left, or before it where it is narrow.

        Without a name it goes on with the field above.
        """
        if self.width < _NARROW:
            self.add(self.join([f"{name}: ", text]) if name else text, "" if name else "  ", "  ")
        else:
            self.add(text, name.ljust(_FIELD), " " * _FIELD)

    def column(self, width: int) -> Page:
        """An empty page to stand on this one: what it links to has its numbers here."""
        part = Page(width, self.palette, self.full)
        part.links, part._numbers, part._breaks_left = self.links, self._numbers, self._breaks_left
        return part

    def add_columns(self, columns: Sequence[Page]) -> None:
        """Pages side by side, with a line between them that is three cells wide; nothing else was added meanwhile."""
        self._breaks_left = max(self._breaks_left - sum(self._breaks_left - part._breaks_left for part in columns), 0)
        rule = styled(self.own(BETWEEN), self.palette.dim)
        for row in range(max(len(column.lines) for column in columns)):
            line = Text(end="")
            for n, column in enumerate(columns):
                part = column.lines[row] if row < len(column.lines) else Text(end="")
                line.append_text(rule if n else Text(end="")).append_text(part)
                line.append(" " * (column.width - part.cell_len))
            line.rstrip()
            self.lines.append(line)

    def blank(self) -> None:
        """An empty line, unless there is one already or nothing stands above."""
        if self.lines and self.lines[-1].plain:
            self.lines.append(Text(end=""))

    def heading(self, title: str, count: str = "") -> None:
        """The program's own words over what follows, and a dimmer addition."""
        self.blank()
        text = styled(self.own(title), self.palette.heading)
        if count:
            text.append(self.own(f"{_DOT}{count}"), self.palette.dim)
        self.add(text)

    def title(self, text: str, kind: str, style: Style | None = None, *, running: bool = False) -> None:
        """The title of the page with its kind at the right edge of the first line. Running text may have line ends."""
        kind = self.own(kind)
        room = self.width - cell_len(kind) - 2
        title = self.say(text, style or self.palette.title, safe=display_safe if running else one_line)
        if room < min(self.width // 2, title.cell_len):
            self.add(styled(kind, self.palette.dim))
            self.add(title)
            return
        first, *others = wrap(title, room)
        gap = max(self.width - first.cell_len - cell_len(kind), 2)
        self.lines.append(Text(end="").append_text(first).append(" " * gap).append(kind, self.palette.dim))
        self.lines += others

    def say_missing(self, id: str) -> None:
        """The title and the words for an id that no record has."""
        self.title(id, "missing", self.palette.bad)
        self.add(styled("No record of this base has this id.", self.palette.text))


def styled(text: str, style: Style) -> Text:
    """Text with its style as a span: Rich leaves out a base style where a text is cut, joined or rendered bare."""
    return Text(end="").append(text, style)


def linked_record(style: str | Style) -> str | None:
    """The id of the record that a stretch of text links to, or None."""
    record = style.meta.get("record") if isinstance(style, Style) and style._meta else None
    return record if isinstance(record, str) else None


_PLURALS = {"city": "cities", "country": "countries", "party": "parties"}


def count_words(count: int, thing: str) -> str:
    """A number of things: `1 quote`, `2,000 quotes`, `3 sister cities`."""
    if count == 1:
        return f"1 {thing}"
    before, _, last = thing.rpartition(" ")
    return f"{count:,} {before + ' ' if before else ''}{_PLURALS.get(last, last + 's')}"
