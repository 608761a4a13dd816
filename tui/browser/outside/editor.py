"""A file in the user's editor, at a line: which editor, how it is told the line, and how it ended."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from tui.browser.outside.terminal_kind import Environment

Which = Callable[[str], str | None]
RunHere = Callable[[Sequence[str], Environment], int]

_WAYS_TO_SET = "set VISUAL, EDITOR or `editor` in config.toml"
_FALLBACKS = ("vi", "nano")
# Those that take +LINE before the file; of them, what stands between line and column where they take one too.
_PLUS: dict[str, str | None] = dict.fromkeys(("vi", "vim", "nvim", "view", "joe", "jmacs", "jstar", "mg"))
_PLUS |= dict.fromkeys(("nano", "pico", "ne"), ",") | dict.fromkeys(("emacs", "emacsclient", "kak", "micro"), ":")
_COLON = ("hx", "helix")
# In windows of their own: without the option they would end at once, with the file still open.
_WAIT: dict[str, tuple[str, ...]] = {"zed": ("--wait",), "zeditor": ("--wait",), "subl": ("--wait",)}
_GOTO = ("code", "code-insiders", "codium", "vscodium", "cursor")


class NoEditorError(Exception):
    """There is no editor to run; the message tells what was asked for and where to set another."""


class Edited(NamedTuple):
    """Whether an editor ran and ended well, and if not, what to tell the user."""

    ok: bool
    words: str = ""


def editor_words(environment: Environment, configured: str = "", which: Which | None = None) -> list[str]:
    """The command of the user's editor in words: `editor` of the config, $VISUAL, $EDITOR, else vi, else nano.

    What is blank counts as not set. Raises NoEditorError.
    """
    which = which or _which(environment)
    asked = [("editor in config.toml", configured)]
    asked += [(f"${name}", environment.get(name, "")) for name in ("VISUAL", "EDITOR")]
    for where, command in asked:
        try:
            words = shlex.split(command)
        except ValueError as error:
            raise NoEditorError(f"{where} cannot be read ({str(error).lower()}): {command}") from error
        if not words or not words[0]:
            continue
        # No shell has been at what stands in a config file.
        words[0] = os.path.expanduser(words[0])  # noqa: PTH111 - pathlib takes another user's unknown home for an error
        if which(words[0]) is None:
            raise NoEditorError(f"no such program: {words[0]} ({_WAYS_TO_SET})")
        return words
    for name in _FALLBACKS:
        if which(name):
            return [name]
    raise NoEditorError(f"no editor is set, and neither vi nor nano is here ({_WAYS_TO_SET})")


def command_line(editor: Sequence[str], file: Path, line: int = 0, column: int = 0) -> list[str]:
    """The whole command that opens a file at a line and column, both from 1; 0 is for not known.

    The path is made absolute, so that none looks like an option. An editor that we do not know gets the file alone.
    """
    path = os.fspath(file.absolute())
    name = Path(editor[0]).name.removesuffix(".exe")
    words = list(editor)
    if name in _WAIT or name in _GOTO:
        wait = _WAIT.get(name, ("--wait",))
        words += [] if {"--wait", "-w"} & set(words[1:]) else wait
    if line < 1:
        return [*words, path]
    if name in _PLUS:
        between = _PLUS[name]
        return [*words, f"+{line}{between}{column}" if between and column > 1 else f"+{line}", path]
    # With a colon in the path, nobody could tell where it ends.
    if ":" in path or not (name in _COLON or name in _WAIT or name in _GOTO):
        return [*words, path]
    place = f"{path}:{line}:{column}" if column > 1 else f"{path}:{line}"
    return [*words, "--goto", place] if name in _GOTO else [*words, place]


def run_editor(
    file: Path,
    line: int,
    environment: Environment,
    *,
    column: int = 0,
    configured: str = "",
    which: Which | None = None,
    run: RunHere | None = None,
) -> Edited:
    """Open a file in the user's editor and wait until it ends. It has the terminal: ours must be given up before."""
    try:
        editor = editor_words(environment, configured, which)
    except NoEditorError as error:
        return Edited(False, str(error))
    if not file.is_file():
        return Edited(False, f"no such file: {file}")
    try:
        code = (run or run_here)(command_line(editor, file, line, column), environment)
    except OSError as error:
        return Edited(False, f"{editor[0]} cannot be started: {error.strerror or error} ({_WAYS_TO_SET})")
    if code < 0:
        return Edited(False, f"the editor was ended by signal {-code}{_signal_name(-code)}")
    return Edited(True) if code == 0 else Edited(False, f"the editor ended with code {code}")


def run_here(command: Sequence[str], environment: Environment) -> int:
    """Run a program in the foreground of our terminal; its exit code, or a signal's number below 0. Raises OSError."""
    # Standard output may be a file while we draw on standard error.
    out = None if os.isatty(1) else 2
    with _signals_for_the_child():
        return subprocess.run(command, env=dict(environment), stdout=out, check=False).returncode  # noqa: S603


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


def _which(environment: Environment) -> Which:
    return lambda name: shutil.which(name, path=environment.get("PATH"))
