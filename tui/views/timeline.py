"""A timeline: years in a column at the left, what is recorded of each beside them."""

from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text

from tui.index.headlines import Headline
from tui.index.index import Index
from tui.index.overviews import Timeline
from tui.records.display_safe import one_line
from tui.records.edtf import MONTHS, Edtf, parse
from tui.views.labels import CONTESTED, EXPECTED
from tui.views.page import ITALIC, Page, styled
from tui.views.wrapping import beginning, truncate, wrap

_YEAR = 7  # cells of the years, with a sign before and blanks behind
_WORDS = 12  # cells of the years in words, with day and month: "2016   4 Nov", "about 2015"
_NUMBER = 5  # cells of the number of a link
_NARROW = 36  # cells below which a year stands on a line of its own
_WIDE = 64  # cells from which words and days fit
_MOST_LINES = 2  # of one entry
_MOST_READ = 400  # characters of one text


def add_timeline(page: Page, index: Index, city: str, timeline: Timeline) -> None:
    """The moments of a city by year, those without a date last."""
    palette = page.palette
    if timeline.earlier > 0:
        lead = "more than " if timeline.at_least else ""
        how = "open the city in the tree" if page.full else "+ shows more"
        page.add(styled(f"{lead}{timeline.earlier:,} earlier: {how}", palette.dim))
    entries = [(_When(head.date), id, head) for id in timeline.moments if (head := index.headline(id))]
    shown = ""
    for when, id, head in sorted(entries, key=lambda entry: entry[0].order):
        year = when.in_words if page.width >= _WIDE else page.own(when.in_signs)
        _add_entry(page, index, _Entry(id, head, when), "" if year == shown else year, city)
        shown = year
    for n, id in enumerate(timeline.undated):
        if head := index.headline(id):
            _add_entry(page, index, _Entry(id, head, None), "no date" if n == 0 else "", city)
    if timeline.more_undated > 0:
        page.add(styled(f"and {timeline.more_undated:,} more without a date", palette.dim), " " * _lead(page))


class _When:
    """When something was, for the column: its year as words and as a sign, its day, and where it stands."""

    def __init__(self, text: str) -> None:
        when = parse(text)
        first, last = when.ranges[0] if when.ranges else (when, when)
        year, sign, word, latest = when.earliest.year, "", "", 0
        if first is None or (when.precision == "one-of" and first is not last):
            year, sign, word, latest = when.latest.year, "≤", "by ", 2
        elif last is None:
            sign, word, latest = "≥", "from ", 1
        elif when.approximate:
            sign, word, latest = "~", "about ", 1
        self.in_words = f"{word}{year}"
        self.in_signs = f"{sign or ' '}{year}"
        # In its year what has a day comes first, then what may be at any time of it, then what was to be by its end.
        self.order = (year, latest, self.in_signs, when.earliest)
        self.vague = bool(word)
        self.day = "" if when.ranges else _day(when)


class _Entry(NamedTuple):
    id: str
    head: Headline
    when: _When | None


def _day(when: Edtf) -> str:
    """Day and month of a date for the column, as far as they are known."""
    if when.precision not in ("day", "month") or "X" in when.text:
        return ""
    month = MONTHS[when.earliest.month - 1][:3]
    return f"{when.earliest.day} {month}" if when.precision == "day" else month


def _lead(page: Page) -> int:
    """The cells before the text of an entry."""
    column = _WORDS if page.width >= _WIDE else _YEAR if page.width >= _NARROW else 1
    return column + _NUMBER + 1


def _add_entry(page: Page, index: Index, entry: _Entry, when: str, city: str) -> None:
    palette = page.palette
    head = entry.head
    style = palette.title if entry.when else palette.dim
    lead = Text(end="")
    if page.width < _NARROW:
        if when:
            page.add(styled(when.strip(), style))
        lead.append(" ")
    elif page.width < _WIDE:
        lead.append(when.ljust(_YEAR), style)
    else:
        day = entry.when.day if entry.when and not entry.when.vague else ""
        lead.append(when, style).append(day.rjust(_WORDS - len(when)), palette.dim)
    number = page.link("", entry.id)
    lead.append(" " * max(_NUMBER - number.cell_len, 0)).append_text(number).append(" ")
    if lead.cell_len > _lead(page):
        lead = _tightened(lead, number, _lead(page))
    room = max(page.width - lead.cell_len, 2)
    lines = wrap(_words(page, index, head, city), room)
    if len(lines) > _MOST_LINES:
        last = lines[_MOST_LINES - 1]
        cut = truncate(f"{last.plain.rstrip()} {palette.signs.cut}", room, palette.signs.cut)
        lines = [*lines[: _MOST_LINES - 1], styled(cut, palette.expected + ITALIC if head.expected else palette.text)]
    for n, line in enumerate(lines):
        before = lead if n == 0 else Text(" " * lead.cell_len, end="")
        page.lines.append(Text(end="").append_text(before).append_text(line))


def _tightened(lead: Text, number: Text, cells: int) -> Text:
    """A lead whose number has more digits than the column: it takes blanks from before it."""
    plain = lead.plain
    start = len(plain) - len(number.plain) - 1
    spare = len(plain[:start]) - len(plain[:start].rstrip())
    take = min(max(cell_len(plain) - cells, 0), max(spare - 1, 0))
    return lead[: start - take].append_text(lead[start:]) if take else lead


def _words(page: Page, index: Index, head: Headline, city: str) -> Text:
    """What an entry says: signs of its state, its title, and for an agreement with whom."""
    palette = page.palette
    text = Text(end="")
    title = one_line(beginning(head.title, _MOST_READ))
    if head.expected:
        text.append(page.own(f"{EXPECTED} expected · "), palette.expected).append(title, palette.expected + ITALIC)
    else:
        text.append(title, palette.text)
    if head.kind == "agreement":
        others = [party for party in head.parties if party != city][:3]
        names = ", ".join(truncate(one_line(index.title(party)), 40, palette.signs.cut) for party in others)
        text.append(page.own(" · ") + names, palette.native)
    if head.contested:
        text = styled(page.own(f"{CONTESTED} "), palette.contested).append_text(text)
    return text
