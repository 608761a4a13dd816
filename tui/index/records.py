"""Records as the index gives them: made of their tables again, and kept while they are shown."""

from __future__ import annotations

from collections import OrderedDict

import msgspec

from tui.index import schema
from tui.index.tables import StaleError, Tables
from tui.records.edtf import Edtf, parse
from tui.records.kinds import KINDS, Record

_KEPT = 1024


class Records:
    """The records of one index by number."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._kept: OrderedDict[int, Record] = OrderedDict()

    def get(self, n: int) -> Record | None:
        """The record with a number, None if there is none. Raises StaleError."""
        kept = self._kept.get(n)
        if kept is not None:
            self._kept.move_to_end(n)
            return kept
        table = self._tables.get(n)
        if table is None:
            return None
        try:
            record: Record = msgspec.convert(table, KINDS[schema.KINDS[n >> schema.SHIFT]], dec_hook=_decode)
        except (ValueError, TypeError) as error:
            raise StaleError from error
        self._kept[n] = record
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return record


def _decode(kind: type, value: object) -> object:
    if kind is Edtf and isinstance(value, str):
        return parse(value)
    raise TypeError(kind)
