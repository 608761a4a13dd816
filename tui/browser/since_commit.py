"""What is new as `ties --since` has it: against an earlier state of the base in git."""

from __future__ import annotations

from tui.browser.tidings import Tidings
from tui.index.index import Index
from tui.index.news import News
from tui.index.since import news_since
from tui.loading.git_program import GitError
from tui.loading.revisions import Revisions, Then


class SinceCommit(Tidings):
    """What is different from an earlier state. It stays so, whatever is seen of it."""

    def __init__(self, revisions: Revisions, then: Then) -> None:
        self._revisions = revisions
        self._then = then
        self.since = f"commit {then.commit.short}" if then.commit else then.asked
        self._given_up = False

    def of(self, index: Index) -> News:
        try:
            return news_since(index, self._revisions, self._then)
        except GitError as error:
            if not self._given_up:
                self.notice = f"what is new since {self.since} is not known: {error}"
            return News()

    def give_up(self) -> None:
        self._given_up = True
        self._revisions.give_up()
