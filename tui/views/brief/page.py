"""A brief as lines for a screen or for paper."""

from __future__ import annotations

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from tui.index.index import Index
from tui.records.display_safe import one_line
from tui.views.brief.marks import as_of_words, left_out_words, legend, marked, numbers, origins, runs, source_words
from tui.views.brief.statements import Basis, Brief, Clause, Part, Statement, Voice, Words
from tui.views.labels import CONTESTED, EXPECTED
from tui.views.page import Page, styled
from tui.views.palette import Palette
from tui.views.wrapping import truncate

WIDTH = 78
"""Cells of a line on paper."""

_CUT = 3000  # characters of one name
_INDENT = 2  # cells before a statement


def brief_page(index: Index, brief: Brief, width: int, palette: Palette, lines: int = 0, more: str = "") -> Page:
    """A brief as a page at most `width` cells wide; its links are its sources, by their numbers.

    Every statement ends in its marks. Sections are set apart by blank lines where the page stays within so many `lines`
    (0: there is no limit). `more` says how to see what was left out, where that is not by the command's options.
    """
    if lines:
        tight = _laid_out(index, brief, Page(width, palette), more, airy=False)
        if len(tight.lines) >= lines:
            return tight
    airy = _laid_out(index, brief, Page(width, palette), more, airy=True)
    return airy if not lines or len(airy.lines) <= lines else tight


def _laid_out(index: Index, brief: Brief, page: Page, more: str, *, airy: bool) -> Page:
    palette = page.palette
    for id in brief.sources:
        # The numbers of links are handed out in order, so they are those of the sources.
        page.link("", id)
    _add_title(page, brief)
    part: Part | None = None
    for statement in brief.statements:
        if statement.part is not part:
            part = statement.part
            _add_heading(page, part.value, airy)
        _add_statement(page, brief, statement)
    if brief.sources:
        _add_heading(page, "Sources", airy)
        sources = [_source(page, index, number, id) for number, id in enumerate(brief.sources, 1)]
        for line in sources if airy else [page.join(sources, between=" · ")]:
            page.add(line, "  ")
        if of_one := [_origin(page, of, origin) for of, origin in origins(index, brief)]:
            first = len(page.lines)
            page.add(page.join(["Origins: ", page.join(of_one, between=" · ")]), "  ")
            for wrapped in page.lines[first:]:
                _loosen(wrapped)
    notes = [f"[{basis.value}] {words}" for basis, words in legend(brief)]
    if airy:
        page.blank()
    if notes:
        page.add_parts([styled(page.own(note), palette.dim) for note in notes])
    if left := left_out_words(brief, more):
        page.add(styled(page.own(left), palette.contested))
    return page


def _add_title(page: Page, brief: Brief) -> None:
    words = page.own(as_of_words(brief))
    room = page.width - cell_len(words) - 2
    if room < page.width // 3:
        page.lines.append(styled(_cut(page, brief.title, page.width), page.palette.title))
        page.add(styled(words, page.palette.dim))
        return
    title = styled(_cut(page, brief.title, room), page.palette.title)
    gap = page.width - title.cell_len - cell_len(words)
    page.lines.append(title.append(" " * gap).append(words, page.palette.dim))


def _cut(page: Page, text: str, room: int) -> str:
    return truncate(one_line(text[:_CUT]), room, page.palette.signs.cut)


def _add_heading(page: Page, words: str, airy: bool) -> None:
    if airy:
        page.blank()
    page.add(styled(page.own(words.upper()), page.palette.heading))


def _add_statement(page: Page, brief: Brief, statement: Statement) -> None:
    palette = page.palette
    sign, style = "·", palette.dim
    if statement.contested:
        sign, style = CONTESTED, palette.contested
    elif statement.expected:
        sign, style = EXPECTED, palette.expected
    line = Text(end="")
    for clause, has_marks in marked(statement):
        for words in clause.words:
            line.append(_shown(page, words), _style(palette, words))
        if has_marks:
            marks = _marks(page, brief, clause)
            line.append_text(_before(line, marks, page.width - _INDENT)).append_text(marks)
    first = len(page.lines)
    page.add(line, f"{sign} ", style=style)
    for wrapped in page.lines[first:]:
        _loosen(wrapped)


def _before(line: Text, marks: Text, width: int) -> Text:
    """The blank before marks: none to end a line at, unless the word before it would be cut up with them."""
    word = line.plain.rpartition(" ")[2]
    return _glue() if cell_len(word) + 1 + marks.cell_len <= width else Text(" ", end="")


def _glue() -> Text:
    """A blank at which no line ends: marks stay on one line, with what they stand behind."""
    return styled("\u00a0", Style(meta={"glue": True}))


def _loosen(line: Text) -> None:
    """Once lines are broken, a plain blank stands for each of ours; those of the data stay."""
    ours = {span.start for span in line.spans if isinstance(span.style, Style) and span.style.meta.get("glue")}
    if ours:
        line.plain = "".join(" " if at in ours else char for at, char in enumerate(line.plain))


def _shown(page: Page, words: Words) -> str:
    return page.own(words.text) if words.voice is Voice.OWN else one_line(words.text)


def _style(palette: Palette, words: Words) -> Style:
    return {Voice.NAME: palette.native, Voice.QUOTE: palette.quote}.get(words.voice, palette.text)


def _marks(page: Page, brief: Brief, clause: Clause) -> Text:
    """`[1 3–5]`, in which every number leads to its source."""
    style = page.palette.number
    if clause.basis is not Basis.SOURCES:
        return styled(page.own(f"[{clause.basis.value}]"), style)
    text = styled("[", style)
    for n, (first, last) in enumerate(runs(numbers(brief, clause))):
        if n:
            text.append_text(_glue())
        text.append_text(_number(page, brief, first))
        if last != first:
            text.append(page.own("–"), style).append_text(_number(page, brief, last))
    return text.append("]", style)


def _number(page: Page, brief: Brief, number: int) -> Text:
    return styled(str(number), page.palette.number + Style(meta={"record": brief.sources[number - 1]}))


def _source(page: Page, index: Index, number: int, id: str) -> Text:
    text = styled(f"[{number}]", page.palette.number + Style(meta={"record": id}))
    return text.append(f" {one_line(source_words(index, id, page.palette.signs))}", page.palette.text)


def _origin(page: Page, of: str, origin: str) -> Text:
    """The numbers of the sources of one origin and what it is called, which no line ends between."""
    text = Text(end="")
    for number in of.split():
        text.append(page.own(number), page.palette.number).append_text(_glue())
    return text.append(one_line(origin), page.palette.text)
