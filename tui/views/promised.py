"""What was promised, planned, expected or hoped for, apart from all that happened: as a survey, a page each, a list."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from functools import partial
from itertools import groupby

from rich.text import Text

from tui.index.index import Index
from tui.index.promises import Fate, Promise, due_day, holder, is_known, outcome_evidence, promises
from tui.records.contest import Contest
from tui.records.display_safe import one_line
from tui.records.edtf import Edtf, parse
from tui.records.edtf_words import in_short, in_words
from tui.records.kinds import Agreement, Fact, title_of
from tui.views.disagreement import add_contest
from tui.views.evidence import add_evidence, source_link
from tui.views.labels import CONTESTED, EXPECTED, Label, record_label
from tui.views.names import add_note
from tui.views.page import ITALIC, Page, count_words, styled
from tui.views.palette import Palette
from tui.views.records import record_page
from tui.views.signs import SIGNS, Signs
from tui.views.survey import Row, RowPage, Rows, Survey
from tui.views.wording import FIELD_NAMES, kind_words, source_label, value_words
from tui.views.wrapping import truncate

HEADINGS = {
    Fate.OVERDUE: "Overdue, and nothing recorded of it",
    Fate.DUE: "Due later",
    Fate.UNDATED: "Due on no day",
    Fate.DONE: "What became of it is recorded",
}
_TITLE = 44  # cells of a title in a row, where the holder is to have room behind it
_MOST_HOLDERS = 3
_MONTHS_FROM, _YEARS_FROM = 60, 730  # days from which a time is told in months, and in years


def modality_words(record: Agreement | Fact) -> str:
    """In which way something was held to come: `planned`, `expected`, `hoped for`, `promised`."""
    if record.modality in ("asserted", "implied"):
        words = "expected" if isinstance(record, Fact) and record.kind == "expectation" else "planned"
        return f"{words} (implied by the source)" if record.modality == "implied" else words
    return "hoped for" if record.modality == "hoped" else record.modality


def span_words(first: datetime.date, last: datetime.date) -> str:
    """How long it is from one day to a later one: `12 days`, `4 months`, `3 years`, always whole ones."""
    days = (last - first).days
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    if days < _MONTHS_FROM:
        return count_words(days, "day")
    return count_words(months, "month") if days < _YEARS_FROM else count_words(months // 12, "year")


# The survey.


def _row(index: Index, found: Sequence[Promise], signs: Signs, number: int) -> Row:
    promise = found[number]
    (id,) = index.ids_of([promise.n])
    return Row(id, promise_label(index, id, promise.fate, signs), _row_page(id))


def _row_page(id: str) -> RowPage:
    return lambda index, width, palette, full: promise_page(index, id, width, palette, full=full)


def promised_survey(index: Index, city: str = "", signs: Signs = SIGNS) -> Survey:
    """What was promised in a base, or of a city and its pairs: overdue first, what became of it last."""
    found = promises(index, city)
    title, name = (f"{index.title(city)}: ", f"promised of {index.title(city)}") if city else ("", "promised")
    rows = Rows(len(found), partial(_row, index, found, signs))
    return Survey(name, title + totals_words(found), rows, nothing_words(index, city))


def totals_words(found: Sequence[Promise]) -> str:
    """How many expectations there are, and how many are overdue: `9 promised, 3 overdue`."""
    overdue = Counter(promise.fate for promise in found)[Fate.OVERDUE]
    return f"{len(found):,} promised" + (f", {overdue:,} overdue" if overdue else "")


def nothing_words(index: Index, city: str) -> str:
    """What it means that there is nothing."""
    whose = f"of {index.title(city)}" if city else "of this base"
    return f"No record {whose} tells of a plan, an expectation, a hope or a promise."


def promise_label(index: Index, id: str, fate: Fate, signs: Signs = SIGNS) -> Label:
    """The row of an expectation: its sign, title, who holds it, and when it was due or what became of it."""
    label = record_label(index, id, signs)
    record = index.record(id)
    if not isinstance(record, (Agreement, Fact)):
        return label
    who = ", ".join(_holder_words(index, record, signs))
    title = truncate(one_line(label.title), _TITLE, signs.cut)
    return label._replace(title=title, addition=signs.own("· ") + who, right=signs.own(_right(record, fate)))


def _right(record: Agreement | Fact, fate: Fate) -> str:
    if fate is Fate.DONE and isinstance(record, Fact):
        return f"→ {in_short(record.outcome_date) if record.outcome_date else 'known'}"
    if record.date is None or fate is Fate.UNDATED:
        since = _since(record.date) if record.date else None
        return f"since {in_short(since)}" if since else "no date"
    return f"{'overdue ' if fate is Fate.OVERDUE else ''}{in_short(record.date)}"


def _since(date: Edtf) -> Edtf | None:
    """The day or month since when something is held that is due on no day."""
    return date.ranges[0].first if date.open_end and date.ranges else None


def _holder_words(index: Index, record: Agreement | Fact, signs: Signs) -> list[str]:
    found = holder(record)
    if found.said:
        return [index.title(id) for id in found.ids]
    return [source_label(index.source(id), id, signs) for id in found.ids[:1]]


# The page of one.


def promise_page(index: Index, id: str, width: int, palette: Palette, *, full: bool = False) -> Page:
    """An expectation as a page: who holds it, when it was due and how long ago that is, what became of it, evidence."""
    record = index.record(id)
    if not isinstance(record, (Agreement, Fact)):
        return record_page(index, id, width, palette, full=full)
    page = Page(width, palette, full)
    page.title(title_of(record), kind_words(record), palette.title + palette.expected + ITALIC, running=True)
    page.blank()
    page.add_field("Held by", _holder(page, index, record))
    page.add_field("As", page.join([styled(page.own("◇ "), palette.expected), page.say(modality_words(record))]))
    page.add_field(*_due(page, record))
    if late := _overdue_words(index, record):
        page.add_field("Overdue", styled(late, palette.contested))
    page.add_field("Became", _outcome(page, index, record))
    for contest in index.contests(record.id):
        add_contest(page, index, contest)
    add_evidence(page, index, record)
    add_note(page, record.note)
    page.blank()
    page.add(page.join(["all of the record: ", page.link(id, id)]))
    return page


def _holder(page: Page, index: Index, record: Agreement | Fact) -> Text:
    """Those who said it; else that nobody is named, and by whom it is told."""
    found = holder(record)
    shown = page.few(found.ids, _MOST_HOLDERS)
    if found.said:
        links: list[Text | str] = [page.link(index.title(id), id) for id in shown]
        words = page.join(links, between=", ")
    else:
        signs = page.palette.signs
        links = [page.link(source_label(index.source(id), id, signs), id) for id in shown]
        words = page.join([styled("nobody named; told by ", page.palette.dim), page.join(links, between=", ")])
    more = len(found.ids) - len(shown)
    return page.join([words, f", {page.more_words(more, 'holder')}"]) if more else words


def _due(page: Page, record: Agreement | Fact) -> tuple[str, Text]:
    """When it was due, or since when it is held, with the source's words."""
    name, words = "Due", "on no day"
    if record.date:
        since = _since(record.date)
        words = f"on no day; held since {in_words(since)}" if since else in_words(record.date)
    text = page.say(page.own(words))
    if record.date_wording:
        quoted = page.say(record.date_wording, page.palette.quote + ITALIC)
        text = page.join([text, ", “", quoted, "”"])
    return name, text


