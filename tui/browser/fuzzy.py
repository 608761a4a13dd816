"""Letters in order, not necessarily side by side: how lists to choose from are filtered as one types."""

from typing import NamedTuple


class Match(NamedTuple):
    """How well letters fit a text (more is better), and where each of them stands in it."""

    score: int
    at: tuple[int, ...]


def fuzzy(typed: str, text: str) -> Match | None:
    """Where the letters of `typed` stand in `text`, case and blanks aside; None if they do not.

    Letters at the beginnings of words and letters side by side count most, an early first letter a little.
    """
    letters = "".join(typed.casefold().split())
    # Casefolding can make two letters of one (ß); such a letter stays, so that places hold.
    where = "".join(low if len(low := char.casefold()) == 1 else char for char in text)
    best: Match | None = None
    start = where.find(letters[0]) if letters else -1
    if not letters:
        return Match(0, ())
    while start >= 0:
        found = _from(letters, where, start)
        if found is None:
            break
        if best is None or found.score > best.score:
            best = found
        start = where.find(letters[0], start + 1)
    return best


def _from(letters: str, text: str, start: int) -> Match | None:
    at = [start]
    for letter in letters[1:]:
        beside = at[-1] + 1
        if text[beside : beside + 1] == letter:
            at.append(beside)
            continue
        found = _word_start(letter, text, beside)
        if found < 0:
            found = text.find(letter, beside)
        if found < 0:
            return None
        at.append(found)
    score = -min(start, 20)
    for n, place in enumerate(at):
        if place == 0 or not text[place - 1].isalnum():
            score += 16
        if n and place == at[n - 1] + 1:
            score += 12
    return Match(score, tuple(at))


def _word_start(letter: str, text: str, start: int) -> int:
    found = text.find(letter, start)
    while found > 0 and text[found - 1].isalnum():
        found = text.find(letter, found + 1)
    return found
