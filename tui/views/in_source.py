"""A quote in its source: the text around it with all that is quoted from there, or why there is no text to show."""

from __future__ import annotations

from rich.style import Style
from rich.text import Text

from tui.index.index import Index
from tui.loading.texts import HOW_TO_GIVE, FoundText
from tui.records.differences import Kind, differences
from tui.records.display_safe import one_line
from tui.records.edtf import parse
from tui.records.edtf_words import in_words
from tui.records.kinds import evidence_of
from tui.records.quote_check import Step
from tui.records.quotes_in_text import MOST_PLACES, Mark, Quoted
from tui.records.quotes_lock import QuoteState, Verification
from tui.views.citing import speaker_of
from tui.views.page import Page, count_words, styled
from tui.views.palette import Palette
from tui.views.reading_sources import Reading, Stop, Wanted
from tui.views.text_lines import BAR, CURRENT, OTHER, TextLines, Window, window
from tui.views.wording import source_label, state_words

LINES, MOST_LINES = 60, 600
"""Lines before and after the quote that a page shows, and those that it shows in full."""

_MOST_OTHERS = 20


def in_source_page(
    index: Index,
    reading: Reading,
    at: int,
    width: int,
    palette: Palette,
    *,
    full: bool = False,
    invisible: bool = False,
    lines: int = LINES,
    rows_above: int = MOST_LINES * 100,
) -> Page:
    """The page of a stop in a source, by its number from 0: at most `width` cells wide, `lines` before and after it.

    Those before it take about `rows_above` rows of the page at most.

    `page.at` is the line that the quote begins on. What it costs depends on the lines that are shown, not on the text.
    """
    page = Page(width, palette, full)
    stop = reading.stops[at]
    _add_head(page, index, reading, stop, at)
    if reading.found is None:
        _add_no_text(page, index, reading, stop.quoted)
        return page
    shown = None
    if stop.mark is None:
        why = ", and nothing in the text is like it" if reading.found.source.text else ": the text is empty"
        page.add(styled(page.own(f"✗ not found{why}"), palette.bad))
        _add_quote(page, stop.quoted)
        _add_lock(page, index, stop)
    else:
        _add_state(page, index, reading.found, stop, stop.mark)
        shown = window(reading.found.source, stop.mark, lines, rows_above * max(width - 8, 1))
        _add_text(page, reading, stop.mark, shown, invisible)
    _add_others(page, index, reading, stop, shown)
    return page


def awaiting_page(index: Index, id: str, wanted: Wanted | None, width: int, palette: Palette) -> Page:
    """What to show of a source while its text is looked for, or of a record that has no quote any more."""
    page = Page(width, palette)
    page.title(index.title(id), "quote in its source")
    page.blank()
    if wanted is None:
        page.add(styled("This record has no quote.", palette.text))
        return page
    page.add(page.join(["from ", page.link(source_label(wanted.source, wanted.id, palette.signs), wanted.id)]))
    page.add(styled(page.own("Looking for its text …"), palette.dim))
    return page


def _add_head(page: Page, index: Index, reading: Reading, stop: Stop, at: int) -> None:
    source = reading.wanted.source
    page.title(source.title if source else reading.wanted.id, "quote in its source")
    parts: list[Text | str] = [
        page.link(source_label(source, reading.wanted.id, page.palette.signs), reading.wanted.id)
    ]
    if source and source.kind == "list":
        # Called by its title, others by publisher and day.
        parts += [page.say(source.publisher, page.palette.dim)] if source.publisher else []
        parts += [styled(page.own(in_words(source.published)), page.palette.dim)] if source.published else []
    if source and source.byline:
        parts.append(page.say(f"by {source.byline}", page.palette.dim))
    page.add_parts(parts)
    quoted = stop.quoted
    which = f"quote {quoted.number:,} of {quoted.of:,} of " if quoted.of > 1 else "the quote of "
    said: list[Text | str] = [which[0].upper() + which[1:], page.link(index.title(quoted.record), quoted.record)]
    record = index.record(quoted.record)
    speaker = speaker_of(record, quoted.item) if record else None
    if speaker:
        said += [page.own(" · said by "), page.link(index.title(speaker), speaker)]
    page.add(page.join(said))
    if reading.found:
        where = [f"{at + 1:,} of {len(reading.stops):,} in this text"]
        if stop.mark and stop.mark.places > 1:
            where.insert(0, f"place {stop.mark.place:,} of {_places(stop.mark)}")
        page.add(styled(page.own(" · ".join(where)), page.palette.dim))
    page.blank()


