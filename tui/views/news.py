"""What is new in words: which fields of a record have changed, from what to what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from tui.index.index import Index
from tui.index.news import News
from tui.records.changes import FieldChange
from tui.records.display_safe import one_line
from tui.views.labels import ADDED, CHANGED, record_label
from tui.views.page import Page, styled
from tui.views.palette import Palette
from tui.views.records import record_page
from tui.views.signs import SIGNS, Signs
from tui.views.survey import Row, Rows, Survey
from tui.views.wrapping import truncate

NEWS = "news"
"""The name of the survey of what is new."""
_LONGEST = 60  # cells of a value: enough to tell it by
_NAMED_BY = ("source", "id", "title", "name")
"""The keys by which one table of a list is called: a piece of evidence by its source."""


def field_words(change: FieldChange, signs: Signs = SIGNS) -> list[str]:
    """A changed field in short, a line each for what has changed in it: `date: 2000-11 → 2000-11-07`."""
    before, now = change.before, change.now
    if isinstance(before, Mapping) or isinstance(now, Mapping):
        return _of_tables(change, signs)
    if _is_list(before) or _is_list(now):
        return [f"{change.name}: {_of_lists(before or (), now or (), signs)}"]
    if before is None:
        return [f"{change.name}: new, {_short(now, signs)}"]
    if now is None:
        return [f"{change.name}: gone, was {_short(before, signs)}"]
    return [f"{change.name}: {_short(before, signs)} {signs.own('→')} {_short(now, signs)}"]


def _of_tables(change: FieldChange, signs: Signs) -> list[str]:
    """A table key by key, in the way in which TOML writes such keys: `value.at_least`."""
    old = change.before if isinstance(change.before, Mapping) else {}
    new = change.now if isinstance(change.now, Mapping) else {}
    found = []
    for key in [*new, *(key for key in old if key not in new)]:
        if old.get(key) != new.get(key):
            found += field_words(FieldChange(f"{change.name}.{key}", old.get(key), new.get(key)), signs)
    return found


def _of_lists(before: Sequence[Any], now: Sequence[Any], signs: Signs) -> str:
    """What came into a list, what went, and what stayed and says something else."""
    old, new = [item for item in before if item not in now], [item for item in now if item not in before]
    if not old and not new:
        return "in another order" if len(before) == len(now) else f"{len(before)} {signs.own('→')} {len(now)}"
    old_names, new_names = [_called(item, signs) for item in old], [_called(item, signs) for item in new]
    both = [name for name in new_names if name in old_names]
    parts = (
        ("changed", both),
        ("new", [name for name in new_names if name not in both]),
        ("gone", [name for name in old_names if name not in both]),
    )
    return "; ".join(f"{word} {', '.join(dict.fromkeys(names))}" for word, names in parts if names)


def _called(item: Any, signs: Signs) -> str:
    if isinstance(item, Mapping):
        return next((str(item[key]) for key in _NAMED_BY if key in item), "a table")
    return _short(item, signs)


def _short(value: Any, signs: Signs) -> str:
    if not isinstance(value, str):
        return str(value)
    text = one_line(value)
    text = truncate(text, _LONGEST, signs.cut)
    # Dates and words of the format stand as they are, sentences in quotation marks.
    return f"{signs.own('“')}{text}{signs.own('”')}" if " " in text else text


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _row(index: Index, news: News, since: str, signs: Signs, number: int) -> Row:
    n = news.in_order[number]
    id = next(iter(index.ids_of([n])), "")
    page = partial(_news_page, id, n in news.added, news.fields.get(n, ()), since)
    return Row(id, record_label(index, id, signs), page)


def news_words(news: News, signs: Signs = SIGNS) -> str:
    """How much is new, changed and removed; empty for nothing."""
    counts = [(len(news.added), "new"), (len(news.changed), "changed"), (news.removed, "removed")]
    return signs.own(" · ").join(f"{count:,} {word}" for count, word in counts if count)


def news_survey(index: Index, news: News, since: str, signs: Signs = SIGNS) -> Survey:
    """What is new in a base, then what has changed, each in order of importance."""
    words = news_words(news, signs)
    nothing = f"No record is new or has changed since {since}."
    rows = Rows(len(news.in_order), partial(_row, index, news, since, signs))
    return Survey(NEWS, f"{words or 'nothing new'} since {since}", rows, nothing)


def _news_page(
    id: str,
    added: bool,
    fields: Sequence[FieldChange],
    since: str,
    index: Index,
    width: int,
    palette: Palette,
    full: bool,
) -> Page:
    """The page of a record, headed by what is new about it."""
    page = record_page(index, id, width, palette, full=full)
    head = Page(width, palette, full)
    sign, word = (ADDED, "New") if added else (CHANGED, "Changed")
    head.add(styled(head.own(f"{sign} {word} since {since}"), palette.contested))
    for change in fields:
        for words in field_words(change, palette.signs):
            head.add(head.say(words, safe=one_line), "  ")
    head.blank()
    page.lines[:0] = head.lines
    return page
