"""Signals end the program: at once where nothing is open, in order where something is, by force where it hangs."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from tui.browser.terminal import modes, signals
from tui.browser.terminal.signals import ENDING, EndedBySignalError, Signals

LONG = 30.0  # seconds that nothing takes unless it never comes


@pytest.fixture(autouse=True)
def _nothing_is_ignored() -> Iterator[None]:
    """What whoever runs the tests ignores, as `nohup` does SIGHUP, is heard here."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


def run(code: str) -> int:
    """How a program of its own ends."""
    head = "import os, signal, time\nfrom tui.browser.terminal.signals import *\n"
    return subprocess.run([sys.executable, "-c", head + code], check=False, timeout=LONG).returncode


@pytest.mark.parametrize("number", ENDING)
def test_before_there_is_anybody_to_ask_a_signal_interrupts_what_is_done(number: int) -> None:
    with pytest.raises(EndedBySignalError) as ended, Signals():
        signal.raise_signal(number)
    assert ended.value.status == 128 + number


@pytest.mark.parametrize("number", ENDING)
def test_who_can_end_the_program_in_order_is_asked_to_once_whatever_else_comes(number: int) -> None:
    asked: list[int] = []
    come = threading.Event()
    with Signals() as listening:
        listening.from_now_on(lambda status: (asked.append(status), come.set()))
        signal.raise_signal(number)
        assert come.wait(LONG)
        signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGHUP)
    assert asked == [128 + number]
    assert listening.status == 128 + number


def test_a_signal_that_came_while_somebody_made_ready_to_be_asked_is_not_lost() -> None:
    with Signals() as listening:
        listening.expect_end(signal.SIGTERM)
        with pytest.raises(EndedBySignalError) as ended:
            listening.from_now_on(print)
    assert ended.value.status == 143


def test_signals_that_are_ignored_stay_ignored_and_handlers_of_before_are_back_in_the_end() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with Signals():
            signal.raise_signal(signal.SIGHUP)
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert signal.set_wakeup_fd(-1) == -1


def test_while_an_editor_has_the_terminal_its_ctrl_c_is_not_ours() -> None:
    asked: list[int] = []
    come = threading.Event()
    before = signal.getsignal(signal.SIGINT)
    with Signals() as listening:
        listening.from_now_on(lambda status: (asked.append(status), come.set()))
        with listening.lent():
            signal.signal(signal.SIGINT, lambda *_: None)
            signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGTERM)
        assert come.wait(LONG)
    assert asked == [143]
    assert signal.getsignal(signal.SIGINT) == before


def test_a_program_that_does_not_end_when_asked_is_ended_and_keeps_what_it_would_remember(tmp_path: object) -> None:
    file = os.path.join(str(tmp_path), "kept")  # noqa: PTH118
    code = f"""
with Signals() as listening:
    listening.from_now_on(lambda status: None)
    listening.last_words = lambda: open({file!r}, "w").close()
    signal.raise_signal(signal.SIGQUIT)
    while True: time.sleep(1000)
"""
    assert run(code) == 131
    assert os.path.exists(file)  # noqa: PTH110


def test_last_words_that_take_too_long_or_fail_do_not_keep_the_program() -> None:
    for words in ("time.sleep(1000)", "1 / 0"):
        code = f"""
with Signals() as listening:
    listening.from_now_on(lambda status: None)
    listening.last_words = lambda: {words}
    signal.raise_signal(signal.SIGTERM)
    while True: time.sleep(1000)
"""
        assert run(code) == 143


def test_an_interruption_that_is_lost_in_a_callback_comes_again() -> None:
    code = """
import sqlite3
base = sqlite3.connect(":memory:")
base.create_function("lose", 0, lambda: signal.raise_signal(signal.SIGTERM))
try:
    with Signals():
        try:
            base.execute("select lose()")
        except (sqlite3.Error, EndedBySignalError):
            pass
        while True: time.sleep(1000)
except EndedBySignalError as ended:
    os._exit(ended.status - 100)
"""
    assert run(code) == 43


def test_all_that_is_waited_for_in_the_end_is_two_seconds_at_most() -> None:
    assert signals.GRACE + modes.PATIENCE + signals._LAST_WORDS <= 2.0


def test_a_terminal_that_was_taken_is_given_back_whatever_ends_the_context() -> None:
    class Taken:
        given_back = 0

        def give_back(self) -> None:
            self.given_back += 1

    terminal = Taken()
    with contextlib.suppress(EndedBySignalError), Signals() as listening:
        listening.terminal = terminal  # type: ignore[assignment]
        signal.raise_signal(signal.SIGTERM)
    assert terminal.given_back == 1
