"""Data for machines on stdout: JSON that no terminal acts on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tui.cli.output import write_line
from tui.views.json_text import json_document, json_line


def write_json(value: Any) -> None:
    """One JSON document on stdout, indented, with every record as its file has it."""
    write_line(json_document(value))


def write_json_lines(values: Iterable[Any]) -> None:
    """One JSON document a line on stdout (NDJSON)."""
    for value in values:
        write_line(json_line(value))
