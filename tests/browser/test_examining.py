"""The keys that list what sources disagree on, and show the ties of a city from both sides."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.browser.screen import screen_lines, screen_text
from tests.made_up import MakeIndex, agreement, city, document, fact, index_of, source
from tui.browser.app import TiesApp
from tui.browser.widgets.survey_pane import SurveyPane
from tui.browser.widgets.tree_pane import TreePane
from tui.index.index import Index
from tui.loading.where import shipped_base
from tui.settings.config import Config, read_config

SIZES = [(120, 40), (80, 24), (40, 12)]


@pytest.fixture(scope="module")
def index() -> Index:
    return index_of(shipped_base())


@asynccontextmanager
async def reading(
    index: Index, size: tuple[int, int] = (120, 40), config: Config | None = None
) -> AsyncIterator[tuple[TiesApp, Pilot[None]]]:
    app = TiesApp(index, config)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


@pytest.mark.parametrize("size", SIZES)
async def test_c_lists_what_is_contested_and_c_again_leaves_the_list(index: Index, size: tuple[int, int]) -> None:
    async with reading(index, size) as (app, pilot):
        before = screen_text(app)
        await pilot.press("c")
        await pilot.pause()
        assert app.query_one(SurveyPane).has_focus
        assert "≠ Start-up fund" in screen_text(app)
        await pilot.press("c")
        await pilot.pause()
        assert screen_text(app) == before


async def test_the_values_stand_side_by_side_beside_the_list_and_enter_goes_to_the_record(index: Index) -> None:
    async with reading(index) as (app, pilot):
        await pilot.press("c", *"jjjjj")
        await pilot.pause()
        assert any("7 November 2000" in line and "│ 1996" in line for line in screen_lines(app))
        await pilot.press("enter")
        await pilot.pause()
        assert app.query_one(TreePane).has_focus
        assert app.record == "chengdu-gimcheon-sister-city"
        assert "Sources disagree on the date · settled · 6 sources, 5 origins" in screen_text(app)


async def test_at_80_by_24_two_values_stand_beside_each_other(index: Index) -> None:
    async with reading(index, (80, 24)) as (app, pilot):
        await pilot.press("c", "j", "j", "j")
        await pilot.pause()
        assert "2 values · 2 sources, 2 origins" in screen_text(app)
        await pilot.press("tab")
        await pilot.pause()
        assert any("March 2016" in line and "│ April 2016" in line for line in screen_lines(app))


async def test_a_link_to_another_record_is_followed_from_its_value(indexed: MakeIndex) -> None:
    ties = [agreement("tie", "a", "b", date="1996"), agreement("rival", "b", "a", date="2000")]
    async with reading(indexed(document(source(), city("a"), city("b"), *ties))) as (app, pilot):
        await pilot.press("c", "tab")
        await pilot.pause()
        (line,) = [line for line in screen_lines(app) if "in the record" in line]
        await pilot.press(line.split("Title of rival[")[1][0])
        await pilot.pause()
        assert app.record == "rival"


async def test_a_base_without_a_disagreement_says_so(indexed: MakeIndex) -> None:
    async with reading(indexed(document(source(), city("a"), fact("f", "a")))) as (app, pilot):
        await pilot.press("c")
        await pilot.pause()
        assert "No two sources of this base contradict each other." in screen_text(app)


async def test_rows_and_columns_are_in_ascii_where_there_is_nothing_else(index: Index) -> None:
    async with reading(index, config=read_config({})._replace(ascii=True)) as (app, pilot):
        await pilot.press("c", *"jjjjj")
        await pilot.pause()
        text = screen_text(app)
        assert "!= Start-up fund" in text
        assert "Chengdu <-> Gimcheon - 2000-11-07" in text
        assert "│ 1996" not in text
        assert "| 1996" in text


@pytest.mark.parametrize("size", SIZES)
async def test_r_shows_the_ties_from_both_sides_and_r_again_the_page(index: Index, size: tuple[int, int]) -> None:
    async with reading(index, size) as (app, pilot):
        before = screen_text(app)
        await pilot.press("r")
        await pilot.pause()
        assert "34 on both its lists" in screen_text(app)
        assert "both sides" in screen_lines(app)[0]
        await pilot.press("r")
        await pilot.pause()
        assert screen_text(app) == before


async def test_a_partner_in_the_table_is_followed_and_back_returns_to_the_table(index: Index) -> None:
    async with reading(index) as (app, pilot):
        await pilot.press("r", "3", "enter")
        await pilot.pause()
        assert app.record == "busan"
        await pilot.press("left_square_bracket")
        await pilot.pause()
        assert "On no list of either side: Busan" in screen_text(app)


async def test_what_is_contested_is_seen_anew_when_a_file_changes(tmp_path: Path) -> None:
    tie, rival = agreement("tie", "a", "b", date="1996"), agreement("rival", "b", "a", date="2000")
    file = tmp_path / "a.toml"
    places = document(source(), city("a"), city("b"), tie)
    file.write_text(places)
    app = TiesApp(index_of(tmp_path))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("c")
        await pilot.pause()
        assert "No two sources" in screen_text(app)
        file.write_text(places + rival)
        app._take_index(index_of(tmp_path), frozenset())
        await pilot.pause()
        assert len(app.query_one(SurveyPane).survey.rows) == 2
