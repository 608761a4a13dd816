"""A web address for the user's web browser: which program opens it, or why it is copied instead, or refused."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from tui.browser.outside.foreground import RunHere, run_here, trouble
from tui.browser.outside.programs import Start, Which, finder, start_detached
from tui.browser.outside.terminal_kind import Environment, has_display, inside_wsl, over_ssh
from tui.records.display_safe import one_line
from tui.records.web_address import RefusedError, checked

# wslview hands an address to PowerShell as part of a command.
_POWERSHELL = "$'();"
_WSL = "wslview"
# Web browsers that draw in the terminal, and so need it for themselves.
_TEXT_BROWSERS = {"w3m", "lynx", "links", "links2", "elinks", "www-browser", "browsh", "carbonyl", "cha", "edbrowse"}


class Opened(NamedTuple):
    """What became of an address: handed to a browser, to be copied instead, or refused; and the address to copy."""

    how: Literal["opened", "copy", "refused"]
    address: str
    words: str


class Opener(NamedTuple):
    """The whole command that opens an address, and whether it needs our terminal while it runs; `name` is for readers.

    Without a command, `words` say why there is none.
    """

    name: str = ""
    command: tuple[str, ...] = ()
    in_terminal: bool = False
    words: str = ""


def opener(url: str, environment: Environment, *, platform: str = sys.platform, which: Which | None = None) -> Opener:
    """The program that opens an address: $BROWSER's, else the desktop's. Raises RefusedError."""
    which = which or finder(environment)
    address = checked(url).url
    if environment.get("BROWSER", "").strip(f" {os.pathsep}"):
        return _asked_for(environment["BROWSER"], address, which)
    if over_ssh(environment):
        return Opener(words="over SSH no web browser of yours can be opened from here")
    for name in _of_desktop(environment, platform):
        if program := which(name):
            given = checked(url, escape=_POWERSHELL).url if name == _WSL else address
            return Opener(name, (program, given))
    return Opener(words="nothing here opens web addresses ($BROWSER, xdg-open, open, wslview, or no display)")


def needs_terminal(url: str, environment: Environment) -> bool:
    """Whether what opens an address draws in our terminal, which must be given up before."""
    try:
        return opener(url, environment).in_terminal
    except RefusedError:
        return False


def open_address(
    url: str,
    environment: Environment,
    *,
    platform: str = sys.platform,
    which: Which | None = None,
    start: Start = start_detached,
    run: RunHere = run_here,
) -> Opened:
    """Hand an address to the user's web browser; or say why it is to be copied, or refused.

    A browser with a window of its own is not waited for. One that draws in the terminal is, and ours must be given up
    before (see `needs_terminal`).
    """
    try:
        address = checked(url)
        found = opener(url, environment, platform=platform, which=which)
    except RefusedError as error:
        return Opened("refused", url, f"not opened: {error}: {one_line(url)}")
    if not found.command:
        return Opened("copy", address.url, found.words)
    if found.in_terminal:
        return _opened_here(found, address.url, environment, run)
    if not start(found.command, environment):
        return Opened("copy", address.url, f"{found.name} cannot be started")
    return Opened("opened", address.url, f"handed to {found.name}: {address.shown}")


def _opened_here(found: Opener, address: str, environment: Environment, run: RunHere) -> Opened:
    try:
        words = trouble(found.name, run(found.command, environment))
    except OSError as error:
        return Opened("copy", address, f"{found.name} cannot be started: {error.strerror or error}")
    return Opened("copy", address, words) if words else Opened("opened", address, "")


def _of_desktop(environment: Environment, platform: str) -> list[str]:
    if platform == "darwin":
        return ["open"]
    # Without a display it would look for a browser that draws in our terminal.
    return [_WSL] * inside_wsl(environment) + ["xdg-open"] * has_display(environment)


def _asked_for(browser: str, address: str, which: Which) -> Opener:
    """The first of the commands in $BROWSER, parted by colons, whose program is here; `%s` in it is the address."""
    missing = ""
    for command in browser.split(os.pathsep):
        try:
            words = shlex.split(command)
        except ValueError as error:
            return Opener(words=one_line(f"$BROWSER cannot be read ({str(error).lower()}): {browser}"))
        # No shell has been here to put it into the background; it goes there anyway.
        words = words[:-1] if words[-1:] == ["&"] else words
        if not words or not words[0]:
            continue
        if program := which(words[0]):
            name = one_line(Path(program).name)
            return Opener(name, (program, *_with_address(words[1:], address)), name in _TEXT_BROWSERS)
        missing = missing or words[0]
    return Opener(words=one_line(f"$BROWSER names no program that is here: {missing}"))


def _with_address(options: Sequence[str], address: str) -> list[str]:
    if any("%s" in option for option in options):
        return [option.replace("%s", address) for option in options]
    return [*options, address]
