"""The last screen of a run is the first of the next: at once, only while it holds, and without a flicker."""

import os
import re
import signal
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.made_up import agreement, city, document, partner, source
from tests.terminal.pty_screen import PtyScreen, ties
from tui.settings.directories import state_of_base
from tui.settings.state import state_file

SIZE = (110, 30)
# Textual cannot be imported until a file is there; another one tells that it was asked for.
GATED = """
import sys, time
from pathlib import Path
{}
class Gate:
    def find_spec(self, name, path=None, target=None):
        if name == "textual":
            Path({!r}).touch()
            while not Path({!r}).exists():
                time.sleep(0.01)
sys.meta_path.insert(0, Gate())
from tui.cli.main import main
sys.exit(main())
"""
TEXT = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07]*\x07|[ -/]*[0-Z\\^-~])|[\r\n\b]")
ASKED = b"\x1b[?2026$p"
CLEARED = b"\x1b[2J"


def words(written: bytes) -> bytes:
    """What was written without what moves the cursor and the like."""
    return TEXT.sub(b"", written)


def make_base(folder: Path) -> Path:
    folder.mkdir(parents=True)
    titles = ["Bridge of friends", "Bridge of letters", "A school for both"]
    agreed = [agreement(f"t{n}", "aville", "bville", title=title) for n, title in enumerate(titles)]
    (folder / "a.toml").write_text(document(source(), city("aville"), city("bville"), *agreed), encoding="utf-8")
    (folder / "b.toml").write_text(document(partner("works"), city("cville").replace('"KR"', "7")), encoding="utf-8")
    return folder


def leave(base: Path, keys: str = "") -> None:
    """A run that ends after some keys."""
    with ties(str(base), size=SIZE) as screen:
        screen.wait_for("▌", "records", "quit")
        screen.type(keys + "\x11")
        assert screen.wait_for_end() == 0


class Gated:
    """A start that does not get as far as Textual until the gate is opened."""

    def __init__(self, screen: PtyScreen, asked: Path, gate: Path) -> None:
        self.screen = screen
        self._asked, self._gate = asked, gate

    def wait_for_import(self) -> bytes:
        """What was written before Textual was asked for."""
        until = time.monotonic() + 30
        while not self._asked.exists():
            assert time.monotonic() < until, self.screen.text
            self.screen.read_for(0.01)
        self.screen.read_for(0.02)
        return self.screen.written

    def open(self) -> None:
        self._gate.touch()


@contextmanager
def gated(
    base: Path, *arguments: str, size: tuple[int, int] = SIZE, first: str = "", **variables: str
) -> Iterator[Gated]:
    folder = base.parent
    asked, gate = folder / "asked", folder / "gate"
    asked.unlink(missing_ok=True)
    gate.unlink(missing_ok=True)
    command = (sys.executable, "-c", GATED.format(first, str(asked), str(gate)))
    with ties(str(base), *arguments, size=size, command=command, **variables) as screen:
        yield Gated(screen, asked, gate)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return make_base(tmp_path / "own/base")


def test_the_screen_that_was_left_stands_there_before_textual_is_read_in(base: Path) -> None:
    with ties(str(base), size=SIZE) as screen:
        screen.wait_for("▌", "records", "quit")
        screen.type("lj")
        left = screen.wait_for("Ties  Bville", "││ Bville")
        screen.type("\x11")
        assert screen.wait_for_end() == 0
    with gated(base) as start:
        start.wait_for_import()
        assert start.screen.text == left
        kept = state_of_base(base, os.environ, ".screen")
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_the_app_goes_on_with_that_screen_without_a_flicker_and_answers_what_was_typed_meanwhile(base: Path) -> None:
    leave(base)
    with gated(base) as start:
        screen = start.screen
        start.wait_for_import()
        first = screen.text
        screen.type("jj/brid")
        start.open()
        screen.wait_for("/ brid", "2 found")
        assert first.splitlines()[0] != screen.text.splitlines()[0]
        screen.type("\x1b")
        screen.wait_for("▌")
        assert screen.written.count(CLEARED) == 1
        assert screen.written.count(b"\x1b[?1049h") == 1
        screen.type("\x11")
        assert screen.wait_for_end() == 0
        screen.assert_given_back()


