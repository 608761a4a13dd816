"""All that is wrong with what was set: options, and keys that the actions do not take."""

from __future__ import annotations

from tui.settings.config import Config, SettingProblem
from tui.settings.keymap import Keymap


def mistakes(config: Config, keymap: Keymap) -> tuple[SettingProblem, ...]:
    """The problems of a configuration and of its keys, with file and line, those of the keys last."""
    file = str(config.file or "config.toml")
    keys = []
    for problem in keymap.problems:
        place = config.key_places.get(problem.action)
        # A default key that another action took has no line of its own: the line of the one that took it says both.
        line, column = (place.line, place.column) if place else (0, 0)
        keys.append(SettingProblem(file, line, column, f"`{problem.action:.60}`: {problem.message}", problem.hint))
    return (*config.problems, *keys)
