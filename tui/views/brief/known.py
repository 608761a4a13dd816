"""What was known by a day: evidence from sources that had appeared, dates that had come."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from tui.index.index import Index
from tui.records.kinds import Evidence, Record, evidence_of
from tui.records.quotes_lock import Verification


class Known(NamedTuple):
    """The base as a brief looks at it: from a day, and with nothing later than `until` where that is given."""

    base: Index
    day: datetime.date
    until: datetime.date | None

    def evidence(self, record: Record) -> list[tuple[Evidence, Verification]]:
        """The evidence of a record that was there, each piece with what is known of its quote, in file order."""
        pairs = zip(evidence_of(record), self.base.verifications(record), strict=True)
        return [(item, found) for item, found in pairs if self.had_appeared(item.source)]

    def had_appeared(self, source: str) -> bool:
        """Whether a source had appeared by the day; one without a date may have."""
        if self.until is None:
            return True
        found = self.base.source(source)
        return found is None or found.published is None or found.published.earliest <= self.until
