"""What the writer of rows has to know of all records, as an index that is already there tells it."""

from __future__ import annotations

from tui.index import schema
from tui.index.derive import title_tokens
from tui.index.homes import home_of, named_by
from tui.index.index import Index
from tui.index.placing import Thing
from tui.records.kinds import Agreement, City, Fact, Partner, Person, Source


class Indexed:
    """What an index knows of all records, for the writer of rows."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def thing(self, id: str) -> Thing | None:
        """See Known."""
        record = self._index.record(id)
        if record is None:
            return None
        country = record.country or "" if isinstance(record, (City, Partner)) else ""
        sub = "" if isinstance(record, Person) else record.kind
        return Thing(self._index.number(id), record.KIND, home_of(record), country, sub)

    def title(self, id: str) -> str:
        """The tokens that a record lends to those that name it."""
        record = self._index.record(id)
        return title_tokens(record) if record else ""

    def named(self, id: str) -> tuple[str, ...]:
        """See Known."""
        record = self._index.record(id)
        return named_by(record) if isinstance(record, (Agreement, Fact)) else ()

    def origin(self, id: str) -> str | None:
        """See Known."""
        source = self._index.source(id)
        return (source.origin or source.id) if source else None

    def is_list(self, id: str) -> bool:
        """See Known."""
        source = self._index.source(id)
        return isinstance(source, Source) and source.kind == "list"

    def published(self, id: str) -> int:
        """See Known."""
        source = self._index.source(id)
        return source.published.earliest.toordinal() if source and source.published else schema.UNDATED
