"""What is new to this reader: worked out behind the screen, marked in the rows, listed, and seen page by page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from textual import on
from textual.message import Message

from tui.browser.enduring import SUSPECT
from tui.browser.living import Living
from tui.browser.showing import MakePage
from tui.browser.tidings import Tidings
from tui.index.index import Index
from tui.index.news import News
from tui.index.nodes import Node, NodePath
from tui.index.opening import Opening
from tui.index.tree import Tree
from tui.settings.config import Config
from tui.views.labels import ADDED, CHANGED
from tui.views.news import NEWS, news_survey, news_words
from tui.views.page import Page
from tui.views.palette import Palette
from tui.views.survey import Survey

if TYPE_CHECKING:
    from tui.index.below import Below


class Told(NamedTuple):
    """What is new in a state of the base, and which rows of one tree of it hold any."""

    news: News
    below: Below | None


NOTHING = Told(News(), None)


class NewsFound(Message):
    """It is worked out what is new in a state of the base; None: that was interrupted."""

    def __init__(self, index: Index, told: Told | None) -> None:
        super().__init__()
        self.index = index
        self.told = told


class Visiting(Living):
    """Marks what is new, and keeps what was seen. A record is seen when its page is shown."""

    def __init__(
        self,
        index: Index,
        config: Config | None = None,
        *,
        opening: Opening[Index] | None = None,
        tidings: Tidings | None = None,
    ) -> None:
        """Browse an index; see Living. Without `tidings` nothing is new."""
        super().__init__(index, config, opening=opening)
        self._tidings = tidings
        self._news = News()
        self._news_to_come: tuple[Index, Told] | None = None
        self._below: Below | None = None
        self._looked_at: set[int] = set()
        self._seen: set[int] = set()

    def look_for_news(self) -> None:
        """Work out behind the screen what is new, and mark it."""
        if self._tidings is not None:
            self._tree.holds_unseen = self._holds_news
            for pane in (self._tree, self._hits, self._survey):
                pane.unseen = self._news_sign
            # Counted with what else reads behind the screen: the index stays open until it is done.
            self._sifting += 1
            work = partial(self._find_news, self._tidings, self._index)
            self.run_worker(work, thread=True, exit_on_error=False, group="news")

    def _find_news(self, tidings: Tidings, index: Index) -> None:
        """In a thread: nothing here touches a widget but by a message to the app, which may be ending meanwhile."""
        told: Told | None = NOTHING
        try:
            told = self._told(tidings, index)
        finally:
            self.post_message(NewsFound(index, told))

    def _told(self, tidings: Tidings, index: Index) -> Told | None:
        """What is new, and which rows hold any of it; nothing where it cannot be told. None: it was interrupted."""
        try:
            news = tidings.of(index)
            if not news.numbers:
                return Told(news, None)
            # Read in only where there is news: at most starts there is none.
            from tui.index.below import Below

            below = Below(index, index.tree(self._view), news.numbers)
            for node in below.tree.roots():
                below.holds(node)
        except SUSPECT as error:
            # An index that cannot be read is read again for its own sake, and this is asked once more.
            return None if "interrupted" in str(error) else NOTHING
        return Told(news, below)

    @on(NewsFound)
    def news_found(self, found: NewsFound) -> None:
        """Mark what is new in the state of the base that is shown."""
        index, told = found.index, found.told
        self._one_less_behind()
        if index.whole is not self._index.whole or self.frames_ended:
            return
        if told is None:
            # Who filters gives up what is read behind the screen, but not this.
            self.look_for_news()
        else:
            self._news, self._below = told
            if self._news.numbers:
                self._refresh_rows()
            self._say_news()
            if self._rows is self._survey and self._surveyed and self._survey.survey.name == NEWS:
                # It was asked for before it was known.
                self._show_survey(self._surveyed)

    def _say_news(self) -> None:
        if self._news.numbers and not self._keys.message:
            them = "it" if len(self._news.numbers) == 1 else "them"
            self.say(f"{news_words(self._news, self.palette.signs)} since {self._since}: u lists {them}")

    @property
    def _since(self) -> str:
        return self._tidings.since if self._tidings else ""

    def _refresh_rows(self) -> None:
        for pane in (self._tree, self._hits, self._survey):
            pane.refresh()

    def _forget_news(self) -> None:
        """Show no signs of what is new any more."""
        self._tree.holds_unseen = lambda node: False
        for pane in (self._tree, self._hits, self._survey):
            pane.unseen = lambda record: ""
        if self._news.numbers:
            self._refresh_rows()

    def _news_sign(self, record: str) -> str:
        if not self._news.numbers:
            return ""
        n = self._index.number(record)
        return ADDED if n in self._news.added else CHANGED if n in self._news.changed else ""

    def _holds_news(self, node: Node) -> bool:
        if not self._news.numbers:
            return False
        from tui.index.below import Below

        tree: Tree = self._tree.arranged
        if self._below is None or self._below.tree is not tree:
            self._below = Below(self._index, tree, self._news.numbers)
        return self._below.holds(node)

    # What is seen.

    def _show(self, pages: MakePage, path: NodePath, aside: str | None) -> None:
        def noted(width: int, palette: Palette, full: bool) -> Page:
            # Not before it is made: on a slow line, or where there is no room for it, rows go by without their pages.
            page = pages(width, palette, full)
            if (record := self.record) is not None:
                self._looked_at.add(self._index.number(record))
            return page

        super()._show(noted, path, aside)

    def keep_seen(self) -> str:
        """Keep for the next run what was seen in this one; a notice for the user if it cannot be done."""
        if self._tidings is None:
            return ""
        self._seen |= self._news.stamps(self._looked_at)
        self._tidings.keep(self._news, frozenset(self._seen))
        return self._tidings.notice

    def do_news_seen(self) -> None:
        """All that is new counts as seen: the marks go, and the next run does not show them."""
        if not self._news.numbers:
            self.say(f"nothing is new since {self._since}" if self._tidings else "nothing is known to be new")
        elif self._tidings is None or not self._tidings.take_all(self._news):
            self.say(f"what is new since {self._since} stays marked in this run")
        else:
            count = len(self._news.numbers)
            self._looked_at |= self._news.numbers
            self.keep_seen()
            self._news = self._news.all_seen()
            self._below = None
            self._refresh_rows()
            if self._rows is self._survey:
                self._leave_survey()
            self.say(f"{count:,} record{'' if count == 1 else 's'} taken as seen")

    def do_news(self) -> None:
        """The list of what is new, or back from it."""
        if self._tidings is None:
            self.say("what was seen is not remembered in this run, so that nothing is known to be new")
        else:
            self.open_survey(self._survey_news)

    def _survey_news(self, index: Index) -> Survey:
        return news_survey(index, self._news, self._since, self.palette.signs)

    def exit(self, *arguments: Any, **named: Any) -> None:
        """Leave, without waiting for git."""
        if self._tidings is not None:
            self._tidings.give_up()
        super().exit(*arguments, **named)

    # Another state of the base.

    def _make_ready(self, index: Index) -> None:
        if self._tidings is not None:
            self._news_to_come = (index, self._told(self._tidings, index) or NOTHING)

    def _take_index(self, index: Index, changed: frozenset[str]) -> None:
        # Numbers are of one index: what was seen under them is told by stamps from here on.
        self._seen |= self._news.stamps(self._looked_at)
        self._looked_at.clear()
        coming, self._news_to_come = self._news_to_come, None
        self._news, self._below = coming[1] if coming and coming[0] is index.whole else NOTHING
        super()._take_index(index, changed)
