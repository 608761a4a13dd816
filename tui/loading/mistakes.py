"""A problem before its place in a file is looked up."""

from __future__ import annotations

from typing import NamedTuple

from tui.records.positions import Path


class Mistake(NamedTuple):
    """What is wrong at a path into a record or a document, and whether the key is at fault and not its value."""

    path: Path
    code: str
    message: str
    hint: str = ""
    at_key: bool = False
