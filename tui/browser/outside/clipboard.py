"""Text for the clipboard: through a program of this machine's desktop, or through the terminal itself.

Only a program that took the text and ended well lets us say "copied". The terminal never answers.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Literal, NamedTuple

from tui.browser.outside.osc52 import LIMIT, TooLongError, osc52
from tui.browser.outside.programs import Ending, Run, Which, finder, run_with_input
from tui.browser.outside.terminal_kind import Environment, inside_tmux, inside_wsl, over_ssh

Setting = Literal["auto", "system", "terminal", "off"]

SECONDS = 2.0


class Sent(NamedTuple):
    """Where a text went, and what may be said of it. `nothing` means that no clipboard has changed."""

    how: Literal["system", "terminal", "nothing"]
    words: str


class _Program(NamedTuple):
    """A clipboard program: its name, its whole command, and the encoding that it reads."""

    name: str
    command: tuple[str, ...]
    encoding: str = "utf-8"


_WAYLAND = _Program("wl-copy", ("wl-copy", "--type", "text/plain;charset=utf-8"))
_X11 = (
    _Program("xclip", ("xclip", "-selection", "clipboard", "-in")),
    _Program("xsel", ("xsel", "--clipboard", "--input")),
)
_MACOS = _Program("pbcopy", ("pbcopy",))
_WINDOWS = _Program("clip.exe", ("clip.exe",), "utf-16-le")
# Accepted by tmux from 3.2 on, whatever `set-clipboard` says; from an application it takes OSC 52 only if that is on.
_TMUX = _Program("tmux", ("tmux", "load-buffer", "-w", "-"))


def send(
    text: str,
    environment: Environment,
    write: Callable[[str], None],
    *,
    what: str = "text",
    setting: Setting = "auto",
    limit: int = LIMIT,
    platform: str = sys.platform,
    which: Which | None = None,
    run: Run = run_with_input,
) -> Sent:
    """Put a text into the clipboard, or send it to where the clipboard is. Blocks for at most some seconds.

    `write` takes what goes to the terminal, which must be written in one piece; it is called in this thread. `what`
    is the word for the text in what is said of it; `limit` is in bytes of base64 (see `osc52`).
    """
    which = which or finder(environment)
    if setting == "off":
        return Sent("nothing", 'nothing copied: `clipboard = "off"` in config.toml')
    trouble = ""
    program = None if setting == "terminal" else _system_program(environment, platform, which, setting == "system")
    if program is not None:
        ended = _give(program, text, environment, run)
        if ended is Ending.DONE:
            return Sent("system", f"{what} copied ({program.name})")
        trouble = f"{program.name} {ended.value}"
    if setting == "system":
        missing = "no clipboard program is here (wl-copy, xclip, xsel, pbcopy, clip.exe)"
        return Sent("nothing", f"nothing copied: {trouble or missing}")
    return _send_to_terminal(text, environment, write, what, limit, trouble, which, run)


def _send_to_terminal(
    text: str,
    environment: Environment,
    write: Callable[[str], None],
    what: str,
    limit: int,
    trouble: str,
    which: Which,
    run: Run,
) -> Sent:
    before = f"{trouble}; " if trouble else ""
    try:
        sequence = osc52(text, limit, environment)
    except TooLongError as error:
        return Sent("nothing", f"{before}nothing copied: {error}; p and the same second key print it after leaving")
    tmux = _here(_TMUX, which) if inside_tmux(environment) else None
    if tmux is not None and _give(tmux, text, environment, run) is Ending.DONE:
        write(osc52(text, limit, environment, loaded=True).decode("ascii"))
        return Sent("terminal", f"{before}{what} sent to tmux and the terminal ({counted_characters(text)})")
    write(sequence.decode("ascii"))
    return Sent("terminal", f"{before}{what} sent to the terminal ({counted_characters(text)})")


def _system_program(environment: Environment, platform: str, which: Which, asked_for: bool) -> _Program | None:
    """The first clipboard program that can reach the desktop. Over SSH it would be a desktop that nobody looks at."""
    if over_ssh(environment) and not asked_for:
        return None
    candidates: list[_Program] = []
    if platform == "darwin":
        candidates.append(_MACOS)
    if inside_wsl(environment):
        candidates.append(_WINDOWS)
    if environment.get("WAYLAND_DISPLAY"):
        candidates.append(_WAYLAND)
    if environment.get("DISPLAY"):
        candidates += _X11
    return next(filter(None, (_here(program, which) for program in candidates)), None)


def _here(program: _Program, which: Which) -> _Program | None:
    """A program with the path at which it stands on this machine; None if it does not."""
    path = which(program.command[0])
    return program._replace(command=(path, *program.command[1:])) if path else None


def _give(program: _Program, text: str, environment: Environment, run: Run) -> Ending:
    return run(program.command, text.encode(program.encoding, "replace"), environment, SECONDS)


def counted_characters(text: str) -> str:
    """How long a text is, for a reader: `312 characters`."""
    return f"{len(text):,} character{'' if len(text) == 1 else 's'}"
