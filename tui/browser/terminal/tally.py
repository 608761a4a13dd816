"""How many bytes each key brought over the line, for `ties --stats`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from statistics import median

_START = ""


class Tally:
    """Bytes by key. What is sent counts for the key before it."""

    def __init__(self) -> None:
        self._of: dict[str, list[int]] = defaultdict(list)
        self._of[_START].append(0)
        self._last = _START

    def key(self, name: str) -> None:
        """A key was typed, or something pasted."""
        self._last = name
        self._of[name].append(0)

    def sent(self, count: int) -> None:
        """So many bytes went to the terminal."""
        self._of[self._last][-1] += count

    def lines(self) -> Iterator[str]:
        """What there is to tell, as lines of a table."""
        (first,) = self._of[_START]
        keys = {name: counts for name, counts in self._of.items() if name != _START}
        every = [count for counts in keys.values() for count in counts]
        yield f"first screens: {first:,} bytes"
        if not every:
            return
        yield f"{len(every):,} keys: {sum(every):,} bytes, median {median(every):,.0f}, most {max(every):,}"
        yield f"{'key':<12} {'times':>6} {'median':>8} {'most':>8}   (bytes)"
        for name, counts in sorted(keys.items(), key=lambda item: -sum(item[1])):
            yield f"{name:<12} {len(counts):>6,} {median(counts):>8,.0f} {max(counts):>8,}"
