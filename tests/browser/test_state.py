"""What a run leaves for the next one: where the reader was, what was open, marked, searched for and chosen."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.browser.screen import screen_lines, screen_text
from tests.made_up import MakeIndex, agreement, city, document, fact, partner, source
from tui.browser.app import TiesApp
from tui.browser.stage import NARROWEST, SPLIT, WIDEST
from tui.browser.widgets.search_bar import SearchBar
from tui.browser.widgets.tree_pane import TreePane
from tui.index.index import Index
from tui.settings.config import Config, read_config
from tui.settings.state import State, read_state, write_state

KEYS = {" ": "space"}
WIDE = (120, 40)


def text(*, without: str = "") -> str:
    records = {
        "tie": agreement("tie", "aville", "bville", title="Old tie", date="1999"),
        "pact": agreement("pact", "bville", "acme", title="Pact of makers", date="2003"),
        "talk": fact("talk", "cville", text="Talk of the town", date="2001"),
        "acme": partner("acme", city="aville"),
    }
    cities = [city(id) for id in ("aville", "bville", "cville")]
    return document(source(), *cities, *(record for id, record in records.items() if id != without))


@pytest.fixture
def index(indexed: MakeIndex) -> Index:
    return indexed(text())


class Run:
    """One run of the browser."""

    def __init__(self, app: TiesApp) -> None:
        self.app = app

    @property
    def text(self) -> str:
        return screen_text(self.app)

    @property
    def panes(self) -> list[str]:
        """The screen without what is told above and below the panes."""
        return screen_lines(self.app)[2:-1]

    @property
    def row(self) -> str:
        return next(line.partition("││")[0] for line in screen_lines(self.app) if "▌" in line)


@asynccontextmanager
async def run(
    index: Index,
    state: State | None,
    *keys: str,
    start: str | None = None,
    config: Config | None = None,
    notices: tuple[str, ...] = (),
    size: tuple[int, int] = WIDE,
) -> AsyncIterator[Run]:
    app = TiesApp(index, config, state=state, start=start, notices=notices)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press(*(KEYS.get(key, key) for key in keys))
        await pilot.pause()
        yield Run(app)
        await pilot.press("ctrl+q")


async def state_after(index: Index, *keys: str, state: State | None = None) -> State:
    """What is to be remembered after these keys."""
    async with run(index, state, *keys) as ran:
        pass
    return ran.app.state


async def test_the_next_run_shows_the_same_rows_page_and_cursor(index: Index) -> None:
    async with run(index, None, "-", "j", "l", "j", "l", "j", "l") as first:
        before, row = first.panes, first.row
    async with run(index, first.app.state) as second:
        assert second.panes == before
        assert second.row == row


async def test_rows_that_were_closed_stay_closed(index: Index) -> None:
    state = await state_after(index, "-", "j")
    async with run(index, state) as second:
        assert second.app.query_one(TreePane).line_count == len(index.roots())
        assert "Bville" in second.row


@pytest.mark.parametrize(("key", "view"), [("o", "country"), ("y", "year"), ("k", "kind"), ("s", "source")])
async def test_the_view_comes_back_with_the_place_in_it(index: Index, key: str, view: str) -> None:
    async with run(index, None, "slash", *"talk", "enter", "v", key) as first:
        before, row = first.panes, first.row
        assert f"by {view}" in first.text
    async with run(index, first.app.state) as second:
        assert f"by {view}" in second.text
        assert second.panes == before
        assert second.row == row


async def test_marks_come_back_in_their_order(index: Index) -> None:
    keys = ("slash", *"talk", "enter", "m", "slash", *["backspace"] * 4, *"pact", "enter", "m")
    state = await state_after(index, *keys)
    assert state.marks == ("talk", "pact")
    async with run(index, state) as second:
        assert "◆ Pact of makers" in second.row
    async with run(index, state, "'") as third:
        listed = third.text[third.text.index("Marked records") :]
        assert 0 < listed.index("Talk of the town") < listed.index("Pact of makers")


async def test_searches_come_back_newest_first(index: Index) -> None:
    state = await state_after(index, "slash", *"talk", "enter", "escape", "escape", "slash", *"pact", "escape")
    assert state.searches == ("talk", "pact")
    async with run(index, state, "slash", "up") as second:
        assert second.app.query_one(SearchBar).text == "pact"
    async with run(index, state, "slash", "up", "up") as third:
        assert third.app.query_one(SearchBar).text == "talk"


async def test_while_hits_are_shown_the_place_before_the_search_is_what_is_remembered(index: Index) -> None:
    state = await state_after(index, "-", "j", "slash", *"talk", "down")
    async with run(index, state) as second:
        assert "Bville" in second.row
        assert second.app.query_one(SearchBar).text == ""


async def test_the_share_of_the_tree_comes_back_and_an_untouched_one_stays_unset(index: Index) -> None:
    assert (await state_after(index)).split is None
    async with run(index, None, ">", ">") as first:
        width = first.app.query_one(TreePane).size.width
    assert first.app.state.split == SPLIT + 10
    async with run(index, first.app.state) as second:
        assert second.app.query_one(TreePane).size.width == width


@pytest.mark.parametrize(("split", "held"), [(1, NARROWEST), (99, WIDEST), (-5, NARROWEST)])
async def test_a_share_out_of_bounds_is_brought_within_them(index: Index, split: int, held: int) -> None:
    async with run(index, State(split=split), size=(300, 40)) as ran:
        share = 100 * ran.app.query_one(TreePane).outer_size.width / 300
        assert abs(share - held) < 2


async def test_the_theme_comes_back_unless_the_configuration_names_one(index: Index) -> None:
    state = await state_after(index, "T")
    assert state.theme == "day"
    async with run(index, state) as second:
        assert second.app.theme == "ties-day"
    assert second.app.state.theme == "day"
    for theme in ("night", "terminal", "mono"):
        async with run(index, state, config=read_config({})._replace(theme=theme)) as third:
            assert third.app.theme == f"ties-{theme}"


async def test_a_theme_that_is_none_is_passed_over(index: Index) -> None:
    async with run(index, State(theme="sepia", view="by moon")) as ran:
        assert ran.app.theme == "ties-night"
        assert ran.app.query_one(TreePane).view == "city"


async def test_a_record_that_is_gone_is_passed_over(indexed: MakeIndex) -> None:
    whole = indexed(text())
    state = await state_after(whole, "slash", *"talk", "enter", "m", "slash", "escape")
    assert state.marks == ("talk",)
    less = indexed(text(without="talk"))
    async with run(less, state, "'") as ran:
        assert "1 not in this base now" in ran.text
        assert "Talk of the town" not in ran.text
    # It may come back: its mark is kept.
    assert ran.app.state.marks == ("talk",)
    async with run(less, state, "j", "k") as ran:
        assert ran.app.query_one(TreePane).has_focus


async def test_a_place_that_never_was_begins_at_the_top(index: Index) -> None:
    state = State(path=("nowhere", "~agreements", "none"), open=(("nowhere",), ("aville", "~none")), marks=("none",))
    async with run(index, state, "j", "k") as ran:
        assert "Aville" in ran.row


async def test_an_id_to_begin_with_comes_before_the_place_that_is_remembered(index: Index) -> None:
    state = await state_after(index, "slash", *"talk", "enter")
    async with run(index, state, start="pact") as ran:
        assert "Pact of makers" in ran.row
        assert ran.app.record == "pact"
    async with run(index, replace(state, view="year"), start="pact") as ran:
        assert "Pact of makers" in ran.row
        assert "by year" in ran.text


async def test_notices_are_shown_at_the_start_and_the_first_key_takes_them_away(index: Index) -> None:
    async with run(index, None, notices=("something is amiss",)) as ran:
        assert screen_lines(ran.app)[-1] == " something is amiss"
    async with run(index, None, "j", notices=("something is amiss",)) as ran:
        assert "something is amiss" not in ran.text


async def test_of_several_notices_their_number_is_told_even_where_the_line_is_short(index: Index) -> None:
    notices = ("a mistake in the first of many lines of a file", "b", "c")
    async with run(index, None, notices=notices, size=(60, 20)) as ran:
        assert screen_lines(ran.app)[-1].startswith(" 3 notices, told again after leaving; the first: a mist")


async def test_what_is_remembered_goes_through_its_file_unharmed(index: Index, tmp_path: Path) -> None:
    environment = {"XDG_STATE_HOME": str(tmp_path / "state")}
    async with run(index, None, "slash", *"talk", "enter", "m", "T", "<") as first:
        row = first.row
    assert write_state(tmp_path, first.app.state, environment) is None
    state, notice = read_state(tmp_path, environment)
    assert notice is None
    async with run(index, state, "slash", "escape") as second:
        assert second.row == row
        assert "◆" in second.row
        assert second.app.theme == "ties-day"
        assert second.app.state.split == SPLIT - 5
        assert second.app.state.searches == ("talk",)
