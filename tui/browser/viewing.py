"""Views of the tree, and the tree of only what a search finds."""

from __future__ import annotations

from functools import partial

from textual.worker import get_current_worker

from tui.browser.searching import Searching
from tui.index.index import Index
from tui.index.nodes import VIEWS
from tui.index.sieve import Sieve
from tui.index.tree import Tree


class Viewing(Searching):
    """By what the tree is arranged, and by what it is filtered."""

    _sieve: Sieve | None = None

    @property
    def filtered(self) -> bool:
        """Whether the tree shows only what a search finds."""
        return self._sieve is not None

    def _say_count(self) -> None:
        own = self.palette.signs.own
        words = [f"{len(self._index):,} records"]
        if self._tree.view != VIEWS[0]:
            words.insert(0, f"by {self._tree.view}")
        if self._sieve is not None:
            query = f"{own('“')}{self._sieve.text.strip()}{own('”')}"
            words = [*words[:-1], f"only {len(self._sieve.hits):,} that {query} finds"]
        self._search.say_count(own(" · ").join(words))

    def arrange(self, view: str) -> None:
        """Show another view of the tree, the cursor on the same record if it stands there."""
        tree = self._index.tree(view)
        self._take_tree(tree if self._sieve is None else tree.filtered(self._sieve))

    def _take_tree(self, tree: Tree) -> None:
        record = self.record if self._rows is self._tree else None
        same = tree.view == self._tree.view
        here = self._path
        self._tree.show_index(self._index, tree, forget=not same)
        path = tree.place(record, here) if record else None
        if path:
            self._tree.reveal(path, tell=False)
        elif tree.sieve is not None:
            self._tree.open_some()
        if self._rows is self._tree:
            self._show_node()
            self._say_count()

    def do_view_next(self) -> None:
        """The view after the one that is shown."""
        self.arrange(VIEWS[(VIEWS.index(self._tree.view) + 1) % len(VIEWS)])

    def do_view_city(self) -> None:
        """The tree by city."""
        self.arrange("city")

    def do_view_country(self) -> None:
        """The tree by country."""
        self.arrange("country")

    def do_view_year(self) -> None:
        """The tree by year."""
        self.arrange("year")

    def do_view_kind(self) -> None:
        """The tree by kind of record."""
        self.arrange("kind")

    def do_view_source(self) -> None:
        """The tree by source."""
        self.arrange("source")

    def do_view_person(self) -> None:
        """The tree by person."""
        self.arrange("person")

    def do_filter(self) -> None:
        """Only what the search finds in the tree, or all of it again."""
        if self.filtered:
            self._unfilter()
            return
        query = self._search.text
        self._remember_search()
        if self._rows is self._hits:
            self._to_tree()
            self.focus_pane(self._tree)
        self._sift(query)

    def _unfilter(self) -> None:
        self._sieve = None
        self._take_tree(self._index.tree(self._tree.view))

    def _sift(self, query: str) -> None:
        """Find all of a query behind the screen, then show the tree of it."""
        self._search.say_count(self.palette.signs.own("filtering …"))
        work = partial(self._sift_index, self._index, query, self._tree.view)
        self.run_worker(work, thread=True, exclusive=True, exit_on_error=False, group="sieve")

    def _sift_index(self, index: Index, query: str, view: str) -> None:
        """In a thread: nothing here touches a widget but by a call into the app."""
        worker = get_current_worker()
        sieve = index.sieve(query)
        tree = index.tree(view).filtered(sieve)
        if not worker.is_cancelled:
            self.call_from_thread(self._take_sieve, index, sieve, tree)

    def _take_sieve(self, index: Index, sieve: Sieve, tree: Tree) -> None:
        if index is not self._index:
            # The base was read again meanwhile.
            self._sift(sieve.text)
        elif not sieve.hits:
            self._say_count()
            self.say("this search finds nothing: the tree stays as it is")
        else:
            self._sieve = sieve
            self._take_tree(tree)
