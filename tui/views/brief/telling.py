"""Agreements and facts as statements: what was agreed and done, expected, said, counted."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tui.index.promises import due_day, holder, is_known, outcome_evidence
from tui.records.edtf_words import in_words
from tui.records.kinds import Agreement, Evidence, Fact, expected
from tui.records.quotes_lock import Verification
from tui.views.brief.claims import Account, account, date_of, dispute_clauses, list_clauses, when
from tui.views.brief.known import Known
from tui.views.brief.statements import Clause, Part, Statement, Voice, Words, data, own
from tui.views.citing import in_marks
from tui.views.promised import modality_words, span_words
from tui.views.wording import amount_words, figure_words
from tui.views.wrapping import beginning

TIES = {"sister-city": "sister cities", "friendship-city": "friendship cities", "unspecified": "a tie of unknown kind"}
"""Kinds of agreement that are a tie as such, with the words for it."""

_MOST_QUOTE = 280  # characters of one quote
_PARTS = {
    "figure": Part.FIGURES,
    "statement": Part.SAID,
    "profile": Part.PLACE,
    "listing": Part.TIES,
}
_DATED = (Part.DONE, Part.TIES)  # what is led by its date


def statement(known: Known, record: Agreement | Fact, city: str, partner: str | None) -> Statement | None:
    """What a record says; None if no source of it had appeared by then, or it is dated later."""
    told = account(known, record)
    if told is None or _is_later(known, record, told):
        return None
    if expected(record):
        return _expected(known, record, told)
    if isinstance(record, Agreement):
        return (
            _tie(known, record, told, city, partner) if _is_tie(record, city, partner) else _done(known, record, told)
        )
    if record.kind == "statement":
        return _said(known, record, told)
    return _done(known, record, told, _PARTS.get(record.kind, Part.DONE))


def _is_later(known: Known, record: Agreement | Fact, told: Account) -> bool:
    date = date_of(record, told)
    if date is None and isinstance(record, Fact) and record.value:
        date = record.value.as_of
    if known.until is None or date is None or date.earliest <= known.until:
        return False
    # When a plan is due may lie ahead; since when it is held may not.
    return not expected(record) or date.open_end


def _is_tie(record: Agreement, city: str, partner: str | None) -> bool:
    """Whether an agreement is a tie of the city itself, with the partner itself where there is one."""
    kinds = TIES if partner is None else (*TIES, "cooperation")
    return record.kind in kinds and city in record.parties and partner in (None, *record.parties)


def _tie(known: Known, record: Agreement, told: Account, city: str, partner: str | None) -> Statement:
    if record.kind not in TIES:
        return _done(known, record, told, Part.TIES)
    others = [id for id in record.parties if id != city]
    named = [] if partner else [data(", ".join(map(known.base.title, others))), own(": ")]
    since = when(date_of(record, told))
    words = TIES[record.kind]
    led = words if named else words[0].upper() + words[1:]
    # Dates that begin with a word of their own (by, about, from) take no "since".
    plain = since[:1].isdigit() or since[:1].isupper()
    age = f" since {since}" if plain else f", {since}" if since else ""
    clauses = [
        Clause(
            (*named, own(f"{led}{age or '; since when is not recorded'}"), *_hedge(known, record, told)), told.evidence
        )
    ]
    if not told.evidence and told.listed:
        # Lists alone have it: what they say is all there is.
        clauses = [clauses[0]._replace(evidence=told.listed)]
    return _whole(Part.TIES, record, [*clauses, *_disputes(known, told), *list_clauses(known, told.listed)], told)


def _done(known: Known, record: Agreement | Fact, told: Account, part: Part = Part.DONE) -> Statement:
    evidence = told.evidence or told.listed
    dated = when(date_of(record, told))
    words: list[Words] = [own(f"{dated[0].upper()}{dated[1:]}: ")] if dated and part in _DATED else []
    words += [_text(record), *_hedge(known, record, told), *_money(record)]
    if isinstance(record, Agreement) and part is Part.DONE:
        words += [own(" ("), data(" with ".join(map(known.base.title, record.parties))), own(")")]
    if isinstance(record, Fact) and part is Part.FIGURES:
        words += _figure(known, record, dated)
    clauses = [Clause(tuple(words), evidence), *_disputes(known, told)]
    return _whole(part, record, clauses, told)


def _figure(known: Known, record: Fact, dated: str) -> list[Words]:
    """A figure where the text does not have it, and of when it is."""
    figure = record.value
    of = (in_words(figure.as_of) if figure and figure.as_of else dated) or "no date"
    if figure is None:
        return [own(f" ({of})")]
    shown = data(figure_words(figure))
    number = shown.text.partition(" ")[0]
    if figure.value is None and figure.at_least is None and figure.at_most is None:
        return [own(" ("), *(_worded(figure.wording) or [own("no number given")]), own(f", {of})")]
    if figure.value is not None and re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d]|[.,]\d)", record.text):
        return [own(f" ({of})")]
    return [own(" ("), shown, own(f", {of})")]


def _expected(known: Known, record: Agreement | Fact, told: Account) -> Statement:
    words = [*_due(record, told), _text(record), own(f" – {modality_words(record)}")]
    held = holder(record)
    if held.said:
        words += [own(" by "), data(", ".join(map(known.base.title, held.ids)))]
    clauses = [Clause((*words, *_money(record)), told.evidence or told.listed), *_disputes(known, told)]
    if isinstance(record, Fact):
        clauses.append(_outcome(known, record, told))
    return _whole(Part.EXPECTED, record, clauses, told)._replace(expected=True)


def _due(record: Agreement | Fact, told: Account) -> list[Words]:
    """When it was due, or since when it is held."""
    date = date_of(record, told)
    if date is None:
        return []
    since = date.ranges[0].first if date.open_end and date.ranges else None
    return [own(f"Since {in_words(since)}: " if since else f"Due {in_words(date)}: ")]


def _outcome(known: Known, record: Fact, told: Account) -> Clause:
    """What became of it, with its own evidence; that nobody says so is worked out, with for how long it is overdue."""
    unproved = not outcome_evidence(record)
    if is_known(record, known.day) and (told.outcome or unproved):
        dated = own(f" ({in_words(record.outcome_date)})" if record.outcome_date else "")
        # A base that says so without evidence has a problem, which is no reason to call it not recorded.
        doubt = [own(", which no source here says")] if unproved else []
        words = (own("; what became of it: "), data(str(record.outcome).rstrip(".")), dated, *doubt)
        return Clause(words, told.outcome)
    due = due_day(record)
    late = f"overdue by {span_words(due, known.day)}, and " if due and due < known.day else ""
    return Clause((own(f"; {late}what became of it is not recorded"),), computed=True)


def _said(known: Known, record: Fact, told: Account) -> Statement:
    """Verified words with who said them and when; without any, what was said in the base's words, and that it is so."""
    pairs = known.evidence(record)
    # What a source is quoted for on one field, or against what is told, is not what was said.
    pairs = [(item, found) for item, found in pairs if item.for_ in (None, "text", "speaker") and not item.settled]
    proved = [item for item, found in pairs if item.quote is not None and found.state.verified]
    dated = when(date_of(record, told))
    clauses = []
    for n, item in enumerate(proved):
        lead = (own("; "),) if n else ()
        clauses.append(Clause((*lead, *_quote(known, item), *_speaker(known, record, item), *_on(dated)), (item,)))
    if not clauses:
        doubted = own(_doubt(pairs))
        words = (own("In our words: "), _text(record), *_speaker(known, record, None), *_on(dated))
        clauses.append(Clause((*words, doubted), told.evidence or told.listed))
    return _whole(Part.SAID, record, [*clauses, *_disputes(known, told)], told)


