"""A survey: records of a base, or of one city, that have something in common which they are to be looked through for.

The browser shows it in place of the tree, with a page beside each row; a command prints it line by line.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

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


class Survey(NamedTuple):
    """Rows in the order in which they are to be read.

    `title` says in a few words what they are and how many; `nothing` what it means that there are none. Of a large base
    `rows` should make each row only when it is asked for.
    """

    name: str
    title: str
    rows: Sequence[Row]
    nothing: str
