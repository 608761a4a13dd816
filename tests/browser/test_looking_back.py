"""The base as of a day in the browser: how one gets there, what is on the screen then, and how one gets out again."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.browser.screen import screen_lines, screen_text, until
from tests.made_up import agreement, city, document, fact, index_of, source
from tui.browser.app import TiesApp
from tui.browser.widgets.chooser import Chooser
from tui.browser.widgets.crumbs import Crumbs
from tui.browser.widgets.tree_pane import TreePane
from tui.index.index import Index
from tui.index.opening import Opening
from tui.loading.where import shipped_base
from tui.settings.config import read_config
from tui.settings.state import State

KEYS = {" ": "space", "-": "minus"}


class Reader:
    """Somebody at the keyboard."""

    def __init__(self, pilot: Pilot[None], app: TiesApp) -> None:
        self.pilot = pilot
        self.app = app
        self.tree = app.query_one(TreePane)

    async def type(self, *keys: str) -> str:
        await self.pilot.press(*(KEYS.get(key, key) for key in keys))
        await self.pilot.pause()
        return screen_text(self.app)

    async def look_from(self, day: str) -> str:
        await self.type("a", *day, "enter")
        return await self.until_it_is_shown()

    async def until_it_is_shown(self) -> str:
        return await self.until(lambda: not any("…" in words for words in self.app.query_one(Crumbs).day))

    async def until(self, condition: Callable[[], object]) -> str:
        await until(self.pilot, condition, "what the day brings")
        await self.pilot.pause()
        return screen_text(self.app)

    @property
    def crumbs(self) -> str:
        return screen_lines(self.app)[0]


@pytest.fixture(scope="module")
def index() -> Index:
    return index_of(shipped_base())


@asynccontextmanager
async def reading(
    index: Index, start: str | None = None, *, size: tuple[int, int] = (120, 40), state: State | None = None
) -> AsyncIterator[Reader]:
    app = TiesApp(index, start=start, state=state)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Reader(pilot, app)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_takes_a_day_and_the_top_line_says_it(index: Index, size: tuple[int, int]) -> None:
    async with reading(index, "park-bo-saeng", size=size) as reader:
        assert "as of" not in reader.crumbs
        shown = await reader.look_from("2016-11-04")
        assert " as of 4 November 2016 " in reader.crumbs
        assert "in office then" in shown


async def test_where_there_is_little_room_the_day_is_a_short_one(index: Index) -> None:
    async with reading(index, size=(40, 16)) as reader:
        await reader.look_from("2016")
        assert " as of 2016-12-31 " in reader.crumbs


async def test_the_days_of_the_shown_record_are_there_to_choose_from(index: Index) -> None:
    async with reading(index, "park-bo-saeng") as reader:
        shown = await reader.type("a")
        for day, words in (
            ("30 June 2018", "ended as Mayor"),
            ("31 December 2006", "began as Mayor"),
            ("4 November 2016", "published: China Daily"),
        ):
            (line,) = [line for line in shown.splitlines() if day in line]
            assert words in line
        days = ("31 December 2006", "4 November 2016", "30 June 2018", "today")
        assert sorted(days, key=shown.index) == list(days), "the earliest first"


async def test_what_is_no_day_is_not_taken(index: Index) -> None:
    async with reading(index) as reader:
        shown = await reader.type("a", *"2016/2018")
        assert "not a day" in shown
        await reader.type("enter")
        assert reader.app.query_one(Chooser).display
        await reader.type("escape")
        assert "as of" not in reader.crumbs


async def test_escape_goes_back_to_what_is_known_today(index: Index) -> None:
    async with reading(index) as reader:
        before = await reader.type()
        assert await reader.look_from("2011") != before
        assert await reader.type("escape") == before


async def test_today_is_the_first_choice_of_who_looks_back(index: Index) -> None:
    async with reading(index) as reader:
        before = await reader.type()
        await reader.look_from("2011")
        assert await reader.type("a", "enter") == before


async def test_the_tree_and_every_view_of_it_are_as_of_that_day(index: Index) -> None:
    async with reading(index) as reader:
        await reader.look_from("2011")
        for key in "coykspc":
            await reader.type("v", key)
            then = index.at(date(2011, 12, 31)).tree(reader.tree.view)
            assert [row.total for row in reader.tree.arranged.roots()] == [row.total for row in then.roots()]
            assert reader.tree.arranged.place("chengdu-daegu") is None


async def test_who_is_at_what_came_later_is_taken_to_what_it_stands_below(index: Index) -> None:
    async with reading(index, "chengdu-daegu") as reader:
        await reader.look_from("2011")
        assert reader.tree.node
        assert reader.tree.node.path == ("chengdu",)


async def test_a_search_and_a_filter_find_what_was_there(index: Index) -> None:
    async with reading(index) as reader:
        await reader.look_from("2011")
        shown = await reader.type("/", *"daegu")
        assert "Sister-city tie" not in shown
        await reader.type("tab", "f")
        await reader.until(lambda: "only" in screen_text(reader.app))
        assert reader.tree.arranged.place("chengdu-daegu") is None
        await reader.type("escape", "escape", "escape", "escape")
        assert "as of" not in reader.crumbs


async def test_hits_on_the_screen_follow_the_day(index: Index) -> None:
    async with reading(index) as reader:
        await reader.type("/", *"chengdu-daegu", "tab", "tab")
        shown = await reader.look_from("2011")
        assert "dated later than 31 December 2011" in shown


async def test_before_everything_an_empty_tree_says_why(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(
        document(source("s"), city("aville"), fact("f", "aville", date="2005", evidence=[{"source": "s"}])),
        encoding="utf-8",
    )
    async with reading(index_of(tmp_path)) as reader:
        await reader.type("v", "y")
        shown = await reader.look_from("1000")
        assert "dated later than 31 December 1000" in shown
        assert "2005" in await reader.type("escape")


async def test_the_next_run_begins_with_what_is_known_today(index: Index) -> None:
    async with reading(index) as reader:
        await reader.look_from("2011")
        await reader.type("q")
        assert "as of" not in reader.crumbs
        state = reader.app.state
    async with reading(index, state=state) as reader:
        assert "as of" not in reader.crumbs


async def test_a_browser_can_begin_as_of_a_day(index: Index) -> None:
    async with reading(index.at(date(2011, 12, 31))) as reader:
        assert " as of 31 December 2011 " in reader.crumbs
        assert reader.app.shown_index is index
        await reader.type("escape")
        assert "as of" not in reader.crumbs


async def test_a_base_that_changes_is_still_seen_from_that_day(tmp_path: Path) -> None:
    folder = tmp_path / "base"
    folder.mkdir()
    things = (source(), city("aville"), city("bville"))
    (folder / "a.toml").write_text(document(*things), encoding="utf-8")
    ties = folder / "b.toml"
    ties.write_text(document(agreement("old", "aville", "bville", title="Old tie", date="1999")), encoding="utf-8")
    opening = Opening(folder, {}, keep=False)
    app = TiesApp(opening.open(lambda done, of: None), read_config({})._replace(live=0.05), opening=opening)
    async with app.run_test(size=(120, 40)) as pilot:
        reader = Reader(pilot, app)
        await reader.look_from("2000")
        await reader.type("*")
        new = agreement("new", "aville", "bville", title="New tie", date="2005")
        other = agreement("other", "aville", "bville", title="Other tie", date="1998")
        ties.write_text(document(new, other), encoding="utf-8")
        await reader.until(lambda: "Other tie" in screen_text(app))
        shown = await reader.until_it_is_shown()
        assert " as of 31 December 2000 " in reader.crumbs
        assert "New tie" not in shown
        assert "New tie" in await reader.type("escape")
