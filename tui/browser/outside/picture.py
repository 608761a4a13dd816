"""A picture of the screen as an SVG file that any reader of XML takes, and that asks nothing of the web."""

from __future__ import annotations

import os
import re
from pathlib import Path

from tui.disk.writing import write_file

_MOST = 10_000  # pictures of one record in one folder
# What XML 1.0 (fifth edition, 2.2) has no place for, and what Unicode calls no character.
_NO_XML = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
_FROM_THE_WEB = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)


def clean_svg(svg: str) -> str:
    """An SVG of Rich as valid XML, whatever it shows, and with the fonts that the viewer has."""
    return _NO_XML.sub("\ufffd", _FROM_THE_WEB.sub("", svg))


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
