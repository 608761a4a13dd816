"""Where the app learns what is new: from what was seen in earlier runs, unless it is told otherwise."""

from __future__ import annotations

from abc import ABC, abstractmethod
from array import array
from collections.abc import Collection

from tui.index.index import Index
from tui.index.news import News, news_since_visit
from tui.settings.visited import Visits


class Tidings(ABC):
    """What is new, of whatever state of the base. `since` says since when, behind that word."""

    since: str
    notice = ""
    """What the user should know of what stood in the way, when it has been asked for."""

    @abstractmethod
    def of(self, index: Index) -> News:
        """What is new in a state of the base; called in a thread. Raises sqlite3.Error, StaleError."""

    def keep(self, news: News, seen: Collection[int]) -> None:
        """Keep for the next run that some records were seen, by their stamps; `news` is of the state they are of."""
        return

    def give_up(self) -> None:
        """The app ends: what is being worked out in a thread is to end soon."""
        return

    def take_all(self, news: News) -> bool:
        """From now on nothing of a state is new. Whether that can be."""
        return False


class SinceVisit(Tidings):
    """What was not seen in earlier runs. What this run sees is kept, and stays new until the run ends."""

    since = "you last looked"

    def __init__(self, visits: Visits) -> None:
        self._visits = visits
        # Eight bytes a record for the whole run; a set would take ten times as much.
        self._seen: array[int] | None = None
        self._asked = False

    @property
    def notice(self) -> str:  # type: ignore[override]
        return self._visits.notice

    def of(self, index: Index) -> News:
        if not self._asked:
            seen = self._visits.seen()
            self._seen = None if seen is None else array("q", seen)
            self._asked = True
        news = news_since_visit(index, None if self._seen is None else frozenset(self._seen))
        if self._seen is None:
            # The first visit: what is there now is where the next one goes on from.
            self._seen = news.now
            self._visits.add((), news.now)
        return news

    def keep(self, news: News, seen: Collection[int]) -> None:
        if seen:
            self._visits.add(seen, news.now)

    def take_all(self, news: News) -> bool:
        self._seen = news.now
        return True
