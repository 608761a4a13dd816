"""Evidence on a page: quotes with who said them, where they stand and whether they are verified."""

from typing import NamedTuple

from rich.style import Style
from rich.text import Text

from tui.index.index import Index
from tui.records.kinds import Evidence, Record, evidence_of
from tui.records.quotes_lock import QuoteState, Verification
from tui.views.looking_back import is_hindsight
from tui.views.page import Page, styled
from tui.views.signs import Signs
from tui.views.wording import FIELD_NAMES, language_words, source_label, state_words, value_words

MOST_QUOTES = 20
_OPENING = ("“", '"', "«", "「", "『", "‘")
_QUOTE_BAR, _CITED_BAR = "┃ ", "┆ "


class _Piece(NamedTuple):
    evidence: Evidence
    verification: Verification


class _Contested(NamedTuple):
    """What stands above the evidence already: the contested fields with all values, and the answers to them."""

    fields: frozenset[str]
    answers: frozenset[Evidence]


def add_evidence(page: Page, index: Index, record: Record, heading: str = "Evidence") -> None:
    """All evidence of a record: quotes first, then what is cited with a remark, then bare citations, a line each.

    What a contested field shows above is not said again below.
    """
    pieces = [_Piece(*pair) for pair in zip(evidence_of(record), index.verifications(record), strict=True)]
    then = [piece for piece in pieces if not is_hindsight(index, record, piece.evidence)]
    hindsight, pieces = len(pieces) - len(then), then
    if not pieces:
        return
    found = index.contests(record.id)
    contested = _Contested(
        frozenset(contest.field for contest in found),
        frozenset(item for contest in found for item in contest.settled),
    )
    quotes = [piece for piece in pieces if piece.evidence.quote is not None]
    cited = [piece for piece in pieces if piece.evidence.quote is None]
    counts = [f"{len(quotes):,} quoted"] if quotes else []
    counts += [f"{len(cited):,} cited"] if cited else []
    counts += [f"{hindsight:,} on what became of it later, not shown"] if hindsight else []
    page.heading(heading, ", ".join(counts))
    shown = page.few(quotes, MOST_QUOTES)
    for n, piece in enumerate(shown):
        if n:
            page.blank()
        _add_quote(page, index, piece, contested)
    page.add_more(quotes, shown, "quote", _QUOTE_BAR)
    few = page.few(cited, MOST_QUOTES)
    remarked: list[_Piece] = []
    bare: list[_Piece] = []
    for piece in few:
        says_more = piece.evidence.speaker or _remarks(index, piece.evidence, contested, page.palette.signs)
        (remarked if says_more else bare).append(piece)
    for n, piece in enumerate(remarked):
        if n or shown:
            page.blank()
        _add_citation(page, index, piece.evidence, contested)
    if bare and (remarked or shown):
        page.blank()
    for piece in bare:
        _add_source(page, index, piece.evidence)
    page.add_more(cited, few, "source", _CITED_BAR)


def _add_quote(page: Page, index: Index, piece: _Piece, contested: _Contested) -> None:
    item, verification = piece
    _add_barred(page, quote_words(page, item.quote or ""))
    if item.translation:
        _add_barred(page, page.join(["In English: ", page.say(item.translation)]))
    parts: list[Text | str] = []
    if item.speaker:
        parts.append(page.join(["said by ", page.link(index.title(item.speaker), item.speaker)]))
    parts.append(source_link(page, index, item))
    page.add_parts(parts, _QUOTE_BAR, page.palette.bar)
    parts = []
    if title := _title(index, item):
        parts.append(page.say(title, page.palette.dim))
    if item.language:
        parts.append(styled(f"in {language_words(item.language)}", page.palette.dim))
    parts.append(state_text(page, verification))
    page.add_parts(parts, _QUOTE_BAR, page.palette.bar)
    for remark in _remarks(index, item, contested, page.palette.signs):
        _add_barred(page, page.say(remark, page.palette.text))


def quote_words(page: Page, quote: str) -> Text:
    """A quote as it is printed, between quotation marks unless it brings its own."""
    shown = page.say(quote, page.palette.quote)
    if quote.startswith(_OPENING):
        return shown
    return page.join([styled(page.own("“"), page.palette.quote), shown, styled(page.own("”"), page.palette.quote)])


def _add_barred(page: Page, text: Text) -> None:
    page.add(text, _QUOTE_BAR, _QUOTE_BAR, page.palette.bar)


def _add_citation(page: Page, index: Index, item: Evidence, contested: _Contested) -> None:
    if item.speaker:
        who = page.join(["said by ", page.link(index.title(item.speaker), item.speaker)])
        page.add(who, _CITED_BAR, _CITED_BAR)
    _add_source(page, index, item)
    for remark in _remarks(index, item, contested, page.palette.signs):
        page.add(page.say(remark), _CITED_BAR, _CITED_BAR)


def _add_source(page: Page, index: Index, item: Evidence) -> None:
    """A source that is cited: what it is called, its title, and that nothing is quoted."""
    parts: list[Text | str] = [source_link(page, index, item)]
    if title := _title(index, item):
        parts.append(page.say(title, page.palette.dim))
    parts.append(styled("cited, not quoted", page.palette.dim))
    page.add_parts(parts, _CITED_BAR)


def _remarks(index: Index, item: Evidence, contested: _Contested, signs: Signs) -> list[str]:
    """What is to be said of a piece of evidence: values of its own, its note, an answer to a disagreement."""
    said = [
        f"Says: {FIELD_NAMES.get(name, name)} {value_words(getattr(item.says, name), index.title, signs)}"
        for name in (item.says.__struct_fields__ if item.says else ())
        if name not in contested.fields and getattr(item.says, name) is not None
    ]
    if item.for_ and item.for_ != "note":
        said.insert(0, f"On the {FIELD_NAMES.get(item.for_, item.for_)} only")
    if item.note:
        said.append(item.note)
    if item.settled and item not in contested.answers:
        said.append(f"Settles it: {item.settled}")
    return said


def _title(index: Index, item: Evidence) -> str:
    """The title of a source where its label is another: a list is called by its title."""
    source = index.source(item.source)
    if source is None or source_label(source, item.source).startswith(source.title):
        return ""
    return source.title


def source_link(page: Page, index: Index, item: Evidence) -> Text:
    """The source of a piece of evidence by publisher and day, or by its title."""
    return page.link(source_label(index.source(item.source), item.source, page.palette.signs), item.source)


def state_text(page: Page, verification: Verification) -> Text:
    """Where a quote was found and how, in the colour of its state."""
    return styled(page.own(state_words(verification)), _state_style(page, verification))


def _state_style(page: Page, verification: Verification) -> Style:
    if verification.state.verified:
        return page.palette.verified
    return page.palette.dim if verification.state is QuoteState.CITED else page.palette.bad
