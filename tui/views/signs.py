"""The signs that the program draws itself, and how it writes them for a terminal that knows only ASCII.

Code writes the signs as they should look. What it draws goes through `own`; data never does, and stays as it is.
Needs no Rich.
"""

from collections.abc import Mapping


class Signs:
    """How the program's own signs are written. `cut` stands at the end of what is cut, `plain` says they are ASCII."""

    def __init__(self, instead: Mapping[str, str]) -> None:
        """`instead` has what is written instead of a sign; a sign that it does not have is written as it is."""
        self._table = str.maketrans(dict(instead))
        self.cut = self.own("…")
        self.plain = bool(instead)

    def own(self, words: str) -> str:
        """The program's own words or signs as they are to be drawn. Signs may get wider, so measure what comes out."""
        return words if words.isascii() else words.translate(self._table)


SIGNS = Signs({})
"""As a terminal with Unicode has them."""

_INSTEAD = {
    # The tree, its cursor with and without the keys, what changed, what is marked, what is new or other than it was.
    "▸": ">",
    "▾": "v",
    "▌": "#",
    "▏": ":",
    "●": "~",
    "◆": "*",
    "✦": "+",
    "✧": "^",
    # States of records and quotes.
    "≠": "!=",
    "◇": "?",
    "✓": "ok",
    "✗": "x",
    # Bars beside quotes and citations.
    "┃": "|",
    "┆": ":",
    "│": "|",
    # Between parties, before what became of it.
    "⇄": "<->",
    "→": "->",
    # Around quotes in a text, beside it, and for what nobody sees in it.
    "⟦": "[[",
    "⟧": "]]",
    "‹": "<",
    "›": ">",
    "⍽": "~",
    "␣": "_",
    "•": ".",
    "‿": "^",
    # Keys.
    "↵": "enter",
    "↑": "up",
    "↓": "down",
    "←": "<-",
    # Punctuation.
    "·": "-",
    "…": "...",
    "–": "-",
    "—": "--",
    "×": "x",
    "“": '"',
    "”": '"',
    "’": "'",
    # Dates and degrees.
    "≤": "<=",
    "≥": ">=",
    "°": " deg",
}
ASCII_SIGNS = Signs(_INSTEAD)
"""For a terminal or a font that has nothing else."""


def signs_for(encoding: str) -> Signs:
    """The signs that texts in an encoding can hold: all of ours, or ASCII. Raises LookupError for an unknown one."""
    try:
        "".join(_INSTEAD).encode(encoding)
    except UnicodeEncodeError:
        return ASCII_SIGNS
    return SIGNS
