"""EDTF dates (ISO 8601-2) in English, for a sentence and for a narrow column."""

from tui.records.edtf import MONTHS, Edtf, Range

_SEASONS = ("spring", "summer", "autumn", "winter")
_HEMISPHERES = ("", "northern ", "southern ")
_QUARTERS = ("first", "second", "third", "fourth")
_UNKNOWN_IN_YEAR = {0: "", 2: ", month unknown", 4: ", day unknown"}
_SHORT = 10


def in_words(date: Edtf) -> str:
    """Put a date into English for a reader, as in "25 June 2016", "about 2016 (uncertain)" or "from 1984"."""
    if date.precision == "interval":
        return _interval(date)
    if date.precision == "one-of":
        return _one_of(date)
    if date.precision == "all-of":
        return _listed([_range(part, "from {}", "until {}", "{} to {}") for part in date.ranges], "and", date)
    return _single(date)


def in_short(date: Edtf) -> str:
    """Put a date into a narrow column, mostly 10 cells and at most 13: as written where that is short.

    "≤" and "≥" stand before the only limit of an open interval or set, and "≤" before the last of "one of" a
    range; "…" ends what says more than is shown.
    """
    if not date.ranges:
        return date.text if "T" not in date.text else f"{date.text[:10]}…"
    first, last = date.ranges[0]
    more = "…" if len(date.ranges) > 1 else ""
    if first is None or (date.precision == "one-of" and last and last is not first and not more):
        return f"≤{last.text if last else ''}{more}"
    if last is None:
        return f"≥{first.text}{more}"
    if first is last:
        return f"{first.text}{more}"
    return date.text if len(date.text) <= _SHORT else f"{first.text}…"


def _single(date: Edtf) -> str:
    about = "about " if date.approximate else ""
    uncertain = " (uncertain)" if date.uncertain else ""
    # Nobody says "the 0000s" either.
    if date.precision == "century" or (date.precision == "decade" and date.text.startswith("000")):
        return f"between {about}{date.earliest.year:04} and {date.latest.year:04}{uncertain}"
    return f"{about}{_exact(date)}{uncertain}"


def _exact(date: Edtf) -> str:
    year, month = date.text[:4], MONTHS[date.earliest.month - 1]
    if date.precision == "day":
        return f"{date.earliest.day} {month} {year}{_time(date)}"
    if date.precision == "month":
        return f"{month} {year}{', day unknown' if 'X' in date.text else ''}"
    if date.precision == "year":
        return f"{year}{_UNKNOWN_IN_YEAR[date.text.count('X')]}"
    if date.precision == "decade":
        return f"the {year[:3]}0s"
    return _part_of_year(date, year)


def _time(date: Edtf) -> str:
    if "T" not in date.text:
        return ""
    time, offset = date.text[11:19].removesuffix(":00"), date.text[19:]
    zone = {"": "", "Z": " UTC"}.get(offset, f" UTC{offset}")
    return f", {time}{zone}"


def _part_of_year(date: Edtf, year: str) -> str:
    kind, number = divmod(int(date.text[5:7]) - 21, 4)
    if date.precision == "quarter":
        return f"{_QUARTERS[number]} quarter of {year}"
    next_year = f"–{(int(year) + 1) % 100:02}" if date.earliest.month == 12 else ""
    return f"{_HEMISPHERES[kind]}{_SEASONS[number]} {year}{next_year}"


def _interval(date: Edtf) -> str:
    first, last = date.ranges[0]
    if first and last:
        return _from_to(first, last)
    start_unknown = ", start unknown" if date.text.startswith("/") else ""
    end_unknown = ", end unknown" if date.text.endswith("/") else ""
    return _range(date.ranges[0], f"from {{}}{end_unknown}", f"until {{}}{start_unknown}", "")


def _from_to(first: Edtf, last: Edtf) -> str:
    """Join two ends with a dash, without naming a year or a month twice."""
    start, end = _single(first), _single(last)
    if start == end:
        return end
    if not (_is_plain(first) and _is_plain(last) and first.precision == last.precision):
        return f"{start} – {end}"
    if first.precision == "year":
        return f"{start}–{end}"
    if first.precision == "day" and first.text[:7] == last.text[:7]:
        return f"{first.earliest.day}–{end}"
    if first.text[:4] == last.text[:4]:
        start = start.removesuffix(f" {first.text[:4]}")
    return f"{start} – {end}"


def _is_plain(date: Edtf) -> bool:
    """Tell years, months and days without a mark or an unknown digit, of which a part can be left out."""
    return date.precision in ("year", "month", "day") and date.text.replace("-", "").isdigit()


def _one_of(date: Edtf) -> str:
    if len(date.ranges) == 1:
        return _range(date.ranges[0], "{} or later", "by {}", "by {1} ({0} at the earliest)")
    words = [_range(part, "{} or later", "{} or earlier", "between {} and {}") for part in date.ranges]
    return _listed(words, "or", date)


def _range(part: Range, since: str, until: str, between: str) -> str:
    """Fill in the one of three sayings that fits which ends a range has; a single date needs none."""
    first, last = part
    if first is None or last is None:
        known = first or last
        return (until if first is None else since).format(_single(known) if known else "")
    return _single(first) if first is last else between.format(_single(first), _single(last))


def _listed(words: list[str], joint: str, date: Edtf) -> str:
    """Join with commas and a last "or" or "and", set off by a comma where a member is more than one date."""
    if len(words) == 1:
        return words[0]
    comma = "," if any(part.first is not part.last for part in date.ranges) else ""
    return f"{', '.join(words[:-1])}{comma} {joint} {words[-1]}"
