"""The configuration: config.toml, the environment and the command line, put together into one value for each option."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tui.records.display_safe import one_line
from tui.settings.directories import NoHomeError, config_file
from tui.settings.nearest import meant
from tui.settings.options import OPTIONS, Option, RefusedError, Value, type_in_words
from tui.settings.written import UnreadableError, Written, read_written

if TYPE_CHECKING:
    from tui.records.positions import Place, Positions


class SettingProblem(NamedTuple):
    """One mistake in what was set. Line and column count from 1 (column in characters); line 0 is no place."""

    file: str
    line: int
    column: int
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """As editors and compilers write it: `file:line:column: message (hint)`, safe for a terminal."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return one_line(f"{place}: {self.message}" + (f" ({self.hint})" if self.hint else ""))


class Config(NamedTuple):
    """What is in force: a value for every option (`tui.settings.options` says what each takes), and how it came to it.

    `editor` is a command line that `shlex.split` can cut, never empty. `live` is in seconds, 0 for never.
    `texts` are paths of folders, with the home for a `~` at their beginning; in a file they may be relative to its own.
    `keys` are the keys that were set for an action, as they were written, none to take its keys away; `key_places`
    says where. Neither action nor key has been looked at. `origins` has for every option "default", a flag, a
    variable, or file name and line ("config.toml:3"). `file` is where config.toml is looked for, None without a home.
    """

    theme: str
    ascii: bool
    mouse: bool
    clipboard: str
    clipboard_limit: int
    editor: str
    line: str
    live: float
    remember: bool
    texts: tuple[str, ...]
    keys: dict[str, tuple[str, ...]]
    key_places: dict[str, Place]
    origins: dict[str, str]
    file: Path | None
    problems: tuple[SettingProblem, ...]


def read_config(
    environment: Mapping[str, str], flags: Collection[str] = (), folders: Mapping[str, Sequence[str]] | None = None
) -> Config:
    """The configuration that holds for an environment, the flags that were given, such as "--ascii", and the folders
    that were given by the flags that take some, such as "--texts".

    In order: the flag, a variable that overrules, config.toml, a variable that is asked, the default. Never raises
    for what a file or a variable can hold; what is wrong is in `problems`, and all the rest counts.
    """
    try:
        file = config_file(environment)
    except NoHomeError:
        file = None
    problems: list[SettingProblem] = []
    written = Written({}, "", "")
    if file is not None:
        try:
            written = read_written(file, bool(environment.get("TIES_CONFIG")))
        except UnreadableError as error:
            problems.append(SettingProblem(os.fspath(file), *error.place, error.message, error.hint))
    reading = _Reading(written, problems)
    found = {
        option.name: _settle_folders(option, environment, (folders or {}).get(option.flag), reading)
        if option.kind == "folders"
        else _settle(option, environment, flags, reading)
        for option in OPTIONS
    }
    values: dict[str, Any] = {name: value for name, (value, _) in found.items()}
    values["editor"] = values["editor"].strip() or "vi"
    keys, key_places = reading.keys()
    reading.report_unknown()
    origins = {name: origin for name, (_, origin) in found.items()}
    # Problems of the file stand in its order, those of variables before them.
    problems.sort(key=lambda problem: problem[1:3])
    return Config(**values, keys=keys, key_places=key_places, origins=origins, file=file, problems=tuple(problems))


def _settle(
    option: Option, environment: Mapping[str, str], flags: Collection[str], reading: _Reading
) -> tuple[Value, str]:
    """The value of an option and where it comes from."""
    # Read in any case, so that a mistake is reported even where something else overrules it.
    written = reading.value(option)
    if option.flag and option.flag in flags:
        return not option.default, option.flag
    if option.forced and environment.get(option.forced[0]):
        return option.forced[1], option.forced[0]
    if written is not None:
        return written
    if option.kind == "command":
        return _ask_for_command(option, environment, reading.problems)
    if option.asked:
        return _ask_locale(option, environment)
    return option.default, "default"


def _settle_folders(
    option: Option, environment: Mapping[str, str], given: Sequence[str] | None, reading: _Reading
) -> tuple[Value, str]:
    """The folders of an option, and where they come from."""
    written = reading.value(option)
    variable = next((name for name in option.asked if environment.get(name, "").strip()), "")
    folders, origin = written or (option.default, "default")
    if given:
        folders, origin = os.pathsep.join(given), option.flag
    elif written is None and variable:
        folders, origin = environment[variable], variable
    try:
        paths = option.check(folders)
    except RefusedError as error:
        reading.problems.append(SettingProblem(origin, 0, 0, str(error), error.hint))
        return option.default, "default"
    if not isinstance(paths, tuple):
        return option.default, "default"
    # What a file has is relative to its folder, what was typed to the folder that one is in.
    base = Path(reading.folder if written is not None and not given else "")
    return tuple(os.fspath(base / _from_home(path, environment)) for path in paths), origin


