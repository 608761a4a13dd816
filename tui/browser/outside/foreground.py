"""A program in the foreground of our terminal, as a shell would run it, and how it ended."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from types import FrameType

from tui.browser.outside.terminal_kind import Environment

RunHere = Callable[[Sequence[str], Environment], int]


def run_here(command: Sequence[str], environment: Environment) -> int:
    """Run a program in the foreground of our terminal; its exit code, or a signal's number below 0. Raises OSError."""
    # Standard output may be a file while we draw on standard error.
    out = None if os.isatty(1) else 2
    with _signals_for_the_child():
        return subprocess.run(command, env=dict(environment), stdout=out, check=False).returncode  # noqa: S603


def trouble(what: str, code: int) -> str:
    """What to say of a program that ended with this code; nothing if it ended well."""
    if code < 0:
        return f"{what} was ended by signal {-code}{_signal_name(-code)}"
    return f"{what} ended with code {code}" if code else ""


@contextlib.contextmanager
def _signals_for_the_child() -> Iterator[None]:
    """Leave ctrl+c and ctrl+\\ to the child, and stop and go on with it as a shell expects of a job.

    Handlers of Python's do not outlive exec, so the child gets the defaults; signals that are ignored would stay so.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    wanted: dict[int, signal.Handlers | Callable[[int, FrameType | None], None]] = {
        signal.SIGINT: _leave,
        signal.SIGQUIT: _leave,
        signal.SIGTSTP: signal.SIG_DFL,
        signal.SIGCONT: signal.SIG_DFL,
    }
    before = {number: signal.signal(number, handler) for number, handler in wanted.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            if handler is not None:
                signal.signal(number, handler)


def _leave(number: int, frame: FrameType | None) -> None:
    """The child has the same signal and knows what to do with it."""


def _signal_name(number: int) -> str:
    try:
        return f" ({signal.Signals(number).name})"
    except ValueError:
        return ""
