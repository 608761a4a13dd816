"""A file in the user's editor, at a line: which editor, how it is told the line, and how it ended."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tui.browser.outside.foreground import RunHere, run_here, trouble
from tui.browser.outside.programs import Which, finder
from tui.browser.outside.terminal_kind import Environment

_WAYS_TO_SET = "set VISUAL, EDITOR or `editor` in config.toml"
_FALLBACKS = ("vi", "nano")
# Those that take +LINE before the file; of them, what stands between line and column where they take one too.
_PLUS: dict[str, str | None] = dict.fromkeys(("vi", "vim", "nvim", "view", "joe", "jmacs", "jstar", "mg"))
_PLUS |= dict.fromkeys(("nano", "pico", "ne"), ",") | dict.fromkeys(("emacs", "emacsclient", "kak", "micro"), ":")
_COLON = ("hx", "helix")
# Those that take `--` behind +LINE for the end of options.
_DASHES = ("vi", "vim", "nvim", "view", "nano")
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

    The first word is the absolute path of the program. What is blank counts as not set. Raises NoEditorError.
    """
    which = which or finder(environment)
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
        program = which(words[0])
        if program is None:
            raise NoEditorError(f"no such program: {words[0]} ({_WAYS_TO_SET})")
        return [program, *words[1:]]
    for name in _FALLBACKS:
        if program := which(name):
            return [program]
    raise NoEditorError(f"no editor is set, and neither vi nor nano is here ({_WAYS_TO_SET})")


def command_line(editor: Sequence[str], file: Path, line: int = 0, column: int = 0) -> list[str]:
    """The whole command that opens a file at a line and column, both from 1; 0 is for not known.

    The path is made absolute, so that none looks like an option or a command (`-c.toml`, `+!cmd.toml`). An editor that
    we do not know gets the file alone.
    """
    path = os.fspath(file.absolute())
    name = _kind(editor[0])
    words = list(editor)
    if name in _WAIT or name in _GOTO:
        wait = _WAIT.get(name, ("--wait",))
        words += [] if {"--wait", "-w"} & set(words[1:]) else wait
    if line < 1:
        return [*words, path]
    if name in _PLUS:
        between = _PLUS[name]
        words.append(f"+{line}{between}{column}" if between and column > 1 else f"+{line}")
        return [*words, "--", path] if name in _DASHES else [*words, path]
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
    words = trouble("the editor", code)
    return Edited(not words, words)


def _kind(program: str) -> str:
    """What an editor is called, by which we know how to speak to it; nothing for one that only bears the name."""
    # BusyBox's vi takes +12 for a file.
    if Path(program).resolve().name == "busybox":
        return ""
    return Path(program).name.removesuffix(".exe")
