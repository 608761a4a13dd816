"""Every action by its default key, on the shipped base: what a reader then sees or where they are."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual import events
from textual.pilot import Pilot

from tests.browser.screen import screen_lines, screen_text
from tests.made_up import index_of
from tui.browser.app import TiesApp
from tui.browser.widgets.chooser import Chooser
from tui.browser.widgets.detail_pane import DetailPane
from tui.browser.widgets.help_pane import HelpPane
from tui.browser.widgets.hits_pane import HitsPane
from tui.browser.widgets.search_bar import QueryInput, SearchBar
from tui.browser.widgets.tree_pane import TreePane
from tui.index.index import Index
from tui.loading.where import shipped_base
from tui.settings.actions import ACTIONS, Scope
from tui.settings.config import Config, read_config

SIGNS = {" ": "space"}


@pytest.fixture(scope="module")
def index() -> Index:
    return index_of(shipped_base())


class Reader:
    """Somebody at the keyboard: types, and looks at the screen."""

    def __init__(self, pilot: Pilot[None], app: TiesApp) -> None:
        self.pilot = pilot
        self.app = app

    async def type(self, *keys: str) -> str:
        for key in keys:
            await self.pilot.press(SIGNS.get(key, key))
        await self.pilot.pause()
        return screen_text(self.app)

    @property
    def tree(self) -> TreePane:
        return self.app.query_one(TreePane)

    @property
    def hits(self) -> HitsPane:
        return self.app.query_one(HitsPane)

    @property
    def page(self) -> DetailPane:
        return self.app.query_one(DetailPane)

    @property
    def row(self) -> str:
        node = self.tree.node
        return node.path[-1] if node else ""

    @property
    def bottom(self) -> str:
        return screen_lines(self.app)[-1]

    @property
    def crumbs(self) -> str:
        return screen_lines(self.app)[0]


@asynccontextmanager
async def reading(
    index: Index, size: tuple[int, int] = (120, 40), config: Config | None = None
) -> AsyncIterator[Reader]:
    app = TiesApp(index, config)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Reader(pilot, app)


async def test_every_action_is_done_by_something_wherever_its_keys_hold(index: Index) -> None:
    async with reading(index) as reader:
        ways = {
            Scope.TREE: (),
            Scope.HITS: ("/", "b", "tab"),
            Scope.PAGE: ("tab",),
            Scope.SEARCH: ("/",),
            Scope.CHOICE: (":",),
            Scope.HELP: ("?",),
        }
        for scope, keys in ways.items():
            await reader.type(*keys)
            assert reader.app.scope is scope
            for action in ACTIONS:
                if scope in action.scopes:
                    assert callable(reader.app.doer(action))
            while reader.app.scope is not Scope.TREE:
                await reader.type("escape")


# Moving.


async def test_rows_are_gone_through_by_letters_arrows_and_counts(index: Index) -> None:
    async with reading(index) as reader:
        await reader.type("j", "down")
        assert reader.tree.cursor == 2
        await reader.type("k", "up")
        assert reader.tree.cursor == 0
        await reader.type("1", "2", "j")
        assert reader.tree.cursor == 12
        await reader.type("5", "k")
        assert reader.tree.cursor == 7


async def test_a_number_that_is_being_typed_is_shown_and_can_be_forgotten(index: Index) -> None:
    async with reading(index) as reader:
        await reader.type("5")
        assert "5_" in reader.bottom
        await reader.type("escape")
        assert "5_" not in reader.bottom
        await reader.type("j")
        assert reader.tree.cursor == 1


async def test_half_pages_pages_and_ends(index: Index) -> None:
    async with reading(index) as reader:
        tree = reader.tree
        await reader.type("ctrl+d")
        assert tree.cursor == tree.page_size // 2
        await reader.type("ctrl+u")
        assert tree.cursor == 0
        await reader.type("ctrl+f")
        assert tree.cursor == tree.page_size
        await reader.type("pageup")
        assert tree.cursor == 0
        await reader.type("G")
        assert tree.cursor == tree.line_count - 1
        await reader.type("g")
        assert tree.cursor == 0
        await reader.type("9", "G")
        assert tree.cursor == 8


async def test_the_page_scrolls_by_the_same_keys(index: Index) -> None:
    async with reading(index) as reader:
        page = reader.page
        await reader.type("tab", "j", "j")
        assert page.top == 2
        await reader.type("ctrl+d")
        assert page.top == 2 + page.page_size // 2
        await reader.type("G")
        assert page.top == page.line_count - page.page_size
        await reader.type("g")
        assert page.top == 0


async def test_jumping_to_a_row_and_to_a_link(index: Index) -> None:
    async with reading(index) as reader:
        text = await reader.type(" ")
        assert "jump _" in reader.bottom
        assert text.count("▸") < 60
        await reader.type("d")
        assert reader.tree.cursor == 2
        assert "jump" not in reader.bottom.split("space")[0]
        await reader.type(" ")
        label = next(label for label, (pane, target) in (reader.app._jumps or {}).items() if pane is reader.page)
        linked = reader.page.links[reader.page.jump_targets()[0]]
        await reader.type(*label)
        assert reader.app.record == linked


async def test_jumping_can_be_given_up(index: Index) -> None:
    async with reading(index) as reader:
        await reader.type(" ", "escape")
        assert reader.tree.cursor == 0
        await reader.type("j")
        assert reader.tree.cursor == 1


# The tree.


async def test_parents_and_siblings(index: Index) -> None:
    async with reading(index) as reader:
        await reader.type("j", "j", "l", "j")
        assert reader.row.startswith("~")
        first = reader.row
        await reader.type("J")
        assert reader.row != first
        await reader.type("K")
        assert reader.row == first
        await reader.type("H")
        assert reader.row == "gimcheon"
        await reader.type("H")
        assert reader.row == "chengdu"
        await reader.type("H")
        assert "this row has no parent" in reader.bottom


async def test_open_all_below_and_close_all(index: Index) -> None:
    async with reading(index) as reader:
        before = reader.tree.line_count
        await reader.type("j", "j", "*")
        assert reader.row == "gimcheon"
        assert reader.tree.line_count > before + 10
        await reader.type("-")
        assert reader.row == "chengdu"
        assert reader.tree.line_count == len(index.roots())


async def test_every_view_keeps_the_record_under_the_cursor(index: Index) -> None:
    async with reading(index) as reader:
        await reader.type("/", *"pottery", "enter", "escape", "escape", "/", *"pottery", "enter")
        record = reader.app.record
        for key, view in [("o", "country"), ("y", "year"), ("k", "kind"), ("s", "source"), ("c", "city")]:
            await reader.type("v", key)
            assert reader.tree.view == view
            assert reader.app.record == record
        await reader.type("v", "p")
        assert "by person" in screen_text(reader.app)
        assert reader.tree.line_count


async def test_the_next_view_comes_round(index: Index) -> None:
    async with reading(index) as reader:
        seen = []
        for _ in range(6):
            await reader.type("v", "v")
            seen.append(reader.tree.view)
        assert seen == ["country", "year", "kind", "source", "person", "city"]
        assert "by " not in screen_lines(reader.app)[1]


async def test_links_lead_to_records_in_every_view(index: Index) -> None:
    async with reading(index) as reader:
        for key in "yksp":
            await reader.type("v", key, "g", "l", "j", "l", "j")
            if reader.page.links:
                target = reader.page.links[0]
                await reader.type("1", "enter")
                assert reader.app.record == target


async def test_the_tree_can_be_filtered_to_the_search_and_is_whole_again(index: Index) -> None:
    async with reading(index) as reader:
        await reader.type("f")
        assert "there is no search to filter by" in reader.bottom
        whole = reader.tree.line_count
        await reader.type("/", *"pottery", "enter", "f")
        await reader.app.workers.wait_for_complete()
        text = await reader.type("g")
        assert "only 1 that “pottery” finds" in text
        assert reader.tree.line_count < whole
        await reader.type("v", "k")
        assert reader.tree.arranged.sieve is not None
        await reader.type("f")
        assert reader.tree.arranged.sieve is None
        assert f"{len(index)} records" in screen_text(reader.app)


async def test_escape_takes_the_filter_away_last(index: Index) -> None:
    async with reading(index) as reader:
        await reader.type("/", *"busan", "enter", "f")
        await reader.app.workers.wait_for_complete()
        await reader.type("escape", "escape")
        assert reader.app.filtered
        await reader.type("escape")
        assert not reader.app.filtered


# Searching.


async def test_next_and_previous_hit_go_through_the_tree(index: Index) -> None:
    async with reading(index) as reader:
        await reader.type("n")
        assert "there is no search" in reader.bottom
        await reader.type("/", *"busan", "enter")
        first = reader.app.record
        await reader.type("n")
        assert reader.app.record != first
        assert "hit 2 of" in reader.bottom
        await reader.type("N")
        assert reader.app.record == first
        await reader.type("N")
        assert "this is the first hit" in reader.bottom


async def test_searches_of_before_come_back_from_an_empty_bar(index: Index) -> None:
    async with reading(index) as reader:
        for query in ("busan", "bonn"):
            await reader.type("/", *query, "enter", "escape", "escape")
        bar = reader.app.query_one(SearchBar)
        await reader.type("/", "up")
        assert bar.text == "bonn"
        await reader.type("up")
        assert bar.text == "busan"
        await reader.type("up")
        assert "oldest" in reader.bottom
        await reader.type("down", "down")
        assert reader.hits.cursor > 0


async def test_searches_of_before_can_be_chosen_from_a_list(index: Index) -> None:
    async with reading(index) as reader:
        await reader.type('"')
        assert "nothing was searched for yet" in reader.bottom
        for query in ("busan", "bonn"):
            await reader.type("/", *query, "enter", "escape", "escape")
        text = await reader.type('"')
        assert "Searches of before" in text
        await reader.type("b", "u", "s", "enter")
        assert reader.app.query_one(SearchBar).text == "busan"
        assert isinstance(reader.app.focused, QueryInput)
        assert reader.hits.line_count


async def test_several_pasted_lines_are_one_query(index: Index) -> None:
    async with reading(index) as reader:
        await reader.type("/")
        reader.app.post_message(events.Paste("pottery\n  symposium\n"))
        await reader.pilot.pause()
        await reader.type("right")
        assert reader.app.query_one(SearchBar).text == "pottery symposium"


# Links and places.


async def test_back_and_forward_by_counts(index: Index) -> None:
    async with reading(index) as reader:
        await reader.type("[")
        assert "nothing lies behind" in reader.bottom
        start = reader.crumbs
        for _ in range(3):
            await reader.type("2", "enter")
        last = reader.crumbs
        await reader.type("3", "[")
        assert reader.crumbs == start
        await reader.type("3", "]")
        assert reader.crumbs == last


async def test_a_record_is_marked_listed_gone_to_and_unmarked(index: Index) -> None:
    async with reading(index) as reader:
        await reader.type("'")
        assert "nothing is marked yet" in reader.bottom
        await reader.type("j", "j", "m")
        assert "marked Gimcheon" in reader.bottom
        assert "◆ Gimcheon" in await reader.type("j")
        text = await reader.type("'")
        assert "Marked records" in text
        await reader.type("enter")
        assert reader.row == "gimcheon"
        await reader.type("m")
        assert "◆" not in await reader.type("j")


# The screen.


async def test_zoom_gives_a_pane_the_screen_and_takes_it_back(index: Index) -> None:
    async with reading(index) as reader:
        await reader.type("z")
        assert not reader.page.display
        assert reader.tree.size.width > 110
        await reader.type("tab")
        assert reader.page.display
        assert reader.page.size.width > 110
        await reader.type("z")
        assert reader.tree.display
        assert reader.page.size.width < 110


async def test_the_tree_gets_wider_and_narrower(index: Index) -> None:
    async with reading(index) as reader:
        width = reader.tree.size.width
        await reader.type("2", ">")
        assert reader.tree.size.width > width
        await reader.type("4", "<")
        assert reader.tree.size.width < width


async def test_the_theme_changes_under_the_same_screen(index: Index) -> None:
    async with reading(index) as reader:
        before = screen_text(reader.app)
        themes = {reader.app.theme}
        for _ in range(2):
            await reader.type("T")
            themes.add(reader.app.theme)
        await reader.type("j", "k")
        assert len(themes) == 3
        assert screen_text(reader.app) == before


async def test_the_help_shows_every_key_those_of_the_pane_first(index: Index) -> None:
    async with reading(index, (120, 200)) as reader:
        text = await reader.type("?")
        assert reader.app.query_one(HelpPane).has_focus
        assert "Here: tree" in text
        assert all(
            action.words.split(",")[0] in text.replace("\n", " ") for action in ACTIONS if len(action.words) < 50
        )
        await reader.type("escape")
        assert reader.tree.has_focus
        assert "Here: page" in await reader.type("tab", "?")
        await reader.type("?")
        assert reader.page.has_focus


async def test_the_palette_finds_an_action_by_letters_and_does_it(index: Index) -> None:
    async with reading(index) as reader:
        text = await reader.type(":")
        assert "Actions" in text
        text = await reader.type(*"opnall")
        assert "open all below a row" in text
        rows = reader.tree.line_count
        await reader.type("enter")
        assert reader.tree.has_focus
        assert reader.tree.line_count > rows


async def test_the_palette_says_why_something_cannot_be_done(index: Index) -> None:
    async with reading(index) as reader:
        text = await reader.type("ctrl+p", *"back along")
        assert "nothing lies behind" in text
        await reader.type("enter")
        assert reader.app.query_one(Chooser).display
        await reader.type("escape")
        assert reader.tree.has_focus


# The program.


async def test_a_changed_key_works_and_the_bottom_line_knows_it(index: Index) -> None:
    async with reading(index, config=read_config({})._replace(keys={"search": ("S",)})) as reader:
        assert "S search" in reader.bottom
        await reader.type("S")
        assert isinstance(reader.app.focused, QueryInput)


async def test_keys_that_do_nothing_say_so_only_in_a_sequence(index: Index) -> None:
    async with reading(index) as reader:
        before = screen_text(reader.app)
        assert await reader.type("X") == before
        await reader.type("v")
        assert "year" in reader.bottom
        await reader.type("X")
        assert "v X does nothing here" in reader.bottom


async def test_escape_goes_one_step_out_and_never_out_of_the_program(index: Index) -> None:
    async with reading(index) as reader:
        await reader.type("/", *"bonn", "tab", "tab", "?")
        places = []
        for _ in range(6):
            await reader.type("escape")
            places.append(reader.app.scope)
        assert places == [Scope.PAGE, Scope.HITS, Scope.TREE, Scope.TREE, Scope.TREE, Scope.TREE]
        assert reader.app.is_running


@pytest.mark.parametrize("keys", [("q",), ("ctrl+q",), ("/", "ctrl+q"), ("?", "q"), (":", "ctrl+q")])
async def test_the_program_is_left_from_everywhere(index: Index, keys: tuple[str, ...]) -> None:
    async with reading(index) as reader:
        await reader.type(*keys)
        assert reader.app.return_code == 0


@pytest.mark.parametrize("size", [(29, 24), (80, 7), (20, 5), (1, 1)])
async def test_a_window_that_is_too_small_says_so_and_q_leaves(index: Index, size: tuple[int, int]) -> None:
    async with reading(index, size) as reader:
        assert "too" in screen_text(reader.app) or size == (1, 1)
        await reader.type("j")
        assert reader.tree.cursor == 0
        await reader.type("q")
        assert reader.app.return_code == 0


@pytest.mark.parametrize(
    ("size", "panes"), [((140, 40), 2), ((100, 30), 2), ((80, 24), 2), ((59, 24), 1), ((40, 12), 1), ((30, 8), 1)]
)
async def test_the_layout_follows_the_width(index: Index, size: tuple[int, int], panes: int) -> None:
    async with reading(index, size) as reader:
        assert [reader.tree.display, reader.page.display].count(True) == panes
        await reader.type("tab")
        assert reader.page.display
        assert reader.page.has_focus
        assert "Chengdu" in screen_text(reader.app)


async def test_resizing_all_the_time_leaves_everything_in_place(index: Index) -> None:
    async with reading(index) as reader:
        await reader.type("j", "j", "l")
        before = screen_text(reader.app)
        for width, height in [(80, 24), (20, 5), (140, 40), (59, 10), (1, 1), (300, 100), (30, 8)]:
            await reader.pilot.resize_terminal(width, height)
        await reader.pilot.resize_terminal(120, 40)
        await reader.pilot.pause()
        assert screen_text(reader.app) == before


@pytest.mark.parametrize(
    ("word", "id"),
    [
        ("contested", "contested"),
        ("evidence", "matrix"),
        ("matrix", "matrix"),
        ("both sides", "sides"),
        ("promised", "city-promises"),
        ("brief", "brief"),
        ("references", "copy-cite"),
        ("new", "news"),
    ],
)
def test_what_the_docs_call_a_view_finds_its_action_in_the_list(word: str, id: str) -> None:
    (words,) = [action.words for action in ACTIONS if action.id == id]
    assert word in words
