"""A picture of the screen as an SVG file that any reader of XML takes, and that asks nothing of the web."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterator
from pathlib import Path

from rich.cells import cell_len

from tui.disk.writing import write_file

_MOST = 10_000  # pictures of one record in one folder
# What XML 1.0 (fifth edition, 2.2) has no place for, and what Unicode calls no character.
_NO_XML = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
_FROM_THE_WEB = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)


_CELL = 12.2  # pixels of a cell's width in the SVGs of Rich
_SIZE = round(_CELL * 1950 / 1200, 3)  # pixels; letters of Fira Code are 1200/1950 of their size wide
_FONTS = '"Fira Code", "DejaVu Sans Mono", "Noto Sans Mono CJK SC", "Noto Sans CJK SC", monospace'
_FONT = re.compile(r"font-family: Fira Code, monospace;\s*font-size: 20px")
_TEXT = re.compile(r'<text class="([^"]+)" x="([\d.]+)" y="([\d.]+)" textLength="[\d.]+"([^>]*)>([^<]*)</text>')
# Latin, Greek and Cyrillic letters, quotation marks and dashes, lines of boxes: what any monospaced font has.
_RUNS = re.compile(r"[ -\u058f\u2010-\u2027\u2500-\u257f]+|.", re.DOTALL)


def clean_svg(svg: str) -> str:
    """An SVG of Rich as valid XML, whatever it shows, that needs nothing from the web and keeps its columns.

    Columns hold with other fonts than Rich's too, and for viewers that do not know `textLength`.
    """
    svg = _NO_XML.sub("\ufffd", _FROM_THE_WEB.sub("", svg))
    svg = _FONT.sub(f"font-family: {_FONTS};\n font-size: {_SIZE}px", svg)
    svg = svg.replace("<svg ", '<svg xml:space="preserve" ', 1)
    return "\n".join(line.rstrip() for line in _TEXT.sub(_placed, svg).splitlines()) + "\n"


def _placed(found: re.Match[str]) -> str:
    """A text whose characters stand in their cells."""
    name, x, y, rest, content = found.groups()
    at = float(x)
    texts = []
    for piece in _pieces(html.unescape(content)):
        width = cell_len(piece) * _CELL
        if piece.strip(" \xa0"):
            words = html.escape(piece, quote=False).replace(" ", "&#160;").replace("\xa0", "&#160;")
            texts.append(f'<text class="{name}" x="{at:.6g}" y="{y}" textLength="{width:.6g}"{rest}>{words}</text>')
        at += width
    return "".join(texts)


def _pieces(text: str) -> Iterator[str]:
    """A text cut into runs that any monospaced font has, and single characters, with their marks, that it may lack."""
    piece = ""
    for part in _RUNS.findall(text):
        if piece and cell_len(part) > 0:
            yield piece
            piece = ""
        piece += part
    if piece:
        yield piece


def save_picture(svg: str, record: str, folder: Path) -> Path:
    """Write a picture into a folder under the first free name of `record-1.svg`, `record-2.svg`, …; which it was.

    Never over another file. Raises OSError.
    """
    # The name is made of what an id can have, whatever the record is called.
    stem = re.sub(r"[^a-z0-9]+", "-", record.lower())[:80].strip("-") or "ties"
    for number in range(1, _MOST):
        place = folder / f"{stem}-{number}.svg"
        if not os.path.lexists(place):
            try:
                write_file(place, clean_svg(svg).encode(), replace=False)
            except FileExistsError:
                continue
            return place
    raise OSError(f"{stem}-1.svg and all up to {_MOST - 1} are taken")
