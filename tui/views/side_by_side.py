"""Contested fields with their values side by side: who gives each, in which words, when, and from how many origins."""

from __future__ import annotations

from collections import Counter

from rich.text import Text

from tui.index.index import Index
from tui.records.contest import MOST_VALUES, Claim, Contest, Value, contradict, sides, torn
from tui.records.kinds import Agreement, Evidence, Fact, Record, evidence_of, title_of
from tui.records.quotes_lock import Verification
from tui.views.citing import speaker_of
from tui.views.disagreement import add_answers, backing_words, contest_words
from tui.views.evidence import quote_words, source_link, state_text
from tui.views.looking_back import add_as_of
from tui.views.page import BETWEEN, Page, count_words, styled
from tui.views.palette import Palette
from tui.views.survey import RowPage
from tui.views.wording import kind_words, value_words

_LEAST = 32  # cells of a column
_MOST_SIDES = 12  # values of one field
_MOST_FULL = 400  # the same on a full page: even that has an end
_MOST_NAMED = 2  # values that one agrees with
_MOST_PIECES = 8  # pieces of evidence of one value


def side_by_side(index: Index, id: str, width: int, palette: Palette, *, full: bool = False, field: str = "") -> Page:
    """The contested fields of a record, or the one that is named: each value in a column of at least 32 cells.

    Where the width in cells is not enough for two, values stand below each other. A record that has nothing contested
    gets a page that says so.
    """
    page = Page(width, palette, full)
    record = index.record(id)
    if record is None:
        page.say_missing(id)
        return page
    add_as_of(page, index)
    page.title(title_of(record), kind_words(record), running=True)
    _add_about(page, index, record)
    found = [contest for contest in index.contests(id) if field in ("", contest.field)]
    for contest in found:
        _add_contest(page, index, record, contest)
    if not found:
        page.blank()
        page.add(
            styled("Nothing in it is contested: no two values that it is given contradict each other.", palette.text)
        )
    return page


def field_page(id: str, field: str) -> RowPage:
    """The page beside a row of a list of contested fields."""

    def page(index: Index, width: int, palette: Palette, full: bool) -> Page:
        return side_by_side(index, id, width, palette, full=full, field=field)

    return page


def _add_about(page: Page, index: Index, record: Record) -> None:
    ids = record.parties if isinstance(record, Agreement) else record.about if isinstance(record, Fact) else ()
    links = [page.link(index.title(id), id) for id in page.few(ids, _MOST_SIDES)]
    if links:
        page.add(page.join(links, between=" ⇄ " if isinstance(record, Agreement) else " · "))


def _add_contest(page: Page, index: Index, record: Record, contest: Contest) -> None:
    palette = page.palette
    page.blank()
    page.add(styled(page.own(contest_words(contest)), palette.contested))
    values = sides(contest)
    everything = [item for claim in contest.claims for item in claim.evidence]
    page.add(styled(page.own(f"{len(values):,} values · {backing_words(index, everything)}"), palette.dim))
    for id in torn(contest):
        item = next(item for item in everything if item.source == id)
        said = " contradicts itself: it stands on both sides, and counts as one origin"
        page.add(page.join([source_link(page, index, item), styled(said, palette.contested)]))
    shown = values[: _MOST_FULL if page.full else _MOST_SIDES]
    most = max((page.width + len(BETWEEN)) // (_LEAST + len(BETWEEN)), 1)
    draw = _Side(page, index, record, contest, [value for value, _ in values]).drawn
    for first in range(0, len(shown), most):
        row = shown[first : first + most]
        width = (page.width + len(BETWEEN)) // len(row) - len(BETWEEN)
        page.blank()
        page.add_columns([draw(value, claims, width) for value, claims in row])
    if page.full and len(values) > len(shown):
        page.add(styled(f"and {count_words(len(values) - len(shown), 'more value')}: the files have all", palette.dim))
    else:
        page.add_more(values, shown, "value")
    page.blank()
    if contest.settled:
        add_answers(page, index, contest)
    else:
        page.add(styled("Open: the editors of this base have no answer.", palette.dim), "? ")


class _Side:
    """Draws one value of a contest as a column: the value, how much stands behind it, and every piece of evidence."""

    def __init__(self, page: Page, index: Index, record: Record, contest: Contest, values: list[Value]) -> None:
        self._page = page
        self._index = index
        self._record = record
        self._values = values
        self._torn = torn(contest)
        sources = [index.source(id) for id in contest.sources]
        self._origins = Counter(source.origin or source.id for source in sources if source)
        self._states: dict[str, dict[Evidence, Verification]] = {}
        for id in dict.fromkeys(claim.record for claim in contest.claims):
            stated = index.record(id) if id else record
            if stated:
                self._states[id] = dict(zip(evidence_of(stated), index.verifications(stated), strict=True))

    def drawn(self, value: Value, claims: tuple[Claim, ...], width: int) -> Page:
        """The column of one value."""
        page, palette = self._page.column(width), self._page.palette
        page.add(page.say(value_words(value, self._index.title, palette.signs), palette.title))
        pieces = [(claim, item) for claim in claims for item in claim.evidence]
        page.add(styled(page.own(backing_words(self._index, [item for _, item in pieces])), palette.dim))
        if words := self._agreeing(value):
            page.add(page.say(f"agrees with {words}", palette.dim))
        stated = ""
        for claim in claims:
            if claim.record and claim.record != stated:
                stated = claim.record
                page.add(page.join(["in the record ", page.link(self._index.title(stated), stated)]))
            elif not claim.record and not claim.evidence:
                page.add(styled("this record, without a source of its own", palette.dim))
        shown = page.few(pieces, _MOST_PIECES)
        for claim, item in shown:
            page.blank()
            self._add_piece(page, claim, item)
        page.add_more(pieces, shown, "source")
        return page

    def _agreeing(self, value: Value) -> str:
        """The other values that one can hold together with, in words."""
        others = [other for other in self._values[:MOST_VALUES] if other is not value]
        agreeing = [other for other in others if not contradict(value, other)]
        if agreeing and len(agreeing) == len(self._values) - 1:
            return "all other values"
        named = agreeing[:_MOST_NAMED]
        more = f" and {len(agreeing) - len(named):,} more" if len(agreeing) > len(named) else ""
        signs = self._page.palette.signs
        return " and ".join(value_words(other, self._index.title, signs) for other in named) + more

    def _speaker(self, claim: Claim, item: Evidence) -> str | None:
        """Who is quoted; of what is only cited, who is said to speak there."""
        stated = self._index.record(claim.record) if claim.record else self._record
        return speaker_of(stated, item) if stated and item.quote is not None else item.speaker

    def _add_piece(self, page: Page, claim: Claim, item: Evidence) -> None:
        palette, source = page.palette, self._index.source(item.source)
        marks: list[Text | str] = [source_link(page, self._index, item)]
        if source and source.published is None:
            marks.append("undated")
        if item.source in self._torn:
            marks.append(styled("contradicts itself", palette.contested))
        page.add_parts(marks)
        if speaker := self._speaker(claim, item):
            page.add(page.join(["said by ", page.link(self._index.title(speaker), speaker)]))
        if source and self._origins[origin := source.origin or source.id] > 1:
            page.add(page.say(f"origin {origin}", palette.dim))
        if item.quote is not None:
            page.add(quote_words(page, item.quote), "┃ ", "┃ ", palette.bar)
            page.add(state_text(page, self._states[claim.record][item]), "┃ ", "┃ ", palette.bar)
        else:
            page.add(styled("cited, not quoted", palette.dim))
        if item.note:
            page.add(page.say(item.note))
