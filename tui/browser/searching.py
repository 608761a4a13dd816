"""The search: hits as one types, kept while the reader is at one of them, and searches of before."""

from __future__ import annotations

from textual import on

from tui.browser.trail import Spot
from tui.browser.travelling import Travelling
from tui.browser.widgets.chooser import Choice
from tui.browser.widgets.hits_pane import HitsPane
from tui.browser.widgets.search_bar import SearchBar
from tui.index.finder import Found
from tui.index.index import Index
from tui.index.query import MAX_QUERY
from tui.settings.actions import Scope
from tui.settings.config import Config
from tui.views.signs import Signs

MOST_SEARCHES = 200
_TEN = 10


class Searching(Travelling):
    """There is no search, its hits are shown, or it is kept: hits are aside and the tree is shown."""

    def __init__(self, index: Index, config: Config | None = None) -> None:
        super().__init__(index, config)
        self._before_search = Spot(())
        self._searches: list[str] = []
        self._recalled: int | None = None

    @property
    def searched(self) -> bool:
        """Whether there is a search, shown or kept."""
        return bool(self._search.text.strip())

    def _leaving_from(self) -> Spot:
        return self._before_search if self._rows is self._hits else self._spot()

    @on(SearchBar.Asked)
    def search_asked(self, message: SearchBar.Asked) -> None:
        """Search as the query is typed; an empty one brings the tree back."""
        if not message.query.strip():
            self._end_search()
            return
        self._find(message.query)
        if len(message.query) > MAX_QUERY:
            self.say(f"only the first {MAX_QUERY} characters of a search count")

    def _find(self, query: str, keep: str | None = None) -> None:
        """Show what a query finds, the cursor on the best hit or on one to keep."""
        found = self._index.search(query)
        self._show_hits()
        self._search.say_count(hits_words(found, self.palette.signs))
        self._hits.show(found, self._path, keep=keep)
        # Not by a message: hits and page are then painted in one go.
        if found.hits:
            self.hits_moved()
        else:
            self._show_nothing(query, found.hints)

    def _to_tree(self) -> None:
        super()._to_tree()
        self._say_count()

    def _show_hits(self) -> None:
        if self._rows is not self._hits:
            self._before_search = self._spot()
        self.share(self._hits)

    @on(SearchBar.Typed)
    def search_typed(self) -> None:
        """A query typed by hand is none of before."""
        self._recalled = None

    @on(HitsPane.Moved, "#hits")
    def hits_moved(self) -> None:
        """The detail pane follows the cursor of the hits."""
        if self._rows is self._hits and self._hits.record:
            self._show_record(self._hits.record)

    def _show_again(self) -> None:
        if self._rows is self._hits:
            self.hits_moved()
        else:
            super()._show_again()

    @on(HitsPane.Chosen)
    def hit_chosen(self) -> None:
        """Go to the hit in the tree; the search is kept for the way back. Without a hit there is nowhere to go."""
        if self._rows is self._hits and self._hits.record:
            self._remember_search()
            self._go_from(self._before_search, self._hits.record)
            self.focus_pane(self._tree)

    def do_submit(self) -> None:
        """Enter in the search bar."""
        self.hit_chosen()

    def _end_search(self) -> None:
        """The tree is back, and where it was before."""
        self._recalled = None
        if self._rows is self._hits:
            self._return_to(self._before_search)
        self._say_count()

    def _say_count(self) -> None:
        self._search.say_count(f"{len(self._index):,} records")

    def do_search(self) -> None:
        """To the search bar; hits of a kept search come back."""
        self._search.focus_query()
        # Where one pane has the screen it is that of the hits, which one types for.
        self.query_one("#panes").remove_class("-reading")
        self._back_to_hits()

    def _back_to_hits(self) -> None:
        """The hits of a search that is kept, as they were left."""
        if self.searched and self._rows is not self._hits:
            self._show_hits()
            self._search.say_count(hits_words(self._hits.found, self.palette.signs))
            self.hits_moved()

    def _leave_search(self) -> None:
        """Out of the search: the bar is empty, the tree has the keys."""
        self._remember_search()
        self._search.clear()
        self._end_search()
        self.focus_pane(self._tree)

    # Among the hits.

    def do_hit_down(self) -> None:
        """The next hit, or in a search of before the next newer one."""
        if self.searched:
            self._hits.do_move_down(1)

    def do_hit_up(self) -> None:
        """The hit before; from an empty bar, or from the first hit of a search of before, an older search."""
        if not self.searched or (self._recalled is not None and self._hits.cursor == 0):
            self._recall()
        else:
            self._hits.do_move_up(1)

    def do_hits_page_down(self) -> None:
        """Ten hits on."""
        self._hits.do_move_down(_TEN)

    def do_hits_page_up(self) -> None:
        """Ten hits back."""
        self._hits.do_move_up(_TEN)

    def do_next_hit(self, count: int | None) -> None:
        """The next hit, shown in the tree."""
        self._to_hit(count or 1)

    def do_previous_hit(self, count: int | None) -> None:
        """The hit before, shown in the tree."""
        self._to_hit(-(count or 1))

    def _to_hit(self, step: int) -> None:
        hits, before = self._hits, self._hits.cursor
        hits.go_to(before + step, tell=self._rows is hits)
        if hits.cursor == before:
            self.say("this is the last hit" if step > 0 else "this is the first hit")
        elif self._rows is not hits and hits.record:
            path = self._tree.arranged.place(hits.record, self._path)
            if path is None:
                self._show_record(hits.record)
            else:
                self._reveal(path)
            self.say(f"hit {hits.cursor + 1:,} of {hits.line_count:,}")

    # Searches of before.

    def _remember_search(self) -> None:
        query = self._search.text.strip()
        if query:
            self._searches = [*(old for old in self._searches if old != query), query][-MOST_SEARCHES:]

    def _recall(self) -> None:
        if not self._searches:
            self.say("nothing was searched for yet")
            return
        at = len(self._searches) if self._recalled is None else self._recalled
        if at == 0:
            self.say("this is the oldest search")
            return
        self._search.set_query(self._searches[at - 1])
        self._recalled = at - 1

    def do_searches(self) -> None:
        """Searches of before, to choose from."""
        self._remember_search()
        choices = [Choice(query, query) for query in reversed(self._searches)]
        self._chooser.open("searches", "Searches of before, newest first", choices)

    def _search_again(self, query: str) -> None:
        self._search.focus_query()
        self._search.set_query(query)

    def do_other_pane(self) -> None:
        """Between rows and page; out of the search bar into the rows."""
        if self.scope is Scope.SEARCH:
            self._remember_search()
        self.focus_pane(self._detail if self._rows.has_focus else self._rows)


def hits_words(found: Found, signs: Signs) -> str:
    """How much was found, and what else a reader should know of it in a few words."""
    count = f"{found.total:,}{'+' if found.more else ''} found"
    if found.hints:
        return f"{found.hints[0]}{signs.own(' · ')}{count}"
    return signs.own(f"nearest spelling · {count}") if found.guessed else count
