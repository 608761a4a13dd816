"""Going places: along links, back and forward, to marked records, through the views of the tree."""

from __future__ import annotations

from textual import on

from tui.browser.showing import Showing
from tui.browser.trail import Spot, Trail
from tui.browser.widgets.chooser import Choice
from tui.browser.widgets.detail_pane import DetailPane
from tui.browser.widgets.tree_pane import MOST_OPENED, TreePane
from tui.index.index import Index
from tui.index.nodes import NodePath
from tui.settings.config import Config
from tui.views.lists import place_words


class Travelling(Showing):
    """Where the reader is, was and may want to be again."""

    def __init__(self, index: Index, config: Config | None = None) -> None:
        super().__init__(index, config)
        self._trail = Trail()
        self._marks: list[str] = []

    @on(TreePane.Moved, "#tree")
    def tree_moved(self) -> None:
        """The detail pane follows the tree's cursor."""
        if self._rows is self._tree:
            self._show_node()

    @on(TreePane.Chosen)
    def record_chosen(self) -> None:
        """A record without anything below it was chosen: its page gets the keys."""
        self.focus_pane(self._detail)

    @on(TreePane.TooMany)
    def too_many(self) -> None:
        """Not all below a row was opened."""
        self.say(f"{MOST_OPENED:,} more rows are open; there is more below")

    @on(DetailPane.Followed)
    def link_followed(self, message: DetailPane.Followed) -> None:
        """Go to a linked record, in the tree if it stands there."""
        self._go_from(self._leaving_from(), message.record)

    @on(DetailPane.Left)
    def detail_left(self) -> None:
        """Back to the rows that the page belongs to."""
        self.focus_pane(self._rows)

    def _forget_way(self) -> None:
        """There is nothing to go back to, and nothing ahead."""
        self._trail = Trail()

    def _leaving_from(self) -> Spot:
        """Where `[` comes back to."""
        return self._spot()

    def _to_tree(self) -> None:
        """The tree is the rows on the screen from now on."""
        had = self._rows.has_focus
        self.share(self._tree)
        if had:
            self.focus_pane(self._tree)

    def _go_from(self, spot: Spot, record: str) -> None:
        self._trail.leave(spot)
        self._to_tree()
        path = self._tree.arranged.place(record, self._path)
        if path is None:
            self._show_record(record)
        else:
            self._tree.reveal(path, tell=False)
            self._show_node()

    def _return_to(self, spot: Spot) -> None:
        self._to_tree()
        self._tree.reveal(spot.path, tell=False)
        if spot.aside:
            self._show_record(spot.aside)
        else:
            self._show_node()
        self._take_up_page(spot)

    def _take_up_page(self, spot: Spot) -> None:
        """The page as it was at a spot: its aspect, and where it was scrolled to."""
        if spot.aspect:
            self._show_aspect(spot.aspect)
        self._detail.scroll_lines_to(spot.top)

    def do_back(self, count: int | None) -> None:
        """To where the last link was followed."""
        if spot := self._trail.back(self._leaving_from(), count or 1):
            self._return_to(spot)

    def do_forward(self, count: int | None) -> None:
        """Undo going back."""
        if spot := self._trail.forward(self._leaving_from(), count or 1):
            self._return_to(spot)

    # Marks.

    def do_mark(self) -> None:
        """Mark the record that is shown, or take its mark away."""
        record = self.subject
        if record is None:
            return
        if record in self._marks:
            self._marks.remove(record)
            self.say(f"mark taken away from {self._index.title(record)}")
        else:
            self._marks.append(record)
            self.say(f"marked {self._index.title(record)}: ' lists what is marked")
        self._show_marks()

    def _show_marks(self) -> None:
        for pane in (self._tree, self._hits, self._survey):
            pane.marked = frozenset(self._marks)
            pane.refresh()

    def do_marks(self) -> None:
        """Marked records, to choose from."""
        there = [id for id in self._marks if self._index.number(id)]
        gone = len(self._marks) - len(there)
        signs = self.palette.signs
        choices = [Choice(id, self._index.title(id), place_words(self._index, id, signs=signs)) for id in there]
        title = signs.own(f"Marked records{f' · {gone} not in this base now' if gone else ''}")
        self._chooser.open("marks", title, choices, self.record or "")

    # Views of the tree.

    def _reveal(self, path: NodePath) -> None:
        self._tree.reveal(path, tell=False)
        self._show_node()
