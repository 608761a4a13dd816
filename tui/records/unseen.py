"""What nobody sees in a text, and where: blanks that are no plain blank, zero widths, controls of direction, gaps."""

from __future__ import annotations

import re
from typing import NamedTuple
from unicodedata import name

from tui.records.typography import Folded, fold_typography

NO_BREAK, BLANK, TAB, TRAILING, GAP = "⍽", "␣", "→", "•", "‿"
"""The signs that stand for a no-break space, other blanks, a tab, blanks at the end of a line, gaps in words."""

BYTE_ORDER_MARK = "\ufeff"
_BLANKS = "\u1680\u2000-\u200a\u202f\u205f\u3000"
# Soft hyphens, joiners, zero widths, controls of direction, selectors, tags: by their number.
_NUMBERED = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e01ef"
)
_UNSEEN = re.compile(f"[\u00a0\t{_BLANKS}{_NUMBERED}]")
_WORD = re.compile(r"\S+")


class Unseen(NamedTuple):
    """A stretch of a text that nobody sees: what stands for it, and what it is called."""

    start: int
    end: int
    sign: str
    name: str


def unseen(line: str, gaps: frozenset[int] = frozenset()) -> list[Unseen]:
    """What nobody sees in a line, in order; `gaps` are offsets of white space inside words (`gaps_in`)."""
    end = len(line.rstrip(" \t"))
    found = [_unseen(match[0], match.start()) for match in _UNSEEN.finditer(line)]
    found += [Unseen(at, at + 1, TRAILING, "blank at the end") for at in range(end, len(line)) if line[at] == " "]
    found += [Unseen(at, at + 1, GAP, "gap inside a word") for at in gaps if line[at : at + 1] == " " and at < end]
    return sorted(found)


def _unseen(character: str, at: int) -> Unseen:
    if character == "\t":
        return Unseen(at, at + 1, TAB, "tab")
    called = name(character, "character without a name").lower()
    if character == "\u00a0":
        return Unseen(at, at + 1, NO_BREAK, called)
    if re.match(f"[{_BLANKS}]", character):
        return Unseen(at, at + 1, BLANK, called)
    return Unseen(at, at + 1, f"\u27e8U+{ord(character):04X}\u27e9", called)


def gaps_in(passage: str, quote: str) -> frozenset[int]:
    """Where a passage that was found for a quote has white space which the quote does not have: offsets in it.

    Such as the blank in “fi elds”, where the quote has “fields”.
    """
    wanted = _after_letters(fold_typography(Folded(quote)).text.strip())
    gaps: set[int] = set()
    letters = end = 0
    for word in _WORD.finditer(passage):
        if end and letters not in wanted:
            gaps.update(range(end, word.start()))
        # What folding leaves out or puts together counts as it does in the quote.
        letters += len(fold_typography(Folded(word[0])).text.replace(" ", ""))
        end = word.end()
    return frozenset(gaps)


def _after_letters(text: str) -> set[int]:
    """After how many letters, white space not counted, a text has a blank."""
    found, letters = set(), 0
    for character in text:
        if character == " ":
            found.add(letters)
        else:
            letters += 1
    return found