def _places(mark: Mark) -> str:
    return f"more than {MOST_PLACES:,}" if mark.places > MOST_PLACES else f"{mark.places:,}"


def _add_state(page: Page, index: Index, found: FoundText, stop: Stop, mark: Mark) -> None:
    palette = page.palette
    if mark.step is Step.NOT_FOUND:
        page.add(styled(page.own("✗ not found"), palette.bad))
        words = f"Nearest is line {mark.line:,}, which is {mark.ratio:.0%} like it and is not the quote:"
        page.add(styled(words, palette.dim))
        _add_differences(page, stop.quoted, found.source.text[mark.start : mark.end])
    elif mark.step is Step.AMBIGUOUS:
        stands = f"? stands in {_places(mark)} places · line {mark.line:,}"
        page.add(styled(page.own(stands), palette.bad))
        page.add(styled("`prefix` or `suffix` in its evidence, or more words, would tell them apart.", palette.dim))
    else:
        state = state_words(Verification(QuoteState(mark.step.value), mark.line))
        known = known_of(index, stop.quoted)
        same = (known.state.value, known.line) == (mark.step.value, mark.line)
        page.add(styled(page.own(state + (f" · verified{_on(known)}" if same else "")), palette.verified))
        if same:
            return
    _add_lock(page, index, stop)


def _add_lock(page: Page, index: Index, stop: Stop) -> None:
    """What quotes.lock says, where that is another thing than what is found now."""
    known = known_of(index, stop.quoted)
    says = f"quotes.lock says: {state_words(known)}{_on(known)}"
    if known.state.value == (stop.mark.step.value if stop.mark else Step.NOT_FOUND.value):
        page.add(styled(page.own(says), page.palette.dim))
    else:
        page.add(styled(page.own(f"{says}; `ties verify` writes down what is found now"), page.palette.bad))


def known_of(index: Index, quoted: Quoted) -> Verification:
    """What quotes.lock says of a quote."""
    record = index.record(quoted.record)
    if record is None:
        return Verification(QuoteState.UNVERIFIED)
    items = zip(evidence_of(record), index.verifications(record), strict=True)
    quotes = [found for item, found in items if item.quote is not None]
    # Of a base that has changed meanwhile there may be fewer.
    return quotes[quoted.number - 1] if quoted.number <= len(quotes) else Verification(QuoteState.UNVERIFIED)


def _on(known: Verification) -> str:
    return f" on {in_words(parse(known.day))}" if known.day else ""


def _add_differences(page: Page, quoted: Quoted, passage: str) -> None:
    """The quote made into the passage word by word; with signs, so that no colour is needed."""
    palette = page.palette
    shown = Text(end="")
    for kind, words in differences(quoted.item.quote or "", passage):
        words = " ".join(words.splitlines())
        if kind is Kind.SAME:
            shown.append_text(page.say(words))
        else:
            sign, style = ("-", palette.bad) if kind is Kind.DELETED else ("+", palette.verified)
            begin, end = ("[", "]") if kind is Kind.DELETED else ("{", "}")
            shown.append(f"{begin}{sign}", style).append_text(page.say(words, style)).append(f"{sign}{end}", style)
    page.add(shown, "  ")
    page.add(styled("[-only in the quote-] {+only in the text+}", palette.dim), "  ")


def _add_quote(page: Page, quoted: Quoted) -> None:
    shown = page.say(quoted.item.quote or "", page.palette.quote)
    page.add(page.join([styled(page.own("“"), page.palette.quote), shown, styled(page.own("”"), page.palette.quote)]))


