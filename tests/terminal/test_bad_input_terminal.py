"""Bad inputs 181 to 195: terminals that are none or vanish, bytes that are no keys, and signals at any time."""

import os
import shlex
import signal
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.made_up import city, document, source
from tests.terminal.pty_screen import TIES, PtyScreen, fresh_attributes, program, ties
from tui.settings.state import read_state, state_file

ENDING = [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT]
INSTEAD = "`ties tree`, `search` and `show` print instead"


@pytest.fixture
def screen(small_base: Path) -> Iterator[PtyScreen]:
    with ties(str(small_base)) as started:
        started.wait_for("▌▾ Aville", "4 records", "a.toml:5 · aville")
        yield started


def in_shell(script: str, base: Path) -> tuple[str, ...]:
    """A command: a shell that does something with `ties` on a small_base, which the script calls "$@"."""
    return ("/bin/sh", "-c", script, "sh", *TIES, str(base))


def quit_and_check(screen: PtyScreen) -> None:
    screen.type("q")
    assert screen.wait_for_end() == 0
    screen.assert_given_back()


# Where there is no terminal


@pytest.mark.parametrize(
    "script", ['"$@" <&-', '"$@" </dev/null', ': | "$@"'], ids=["181-closed", "181-dev-null", "181-pipe"]
)
def test_181_without_a_terminal_to_read_from_nothing_is_drawn_and_the_way_out_is_named(
    small_base: Path, script: str
) -> None:
    with ties(command=in_shell(script, small_base)) as screen:
        assert screen.wait_for_end() == 2
        assert f"ties: the browser needs a terminal, and standard input is none; {INSTEAD}" in screen.text
        assert b"\x1b" not in screen.written


@pytest.mark.parametrize("target", ["file", "closed"], ids=["182-file", "182-closed"])
def test_182_with_stderr_elsewhere_nothing_is_drawn_into_it(small_base: Path, tmp_path: Path, target: str) -> None:
    log = tmp_path / "log"
    script = '"$@" 2>&-' if target == "closed" else f'"$@" 2>{shlex.quote(str(log))}'
    with ties(command=in_shell(script, small_base)) as screen:
        assert screen.wait_for_end() == 2
        assert screen.written == b""
    if target == "file":
        assert log.read_text() == f"ties: the browser needs a terminal, and standard error is none; {INSTEAD}\n"


@pytest.mark.parametrize("script", ['"$@" >&-', '"$@" | true'], ids=["183-closed", "183-pipe"])
def test_183_without_stdout_the_browser_works(small_base: Path, script: str) -> None:
    with ties(command=in_shell(script, small_base)) as screen:
        screen.wait_for("▌▾ Aville")
        screen.type("j")
        screen.wait_for("▌  ▸ Bville")
        quit_and_check(screen)


def test_183_what_cannot_be_printed_after_leaving_is_not_lost_in_silence(small_base: Path) -> None:
    with ties(command=in_shell('"$@" >&-', small_base)) as screen:
        screen.wait_for("▌▾ Aville")
        screen.type("pi")
        screen.wait_for("will be printed below the prompt")
        screen.type("q")
        assert screen.wait_for_end() == 1
        assert screen.after_leaving == "ties: the output cannot be written: bad file descriptor\n"


def test_184_a_dumb_terminal_is_left_alone_and_the_way_out_is_named(small_base: Path) -> None:
    with ties(str(small_base), TERM="dumb", size=(200, 24)) as screen:
        assert screen.wait_for_end() == 2
        assert "(TERM=dumb)" in screen.text
        assert INSTEAD in screen.text
        assert b"\x1b" not in screen.written


@pytest.mark.parametrize("term", [None, "", "vt100", "no-such-thing"], ids=lambda term: f"184-{term}")
def test_184_a_terminal_that_says_little_is_drawn_on(small_base: Path, term: str | None) -> None:
    with ties(str(small_base), TERM=term) as screen:
        screen.wait_for("▌▾ Aville", "4 records")
        quit_and_check(screen)


@pytest.mark.parametrize(
    ("variables", "cursor"),
    [
        # Where the locale knows no UTF-8, frames and signs are in ASCII; what the facts say is not.
        ({"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"}, "#v Aville"),
        ({"PYTHONIOENCODING": "latin-1"}, "▌▾ Aville"),
    ],
    ids=["185-c-locale", "185-latin-1"],
)
def test_185_whatever_python_is_told_of_encodings_the_screen_is_utf_8(
    small_base: Path, variables: dict[str, str], cursor: str
) -> None:
    with ties(str(small_base), **variables) as screen:
        screen.wait_for(cursor)
        screen.type("/Brücke 東京")
        screen.wait_for("/ Brücke 東京")
        screen.type("\x11")
        assert screen.wait_for_end() == 0


