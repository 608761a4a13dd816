"""A brief as one file of HTML that prints on one page of A4, and needs nothing but itself.

A page of paper has 297 mm, of which the margins take 24; with lines of at most 4.3 mm, 60 and the gaps between sections
stay within it. A line of 186 mm has 0.7 em of the largest size for each of 78 cells. Those of a monospaced font take
0.6 em, those of others 0.5 on an average, a Han character 1 em for two: no statement needs more lines than in 78 cells.
"""

from __future__ import annotations

from html import escape

from tui.index.index import Index
from tui.records.display_safe import one_line
from tui.views.brief.choosing import LINES
from tui.views.brief.marks import (
    as_of_words,
    left_out_words,
    legend,
    marked,
    numbers,
    origin_words,
    run_words,
    runs,
    source_words,
)
from tui.views.brief.statements import Basis, Brief, Clause, Part, Statement, Voice, Words

PAGE_HEIGHT, MARGIN = 297.0, 12.0
"""Of A4 and around the text on it, in millimetres (ISO 216)."""

_GAP = 0.9  # above a heading, in millimetres
_MOST_GAPS = 12  # one a section, and around the title and the notes
_LARGEST_LINE = 4.3
_SMALLEST_LINE = 2.6  # below that nobody reads it: more lines go onto a second page
_EM_IN_LINE = 0.78


def line_height(lines: int) -> float:
    """The height of a line in millimetres with which so many lines stay on one page, where they can be read."""
    room = PAGE_HEIGHT - 2 * MARGIN - _MOST_GAPS * _GAP
    return round(max(min(room / max(lines, 1), _LARGEST_LINE), _SMALLEST_LINE) - 0.005, 2)


def brief_html(index: Index, brief: Brief, lines: int = LINES) -> str:
    """The same statements, marks and sources as the page has; `lines` is what the page was asked to hold."""
    title = _text(brief.title)
    body = [f"<h1>{title} <small>{_text(as_of_words(brief))}</small></h1>"]
    part: Part | None = None
    for statement in brief.statements:
        if statement.part is not part:
            body += ["</ul>"] if part else []
            part = statement.part
            body += [f"<h2>{_text(part.value)}</h2>", "<ul>"]
        body.append(_item(brief, statement))
    body += ["</ul>"] if part else []
    if brief.sources:
        sources = [_source(index, number, id) for number, id in enumerate(brief.sources, 1)]
        body += ["<h2>Sources</h2>", f'<p class="sources">{" · ".join(sources)}</p>']
        origins = origin_words(index, brief)
        body += [f'<p class="sources">{_text(origins)}</p>'] if origins else []
    notes = [f"[{basis.value}] {words}" for basis, words in legend(brief)]
    notes += [words] if (words := left_out_words(brief)) else []
    body += [f'<p class="notes">{"<br>".join(map(_text, notes))}</p>'] if notes else []
    height = line_height(lines)
    style = _STYLE.format(margin=MARGIN, line=height, size=round(height * _EM_IN_LINE, 2), gap=_GAP)
    return "\n".join([_HEAD.format(title=title, style=style), *body, "</body>", "</html>"])


def _item(brief: Brief, statement: Statement) -> str:
    pieces = []
    for clause, has_marks in marked(statement):
        pieces += [_words(words) for words in clause.words]
        if has_marks:
            pieces.append(f"&nbsp;{_marks(brief, clause)}")
    kind = "contested" if statement.contested else "expected" if statement.expected else ""
    return f"<li{f' class={kind}' if kind else ''}>{''.join(pieces)}</li>"


def _words(words: Words) -> str:
    text = _text(words.text)
    language = f' lang="{escape(words.language)}"' if words.language else ""
    if words.voice is Voice.QUOTE:
        return f"<q{language}>{text}</q>"
    return f"<span{language}>{text}</span>" if language else text


def _marks(brief: Brief, clause: Clause) -> str:
    if clause.basis is not Basis.SOURCES:
        return f"<sup>[{_text(clause.basis.value)}]</sup>"
    linked = [f'<a href="#s{run[0]}">{_text(run_words(run))}</a>' for run in runs(numbers(brief, clause))]
    return f"<sup>[{' '.join(linked)}]</sup>"


def _source(index: Index, number: int, id: str) -> str:
    source = index.source(id)
    words = _text(source_words(index, id))
    # Only http and https have come through the check of a base; anything else is no link.
    linked = f'<a href="{escape(one_line(source.url))}">{words}</a>' if source and source.url else words
    return f'<span id="s{number}">[{number}] {linked}</span>'


def _text(text: str) -> str:
    return escape(one_line(text))


_HEAD = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>"""
_STYLE = """\
@page {{ size: A4; margin: {margin}mm }}
body {{ font: {size}mm/{line}mm Georgia, "Noto Serif", "DejaVu Serif", serif; color: #111;
  max-width: 186mm; margin: 0 auto }}
:lang(ko) {{ font-family: "Noto Serif CJK KR", "Nanum Myeongjo", Batang, serif }}
:lang(zh) {{ font-family: "Noto Serif CJK SC", "Songti SC", SimSun, serif }}
:lang(ja) {{ font-family: "Noto Serif CJK JP", "Hiragino Mincho ProN", "Yu Mincho", serif }}
h1, h2, p, ul, li {{ margin: 0; padding: 0; font-size: inherit; line-height: inherit }}
h1 small {{ float: right; font-size: inherit; font-weight: normal }}
h2 {{ margin-top: {gap}mm; font-family: system-ui, sans-serif; color: #14555e }}
li {{ list-style: none; padding-left: 1.2em; text-indent: -1.2em; overflow-wrap: anywhere }}
li::before {{ content: "·"; display: inline-block; width: 1.2em; text-indent: 0 }}
li.contested::before {{ content: "≠" }}
li.expected::before {{ content: "◇" }}
li.expected {{ font-style: italic }}
q {{ quotes: none }}
sup {{ font-size: inherit; line-height: 0; vertical-align: baseline; color: #14555e; white-space: nowrap }}
a {{ color: inherit; text-decoration: none }}
.sources, .notes {{ overflow-wrap: anywhere }}
.notes {{ margin-top: {gap}mm; color: #444 }}
@media screen {{ body {{ padding: 4mm; font-size: 1rem; line-height: 1.4 }} }}
"""
