"""Asking git about a repository that a stranger may have made: nothing in it is run, fetched or waited for.

Only commands that read objects are asked for (git calls them plumbing): unlike `git log` or `git status` they start no
pager, no hook, no file monitor, no filter and no program that checks signatures, whatever the repository's own
configuration says. Those that could be are switched off besides.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

SECONDS = 120.0
"""After which an answer that is not complete is given up."""
_NOTHING = (b"", False, 0, "")
_PIECE = 1 << 20  # bytes

# What git takes from the command line counts more than what a repository says.
_SETTINGS = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    f"core.attributesFile={os.devnull}",
    "core.pager=cat",
    "log.showSignature=false",
    "protocol.allow=never",
    # A folder that looks like a repository without a work tree may be part of a base that somebody has sent.
    "safe.bareRepository=explicit",
    "i18n.logOutputEncoding=UTF-8",
)
_VARIABLES = {
    # An empty list allows no protocol, also where the repository allows one by name: a partial clone fetches nothing.
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_PAGER": "cat",
    "LC_ALL": "C",
}


class GitError(Exception):
    """What git was asked for is not to be had. Its text says why to a user."""


class Git:
    """Git, asked about the repository that a folder lies in."""

    def __init__(self, folder: str, environment: Mapping[str, str]) -> None:
        """Raises GitError if there is no git on `$PATH`."""
        program = _program(environment)
        if program is None:
            raise GitError("there is no program `git` here: earlier states of a base are read with it")
        settings = [part for setting in _SETTINGS for part in ("-c", setting)]
        self._command = [program, "--no-pager", *settings, "-C", folder]
        # Variables of git's own could lead to another repository, or have it write a log of what it does.
        self._environment = {name: value for name, value in environment.items() if not name.startswith("GIT_")}
        self._environment |= _VARIABLES
        self._running: set[subprocess.Popen[bytes]] = set()
        self.given_up = False

    def give_up(self) -> None:
        """End what is being asked, and ask nothing more; from any thread, for one that nobody waits for any longer."""
        self.given_up = True
        for process in list(self._running):
            if process.returncode is None:
                _kill(process)

    def ask(self, *arguments: str, given: bytes = b"", most: int = _PIECE) -> bytes:
        """What git answers to a command, of at most `most` bytes; `given` is its standard input.

        Raises GitError: with git's own words, for a longer answer, for one that takes longer than SECONDS, and for one
        that was given up.
        """
        try:
            answer, late, code, words = self._run(arguments, given, most) if not self.given_up else _NOTHING
        except OSError as error:
            raise GitError(f"git cannot be asked: {(error.strerror or str(error)).lower()}") from error
        if self.given_up:
            raise GitError("git is not asked any more")
        if late:
            raise GitError(f"git has not answered within {SECONDS:.0f} seconds")
        if len(answer) > most:
            raise GitError(f"git's answer is larger than {most >> 20} MiB")
        if code:
            raise GitError(_first_line(words))
        return answer

    def _run(self, arguments: Sequence[str], given: bytes, most: int) -> tuple[bytes, bool, int, str]:
        """What git answers, whether it was late, how it ended, and what it said on standard error. Raises OSError."""
        # In files, so that neither side waits for the other to read.
        with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as said:
            asked.write(given)
            asked.seek(0)
            process = subprocess.Popen(  # noqa: S603 - a command of ours, without a shell
                [*self._command, *arguments],
                stdin=asked,
                stdout=subprocess.PIPE,
                stderr=said,
                env=self._environment,
                start_new_session=True,
            )
            self._running.add(process)
            try:
                if self.given_up:
                    _kill(process)
                answer, late = _answer(process, most)
            finally:
                self._running.discard(process)
            said.seek(0)
            return answer, late, process.returncode, said.read(_PIECE).decode("utf-8", "replace")


def _answer(process: subprocess.Popen[bytes], most: int) -> tuple[bytes, bool]:
    """What a process writes, up to one byte more than `most`, and whether it was ended for being late."""
    late = threading.Event()

    def give_up() -> None:
        late.set()
        _kill(process)

    timer = threading.Timer(SECONDS, give_up)
    timer.daemon = True
    timer.start()
    try:
        with process:
            assert process.stdout is not None  # noqa: S101  it is a pipe
            try:
                answer = process.stdout.read(most + 1)
                if len(answer) > most:
                    _kill(process)
            except BaseException:
                _kill(process)
                raise
    finally:
        timer.cancel()
    return answer, late.is_set()


def _kill(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def _program(environment: Mapping[str, str]) -> str | None:
    """The path of git; entries of PATH that are not absolute would name what lies in a folder that somebody sent."""
    for folder in environment.get("PATH", os.defpath).split(os.pathsep):
        path = Path(folder, "git")
        if folder.startswith("/") and path.is_file() and os.access(path, os.X_OK):
            return os.fspath(path)
    return None


def _first_line(words: str) -> str:
    line = words.strip().partition("\n")[0].removeprefix("fatal: ").removeprefix("error: ")
    return f"git says: {line}" if line else "git has failed, and does not say why"
