"""The brief in the detail pane, and references as copies: by their keys."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.browser.screen import screen_text
from tests.browser.test_actions import Reader
from tests.made_up import index_of
from tui.browser.app import TiesApp
from tui.index.index import Index
from tui.loading.where import shipped_base


@pytest.fixture(scope="module")
def index() -> Index:
    return index_of(shipped_base())


@asynccontextmanager
async def reading(index: Index, *path: str, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Reader]:
    """A reader at a node of the tree."""
    app = TiesApp(index)
    async with app.run_test(size=size) as pilot:
        reader = Reader(pilot, app)
        if path:
            reader.tree.reveal(path)
        await pilot.pause()
        yield reader


async def test_b_shows_the_brief_of_a_city_and_again_its_page(index: Index) -> None:
    async with reading(index, "gimcheon") as reader:
        shown = await reader.type("b")
        assert "brief" in reader.crumbs
        assert "NAMES, AND HOW TO SAY THEM" in shown
        assert "say gim-cheon-si" in shown
        assert "Gimcheon with" not in shown
        again = await reader.type("b")
        assert "HOW TO SAY" not in again
        assert "brief" not in reader.crumbs


@pytest.mark.parametrize(
    "path",
    [
        ("gimcheon", "chengdu"),
        ("gimcheon", "chengdu", "~events", "park-visit-2015"),
    ],
)
async def test_below_a_partner_it_is_the_brief_of_both(index: Index, path: tuple[str, ...]) -> None:
    async with reading(index, *path) as reader:
        assert "Gimcheon with Chengdu" in await reader.type("b")
        await reader.type("escape")
        assert reader.tree.node is not None
        assert reader.tree.node.path == path


async def test_a_hit_has_the_brief_of_where_it_stands(index: Index) -> None:
    async with reading(index) as reader:
        await reader.type("/", *"pottery symposium", "tab")
        assert "Chengdu with Gimcheon" in await reader.type("b")


async def test_what_belongs_to_no_city_has_no_brief(index: Index) -> None:
    async with reading(index, "~sources", "china-daily-2016-11-04") as reader:
        assert "belongs to no city" in await reader.type("b")
        assert "brief" not in reader.crumbs


async def test_a_number_leads_from_the_brief_to_its_source_and_back(index: Index) -> None:
    async with reading(index, "gimcheon", "chengdu") as reader:
        await reader.type("b")
        assert "Chengdu.cn" in await reader.type("1", "enter")
        assert "Gimcheon with Chengdu" in await reader.type("[")
        assert "brief" in reader.crumbs


async def test_all_of_a_brief_is_shown_on_demand(index: Index) -> None:
    async with reading(index, "gimcheon", "chengdu", size=(120, 100)) as reader:
        assert "Left out" in await reader.type("b")
        assert "Left out" not in await reader.type("+", "G")


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_the_brief_fits_a_small_screen(index: Index, size: tuple[int, int]) -> None:
    async with reading(index, "gimcheon", "chengdu", size=size) as reader:
        assert "Gimcheon with Chengdu" in await reader.type("b")


@pytest.mark.parametrize(
    ("key", "begins"),
    [("c", "“its exchanges"), ("b", "@article{china-daily-2016-11-04,"), ("r", "TY  - NEWS"), ("s", "[\n  {\n")],
)
async def test_references_are_printed_by_their_keys(index: Index, key: str, begins: str) -> None:
    async with reading(index, "gimcheon", "chengdu", "~statements", "park-on-exchanges") as reader:
        await reader.type("p", key)
        (printed,) = reader.app.printed
        assert printed.startswith(begins)
        assert "will be printed" in screen_text(reader.app)


async def test_a_record_without_sources_has_no_references(index: Index) -> None:
    async with reading(index, "gimcheon") as reader:
        assert "names no source" in await reader.type("p", "b")
        assert reader.app.printed == ()
