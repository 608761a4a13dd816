"""Search: every word must be in the record; where it stands decides how high the record comes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from tui.index.texts import texts_of
from tui.records.folding import fold
from tui.records.kinds import Record

MAX_QUERY = 256
_KIND_ORDER = {"city": 0, "person": 1, "agreement": 2, "fact": 3, "partner": 4, "source": 5}


class Hit(NamedTuple):
    """A record that was found, and the field its best match stands in: name, text, quote or context."""

    record: str
    field: str


class Found(NamedTuple):
    """How many records match, and the first of them, best first."""

    total: int
    hits: list[Hit]


_FIELDS = ("name", "text", "quote", "context")


class Search:
    """All text of the records, folded once. Asking costs one pass over it."""

    def __init__(self, records: Iterable[Record], title: Callable[[str], str]) -> None:
        self._rows: list[tuple[str, int, tuple[str, ...], tuple[str, ...]]] = []
        for record in records:
            names, *rest = (fold("\n".join(part)) for part in texts_of(record, title))
            self._rows.append((record.id, _KIND_ORDER[record.KIND], tuple(names.split("\n")), tuple(rest)))

    def find(self, query: str, limit: int = 500) -> Found:
        """The records that hold every word of a query (any string; at most 256 characters of it are used)."""
        words = fold(query[:MAX_QUERY]).split()
        whole = " ".join(words)
        if not words:
            return Found(0, [])
        scored = []
        for order, (id, kind, names, rest) in enumerate(self._rows):
            ranks = [_rank(word, names, rest) for word in words]
            if all(rank is not None for rank in ranks):
                worst = max(rank for rank in ranks if rank is not None)
                if any(name.startswith(whole) for name in names):
                    worst = -2 if whole in names else -1
                scored.append((worst, kind, order, id))
        scored.sort()
        hits = [Hit(id, _FIELDS[max(0, rank - 2)]) for rank, _, _, id in scored[:limit]]
        return Found(len(scored), hits)


def _rank(word: str, names: tuple[str, ...], rest: tuple[str, ...]) -> int | None:
    """0 a name begins with the word, 1 a word in a name does, 2 a name holds it, 3 text, 4 quote, 5 context."""
    if any(name.startswith(word) for name in names):
        return 0
    if any(f" {word}" in name for name in names):
        return 1
    if any(word in name for name in names):
        return 2
    return next((3 + n for n, field in enumerate(rest) if word in field), None)
