"""What the environment says of the terminal that we are on: far away, or inside another program's window."""

from __future__ import annotations

from collections.abc import Mapping

Environment = Mapping[str, str]


def over_ssh(environment: Environment) -> bool:
    """Whether the terminal is on another machine, whose clipboard and web browser no program here reaches."""
    return any(environment.get(name) for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"))


def inside_tmux(environment: Environment) -> bool:
    """Whether we are in a window of a tmux on this machine."""
    return bool(environment.get("TMUX"))


def behind_tmux(environment: Environment) -> bool:
    """Whether there is a tmux between us and the terminal, on this machine or on the one that we were called from."""
    return inside_tmux(environment) or environment.get("TERM", "").startswith("tmux")


def inside_screen(environment: Environment) -> bool:
    """Whether there is a GNU screen between us and the terminal. TERM=screen is what it is called over SSH."""
    if behind_tmux(environment):
        return False
    return bool(environment.get("STY")) or environment.get("TERM", "").startswith("screen")


def inside_wsl(environment: Environment) -> bool:
    """Whether we are in the Windows Subsystem for Linux, with Windows' own programs at hand."""
    return bool(environment.get("WSL_DISTRO_NAME"))


def has_display(environment: Environment) -> bool:
    """Whether a program could open a window here."""
    return bool(environment.get("WAYLAND_DISPLAY") or environment.get("DISPLAY"))
