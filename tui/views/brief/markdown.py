"""A brief as Markdown (CommonMark), with links to the sources that have an address."""

from __future__ import annotations

from tui.index.index import Index
from tui.views.brief.marks import as_of_words, left_out_words, legend, marked, marks_words, origin_words, source_words
from tui.views.brief.statements import Brief, Part, Statement, Voice, Words
from tui.views.markdown import escaped, target


def brief_markdown(index: Index, brief: Brief) -> str:
    """The same statements, marks and sources as the page has."""
    blocks = [f"# {escaped(brief.title)}", escaped(as_of_words(brief))]
    part: Part | None = None
    lines: list[str] = []
    for statement in brief.statements:
        if statement.part is not part:
            part = statement.part
            lines = [f"## {escaped(part.value)}", ""]
            blocks.append("")
        lines.append(f"- {_line(brief, statement)}")
        blocks[-1] = "\n".join(lines)
    if brief.sources:
        sources = [f"- {_source(index, number, id)}" for number, id in enumerate(brief.sources, 1)]
        blocks.append("\n".join(["## Sources", "", *sources]))
        blocks.append(escaped(origin_words(index, brief)))
    notes = [f"[{basis.value}] {words}" for basis, words in legend(brief)]
    blocks += [escaped(" · ".join(notes)), escaped(left_out_words(brief))]
    return "\n\n".join(block for block in blocks if block)


def _line(brief: Brief, statement: Statement) -> str:
    line = ""
    for clause, has_marks in marked(statement):
        line += "".join(map(_words, clause.words))
        if has_marks:
            line += f" {escaped(marks_words(brief, clause))}"
    state = "**Contested:** " if statement.contested else ""
    return f"{state}{line}"


def _words(words: Words) -> str:
    """Escaped, with the blanks at both ends that join it to what stands beside it."""
    text = escaped(words.text)
    lead = " " if words.text[:1] == " " else ""
    end = " " if words.text[-1:] == " " and words.text.strip() else ""
    return f"{lead}{f'*{text}*' if words.voice is Voice.QUOTE else text}{end}"


def _source(index: Index, number: int, id: str) -> str:
    source = index.source(id)
    words = escaped(source_words(index, id))
    return f"\\[{number}\\] {f'[{words}]({target(source.url)})' if source and source.url else words}"
