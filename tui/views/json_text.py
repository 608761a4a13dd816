"""Data for machines as text: JSON that no terminal acts on. Needs no Rich."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from tui.records.display_safe import json_safe
from tui.records.edtf import Edtf
from tui.records.kinds import Person
from tui.views.offices import office_of

if TYPE_CHECKING:
    from tui.index.index import Index
    from tui.records.kinds import Record
    from tui.records.quotes_lock import Verification


def json_document(value: Any) -> str:
    r"""A value as an indented JSON document, with every record as its file has it. NaN cannot occur.

    What a terminal may act on, or nobody sees, stands as \u escapes. A byte of a path that is no UTF-8 stands as \xff.
    """
    return json_safe(msgspec.json.format(_encoded(value), indent=2).decode())


def json_line(value: Any) -> str:
    """A value as JSON on one line."""
    return json_safe(_encoded(value).decode())


def _encoded(value: Any) -> bytes:
    try:
        return msgspec.json.encode(value, enc_hook=_encode)
    except UnicodeEncodeError:
        return msgspec.json.encode(_readable(msgspec.to_builtins(value, enc_hook=_encode)))


def _readable(value: Any) -> Any:
    """A value whose texts have no lone surrogates, for which JSON has no place: only paths can have them."""
    if isinstance(value, str):
        # Bytes of a path that are no UTF-8 come as U+DC80 to U+DCFF (PEP 383).
        bytes_shown = re.sub("[\udc80-\udcff]", lambda found: rf"\x{ord(found[0]) - 0xDC00:02x}", value)
        return bytes_shown.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {_readable(key): _readable(item) for key, item in value.items()}
    return [_readable(item) for item in value] if isinstance(value, (list, tuple)) else value


def _encode(value: Any) -> Any:
    if isinstance(value, Edtf):
        return value.text
    raise NotImplementedError(type(value))


def record_json(index: Index, record: Record) -> dict[str, object]:
    """A record for machines: as its file has it, with its kind, its place, and what is derived from it."""
    file, line = index.file(record.id)
    found = {
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
                    {
                        "value": claim.value,
                        "sources": [item.source for item in claim.evidence],
                        "record": claim.record or None,
                    }
                    for claim in contest.claims
                ],
            }
            for contest in index.contests(record.id)
        ],
        "mentioned_by": index.mentions(record.id),
    }
    return found | _seen_from(index, record)


def _seen_from(index: Index, record: Record) -> dict[str, object]:
    """What depends on the day: of a person's offices whether they are over; as of a day, whether the record stood."""
    found: dict[str, object] = {}
    if index.as_of is not None and index.standing is not None:
        found |= {"as_of": index.as_of.isoformat(), "dated_later": not index.standing.has(index.number(record.id))}
    if isinstance(record, Person):
        held = [office_of(index, record, role) for role in record.role]
        found["offices"] = [{"standing": each.held.value, "by": each.by} for each in held]
    return found


def _evidence_json(item: Verification) -> dict[str, object]:
    return {"state": item.state, "line": item.line if item.line > 0 else None, "verified": item.day or None}