def go_on(start: Gated) -> bytes:
    """What the app writes of its own until it rests."""
    screen = start.screen
    begun = len(start.wait_for_import())
    start.open()
    screen.wait_until_written(ASKED)
    while screen.read_for(0.3):
        pass
    return screen.written[begun:]


LEAVING = {
    "as it came": "",
    "at a row below": "ljj",
    "in the search": "/bridge",
    "in the hits": "/bridge\r",
    "filtered": "/bridge\x1b[Bf",
    "in the help": "?",
    "in a list": ":",
    "in the problems": "!",
    "zoomed": "z",
    "on the page": "\t",
    "on the page, scrolled": "\t\x06jj",
    "at the letters to jump by": " ",
    "with a message": "yi",
    "after a number": "3",
    "with another theme": "T",
    "as of a day": "a2000\r",
    "in the question for a day": "a2000",
    "and more keys behind": "\x11jjj?",
}


def test_wherever_one_leaves_the_next_run_begins_with_its_screen_and_sends_nothing_more(base: Path) -> None:
    leave(base)
    before = "at the top"
    for where, keys in {**LEAVING, "for good": ""}.items():
        with gated(base) as start:
            start.wait_for_import()
            first = start.screen.text
            sent = go_on(start)
            assert "quit" in first, f"left {before}"
            assert start.screen.text == first, f"left {before}"
            assert (CLEARED in sent, words(sent)) == (False, b""), f"left {before}"
            start.screen.type(keys + "\x11")
            assert start.screen.wait_for_end() == 0
            before = where


def test_a_start_as_of_a_day_shows_nothing_of_another(base: Path) -> None:
    leave(base)
    with gated(base, "--as-of", "2000") as start:
        assert b"Ties" not in start.wait_for_import()
        start.open()
        start.screen.wait_for("as of 31 December 2000", "▌", "quit")
        start.screen.type("q")
        assert start.screen.wait_for_end() == 0
    with gated(base) as start:
        start.wait_for_import()
        assert "Ties" in start.screen.text
        assert "as of" not in start.screen.text


def test_on_a_slow_line_the_page_of_the_last_row_is_in_the_screen_that_is_kept(base: Path) -> None:
    slow = {"SSH_CONNECTION": "192.0.2.1 5 192.0.2.2 22"}
    for keys in ("ljq", "q"):
        with ties(str(base), size=SIZE, **slow) as screen:
            screen.wait_for("▌", "records", "quit")
            screen.type(keys)
            assert screen.wait_for_end() == 0
    with gated(base, **slow) as start:
        start.wait_for_import()
        assert "││ Bville" in start.screen.text


def test_a_signal_while_textual_is_read_in_gives_the_terminal_back(base: Path) -> None:
    leave(base)
    for number in (signal.SIGTERM, signal.SIGHUP):
        with gated(base) as start:
            start.wait_for_import()
            start.screen.send(number)
            assert start.screen.wait_for_end() == 128 + number
            start.screen.assert_given_back()


# What no longer holds is never shown.


