"""config.toml, and the keys in it."""

from __future__ import annotations

import functools
import shlex
from pathlib import Path

from tests.fuzz.clean import assert_clean
from tests.fuzz.target import Target, scratch
from tui.settings.actions import ACTIONS
from tui.settings.config import read_config
from tui.settings.keymap import Keymap
from tui.settings.options import OPTIONS


def check(data: bytes) -> None:
    """Any bytes are a configuration: every option has a value that it may have, and mistakes are told in clean lines.

    A problem has a place inside the file. The editor is a command line, and every action can still be looked up by the
    keys it has.
    """
    file = _file()
    file.write_bytes(data)
    config = read_config({"TIES_CONFIG": str(file)})
    assert shlex.split(config.editor)
    assert set(config.origins) == {option.name for option in OPTIONS}
    for problem in config.problems:
        assert_clean(str(problem))
        assert 0 <= problem.line <= data.count(b"\n") + 1
        assert 0 <= problem.column <= len(data) + 1
    for option in OPTIONS:
        value = getattr(config, option.name)
        if config.origins[option.name] != "default" and option.kind != "command":
            assert option.check(value) == value
    if not config.keys:
        return
    keymap = Keymap(config.keys)
    for action in ACTIONS:
        for keys in keymap.keys(action.id):
            assert any(keymap.find(scope, keys) is action for scope in action.scopes)


@functools.cache
def _file() -> Path:
    return scratch() / "config.toml"


_PIECES = (
    *(f"{option.name} = " for option in OPTIONS),
    *(f'{action.id} = "x"\n' for action in ACTIONS[:12]),
    *(
        "[keys]\n",
        "true",
        "false",
        "0",
        "-1",
        "1e999",
        "nan",
        '"vi"',
        '"',
        "'",
        '"ctrl+x"',
        '["j", "ctrl+d"]',
        '"y t"',
        "\n",
        "=",
    ),
    *("\\u001b", "\ufeff", "[", "]", "{", "}", "99999999999999999999"),
)

TARGET = Target("config", check, _PIECES, steps=4000)
