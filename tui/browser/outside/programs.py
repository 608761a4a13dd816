"""Finding other programs, and starting them so that they neither hold us up nor write on our screen."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path

from tui.browser.outside.terminal_kind import Environment

Which = Callable[[str], str | None]


def finder(environment: Environment) -> Which:
    """What tells where a program is: the absolute path of the first of its name on PATH, None if there is none.

    Entries of PATH that are empty or not absolute are passed over: they would name whatever lies in the working
    directory, which may be a base that somebody has sent. A name with a slash in it is a path, as in a shell.
    """
    folders = [entry for entry in environment.get("PATH", os.defpath).split(os.pathsep) if entry.startswith("/")]

    def which(name: str) -> str | None:
        paths = [Path(name)] if "/" in name else [Path(folder, name) for folder in folders if name]
        found = next((path for path in paths if path.is_file() and os.access(path, os.X_OK)), None)
        return os.fspath(found.absolute()) if found else None

    return which


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