def _from_home(path: str, environment: Mapping[str, str]) -> Path:
    home = environment.get("HOME", "")
    return Path(home, path[1:].lstrip("/")) if home and (path == "~" or path.startswith("~/")) else Path(path)


def _ask_for_command(
    option: Option, environment: Mapping[str, str], problems: list[SettingProblem]
) -> tuple[Value, str]:
    for variable in option.asked:
        if command := environment.get(variable, "").strip():
            try:
                return option.check(command), variable
            except RefusedError as error:
                problems.append(SettingProblem(f"${variable}", 0, 0, str(error), error.hint))
    return option.default, "default"


def _ask_locale(option: Option, environment: Mapping[str, str]) -> tuple[Value, str]:
    """Whether the encoding of the locale is another than UTF-8: LC_ALL before LC_CTYPE before LANG, as POSIX has it."""
    variable = next((name for name in option.asked if environment.get(name)), None)
    if variable is None or _is_utf8(environment[variable]):
        return option.default, "default"
    return not option.default, variable


def _is_utf8(locale_name: str) -> bool:
    _, dot, codeset = locale_name.partition("@")[0].rpartition(".")
    if not dot and codeset in ("C", "POSIX"):
        return False
    if not dot and codeset.upper() not in ("UTF-8", "UTF8"):
        # A locale as `de_DE` does not say its encoding, and systems differ in which it is.
        import locale

        codeset = locale.getencoding()
    return codeset.lower().replace("-", "") == "utf8"


class _Reading:
    """Takes the values out of what is written, and collects what is wrong with them."""

    def __init__(self, written: Written, problems: list[SettingProblem]) -> None:
        self.problems = problems
        self._tables, text, self._path = written
        self._text = text

    @property
    def folder(self) -> str:
        """The folder of the file; nothing without a file."""
        return os.path.dirname(self._path)  # noqa: PTH120

    def value(self, option: Option) -> tuple[Value, str] | None:
        """A value with its file and line; None if there is none, or only one that counts for nothing."""
        if option.name not in self._tables:
            return None
        try:
            value = option.check(self._tables[option.name])
        except RefusedError as error:
            self._report((option.name,), str(error), error.hint)
            return None
        if option.kind == "command" and not str(value).strip():
            return None
        return value, f"{Path(self._path).name}:{self._positions.key((option.name,)).line}"

    @cached_property
    def _positions(self) -> Positions:
        # Read in only where a file says something.
        from tui.records.positions import Positions

        return Positions(self._text)

    def keys(self) -> tuple[dict[str, tuple[str, ...]], dict[str, Place]]:
        """The table `[keys]`: for each action its keys, and where they are written."""
        table = self._tables.get("keys", {})
        if not isinstance(table, dict):
            self._report(
                ("keys",), f"`keys` takes no {type_in_words(table)}", 'a table: [keys], below it action = "key"'
            )
            return {}, {}
        keys = {}
        places = {}
        for action, given in table.items():
            texts = [given] if isinstance(given, str) else given
            if texts == [""]:
                texts = []
            if isinstance(texts, list) and all(isinstance(text, str) and text for text in texts):
                keys[action] = tuple(texts)
                places[action] = self._positions.key(("keys", action))
                continue
            hint = '"x", or ["x", "ctrl+x"], or "" for none'
            if any(option.name == action for option in OPTIONS):
                hint = f"the option `{action}` stands above [keys]"
            self._report(("keys", action), f"`{action:.60}` takes a key or a list of keys in quotes", hint)
        return keys, places

    def report_unknown(self) -> None:
        """Report every key that is no option."""
        known = [*(option.name for option in OPTIONS), "keys"]
        for key in self._tables:
            if key not in known:
                self._report((key,), f"there is no option `{key:.60}`", meant(key, known), at_key=True)

    def _report(self, path: tuple[str, ...], message: str, hint: str, at_key: bool = False) -> None:
        place = self._positions.key(path) if at_key else self._positions.value(path)
        self.problems.append(SettingProblem(self._path, place.line, place.column, message, hint))