# What is typed

NOT_UTF_8 = [b"\xff", "é".encode("latin-1"), b"\xed\xa0\x80", b"\xe6\x9d"]


@pytest.mark.parametrize("typed", NOT_UTF_8, ids=["186-ff", "186-latin-1", "186-cesu", "186-cut-short"])
def test_186_bytes_that_are_no_utf_8_are_shown_as_not_understood_and_end_nothing(
    screen: PtyScreen, typed: bytes
) -> None:
    screen.type(b"/" + typed + b"ville")
    screen.wait_for("�ville")
    screen.type("\x11")
    assert screen.wait_for_end() == 0
    screen.assert_given_back()


@pytest.mark.parametrize("number", [0x110000, 0xFFFFFFFF, 10**20], ids=lambda number: f"187-{number:x}")
def test_187_a_key_report_with_a_number_that_is_no_character_is_passed_over(screen: PtyScreen, number: int) -> None:
    screen.type(f"/a\x1b[{number}u\x1b[97;1;{number}uville")
    screen.wait_for("/ aville")
    screen.type("\x11")
    assert screen.wait_for_end() == 0


# Sizes


@pytest.mark.parametrize(("size", "words"), [((1, 1), ""), ((20, 5), "30")], ids=["188-1x1", "188-20x5"])
def test_188_a_window_that_is_too_small_says_so_if_it_can_and_can_be_left(
    small_base: Path, size: tuple[int, int], words: str
) -> None:
    with ties(str(small_base), size=size) as screen:
        screen.wait_until_written(b"\x1b[?1049h")
        screen.wait_for(words)
        screen.type("q")
        assert screen.wait_for_end() == 0
        screen.assert_given_back()


def test_188_a_window_that_does_not_know_its_size_is_taken_for_80_by_24(small_base: Path) -> None:
    with ties(str(small_base), size=(0, 0)) as screen:
        screen.emulator.resize(80, 24)
        screen.wait_for("▌▾ Aville", "4 records")
        screen.wait_until(lambda: screen.lines[23].strip() and len(screen.lines[12]) == 80, "a screen of 80 by 24")
        quit_and_check(screen)


def test_188_a_window_of_500_by_200_is_filled(small_base: Path) -> None:
    with ties(str(small_base), size=(500, 200)) as screen:
        screen.wait_for("▌▾ Aville", "4 records")
        screen.wait_until(lambda: len(screen.lines[198].rstrip()) > 490, "a frame down to the last lines")
        quit_and_check(screen)


def test_189_after_200_changes_of_size_the_screen_is_that_of_the_last(screen: PtyScreen) -> None:
    for n in range(200):
        screen.resize(20 + n * 7 % 150, 4 + n * 3 % 50)
    screen.resize(100, 24)
    screen.wait_until(lambda: len(screen.lines[2]) == 100 and "▌▾ Aville" in screen.text, "a frame of 100 columns")
    screen.wait_until(lambda: screen.lines[23].strip(), "the last line")
    quit_and_check(screen)


# Signals


def remembered_place(base: Path) -> tuple[str, ...]:
    state, notice = read_state(base, os.environ)
    assert notice is None
    return state.path


def catches(screen: PtyScreen, number: int) -> bool:
    """Whether the program has a handler for a signal already."""
    status = Path(f"/proc/{screen.process.pid}/status").read_text()
    caught = int(status.partition("SigCgt:")[2].split()[0], 16)
    return bool(caught >> number - 1 & 1)


def ends_by(screen: PtyScreen, number: int) -> None:
    screen.send(number)
    assert screen.wait_for_end() == 128 + number
    screen.assert_given_back()
    assert "Traceback" not in screen.text


@pytest.mark.parametrize("number", ENDING, ids=lambda number: f"190-{number.name}")
def test_190_a_signal_at_the_start_is_in_the_status_and_leaves_the_terminal_alone(
    small_base: Path, number: int
) -> None:
    with ties(str(small_base)) as screen:
        while not catches(screen, signal.SIGTERM):
            os.sched_yield()
        ends_by(screen, number)


