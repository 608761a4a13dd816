"""The search bar: one line, and beside it how many records there are or match."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from tui.browser.widgets.line_input import LineInput
from tui.index.query import MAX_QUERY
from tui.records.display_safe import one_line
from tui.settings.actions import Scope

_COUNT_CELLS = 24
_PLACEHOLDER = "search cities, partners, agreements, quotes"
_COLUMNS = 76  # in which the invitation and the count stand side by side


class QueryInput(LineInput):
    """The input itself."""

    scope: ClassVar[Scope] = Scope.SEARCH

    def on_paste(self, event: events.Paste) -> None:
        """Several lines are one query; Input itself would take the first and drop the others without a word."""
        # What is beyond does not count, and would slow every key down.
        event.text = one_line(" ".join(event.text.split())[: 2 * MAX_QUERY])


class SearchBar(Horizontal):
    """Posts what is typed; knows nothing of what is found."""

    class Asked(Message):
        """The query changed."""

        def __init__(self, query: str) -> None:
            super().__init__()
            self.query = query

        def can_replace(self, message: Message) -> bool:
            """Only the newest query has to be answered."""
            return isinstance(message, SearchBar.Asked)

    class Typed(Message):
        """The query was changed by hand."""

    def compose(self) -> ComposeResult:
        yield Static(Content("/"), id="search-sign")
        query = QueryInput(
            placeholder=_PLACEHOLDER,
            compact=True,
            select_on_focus=False,
            id="query",
        )
        query.cursor_blink = False
        yield query
        yield Static(Content(""), id="search-count")

    @property
    def text(self) -> str:
        """What stands in the bar."""
        return self.query_one(QueryInput).value

    def show_room(self, columns: int) -> None:
        """Invite in as many words as there is room for."""
        self.query_one(QueryInput).placeholder = _PLACEHOLDER if columns >= _COLUMNS else "search"

    def clear(self) -> None:
        """Empty the bar without asking anything."""
        query = self.query_one(QueryInput)
        with self.prevent(Input.Changed):
            query.clear()

    def set_query(self, text: str) -> None:
        """Put a query in the bar and ask for it."""
        query = self.query_one(QueryInput)
        with self.prevent(Input.Changed):
            query.value = text
            query.cursor_position = len(query.value)
        self.post_message(self.Asked(query.value))

    def focus_query(self) -> None:
        """Give the keys to the input."""
        self.screen.set_focus(self.query_one(QueryInput))

    def say_count(self, words: str) -> None:
        """Show how much there is or was found."""
        count = self.query_one("#search-count", Static)
        words = one_line(words)
        cells = cell_len(words)
        # A width that stays the same spares the whole screen a new layout for every letter.
        count.styles.width = cells + 1 if cells >= _COUNT_CELLS else _COUNT_CELLS
        count.update(Content(words), layout=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another letter."""
        event.stop()
        self.post_message(self.Typed())
        self.post_message(self.Asked(event.value))
