"""Evidence on a page: quotes with who said them, where they stand and whether they are verified; disagreements."""

from __future__ import annotations

from rich.style import Style
from rich.text import Text

from tui.index.index import Index
from tui.records.contest import Claim, Contest
from tui.records.kinds import Evidence, Says
from tui.records.quotes_lock import QuoteState, Verification
from tui.views.page import Page, styled
from tui.views.wording import FIELD_NAMES, source_label, state_words, value_words

_OPENING = ("“", '"', "«", "「", "『", "‘")


def add_evidence(page: Page, index: Index, items: tuple[Evidence, ...], found: list[Verification]) -> None:
    """All evidence of a record: quotes first, then what is cited with a remark, then bare citations in one line."""
    pairs = list(zip(items, found, strict=True))
    for item, verification in pairs:
        if item.quote is not None:
            _add_quote(page, index, item, verification)
    for item, _ in pairs:
        if item.quote is None and _remarks(item):
            _add_citation(page, index, item)
    bare = [item for item, _ in pairs if item.quote is None and not _remarks(item)]
    if bare:
        page.blank()
        links = [_source_link(page, index, item) for item in bare]
        page.add(page.join(["Also in ", page.join(links, between=" · ")]), "┆ ")


def _add_quote(page: Page, index: Index, item: Evidence, verification: Verification) -> None:
    quote = item.quote or ""
    page.blank()
    marked = quote.startswith(_OPENING)
    shown = page.say(quote if marked else f"“{quote}”", page.palette.quote)
    page.add(shown, "┃ ", "┃ ", page.palette.bar)
    if item.translation:
        page.add(page.say(f"In English: {item.translation}", page.palette.dim), "┃ ", "┃ ", page.palette.bar)
    parts: list[Text | str] = []
    if item.speaker:
        parts.append(page.join(["said by ", page.link(index.title(item.speaker), item.speaker)]))
    parts.append(_source_link(page, index, item))
    if item.language:
        parts.append(page.say(f"in {item.language}", page.palette.dim))
    parts.append(styled(state_words(verification), _state_style(page, verification)))
    page.add(page.join(parts, between=" · "), "┃ ", "┃ ", page.palette.bar)
    _add_remarks(page, item, "┃ ")


def _add_citation(page: Page, index: Index, item: Evidence) -> None:
    page.blank()
    parts: list[Text | str] = [_source_link(page, index, item)]
    parts.append(styled("cited, not quoted", page.palette.dim))
    page.add(page.join(parts, between=" · "), "┆ ", "┆ ")
    _add_remarks(page, item, "┆ ")


def _add_remarks(page: Page, item: Evidence, bar: str) -> None:
    style = page.palette.bar if bar == "┃ " else page.palette.dim
    for said in _said(item.says):
        page.add(page.say(said, page.palette.text), bar, bar, style)
    for text in (item.note, item.settled and f"Settles it: {item.settled}"):
        if text:
            page.add(page.say(text, page.palette.dim), bar, bar, style)


def _remarks(item: Evidence) -> bool:
    return bool(item.note or item.says or item.settled)


def _said(says: Says | None) -> list[str]:
    """Each value that a source gives instead of the record's."""
    if says is None:
        return []
    given = ((name, getattr(says, name)) for name in says.__struct_fields__)
    return [f"Says: {FIELD_NAMES.get(name, name)} {value_words(value)}" for name, value in given if value is not None]


def _source_link(page: Page, index: Index, item: Evidence) -> Text:
    return page.link(source_label(index.source(item.source), item.source), item.source)


def _state_style(page: Page, verification: Verification) -> Style:
    if verification.state.verified:
        return page.palette.verified
    return page.palette.dim if verification.state is QuoteState.CITED else page.palette.bad


def add_contest(page: Page, index: Index, contest: Contest) -> None:
    """A contested field: each value with who gives it, then how the editors settle it."""
    palette = page.palette
    page.blank()
    name = FIELD_NAMES.get(contest.field, contest.field)
    state = "settled" if contest.settled else "open"
    page.add(styled(f"≠ Sources disagree on the {name} · {state}", palette.contested))
    for claim in contest.claims:
        page.add(_claim_words(page, index, claim), "  · ", style=palette.contested)
    for item in contest.settled:
        answer = page.say(f"{item.settled} ", palette.text)
        page.add(page.join([answer, _source_link(page, index, item)]), "  = ", style=palette.verified)


def _claim_words(page: Page, index: Index, claim: Claim) -> Text:
    value = page.say(value_words(claim.value), page.palette.title)
    links = [_source_link(page, index, item) for item in claim.evidence]
    by = page.join(links, between=", ") if links else Text("this record", page.palette.dim)
    return page.join([value, "  ", by])
