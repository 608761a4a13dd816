"""The search bar: one line, and beside it how many records there are or match."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static


class QueryInput(Input):
    """The input itself. Keys that move through the hits go to whoever shows them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "walk(1)", "next hit", show=False),
        Binding("up,ctrl+p", "walk(-1)", "previous hit", show=False),
        Binding("pagedown", "walk(10)", "ten hits on", show=False),
        Binding("pageup", "walk(-10)", "ten hits back", show=False),
    ]

    def action_walk(self, rows: int) -> None:
        """Ask for another hit without leaving the bar."""
        self.post_message(SearchBar.Walked(rows))


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

    class Walked(Message):
        """Another hit is wanted, so many rows on."""

        def __init__(self, rows: int) -> None:
            super().__init__()
            self.rows = rows

    class Submitted(Message):
        """The hit under the cursor is wanted."""

    def compose(self) -> ComposeResult:
        yield Static(Content("/"), id="search-sign")
        query = QueryInput(
            placeholder="search cities, partners, agreements, quotes",
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

    def clear(self) -> None:
        """Empty the bar without asking anything."""
        query = self.query_one(QueryInput)
        with self.prevent(Input.Changed):
            query.clear()

    def focus_query(self) -> None:
        """Give the keys to the input."""
        self.query_one(QueryInput).focus()

    def say_count(self, words: str) -> None:
        """Show how much there is or was found."""
        self.query_one("#search-count", Static).update(Content(words))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another letter."""
        event.stop()
        self.post_message(self.Asked(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        event.stop()
        self.post_message(self.Submitted())