def _overdue_words(index: Index, record: Agreement | Fact) -> str:
    due = due_day(record)
    if due is None or due >= index.day or is_known(record, index.day):
        return ""
    return f"by {span_words(due, index.day)}"


def _outcome(page: Page, index: Index, record: Agreement | Fact) -> Text:
    """What became of it, when, and by whom that is told; or that nothing is recorded."""
    if not isinstance(record, Fact) or not is_known(record, index.day):
        return page.join([styled(page.own("→ "), page.palette.dim), styled("not recorded", page.palette.dim)])
    when = f"{in_words(record.outcome_date)}: " if record.outcome_date else ""
    parts: list[Text | str] = [f"→ {when}", page.say(record.outcome or "")]
    sources = [source_link(page, index, item) for item in outcome_evidence(record)]
    if sources:
        parts += [" ", page.join(sources, between=", ")]
    return page.join(parts)


# The list of a command.


def promised_page(index: Index, city: str, width: int, palette: Palette, most: int) -> Page:
    """All that was promised, at most `most` records under each heading; how many there are stands beside it."""
    page = Page(width, palette, full=True)
    found = promises(index, city)
    where = index.title(city) if city else "Whole base"
    page.title(f"{where}: {totals_words(found)}", page.own(f"on {in_words(parse(index.day.isoformat()))}"))
    page.add(
        styled(
            "Planned, expected, hoped for or promised; none of it is told here as something that happened.", palette.dim
        )
    )
    for fate, some in groupby(found, key=lambda promise: promise.fate):
        group = list(some)
        page.heading(f"{EXPECTED} {HEADINGS[fate]}", f"{len(group):,}")
        for id in index.ids_of(promise.n for promise in group[:most]):
            _add_promise(page, index, id)
        if len(group) > most:
            page.add(styled(f"and {len(group) - most:,} more (--limit)", palette.dim), "  ")
    return page


def _add_promise(page: Page, index: Index, id: str) -> None:
    record = index.record(id)
    if not isinstance(record, (Agreement, Fact)):
        return
    palette = page.palette
    sign = EXPECTED + (CONTESTED if index.contests(id) else "") + " "
    title = page.say(title_of(record), palette.expected, safe=one_line)
    page.add(page.join([title, " ", page.link("", id)]), sign, style=palette.expected)
    parts: list[Text | str] = [_holder(page, index, record), styled(modality_words(record), palette.text)]
    due = _due(page, record)[1]
    parts.append(page.join(["due ", due]))
    if late := _overdue_words(index, record):
        parts.append(styled(f"overdue {late}", palette.contested))
    page.add_parts(parts, "    ")
    for contest in index.contests(id):
        _add_doubt(page, index, contest)
    page.add(_outcome(page, index, record), "    ")


def _add_doubt(page: Page, index: Index, contest: Contest) -> None:
    """The values of a field that sources disagree on, in the same place."""
    signs = page.palette.signs
    others = [value_words(claim.value, index.title, signs) for claim in contest.claims]
    words = page.say(signs.own(" · ").join(others), page.palette.contested)
    name = FIELD_NAMES.get(contest.field, contest.field)
    page.add(page.join([styled(f"sources disagree on the {name}: ", page.palette.contested), words]), "  ≠ ",
             style=page.palette.contested)  # fmt: skip
