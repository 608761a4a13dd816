"""A quote with where it is from, and what must be said beside a record wherever it is taken: as plain strings.

Everything here is data and words as they are; making them safe for a terminal or for Markdown is the caller's part.
"""

from __future__ import annotations

from typing import NamedTuple

from tui.index.index import Index
from tui.records.contest import Contest
from tui.records.edtf import parse
from tui.records.edtf_words import in_words
from tui.records.kinds import Agreement, Evidence, Fact, Record, Source, evidence_of, expected
from tui.records.quotes_lock import QuoteState, Verification
from tui.views.wording import FIELD_NAMES, kind_of_expectation, source_label, value_words

_PAIRS = {"“": "”", "«": "»", "「": "」", "『": "』", "„": "“"}
_DOUBTS = {
    QuoteState.AMBIGUOUS: "these words stand in the source’s text more than once",
    QuoteState.NOT_FOUND: "not found in the source’s text",
    QuoteState.EDITED: "changed since it was verified",
    QuoteState.UNVERIFIED: "never verified",
}


class Citation(NamedTuple):
    """Where something is from, in parts; what is not known is empty."""

    speaker: str
    title: str
    publisher: str
    date: str
    where: str
    address: str


class Quote(NamedTuple):
    """The exact words between quotation marks, what is to be said of their language, their citation, and any doubt.

    `outcome` says that they tell what became of a plan, not of the plan.
    """

    words: str
    language: str
    citation: Citation
    doubt: str
    outcome: bool


def quotes(index: Index, record: Record) -> list[Quote]:
    """The quotes of a record, in the order in which its page shows them."""
    pairs = zip(evidence_of(record), index.verifications(record), strict=True)
    return [quote_of(index, record, item, found) for item, found in pairs if item.quote is not None]


def cited_only(index: Index, record: Record) -> list[Citation]:
    """The sources of a record that nothing is quoted from, each once."""
    return list(dict.fromkeys(citation(index, item) for item in evidence_of(record) if item.quote is None))


def addresses(index: Index, record: Record) -> list[str]:
    """The http and https addresses of a record's sources, each once, in the order of its evidence."""
    if isinstance(record, Source):
        return [record.url] if record.url else []
    sources = [index.source(item.source) for item in evidence_of(record)]
    return list(dict.fromkeys(source.url for source in sources if source and source.url))


def speaker_of(record: Record, item: Evidence) -> str | None:
    """The id of who said the words of a piece of evidence: whom the source quotes there, else who said the fact.

    What tells of an outcome, gives another value or settles one is somebody else's word.
    """
    if item.speaker or not isinstance(record, Fact):
        return item.speaker
    return None if item.for_ == "outcome" or item.says or item.settled else record.speaker


def quote_of(index: Index, record: Record, item: Evidence, found: Verification) -> Quote:
    """One piece of evidence of a record that has a quote, with what is known of it."""
    source = index.source(item.source)
    language = item.language or (source.language if source and item.translation else None)
    said = [f"in {language}"] if language else []
    if item.translation:
        said.append(f"translated by the editors: {in_marks(item.translation)}")
    doubt = _DOUBTS.get(found.state, "")
    # The line is that of the text which the quote was found in: without it, there is none to name.
    where = f"line {found.line} of its text" if found.state.verified and found.line > 0 else ""
    speaker = speaker_of(record, item)
    cited = citation(index, item)._replace(speaker=index.title(speaker) if speaker else "", where=where)
    return Quote(in_marks(item.quote or ""), "; ".join(said), cited, doubt, item.for_ == "outcome")


def citation(index: Index, item: Evidence) -> Citation:
    """Where a piece of evidence is from: who is quoted, the source's title, publisher, day and address."""
    source = index.source(item.source)
    speaker = index.title(item.speaker) if item.speaker else ""
    if source is None:
        return Citation(speaker, item.source, "", "", "", "")
    date = ""
    if source.published:
        # The hour matters on the source's own page only.
        date = in_words(parse(source.published.text.partition("T")[0]))
    elif source.accessed:
        date = f"read on {in_words(source.accessed)}"
    return Citation(speaker, source.title, source.publisher or source.byline or "", date, "", source.url or "")


def in_marks(words: str) -> str:
    """Exact words between typographic quotation marks; marks of their own around all of them do as well."""
    opening, closing = words[:1], _PAIRS.get(words[:1])
    inner = words[1:-1]
    if closing and len(words) > 1 and words.endswith(closing) and opening not in inner and closing not in inner:
        return words
    return f"“{words}”"


def standing(index: Index, record: Record, quote: Quote) -> list[str]:
    """In short, what keeps a quote from being read as proof of an undisputed deed: expected, implied, contested."""
    lead = "On what became of it" if quote.outcome else lead_of(record)
    said = [part for part in (quote.doubt.capitalize(), lead) if part]
    for contest in index.contests(record.id):
        settled = ", settled by the editors" if contest.settled else ""
        said.append(f"sources disagree on the {_field(contest)}{settled}")
    return said


def lead_of(record: Record) -> str:
    """What must stand before a record's words: that it was hoped for, or is only implied. Nothing for a deed."""
    if not isinstance(record, (Agreement, Fact)):
        return ""
    if expected(record):
        return kind_of_expectation(record)
    return "Implied by the source, not stated" if record.modality == "implied" else ""


def remarks(index: Index, record: Record) -> list[str]:
    """What must stand behind a record's words, a sentence or more each: what became of it, who says otherwise."""
    said = []
    if isinstance(record, Fact) and record.outcome:
        when = f" ({in_words(record.outcome_date)})" if record.outcome_date else ""
        said.append(f"What became of it: {record.outcome}{when}")
    elif isinstance(record, Fact) and expected(record):
        said.append("What became of it is not recorded.")
    return said + [_contest_words(index, contest) for contest in index.contests(record.id)]


def _contest_words(index: Index, contest: Contest) -> str:
    claims = []
    for claim in contest.claims:
        by = ", ".join(source_label(index.source(item.source), item.source) for item in claim.evidence)
        at = f"in {index.title(claim.record)}" if claim.record else "" if by else "this record"
        claims.append(f"{value_words(claim.value, index.title)} ({', '.join(filter(None, [by, at]))})")
    answers = " ".join(item.settled or "" for item in contest.settled)
    settled = f" Settled by the editors: {answers}" if answers else " Open."
    return f"Sources disagree on the {_field(contest)}: {'; '.join(claims)}.{settled}"


def _field(contest: Contest) -> str:
    return FIELD_NAMES.get(contest.field, contest.field)
