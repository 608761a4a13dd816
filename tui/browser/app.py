"""The app: it puts the widgets together and is the only one that changes what they show."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.worker import get_current_worker

from tui.browser.clean_ending import CleanEnding
from tui.browser.key_order import KeyOrder
from tui.browser.link_number import LinkNumber
from tui.browser.theme import THEME
from tui.browser.trail import PROBLEMS, Spot, Trail
from tui.browser.widgets.crumbs import Crumbs
from tui.browser.widgets.detail_pane import DetailPane
from tui.browser.widgets.hits_pane import HitsPane
from tui.browser.widgets.key_line import KeyLine
from tui.browser.widgets.rows_pane import UNSOUND, UnsoundShown
from tui.browser.widgets.search_bar import QueryInput, SearchBar
from tui.browser.widgets.tree_pane import TreePane
from tui.index.finder import Found
from tui.index.index import Index
from tui.index.nodes import NodePath
from tui.index.opening import Opening
from tui.index.progress import BuildCancelledError
from tui.loading.problems import BaseUnreadableError
from tui.views.lists import node_words, nothing_page, problems_page, stale_page
from tui.views.page import Page
from tui.views.palette import NIGHT, Palette
from tui.views.records import node_page, record_page


class Search(Enum):
    """How a search stands: there is none, its hits are shown, or it is kept while the reader is at a hit."""

    NONE = 0
    HITS = 1
    KEPT = 2


class TiesApp(CleanEnding, KeyOrder):
    """The browser of one base."""

    CSS_PATH = Path(__file__).with_name("ties.tcss")
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    TITLE = "Ties"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012  declared so by Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "quit", "quit", show=False),
        Binding("ctrl+q", "quit", "quit", show=False, priority=True),
        Binding("ctrl+c", "interrupt", "quit", show=False, priority=True),
        Binding("slash", "search", "search", show=False),
        Binding("escape", "step_out", "one step back out", show=False),
        Binding("tab,shift+tab", "other_pane", "other pane", show=False, priority=True),
        Binding("left_square_bracket,backspace", "go_back", "back", show=False),
        Binding("right_square_bracket", "go_forward", "forward", show=False),
        Binding("exclamation_mark", "problems", "problems of the base", show=False),
        *(Binding(str(n), f"digit({n})", f"follow link {n}", show=False) for n in range(10)),
    ]

    def __init__(self, index: Index, palette: Palette = NIGHT, opening: Opening[Index] | None = None) -> None:
        """Browse an index; with an `opening` it may be of yesterday, and is looked after behind the first screen."""
        super().__init__()
        self._index = index
        self._opening = opening
        self._palette = palette
        self._search_stands = Search.NONE
        self._before_search = Spot(())
        self._aside: str | None = None
        self._before_aside = Spot(())
        self._trail = Trail()
        self._number = LinkNumber()

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
        self.catch_signals()
        self._say_problems()
        self._stand(Search.NONE)
        self._tree.focus()
        self._show_node()
        if not len(self._index) and self._index.problem_count:
            self.action_problems()
        self.refresh_base()

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
    def _rows(self) -> TreePane | HitsPane:
        """The rows that are on the screen."""
        return self._hits if self._search_stands is Search.HITS else self._tree

    # What is shown.

    def _show_node(self) -> None:
        """Show what stands under the cursor of the tree."""
        path = self._path

        def pages(width: int) -> Page:
            return node_page(self._index, path, width, self._palette)

        if path:
            self._show(pages, path, None)

    def _show_record(self, record: str) -> None:
        """Show a record that is not under the tree's cursor."""

        def pages(width: int) -> Page:
            return record_page(self._index, record, width, self._palette)

        self._show(pages, self._index.place(record, self._path) or (record,), record)

    def _show_problems(self) -> None:
        """Show what is wrong in the base."""

        def pages(width: int) -> Page:
            return problems_page(self._index.problems, width, self._palette)

        self._show(pages, (), PROBLEMS)
        self._crumbs.trail = ("Problems",)

    def _show_nothing(self, query: str, hints: tuple[str, ...]) -> None:
        """Show that a search finds nothing."""

        def pages(width: int) -> Page:
            return nothing_page(query, hints, width, self._palette)

        self._show(pages, (), self._aside)

    def _show(self, pages: Callable[[int], Page], path: NodePath, aside: str | None) -> None:
        """Show a page, under the crumbs of a path. A link number that was begun belongs to the page before."""
        self._number.take()
        self._set_number(None)
        self._aside = aside

        def sound(width: int) -> Page:
            try:
                return pages(width)
            except UNSOUND:
                self.unsound_shown()
                return stale_page(width, self._palette)

        self._detail.show(sound)
        self._crumbs.trail = tuple(node_words(self._index, path[: n + 1]) for n in range(len(path)))

    @property
    def _path(self) -> NodePath:
        node = self._tree.node
        return node.path if node else ()

    def _say_problems(self) -> None:
        count = self._index.problem_count
        self._crumbs.notice = f"! {count} problem{'' if count == 1 else 's'}: press !" if count else ""

    # The base as it is now.

    def refresh_base(self) -> None:
        """Look behind the screen whether the base has changed, and show what it has become."""
        if self._opening is not None:
            self.run_worker(partial(self._read_again, self._opening), thread=True, exclusive=True, exit_on_error=False)

    def _read_again(self, opening: Opening[Index]) -> None:
        """In a thread: nothing here touches a widget but by a call into the app."""
        worker = get_current_worker()
        shown = -1

        def progress(done: int, of: int) -> None:
            nonlocal shown
            if (percent := 100 * done // max(of, 1)) != shown:
                shown = percent
                self.call_from_thread(self._search.say_count, f"reading {percent} %")

        try:
            index = opening.changed(progress, lambda: worker.is_cancelled or not self.is_running)
        except BuildCancelledError:
            return
        except (BaseUnreadableError, OSError) as error:
            self.call_from_thread(self._say_unreadable, str(error))
            return
        if index is not None:
            self.call_from_thread(self._take_index, index)

    def _say_unreadable(self, why: str) -> None:
        self._crumbs.notice = f"the base cannot be read now: {why}"

    def _take_index(self, index: Index) -> None:
        """Show another state of the base, the reader where they were."""
        spot = self._spot()
        before, self._index = self._index, index
        self._hits.show_index(index)
        self._tree.show_index(index)
        before.close()
        self._say_problems()
        if self._search_stands is Search.HITS:
            self.search_asked(SearchBar.Asked(self._search.text))
        else:
            self._stand(self._search_stands)
            self._return_to(spot)

    @on(UnsoundShown)
    def unsound_shown(self) -> None:
        """The index is damaged, or not of the files any more: what is shown waits for the base to be read again."""
        if self._opening is not None:
            self._opening.discard()
        self.refresh_base()

    # Searching.

    def _stand(self, search: Search) -> None:
        """The search begins, shows its hits, is kept, or is over: the one place that says so on the screen."""
        if self._search_stands is Search.NONE and search is Search.HITS:
            self._before_search = self._spot()
        self._search_stands = search
        self.query_one("#panes", Container).set_class(search is Search.HITS, "-searching")
        if search is not Search.HITS:
            self._search.say_count(f"{len(self._index):,} records")

    @on(SearchBar.Asked)
    def search_asked(self, message: SearchBar.Asked) -> None:
        """Search as the query is typed; an empty one brings the tree back."""
        if not message.query.strip():
            self._end_search()
            return
        found = self._index.search(message.query)
        self._stand(Search.HITS)
        self._search.say_count(self._hits_words(found))
        self._hits.show(found, self._path)
        if not found.hits:
            self._show_nothing(message.query, found.hints)

    @staticmethod
    def _hits_words(found: Found) -> str:
        """How much was found, and what else a reader should know of it in a few words."""
        count = f"{found.total:,}{'+' if found.more else ''} found"
        if found.hints:
            return f"{found.hints[0]} · {count}"
        return f"nearest spelling · {count}" if found.guessed else count

    @on(SearchBar.Walked)
    def search_walked(self, message: SearchBar.Walked) -> None:
        """Move through the hits while typing."""
        if self._search_stands is Search.HITS:
            self._hits.action_move(message.rows)

    @on(HitsPane.Moved, "#hits")
    def hits_moved(self) -> None:
        """The detail pane follows the cursor of the hits."""
        if self._search_stands is Search.HITS and self._hits.record:
            self._show_record(self._hits.record)

    @on(SearchBar.Submitted)
    @on(HitsPane.Chosen)
    def hit_chosen(self) -> None:
        """Go to the hit in the tree; the search is kept for the way back. Without a hit there is nowhere to go."""
        if self._search_stands is Search.HITS and self._hits.record:
            self._go_from(self._before_search, self._hits.record)
            self._tree.focus()

    def _end_search(self) -> None:
        """The tree is back, and where it was before."""
        if self._search_stands is Search.HITS:
            self._stand(Search.NONE)
            self._return_to(self._before_search)
        self._stand(Search.NONE)

    def action_search(self) -> None:
        """To the search bar; hits of a kept search come back."""
        self._search.focus_query()
        if self._search_stands is Search.KEPT:
            self._before_search = self._spot()
            self._stand(Search.HITS)
            self._search.say_count(self._hits_words(self._hits.found))
            self.hits_moved()

    # Going places.

    @on(TreePane.Moved, "#tree")
    def tree_moved(self) -> None:
        """The detail pane follows the tree's cursor."""
        if self._search_stands is not Search.HITS:
            self._show_node()

    @on(TreePane.Chosen)
    def record_chosen(self) -> None:
        """Enter on a record: its page gets the keys."""
        self._detail.focus()

    @on(DetailPane.Followed)
    def link_followed(self, message: DetailPane.Followed) -> None:
        """Go to a linked record, in the tree if it stands there."""
        searching = self._search_stands is Search.HITS
        self._go_from(self._before_search if searching else self._spot(), message.record)

    @on(DetailPane.Left)
    def detail_left(self) -> None:
        """Back to the rows that the page belongs to."""
        self._rows.focus()

    def _go_from(self, spot: Spot, record: str) -> None:
        self._trail.leave(spot)
        if self._search_stands is Search.HITS:
            self._stand(Search.KEPT)
        path = self._index.place(record, self._path)
        if path is None:
            self._show_record(record)
        else:
            self._tree.reveal(path, tell=False)
            self._show_node()

    def _spot(self) -> Spot:
        return Spot(self._path, self._aside, self._detail.top)

    def _return_to(self, spot: Spot | None) -> None:
        if spot is None:
            return
        if self._search_stands is Search.HITS:
            self._stand(Search.KEPT)
            self._tree.focus()
        self._tree.reveal(spot.path, tell=False)
        if spot.aside == PROBLEMS:
            self._show_problems()
        elif spot.aside:
            self._show_record(spot.aside)
        else:
            self._show_node()
        self._detail.scroll_lines_to(spot.top)

    def action_go_back(self) -> None:
        """To where the last link was followed."""
        self._return_to(self._trail.back(self._spot()))

    def action_go_forward(self) -> None:
        """Undo going back."""
        self._return_to(self._trail.forward(self._spot()))

    def action_problems(self) -> None:
        """What is wrong in the base, in the detail pane."""
        if self._aside != PROBLEMS:
            self._before_aside = self._spot()
        self._show_problems()
        self._detail.focus()

    def action_step_out(self) -> None:
        """One step back out: from a number, the problems, the page, the search; never out of the program."""
        if self._number.take() is not None:
            self._set_number(None)
        elif self._aside == PROBLEMS:
            self._leave_problems()
        elif self._detail.has_focus:
            self._rows.focus()
        elif self._search_stands is Search.KEPT:
            self.action_search()
        elif self._search_stands is Search.HITS or isinstance(self.focused, QueryInput):
            self._search.clear()
            self._end_search()
            self._tree.focus()

    def _leave_problems(self) -> None:
        self._rows.focus()
        if self._search_stands is Search.HITS:
            self.hits_moved()
        else:
            self._return_to(self._before_aside._replace(aside=None))

    def action_other_pane(self) -> None:
        """Between rows and page; out of the search bar into the rows."""
        (self._detail if self._rows.has_focus else self._rows).focus()

    # Link numbers.

    def action_digit(self, digit: int) -> None:
        """Follow a link by its number; while more digits could come, wait for them or for Enter."""
        self._set_number(self._number.type(digit, len(self._detail.links)))

    def _set_number(self, complete: int | None) -> None:
        """Show a number that is being typed; follow a complete one."""
        links = self._detail.links
        if complete is not None and complete <= len(links):
            self._number.take()
            self.link_followed(DetailPane.Followed(links[complete - 1]))
        digits = self._number.digits
        self._keys.pending = f"link {digits}_   ↵ follow   esc cancel" if digits else ""

    async def take_key(self, key: events.Key) -> bool:
        """Enter ends a number that is being typed, before the focused pane sees it; other keys forget it."""
        if not self._number.digits or key.key.isdigit() or key.key == "escape":
            return False
        number = self._number.take()
        self._set_number(number if key.key == "enter" else None)
        return key.key == "enter"

    # The frame.

    def on_descendant_focus(self) -> None:
        """The bottom line tells the keys of the pane that has them."""
        focused = self.focused.id if self.focused else None
        self._keys.show_hints(focused or "tree")
