"""What goes over the line while the browser is used: the same screens as Textual draws, in few bytes, a frame a key."""

import os
import re
import select
import shlex
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from rich.cells import cell_len

from benchmarks.least import least
from benchmarks.line import rows_of
from tests.browser.terminal.frames import shown
from tests.made_up import agreement, city, document, fact, source
from tests.terminal.pty_screen import TIES, PtyScreen, ties

BEGIN, END = b"\x1b[?2026h", b"\x1b[?2026l"
QUIET = 0.25  # seconds without a byte after which nothing more comes of a key
ANSWER = 0.3  # seconds after which a key that has brought nothing brings nothing
BY_TEXTUAL = (
    sys.executable,
    "-c",
    "import sys\nfrom textual.app import App\nfrom tui.browser.terminal.drawn import Drawn\n"
    "from tui.cli.main import main\nDrawn._display = App._display\nsys.exit(main())",
)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Twelve cities with long pages, names in several scripts."""
    folder = tmp_path / "base"
    folder.mkdir()
    names = ["Aville", "Bville", "성남", "成都", "Dakar", "Łódź", "Ghent", "Hanoi", "Izmir", "Jeju", "Kofu", "Łomża"]
    cities = [city(f"c{n}", name=name) for n, name in enumerate(names)]
    ties = [
        agreement(f"t{n}", "c0", f"c{n % 11 + 1}", title=f"Tie {n} of friends with a title of many words, to be cut")
        for n in range(30)
    ]
    texts = [f"In year {n} they met, and {'talked of friends ' * (n % 7)}again." for n in range(40)]
    facts = [fact(f"f{n}", "c0", text=text) for n, text in enumerate(texts)]
    (folder / "a.toml").write_text(document(source(), *cities, *ties, *facts), encoding="utf-8")
    config = tmp_path / "config/ties/config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("live = 0\nremember = false\n")
    return folder


@contextmanager
def browser(base: Path, size: tuple[int, int] = (120, 40), **variables: str) -> Iterator[PtyScreen]:
    with ties(str(base), size=size, COLORTERM="truecolor", **variables) as screen:
        screen.wait_for("Aville", "records", "quit")
        settle(screen)
        yield screen


def settle(screen: PtyScreen) -> bytes:
    """What is written until nothing more comes."""
    before = len(screen.written)
    while screen.read_for(QUIET):
        pass
    return screen.written[before:]


def press(screen: PtyScreen, key: str) -> bytes:
    screen.type(key)
    screen.wait_until(lambda: True, "the key")
    return settle(screen)


# The same screens.

WALK = ["j", "l", "j", "j", "\t", "j", "\x06", ".", "\x1b", "z", "z", "?", "j", "?", ":", "c", "\x1b"]
WALK += ["/", "t", "ie", "\x1b[B", "\r", "*", "5j", " ", "\x1b", "T", "T", "T", "G", "g", ">", "v", "\x0c"]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: "{}x{}".format(*size))
def test_screens_are_cell_for_cell_those_that_textual_draws_itself(base: Path, size: tuple[int, int]) -> None:
    with browser(base, size) as ours, ties(str(base), size=size, command=BY_TEXTUAL, COLORTERM="truecolor") as theirs:
        theirs.wait_for("Aville", "records", "quit")
        settle(theirs)
        compare(ours, theirs, "at the start")
        for key in WALK:
            ours.type(key)
            theirs.type(key)
            agree(ours, theirs, f"after {key!r}")
        for columns, rows in ((61, 20), (140, 30), size):
            ours.resize(columns, rows)
            theirs.resize(columns, rows)
            agree(ours, theirs, f"at {columns}×{rows}")


def agree(ours: PtyScreen, theirs: PtyScreen, when: str) -> None:
    """Both show the same, once both have answered."""
    for screen in (ours, theirs):
        before, until = len(screen.written), time.monotonic() + ANSWER
        while len(screen.written) == before and time.monotonic() < until:
            screen.read_for(0.02)
    for _ in range(100):
        ours.read_for(0.02)
        theirs.read_for(0.02)
        if shown(ours.emulator) == shown(theirs.emulator):
            return
    compare(ours, theirs, when)


def compare(ours: PtyScreen, theirs: PtyScreen, when: str) -> None:
    here, there = shown(ours.emulator), shown(theirs.emulator)
    differing = [(y, x) for y, row in enumerate(here) for x, cell in enumerate(row) if cell != there[y][x]]
    assert not differing, f"{when}: {differing[:5]}, ours\n{ours.text}\ntheirs\n{theirs.text}"


# Few bytes.


def ratio(screen: PtyScreen, key: str) -> float:
    """Bytes that a key took, to the fewest that turn the screen before it into the one after."""
    before = rows_of(screen.emulator.cells)
    sent = press(screen, key)
    after = rows_of(screen.emulator.cells)
    assert before != after, f"{key!r} has changed nothing"
    return len(sent) / least(before, after)


@pytest.fixture
def open_city(base: Path) -> Iterator[PtyScreen]:
    """120×40 with the tree and a long page, the cursor in the middle of what is open."""
    with browser(base) as screen:
        press(screen, "l")
        press(screen, "l")
        press(screen, "jj")
        yield screen


def test_a_move_of_the_cursor_takes_at_most_1_2_times_the_fewest_bytes(open_city: PtyScreen) -> None:
    assert max(ratio(open_city, "j") for _ in range(4)) <= 1.2
    assert ratio(open_city, "k") <= 1.2


def test_scrolling_by_line_and_by_page_takes_at_most_1_5_times_the_fewest_bytes(open_city: PtyScreen) -> None:
    assert max(ratio(open_city, key) for key in ("\x06", "\x02")) <= 1.5
    press(open_city, "g")
    press(open_city, "\t")
    press(open_city, "+")
    assert max(ratio(open_city, key) for key in ("j", "j", "k", "\x06")) <= 1.5


def test_nothing_is_sent_while_nobody_types_in_the_tree_and_in_the_search(base: Path) -> None:
    with browser(base) as screen:
        assert screen.read_for(1.2) == b""
        press(screen, "/")
        press(screen, "f")
        assert screen.read_for(1.2) == b""


# Frames.


def test_a_key_is_one_frame_and_keys_that_come_together_are_one(base: Path) -> None:
    with browser(base) as screen:
        for key in ("j", "l", "j", "\t", "j", "z", "z", "?", "?", "T", "G", "kkkk", "ggllj", "/"):
            sent = press(screen, key)
            assert sent.count(BEGIN) == sent.count(END) == 1, f"{key!r} brought {sent.count(BEGIN)} frames"
            assert sent.startswith(BEGIN)
            assert sent.endswith(END), f"{key!r} brought more than its frame: {sent!r}"


def test_what_a_key_changes_comes_together_with_the_page_of_the_new_row(base: Path) -> None:
    with browser(base) as screen:
        sent = press(screen, "j")
        assert "Bville" in screen.text
        assert sent.count(BEGIN) == 1


def test_a_terminal_that_did_not_read_for_a_while_gets_the_last_screen_and_not_all_between(base: Path) -> None:
    with browser(base) as screen:
        one = len(press(screen, "j"))
        press(screen, "g")
        theirs = ties_terminal(screen)
        termios.tcflow(theirs, termios.TCOOFF)
        for _ in range(60):
            screen.type("jk")
            time.sleep(0.01)
        screen.type("G")
        screen.read_for(0.5)
        termios.tcflow(theirs, termios.TCOON)
        os.close(theirs)
        screen.wait_for("Ties  Sources")
        held = settle(screen)
        assert len(held) < 12 * one, "frames that nobody could see were sent"


def ties_terminal(screen: PtyScreen) -> int:
    return os.open(Path(f"/proc/{screen.process.pid}/fd/0").readlink(), os.O_RDWR | os.O_NOCTTY)


# Slow lines.

SSH = "192.0.2.1 5 192.0.2.2 22"


def test_over_ssh_there_are_256_colours_unless_the_line_is_said_to_be_fast(base: Path) -> None:
    with browser(base, SSH_CONNECTION=SSH) as screen:
        press(screen, "j")
        assert b"38;2;" not in screen.written
        assert b"38;5;" in screen.written
    config = Path(os.environ["XDG_CONFIG_HOME"], "ties/config.toml")
    config.write_text(config.read_text() + 'line = "fast"\n')
    with browser(base, SSH_CONNECTION=SSH) as screen:
        press(screen, "j")
        assert b"38;2;" in screen.written


def test_on_a_slow_line_the_page_comes_after_a_pause_and_once_for_many_rows(base: Path) -> None:
    with browser(base, SSH_CONNECTION=SSH) as screen:
        sent = press(screen, "jjj")
        first, rest = sent.split(END, 1)
        assert rest, "the page came with the key"
        assert rest.count(BEGIN) == 1
        assert len(first) < len(rest)
        assert "││ Dakar" in screen.text


@pytest.mark.parametrize("key", ["\t", "1\r", "yi"], ids=["tab", "a link", "a copy"])
def test_on_a_slow_line_a_key_that_uses_the_page_gets_the_right_one_at_once(base: Path, key: str) -> None:
    with browser(base, SSH_CONNECTION=SSH) as slow, browser(base) as fast:
        for screen in (slow, fast):
            press(screen, "l")
            screen.type("j" + key)
        settle(fast)
        slow.wait_until(lambda: slow.lines == fast.lines, "the screen of a fast line")


def test_a_terminal_that_takes_5_kilobytes_a_second_is_noticed(base: Path) -> None:
    with browser(base) as screen:
        press(screen, "jj")
        begun = len(screen.written)
        for key in ("T", "T", "T", "T"):
            screen.type(key)
            for _ in range(40):
                if select.select([screen.process.fd], [], [], 0.05)[0]:
                    screen.take(256)
                    time.sleep(0.05)
        settle(screen)
        before = len(screen.written)
        press(screen, "T")
        assert b"38;2;" in screen.written[begun:before]
        assert b"38;2;" not in screen.written[before:]


def test_stats_are_a_table_on_stderr_after_leaving_and_nothing_on_stdout(base: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shell = ("/bin/sh", "-c", f'"$@" > {shlex.quote(str(out))}', "sh", *TIES, "--stats")
    with ties(str(base), command=shell) as screen:
        screen.wait_for("Aville", "records", "quit")
        for key in ("j", "j", "/", "성", "\x1b"):
            press(screen, key)
        screen.type("\x11")
        assert screen.wait_for_end() == 0
        lines = [line.removeprefix("ties: ") for line in screen.after_leaving.splitlines()]
    assert re.fullmatch(r"first screens: [\d,]+ bytes", lines[0])
    assert re.fullmatch(r"6 keys: [\d,]+ bytes, median [\d,]+, most [\d,]+", lines[1])
    assert lines[2].split() == ["key", "times", "median", "most", "(bytes)"]
    rows = {line.split()[0]: line for line in lines[3:]}
    assert rows.keys() == {"j", "/", "성", "esc", "ctrl+q"}
    assert rows["j"].split()[1] == "2"
    assert int(rows["j"].split()[2].replace(",", "")) > 0
    assert len({cell_len(line) for line in rows.values()}) == 1, "columns are not below one another"
    assert out.read_text() == ""
