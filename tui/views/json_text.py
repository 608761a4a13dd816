"""Data for machines as text: JSON that no terminal acts on. Needs no Rich."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from tui.records.edtf import Edtf

if TYPE_CHECKING:
    from tui.index.index import Index
    from tui.records.kinds import Record
    from tui.records.quotes_lock import Verification

# What JSON allows raw in a text and a terminal may act on: DEL, C1 and the controls of direction.
_ACTING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def json_document(value: Any) -> str:
    """A value as an indented JSON document, with every record as its file has it. NaN cannot occur."""
    return _escaped(msgspec.json.format(msgspec.json.encode(value, enc_hook=_encode), indent=2).decode())


def json_line(value: Any) -> str:
    """A value as JSON on one line."""
    return _escaped(msgspec.json.encode(value, enc_hook=_encode).decode())


def _escaped(json: str) -> str:
    return _ACTING.sub(lambda found: f"\\u{ord(found[0]):04x}", json)


def _encode(value: Any) -> Any:
    if isinstance(value, Edtf):
        return value.text
    raise NotImplementedError(type(value))


def record_json(index: Index, record: Record) -> dict[str, object]:
    """A record for machines: as its file has it, with its kind, its place, and what is derived from it."""
    file, line = index.file(record.id)
    return {
        "kind": record.KIND,
        "record": record,
        "file": file,
        "line": line,
        "evidence": [_evidence_json(item) for item in index.verifications(record)],
        "contested": [
            {
                "field": contest.field,
                "settled": bool(contest.settled),
                "values": [
                    {"value": claim.value, "sources": [item.source for item in claim.evidence]}
                    for claim in contest.claims
                ],
            }
            for contest in index.contests(record.id)
        ],
        "mentioned_by": index.mentions(record.id),
    }


def _evidence_json(item: Verification) -> dict[str, object]:
    return {"state": item.state, "line": item.line if item.line > 0 else None, "verified": item.day or None}
