"""Disagreement on a page: what sources say of a contested field, how it is settled, who dates more closely."""

from __future__ import annotations

from rich.text import Text

from tui.index.index import Index
from tui.records.contest import Claim, Contest
from tui.records.edtf import contradicts
from tui.records.kinds import Agreement, Evidence, Fact
from tui.views.evidence import source_link
from tui.views.page import Page, styled
from tui.views.wording import FIELD_NAMES, value_words

_MOST_SOURCES = 8  # of one claim


def add_contest(page: Page, index: Index, contest: Contest) -> None:
    """A contested field: each value with who gives it, then how the editors settle it."""
    palette = page.palette
    page.blank()
    name = FIELD_NAMES.get(contest.field, contest.field)
    state = "settled" if contest.settled else "open"
    page.add(styled(page.own(f"≠ Sources disagree on the {name} · {state}"), palette.contested))
    claims = page.few(contest.claims, _MOST_SOURCES)
    for claim in claims:
        page.add(_claim_words(page, index, claim), "  · ", style=palette.contested)
    page.add_more(contest.claims, claims, "value", "  · ")
    for item in contest.settled:
        answer = page.say(f"{item.settled} ", palette.text)
        after = page.join(["(our reading, after ", source_link(page, index, item), ")"])
        page.add(page.join([answer, after]), "  = ", style=palette.verified)


def _claim_words(page: Page, index: Index, claim: Claim) -> Text:
    value = page.say(value_words(claim.value, index.title, page.palette.signs), page.palette.title)
    if not claim.evidence:
        return page.join([value, "  ", Text("this record", page.palette.dim)])
    return page.join([value, "  ", _sources(page, index, claim.evidence)])


def _sources(page: Page, index: Index, evidence: tuple[Evidence, ...]) -> Text:
    shown = page.few(evidence, _MOST_SOURCES)
    links = page.join([source_link(page, index, item) for item in shown], between=", ")
    more = len(evidence) - len(shown)
    return page.join([links, f", {page.more_words(more, 'source')}"]) if more else links


def add_refinements(page: Page, index: Index, record: Agreement | Fact) -> None:
    """Sources that give the date more closely than the record does: 26 February 2005 for 2005."""
    own = record.date
    if own is None:
        return
    closer: dict[str, list[Evidence]] = {}
    for item in record.evidence:
        said = item.says.date if item.says else None
        if said and said.text != own.text and not contradicts(own, said):
            closer.setdefault(said.text, []).append(item)
    for items in closer.values():
        said = items[0].says.date if items[0].says else None
        if said and own.earliest <= said.earliest and said.latest <= own.latest:
            sources = _sources(page, index, tuple(items))
            page.add_field("", page.join(["more closely ", page.say(page.own(f"{value_words(said)} ")), sources]))
