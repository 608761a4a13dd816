"""What no one wished for: files that vanish under the reader, pages without end, names without end, tiny windows."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from tests.browser.screen import screen_lines, screen_text
from tests.made_up import MakeFolder, MakeIndex, agreement, city, document, fact, index_of, partner, source, table
from tui.browser.app import TiesApp
from tui.browser.widgets.detail_pane import DetailPane
from tui.browser.widgets.search_bar import SearchBar
from tui.browser.widgets.tree_pane import TreePane
from tui.index.index import Index
from tui.index.opening import Opening

WAIT = 500  # lines of a page that nobody has to wait for


@asynccontextmanager
async def browsing(index: Index, size: tuple[int, int] = (80, 24), **more: object) -> AsyncIterator[Pilot[None]]:
    app = TiesApp(index, **more)  # type: ignore[arg-type]
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot


async def press(pilot: Pilot[None], *keys: str) -> str:
    await pilot.press(*keys)
    await pilot.pause()
    return screen_text(pilot.app)


def page(pilot: Pilot[None]) -> DetailPane:
    return pilot.app.query_one(DetailPane)


# Files


@pytest.fixture
def files(folder: MakeFolder) -> Path:
    return folder(
        {
            "cities.toml": document(source(), city("aville"), city("bville")),
            "ties.toml": document(agreement("tie", "aville", "bville", title="Bridge of friends")),
        }
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda file: file.unlink(),
        lambda file: file.write_text("shorter\n"),
        lambda file: file.write_text("# a line more\n" * 40 + file.read_text()),
        lambda file: file.write_bytes(b"\xff\xfe\x00" * 999),
        lambda file: (file.unlink(), file.mkdir()),
    ],
    ids=["gone", "shorter", "moved", "no text", "a folder"],
)
async def test_a_page_whose_file_is_another_says_so_and_the_browser_goes_on(files: Path, change: object) -> None:
    async with browsing(index_of(files)) as pilot:
        assert callable(change)
        change(files / "ties.toml")
        text = await press(pilot, "l", "l", "l", "l", "l")
        assert "Being read again" in text or "being read again" in text
        text = await press(pilot, "g")
        assert "Aville" in text
        for key in ("y", "t", "m", "o", "e", "slash", "b", "escape", "escape", "v", "k", "v", "c", "asterisk", "G"):
            await press(pilot, key)
        assert "Aville" in await press(pilot, "g")
        assert pilot.app.is_running


async def test_a_page_that_could_not_be_read_is_shown_when_it_can_be(files: Path) -> None:
    opening = Opening(files, {}, keep=False)
    async with browsing(opening.open(lambda done, of: None), opening=opening) as pilot:
        file = files / "ties.toml"
        file.write_text("# one line more\n" + file.read_text().replace("Bridge", "Tunnel"))
        await press(pilot, "slash", *"friends", "enter")
        await pilot.app.workers.wait_for_complete()
        text = await press(pilot)
        assert "Tunnel of friends" in text
        assert "eing read again" not in text


# Pages


def quoted(count: int) -> str:
    evidence = [{"source": "paper", "quote": f"Quote number {n}."} for n in range(count)]
    return document(source(), city("aville"), fact("it", "aville", evidence=evidence))


async def test_of_2000_quotes_some_are_shown_and_all_when_asked_for(indexed: MakeIndex) -> None:
    async with browsing(indexed(quoted(2000))) as pilot:
        text = await press(pilot, "slash", *"text", "enter", "tab", "G")
        assert "1,980 more quotes: + shows all" in text
        assert page(pilot).line_count < WAIT
        text = await press(pilot, "plus", "G")
        assert "Quote number 1999." in text
        assert page(pilot).line_count > 4000
        text = await press(pilot, "g")
        assert "Quote number 0." in text
        await press(pilot, "plus")
        assert page(pilot).line_count < WAIT


async def test_of_a_quote_of_a_megabyte_the_beginning_is_shown_and_all_when_asked_for(indexed: MakeIndex) -> None:
    quote = "word " * 199_000 + "the very end"
    long = fact("it", "aville", evidence=[{"source": "paper", "quote": quote}])
    async with browsing(indexed(document(source(), city("aville"), long))) as pilot:
        text = await press(pilot, "slash", *"text", "enter", "tab", "G")
        assert "more characters: + shows all" in text
        assert page(pilot).line_count < WAIT
        text = await press(pilot, "plus", "G")
        assert "the very end”" in text
        assert page(pilot).line_count > 10_000


# Names

LONG = {
    "latin": "Aville-upon-a-very-long-river " * 13 + "Endofname",
    "no blanks": "x" * 390 + "Endofname",
    "wide": "金泉市" * 66 + "終",
    "joined": "👩‍👩‍👧‍👦" * 90 + "e\u0301" * 40,
    "two ways": "مدينة " * 60 + "עיר",
}


@pytest.mark.parametrize("name", LONG.values(), ids=LONG)
@pytest.mark.parametrize("size", [(140, 40), (80, 24), (40, 12), (30, 8)])
async def test_no_line_is_wider_than_the_screen_however_long_names_are(
    indexed: MakeIndex, name: str, size: tuple[int, int]
) -> None:
    index = indexed(
        document(
            source(title=name, publisher=name),
            city("a", name=name, aliases=[name + "1"], names={"ko": name}),
            city("b", "CN", name=name),
            partner("p", name=name, city="a"),
            table("person", id="m", name=name, role=[{"title": name, "of": "a"}]),
            agreement("t", "a", "b", title=name, date="2001", date_wording=name, aims=[name]),
            agreement("u", "a", "p", title=name, text=name, note=name),
            fact("f", "a", "m", text=name, speaker="m", evidence=[{"source": "paper", "quote": name, "note": name}]),
        )
    )
    async with browsing(index, size) as pilot:
        walk = [(), ("asterisk",), ("G",), ("g", "l", "j", "l"), ("tab",), ("G",), ("tab",), ("space",), ("escape",)]
        walk += [("v", "k"), ("v", "y"), ("v", "s"), ("v", "c"), ("slash", *name[:3]), ("down",), ("enter",), ("m",)]
        walk += [("apostrophe",), ("escape",), ("colon",), ("escape",), ("question_mark",), ("escape",), ("y", "i")]
        for keys in walk:
            await press(pilot, *keys)
            lines = screen_lines(pilot.app)
            assert len(lines) == size[1]
            assert [line for line in lines if cell_len(line) > size[0]] == []
            assert pilot.app.is_running


async def test_the_end_of_a_long_name_can_be_read_on_its_page(indexed: MakeIndex) -> None:
    name = LONG["latin"]
    async with browsing(indexed(document(source(), city("a", name=name)))) as pilot:
        text = await press(pilot, "tab")
        assert "Endofname" in text


async def test_a_query_longer_than_the_screen_shows_what_is_typed_last(indexed: MakeIndex) -> None:
    async with browsing(indexed(document(source(), city("aville")))) as pilot:
        text = await press(pilot, "slash", *"abcdefghij" * 12, *"lastword")
        assert "lastword" in text.splitlines()[1]
        assert all(cell_len(line) <= 80 for line in text.splitlines())


# Windows


@pytest.fixture
def small(indexed: MakeIndex) -> Index:
    return indexed(document(source(), city("aville"), city("bville"), agreement("tie", "aville", "bville")))


async def test_a_window_of_20_by_5_says_what_it_needs_and_grown_shows_what_was_there(small: Index) -> None:
    async with browsing(small) as pilot:
        before = await press(pilot, "l", "j")
        await pilot.resize_terminal(20, 5)
        text = await press(pilot)
        assert "20×5 is too small" in " ".join(text.split())
        assert "30×8" in text
        await press(pilot, "j", "slash", "x", "enter", "escape", "v", "y")
        await pilot.resize_terminal(80, 24)
        assert await press(pilot) == before


async def test_a_window_that_becomes_large_is_never_called_small(small: Index) -> None:
    async with browsing(small, (20, 5)) as pilot:
        await pilot.resize_terminal(80, 24)
        text = await press(pilot)
        assert "too small" not in text
        assert "Aville" in text


async def test_letters_typed_while_the_window_changes_all_arrive_where_they_were_meant_to(small: Index) -> None:
    sizes = [(80, 24), (140, 40), (59, 10), (31, 9), (300, 90), (40, 12)]
    async with browsing(small) as pilot:
        await press(pilot, "slash")
        for n, letter in enumerate("bville"):
            await pilot.resize_terminal(*sizes[n % len(sizes)])
            await pilot.press(letter)
        await pilot.resize_terminal(80, 24)
        text = await press(pilot)
        assert pilot.app.query_one(SearchBar).text == "bville"
        assert "/ bville" in text
        await press(pilot, "enter")
        assert pilot.app.query_one(TreePane).has_focus
