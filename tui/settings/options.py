"""Every option there is, declared once: what it takes, its default, what it does, and what else sets it."""

import os
from typing import Any, Literal, NamedTuple, TypeAlias

from tui.settings.nearest import nearest

Value: TypeAlias = str | bool | int | float | tuple[str, ...]


class RefusedError(Exception):
    """A value that its option does not take: its text says so to a user, `hint` what it does take."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class Option(NamedTuple):
    """One option of config.toml.

    A `choice` takes one of `choices`, a `switch` true or false, a `whole number` and `seconds` what lies between
    `low` and `high` (seconds also 0, which stands for never), a `command` a command line as a shell would cut it,
    `folders` one path, several with the system's separator of paths between them, or a list of paths.

    `flag` is the command line's word for the opposite of a switch's default, or for a folder. `forced` is a variable
    that overrules the file when it is not empty, with the value it stands for. `asked` are variables that are asked, in
    this order, where the file says nothing.
    """

    name: str
    kind: Literal["choice", "switch", "whole number", "seconds", "command", "folders"]
    default: Value
    about: str
    choices: tuple[str, ...] = ()
    low: float = 0
    high: float = 0
    flag: str = ""
    flag_about: str = ""
    forced: tuple[str, Value] | None = None
    asked: tuple[str, ...] = ()

    @property
    def takes(self) -> str:
        """What the option takes, in words."""
        match self.kind:
            case "choice":
                return ", ".join(f'"{choice}"' for choice in self.choices)
            case "switch":
                return "true or false"
            case "whole number":
                return f"a whole number from {self.low:.0f} to {self.high:.0f}"
            case "seconds":
                return f"seconds from {self.low:g} to {self.high:g}, or 0 for never"
            case "command":
                return "a command line in quotes"
            case "folders":
                return "a folder in quotes, or a list of them"

    def check(self, value: Any) -> Value:
        """The value as the option keeps it (seconds as float, folders as a tuple). Raises RefusedError."""
        right_type = isinstance(value, _TYPES[self.kind]) and isinstance(value, bool) == (self.kind == "switch")
        if not right_type:
            hint = f"it takes {self.takes}"
            if isinstance(value, str) and self.kind not in ("choice", "folders"):
                hint += "; without quotes"
            raise RefusedError(f"`{self.name}` takes no {type_in_words(value)}", hint)
        if self.kind == "choice" and value not in self.choices:
            close = nearest(value, self.choices)
            hint = (f'did you mean "{close}"? ' if close else "") + f"one of: {self.takes}"
            raise RefusedError(f'`{self.name}` does not take "{value:.40}"', hint)
        if self.kind == "command" and (fault := _fault(value)):
            raise RefusedError(f"`{self.name}` is no command line: {fault}", 'as in a shell: editor = "vim -n"')
        never = self.kind == "seconds" and value == 0
        if self.high and not never and not self.low <= value <= self.high:
            raise RefusedError(f"`{self.name}` is out of range: {shortened(value)}", f"it takes {self.takes}")
        if self.kind == "folders":
            return self._folders(value)
        result: Value = float(value) if self.kind == "seconds" else value
        return result

    def _folders(self, value: Any) -> tuple[str, ...]:
        """Folders as they are written, empty ones left out. Raises RefusedError."""
        parts = value.split(os.pathsep) if isinstance(value, str) else value
        if not all(isinstance(part, str) and "\0" not in part for part in parts):
            raise RefusedError(f"`{self.name}` takes paths of folders", f"it takes {self.takes}")
        return tuple(part for part in parts if part.strip())


_TYPES: dict[str, type | tuple[type, ...]] = {
    "choice": str,
    "switch": bool,
    "whole number": int,
    "seconds": (int, float),
    "command": str,
    "folders": (str, list, tuple),
}
_WORDS = (
    (bool, "true or false"),
    (str, "text"),
    (int, "whole number"),
    (float, "number"),
    (list, "list"),
    (dict, "table"),
)


def type_in_words(value: Any) -> str:
    """The TOML type of a value as people call it."""
    return next((words for kind, words in _WORDS if isinstance(value, kind)), "date or time")


def shortened(value: Any) -> str:
    """A number as far as a message has room for it; TOML takes numbers of thousands of digits."""
    try:
        text = str(value)
    except ValueError:
        return "a number of thousands of digits"
    return text if len(text) <= 20 else f"{text[:19]}…"


def _fault(command: str) -> str:
    """Why a text is no command line; empty if it is one, or empty."""
    import shlex

    if not command.isprintable():
        return "it holds a control character"
    try:
        shlex.split(command)
    except ValueError as error:
        return str(error)[:1].lower() + str(error)[1:]
    return ""


THEMES = ("auto", "night", "day", "terminal", "mono")

OPTIONS: tuple[Option, ...] = (
    Option(
        "theme",
        "choice",
        "auto",
        'The colours: "terminal" is the terminal\'s own 16, "mono" none at all, "auto" is "night".',
        choices=THEMES,
        forced=("NO_COLOR", "mono"),
    ),
    Option(
        "ascii",
        "switch",
        False,
        "Draw borders and signs in ASCII; without this option, only where the locale's encoding is not UTF-8.",
        flag="--ascii",
        flag_about="draw borders and signs in ASCII",
        asked=("LC_ALL", "LC_CTYPE", "LANG"),
    ),
    Option(
        "mouse",
        "switch",
        True,
        "Take clicks and the wheel; without it, the terminal keeps the mouse for selecting text.",
        flag="--no-mouse",
        flag_about="leave the mouse to the terminal",
    ),
    Option(
        "clipboard",
        "choice",
        "auto",
        "How a copy leaves: through the terminal (OSC 52), or a program of the system (wl-copy, xclip, xsel, pbcopy, "
        'clip.exe); "auto" finds out which.',
        choices=("auto", "terminal", "system", "off"),
    ),
    Option(
        "clipboard_limit",
        "whole number",
        74994,
        "The most that one copy through the terminal holds, in bytes of base64; terminals drop what is longer.",
        low=1000,
        high=1_000_000,
    ),
    Option(
        "editor",
        "command",
        "",
        "What opens a fact file; empty is $VISUAL, then $EDITOR, then vi.",
        asked=("VISUAL", "EDITOR"),
    ),
    Option(
        "line",
        "choice",
        "auto",
        'The line to the terminal: a "slow" one gets 256 colours and pages after a pause; "auto" is slow over SSH, '
        "and where the terminal takes what is written slowly.",
        choices=("auto", "slow", "fast"),
    ),
    Option(
        "live",
        "seconds",
        1.0,
        "Seconds between two looks at the fact files for changes; 0 never looks.",
        low=0.5,
        high=60,
    ),
    Option(
        "remember",
        "switch",
        True,
        "Keep place, marks and searches of each base from one run to the next.",
        flag="--fresh",
        flag_about="once without what was remembered; nothing of this run is kept",
    ),
    Option(
        "texts",
        "folders",
        (),
        "Where the sources' texts are, to show quotes in them and to check them: folders of files, each recognised by "
        "its SHA-256, whatever its name.",
        flag="--texts",
        flag_about="a folder of the sources' texts, recognised by their SHA-256; may be given several times",
        asked=("TIES_TEXTS",),
    ),
)