def _add_text(page: Page, reading: Reading, mark: Mark, shown: Window, invisible: bool) -> None:
    """The lines around a mark, with what lies above and below them."""
    found = reading.found
    if found is None:
        return
    text, palette = found.source, page.palette
    total = text.line_count - (text.line_span(text.line_count)[0] == len(text.text) > 0)
    name = found.path.name
    page.blank()
    file = page.join([page.say(name, palette.dim, one_line), f" · {count_words(total, 'line')}"])
    page.add(file)
    for same in page.few(found.same, 1):
        page.add(page.join(["the same bytes as ", page.say(str(same), palette.dim, one_line), ", which was not read"]))
    page.add_more(found.same, page.few(found.same, 1), "file of the same bytes")
    body = TextLines(page, text, reading.marks, mark, invisible=invisible)
    at, lines = body.lines(shown)
    _add_legend(page, reading, mark)
    body.add_names()
    page.blank()
    if shown.first > 1:
        page.add(styled(page.own(f"… {count_words(shown.first - 1, 'line')} above"), palette.dim))
    page.at = len(page.lines) + at
    page.lines += lines
    if shown.last < total:
        page.add(styled(page.own(f"… {count_words(total - shown.last, 'line')} below"), palette.dim))


def _add_legend(page: Page, reading: Reading, mark: Mark) -> None:
    palette = page.palette
    this = "this quote" if mark.step is not Step.NOT_FOUND else "the nearest passage, not the quote"
    parts: list[Text | str] = [_between(page, CURRENT, this, palette.match)]
    if len(reading.marks) > 1:
        parts.append(_between(page, OTHER, "other quotes", palette.bar))
    page.add_parts(parts)


def _between(page: Page, signs: tuple[str, str], words: str, style: Style) -> Text:
    return page.join([styled(page.own(signs[0]), style), words, styled(page.own(signs[1]), style)])


def _add_others(page: Page, index: Index, reading: Reading, stop: Stop, shown: Window | None) -> None:
    """The other records that are quoted from the lines that are shown, and how many from elsewhere."""
    lines: dict[str, list[int]] = {}
    elsewhere: set[str] = set()
    for quoted, mark in reading.stops:
        if quoted.record == stop.quoted.record or mark is None:
            continue
        if shown and shown.first <= mark.line <= shown.last:
            lines.setdefault(quoted.record, []).append(mark.line)
        else:
            elsewhere.add(quoted.record)
    elsewhere -= lines.keys()
    if lines:
        page.heading("Also quoted from these lines", count_words(len(lines), "record"))
    records = page.few(list(lines), _MOST_OTHERS)
    width = len(f"{shown.last if shown else 0:,}")
    for record in records:
        at = sorted(set(lines[record]))
        more = f", also line {', '.join(f'{line:,}' for line in at[1:4])}" if len(at) > 1 else ""
        lead = f"{at[0]:>{width},}{BAR}"
        page.add(page.join([page.link(index.title(record), record), more]), lead, " " * width + BAR)
    page.add_more(list(lines), records, "record")
    if elsewhere or reading.wanted.more:
        page.blank()
    if elsewhere:
        verb = "quotes" if len(elsewhere) == 1 else "quote"
        words = f"{count_words(len(elsewhere), 'other record')} {verb} this text elsewhere."
        page.add(styled(words, page.palette.dim))
    if reading.wanted.more:
        more = count_words(reading.wanted.more, "more record")
        said = "cites this source, and was" if reading.wanted.more == 1 else "cite this source, and were"
        page.add(styled(f"{more} {said} not looked at.", page.palette.dim))


def _add_no_text(page: Page, index: Index, reading: Reading, quoted: Quoted) -> None:
    """What is known without the text, and which file would show it."""
    palette, source = page.palette, reading.wanted.source
    _add_quote(page, quoted)
    known = known_of(index, quoted)
    style = palette.verified if known.state.verified else palette.bad
    page.add(styled(page.own(f"quotes.lock: {state_words(known)}{_on(known)}"), style))
    page.heading("Its text cannot be shown")
    page.add(page.say(f"{reading.why_not[:1].upper()}{reading.why_not[1:]}."))
    for note in page.few(reading.notes, 5):
        page.add(page.say(note, palette.dim), "  ")
    page.add_more(reading.notes, page.few(reading.notes, 5), "file", "  ")
    if source and source.sha256:
        page.blank()
        page.add(styled("The file that would show it has this SHA-256, whatever its name:", palette.text))
        page.add(styled(source.sha256, palette.title), "  ")
        if source.url:
            page.add_field("Address", page.say(source.url, palette.link))
        page.add(styled(f"{HOW_TO_GIVE}.", palette.dim))
