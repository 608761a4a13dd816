"""The rows of a survey, shown in place of the tree."""

from __future__ import annotations

from rich.text import Text
from textual.message import Message

from tui.browser.widgets.rows_pane import RowsPane
from tui.settings.actions import Scope
from tui.views.lists import label_text
from tui.views.palette import Palette
from tui.views.survey import Row, Survey

_EMPTY = Survey("", "", (), "")


class SurveyPane(RowsPane):
    """Rows of one survey."""

    scope = Scope.SURVEY

    class Chosen(Message):
        """A row was chosen: the reader wants to go to its record."""

    def __init__(self, palette: Palette, *, id: str) -> None:
        super().__init__(id=id)
        self.palette = palette
        self.survey = _EMPTY

    @property
    def line_count(self) -> int:
        return len(self.survey.rows)

    @property
    def chosen(self) -> Row | None:
        """The row under the cursor."""
        return self.survey.rows[self.cursor] if self.survey.rows else None

    def show(self, survey: Survey, at: int = 0) -> None:
        """Show a survey, the cursor on a row by its number from 0, or on the last if there are not so many."""
        self.survey = survey
        self.cursor = max(min(at, len(survey.rows) - 1), 0)
        self.top = 0
        self.refresh()
        self.show_cursor()
        self.show_position()

    def row(self, number: int, width: int) -> Text:
        row = self.survey.rows[number]
        signs = self.signs(row.record)
        text = label_text(row.label, max(width - signs.cell_len - 2, 1), self.palette)
        return Text(" ", end="").append_text(signs).append_text(text)

    def do_go_to_row(self) -> None:
        """Go to the record in the tree."""
        if self.chosen:
            self.post_message(self.Chosen())
