"""Starting other programs so that they neither hold us up nor write on our screen."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
from collections.abc import Callable, Sequence
from enum import Enum

from tui.browser.outside.terminal_kind import Environment


class Ending(Enum):
    """How a program that was given something ended, in words behind its name."""

    DONE = "took it"
    FAILED = "failed"
    SILENT = "did not answer"
    MISSING = "cannot be started"


Run = Callable[[Sequence[str], bytes, Environment, float], Ending]


def run_with_input(command: Sequence[str], data: bytes, environment: Environment, seconds: float) -> Ending:
    """Run a program with these bytes on its standard input, and kill it with its children after so many seconds.

    What it leaves running in the background (xclip does, to own the selection) lives on: in a session of its own, it
    neither hears ctrl+c nor holds a pipe that we wait for.
    """
    try:
        process = subprocess.Popen(  # noqa: S603 - a command of ours, without a shell
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=dict(environment),
            start_new_session=True,
        )
    except OSError:
        return Ending.MISSING
    with process:
        try:
            process.communicate(data, timeout=seconds)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            # Should there be no such group, nobody may wait for what has not been killed.
            process.kill()
            return Ending.SILENT
    return Ending.DONE if process.returncode == 0 else Ending.FAILED


Start = Callable[[Sequence[str], Environment], bool]


def start_detached(command: Sequence[str], environment: Environment) -> bool:
    """Start a program without a terminal and leave it to itself. Whether it could be started."""
    try:
        process = subprocess.Popen(  # noqa: S603 - a command of ours, without a shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=dict(environment),
            start_new_session=True,
        )
    except OSError:
        return False
    # Somebody must ask how it ended, or it stays in the list of processes until we do.
    threading.Thread(target=process.wait, daemon=True).start()
    return True
