"""The app: it puts the widgets together and is the only one that changes what they show."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container

from tui.browser.key_order import KeyOrder
from tui.browser.theme import THEME
from tui.browser.trail import Spot, Trail
from tui.browser.widgets.crumbs import Crumbs
from tui.browser.widgets.detail_pane import DetailPane
from tui.browser.widgets.hits_pane import HitsPane
from tui.browser.widgets.key_line import KeyLine
from tui.browser.widgets.search_bar import QueryInput, SearchBar
from tui.browser.widgets.tree_pane import TreePane
from tui.index.index import Index
from tui.index.tree import NodePath
from tui.views.lists import node_words, problems_page
from tui.views.page import Page
from tui.views.palette import NIGHT, Palette
from tui.views.records import node_page, record_page


class TiesApp(KeyOrder):
    """The browser of one base."""

    CSS_PATH = Path(__file__).with_name("ties.tcss")
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    TITLE = "Ties"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012  declared so by Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "quit", "quit", show=False),
        Binding("ctrl+q", "quit", "quit", show=False, priority=True),
        Binding("slash", "search", "search", show=False),
        Binding("escape", "step_out", "one step back out", show=False),
        Binding("tab,shift+tab", "other_pane", "other pane", show=False, priority=True),
        Binding("left_square_bracket,backspace", "go_back", "back", show=False),
        Binding("right_square_bracket", "go_forward", "forward", show=False),
        Binding("exclamation_mark", "problems", "problems of the base", show=False),
        *(Binding(str(n), f"digit({n})", f"follow link {n}", show=False) for n in range(10)),
    ]

    def __init__(self, index: Index, palette: Palette = NIGHT) -> None:
        super().__init__()
        self._index = index
        self._palette = palette
        self._shown: str | None = None
        self._aside = False
        self._trail = Trail()
        self._number = ""
        self._kept_search = False
        self.failure: Exception | None = None

    def compose(self) -> ComposeResult:
        yield Crumbs(self._palette, id="crumbs")
        yield SearchBar(id="search")
        with Container(id="panes"):
            yield TreePane(self._index, self._palette, id="tree")
            yield HitsPane(self._index, self._palette, id="hits")
            yield DetailPane(id="detail")
        yield KeyLine(self._palette, id="keys")

    def on_mount(self) -> None:
        """The first city is open and shown; the tree has the keys."""
        self.register_theme(THEME)
        self.theme = THEME.name
        self.animation_level = "none"
        count = len(self._index.problems)
        if count:
            self._crumbs.notice = f"! {count} problem{'' if count == 1 else 's'}: press !"
        self._say_total()
        self._tree.focus()
        self._show_node()
        if not len(self._index) and count:
            self.action_problems()

    # The parts, by name.

    @property
    def _tree(self) -> TreePane:
        return self.query_one(TreePane)

    @property
    def _hits(self) -> HitsPane:
        return self.query_one(HitsPane)

    @property
    def _detail(self) -> DetailPane:
        return self.query_one(DetailPane)

    @property
    def _search(self) -> SearchBar:
        return self.query_one(SearchBar)

    @property
    def _crumbs(self) -> Crumbs:
        return self.query_one(Crumbs)

    @property
    def _keys(self) -> KeyLine:
        return self.query_one(KeyLine)

    @property
    def _panes(self) -> Container:
        return self.query_one("#panes", Container)

    @property
    def searching(self) -> bool:
        """Whether hits are shown in the place of the tree."""
        return self._panes.has_class("-searching")

    # What is shown.

    def _show_node(self) -> None:
        """Show what stands under the cursor of the tree."""
        node = self._tree.node
        self._aside = False
        if node is None:
            return
        self._shown = node.record
        path = node.path

        def pages(width: int) -> Page:
            return node_page(self._index, path, width, self._palette)

        self._detail.show(pages)
        self._crumbs.trail = tuple(node_words(self._index, path[: n + 1]) for n in range(len(path)))

    def _show_record(self, record: str) -> None:
        """Show a record that is not under the tree's cursor."""
        self._shown = record
        self._aside = True

        def pages(width: int) -> Page:
            return record_page(self._index, record, width, self._palette)

        self._detail.show(pages)
        path = self._index.place(record, self._path) or (record,)
        self._crumbs.trail = tuple(node_words(self._index, path[: n + 1]) for n in range(len(path)))

    @property
    def _path(self) -> NodePath:
        node = self._tree.node
        return node.path if node else ()

    def _say_total(self) -> None:
        self._search.say_count(f"{len(self._index):,} records")

    # Messages.

    @on(TreePane.Moved, "#tree")
    def tree_moved(self) -> None:
        """The detail pane follows the tree's cursor."""
        if not self.searching:
            self._show_node()

    @on(TreePane.Chosen)
    def record_chosen(self) -> None:
        """Enter on a record: its page gets the keys."""
        self._detail.focus()

    @on(HitsPane.Moved, "#hits")
    def hits_moved(self) -> None:
        """The detail pane follows the cursor of the hits."""
        if self.searching and self._hits.record:
            self._show_record(self._hits.record)

    @on(SearchBar.Asked)
    def search_asked(self, message: SearchBar.Asked) -> None:
        """Search as the query is typed; an empty one brings the tree back."""
        if not message.query.strip():
            self._leave_hits()
            return
        found = self._index.search(message.query)
        self._panes.add_class("-searching")
        self._search.say_count(f"{found.total:,} found")
        self._hits.show(found, self._path)
        if not found.hits:
            self._show_node()

    @on(SearchBar.Walked)
    def search_walked(self, message: SearchBar.Walked) -> None:
        """Move through the hits while typing."""
        if self.searching:
            self._hits.action_move(message.rows)

    @on(SearchBar.Submitted)
    @on(HitsPane.Chosen)
    def hit_chosen(self) -> None:
        """Go to the hit in the tree; the search is kept for the way back."""
        record = self._hits.record if self.searching else None
        if record is None:
            self._tree.focus()
            return
        self._trail.leave(self._spot())
        self._panes.remove_class("-searching")
        self._kept_search = True
        self._tree.focus()
        self._go_to_record(record)

    @on(DetailPane.Followed)
    def link_followed(self, message: DetailPane.Followed) -> None:
        """Go to a linked record, in the tree if it stands there."""
        self._trail.leave(self._spot())
        if self.searching:
            self._panes.remove_class("-searching")
            self._kept_search = True
        self._go_to_record(message.record)

    @on(DetailPane.Left)
    def detail_left(self) -> None:
        """Back to the rows that the page belongs to."""
        self._rows_focus()

    def _go_to_record(self, record: str) -> None:
        path = self._index.place(record, self._path)
        if path is None:
            self._show_record(record)
            return
        self._tree.reveal(path, tell=False)
        self._show_node()

    def _rows_focus(self) -> None:
        (self._hits if self.searching else self._tree).focus()

    def _leave_hits(self) -> None:
        """The tree is back where it was."""
        self._panes.remove_class("-searching")
        self._kept_search = False
        self._say_total()
        self._show_node()

    # Back and forward.

    def _spot(self) -> Spot:
        return Spot(self._path, self._shown if self._aside else None, self._detail.top)

    def _return_to(self, spot: Spot | None) -> None:
        if spot is None:
            return
        self._panes.remove_class("-searching")
        self._tree.reveal(spot.path, tell=False)
        if spot.record:
            self._show_record(spot.record)
        else:
            self._show_node()
        self._detail.scroll_lines_to(spot.top)

    def action_go_back(self) -> None:
        """To where the last link was followed."""
        self._return_to(self._trail.back(self._spot()))

    def action_go_forward(self) -> None:
        """Undo going back."""
        self._return_to(self._trail.forward(self._spot()))

    # Keys.

    def action_search(self) -> None:
        """To the search bar; hits of a kept search come back."""
        self._search.focus_query()
        if self._kept_search:
            self._panes.add_class("-searching")
            self.hits_moved()

    def action_step_out(self) -> None:
        """One step back out: from a number, the page, the kept search, the search; never out of the program."""
        if self._number:
            self._set_number("")
        elif self._detail.has_focus:
            self._rows_focus()
        elif self.searching or isinstance(self.focused, QueryInput):
            self._search.clear()
            self._tree.focus()
            self._leave_hits()
        elif self._kept_search:
            self.action_search()
        elif self._aside:
            self._show_node()

    def action_other_pane(self) -> None:
        """Between rows and page; out of the search bar into the rows."""
        rows = self._hits if self.searching else self._tree
        if rows.has_focus:
            self._detail.focus()
        else:
            rows.focus()

    def action_problems(self) -> None:
        """What is wrong in the base, in the detail pane."""
        problems = self._index.problems

        def pages(width: int) -> Page:
            return problems_page(problems, width, self._palette)

        self._shown, self._aside = None, True
        self._detail.show(pages)
        self._crumbs.trail = ("Problems",)
        self._detail.focus()

    def action_digit(self, digit: int) -> None:
        """Follow a link by its number; while more digits could come, wait for them or for Enter."""
        links = self._detail.links
        number = self._number + str(digit)
        if number == "0" or int(number) > len(links):
            self._set_number("")
            return
        if int(number) * 10 > len(links):
            self._follow_number(number)
        else:
            self._set_number(number)

    def _set_number(self, number: str) -> None:
        self._number = number
        self._keys.pending = f"link {number}_   ↵ follow   esc cancel" if number else ""

    def _follow_number(self, number: str) -> None:
        self._set_number("")
        self.link_followed(DetailPane.Followed(self._detail.links[int(number) - 1]))

    async def take_key(self, key: events.Key) -> bool:
        """Enter ends a number that is being typed, before the focused pane sees it."""
        if not self._number:
            return False
        if key.key == "enter":
            self._follow_number(self._number)
            return True
        if not key.key.isdigit() and key.key != "escape":
            self._set_number("")
        return False

    # The frame.

    def on_descendant_focus(self) -> None:
        """The bottom line tells the keys of the pane that has them."""
        focused = self.focused.id if self.focused else None
        self._keys.show_hints(focused or "tree")

    def _fatal_error(self) -> None:
        """An error of ours ends the app without a traceback on the screen; the command says what happened."""
        self._close_messages_no_wait()

    def _handle_exception(self, error: Exception) -> None:
        if self.failure is None:
            self.failure = error
        super()._handle_exception(error)
