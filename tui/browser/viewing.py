"""Views of the tree, and the tree of only what a search finds."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from textual.worker import get_current_worker

from tui.browser.examining import Examining
from tui.index.index import Index
from tui.index.nodes import VIEWS, NodePath
from tui.index.sieve import Sieve
from tui.index.tree import Tree
from tui.settings.config import Config


class Wanted(NamedTuple):
    """A filtered tree as it is wanted: of which state of the base, in which view, of which query."""

    base: Index
    view: str
    query: str


class Viewing(Examining):
    """By what the tree is arranged, and by what it is filtered."""

    def __init__(self, index: Index, config: Config | None = None) -> None:
        super().__init__(index, config)
        self._view = VIEWS[0]
        # What the reader wants to see, and what is there of it: made behind the screen, it comes later or never.
        self._filter: str | None = None
        self._sieve: Sieve | None = None
        self._sifting = 0
        self._retired: list[Index] = []
        # The view, the open rows and the place that come back after filtering.
        self._unfiltered: tuple[str, list[NodePath], NodePath] = (VIEWS[0], [], ())

    @property
    def filtered(self) -> bool:
        """Whether the tree shows only what a search finds, or soon will."""
        return self._filter is not None

    def _say_count(self) -> None:
        if self._rows is self._survey:
            super()._say_count()
            return
        own = self.palette.signs.own
        words = [f"{len(self._index):,} records"]
        if self._filter is not None and self._sieve is None:
            words = [own("filtering …")]
        elif self._sieve is not None:
            query = f"{own('“')}{self._sieve.text.strip()}{own('”')}"
            words = [f"only {len(self._sieve.hits):,} that {query} finds"]
        if self._view != VIEWS[0]:
            words.insert(0, f"by {self._view}")
        self._search.say_count(own(" · ").join(words))

    def arrange(self, view: str) -> None:
        """Show another view of the tree, the cursor on the same record if it stands there."""
        self._view = view
        if self._rows is not self._tree:
            self._to_tree()
            self.focus_pane(self._tree)
        if self._filter is None:
            self._take_tree(self._index.tree(view))
        else:
            self._sift()

    def _take_tree(self, tree: Tree) -> None:
        record = self.record if self._rows is self._tree else None
        here = self._path
        self._tree.show_index(self._index, tree, forget=tree.view != self._tree.view)
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
        self.arrange(VIEWS[(VIEWS.index(self._view) + 1) % len(VIEWS)])

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
        if self.filtered and (not self.searched or self._search.text == self._filter):
            self._to_the_tree()
            self._unfilter()
            return
        if not self.filtered:
            self._unfiltered = (self._tree.view, self._tree.opened, self._path)
        self._sieve = None
        self._filter = self._search.text
        self._remember_search()
        self._to_the_tree()
        self._sift()

    def _to_the_tree(self) -> None:
        """From hits or a survey to the tree, which a filter is of."""
        if self._rows is not self._tree:
            self._to_tree()
            self.focus_pane(self._tree)
            self._show_node()

    def _unfilter(self) -> None:
        self._give_up_sifting()
        self._filter = self._sieve = None
        if self._tree.arranged is not self._index.tree(self._view):
            self._take_tree(self._index.tree(self._view))
            view, opened, path = self._unfiltered
            if view == self._view:
                here = self._path
                self._tree.show_open(opened)
                self._tree.reveal(here or path, tell=False)
                if self._rows is self._tree:
                    self._show_node()
        self._say_count()

    def _sift(self) -> None:
        """Make the filtered tree that is wanted behind the screen."""
        self._give_up_sifting()
        wanted = Wanted(self._index, self._view, self._filter or "")
        self._say_count()
        self._sifting += 1
        work = partial(self._sift_index, wanted, self._sieve)
        self.run_worker(work, thread=True, exclusive=True, exit_on_error=False, group="sieve")

    def _sift_index(self, wanted: Wanted, sieve: Sieve | None) -> None:
        """In a thread: nothing here touches a widget but by a call into the app."""
        worker = get_current_worker()
        tree: Tree | None = None
        try:
            if not worker.is_cancelled:
                sieve = sieve or wanted.base.sieve(wanted.query)
                tree = wanted.base.tree(wanted.view).filtered(sieve)
        finally:
            if self.is_running:
                self.call_from_thread(self._take_sieve, wanted, sieve, tree)

    def _take_sieve(self, wanted: Wanted, sieve: Sieve | None, tree: Tree | None) -> None:
        """Show a filtered tree, if it is still the one that is wanted."""
        self._one_less_behind()
        if tree is None or sieve is None or wanted != Wanted(self._index, self._view, self._filter or ""):
            return
        if sieve.hits:
            self._sieve = sieve
            self._take_tree(tree)
        else:
            self._unfilter()
            self.say("this search finds nothing: the tree stays as it is")

    def _one_less_behind(self) -> None:
        """Something that reads behind the screen is done."""
        self._sifting -= 1
        if not self._sifting:
            for index in self._retired:
                index.close()
            self._retired.clear()

    def _give_up_sifting(self) -> None:
        """End what is under way behind the screen: nobody waits for it any more."""
        if self._sifting:
            self._index.interrupt()

    def _retire(self, index: Index) -> None:
        """Close a state of the base that is shown no more, as soon as nobody behind the screen reads it."""
        if self._sifting:
            self._retired.append(index)
        else:
            index.close()
