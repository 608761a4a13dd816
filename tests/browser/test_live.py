"""What changes on the disk while it is shown: seen without a key, marked for a while, the reader left in place."""

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.browser.screen import screen_lines, screen_text, until
from tests.made_up import agreement, city, document, fact, source
from tui.browser import living
from tui.browser.app import TiesApp
from tui.browser.widgets.detail_pane import DetailPane
from tui.browser.widgets.tree_pane import TreePane
from tui.index.opening import Opening
from tui.settings.config import read_config

OFTEN = read_config({})._replace(live=0.05)


def file_of(title: str) -> str:
    ties = agreement("tie", "aville", "bville", title=title, date="2001") + agreement(
        "older", "aville", "bville", kind="exchange", title="Another tie", date="1999"
    )
    return document(ties)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    folder = tmp_path / "base"
    folder.mkdir()
    (folder / "a.toml").write_text(document(source(), city("aville"), city("bville")), encoding="utf-8")
    (folder / "b.toml").write_text(file_of("Old tie"), encoding="utf-8")
    return folder


class Screen:
    """An app that runs, and what is on its screen."""

    def __init__(self, pilot: Pilot[None], app: TiesApp) -> None:
        self.pilot = pilot
        self.app = app

    @property
    def text(self) -> str:
        return screen_text(self.app)

    @property
    def tree(self) -> TreePane:
        return self.app.query_one(TreePane)

    @property
    def cursor_row(self) -> str:
        return next(line.partition("││")[0] for line in screen_lines(self.app) if "▌" in line)

    async def until(self, condition: Callable[[], object], what: str) -> None:
        """Without a key, until something holds."""
        await until(self.pilot, condition, what)

    async def shows(self, *words: str) -> None:
        await self.until(lambda: all(word in self.text for word in words), f"{words} on the screen")

    async def shows_no(self, word: str) -> None:
        await self.until(lambda: word not in self.text, f"{word} off the screen")


@asynccontextmanager
async def live(base: Path, *keys: str) -> AsyncIterator[Screen]:
    """The browser of a base, which looks at it often; some keys are pressed first."""
    opening = Opening(base, {}, keep=False)
    app = TiesApp(opening.open(lambda done, of: None), OFTEN, opening=opening)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        yield Screen(pilot, app)


TO_OLD_TIE = ("slash", *"old", "enter")


async def test_a_changed_file_is_shown_without_a_key_and_the_place_is_kept(base: Path) -> None:
    async with live(base, *TO_OLD_TIE) as screen:
        assert "Old tie" in screen.cursor_row
        row = screen.tree.cursor
        (base / "b.toml").write_text(file_of("New tie of bridges"), encoding="utf-8")
        await screen.shows("▸ Agreements ▸ New tie of bridges")
        await screen.shows_no("Old tie")
        assert screen.tree.cursor == row
        assert "New tie of bridges" in screen.cursor_row


async def test_what_changed_is_marked_and_nothing_else_and_the_mark_goes_away(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(living, "SHOWN_AS_CHANGED", 1.0)
    async with live(base, *TO_OLD_TIE) as screen:
        (base / "b.toml").write_text(file_of("New tie"), encoding="utf-8")
        await screen.shows("● New tie", "1 record changed: ● marks them for a while")
        rows = [line.partition("││")[0] for line in screen_lines(screen.app)]
        assert [row for row in rows if "●" in row and "New tie" not in row and "marks" not in row] == []
        await screen.until(lambda: "●" not in screen.cursor_row, "the mark gone")
        assert "New tie" in screen.cursor_row


async def test_an_open_search_is_done_again_when_the_base_changes(base: Path) -> None:
    async with live(base, "slash", *"tie") as screen:
        await screen.shows("2 found")
        more = agreement("third", "aville", "bville", title="Third tie", date="2002")
        (base / "c.toml").write_text(document(more), encoding="utf-8")
        await screen.shows("3 found", "Third tie")
        await screen.pilot.press("s")
        await screen.shows("/ ties")


async def test_the_line_one_reads_stays_where_it_is_when_the_base_changes(base: Path) -> None:
    many = "".join(fact(f"f{n}", "aville", text=f"Event number {n}", date=f"19{n:02}") for n in range(99))
    (base / "c.toml").write_text(document(many), encoding="utf-8")
    async with live(base, "tab", *["j"] * 5) as screen:
        page = screen.app.query_one(DetailPane)
        assert page.top == 5
        (base / "b.toml").write_text(file_of("New tie"), encoding="utf-8")
        await screen.shows("1 record changed")
        assert page.top == 5
        assert page.has_focus


async def test_a_file_that_vanishes_takes_its_records_along_and_the_browser_goes_on(base: Path) -> None:
    async with live(base, *TO_OLD_TIE) as screen:
        (base / "b.toml").unlink()
        await screen.shows("3 records")
        await screen.shows_no("Old tie")
        await screen.pilot.press("g", "j", "k")
        assert "Aville" in screen.cursor_row


async def test_a_base_that_becomes_empty_says_why_and_is_back_when_its_files_are(base: Path) -> None:
    async with live(base, *TO_OLD_TIE) as screen:
        files = {path.name: path.read_bytes() for path in base.iterdir()}
        for name in files:
            (base / name).unlink()
        await screen.shows("0 records", "no fact files")
        await screen.shows_no("Old tie")
        await screen.pilot.press("j", "k", "enter", "l", "h")
        for name, content in files.items():
            (base / name).write_bytes(content)
        await screen.shows("5 records", "Aville")
        await screen.shows_no("no fact files")
        await screen.pilot.press("j")
        assert screen.tree.has_focus


async def test_a_folder_that_is_gone_is_told_and_back_it_is_shown_as_before(base: Path) -> None:
    async with live(base, *TO_OLD_TIE) as screen:
        away = base.with_name("away")
        base.rename(away)
        await screen.shows("the base cannot be read now")
        for key in ("j", "k", "g", "v", "y", "v", "c", "slash", "x", "escape", "tab", "tab"):
            await screen.pilot.press(key)
        away.rename(base)
        await screen.until(lambda: "cannot be read" not in screen.text, "the word about it gone")
        await screen.pilot.press(*TO_OLD_TIE)
        await screen.shows("▸ Agreements ▸ Old tie")


async def test_a_folder_that_comes_back_changed_is_shown_as_it_is(base: Path) -> None:
    async with live(base, *TO_OLD_TIE) as screen:
        shutil.rmtree(base)
        await screen.shows("the base cannot be read now")
        base.mkdir()
        (base / "a.toml").write_text(document(source(), city("zville")), encoding="utf-8")
        await screen.shows("2 records", "Zville")
        await screen.shows_no("cannot be read")


async def test_a_mistake_that_comes_and_goes_is_told_and_taken_back(base: Path) -> None:
    async with live(base, *TO_OLD_TIE) as screen:
        (base / "c.toml").write_text("format = 1\n[[city]]\nid = 7\n", encoding="utf-8")
        await screen.shows("! ")
        assert "problem" in screen_lines(screen.app)[0]
        assert "Old tie" in screen.cursor_row
        (base / "c.toml").write_text(document(city("cville")), encoding="utf-8")
        await screen.shows_no("problem")
        await screen.shows("Cville")