@pytest.mark.parametrize("number", ENDING, ids=lambda number: f"190-{number.name}")
def test_190_a_signal_while_the_first_screen_is_made_gives_the_terminal_back(small_base: Path, number: int) -> None:
    with ties(str(small_base)) as screen:
        screen.wait_until_written(b"\x1b[?1049h")
        ends_by(screen, number)


@pytest.mark.parametrize("number", ENDING, ids=lambda number: f"190-{number.name}")
def test_190_a_signal_to_an_idle_browser_keeps_what_is_to_be_remembered(
    small_base: Path, screen: PtyScreen, number: int
) -> None:
    screen.type("j")
    screen.wait_for("▌  ▸ Bville")
    ends_by(screen, number)
    assert remembered_place(small_base)[-1] == "bville"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda number: f"190-{number.name}")
def test_190_a_signal_while_the_facts_are_read_ends_that(tmp_path: Path, number: int) -> None:
    folder = tmp_path / "large"
    folder.mkdir()
    for part in range(8):
        text = document(source(f"s{part}"), *(city(f"c{part}x{n}") for n in range(2500)))
        (folder / f"{part}.toml").write_text(text, encoding="utf-8")
    with ties(str(folder), "--no-cache") as screen:
        screen.wait_for("reading the facts")
        ends_by(screen, number)
        assert screen.text.strip() == "", "the line that tells how far it is"


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGQUIT], ids=lambda number: f"190-{number.name}")
@pytest.mark.parametrize(("key", "words"), [("?", "Here: tree"), (":", "Actions")], ids=["190-help", "190-actions"])
def test_190_a_signal_while_a_list_lies_over_the_panes_ends_like_any(
    small_base: Path, screen: PtyScreen, number: int, key: str, words: str
) -> None:
    screen.type(key)
    screen.wait_for(words)
    ends_by(screen, number)
    assert state_file(small_base, os.environ).exists()


@pytest.mark.parametrize("number", ENDING, ids=lambda number: f"190-{number.name}")
def test_190_a_signal_while_the_browser_is_ending_lets_it_end(small_base: Path, screen: PtyScreen, number: int) -> None:
    screen.type("q")
    screen.wait_until_written(b"\x1b[?1049l")
    screen.send(number)
    assert screen.wait_for_end() in (0, 128 + number, -number)
    screen.assert_given_back()
    assert state_file(small_base, os.environ).exists()


# Stopping and going on


def test_191_after_ctrl_z_the_shell_has_its_terminal_and_after_fg_the_whole_screen_is_back(small_base: Path) -> None:
    with ties(command=("/bin/sh", "-i"), PS1="prompt> ") as screen:
        screen.wait_for("prompt>")
        screen.type(shlex.join([*TIES, str(small_base)]) + "\n")
        screen.wait_for("▌▾ Aville", "4 records")
        screen.type("j")
        before = screen.wait_for("▌  ▸ Bville", "a.toml:9 · bville")
        screen.type("\x1a")
        screen.wait_until(lambda: screen.written.endswith(b"prompt> "), "the prompt")
        assert screen.emulator.changed_modes == set()
        # pyte has no second screen: what the browser leaves there must not be taken for what it paints anew.
        screen.emulator.screen.reset()
        screen.type("fg\n")
        screen.wait_until(lambda: screen.text == before, "the whole screen as it was")
        screen.type("k")
        screen.wait_for("▌▾ Aville")
        screen.type("q")
        screen.wait_until(lambda: screen.written.endswith(b"prompt> "), "the prompt")
        assert screen.emulator.changed_modes == set()
        screen.type("exit\n")
        assert screen.wait_for_end() == 0


def test_191_without_a_shell_to_go_on_with_it_ctrl_z_stops_nothing(screen: PtyScreen) -> None:
    before = screen.text
    screen.type("\x1a")
    screen.wait_until(lambda: screen.written.count(b"\x1b[?1049h") == 2 and screen.text == before, "the screen again")
    quit_and_check(screen)


def test_192_after_stop_and_cont_the_terminal_is_taken_again_and_painted_and_keys_work(screen: PtyScreen) -> None:
    before = screen.text
    screen.send(signal.SIGSTOP)
    os.waitid(os.P_PID, screen.process.pid, os.WSTOPPED | os.WNOWAIT)
    # As a shell does that has the terminal meanwhile.
    termios.tcsetattr(screen.process.fd, termios.TCSANOW, fresh_attributes())
    screen.emulator.feed(b"\x1b[?1049l\x1b[?25h\x1b[2J")
    screen.send(signal.SIGCONT)
    screen.wait_until(lambda: screen.text == before, "the whole screen as it was")
    assert not screen.attributes[3] & termios.ICANON
    screen.type("j")
    screen.wait_for("▌  ▸ Bville")
    quit_and_check(screen)


