"""What is new to a reader: marked in the rows, listed by `u`, and new until its page was shown."""

import asyncio
import os
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.browser.screen import PATIENCE, screen_lines, screen_text, until
from tests.git_base import GitBase, needs_git
from tests.made_up import MakeFolder, agreement, city, document, fact, source
from tui.browser.app import TiesApp
from tui.browser.since_commit import SinceCommit
from tui.browser.tidings import SinceVisit, Tidings
from tui.browser.widgets.crumbs import Crumbs
from tui.index.index import Index
from tui.index.news import News
from tui.index.opening import Opening
from tui.loading import git_program
from tui.loading.revisions import Revisions
from tui.settings.config import read_config
from tui.settings.directories import state_of_base
from tui.settings.visited import Visits

OLD = document(source(), city("aville"), city("bville", "CN"), agreement("tie", "aville", "bville", title="A tie"))
NEW = OLD.replace('"A tie"', '"Another tie"') + fact("kite", "bville", text="A kite.") + fact("fair", "bville")
LIVE = read_config({})._replace(live=0.05)


class Watched(TiesApp):
    """An app that tells when what is new has been marked."""

    marked = False

    def _say_news(self) -> None:
        super()._say_news()
        self.marked = True


class Reader:
    """Somebody at the keyboard."""

    def __init__(self, pilot: Pilot[None], app: Watched) -> None:
        self.pilot = pilot
        self.app = app

    @property
    def text(self) -> str:
        return screen_text(self.app)

    def row(self, words: str) -> str:
        """The row of the left pane that has some words."""
        return next(line.partition("││")[0] for line in screen_lines(self.app)[2:-1] if words in line)

    async def type(self, *keys: str) -> str:
        await self.pilot.press(*keys)
        await self.pilot.pause()
        return self.text

    async def until(self, condition: Callable[[], object], what: str) -> None:
        await until(self.pilot, condition, what)

    async def told(self) -> None:
        """What is new has been worked out."""
        await self.until(lambda: self.app.marked, "what is new is known")
        await self.pilot.pause()


@asynccontextmanager
async def reading(
    base: Path, tidings: Tidings | None = None, *, ascii: bool = False, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Reader]:
    """One run of the browser on a base; what it has seen is kept when it ends."""
    opening = Opening(base, {}, keep=False)
    index = opening.open(lambda done, of: None)
    tidings = tidings or SinceVisit(Visits(base, os.environ))
    app = Watched(index, LIVE._replace(ascii=ascii), opening=opening, tidings=tidings)
    async with app.run_test(size=size) as pilot:
        reader = Reader(pilot, app)
        await reader.told()
        yield reader
    app.keep_seen()


@pytest.fixture
def base(folder: MakeFolder) -> Path:
    return folder(OLD)


@pytest.fixture
async def changed(base: Path, folder: MakeFolder) -> Path:
    """A base that was visited once, and has changed since."""
    async with reading(base) as reader:
        assert "✦" not in reader.text
    return folder(NEW)


async def test_a_first_visit_marks_nothing_and_the_next_one_neither(base: Path) -> None:
    for _ in range(2):
        async with reading(base) as reader:
            assert "✦" not in reader.text
            assert "✧" not in reader.text
            assert "No record is new or has changed since you last looked" in await reader.type("u")


async def test_records_and_closed_rows_that_hold_any_are_marked(changed: Path) -> None:
    async with reading(changed) as reader:
        assert "2 new · 1 changed since you last looked: u lists them" in screen_lines(reader.app)[-1]
        # What is open shows what it holds.
        assert "✦" not in reader.row("Bville · CN")
        assert "✦" in reader.row("Bville itself")
        await reader.type("minus")
        assert "✦ 3" in reader.row("Bville · CN")
        await reader.type("asterisk")
        assert "✧ Another tie" in reader.row("Another tie")
        assert "✦ A kite." in reader.row("A kite.")
        assert "✦" not in reader.row("Bville itself")


