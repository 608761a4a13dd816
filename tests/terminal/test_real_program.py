"""The installed program on a terminal: it opens, finds, ends, and says what went wrong when it has a bug."""

import os
import re
import stat
import subprocess
from pathlib import Path

import pytest

from tests.terminal.pty_screen import TIES, PtyScreen, program, ties
from tui.cli.bug_log import NAME
from tui.settings.directories import state_folder
from tui.settings.state import read_state

BUG = "def fail(*_):\n    raise RuntimeError('it broke\\x1b]0;title\\x07')"
IN_A_THREAD = f"import threading\n{BUG}\nstart = lambda *_: threading.Thread(target=fail).start()"
IN_A_WORKER = f"{BUG}\nstart = lambda app: app.run_worker(fail, thread=True, exit_on_error=False) and None"


def test_ties_opens_searches_and_quits_with_status_0() -> None:
    with ties() as screen:
        screen.wait_for("Gimcheon", "records")
        screen.type("/pottery")
        screen.wait_for("Symposium on Korean and Chinese")
        screen.type("\r")
        screen.wait_for("exact")
        screen.type("q")
        assert screen.wait_for_end() == 0
        assert screen.after_leaving == ""
        screen.assert_given_back()


def test_keys_that_arrive_in_one_piece_go_where_they_were_meant_to_go() -> None:
    with ties() as screen:
        screen.wait_for("Gimcheon")
        screen.type("/pottery\rq")
        assert screen.wait_for_end() == 0


def times_on_a_processor(screen: PtyScreen) -> int:
    """How often the threads of the program have been given a processor (Linux, proc(5))."""
    tasks = Path(f"/proc/{screen.process.pid}/task").iterdir()
    return sum(
        int(count) for task in tasks for count in re.findall(r"switches:\s+(\d+)", (task / "status").read_text())
    )


def test_a_browser_that_nobody_touches_writes_nothing_and_wakes_for_nothing() -> None:
    config = Path(os.environ["XDG_CONFIG_HOME"], "ties/config.toml")
    config.parent.mkdir(parents=True)
    config.write_text("live = 0\n")
    with ties() as screen:
        screen.wait_for("Gimcheon", "records", "Known as")
        screen.read_for(0.5)
        before = times_on_a_processor(screen)
        assert screen.read_for(1.0) == b""
        assert times_on_a_processor(screen) == before


@pytest.mark.parametrize(
    "variables",
    [
        {"TEXTUAL_DRIVER": "os:system"},
        {"TEXTUAL_COLOR_SYSTEM": "zzz"},
        {"TEXTUAL_LOG": "/nonexistent/log"},
        {"TEXTUAL": "debug,devtools", "TEXTUAL_DEBUG": "1", "TEXTUAL_SHOW_RETURN": "1", "TEXTUAL_PRESS": "q"},
    ],
    ids=lambda variables: next(iter(variables)),
)
def test_variables_for_those_who_write_programs_change_nothing(variables: dict[str, str]) -> None:
    with ties(**variables) as screen:
        screen.wait_for("Gimcheon", "records")
        screen.type("q")
        assert screen.wait_for_end() == 0
        assert screen.after_leaving == ""


@pytest.mark.parametrize(("code", "value"), [(BUG, "fail"), (IN_A_THREAD, "start")], ids=["in the app", "in a thread"])
def test_a_bug_is_one_line_and_a_log_that_nobody_else_can_read(code: str, value: str) -> None:
    log = state_folder(os.environ) / NAME
    with ties(command=program(code, "TiesApp.do_help", value), size=(250, 30)) as screen:
        screen.wait_for("Gimcheon", "records")
        screen.type("?")
        assert screen.wait_for_end() == 70
        screen.assert_given_back()
        assert screen.after_leaving == (
            "ties: a bug in Ties, not in your facts: RuntimeError: it broke␛]0;title␇\n"
            f"ties: {log} says where; please report it with the command you typed\n"
        )
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    text = log.read_text()
    assert "Traceback (most recent call last)" in text
    assert "in fail" in text
    assert "\x1b" not in text


