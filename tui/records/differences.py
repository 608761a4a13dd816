"""Word by word, what two texts have in common and in what they differ."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from enum import Enum
from typing import NamedTuple

from tui.records.typography import Folded, fold_typography

# A word of letters that are written with blanks between words; a run of white space; any other sign by itself.
_WORD = re.compile(r"[0-9A-Za-z\u00c0-\u1fff]+(?:['’-][0-9A-Za-z\u00c0-\u1fff]+)*|\s+|.", re.DOTALL)
_MOST = 4000  # characters of each text: what it costs grows faster than they do


class Kind(Enum):
    """What a stretch is: in both texts, only in the first, only in the second."""

    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


class Stretch(NamedTuple):
    """Words that belong together, as they are written; of what both have, as the second has it."""

    kind: Kind
    words: str


def differences(first: str, second: str) -> list[Stretch]:
    """How to come from one text to another by whole words, in order; white space and typography are no differences.

    Of texts of more than 4,000 characters only the beginning is compared.
    """
    before, after = _WORD.findall(first[:_MOST]), _WORD.findall(second[:_MOST])
    matcher = SequenceMatcher(None, [_plain(word) for word in before], [_plain(word) for word in after], autojunk=False)
    found: list[Stretch] = []
    for tag, a, a_end, b, b_end in matcher.get_opcodes():
        if tag == "equal":
            found.append(Stretch(Kind.SAME, "".join(after[b:b_end])))
            continue
        if a_end > a:
            found.append(Stretch(Kind.DELETED, "".join(before[a:a_end])))
        if b_end > b:
            found.append(Stretch(Kind.INSERTED, "".join(after[b:b_end])))
    return found


def _plain(word: str) -> str:
    """A word as the quote check compares it."""
    return " " if word.isspace() else fold_typography(Folded(word)).text
