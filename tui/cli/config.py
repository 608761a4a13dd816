"""`ties config`: the options in force, and where each comes from."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from pathlib import Path

from tui.cli import exits
from tui.cli.output import say, write_line
from tui.records.display_safe import one_line
from tui.settings.config import Config, SettingProblem, read_config
from tui.settings.directories import NoHomeError, config_file
from tui.settings.options import OPTIONS, Value


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `ties config`."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--path", action="store_true", help="print where config.toml is looked for")
    what.add_argument("--example", action="store_true", help="print a config.toml with every option and its default")
    what.add_argument("--json", action="store_true", help="print JSON")
    add_setting_flags(parser)


def add_setting_flags(parser: argparse.ArgumentParser) -> None:
    """The flags that set an option, each for one run."""
    for option in OPTIONS:
        if option.flag and option.kind != "folders":
            parser.add_argument(
                option.flag, action="append_const", dest="flags", const=option.flag, help=option.flag_about
            )
    add_texts_option(parser)


def add_texts_option(parser: argparse.ArgumentParser) -> None:
    """`--texts DIR`, for everything that looks into the sources' texts."""
    about = next(option.flag_about for option in OPTIONS if option.flag == "--texts")
    parser.add_argument("--texts", metavar="DIR", action="append", help=about)


def settings_for(arguments: argparse.Namespace) -> Config:
    """The configuration for this process and those of the flags of `add_setting_flags` that it was given."""
    flags = frozenset(getattr(arguments, "flags", None) or ())
    return read_config(os.environ, flags, {"--texts": arguments.texts or ()})


def run(arguments: argparse.Namespace) -> int:
    """Print the configuration; its problems go to stderr. 0 clean, 1 problems."""
    if arguments.example:
        write_line("\n".join(example()))
        return exits.OK
    if arguments.path:
        try:
            write_line(one_line(os.fspath(config_file(os.environ))))
        except NoHomeError as error:
            say(str(error))
            return exits.PROBLEMS
        return exits.OK
    from tui.settings.keymap import Keymap
    from tui.settings.mistakes import mistakes

    config = settings_for(arguments)
    wrong = mistakes(config, Keymap(config.keys))
    if arguments.json:
        from tui.cli.json_output import write_json

        write_json(_as_json(config, wrong))
    else:
        for line in _as_toml(config):
            write_line(one_line(line))
    for problem in wrong:
        say(str(problem))
    return exits.PROBLEMS if wrong else exits.OK


def example() -> Iterable[str]:
    """The lines of a config.toml with every option, what it does and takes, and its default."""
    import textwrap

    yield "# The configuration of Ties: `ties config --path` prints where this file belongs,"
    yield "# `ties config` what is in force."
    for option in OPTIONS:
        yield ""
        yield from textwrap.wrap(option.about, 98, initial_indent="# ", subsequent_indent="# ")
        yield f"# Takes {option.takes}."
        # Written down, a default that the locale decides would overrule the locale.
        yield f"{'# ' if option.asked and option.kind == 'switch' else ''}{option.name} = {toml(option.default)}"
    yield ""
    yield '# Keys of your own: an action and its key, a list of keys, or "" to take its keys away.'
    yield "# Options stand above this line."
    yield "[keys]"


def _as_toml(config: Config) -> Iterable[str]:
    """The options as config.toml would have them, each with its origin as a comment."""
    lines = [
        (f"{option.name} = {toml(getattr(config, option.name))}", config.origins[option.name]) for option in OPTIONS
    ]
    yield from _commented(lines)
    if config.keys:
        yield ""
        yield "[keys]"
        name = Path(config.file or "").name
        yield from _commented(
            (f"{toml_key(action)} = {toml(keys)}", f"{name}:{config.key_places[action].line}")
            for action, keys in config.keys.items()
        )


def _commented(lines: Iterable[tuple[str, str]]) -> Iterable[str]:
    """Lines with comments below one another, as far as the lines are short."""
    return (f"{line:<28}  # {comment}" for line, comment in lines)


def toml(value: Value) -> str:
    """A value as TOML has it, on one line."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{_escaped(value)}"'
    return f"[{', '.join(map(toml, value))}]" if isinstance(value, tuple) else str(value)


def toml_key(name: str) -> str:
    """A key as TOML has it: bare where it can be."""
    bare = name.replace("-", "").replace("_", "")
    return name if bare.isascii() and bare.isalnum() else f'"{_escaped(name)}"'


def _escaped(text: str) -> str:
    """The inside of a basic string of TOML, with all that cannot be seen as an escape."""
    shown = text.replace("\\", "\\\\").replace('"', '\\"')
    return "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in shown)


def _as_json(config: Config, wrong: Iterable[SettingProblem]) -> dict[str, object]:
    name = Path(config.file or "").name
    return {
        "file": os.fspath(config.file) if config.file else None,
        "options": {
            option.name: {
                "value": getattr(config, option.name),
                "from": config.origins[option.name],
            }
            for option in OPTIONS
        },
        "keys": {
            action: {"value": keys, "from": f"{name}:{config.key_places[action].line}"}
            for action, keys in config.keys.items()
        },
        "problems": [problem._asdict() for problem in wrong],
    }
