"""What keys mean as they are typed one by one: counts, numbers of links, keys in sequence."""

from enum import Enum
from typing import NamedTuple

from textual import events

from tui.settings.actions import PAGES, PANES, TYPING, Action, Scope
from tui.settings.keymap import Keymap, Keys

_MOST_DIGITS = 7
# Textual's names of keys that we write otherwise; those with a sign of their own are known by it.
_NAMES = {"escape": "esc", "space": "space", "ctrl+underscore": "ctrl+_"}


def key_name(key: events.Key) -> str:
    """A key in the notation of the keymap."""
    if key.is_printable and key.character and key.character != " ":
        return key.character
    return _NAMES.get(key.key, key.key)


class Do(NamedTuple):
    """An action was typed, with a number before it or without one."""

    action: Action
    times: int | None


class Follow(NamedTuple):
    """The number of a link was typed, from 1."""

    number: int


class Unknown(NamedTuple):
    """A sequence was begun and went on with a key that it does not have."""

    keys: Keys


class Quiet(Enum):
    """Nothing has to be done now: more is to come or what was begun is forgotten; or the key is none of ours."""

    WAITING = 0
    FREE = 1


Outcome = Do | Follow | Unknown | Quiet


class Keyboard:
    """The keys typed so far. `digits` and `keys` are what waits for more."""

    def __init__(self, keymap: Keymap) -> None:
        self.keymap = keymap
        self.digits = ""
        self.keys: Keys = ()

    @property
    def waits(self) -> bool:
        """Whether something was begun."""
        return bool(self.digits or self.keys)

    def forget(self) -> None:
        """What was begun belongs to what was on the screen before."""
        self.digits, self.keys = "", ()

    def press(self, scope: Scope, key: str, links: int) -> Outcome:
        """Take a key in a scope, beside a page with so many links."""
        if scope in TYPING and len(key) == 1:
            return Quiet.FREE
        if self.waits and key == "esc":
            self.forget()
            return Quiet.WAITING
        # Decimal, as int() reads it: ² is a key of French keyboards, and no digit.
        if key.isdecimal() and scope in PANES and not self.keys and (self.digits or int(key)):
            return self._digit(scope, key, links)
        if self.digits and key == "enter" and not self.keys:
            number = int(self.digits)
            self.forget()
            return Follow(number)
        keys = (*self.keys, key)
        action = self.keymap.find(scope, keys)
        if action is not None:
            count = int(self.digits) if self.digits and action.counted else None
            self.forget()
            return Do(action, count)
        if self.keymap.continued(scope, keys):
            self.keys = keys
            return Quiet.WAITING
        begun = bool(self.keys)
        self.forget()
        return Unknown(keys) if begun else Quiet.FREE

    def _digit(self, scope: Scope, key: str, links: int) -> Outcome:
        self.digits = (self.digits + key)[:_MOST_DIGITS]
        number = int(self.digits)
        if scope in PAGES and number <= links < number * 10:
            # No further digit could make another link of this page.
            self.forget()
            return Follow(number)
        return Quiet.WAITING
