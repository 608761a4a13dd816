"""The query language: what a reader types, as terms that a search is made of. Pure: nothing is looked up here.

    busan 2015          every word must be found; the last one may be the beginning of a word
    "sister city"       a phrase: words beside each other; the closing quotation mark may still be missing
    -budapest           not that word; also -"a phrase" and -field:value
    city:gimcheon       also partner: person: by: (who said it) source: country: with a word, an id or "a phrase"
    kind:event          also is:contested, has:quote; what is typed last may be half a value
    year:2015..2016     also year:..1999, year:2015.., date:2016-06: every date of docs/format.md

Every text is a query. A word that folds into several ("co-operation", 김천) is a phrase. What can't be read as syntax
is words, with a hint where it looks meant; a field without a value, a lone "-" and other signs without letters or
digits add nothing. A negated word is never a beginning: a half-typed exclusion would empty the list. Only the first
256 characters count, blanks at the start and repeated blanks not included.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from tui.records import edtf
from tui.records.folding import Token, fold, indexed, spans_of, tokens

MAX_QUERY = 256

# As in tui.records.kinds, which is not imported here: a search is over before msgspec is there.
_KINDS = (
    "city county district prefecture province state emirate partner zone company association government consulate "
    "museum park village airport media event fund country other person agreement sister-city friendship-city "
    "cooperation exchange investment establishment unspecified fact figure statement profile plan expectation listing "
    "source article press-release list reference page"
)
CHOICES: dict[str, tuple[str, ...]] = {
    "is": ("contested", "settled", "expected", "overdue", "unverified", "single-origin", "listed"),
    "has": ("amount", "quote"),
    "kind": tuple(_KINDS.split()),
}
NAMES = ("city", "partner", "person", "by", "source", "country")
DATES = ("year", "date")
FIELDS = (*NAMES, *DATES, *CHOICES)

# What keyboards and input methods of other languages put in the place of our signs.
_SIGNS = str.maketrans("“”„‟＂：－−", '""""":--')
_ITEM = r'(-?)(?:([A-Za-z]+):)?(?:"([^"]*)("?)|([^ ]*))'
_HALF_DATE = r"([0-9]{4}(?:-[0-9]{2})?)(?:-[0-9]?|\.)"
# While a number is typed, its last group is short: 500,0 is on the way to 500,000.
_HALF_NUMBER = "(?<![0-9,])([0-9]{1,3}(?:,[0-9]{3})*),([0-9]{1,2})$"


class Word(NamedTuple):
    """A word, as the tokens that must stand beside each other; with `prefix` the last may be longer."""

    tokens: tuple[str, ...]
    prefix: bool = False
    negated: bool = False


class Phrase(NamedTuple):
    """Tokens that must stand beside each other because a reader said so; `prefix` while it is being typed."""

    tokens: tuple[str, ...]
    prefix: bool = False
    negated: bool = False


class Named(NamedTuple):
    """A record linked as `field` (one of NAMES): `value` as typed, for ids and codes, `tokens` for names."""

    field: str
    value: str
    tokens: tuple[str, ...]
    prefix: bool = False
    negated: bool = False


class Days(NamedTuple):
    """A date that shares a day with `earliest` to `latest`, both included; `date.min`, `date.max` without limit."""

    earliest: date
    latest: date
    negated: bool = False


class Choice(NamedTuple):
    """Any one of `values` of a field of CHOICES: one, or all that begin as half a value does."""

    field: str
    values: tuple[str, ...]
    negated: bool = False


Term = Word | Phrase | Named | Days | Choice


class Query(NamedTuple):
    """What must all hold, in the order it was typed, without repeats; and what to tell the reader about the rest."""

    terms: tuple[Term, ...] = ()
    hints: tuple[str, ...] = ()


class _Item(NamedTuple):
    """A part of a query, taken apart by its signs; `last` while it may still be typed."""

    negated: bool
    field: str
    value: str
    quoted: bool
    last: bool


def parse(text: str) -> Query:
    """Read a query. Every text is one; time is bounded by that of copying the text."""
    line = " ".join(text.split(None, MAX_QUERY)[:MAX_QUERY])[:MAX_QUERY].translate(_SIGNS)
    terms: dict[Term, None] = {}
    hints: dict[str, None] = {}
    for item in _items(line):
        found, hint = _term(item)
        if found is not None:
            terms[found] = None
        if hint:
            hints[hint] = None
    return Query(tuple(terms), tuple(hints))


def _items(line: str) -> list[_Item]:
    if line.replace(" ", "").isalnum():
        # Plain words, as most queries are, need no pattern.
        words = line.split()
        return [_Item(False, "", word, False, not indexed(" ".join(words[n:]))) for n, word in enumerate(words, 1)]
    items: list[_Item] = []
    for found in re.finditer(_ITEM, line):
        minus, field, phrase, closed, word = found.groups()
        # Brackets behind the last word don't end it.
        last = not closed and not indexed(line[found.end() :])
        items.append(_Item(bool(minus), field or "", word or phrase or "", phrase is not None, last))
    return items


def _term(item: _Item) -> tuple[Term | None, str]:
    """What an item asks for, if anything, and a hint, if one helps."""
    field = item.field.lower()
    if not field:
        return _words(item, item.value), ""
    if field in CHOICES:
        return _choice(item, field)
    if not indexed(item.value):
        return (None if field in FIELDS else _words(item, item.field)), ""
    if field in NAMES:
        found = tuple(indexed(item.value).split())
        return Named(field, item.value, found, item.last and not item.negated, item.negated), ""
    if field in DATES:
        days = _days(item.value)
        if days is not None:
            return Days(*days, item.negated), ""
        return _literal(item), f"{field}: takes a date such as 2015, 2015..2016, ..1999 or 2016-06"
    if item.value.startswith("//"):
        return _literal(item), ""
    near = _nearest(field, FIELDS)
    there = f"did you mean {near}:?" if near else f"there are {' '.join(name + ':' for name in FIELDS)}"
    return _literal(item), f"no field {field[:20]}: {there}"