async def test_without_unicode_the_marks_are_ascii(changed: Path) -> None:
    async with reading(changed, ascii=True) as reader:
        await reader.type("minus")
        assert "+ 3" in reader.row("Bville")
        text = await reader.type("u")
        assert "+ A kite." in text
        assert "^ Another tie" in text
        assert "2 new - 1 changed since you last looked" in text


async def test_the_list_has_what_is_new_and_its_pages_say_so(changed: Path) -> None:
    async with reading(changed) as reader:
        text = await reader.type("u")
        assert "2 new · 1 changed since you last looked" in text
        assert [line.split("│")[1].split()[:2] for line in screen_lines(reader.app)[3:6]] == [
            ["▌", "✦"], ["✦", "Text"], ["✧", "Another"],
        ]  # fmt: skip
        assert "✦ New since you last looked" in text
        assert "✧ Changed since you last looked" in await reader.type("G")
        assert "Bville ▸ Aville ▸ Agreements ▸ Another tie" in await reader.type("enter")
        assert "2 new · 1 changed" in await reader.type("left_square_bracket")
        assert "2 new · 1 changed" not in await reader.type("u")


async def test_a_record_is_new_until_its_page_was_shown_and_marked_until_the_run_ends(changed: Path) -> None:
    async with reading(changed) as reader:
        await reader.type("u", "j", "k", "esc")
        assert "2 new · 1 changed" in await reader.type("u")
    async with reading(changed) as reader:
        assert "1 changed since you last looked: u lists it" in screen_lines(reader.app)[-1]
    async with reading(changed) as reader:
        assert "Another tie" in await reader.type("u")


async def test_rows_that_go_by_without_their_pages_are_not_seen(changed: Path) -> None:
    async with reading(changed, size=(40, 12)) as reader:
        await reader.type("u", "j", "j")
        assert "New since" not in reader.text
        # From the rows to the page of the one under the cursor.
        await reader.type("tab")
        assert "Changed since" in reader.text
    async with reading(changed) as reader:
        assert "2 new since you last looked" in screen_lines(reader.app)[-1]


async def test_who_leaves_at_once_loses_nothing(changed: Path) -> None:
    for _ in range(2):
        async with reading(changed) as reader:
            assert "2 new · 1 changed" in screen_lines(reader.app)[-1]


async def test_all_can_be_taken_as_seen(changed: Path) -> None:
    async with reading(changed) as reader:
        await reader.type("u")
        text = await reader.type("U")
        assert "3 records taken as seen" in text
        assert "✦" not in text
        assert "nothing is new since you last looked" in await reader.type("U")
    async with reading(changed) as reader:
        assert "✦" not in reader.text


async def test_of_two_runs_at_once_each_adds_what_it_has_shown(changed: Path) -> None:
    async with reading(changed) as one:
        async with reading(changed) as other:
            await other.type("u", "G")
        await one.type("u")
        assert "Another tie" in one.text
    async with reading(changed) as reader:
        # The other has shown the first and the last row, this one the first.
        assert "1 new since you last looked" in screen_lines(reader.app)[-1]


async def test_what_changes_while_it_is_read_is_new_as_well(changed: Path, folder: MakeFolder) -> None:
    async with reading(changed) as reader:
        folder(NEW.replace("A kite.", "Two kites.") + fact("ball", "bville"))
        await reader.until(lambda: "● marks them" in reader.text, "the change is seen")
        assert "3 new · 1 changed" in await reader.type("u")
        assert "● Two kites." in reader.text


async def test_a_record_that_changes_after_it_was_shown_is_new_again(changed: Path, folder: MakeFolder) -> None:
    async with reading(changed) as reader:
        await reader.type("u", "G", "u")
        folder(NEW.replace("Another tie", "A third tie"))
        await reader.until(lambda: "● marks them" in reader.text, "the change is seen")
    async with reading(changed) as reader:
        assert "1 new · 1 changed" in screen_lines(reader.app)[-1]


