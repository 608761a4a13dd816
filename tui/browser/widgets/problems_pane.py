"""The problems of the base, one row each."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.message import Message

from tui.browser.widgets.rows_pane import RowsPane
from tui.loading.problems import Problem
from tui.records.display_safe import one_line
from tui.settings.actions import Scope
from tui.views.palette import Palette
from tui.views.wrapping import truncate


class ProblemsPane(RowsPane):
    """Problems by file and line."""

    scope = Scope.PROBLEMS

    class Chosen(Message):
        """The file of the problem under the cursor is wanted in the editor."""

    def __init__(self, palette: Palette, *, id: str) -> None:
        super().__init__(id=id)
        self.palette = palette
        self._problems: Sequence[Problem] = ()

    @property
    def line_count(self) -> int:
        return len(self._problems)

    @property
    def problem(self) -> Problem | None:
        """The problem under the cursor."""
        return self._problems[self.cursor] if self._problems else None

    def show(self, problems: Sequence[Problem]) -> None:
        """Show these problems, the cursor on the row where it was."""
        self._problems = problems
        self.cursor = min(self.cursor, max(len(problems) - 1, 0))
        self.refresh()
        self.show_cursor()

    def row(self, number: int, width: int) -> Text:
        problem = self._problems[number]
        cut = self.palette.signs.cut
        where = truncate(one_line(f"{problem.file}:{problem.line}"), max(width // 2, 8), cut)
        text = Text(" ", end="", no_wrap=True).append(where + " ", self.palette.bad)
        message = truncate(one_line(problem.message), max(width - cell_len(where) - 2, 1), cut)
        return text.append(message, self.palette.text)

    def do_edit_problem(self) -> None:
        """Open the file there."""
        self.post_message(self.Chosen())

    def on_click(self, event: events.Click) -> None:
        """A double click opens the file."""
        super().on_click(event)
        if event.chain > 1:
            self.do_edit_problem()
