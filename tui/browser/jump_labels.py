"""The letters that stand for rows and links while one jumps."""

from __future__ import annotations

_LETTERS = "asdfghjklqwertyuiopzxcvbnm"


def jump_labels(count: int) -> list[str]:
    """So many different labels of one or two letters, none of them the beginning of another; at most 676."""
    count = min(count, len(_LETTERS) ** 2)
    if count <= len(_LETTERS):
        return list(_LETTERS[:count])
    # As many single letters as can be spared by those that begin pairs.
    pairs = -(-(count - len(_LETTERS)) // (len(_LETTERS) - 1))
    single = _LETTERS[: len(_LETTERS) - pairs]
    double = [first + second for first in _LETTERS[len(_LETTERS) - pairs :] for second in _LETTERS]
    return [*single, *double][:count]
