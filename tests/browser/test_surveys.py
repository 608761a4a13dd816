"""Lists in place of the tree and pages about a record beside its own: how one gets there, and how one gets out."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

import pytest
from textual.pilot import Pilot

from tests.browser.screen import screen_lines, screen_text
from tests.made_up import index_of
from tui.browser.app import TiesApp
from tui.browser.showing import Aspect
from tui.browser.widgets.detail_pane import DetailPane
from tui.browser.widgets.hits_pane import HitsPane
from tui.browser.widgets.survey_pane import SurveyPane
from tui.browser.widgets.tree_pane import TreePane
from tui.index.index import Index
from tui.loading.where import shipped_base
from tui.settings.actions import Scope
from tui.views.labels import Label
from tui.views.page import Page
from tui.views.palette import Palette
from tui.views.survey import Row, Survey

SIZES = [(120, 40), (80, 24), (40, 12)]


def weighed(index: Index, id: str, width: int, palette: Palette, *, full: bool = False) -> Page:
    page = Page(width, palette, full)
    page.title(f"Weight of {id}", "scales")
    page.add(page.link("Busan", "busan"))
    for line in range(60):
        page.add(page.say(f"line {line}"))
    return page


def cities(index: Index) -> Survey:
    def page(index: Index, width: int, palette: Palette, full: bool) -> Page:
        return weighed(index, "kofu", width, palette)

    rows = [Row(id, Label("", index.title(id), "", "")) for id in ("busan", "gimcheon")]
    return Survey("cities", "3 cities", [*rows, Row("kofu", Label("≠", "Kofu, weighed", "", "now"), page)], "")


def nothing(index: Index) -> Survey:
    return Survey("ships", "no ships", [], "No record of this base names a ship.")


class Reader:
    """Somebody at the keyboard, in a browser that has a survey and an aspect of our own."""

    def __init__(self, pilot: Pilot[None], app: TiesApp) -> None:
        self.pilot = pilot
        self.app = app
        self.survey = app.query_one(SurveyPane)
        self.tree = app.query_one(TreePane)
        self.page = app.query_one(DetailPane)

    async def type(self, *keys: str) -> str:
        await self.pilot.press(*keys)
        return await self.look()

    async def look(self) -> str:
        await self.pilot.pause()
        return screen_text(self.app)

    async def weigh(self, word: str = "weight", scope: Scope = Scope.PAGE) -> str:
        self.app.open_aspect(Aspect(word, weighed, scope))
        return await self.look()

    async def list_cities(self) -> str:
        self.app.open_survey(cities)
        return await self.look()

    @property
    def crumbs(self) -> str:
        return screen_lines(self.app)[0]


@pytest.fixture(scope="module")
def index() -> Index:
    return index_of(shipped_base())


@asynccontextmanager
async def reading(index: Index, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Reader]:
    app = TiesApp(index)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Reader(pilot, app)


@pytest.mark.parametrize("size", SIZES)
async def test_a_survey_stands_in_place_of_the_tree_and_its_page_beside_it(index: Index, size: tuple[int, int]) -> None:
    async with reading(index, size) as reader:
        text = await reader.list_cities()
        assert "Kofu, weighed" in text
        assert reader.survey.has_focus
        await reader.type("G")
        assert reader.app.record == "kofu"
        text = await reader.type("tab")
        assert "Weight of kofu" in text
        assert reader.crumbs.rstrip().endswith("Kōfu")


async def test_enter_goes_to_the_record_in_the_tree_and_back_returns_to_the_row(index: Index) -> None:
    async with reading(index) as reader:
        await reader.list_cities()
        await reader.type("j", "enter")
        assert reader.tree.has_focus
        assert reader.tree.node is not None
        assert reader.tree.node.path[-1] == "gimcheon"
        await reader.type("left_square_bracket")
        assert reader.survey.has_focus
        assert reader.survey.cursor == 1
        assert reader.app.record == "gimcheon"


async def test_escape_leaves_a_survey_for_where_it_was_opened(index: Index) -> None:
    async with reading(index) as reader:
        await reader.type("j", "j", "j")
        before = await reader.type("tab", "j", "tab")
        await reader.list_cities()
        assert await reader.type("escape") == before
        assert reader.tree.has_focus


async def test_a_link_of_a_row_is_followed_and_back_returns_to_the_row(index: Index) -> None:
    async with reading(index) as reader:
        await reader.list_cities()
        await reader.type("G", "tab", "1")
        assert reader.app.record == "busan"
        assert not reader.survey.display or reader.survey.has_class("-away")
        text = await reader.type("left_square_bracket")
        assert "Weight of kofu" in text
        assert reader.survey.cursor == 2


async def test_the_same_survey_asked_for_again_is_left(index: Index) -> None:
    async with reading(index) as reader:
        before = await reader.look()
        await reader.list_cities()
        await reader.list_cities()
        assert await reader.look() == before


async def test_an_empty_survey_says_what_that_means(index: Index) -> None:
    async with reading(index) as reader:
        reader.app.open_survey(nothing)
        text = await reader.look()
        assert "No record of this base names a ship." in text
        assert reader.app.record is None
        await reader.type("enter", "j", "G", "m")
        assert reader.tree.has_focus is False
        await reader.type("escape")
        assert reader.tree.has_focus


async def test_a_search_out_of_a_survey_comes_back_to_it(index: Index) -> None:
    async with reading(index) as reader:
        await reader.list_cities()
        await reader.type("j", "slash", *"airport")
        await reader.type("escape")
        assert reader.survey.cursor == 1
        assert not reader.survey.has_class("-away")


async def test_another_state_of_the_base_keeps_the_survey_and_its_row() -> None:
    async with reading(index_of(shipped_base())) as reader:
        await reader.list_cities()
        await reader.type("j")
        reader.app._take_index(index_of(shipped_base()), frozenset({"gimcheon"}))
        text = await reader.look()
        assert reader.survey.cursor == 1
        assert "● Gimcheon" in text


async def test_where_rows_come_and_go_the_cursor_stays_on_its_record_where_it_is_on_the_screen() -> None:
    ids = [f"row-{n}" for n in range(200)]

    def rows(index: Index) -> Survey:
        found = [Row(id, Label("", id, "", right), weighed_row) for id in ids for right in ("date", "kind")]
        return Survey("rows", f"{len(found)} rows", found, "")

    def weighed_row(index: Index, width: int, palette: Palette, full: bool) -> Page:
        return weighed(index, "kofu", width, palette)

    async with reading(index_of(shipped_base())) as reader:
        reader.app.open_survey(rows)
        await reader.type("1", "0", "1", "j", "1", "0", "k")
        row, top = reader.survey.cursor, reader.survey.top
        assert (reader.app.record, row % 2) == ("row-45", 1)
        ids[:0] = ["first", "second"]
        reader.app._take_index(index_of(shipped_base()), frozenset({"gimcheon"}))
        assert "404 rows" in await reader.look()
        assert (reader.app.record, reader.survey.cursor) == ("row-45", row + 4)
        assert reader.survey.top == top
        ids.remove("row-45")
        reader.app._take_index(index_of(shipped_base()), frozenset({"gimcheon"}))
        assert reader.survey.cursor == row + 4


async def test_an_aspect_is_left_for_the_page_as_it_was(index: Index) -> None:
    async with reading(index) as reader:
        before = await reader.type("tab", "j", "j")
        text = await reader.weigh()
        assert "Weight of chengdu" in text
        assert reader.crumbs.rstrip().endswith("weight")
        await reader.type("G")
        assert await reader.type("escape") == before
        assert reader.page.has_focus


async def test_an_aspect_gives_the_keys_back_to_the_rows_that_it_was_opened_from(index: Index) -> None:
    async with reading(index) as reader:
        before = await reader.look()
        await reader.weigh()
        assert reader.page.has_focus
        await reader.weigh()
        assert await reader.look() == before
        assert reader.tree.has_focus


async def test_one_aspect_after_another_is_one_step_out(index: Index) -> None:
    async with reading(index) as reader:
        before = await reader.look()
        await reader.weigh("weight")
        await reader.weigh("volume")
        assert await reader.type("escape") == before


async def test_back_from_a_link_of_an_aspect_returns_to_the_aspect(index: Index) -> None:
    async with reading(index) as reader:
        await reader.weigh()
        await reader.type("j", "j")
        await reader.type("1")
        assert reader.app.record == "busan"
        assert "Weight" not in await reader.look()
        text = await reader.type("left_square_bracket")
        assert "line 2" in text
        assert reader.crumbs.rstrip().endswith("weight")


async def test_another_row_has_its_own_page_and_not_the_aspect(index: Index) -> None:
    async with reading(index) as reader:
        await reader.weigh()
        text = await reader.type("tab", "j")
        assert "Weight" not in text
        assert not reader.crumbs.rstrip().endswith("weight")


async def test_an_aspect_can_have_keys_of_its_own(index: Index) -> None:
    async with reading(index) as reader:
        await reader.weigh(scope=Scope.HELP)
        assert reader.app.scope is Scope.HELP
        reader.app.close_aspect()
        await reader.type("tab")
        assert reader.app.scope is Scope.PAGE


async def test_quitting_out_of_a_survey_and_an_aspect_keeps_the_place_in_the_tree(index: Index) -> None:
    async with reading(index) as reader:
        await reader.type("j", "j")
        assert reader.tree.node is not None
        place = reader.tree.node.path
        await reader.list_cities()
        await reader.weigh()
        await reader.type("q")
    assert reader.app.state.path == place
    assert reader.app.return_code == 0


async def test_a_filter_that_is_lifted_in_a_survey_leads_to_the_tree(index: Index) -> None:
    async with reading(index) as reader:
        await reader.type("slash", *"mayor", "tab", "f")
        await reader.app.workers.wait_for_complete()
        await reader.list_cities()
        assert reader.survey.has_focus
        text = await reader.type("f")
        assert reader.tree.has_focus
        assert "Kofu, weighed" not in text
        assert "280 records" in text


async def test_a_survey_is_counted_as_long_as_it_is_shown(index: Index) -> None:
    async with reading(index) as reader:
        assert "3 cities" in await reader.list_cities()
        reader.app.look_from(date(2016, 11, 4))
        await reader.app.workers.wait_for_complete()
        text = await reader.look()
        assert "as of 4 November 2016" in text
        assert "3 cities" in text
        assert "records" not in await reader.type("j")
        assert "275 records" in await reader.type("escape")


@pytest.mark.parametrize("out", ["escape", "again"])
async def test_a_survey_that_was_opened_from_hits_leads_back_to_them(index: Index, out: str) -> None:
    async with reading(index) as reader:
        await reader.type("slash", *"airport", "tab", "j")
        hit = reader.app.record
        await reader.list_cities()
        text = await (reader.type("escape") if out == "escape" else reader.list_cities())
        assert "Kofu, weighed" not in text
        assert reader.app.query_one(HitsPane).has_focus
        assert reader.app.record == hit
        assert "11 found" in text
        assert "280 records" in await reader.type("escape")