@pytest.fixture
def left(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A base that was left once for all tests, and the folders of that user."""
    folder = tmp_path_factory.getbasetemp() / "left"
    folders = {f"XDG_{name.upper()}_HOME": str(folder / name) for name in ("state", "config", "cache")}
    base = folder / "own/base"
    if not base.exists():
        with ties(str(make_base(base)), size=SIZE, **folders) as screen:
            screen.wait_for("▌", "records", "quit")
            screen.type("q")
            assert screen.wait_for_end() == 0
    return base, folders


ANOTHER_DAY = """
import datetime
from tui.browser.terminal import last_screen
class Day(datetime.date):
    @classmethod
    def today(cls): return cls(2031, 2, 3)
last_screen.date = Day
"""
OTHERWISE = {
    "another size": {"size": (109, 30)},
    "another height": {"size": (110, 31)},
    "another day": {"first": ANOTHER_DAY},
    "another version": {"first": "import tui; tui.__version__ = '99.0'"},
    "another terminal": {"TERM": "screen-256color"},
    "no colour": {"NO_COLOR": "1"},
    "another colour depth": {"COLORTERM": "truecolor"},
    "another locale": {"LC_ALL": "C"},
    "over SSH": {"SSH_CONNECTION": "192.0.2.1 5 192.0.2.2 22"},
    "without an index": {"arguments": ["--no-cache"]},
    "fresh": {"arguments": ["--fresh"]},
    "at a record": {"arguments": ["bville"]},
    "ASCII": {"arguments": ["--ascii"]},
    "theme": {"config": 'theme = "day"'},
    "keys": {"config": '[keys]\nquit = "x"'},
    "not remembered": {"config": "remember = false"},
}


@pytest.mark.parametrize("what", [*OTHERWISE, "nothing"])
def test_a_start_that_is_otherwise_shows_nothing_of_the_last_screen(
    left: tuple[Path, dict[str, str]], tmp_path: Path, what: str
) -> None:
    base, variables = left
    asked = dict(OTHERWISE.get(what, {}))
    if config := asked.pop("config", ""):
        file = tmp_path / "config.toml"
        file.write_text(str(config))
        variables = variables | {"TIES_CONFIG": str(file)}
    arguments = asked.pop("arguments", [])
    with gated(base, *arguments, **variables, **asked) as start:
        written = start.wait_for_import()
        if what == "nothing":
            assert b"Aville" in written
        else:
            assert written == b""


def edit(base: Path) -> None:
    file = base / "a.toml"
    file.write_text(file.read_text().replace("Bridge of friends", "Tunnel of friends"))


def lock(base: Path) -> None:
    (base / "quotes.lock").write_text("{}\n")


def add(base: Path) -> None:
    (base / "c.toml").write_text(document(city("dville")))


def touch_state(base: Path) -> None:
    file = state_file(base, os.environ)
    file.write_bytes(file.read_bytes().replace(b'"marks":[]', b'"marks":["t0"]') + b" ")


def rebuild(base: Path) -> None:
    for file in Path(os.environ["XDG_CACHE_HOME"]).rglob("*"):
        if file.is_file():
            file.unlink()


def damage(base: Path) -> None:
    file = state_of_base(base, os.environ, ".screen")
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def replace_by_pipe(base: Path) -> None:
    file = state_of_base(base, os.environ, ".screen")
    file.unlink()
    os.mkfifo(file)


@pytest.mark.parametrize("change", [edit, lock, add, touch_state, rebuild, damage, replace_by_pipe])
def test_after_a_change_not_one_byte_of_the_old_screen_is_written(base: Path, change: Callable[[Path], None]) -> None:
    leave(base, "l")
    change(base)
    with gated(base) as start:
        start.wait_for_import()
        assert b"Bridge" not in start.screen.written
        assert CLEARED not in start.screen.written


def test_a_change_that_the_last_run_had_not_shown_yet_leaves_no_screen(base: Path) -> None:
    config = Path(os.environ["XDG_CONFIG_HOME"], "ties/config.toml")
    config.parent.mkdir(parents=True)
    config.write_text("live = 0\n")
    file, kept = base / "a.toml", state_of_base(base, os.environ, ".screen")
    for attempt in range(6):
        with ties(str(base), size=SIZE) as screen:
            screen.wait_for("▌", "records", "quit")
            file.write_text(file.read_text().replace("of friends", f"of friends {attempt}"))
            screen.type("q")
            assert screen.wait_for_end() == 0
        if not kept.exists():
            return
        # The one look of that run came behind the edit, and has shown it.
    pytest.fail("a screen was kept of what the files were before")


def test_a_run_that_was_interrupted_leaves_no_screen(base: Path) -> None:
    leave(base)
    with ties(str(base), size=SIZE) as screen:
        screen.wait_for("▌", "records", "quit")
        screen.type("jj?\x03")
        assert screen.wait_for_end() == 130
    assert not state_of_base(base, os.environ, ".screen").exists()
