"""Evidence on a page: quotes with who said them, where they stand and whether they are verified; disagreements."""

from __future__ import annotations

from rich.style import Style
from rich.text import Text

from tui.index.index import Index
from tui.records.contest import Claim, Contest
from tui.records.edtf import contradicts
from tui.records.kinds import Agreement, Evidence, Fact, Record, evidence_of
from tui.records.quotes_lock import QuoteState, Verification
from tui.views.page import Page, styled
from tui.views.wording import FIELD_NAMES, source_label, state_words, value_words

_OPENING = ("“", '"', "«", "「", "『", "‘")


def add_evidence(page: Page, index: Index, record: Record) -> None:
    """All evidence of a record: quotes first, then what is cited with a remark, then bare citations in one line.

    What a contested field shows above is not said again below.
    """
    pairs = list(zip(evidence_of(record), index.verifications(record), strict=True))
    contested = [contest.field for contest in index.contests(record.id)]
    for item, verification in pairs:
        if item.quote is not None:
            _add_quote(page, index, item, verification, contested)
    for item, _ in pairs:
        if item.quote is None and (item.speaker or _remarks(index, item, contested)):
            _add_citation(page, index, item, contested)
    bare = [item for item, _ in pairs if item.quote is None and not (item.speaker or _remarks(index, item, contested))]
    if bare:
        page.blank()
        links = [_source_link(page, index, item) for item in bare]
        page.add(page.join(["Also in ", page.join(links, between=" · ")]), "┆ ")


def _add_quote(page: Page, index: Index, item: Evidence, verification: Verification, contested: list[str]) -> None:
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
    _add_remarks(page, _remarks(index, item, contested), "┃ ")


def _add_citation(page: Page, index: Index, item: Evidence, contested: list[str]) -> None:
    page.blank()
    parts: list[Text | str] = [_source_link(page, index, item)]
    if item.speaker:
        parts.insert(0, page.join(["said by ", page.link(index.title(item.speaker), item.speaker)]))
    parts.append(styled("cited, not quoted", page.palette.dim))
    page.add(page.join(parts, between=" · "), "┆ ", "┆ ")
    _add_remarks(page, _remarks(index, item, contested), "┆ ")


def _add_remarks(page: Page, remarks: list[str], bar: str) -> None:
    style = page.palette.bar if bar == "┃ " else page.palette.dim
    for remark in remarks:
        page.add(page.say(remark, page.palette.dim), bar, bar, style)


def _remarks(index: Index, item: Evidence, contested: list[str]) -> list[str]:
    """What is to be said of a piece of evidence: values of its own, its note, an answer to a disagreement."""
    said = [
        f"Says: {FIELD_NAMES.get(name, name)} {value_words(getattr(item.says, name), index.title)}"
        for name in (item.says.__struct_fields__ if item.says else ())
        if name not in contested and getattr(item.says, name) is not None
    ]
    if item.for_ and item.for_ != "note":
        said.insert(0, f"On the {FIELD_NAMES.get(item.for_, item.for_)} only")
    if item.note:
        said.append(item.note)
    if item.settled and not contested:
        said.append(f"Settles it: {item.settled}")
    return said


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
        after = page.join(["(our reading, after ", _source_link(page, index, item), ")"])
        page.add(page.join([answer, after]), "  = ", style=palette.verified)


def _claim_words(page: Page, index: Index, claim: Claim) -> Text:
    value = page.say(value_words(claim.value, index.title), page.palette.title)
    links = [_source_link(page, index, item) for item in claim.evidence]
    by = page.join(links, between=", ") if links else Text("this record", page.palette.dim)
    return page.join([value, "  ", by])


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
            sources = page.join([_source_link(page, index, item) for item in items], between=", ")
            page.add(page.join(["more closely ", page.say(f"{value_words(said)} "), sources]), "  · ")
