"""Marks and searches of two runs that remember the same base at the same time, put together."""

from __future__ import annotations

from collections.abc import Iterable

MOST_SEARCHES = 200

Texts = tuple[str, ...]


def merged_marks(seen: Texts, ours: Texts, there: Texts) -> Texts:
    """What is `there`, less what we removed since we saw `seen`, and behind it what we added."""
    if there == seen:
        return ours
    removed = set(seen) - set(ours)
    return tuple(dict.fromkeys([*(mark for mark in there if mark not in removed), *_without(ours, seen)]))


def merged_history(seen: Texts, ours: Texts, there: Texts) -> Texts:
    """The same for searches, newest last, where one can stand several times and a long history loses its beginning."""
    if there == seen:
        return ours
    removed = set(seen) - set(ours)
    known = _overlap(_without(seen, removed), ours)
    return history([*(search for search in there if search not in removed), *ours[known:]])


def history(searches: Iterable[str]) -> Texts:
    """The newest searches, none twice in a row."""
    found: list[str] = []
    for search in searches:
        if not found or found[-1] != search:
            found.append(search)
    return tuple(found[-MOST_SEARCHES:])


def _without(texts: Texts, others: Iterable[str]) -> Texts:
    left_out = set(others)
    return tuple(text for text in texts if text not in left_out)


def _overlap(first: Texts, second: Texts) -> int:
    """With how many of the last texts of one the other begins."""
    return next(count for count in range(len(second), -1, -1) if first[len(first) - count :] == second[:count])
