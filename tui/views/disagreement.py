"""Disagreement on a page: what sources say of a contested field, how it is settled, who dates more closely."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from tui.index.index import Index
from tui.records.contest import Claim, Contest, origins, torn
from tui.records.edtf import contradicts
from tui.records.kinds import Agreement, Evidence, Fact
from tui.views.evidence import source_link
from tui.views.page import Page, count_words, styled
from tui.views.wording import FIELD_NAMES, value_words

_MOST_SOURCES = 8  # of one claim


def add_contest(page: Page, index: Index, contest: Contest) -> None:
    """A contested field: each value with who gives it, then how the editors settle it."""
    palette = page.palette
    page.blank()
    everything = [item for claim in contest.claims for item in claim.evidence]
    head = styled(page.own(contest_words(contest)), palette.contested)
    page.add(page.join([head, styled(backing_words(index, everything), palette.dim)], between=" · "))
    claims = page.few(contest.claims, _MOST_SOURCES)
    for claim in claims:
        page.add(_claim_words(page, index, claim), "  · ", style=palette.contested)
    page.add_more(contest.claims, claims, "value", "  · ")
    for id in torn(contest):
        item = next(item for item in everything if item.source == id)
        page.add(page.join([source_link(page, index, item), " contradicts itself"]), "  ! ", style=palette.contested)
    add_answers(page, index, contest)


def add_answers(page: Page, index: Index, contest: Contest) -> None:
    """How the editors of the base settle a contested field, and after which source."""
    for item in contest.settled:
        answer = page.say(f"{item.settled} ", page.palette.text)
        after = page.join(["(our reading, after ", source_link(page, index, item), ")"])
        page.add(page.join([answer, after]), "  = ", style=page.palette.verified)


def contest_words(contest: Contest) -> str:
    """What is contested, and whether that is settled, with the program's own signs."""
    name = FIELD_NAMES.get(contest.field, contest.field)
    return f"≠ Sources disagree on the {name} · {'settled' if contest.settled else 'open'}"


def backing_words(index: Index, evidence: Sequence[Evidence]) -> str:
    """How much stands behind a value: its sources, and from how many origins they are."""
    sources = len({item.source for item in evidence})
    if not sources:
        return "no source"
    return f"{count_words(sources, 'source')}, {count_words(len(origins(evidence, index.source)), 'origin')}"


def _claim_words(page: Page, index: Index, claim: Claim) -> Text:
    value = page.say(value_words(claim.value, index.title, page.palette.signs), page.palette.title)
    parts: list[Text | str] = [value, "  "]
    if claim.evidence:
        parts.append(_sources(page, index, claim.evidence))
    if claim.record:
        parts += [" in " if claim.evidence else "in ", page.link(index.title(claim.record), claim.record)]
    elif not claim.evidence:
        parts.append("this record")
    if len({item.source for item in claim.evidence}) > len(origins(claim.evidence, index.source)):
        parts.append(f" ({backing_words(index, claim.evidence)})")
    return page.join(parts)


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
