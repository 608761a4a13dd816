"""Key walks through the app on the shipped base: what is typed, and what a reader then sees."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from tests.browser.screen import screen_lines, screen_text
from tests.made_up import index_of
from tui.browser.app import TiesApp
from tui.browser.widgets.detail_pane import DetailPane
from tui.browser.widgets.hits_pane import HitsPane
from tui.browser.widgets.search_bar import QueryInput
from tui.browser.widgets.tree_pane import TreePane
from tui.index.index import Index
from tui.loading.where import shipped_base
from tui.records.kinds import Agreement, Fact, expected

SIZES = [(120, 40), (100, 30), (80, 24)]


@pytest.fixture(scope="module")
def index() -> Index:
    return index_of(shipped_base())


@asynccontextmanager
async def opened(index: Index, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[None]]:
    app = TiesApp(index)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot


async def press(pilot: Pilot[None], *keys: str) -> str:
    await pilot.press(*keys)
    await pilot.pause()
    return screen_text(pilot.app)


def crumbs(pilot: Pilot[None]) -> str:
    return screen_lines(pilot.app)[0]


@pytest.mark.parametrize("size", SIZES)
async def test_the_first_screen_shows_chengdu_and_its_partners(index: Index, size: tuple[int, int]) -> None:
    async with opened(index, size) as pilot:
        text = screen_text(pilot.app)
        assert "Chengdu 成都市" in text
        assert "Gimcheon 김천시" in text
        assert f"{len(index)} records" in text
        assert all(cell_len(line) <= size[0] for line in screen_lines(pilot.app))


@pytest.mark.parametrize("size", SIZES)
async def test_the_quote_about_1996_is_under_ten_keys_away_with_2000_beside_it(
    index: Index, size: tuple[int, int]
) -> None:
    keys = ["j", "j", "l", "j", "l", "j", "l"]
    async with opened(index, size) as pilot:
        seen = await press(pilot, *keys)
        assert "7 November 2000" in seen
        assert "1996 is the first exchange, 2000" in seen
        if "since the two cities established ties in 1996" not in seen:
            keys.append("ctrl+d")
            seen = await press(pilot, keys[-1])
        assert "since the two cities established ties in 1996" in seen
        assert len(keys) < 10


async def test_typing_in_the_search_bar_narrows_the_hits_with_every_letter(index: Index) -> None:
    async with opened(index) as pilot:
        await press(pilot, "slash", "p")
        many = pilot.app.query_one(HitsPane).line_count
        text = await press(pilot, "o", "t", "t", "e", "r", "y")
        few = pilot.app.query_one(HitsPane).line_count
        assert 0 < few < many
        assert "Symposium on Korean and Chinese pottery" in text


@pytest.mark.parametrize(
    ("query", "crumb"),
    [
        ("Park", "Park Bo-saeng"),
        ("김천", "Gimcheon"),
        ("500 million", "Start-up fund"),
        ("2005", "Consulate of South Korea opened"),
        ("pottery", "Symposium on Korean"),
    ],
)
async def test_searching_and_enter_leads_to_the_right_record(index: Index, query: str, crumb: str) -> None:
    async with opened(index) as pilot:
        await press(pilot, "slash", *("space" if char == " " else char for char in query), "enter")
        assert crumb in crumbs(pilot)
        assert pilot.app.query_one(TreePane).has_focus


async def test_escape_after_a_search_brings_the_tree_back_where_it_was(index: Index) -> None:
    async with opened(index) as pilot:
        await press(pilot, "j", "j", "l", "j")
        before = crumbs(pilot)
        await press(pilot, "slash", *"busan", "down", "down")
        assert crumbs(pilot) != before
        text = await press(pilot, "escape")
        assert crumbs(pilot) == before
        assert "search cities, partners, agreements, quotes" in text


async def test_a_kept_search_comes_back_with_escape_and_is_left_with_a_second(index: Index) -> None:
    async with opened(index) as pilot:
        await press(pilot, "slash", *"pottery", "enter")
        await press(pilot, "escape")
        assert isinstance(pilot.app.focused, QueryInput)
        assert pilot.app.query_one(HitsPane).display
        await press(pilot, "escape")
        assert pilot.app.query_one(TreePane).has_focus
        assert not pilot.app.query_one(HitsPane).display


async def test_a_link_is_followed_by_its_number_and_back_returns(index: Index) -> None:
    async with opened(index) as pilot:
        await press(pilot, "j", "j", "l", "j", "l", "j")
        before = crumbs(pilot)
        await press(pilot, "2", "enter")
        assert crumbs(pilot).rstrip().endswith("Gimcheon")
        await press(pilot, "left_square_bracket")
        assert crumbs(pilot) == before
        await press(pilot, "right_square_bracket")
        assert crumbs(pilot).rstrip().endswith("Gimcheon")


async def test_a_two_digit_link_number_waits_for_its_second_digit(index: Index) -> None:
    async with opened(index) as pilot:
        detail = pilot.app.query_one(DetailPane)
        assert len(detail.links) > 12
        target = index.title(detail.links[11])
        text = await press(pilot, "1")
        assert "1_ ↵ link 1" in text
        await press(pilot, "2", "enter")
        assert target in crumbs(pilot)


async def test_escape_forgets_a_half_typed_link_number(index: Index) -> None:
    async with opened(index) as pilot:
        before = crumbs(pilot)
        assert "1_ ↵ link 1" in await press(pilot, "1")
        assert "1_ ↵ link 1" not in await press(pilot, "escape")
        assert crumbs(pilot) == before


async def test_every_link_of_a_page_can_be_followed_from_it(index: Index) -> None:
    async with opened(index) as pilot:
        await press(pilot, "j", "j", "l", "j", "l", "j", "l")
        detail = pilot.app.query_one(DetailPane)
        assert detail.has_focus
        links = list(detail.links)
        assert len(links) > 5
        for n, target in enumerate(links):
            await press(pilot, *(["full_stop"] * (n + 1)), "enter")
            assert index.title(target)[:20] in crumbs(pilot)
            await press(pilot, "left_square_bracket")
            detail.focus()
            await pilot.pause()


async def test_h_closes_a_node_and_then_goes_to_its_parent(index: Index) -> None:
    async with opened(index) as pilot:
        await press(pilot, "j", "j", "l")
        tree = pilot.app.query_one(TreePane)
        rows = tree.line_count
        await press(pilot, "h")
        assert tree.line_count < rows
        await press(pilot, "h")
        assert crumbs(pilot).rstrip().endswith("Ties  Chengdu")


async def test_g_and_capital_g_go_to_the_ends(index: Index) -> None:
    async with opened(index) as pilot:
        tree = pilot.app.query_one(TreePane)
        await press(pilot, "G")
        assert tree.cursor == tree.line_count - 1
        assert "Sources" in crumbs(pilot)
        await press(pilot, "g")
        assert tree.cursor == 0


async def test_tab_goes_between_the_panes_and_q_quits(index: Index) -> None:
    async with opened(index) as pilot:
        await press(pilot, "tab")
        assert pilot.app.query_one(DetailPane).has_focus
        await press(pilot, "tab")
        assert pilot.app.query_one(TreePane).has_focus
        await pilot.press("q")
        assert pilot.app.return_code == 0


async def test_q_in_the_search_bar_is_a_letter(index: Index) -> None:
    async with opened(index) as pilot:
        text = await press(pilot, "slash", "q")
        assert pilot.app.is_running
        assert "/ q" in text


async def test_the_selection_shows_without_colour(index: Index) -> None:
    async with opened(index) as pilot:
        await press(pilot, "j")
        marked = [line for line in screen_lines(pilot.app) if "▌" in line]
        assert len(marked) == 1
        assert "Chengdu itself" in marked[0]


async def test_resizing_keeps_the_place_and_changes_the_layout(index: Index) -> None:
    async with opened(index, (120, 40)) as pilot:
        await press(pilot, "j", "j", "l", "j", "l", "j")
        before = crumbs(pilot)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert crumbs(pilot) == before
        tree, detail = pilot.app.query_one(TreePane), pilot.app.query_one(DetailPane)
        assert detail.region.y >= tree.region.bottom
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert detail.region.x >= tree.region.right


async def test_back_from_a_hit_returns_to_where_the_search_began(index: Index) -> None:
    async with opened(index) as pilot:
        await press(pilot, "j", "j", "l", "j")
        before = crumbs(pilot)
        await press(pilot, "slash", *"pottery", "enter")
        assert crumbs(pilot) != before
        await press(pilot, "left_square_bracket")
        assert crumbs(pilot) == before


async def test_enter_on_an_empty_list_of_hits_goes_nowhere(index: Index) -> None:
    async with opened(index) as pilot:
        before = crumbs(pilot)
        text = await press(pilot, "slash", *"zzzz", "enter")
        assert isinstance(pilot.app.focused, QueryInput)
        assert "No record holds all of: zzzz" in text
        await press(pilot, "escape")
        assert crumbs(pilot) == before


async def test_back_from_the_hits_leaves_no_stale_search(index: Index) -> None:
    async with opened(index) as pilot:
        await press(pilot, "3", "enter")
        await press(pilot, "slash", *"busan", "tab", "left_square_bracket")
        assert not pilot.app.query_one(HitsPane).display
        assert f"{len(index)} records" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert pilot.app.query_one(HitsPane).display, "the kept search comes back with escape"


async def test_a_number_that_was_begun_is_forgotten_when_the_page_changes(index: Index) -> None:
    async with opened(index) as pilot:
        assert "1_ ↵ link 1" in await press(pilot, "1")
        await pilot.click(TreePane, offset=(10, 12))
        await pilot.pause()
        here = crumbs(pilot)
        text = await press(pilot, "enter")
        assert "link" not in text.splitlines()[-1].replace("1-9 link", "").replace("select link", "")
        assert crumbs(pilot) == here


async def test_escape_leaves_the_problems_for_where_they_were_asked_for(tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text('format = 1\n[[city]]\nid = "a"\nname = "Aville"\ncountry = "KR"\n')
    (tmp_path / "bad.toml").write_text("format = 2\n")
    async with opened(index_of(tmp_path)) as pilot:
        before = crumbs(pilot)
        assert "bad.toml:1" in await press(pilot, "exclamation_mark")
        await press(pilot, "escape")
        assert crumbs(pilot) == before
        assert pilot.app.query_one(TreePane).has_focus


async def test_opening_a_node_at_the_bottom_brings_what_it_holds_into_view(index: Index) -> None:
    async with opened(index, (80, 24)) as pilot:
        tree = pilot.app.query_one(TreePane)
        await press(pilot, *["j"] * (tree.page_size - 1))
        text = await press(pilot, "l")
        assert "Agreements" in text


async def test_a_page_says_how_much_of_it_is_seen_even_when_narrow(index: Index) -> None:
    async with opened(index, (80, 24)) as pilot:
        assert any(f"/{pilot.app.query_one(DetailPane).line_count}" in line for line in screen_lines(pilot.app))


async def test_what_was_expected_never_stands_among_what_happened(index: Index) -> None:
    for id in index.ids():
        record = index.record(id)
        if isinstance(record, (Agreement, Fact)) and expected(record):
            path = index.place(id)
            assert path is not None
            assert path[2] == "~plans"


async def test_the_last_crumb_is_cut_but_never_left_out(index: Index) -> None:
    async with opened(index, (60, 24)) as pilot:
        await press(pilot, "slash", *"is:overdue", "enter")
        assert "▸ Direct flights" in crumbs(pilot)
        assert cell_len(crumbs(pilot)) <= 60


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
@pytest.mark.parametrize(
    ("most", "keys", "answers"),
    [
        (8, ["slash", *"1996", "enter", "tab", "ctrl+d"], ["since the two cities established ties in 1996"]),
        (9, ["slash", *"gim"], ["Park Bo-saeng", "mayor, 2006"]),
        (8, ["slash", *"500", "space", *"mil"], ["500,000,000 CNY", "74,800,000 USD"]),
    ],
    ids=["the quote about 1996", "the mayor of Gimcheon", "the amount of the fund"],
)
async def test_what_is_asked_before_a_meeting_is_a_few_keys_away(
    index: Index, size: tuple[int, int], most: int, keys: list[str], answers: list[str]
) -> None:
    assert len(keys) <= most
    async with opened(index, size) as pilot:
        seen = " ".join((await press(pilot, *keys)).replace("┃", " ").split())
        assert all(answer in seen for answer in answers)
