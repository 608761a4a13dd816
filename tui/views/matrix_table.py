"""The table of an evidence matrix: a line for what is stated, a column for each source, a sign where they meet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from string import ascii_lowercase
from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text

from tui.index.both_sides import KINDS
from tui.index.index import Index
from tui.index.matrix import Carrier, Matrix, Row
from tui.records.display_safe import one_line
from tui.records.edtf import Edtf
from tui.records.kinds import Agreement, Amount, Figure, Role
from tui.records.support import Line, Stance
from tui.views.labels import Label, record_label
from tui.views.lists import label_text
from tui.views.page import Page, styled
from tui.views.palette import Palette
from tui.views.wording import FIELD_NAMES, term_words, value_words
from tui.views.wrapping import beginning, truncate

SIGNS = {
    Stance.VERIFIED: ("✓", "quoted, and found in its text"),
    Stance.QUOTED: ("!", "quoted, not verified"),
    Stance.CITED: ("┆", "cited, not quoted"),
    Stance.DISAGREES: ("≠", "disagrees"),
    Stance.SETTLES: ("=", "settles it, backs no side"),
}
SILENT = "·"

_LEAST_LABEL = 24  # cells of what is stated, before the columns
_MOST_VALUE = 400  # characters of a value
_FIELD = 12  # cells of the names of fields
_DATED = 40  # cells from which a row has its date too: in fewer it would leave no name that can be read
_NUMBER = 5  # cells of the number of a record: up to 99 in one column
_ORIGINS = "origins"
_NARROW = 44  # cells below which there is no column for the number of origins
_FIELDS = FIELD_NAMES | {"parties": "tie", "text": "statement", "outcome_date": "outcome on"}
_REFERENCES = ("parties", "about", "speaker", "city", "within", "part_of")


class _Block(NamedTuple):
    """Some of the sources, the cells of a column, of what stands before them and of the origins; letters of origins."""

    carriers: Sequence[Carrier]
    column: int
    label: int
    origins: int
    letters: Mapping[str, str]


def add_tables(page: Page, index: Index, found: Matrix) -> Sequence[Carrier]:
    """The block of the sources that carry most, on a full page all blocks; the sources that are shown.

    Blocks after the first have only the rows on which one of their sources says something.
    """
    carriers = found.carriers
    if page.full:
        # Sources are numbered before records, whatever block they are in.
        for one in carriers:
            page.link("", one.source)
    column = len(f"[{len(carriers)}]") + 1
    origins = len(_ORIGINS) + 1 if page.width >= _NARROW else 0
    fit = max((page.width - max(_LEAST_LABEL, page.width * 2 // 5) - origins) // column, 1)
    shown = carriers if page.full else carriers[:fit]
    longest, letters = _longest(index, found), shared_origins(found)
    for start in range(0, len(shown), fit):
        some = shown[start : start + fit]
        label = min(max(page.width - origins - column * len(some), 1), longest)
        rows = [row for row in found.rows if not start or any(one.source in row.line.voices for one in some)]
        page.blank()
        _add_block(page, index, found.id, rows, _Block(some, column, label, origins, letters))
    if len(shown) > fit:
        page.add(styled("Lines on which all sources of a later table are silent are left out there.", page.palette.dim))
    page.add_more(carriers, shown, "source")
    return shown


def shared_origins(found: Matrix) -> dict[str, str]:
    """A letter for each origin that several of the sources have: what they say counts once."""
    counts = Counter(carrier.origin for carrier in found.carriers)
    shared = [origin for origin, count in counts.items() if count > 1]
    return {origin: ascii_lowercase[n % 26] * (n // 26 + 1) for n, origin in enumerate(shared)}


def stance_sign(page: Page, stance: Stance | None) -> Text:
    """The sign of a cell; None is a source that is silent."""
    palette = page.palette
    if stance is None:
        return styled(page.own(SILENT), palette.dim)
    styles = {Stance.VERIFIED: palette.verified, Stance.QUOTED: palette.bad, Stance.DISAGREES: palette.contested}
    return styled(page.own(SIGNS[stance][0]), styles.get(stance, palette.text))


def row_label(page: Page, index: Index, row: Row, id: str, width: int) -> Text:
    """What a row of the matrix of `id` states, as exactly `width` cells: a field with its value, or a record."""
    palette = page.palette
    if row.line.field:
        name = field_words(row.line.field).ljust(_FIELD)
        value = truncate(line_value(index, row.line), max(width - cell_len(name) - 1, 0), palette.signs.cut)
        text = styled(truncate(name, width, palette.signs.cut), palette.dim).append(value, palette.text)
        return text.append(" " * max(width - text.cell_len, 0))
    number = page.link("", row.record)
    number.append(" " * max(_NUMBER - number.cell_len, 1))
    label = record_label(index, row.record, palette.signs)
    record = index.record(row.record)
    if isinstance(record, Agreement):
        label = _with_others(label, record, [index.title(party) for party in record.parties if party != id], palette)
    # As of a day there stands what is doubtful of it.
    if width < _DATED and index.as_of is None:
        label = label._replace(right="")
    return number.append_text(label_text(label, max(width - number.cell_len, 1), palette))


def _with_others(label: Label, record: Agreement, others: list[str], palette: Palette) -> Label:
    """An agreement in the matrix of a party. Many ties have one title: what tells them apart is with whom they are."""
    if record.kind in KINDS and len(others) == 1:
        return label._replace(title=others[0], addition=palette.signs.own("· ") + label.title)
    return label._replace(addition=palette.signs.own("· ") + ", ".join(others))


def field_words(name: str) -> str:
    """What a field of the format is called in the table."""
    return _FIELDS.get(name, name.replace("_", " "))


def line_value(index: Index, line: Line) -> str:
    """What a record has in a field, in one line; empty where it has nothing."""
    match line.value:
        case Role() as role:
            words = f"{role.title} of {index.title(role.of)}{term_words(role)}"
        case Edtf() | Amount() | Figure() as value:
            words = value_words(value)
        case tuple() as values:
            words = ", ".join(index.title(value) if line.field in _REFERENCES else value for value in values)
        case dict() as names:
            words = ", ".join(name if isinstance(name, str) else ", ".join(name) for name in names.values())
        case str() as text:
            words = index.title(text) if line.field in _REFERENCES else text
        case value:
            words = "" if value is None else str(value)
    return one_line(beginning(words, _MOST_VALUE))


def _longest(index: Index, found: Matrix) -> int:
    """The cells that the longest of the rows can use, so that the columns of short ones stand near."""
    if any(not row.line.field for row in found.rows):
        return 1000
    return max(_LEAST_LABEL, *(_FIELD + cell_len(line_value(index, row.line)) + 1 for row in found.rows))


def _add_block(page: Page, index: Index, id: str, rows: Sequence[Row], block: _Block) -> None:
    head = Text(" " * block.label, end="")
    if block.origins:
        head.append(_ORIGINS.rjust(block.origins), page.palette.dim)
    for carrier in block.carriers:
        number = page.link("", carrier.source)
        head.append(" " * max(block.column - number.cell_len, 0)).append_text(number)
    page.lines.append(head)
    if any(carrier.origin in block.letters for carrier in block.carriers):
        marks = Text(" " * (block.label + block.origins), end="")
        for carrier in block.carriers:
            marks.append(block.letters.get(carrier.origin, "").rjust(block.column - 1) + " ", page.palette.dim)
        page.lines.append(marks)
    for row in rows:
        line = row_label(page, index, row, id, block.label)
        if block.origins:
            line.append(str(row.origins).rjust(block.origins), page.palette.dim)
        for carrier in block.carriers:
            voice = row.line.voices.get(carrier.source)
            sign = stance_sign(page, voice.stance if voice else None)
            # Beneath the last digit, one cell before the closing bracket.
            line.append(" " * max(block.column - 1 - sign.cell_len, 0)).append_text(sign).append(" ")
        page.lines.append(line)
