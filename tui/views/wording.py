"""Values in words: dates, amounts, figures, the names of sources, the state of a quote."""

from __future__ import annotations

from collections.abc import Callable

from tui.records.contest import Value
from tui.records.edtf import Edtf, parse
from tui.records.edtf_words import in_short, in_words
from tui.records.kinds import Agreement, Amount, City, Fact, Figure, Partner, Record, Role, Source, expected
from tui.records.quotes_lock import QuoteState, Verification
from tui.views.signs import SIGNS, Signs

_STATES: dict[QuoteState, str] = {
    QuoteState.EXACT: "✓ exact",
    QuoteState.TYPOGRAPHY: "✓ typography differs",
    QuoteState.SPACING: "✓ spacing differs",
    QuoteState.AMBIGUOUS: "? in the text more than once",
    QuoteState.NOT_FOUND: "✗ not found",
    QuoteState.EDITED: "! changed since verified",
    QuoteState.UNVERIFIED: "! never verified",
    QuoteState.CITED: "cited, not quoted",
}
FIELD_NAMES = {"converted": "conversion", "kind": "kind of tie", "value": "figure", "outcome_date": "outcome's date"}

_LANGUAGES = {
    "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech",
    "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian",
    "fa": "Persian", "fi": "Finnish", "fr": "French", "ga": "Irish", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian",
    "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh",
    "km": "Khmer", "ko": "Korean", "lo": "Lao", "lt": "Lithuanian", "lv": "Latvian", "mn": "Mongolian",
    "ms": "Malay", "my": "Burmese", "ne": "Nepali", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sr": "Serbian",
    "sv": "Swedish", "ta": "Tamil", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek",
    "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
_SCRIPTS = {"hans": "simplified", "hant": "traditional", "latn": "in Latin letters", "cyrl": "in Cyrillic"}


def language_words(tag: str) -> str:
    """A language by its name in English: `Chinese, simplified` for `zh-Hans`; the BCP 47 tag where we know none."""
    code, _, rest = tag.partition("-")
    name = _LANGUAGES.get(code)
    if name is None or not rest:
        return name or tag
    script = _SCRIPTS.get(rest.lower())
    return f"{name}, {script}" if script else f"{name} ({tag})"


def term_words(role: Role) -> str:
    """How long somebody has had an office, led by a comma; nothing where that is not known."""
    if role.from_ and role.until:
        return f", {in_words(role.from_)} – {in_words(role.until)}"
    if role.from_:
        return f", since {in_words(role.from_)}"
    return f", until {in_words(role.until)}" if role.until else ""


def degrees_words(latitude: float, longitude: float) -> str:
    """A point in degrees (WGS 84): `30.6600° north, 104.0633° east`."""
    north, east = ("north" if latitude >= 0 else "south"), ("east" if longitude >= 0 else "west")
    return f"{abs(latitude):.4f}° {north}, {abs(longitude):.4f}° {east}"


def state_words(verification: Verification) -> str:
    """Where a quote was found and how, by sign and words: `line 42 · ✓ exact`."""
    where = f"line {verification.line} · " if verification.line > 0 else ""
    return where + _STATES[verification.state]


def source_label(source: Source | None, id: str, signs: Signs = SIGNS) -> str:
    """What a source is called in one breath: publisher and day, its title where nobody is named."""
    if source is None:
        return id
    if source.kind == "list":
        return source.title
    name = source.publisher or source.title
    if source.published is None:
        return name
    # The hour matters on the source's own page only.
    return f"{name}, {signs.own(in_words(parse(source.published.text.partition('T')[0])))}"


def value_words(value: Value, title: Callable[[str], str] = str, signs: Signs = SIGNS) -> str:
    """A contested value in words; `title` gives the title of a record that it names."""
    match value:
        case Edtf():
            return signs.own(in_words(value))
        case Amount():
            return amount_words(value) + _wording(value.wording, signs)
        case Figure():
            of = signs.own(f" ({in_words(value.as_of)})") if value.as_of else ""
            return figure_words(value) + of + _wording(value.wording, signs)
        case tuple():
            return ", ".join(map(title, value))
    return value


def short_value_words(value: Value, title: Callable[[str], str] = str, signs: Signs = SIGNS) -> str:
    """A contested value for a row: a date in few cells, a figure without its unit, a sum in millions
    where it is one to the hundredth.
    """
    match value:
        case Edtf():
            return signs.own(in_words(value) if value.precision == "interval" else in_short(value))
        case Figure():
            limits = ("", value.value), (signs.own("≥"), value.at_least), (signs.own("≤"), value.at_most)
            known = [f"{sign}{number:,}" for sign, number in limits if number is not None]
            return " ".join(known) or "no number"
        case Amount():
            hundredths, rest = divmod(value.value, 10_000)
            if hundredths < 100 or rest:
                return amount_words(value)
            return f"{hundredths / 100:,.2f}".rstrip("0").rstrip(".") + f"M {value.currency}"
    return value_words(value, title, signs)


def _wording(wording: str | None, signs: Signs) -> str:
    return f" {signs.own('“')}{wording}{signs.own('”')}" if wording else ""


def amount_words(amount: Amount) -> str:
    """A sum with thousands set apart and its currency: `500,000,000 CNY`."""
    return f"{amount.value:,} {amount.currency}"


def figure_words(figure: Figure) -> str:
    """A figure with its unit; where the source gives no number, the source's words."""
    if figure.value is not None:
        number = f"{figure.value:,}"
    elif figure.at_least is not None and figure.at_most is not None:
        number = f"{figure.at_least:,} to {figure.at_most:,}"
    elif figure.at_least is not None:
        number = f"at least {figure.at_least:,}"
    elif figure.at_most is not None:
        number = f"at most {figure.at_most:,}"
    else:
        number = "no number given:"
    return f"{number} {figure.unit}"


def kind_words(record: Record) -> str:
    """The kind of a record as the corner of its page shows it."""
    match record:
        case Agreement() if expected(record):
            return f"agreement, {record.modality}"
        case Agreement(kind="unspecified"):
            return "tie, kind not known"
        case Agreement():
            return f"{record.kind} agreement"
        case Fact() if expected(record):
            return record.kind if record.modality in ("asserted", "implied") else record.modality
        case Source():
            return f"source, {record.kind}"
        case Fact() | City() | Partner():
            return record.kind
    return record.KIND


def kind_of_expectation(record: Agreement | Fact) -> str:
    """What to say of something that was only expected."""
    verb = {"hoped": "Hoped for", "promised": "Promised", "expected": "Expected"}.get(record.modality, "Planned")
    if isinstance(record, Fact) and record.modality in ("asserted", "implied") and record.kind == "expectation":
        verb = "Expected"
    done = isinstance(record, Fact) and record.outcome
    return verb if done else f"{verb}, not reported as done"