async def test_what_was_given_up_for_another_wish_of_the_reader_is_worked_out_again(changed: Path) -> None:
    class Interrupted(SinceVisit):
        asked = 0

        def of(self, index: Index) -> News:
            self.asked += 1
            if self.asked == 1:
                raise sqlite3.OperationalError("interrupted")
            return super().of(index)

    async with reading(changed, Interrupted(Visits(changed, os.environ))) as reader:
        await reader.until(lambda: "2 new · 1 changed" in reader.text, "what is new is told")


async def test_a_damaged_memory_marks_nothing_and_is_told_of(changed: Path) -> None:
    state_of_base(changed, os.environ, ".visited").write_bytes(b"ties-visited 1\n" + bytes(40))
    tidings = SinceVisit(Visits(changed, os.environ))
    async with reading(changed, tidings) as reader:
        assert "✦" not in reader.text
    assert "nothing is marked as new" in tidings.notice
    async with reading(changed) as reader:
        assert "✦" not in reader.text


async def test_what_the_last_screen_shows_has_no_marks_that_the_next_run_may_not_show(changed: Path) -> None:
    async with reading(changed) as reader:
        assert "✦" in reader.text
        await reader.pilot.press("q")
        await reader.until(lambda: "✦" not in reader.text, "the marks go")


@needs_git
async def test_since_a_commit_the_pages_say_what_has_changed(tmp_path: Path) -> None:
    repository = GitBase(tmp_path / "work")
    repository.write("a.toml", OLD)
    repository.commit("first")
    repository.git("tag", "v1.2")
    repository.write("a.toml", NEW)
    revisions = Revisions(repository.base, os.environ)
    short = repository.git("rev-parse", "--short", "HEAD")
    words = f"2 new · 1 changed since commit {short}: u lists them"
    for _ in range(2):
        async with reading(repository.base, SinceCommit(revisions, revisions.find("v1.2"))) as reader:
            await reader.until(lambda app=reader.app: words in screen_lines(app)[-1], words)
            text = await reader.type("u", "G")
            assert "title: “A tie” → “Another tie”" in text
            assert "stays marked in this run" in await reader.type("U")


async def test_what_is_new_is_marked_as_of_another_day_too(changed: Path) -> None:
    async with reading(changed) as reader:
        await reader.type("a", *"2016", "enter")
        await reader.until(lambda: reader.app.query_one(Crumbs).day[:1] == ("as of 31 December 2016",), "the day")
        assert "✦" in reader.row("Bville itself")
        await reader.type("escape")
        assert "✦" in reader.row("Bville itself")


@needs_git
async def test_nobody_who_leaves_waits_for_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = GitBase(tmp_path / "work")
    repository.write("a.toml", OLD)
    repository.commit("first")
    begun = tmp_path / "begun"
    slow = tmp_path / "bin" / "git"
    slow.parent.mkdir()
    slow.write_text(
        f'#!/bin/sh\ncase "$*" in *ls-tree*) touch {begun}; sleep 1000;; esac\nexec {shutil.which("git")} "$@"\n'
    )
    slow.chmod(0o755)
    monkeypatch.setattr(git_program, "SECONDS", PATIENCE)
    monkeypatch.setenv("PATH", f"{slow.parent}:{os.environ['PATH']}")
    revisions = Revisions(repository.base, os.environ)
    tidings = SinceCommit(revisions, revisions.find("HEAD"))
    opening = Opening(repository.base, {}, keep=False)
    app = Watched(opening.open(lambda done, of: None), LIVE, opening=opening, tidings=tidings)
    async with asyncio.timeout(PATIENCE), app.run_test() as pilot:
        reader = Reader(pilot, app)
        await reader.until(begun.exists, "git is asked")
        app.exit()
    assert app.keep_seen() == ""
