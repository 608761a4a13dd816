"""What a terminal can do beyond the VT102, by what $TERM says of it."""

from __future__ import annotations

from typing import NamedTuple


class Abilities(NamedTuple):
    """What a terminal can do beyond the VT102."""

    erases_in_colour: bool = False  # erased cells get the background of the pen ("bce")
    erases_characters: bool = False  # ECH
    scrolls: bool = True  # DECSTBM, IL, DL


_PLAIN = ("vt52", "dumb", "unknown", "ansi", "cons25")
_COLOURING = (
    "xterm",
    "alacritty",
    "foot",
    "kitty",
    "wezterm",
    "ghostty",
    "konsole",
    "vte",
    "gnome",
    "st-",
    "rxvt",
    "iterm",
)


def abilities_of(term: str) -> Abilities:
    """What the terminal that $TERM names can do. tmux and screen are the terminal of what runs inside them."""
    if not term or term.startswith(_PLAIN):
        return Abilities(scrolls=False)
    known = term.startswith(_COLOURING)
    return Abilities(erases_in_colour=known, erases_characters=known)
