"""Where the records of a fact file stand in its bytes, so that one can be read again without the others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from tui.records.kinds import KINDS

# Every line that can be a header, and its name if that is written plainly: it may also be quoted and have escapes.
_HEADER = re.compile(rb"^[ \t]*(\[\[?)(?:[ \t]*([A-Za-z_]+)[ \t]*(\.|\]))?", re.MULTILINE)

Spans = dict[str, list[tuple[int, int]]]


def record_spans(data: bytes, tables: Mapping[str, Any]) -> Spans:
    """First byte and number of bytes of every record of a parsed file, by kind and in order.

    Empty where the lines of a file do not tell: texts over several lines may look like headers, headers may be spelled
    in many ways, and tables that go on after another record has begun cannot be cut out. Then only the whole file says
    what a record is.
    """
    if b'"""' in data or b"'''" in data:
        return {}
    begun: list[tuple[str, int]] = []
    for found in _HEADER.finditer(data):
        name = (found[2] or b"").decode()
        if found[1] == b"[[" and found[3] == b"]" and name in KINDS:
            begun.append((name, found.start()))
        elif not begun or begun[-1][0] != name:
            return {}
    if not begun:
        return {}
    spans: Spans = {}
    ends = [start for _, start in begun[1:]] + [len(data)]
    for (kind, start), end in zip(begun, ends, strict=True):
        spans.setdefault(kind, []).append((start, end - start))
    return spans if _complete(spans, tables) else {}


def _complete(spans: Spans, tables: Mapping[str, Any]) -> bool:
    """Whether every record that TOML sees was found: some may be written as inline tables."""
    counts = {kind: len(found) for kind, found in tables.items() if kind in KINDS and isinstance(found, Sequence)}
    return counts == {kind: len(found) for kind, found in spans.items()}
