"""A survey: records of a base, or of one city, that have something in common which they are to be looked through for.

The browser shows it in place of the tree, with a page beside each row; a command prints it line by line.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple, overload

from tui.index.index import Index
from tui.views.labels import Label
from tui.views.page import Page
from tui.views.palette import Palette

RowPage = Callable[[Index, int, Palette, bool], Page]
"""Makes the page beside a row: from the index, a width in cells, colours, and whether all is to be shown in full."""


class Row(NamedTuple):
    """One row: the id of its record, what the row says, and the page beside it, that of the record if there is none."""

    record: str
    label: Label
    page: RowPage | None = None


class Rows(Sequence[Row]):
    """Rows that are made when they are looked at, by their number from 0: of a large base nobody looks at all."""

    def __init__(self, count: int, make: Callable[[int], Row]) -> None:
        self._numbers = range(count)
        self._make = make

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | list[Row]:
        if isinstance(at, slice):
            return [self._make(number) for number in self._numbers[at]]
        return self._make(self._numbers[at])


class Survey(NamedTuple):
    """Rows in the order in which they are to be read.

    `title` says in a few words what they are and how many; `nothing` what it means that there are none. Of a large base
    `rows` should be `Rows`.
    """

    name: str
    title: str
    rows: Sequence[Row]
    nothing: str
