"""What is different between two versions of a record, field by field."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec

from tui.records.edtf import Edtf
from tui.records.kinds import Record


class FieldChange(NamedTuple):
    """A field with its values as a file has them: texts, numbers, lists and tables; None where it was or is absent."""

    name: str
    before: Any
    now: Any


def changed_fields(before: Record, now: Record) -> tuple[FieldChange, ...]:
    """The fields in which two versions of a record differ, in the order in which the format has them.

    What a file writes out and what it leaves to the default are the same. A record that has become another kind of
    record says so first, as `record`.
    """
    old, new = _written(before), _written(now)
    names = [*new, *(name for name in old if name not in new)]
    if before.KIND != now.KIND:
        old, new, names = {"record": before.KIND, **old}, {"record": now.KIND, **new}, ["record", *names]
    changes = (FieldChange(name, old.get(name), new.get(name)) for name in names)
    return tuple(change for change in changes if change.before != change.now)


def _written(record: Record) -> dict[str, Any]:
    """A record as its file has it, without what is left to the default."""
    written: dict[str, Any] = msgspec.to_builtins(record, enc_hook=_encode)
    return written


def _encode(value: object) -> str:
    if isinstance(value, Edtf):
        return value.text
    raise NotImplementedError(type(value))