# The end of the line


@pytest.mark.parametrize("ignored", [True, False], ids=["193-hup-ignored", "193-hup"])
def test_193_without_its_terminal_the_program_ends_and_keeps_what_is_to_be_remembered(
    small_base: Path, ignored: bool
) -> None:
    script = "trap '' HUP; exec \"$@\"" if ignored else 'exec "$@"'
    with ties(command=in_shell(script, small_base)) as screen:
        screen.wait_for("▌▾ Aville", "4 records")
        screen.type("j")
        screen.wait_for("▌  ▸ Bville")
        screen.cut_line()
        assert screen.wait_for_end() == 128 + signal.SIGHUP
    assert remembered_place(small_base)[-1] == "bville"


@pytest.mark.parametrize("way", ["q", "SIGTERM"], ids=["193-q", "193-SIGTERM"])
def test_193_a_terminal_that_takes_nothing_any_more_does_not_keep_the_program(
    small_base: Path, screen: PtyScreen, way: str
) -> None:
    screen.hold()
    screen.type("j?")
    if way == "q":
        screen.type("?q")
    else:
        screen.send(signal.SIGTERM)
    assert screen.wait_for_end() == (0 if way == "q" else 143)
    assert screen.attributes == fresh_attributes()
    assert state_file(small_base, os.environ).exists()


# Colours


def walk(screen: PtyScreen) -> None:
    """Past all that has colours: the tree, a search, a page, the help."""
    screen.wait_for("▌▾ Aville", "4 records")
    screen.type("/bridge\r")
    screen.wait_for("▌        Bridge of friends")
    screen.type("?")
    screen.wait_for("Here: tree")
    screen.type("?q")
    assert screen.wait_for_end() == 0


def test_194_with_no_color_not_one_colour_is_written_and_the_cursor_is_told_otherwise(small_base: Path) -> None:
    with ties(str(small_base), NO_COLOR="1", COLORTERM="truecolor") as screen:
        walk(screen)
    assert screen.colours == []
    assert any("7" in parts for parts in screen.graphics)


def test_194_an_empty_no_color_is_none(small_base: Path) -> None:
    with ties(str(small_base), NO_COLOR="", COLORTERM="truecolor") as screen:
        walk(screen)
    assert any("38;2;" in colour for colour in screen.colours)


# When it hangs

HANGS = {
    "asleep": "import time\nhang = lambda *_: time.sleep(10**6)",
    "busy": "def hang(*_):\n    while True: pass",
    "in a lock": "import threading\nlock = threading.Lock()\nlock.acquire()\nhang = lambda *_: lock.acquire()",
    "in SQLite": (
        "import sqlite3\nendless = 'with n(i) as (select 1 union all select i + 1 from n) select count(*) from n'\n"
        "hang = lambda *_: sqlite3.connect(':memory:').execute(endless).fetchall()"
    ),
}


@pytest.mark.parametrize(
    ("hang", "way"),
    [*((hang, "ctrl+c") for hang in HANGS), ("in SQLite", "SIGTERM")],
    ids=lambda word: f"195-{word.replace(' ', '-')}",
)
def test_195_a_browser_that_hangs_is_ended_by_ctrl_c_and_by_signals(small_base: Path, hang: str, way: str) -> None:
    with ties(str(small_base), command=program(HANGS[hang], "TiesApp.do_help", "hang")) as screen:
        screen.wait_for("▌▾ Aville", "4 records")
        screen.type("j")
        screen.wait_for("▌  ▸ Bville")
        screen.type("?")
        if way == "ctrl+c":
            screen.type("\x03")
        else:
            screen.send(signal.SIGTERM)
        assert screen.wait_for_end() == (130 if way == "ctrl+c" else 143)
        screen.assert_given_back()
    assert remembered_place(small_base)[-1] == "bville"


def test_195_ctrl_c_ends_a_browser_that_does_not_hang_at_once_and_as_sigint_does(screen: PtyScreen) -> None:
    screen.type("\x03")
    assert screen.wait_for_end() == 130
    screen.assert_given_back()
