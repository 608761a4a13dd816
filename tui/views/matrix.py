"""The evidence matrix as a page: the table, what its signs mean, and what it shows: who disagrees, who carries most."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from tui.index.index import Index
from tui.index.matrix import Carrier, Matrix, Row, matrix
from tui.records.contest import Value
from tui.records.kinds import Record, Source, title_of
from tui.records.support import Line, Stance
from tui.views.looking_back import add_as_of
from tui.views.matrix_table import (
    SIGNS,
    SILENT,
    add_tables,
    field_words,
    line_value,
    row_label,
    shared_origins,
    stance_sign,
)
from tui.views.page import Page, count_words, styled
from tui.views.palette import Palette
from tui.views.wording import source_label, value_words

MOST_ROWS = 40
MOST_ROWS_FULL = 400
_MOST_BELOW = 8  # rows that are listed again below the table, and disagreements


def matrix_page(index: Index, id: str, width: int, palette: Palette, *, full: bool = False) -> Page:
    """What a record states against its sources, at most `width` cells wide; in full with all sources, in blocks."""
    page = Page(width, palette, full)
    record = index.record(id)
    if record is None:
        page.say_missing(id)
        return page
    add_as_of(page, index)
    page.title(title_of(record), "evidence", running=record.KIND == "fact")
    found = matrix(index, id, MOST_ROWS_FULL if full else MOST_ROWS)
    if not found.carriers:
        page.add(styled("No evidence: nothing is quoted and nothing is cited.", palette.text))
        return page
    _add_summary(page, record, found)
    shown = add_tables(page, index, found)
    _add_legend(page, found)
    _add_disagreements(page, index, found)
    _add_carriers(page, index, found, shown)
    _add_below(page, index, found, "Borne out by no source", found.bare)
    _add_below(page, index, found, "Rest on one origin only", found.single)
    _add_below(page, index, found, "Without a quote", found.unquoted)
    return page


def _add_summary(page: Page, record: Record, found: Matrix) -> None:
    """How many lines and sources there are, and how well the lines rest on them."""
    things = "record" if record.KIND not in ("fact", "agreement") else "field"
    if isinstance(record, Source):
        words = f"carries {count_words(len(found.rows) + found.more, things)}"
    else:
        behind = len({carrier.origin for carrier in found.carriers})
        words = f"{count_words(len(found.rows), things)} · {count_words(len(found.carriers), 'source')}"
        words += f" of {count_words(behind, 'origin')}"
    single, bare = len(found.single), len(found.unquoted)
    words += f" · {single:,} on one origin only · {bare:,} without a quote" if found.rows else ""
    page.add(styled(page.own(words), page.palette.dim))
    if found.more:
        more = f"the first {len(found.rows):,} records are looked at, {found.more:,} more name it"
        page.add(styled(page.own(more if page.full else f"{more}: + shows more"), page.palette.dim))


def _add_legend(page: Page, found: Matrix) -> None:
    """What the signs of this table mean, and only those."""
    there = {voice.stance for row in found.rows for voice in row.line.voices.values()}
    parts: list[Text | str] = []
    for stance, (_, words) in SIGNS.items():
        if stance in there:
            parts.append(stance_sign(page, stance).append(f" {words}", page.palette.dim))
    parts.append(styled(page.own(f"{SILENT} silent"), page.palette.dim))
    if letters := list(shared_origins(found).values()):
        parts.append(styled(page.own(f"{letters[0]} the same letter: one origin"), page.palette.dim))
    page.blank()
    _add_spaced(page, parts)


def _add_spaced(page: Page, parts: Sequence[Text | str]) -> None:
    """Pieces with room between them: a dot would read as a sign of the table."""
    line = Text(end="")
    for part in parts:
        text = part if isinstance(part, Text) else Text(part)
        if line and line.cell_len + 3 + text.cell_len > page.width:
            page.add(line)
            line = Text(end="")
        line.append("   " if line else "").append_text(text)
    page.add(line)


# Below it.


def _add_disagreements(page: Page, index: Index, found: Matrix) -> None:
    """Each field that a source gives another value of: what the record has, and who says what instead."""
    against = [
        (row, field)
        for row in found.rows
        for field in dict.fromkeys(field for field, _, _ in _against(row))
        if field == row.line.field or not row.line.field
    ]
    if not against:
        return
    page.heading("Disagree", f"{len(against):,}")
    shown = page.few(against, _MOST_BELOW)
    for row, field in shown:
        _add_disagreement(page, index, row, field)
    page.add_more(against, shown, "field", "  ")


def _against(row: Row) -> list[tuple[str, Value, str]]:
    """The values that sources give against a row: field, value, source."""
    heard = row.line.voices.items()
    return [(*said, source) for source, voice in heard if voice.stance is Stance.DISAGREES for said in voice.values]


def _add_disagreement(page: Page, index: Index, row: Row, field: str) -> None:
    palette = page.palette
    record = index.record(row.record)
    own = line_value(index, Line(field, getattr(record, field, None), {}))
    parts: list[Text | str] = [] if row.line.field else [page.link(index.title(row.record), row.record), ": "]
    parts += [f"{field_words(field)} ", page.say(own or "none", palette.title)]
    said: dict[Value, list[str]] = {}
    for name, value, source in _against(row):
        if name == field:
            said.setdefault(value, []).append(source)
    values = list(said)
    for value in page.few(values, _MOST_BELOW):
        parts += [" · ", page.say(value_words(value, index.title, palette.signs), palette.title), " by "]
        shown = page.few(said[value], _MOST_BELOW)
        parts.append(page.join([_source(page, index, source) for source in shown], between=", "))
        more = len(said[value]) - len(shown)
        parts += [f", {page.more_words(more, 'source')}"] if more else []
    if not page.full and len(values) > _MOST_BELOW:
        parts.append(f" · {page.more_words(len(values) - _MOST_BELOW, 'value')}")
    page.add(page.join(parts), "≠ ", style=palette.contested)


def _source(page: Page, index: Index, source: str) -> Text:
    return page.link(source_label(index.source(source), source, page.palette.signs), source)


def _add_carriers(page: Page, index: Index, found: Matrix, shown: Sequence[Carrier]) -> None:
    """The sources of the table, those that carry most first, with what each does and whose word it is."""
    letters = shared_origins(found)
    page.heading("Sources" if len(found.carriers) == 1 else "Sources, those that carry most first")
    for one in shown:
        quoted = "quoted" if one.verified == one.quoted else f"quoted ({one.verified:,} verified)"
        numbered = ((one.quoted, quoted), (one.cited, "cited"), (one.disagrees, "disagrees"))
        counts = [f"{number:,} {word}" for number, word in numbered if number]
        parts: list[Text | str] = [_source(page, index, one.source), ", ".join(counts) or "backs no side"]
        if one.origin in letters:
            parts.append(page.join([f"origin {letters[one.origin]}: ", page.say(one.origin, page.palette.dim)]))
        page.add_parts(parts, "  ")


def _add_below(page: Page, index: Index, found: Matrix, heading: str, rows: Sequence[Row]) -> None:
    """Rows of one weakness again: fields in one line, records each with its number."""
    if not rows:
        return
    page.heading(heading, f"{len(rows):,}")
    fields = [field_words(row.line.field) for row in rows if row.line.field]
    if fields:
        page.add(styled(", ".join(fields), page.palette.text), "  ")
    records = [row for row in rows if not row.line.field]
    shown = page.few(records, _MOST_BELOW)
    for row in shown:
        page.lines.append(Text("  ", end="").append_text(row_label(page, index, row, found.id, max(page.width - 2, 4))))
    page.add_more(records, shown, "record", "  ")
