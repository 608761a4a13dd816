"""What a page says of the day from which it is looked at: what stood then, what has grown old since."""

from __future__ import annotations

from datetime import date

from rich.text import Text

from tui.index import schema
from tui.index.figures import newer_figure
from tui.index.index import Index
from tui.index.overviews import later
from tui.index.promises import is_known, outcome_evidence
from tui.records.day import When, grown_old, when
from tui.records.edtf import parse
from tui.records.edtf_words import in_words
from tui.records.kinds import Agreement, City, Evidence, Fact, Record, Source, expected
from tui.views.page import Page, count_words, styled
from tui.views.palette import Palette


def day_words(day: date) -> str:
    """A day for a reader: `4 November 2016`."""
    return in_words(parse(day.isoformat()))


def nothing_by_then(day: date) -> str:
    """Why a tree or a search as of a day is empty."""
    return f"all that there is is dated later than {day_words(day)}"


def nothing_then_page(day: date, width: int, palette: Palette) -> Page:
    """What to show beside a tree that is empty as of a day."""
    page = Page(width, palette)
    page.title("Nothing yet", "as of a day")
    words = nothing_by_then(day)
    page.add(styled(f"{words[0].upper()}{words[1:]}, and nothing is without a date.", palette.text))
    page.blank()
    page.add(styled("Esc shows the base as it is known today; a takes another day.", palette.dim))
    return page


def add_as_of(page: Page, index: Index, record: Record | None = None) -> None:
    """Where a base is looked at as of a day: that it is, and what that means for a record. Nothing where it is not."""
    if index.as_of is None:
        return
    words = f"As of {day_words(index.as_of)}"
    more = _means(index, index.as_of, record) if record else ""
    style = page.palette.contested if record and is_later(index, record) else page.palette.expected
    page.add(styled(page.own(f"{words} · {more}" if more else words), style))


def is_later(index: Index, record: Record) -> bool:
    """Whether a record is dated later than the day as of which the base is looked at."""
    return index.standing is not None and not index.standing.has(index.number(record.id))


def _means(index: Index, day: date, record: Record) -> str:
    match record:
        case City():
            count = later(index, record.id)
            return (
                f"{count_words(count, 'record')} dated later {'is' if count == 1 else 'are'} not shown" if count else ""
            )
        case Source():
            if when(record.published, day) is When.LATER:
                return "published later: what it tells of earlier days counts all the same"
            return ""
        case Agreement() | Fact():
            return _stood(index, day, record)
    return ""


def known_since(index: Index, record: Record) -> bool:
    """Whether the first day is known on which a record can have stood."""
    (since,) = index.db.execute("SELECT since FROM record WHERE n = ?", (index.number(record.id),)).fetchone()
    return bool(since != schema.UNDATED)


def _stood(index: Index, day: date, record: Agreement | Fact) -> str:
    if is_later(index, record):
        return "not yet expected by any source here" if expected(record) else "dated later: not there yet"
    if expected(record):
        return "" if known_since(index, record) else "since when it was expected is not known"
    given = record.date
    if isinstance(record, Fact) and record.value and record.value.as_of:
        given = record.value.as_of
    match when(given, day):
        case When.MAYBE_LATER if given:
            return f"may be later: its date is {in_words(given)}"
        case When.UNDATED:
            return "without a date: nobody can tell whether it was there yet"
    return ""


def age_words(index: Index, fact: Fact) -> str:
    """How old a figure is on the day from which it is looked at, if it has grown old: `10 years old`."""
    given = fact.value.as_of if fact.value and fact.value.as_of else fact.date
    if given is not None:
        years = grown_old(given, index.day)
        return f"{years} year{'' if years == 1 else 's'} old" if years else ""
    published = [source.published for item in fact.evidence if (source := index.source(item.source))]
    ages = [grown_old(day, index.day) for day in published]
    if not ages or not all(ages):
        return ""
    return f"without a date, its source is {min(ages)} year{'' if min(ages) == 1 else 's'} old"


def add_newer(page: Page, index: Index, fact: Fact) -> None:
    """The newest figure of the same thing, where that is another: this one has been overtaken."""
    found = newer_figure(index, fact)
    newer = index.record(found) if found else None
    if isinstance(newer, Fact) and newer.value:
        of = f" ({in_words(newer.value.as_of)})" if newer.value.as_of else ""
        words: list[Text | str] = ["overtaken by ", page.link(f"{index.title(newer.id)}{page.own(of)}", newer.id)]
        page.add_field("", page.join(words))


def outcome_is_later(index: Index, fact: Fact) -> bool:
    """Whether what became of an expectation was learned only after the day as of which the base is looked at."""
    return index.as_of is not None and bool(fact.outcome) and not is_known(fact, index.as_of)


def published_later(index: Index, source: str) -> bool:
    """Whether a source appeared later than the day as of which the base is looked at: what it has is of its own day."""
    found = index.source(source)
    if index.as_of is None or found is None or found.published is None:
        return False
    return when(found.published, index.as_of) is When.LATER


def is_hindsight(index: Index, record: Record, item: Evidence) -> bool:
    """Whether a piece of evidence tells what became of an expectation, and that was learned later."""
    return isinstance(record, Fact) and outcome_is_later(index, record) and item in outcome_evidence(record)
