"""With no colour at all it shows which pane has the keys, and where the cursors are."""

import pytest
from rich.style import Style

from tests.browser.screen import screen_lines
from tests.made_up import MakeIndex, agreement, city, document, source
from tui.browser.app import TiesApp
from tui.settings.config import read_config

BASE = document(source(), city("home"), city("away"), agreement("tie", "home", "away"))


def style_at(app: TiesApp, x: int, y: int) -> Style:
    """How a cell of the screen is painted, from 0."""
    for segment in app.screen._compositor.render_strips()[y]:
        x -= segment.cell_length
        if x < 0:
            return segment.style or Style()
    return Style()


@pytest.mark.parametrize(("ascii", "corner", "other"), [(False, "┏", "╭"), (True, "+", " ")])
async def test_the_pane_with_the_keys_has_another_frame(
    indexed: MakeIndex, ascii: bool, corner: str, other: str
) -> None:
    app = TiesApp(indexed(BASE), read_config({})._replace(theme="mono", ascii=ascii))
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.pause()
        left, right = app._tree.region, app._detail.region
        top = left.y
        for keys, first, second in (("k", corner, other), ("tab", other, corner), ("slash", other, other)):
            await pilot.press(keys)
            await pilot.pause()
            edge = screen_lines(app)[top].ljust(100)
            assert (edge[left.x], edge[right.x]) == (first, second)


@pytest.mark.parametrize("theme", ["mono", "terminal"])
async def test_the_row_of_the_cursor_and_the_selected_link_can_be_seen(indexed: MakeIndex, theme: str) -> None:
    app = TiesApp(indexed(BASE), read_config({})._replace(theme=theme))
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.pause()
        x, y = app._tree.region.x + 4, app._tree.region.y + 1
        assert style_at(app, x, y).reverse
        assert not style_at(app, x, y + 1).reverse
        await pilot.press("tab", "full_stop")
        await pilot.pause()
        assert style_at(app, x, y).underline
        assert not style_at(app, x, y).reverse
        assert not style_at(app, x, y + 1).underline
        lines = screen_lines(app)
        link = next(n for n, line in enumerate(lines) if "[1]" in line)
        assert style_at(app, lines[link].index("[1]"), link).reverse


async def test_the_place_of_the_next_letter_and_what_matches_can_be_seen(indexed: MakeIndex) -> None:
    app = TiesApp(indexed(BASE), read_config({})._replace(theme="mono"))
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.press("slash", "h", "o")
        await pilot.pause()
        assert style_at(app, 3 + len(app._search.text), app._search.region.y).reverse
        hits = app._hits.region
        found = screen_lines(app)[hits.y + 1].index("Home")
        style = style_at(app, found, hits.y + 1)
        assert style.bold
        assert style.underline
        assert not style_at(app, found + len("Home"), hits.y + 1).bold
