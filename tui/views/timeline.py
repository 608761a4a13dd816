"""A timeline: years in a column at the left, what is recorded of each beside them."""

from __future__ import annotations

from datetime import date

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
_DAY = 7  # cells of day and month
_NUMBER = 5  # cells of the number of a link
_NARROW = 36  # cells below which a year stands on a line of its own
_WIDE = 64  # cells from which day and month have a column
_MOST_LINES = 2  # of one entry
_MOST_READ = 400  # characters of one text


def add_timeline(page: Page, index: Index, city: str, timeline: Timeline) -> None:
    """The moments of a city by year, those without a date last."""
    if timeline.earlier > 0:
        lead = "more than " if timeline.at_least else ""
        page.add(styled(f"{lead}{timeline.earlier:,} earlier: open the city in the tree", page.palette.dim))
    shown = ""
    for moment in timeline.moments:
        head = index.headline(moment.id)
        if head is None:
            continue
        when = parse(head.date)
        year = _year(when, moment.day)
        _add_entry(page, index, moment.id, head, "" if year == shown else year, _day(when), city)
        shown = year
    for n, id in enumerate(timeline.undated):
        head = index.headline(id)
        if head is not None:
            _add_entry(page, index, id, head, "no date" if n == 0 else "", "", city)
    if timeline.more_undated > 0:
        page.add(styled(f"and {timeline.more_undated:,} more without a date", page.palette.dim), " " * _lead(page))


def _year(when: Edtf, day: int) -> str:
    """The year of a date for the column, with a sign where it is no plain year."""
    year = date.fromordinal(day).year
    if when.ranges:
        first, last = when.ranges[0]
        if first is None or (when.precision == "one-of" and first is not last):
            return f"≤{when.latest.year}"
        return f"≥{year}" if last is None else f" {year}"
    return f"~{year}" if when.approximate else f" {year}"


def _day(when: Edtf) -> str:
    """Day and month of a date for the column, as far as they are known; nothing for an interval."""
    if when.ranges or when.precision not in ("day", "month") or "X" in when.text:
        return ""
    month = MONTHS[when.earliest.month - 1][:3]
    return f"{when.earliest.day} {month}" if when.precision == "day" else month


def _lead(page: Page) -> int:
    """The cells before the text of an entry."""
    year = _YEAR if page.width >= _NARROW else 1
    return year + (_DAY if page.width >= _WIDE else 0) + _NUMBER + 1


def _add_entry(page: Page, index: Index, id: str, head: Headline, year: str, day: str, city: str) -> None:
    palette = page.palette
    lead = Text(end="")
    if page.width < _NARROW:
        if year:
            page.add(styled(year, palette.title))
        lead.append(" ")
    else:
        undated = year == "no date"
        lead.append(year.ljust(_YEAR) if not undated else year, palette.dim if undated else palette.title)
    if page.width >= _WIDE:
        lead.append(f"{day:>{_DAY - 1}} ", palette.dim)
    number = page.link("", id)
    lead.append(" " * max(_NUMBER - number.cell_len, 0)).append_text(number).append(" ")
    if lead.cell_len > _lead(page):
        lead = _tightened(lead, number, _lead(page))
    room = max(page.width - lead.cell_len, 2)
    lines = wrap(_words(page, index, head, city), room)
    if len(lines) > _MOST_LINES:
        last = lines[_MOST_LINES - 1]
        cut = truncate(last.plain.rstrip() + " …", room)
        cut = cut if cut.endswith("…") else cut + "…"
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
        text.append(f"{EXPECTED} expected · ", palette.expected).append(title, palette.expected + ITALIC)
    else:
        text.append(title, palette.text)
    if head.kind == "agreement":
        others = [party for party in head.parties if party != city][:3]
        names = ", ".join(truncate(one_line(index.title(party)), 40) for party in others)
        text.append(f" · {names}", palette.native)
    if head.contested:
        text = styled(f"{CONTESTED} ", palette.contested).append_text(text)
    return text