def test_a_bug_behind_the_screen_is_told_on_it_and_is_in_the_status_in_the_end() -> None:
    with ties(command=program(IN_A_WORKER, "TiesApp.do_help", "start"), size=(250, 30)) as screen:
        screen.wait_for("Gimcheon", "records")
        screen.type("?")
        screen.wait_for("behind the screen: RuntimeError: it broke")
        screen.type("q")
        assert screen.wait_for_end() == 70
        assert "a bug in Ties" in screen.after_leaving


def test_a_bug_in_what_reads_the_keys_ends_the_browser_as_any_other_does() -> None:
    code = f"{BUG}\nfrom tui.browser.terminal.keys import KeyParser"
    with ties(command=program(code, "KeyParser.feed", "fail"), size=(250, 30)) as screen:
        screen.type("j")
        assert screen.wait_for_end() == 70
        screen.assert_given_back()
        assert "RuntimeError: it broke" in screen.after_leaving


TAKEN = """
import select
from tui.cli import browsing

def show(last, found, terminal):
    terminal.take()
    terminal.painted = True
    terminal.line.write(b"\\x1b[HTHE SCREEN OF BEFORE")
    select.select([0], [], [])
"""


def test_a_terminal_that_was_taken_before_the_browser_is_there_is_not_cleared_and_keeps_what_was_typed() -> None:
    # The index is there: else the terminal would be given back to tell how far it is.
    subprocess.run([*TIES, "tree"], check=True, capture_output=True)
    with ties(command=program(TAKEN, "browsing._show_last", "show")) as screen:
        screen.wait_for("THE SCREEN OF BEFORE")
        screen.type("/pottery")
        screen.wait_for("/ pottery", "Symposium on Korean and Chinese")
        assert screen.written.count(b"\x1b[?1049h") == 1
        screen.type("\x11")
        assert screen.wait_for_end() == 0
        screen.assert_given_back()


def test_ctrl_l_paints_a_screen_that_something_else_has_written_on(small_base: Path) -> None:
    with ties(str(small_base)) as screen:
        before = screen.wait_for("▌▾ Aville", "4 records", "a.toml:5 · aville")
        screen.emulator.feed(b"\x1b[2J\x1b[HBroadcast message from root")
        screen.type("\x0c")
        screen.wait_until(lambda: screen.text == before, "the screen as it was")
        screen.type("q")
        assert screen.wait_for_end() == 0


def test_no_sequence_that_only_some_terminals_understand_is_printed_where_it_would_be_seen() -> None:
    with ties(TERM_PROGRAM="Apple_Terminal") as screen:
        screen.wait_for("Gimcheon", "records")
        screen.type("q")
        assert screen.wait_for_end() == 0
        assert b"$p" not in screen.written


@pytest.mark.parametrize("flags", [(), ("--no-mouse",)], ids=["mouse", "no mouse"])
def test_the_mouse_is_asked_for_unless_the_reader_keeps_it(small_base: Path, flags: tuple[str, ...]) -> None:
    with ties(*flags, str(small_base)) as screen:
        screen.wait_for("▌▾ Aville", "4 records")
        assert (b"\x1b[?1000h" in screen.written) == (not flags)
        screen.type("q")
        assert screen.wait_for_end() == 0
        screen.assert_given_back()


@pytest.mark.parametrize("keys", ["/friends", "?", ":", "p"], ids=["search", "help", "actions", "half a key"])
def test_ctrl_c_quits_from_wherever_the_reader_is_and_keeps_where_they_were(small_base: Path, keys: str) -> None:
    with ties(str(small_base)) as screen:
        screen.wait_for("▌▾ Aville", "4 records")
        screen.type(f"j{keys}\x03")
        assert screen.wait_for_end() == 130
        screen.assert_given_back()
    assert read_state(small_base, os.environ)[0].path[-1] == "bville"
