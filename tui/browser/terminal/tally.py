"""How many bytes each key brought over the line, for `ties --stats`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from statistics import median

from rich.cells import set_cell_size

_NAME = 12  # cells


class Tally:
    """Bytes by key. What is sent counts for the key before it."""

    def __init__(self) -> None:
        self._first = [0]
        self._of: defaultdict[str, list[int]] = defaultdict(list)
        self._latest = self._first

    def key(self, name: str) -> None:
        """A key was typed, or something pasted."""
        self._latest = self._of[name]
        self._latest.append(0)

    def sent(self, count: int) -> None:
        """So many bytes went to the terminal."""
        self._latest[-1] += count

    def lines(self) -> Iterator[str]:
        """What there is to tell, as lines of a table."""
        yield f"first screens: {self._first[0]:,} bytes"
        every = [count for counts in self._of.values() for count in counts]
        if not every:
            return
        yield f"{len(every):,} keys: {sum(every):,} bytes, median {median(every):,.0f}, most {max(every):,}"
        yield f"{'key':<{_NAME}} {'times':>6} {'median':>8} {'most':>8}   (bytes)"
        for name, counts in sorted(self._of.items(), key=lambda item: -sum(item[1])):
            yield f"{set_cell_size(name, _NAME)} {len(counts):>6,} {median(counts):>8,.0f} {max(counts):>8,}"