def _doubt(pairs: Iterable[tuple[Evidence, Verification]]) -> str:
    """That there is a quote which is not shown, since its words are not known to be in the text."""
    return " (its quote is not verified)" if any(item.quote is not None for item, _ in pairs) else ""


def _quote(known: Known, item: Evidence) -> list[Words]:
    whole = " ".join((item.quote or "").split())
    shown = beginning(whole, _MOST_QUOTE)
    source = known.base.source(item.source)
    language = item.language or (source.language if source else None)
    words = [Words(shown, Voice.QUOTE, language or "")]
    if in_marks(shown) != shown:
        words = [own("“"), *words, own("”")]
    if shown is not whole:
        words.append(own(" … (it goes on)"))
    if item.translation:
        words += [own(" (in English by the editors: "), data(item.translation), own(")")]
    return words


def _speaker(known: Known, record: Fact, item: Evidence | None) -> tuple[Words, ...]:
    id = (item.speaker if item else None) or record.speaker
    return (own(" – "), data(known.base.title(id))) if id else (own(" – "), own("the source itself"))


def _on(dated: str) -> tuple[Words, ...]:
    return (own(f", {dated}"),) if dated else ()


def _text(record: Agreement | Fact) -> Words:
    text = record.text or record.title if isinstance(record, Agreement) else record.text
    # A full stop would stand before the marks.
    return data(text.removesuffix(".") if not text.endswith("..") else text)


def _hedge(known: Known, record: Agreement | Fact, told: Account) -> list[Words]:
    """What keeps a deed from being read as done and stated: that it is implied, or dated later than today."""
    words = [own(" (implied, not stated)")] if record.modality == "implied" else []
    date = date_of(record, told)
    return [*words, own(" (this date is yet to come)")] if date and date.earliest > known.day else words


def _money(record: Agreement | Fact) -> list[Words]:
    words: list[Words] = []
    if record.amount:
        words += [own("; "), data(amount_words(record.amount)), own(" "), *_worded(record.amount.wording)]
    if record.converted:
        words += [own(", by the source "), data(amount_words(record.converted))]
    return words


def _worded(wording: str | None) -> list[Words]:
    """The source's own words for a number."""
    return [own("“"), data(wording), own("”")] if wording else []


def _disputes(known: Known, told: Account) -> list[Clause]:
    return [clause for field in told.fields for clause in dispute_clauses(known, field)]


def _whole(part: Part, record: Agreement | Fact, clauses: list[Clause], told: Account) -> Statement:
    date = date_of(record, told)
    day = 0
    if date:
        # What is open at its beginning stands at its end.
        day = (date.latest if date.open_start or date.precision == "one-of" else date.earliest).toordinal()
    return Statement(part, record.id, tuple(clauses), told.contested, day=day)
