"""The evidence matrix and what was promised in the browser: the keys that open them, and the way back."""

import pytest

from tests.browser.test_surveys import SIZES, reading
from tests.made_up import MakeIndex, city, document, fact, source
from tui.index.index import Index


@pytest.mark.parametrize("size", SIZES)
async def test_x_shows_the_matrix_of_the_record_and_again_its_page(shipped: Index, size: tuple[int, int]) -> None:
    async with reading(shipped, size) as reader:
        reader.app._show_record("chengdu-gimcheon-sister-city")
        before = await reader.look()
        text = await reader.type("x")
        assert "sources of 7 origins" in text
        assert "evidence" in reader.crumbs
        assert reader.page.has_focus
        assert await reader.type("x") == before


async def test_a_source_in_the_matrix_is_followed_by_its_number_and_back_returns_to_it(shipped: Index) -> None:
    async with reading(shipped) as reader:
        reader.app._show_record("chengdu-gimcheon-sister-city")
        await reader.type("x", "1")
        assert reader.app.record == "gochengdu-gimcheon"
        text = await reader.type("left_square_bracket")
        assert "sources of 7 origins" in text


async def test_plus_shows_all_sources_of_the_matrix(shipped: Index) -> None:
    async with reading(shipped) as reader:
        reader.app._show_record("chengdu-gimcheon-sister-city")
        assert "more sources: + shows all" in await reader.type("x")
        assert "[10]" in await reader.type("+")


@pytest.mark.parametrize("size", SIZES)
async def test_w_lists_what_was_promised_overdue_first_with_its_page_beside_it(
    shipped: Index, size: tuple[int, int]
) -> None:
    async with reading(shipped, size) as reader:
        await reader.type("w")
        assert reader.survey.has_focus
        assert reader.app.record == "gimcheon-artists-visit-2016-11"
        text = await reader.type("tab")
        assert "Held by" in text
        await reader.type("escape", "escape")
        assert reader.tree.has_focus


async def test_x_shows_the_matrix_of_what_was_promised_and_escape_returns_to_the_row(shipped: Index) -> None:
    async with reading(shipped) as reader:
        await reader.type("w", "j")
        assert "on one origin only" in await reader.type("x")
        await reader.type("escape")
        assert reader.survey.has_focus
        assert reader.survey.cursor == 1


async def test_capital_w_lists_those_of_the_city_that_the_cursor_is_in(indexed: MakeIndex) -> None:
    hope = {"kind": "expectation", "modality": "hoped"}
    index = indexed(
        document(source(), city("aville"), city("btown"), fact("a", "aville", **hope), fact("b", "btown", **hope))
    )
    async with reading(index) as reader:
        assert "2 promised" in await reader.type("w")
        await reader.type("w")
        text = await reader.type("W")
        assert "Aville: 1 promised" in text
        await reader.type("escape", "G", "W")
        assert "the cursor is in no city" in await reader.look()


async def test_a_base_in_which_nothing_was_promised_says_so(indexed: MakeIndex) -> None:
    async with reading(indexed(document(source(), city("aville")))) as reader:
        text = " ".join((await reader.type("w")).split())
        assert "No record of this base tells of a plan" in text
