"""Which keys do what: the default keys of the actions, changed by those of the configuration."""

from collections.abc import Mapping
from typing import NamedTuple

from tui.settings.actions import ACTIONS, BY_ID, Action, Scope

Keys = tuple[str, ...]
"""A key, or several typed one after the other: `("y", "t")`."""

# Names of keys without a sign of their own, as they are written in the configuration.
NAMED = (
    "enter", "esc", "space", "tab", "shift+tab", "backspace", "delete", "insert", "up", "down", "left", "right",
    "home", "end", "pageup", "pagedown", *(f"f{n}" for n in range(1, 13)),
)  # fmt: skip
# What a terminal sends for these is what it sends for Tab, Enter, Backspace or Esc.
_SAME = {"ctrl+i": "tab", "ctrl+j": "enter", "ctrl+m": "enter", "ctrl+h": "backspace", "ctrl+[": "esc"}
_RESERVED = {"ctrl+c": "always ends Ties", "ctrl+z": "belongs to the shell"}


class KeyProblem(NamedTuple):
    """What is wrong with the keys of one action, and what to do about it."""

    action: str
    message: str
    hint: str = ""


def parse_keys(written: str) -> Keys | str:
    """Keys as they are written (`"j"`, `"ctrl+d"`, `"y t"`); a text says why they are none."""
    steps = tuple(written.split())
    if not steps:
        return "no key"
    for step in steps:
        if step in _SAME:
            return f"{step} is the same as {_SAME[step]} in a terminal"
        if step in _RESERVED:
            return f"{step} {_RESERVED[step]}"
        letter = step.removeprefix("ctrl+")
        named = step in NAMED
        control = step != letter and len(letter) == 1 and letter.isascii() and letter.islower()
        if not (named or control or (len(step) == 1 and step.isprintable())):
            return (
                f"“{step}” is no key: write one sign, ctrl+ and a letter, or one of {', '.join(NAMED[:16])}, f1 … f12"
            )
        if step.isdecimal():
            return "digits are counts and numbers of links"
    return steps


class Keymap:
    """Keys of every action, and what keys do where. `problems` are those of the configuration's `[keys]`."""

    def __init__(self, changes: Mapping[str, tuple[str, ...]] | None = None) -> None:
        """Take changes by action id: the keys that replace the default ones. What is wrong in them is left out."""
        self.problems: list[KeyProblem] = []
        self._keys: dict[str, tuple[Keys, ...]] = {}
        given = changes or {}
        for action in ACTIONS:
            written = given.get(action.id)
            self._keys[action.id] = self._parsed(action, action.keys if written is None else written)
        for id in given:
            if id not in BY_ID:
                self.problems.append(KeyProblem(id, f"there is no action “{id}”", _nearest(id)))
        self._table: dict[Scope, dict[Keys, Action]] = {scope: {} for scope in Scope}
        # Whoever changes a key means it: changed actions take theirs first, and a default gives way with a word.
        for action in sorted(ACTIONS, key=lambda action: action.id not in given):
            for keys in self._keys[action.id]:
                self._bind(action, keys)
        self._keys = {
            action.id: tuple(
                keys for keys in self._keys[action.id] if any(self._table[s].get(keys) is action for s in action.scopes)
            )
            for action in ACTIONS
        }

    def _parsed(self, action: Action, written: tuple[str, ...]) -> tuple[Keys, ...]:
        parsed = []
        for text in written:
            keys = parse_keys(text)
            if isinstance(keys, str):
                self.problems.append(KeyProblem(action.id, keys))
            else:
                parsed.append(keys)
        return tuple(parsed)

    def _bind(self, action: Action, keys: Keys) -> None:
        for scope in action.scopes:
            table = self._table[scope]
            taken = table.get(keys) or next((a for other, a in table.items() if _begins(keys, other)), None)
            if taken is None:
                table[keys] = action
            else:
                problem = KeyProblem(
                    action.id,
                    f"{written(keys)} is bound twice: to {taken.id} ({taken.words}) "
                    f"and to {action.id} ({action.words})",
                    f'{taken.id} has it now; give {action.id} another key, or none with ""',
                )
                if problem not in self.problems:
                    self.problems.append(problem)

    def keys(self, action: str) -> tuple[Keys, ...]:
        """The keys of an action that hold somewhere, the first the one to show."""
        return self._keys[action]

    def words(self, action: str) -> str:
        """The keys of an action as a reader sees them, `j, ↓` for one; empty if it has none."""
        return ", ".join(written(keys) for keys in self._keys[action])

    def find(self, scope: Scope, keys: Keys) -> Action | None:
        """The action that keys do in a scope."""
        return self._table[scope].get(keys)

    def continued(self, scope: Scope, keys: Keys) -> list[tuple[str, Action]]:
        """What could follow keys that are the beginning of longer ones: next key and action."""
        longer = self._table[scope].items()
        return [(other[len(keys)], action) for other, action in longer if other[: len(keys)] == keys != other]


def written(keys: Keys) -> str:
    """Keys as they stand in the configuration and on the screen."""
    return " ".join(keys)


def _begins(keys: Keys, other: Keys) -> bool:
    """Whether one of two keys is only the beginning of the other, so that typing it could mean both."""
    return keys != other and (keys == other[: len(keys)] or other == keys[: len(other)])


def _nearest(id: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(id, BY_ID, 1)
    return f"did you mean {near[0]}?" if near else "`ties keys` lists them"