def _words(item: _Item, text: str) -> Word | Phrase | None:
    prefix = item.last and not item.negated
    if prefix and "," in text:
        text = re.sub(_HALF_NUMBER, lambda found: found[0].replace(",", ""), text)
    found = tuple(indexed(text).split())
    if not found:
        return None
    return (Phrase if item.quoted else Word)(found, prefix, item.negated)


def _literal(item: _Item) -> Word | Phrase | None:
    return _words(item, f"{item.field}:{item.value}")


def _choice(item: _Item, field: str) -> tuple[Term | None, str]:
    options = CHOICES[field]
    value = fold(item.value).strip().replace(" ", "-")
    if value in options:
        return Choice(field, (value,), item.negated), ""
    if not value:
        some = options if len(options) < 10 else ("city", "agreement", "sister-city", "fact", "event and so on")
        return None, f"{field}: takes {', '.join(some)}"
    half = tuple(option for option in options if option.startswith(value))
    if half and item.last:
        return (None if item.negated else Choice(field, half)), ""
    near = _nearest(value, options)
    meant = f"did you mean {field}:{near}?" if near else f"there are {', '.join(options[:8])}"
    shown = "".join(char if char.isprintable() else "?" for char in "-".join(indexed(value).split())[:20])
    return _literal(item), f"no {field}:{shown}: {meant}"


def _nearest(word: str, options: Iterable[str]) -> str:
    # Read in only where a hint is due.
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, options, 1, 0.6)), "")


def _days(value: str) -> tuple[date, date] | None:
    """The first and last day that a date or a range of dates means, also half-typed; None if it is neither."""
    value = fold(value).upper().strip()
    whole = _reach(value)
    start, dots, end = value.partition("..")
    if whole or not dots:
        return whole
    first = _reach(start) if start else (date.min, date.min)
    last = _reach(end) if end else (date.max, date.max)
    if first is None or last is None:
        return None
    if first[0] > last[1]:
        first, last = last, first
    return first[0], last[1]


def _reach(text: str) -> tuple[date, date] | None:
    if re.fullmatch("[0-9]{1,3}", text):
        # The years that begin so: 2 is on the way to 2016.
        size = 10 ** (4 - len(text))
        return date(max(int(text) * size, 1), 1, 1), date(int(text) * size + size - 1, 12, 31)
    half = re.fullmatch(_HALF_DATE, text)
    try:
        read = edtf.parse(half[1] if half else text)
    except edtf.EdtfError:
        return None
    return read.earliest, read.latest


def fts_expression(terms: Iterable[Term], columns: Iterable[str] | None = None) -> str | None:
    """The FTS5 MATCH expression for the words and phrases among the terms; None if none of them is wanted.

    `columns` narrows where wanted words may stand; unwanted ones are kept out of all columns. The other kinds of term
    are not looked at. For a table whose text is `indexed` and whose tokenizer is `ascii`.
    """
    terms = tuple(terms)
    wanted = " AND ".join(_match(term) for term in terms if isinstance(term, Word | Phrase) and not term.negated)
    if not wanted:
        return None
    if columns is not None:
        wanted = f"{{{' '.join(map(_quoted, columns))}}} : ({wanted})"
    unwanted = fts_excluded(terms)
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def fts_excluded(terms: Iterable[Term]) -> str | None:
    """The FTS5 MATCH expression for rows with any negated word or phrase of the terms; None if there are none.

    For queries in which all words are negated, as FTS5 has no NOT without a left side.
    """
    return " OR ".join(_match(term) for term in terms if isinstance(term, Word | Phrase) and term.negated) or None


def _match(term: Word | Phrase) -> str:
    return _quoted(" ".join(term.tokens)) + "*" * term.prefix


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def highlights(query: Query, text: str) -> list[tuple[int, int]]:
    """The spans of a text that the words and phrases of a query match, in characters, in order, none touching another.

    A word that a prefix matches is marked whole; so is what stands between the words of a phrase.
    """
    return _spans(query, tokens(text))


def snippet(query: Query, text: str, width: int) -> tuple[int, int]:
    """Where to cut a text to at most `width` characters, at word borders, with the most spans of `highlights` in it."""
    width = max(width, 0)
    if len(text) <= width:
        return 0, len(text)
    words = tokens(text)
    spans = _spans(query, words) or [(0, 0)]
    ends = [end for _, end in spans]
    behind = [bisect_right(ends, start + width) for start, _ in spans]
    best = max(range(len(spans)), key=lambda at: behind[at] - at)
    first, last = spans[best][0], ends[max(behind[best] - 1, best)]
    if last - first >= width:
        return first, first + width
    start = min(max(0, first - (width - (last - first)) // 2), len(text) - width)
    if start:
        start = next((word.start for word in words if start <= word.start <= first), first)
    end = min(start + width, len(text))
    if end < len(text):
        end = max((word.end for word in words if start < word.end <= end), default=end)
    return start, end


def _spans(query: Query, words: list[Token]) -> list[tuple[int, int]]:
    wanted = (term for term in query.terms if isinstance(term, Word | Phrase) and not term.negated)
    return spans_of([(term.tokens, term.prefix) for term in wanted], words)
