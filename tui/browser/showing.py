"""What the panes show: the page of a record, of a node of the tree, of a problem, and the crumbs above it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol

from tui.browser.enduring import SUSPECT, UnsoundShown
from tui.browser.stage import Stage
from tui.browser.trail import Spot
from tui.browser.widgets.lines_pane import LinesPane
from tui.browser.widgets.rows_pane import RowsPane
from tui.index.index import Index
from tui.index.nodes import NodePath
from tui.settings.actions import Scope
from tui.views.lists import group_page, node_words, nothing_page, stale_page
from tui.views.page import Page
from tui.views.palette import Palette
from tui.views.problems import problem_page
from tui.views.records import node_page, record_page

_BY_CITY = ("city", "country")
MakePage = Callable[[int, Palette, bool], Page]


class AspectPage(Protocol):
    """Makes a page about the record with an id, at most `width` cells wide."""

    def __call__(self, index: Index, id: str, width: int, palette: Palette, *, full: bool = False) -> Page: ...


class Aspect(NamedTuple):
    """What can be shown of a record instead of its own page: its word in the crumbs, its page, whose keys hold."""

    word: str
    page: AspectPage
    scope: Scope = Scope.PAGE


class Showing(Stage):
    """Pages and crumbs. `_aside` is the record that is shown instead of that under the tree's cursor."""

    _aside: str | None = None
    _aspect: Aspect | None = None
    _full = False
    _shown_path: NodePath = ()
    _before_aspect: tuple[int, bool] = (0, False)

    @property
    def _path(self) -> NodePath:
        node = self._tree.node
        return node.path if node else ()

    @property
    def _rows(self) -> RowsPane:
        """The rows that are on the screen."""
        return next(pane for pane in self._all_rows if not pane.has_class("-away"))

    @property
    def record(self) -> str | None:
        """The id of the record whose page is shown."""
        if self._rows is self._problems:
            return None
        if self._rows is self._hits:
            return self._hits.record
        if self._rows is self._survey:
            return self._survey.chosen.record if self._survey.chosen else None
        node = self._tree.node
        return self._aside or (node.record if node else None)

    @property
    def subject(self) -> str | None:
        """The id of the record that copies, marks, the editor and addresses are about: the one whose page is shown."""
        return self.record

    def _spot(self) -> Spot:
        return Spot(self._path, self._aside, self._detail.reading_top, self._aspect)

    def _show_node(self) -> None:
        """Show what stands under the cursor of the tree."""
        node, index, tree = self._tree.node, self._index, self._tree.arranged
        if node is None:
            return
        path, record = node.path, node.record

        def pages(width: int, palette: Palette, full: bool) -> Page:
            if record is None:
                return group_page(index, path, width, palette, tree)
            if tree.view in _BY_CITY:
                return node_page(index, path, width, palette, full=full)
            return record_page(index, record, width, palette, full=full)

        self._show(pages, path, None)

    def _show_record(self, record: str) -> None:
        """Show a record that is not under the tree's cursor."""
        index = self._index
        path = self._tree.arranged.place(record, self._path) or (record,)
        self._show(lambda width, palette, full: record_page(index, record, width, palette, full=full), path, record)

    def _show_again(self) -> None:
        """Show the page of what the rows have under their cursor, or of the record beside them."""
        if self._aside:
            self._show_record(self._aside)
        else:
            self._show_node()

    # Aspects.

    def open_aspect(self, aspect: Aspect) -> None:
        """Show an aspect of the record that is shown, and give it the keys; or leave it where it is shown already."""
        if self._aspect is not None and self._aspect.word == aspect.word:
            self.close_aspect()
            return
        if self.record is None:
            return
        if self._aspect is None:
            self._before_aspect = (self._detail.reading_top, self._detail.has_focus)
        self._show_aspect(aspect)
        self.focus_pane(self._detail)

    def _show_aspect(self, aspect: Aspect) -> None:
        index, record = self._index, self.record or ""

        def pages(width: int, palette: Palette, full: bool) -> Page:
            return aspect.page(index, record, width, palette, full=full)

        self._show(pages, self._shown_path, self._aside)
        self._aspect = aspect
        self._detail.scope = aspect.scope
        self._crumbs.trail = (*self._crumbs.trail, aspect.word)

    def close_aspect(self) -> None:
        """The record's own page, as it was left."""
        top, had_keys = self._before_aspect
        self._show_again()
        self._detail.scroll_lines_to(top)
        self.focus_pane(self._detail if had_keys else self._rows)

    def _show_problem(self) -> None:
        """Show the problem under the cursor of the list of problems."""
        problem = self._problems.problem
        if problem is not None:
            self._show(lambda width, palette, full: problem_page(problem, width, palette), (), None)
        count = self._index.problem_count
        self._crumbs.trail = (f"{count} problem{'' if count == 1 else 's'}",)

    def _show_nothing(self, query: str, hints: tuple[str, ...]) -> None:
        """Show that a search finds nothing."""
        self._show(lambda width, palette, full: nothing_page(query, hints, width, palette), (), self._aside)

    def _show(self, pages: MakePage, path: NodePath, aside: str | None) -> None:
        """Show a page, under the crumbs of a path. Keys that were begun belong to the page before."""
        self.keyboard.forget()
        self._show_keys()
        self._aside = aside
        self._aspect = None
        self._detail.scope = Scope.PAGE
        self._shown_path = path
        self._full = False

        def sound(width: int) -> Page:
            try:
                return pages(width, self.palette, self._full)
            except SUSPECT as error:
                self.post_message(UnsoundShown(error))
                return stale_page(width, self.palette)

        self._detail.show(sound, self.pause)
        signs = self.palette.signs
        try:
            self._crumbs.trail = tuple(node_words(self._index, path[: n + 1], signs) for n in range(len(path)))
        except SUSPECT as error:
            self._crumbs.trail = path
            self.post_message(UnsoundShown(error))

    def do_show_all(self) -> None:
        """Show all of a page that is shown in part."""
        self._full = not self._full
        self._detail.make_again()

    def _show_keys(self) -> None:
        """Show in the bottom line what is typed so far and what it may go on with."""
        keyboard = self.keyboard
        if keyboard.keys and self.scope:
            longer = keyboard.keymap.continued(self.scope, keyboard.keys)
            # `copy-quote` goes on as “quote”: there is no room for whole sentences.
            follows = tuple((key, action.id.partition("-")[2]) for key, action in longer)
            self._keys.pending = (" ".join(keyboard.keys), follows)
        elif keyboard.digits:
            number, links = int(keyboard.digits), self._detail.links
            link = (("↵", f"link {number}: {self._index.title(links[number - 1])}"),) if number <= len(links) else ()
            self._keys.pending = (f"{keyboard.digits}_", (*link, ("j k …", f"{number} rows"), ("esc", "forget it")))
        else:
            self._keys.pending = ("", ())

    def focus_pane(self, pane: LinesPane) -> None:
        """Give the keys to a pane; on narrow screens it then gets most of the room."""
        # At once: what is done next may ask which pane has the keys.
        self.screen.set_focus(pane)
        self.query_one("#panes").set_class(pane is self._detail, "-reading")
