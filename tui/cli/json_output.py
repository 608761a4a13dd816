"""Data for machines on stdout: JSON that no terminal acts on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import msgspec

from tui.cli.output import write_line
from tui.records.edtf import Edtf


def write_json(value: Any) -> None:
    """One JSON document on stdout, indented, with every record as its file has it. NaN cannot occur."""
    data = msgspec.json.format(msgspec.json.encode(value, enc_hook=_encode), indent=2)
    write_line(_escaped(data.decode()))


def write_json_lines(values: Iterable[Any]) -> None:
    """One JSON document a line on stdout (NDJSON)."""
    for value in values:
        write_line(_escaped(msgspec.json.encode(value, enc_hook=_encode).decode()))


# What JSON allows raw in a text and a terminal may act on: DEL, C1 and the controls of direction.
_ACTING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def _escaped(json: str) -> str:
    return _ACTING.sub(lambda found: f"\\u{ord(found[0]):04x}", json)


def _encode(value: Any) -> Any:
    if isinstance(value, Edtf):
        return value.text
    raise NotImplementedError(type(value))
