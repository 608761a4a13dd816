"""`ties keys`: every action of the browser with its keys, as they are configured."""

from __future__ import annotations

import argparse
import os
from itertools import groupby

from tui.cli import exits
from tui.cli.bases import add_json_option
from tui.cli.output import say, write_line
from tui.settings.actions import ACTIONS, PANES, RECORDS, Action, Scope
from tui.settings.config import read_config
from tui.settings.keymap import Keymap, written
from tui.settings.mistakes import mistakes


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `ties keys`."""
    parser.add_argument("--markdown", action="store_true", help="print the default keys as docs/keys.md has them")
    add_json_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the keys. 1 if the configuration has mistakes in them."""
    if arguments.markdown:
        write_line(keys_markdown())
        return exits.OK
    keymap, problems = _configured()
    if arguments.json:
        from tui.cli.json_output import write_json

        write_json(
            [
                {
                    "id": action.id,
                    "keys": [written(keys) for keys in keymap.keys(action.id)],
                    "scopes": [scope.value for scope in action.scopes],
                    "words": action.words,
                }
                for action in ACTIONS
            ]
        )
    else:
        widths = max(len(action.id) for action in ACTIONS), max(len(keymap.words(action.id)) for action in ACTIONS)
        for action in ACTIONS:
            write_line(f"{action.id:<{widths[0]}}  {keymap.words(action.id):<{widths[1]}}  {_where(action)}")
    return exits.PROBLEMS if problems else exits.OK


def _configured() -> tuple[Keymap, int]:
    """The keys as they are configured, and how many mistakes there are in them, which are told on stderr."""
    config = read_config(os.environ)
    keymap = Keymap(config.keys)
    wrong = mistakes(config, keymap)
    for mistake in wrong:
        say(str(mistake))
    return keymap, len(wrong)


def _where(action: Action) -> str:
    return f"{action.words}{scopes_words(action.scopes)}"


def scopes_words(scopes: tuple[Scope, ...]) -> str:
    """Where the keys of an action hold, in brackets; nothing for all panes."""
    if scopes == tuple(Scope):
        return " (everywhere)"
    if set(scopes) >= set(PANES):
        return ""
    if set(scopes) == set(RECORDS):
        return " (wherever records are shown)"
    return f" ({', '.join(scope.value for scope in scopes)})"


def keys_markdown() -> str:
    """The list of docs/keys.md."""
    lines = [
        "# Keys",
        "",
        "The list that `?` shows and `ties keys` prints, made by `ties keys --markdown` from the actions themselves.",
        "Where no pane is named, keys hold in the tree, the hits, lists, the problems and the page. Records are shown",
        "in all of these but the problems.",
        "",
        "- **A number before a key** repeats it where the list says *counted*: `5j` goes five rows down, `12G` to row",
        "  12.",
        "- **A number and Enter** follows the link of that number. On the page the number alone is enough, unless a",
        "  further digit could make another link of it.",
        "- **Several keys in a row**, like `y t`, are typed one after the other; the bottom line tells how a begun one",
        "  goes on.",
        "- **In the search bar** and other lines one types in, letters are letters; other keys do what they do.",
        "- **Keys are changed** in `[keys]` of the configuration, by the name in the last column: see",
        "  [config.md](config.md).",
        "- **The mouse** puts the cursor on a row, opens it with a second click, follows links and scrolls;",
        "  `--no-mouse` leaves it to the terminal.",
    ]
    for section, actions in groupby(ACTIONS, key=lambda action: action.section):
        lines += ["", f"## {section.value}", "", "| keys | what | action |", "|---|---|---|"]
        for action in actions:
            keys = " ".join(f"`{key.replace('|', chr(92) + '|')}`" for key in action.keys)
            counted = ", *counted*" if action.counted else ""
            lines.append(f"| {keys} | {action.words}{scopes_words(action.scopes)}{counted} | `{action.id}` |")
    return "\n".join(lines)
