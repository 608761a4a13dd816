"""Which quote of which source is shown: through one text from quote to quote, then on to the record's next source."""

from __future__ import annotations

from tui.index.index import Index
from tui.loading.texts import Texts
from tui.records.kinds import Evidence
from tui.records.quotes_in_text import Quoted
from tui.views.in_source import MOST_LINES, awaiting_page, in_source_page
from tui.views.page import Page
from tui.views.palette import Palette
from tui.views.reading_sources import Reading, Stop, Wanted, read_source, wanted_sources


class SourceWalk:
    """A place among the quotes in the sources of one record. `reading` is None until its text was looked for."""

    def __init__(self, index: Index, record: str) -> None:
        self.invisible = False
        self.source = 0
        self.reading: Reading | None = None
        self._at = 0
        self._from_end = False
        self._left: Stop | None = None
        self._record = record
        self._wanted: list[Wanted] = []
        self._index: Index | None = None
        self.see(index)

    def see(self, index: Index) -> None:
        """Where the base is another by now, what is quoted is looked up again, and its text has to be read again.

        The reader stays at the quote, if it is still there.
        """
        if index is self._index:
            return
        if self.reading:
            self._left = self.reading.stops[self._at]
        before = self.wanted.id if self._wanted else ""
        self._index = index
        record = index.record(self._record)
        self._wanted = wanted_sources(index, record) if record else []
        last = max(len(self._wanted) - 1, 0)
        same = (at for at, wanted in enumerate(self._wanted) if wanted.id == before)
        self.source = next(same, min(self.source, last))
        self.reading = None

    @property
    def is_empty(self) -> bool:
        """Whether the record has no quote at all."""
        return not self._wanted

    @property
    def wanted(self) -> Wanted:
        """The source that is shown. Raises IndexError if there is none."""
        return self._wanted[self.source]

    @property
    def shown(self) -> Quoted | None:
        """The quote that is shown, whoever quotes it; None as long as the text is not read."""
        return None if self.is_empty or self.reading is None else self.reading.stops[self._at].quoted

    def is_quick(self, texts: Texts) -> bool:
        """Whether the text can be read between two keys."""
        source = self.wanted.source
        return source is None or source.sha256 is None or texts.is_quick(source.sha256)

    def read(self, texts: Texts) -> Reading:
        """Read the text of the source that is shown; nothing changes by it, so that any thread can do it."""
        return read_source(self.wanted, texts)

    def take(self, reading: Reading) -> bool:
        """The text has been looked for; whether that is still the source to be shown."""
        if self.is_empty or reading.wanted is not self.wanted:
            return False
        self.reading = reading
        if self._from_end:
            self._at = len(reading.stops) - 1
        elif self._at < 0:
            self._at = 0
        elif self._left:
            self._at = _stop_again(self._left, reading, self._at)
        else:
            self._at = reading.stop_of(self.wanted.own[0].number)
        self._from_end, self._left = False, None
        return True

    def step(self, by: int) -> bool:
        """Go so many quotes on, or back if negative; whether another text has to be read for that.

        Behind the last quote of a text comes the first of the record's next source, behind the last source the first.
        """
        if self.reading is None:
            return False
        at = self._at + by
        if 0 <= at < len(self.reading.stops):
            self._at = at
            return False
        if len(self._wanted) == 1:
            self._at = at % len(self.reading.stops)
            return False
        self.source = (self.source + (1 if by > 0 else -1)) % len(self._wanted)
        self.reading = self._left = None
        self._from_end, self._at = by < 0, -1
        return True

    def __call__(self, index: Index, id: str, width: int, palette: Palette, *, full: bool = False) -> Page:
        """The page of the quote that is shown, at most `width` cells wide."""
        self.see(index)
        if self.is_empty or self.reading is None:
            return awaiting_page(index, id, None if self.is_empty else self.wanted, width, palette)
        lines = {"lines": MOST_LINES} if full else {"rows_above": 8}
        return in_source_page(
            index, self.reading, self._at, width, palette, full=full, invisible=self.invisible, **lines
        )


def _stop_again(left: Stop, reading: Reading, at: int) -> int:
    """Where a stop is among those of another reading; if it is gone, what has come to its place."""
    wanted = _told_by(left)
    return next(
        (n for n, stop in enumerate(reading.stops) if _told_by(stop) == wanted), min(at, len(reading.stops) - 1)
    )


def _told_by(stop: Stop) -> tuple[str, Evidence, int]:
    return stop.quoted.record, stop.quoted.item, stop.mark.place if stop.mark else 0
