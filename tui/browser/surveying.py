"""Surveys in place of the tree, and the way back to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from textual import on

from tui.browser.searching import Searching
from tui.browser.trail import Spot
from tui.browser.widgets.survey_pane import SurveyPane
from tui.index.index import Index
from tui.settings.config import Config
from tui.views.lists import nothing_to_survey_page
from tui.views.survey import Row, Survey

_NEAR = 50  # rows on either side of one, each of which is made to be looked at


class Surveyed(NamedTuple):
    """A survey as it can be made again of another state of the base, the row that the cursor is on, from 0, and what
    that row is of: the id of its record and what it says.
    """

    make: Callable[[Index], Survey]
    row: int = 0
    chosen: tuple[str, str] = ("", "")

    def row_in(self, survey: Survey) -> int:
        """The row of the same in a survey made anew, or of the same record, if it is near to where it was."""
        count = len(survey.rows)
        rows = sorted(range(max(self.row - _NEAR, 0), min(self.row + _NEAR + 1, count)), key=self._distance)
        of_record = -1
        for at in rows if self.chosen[0] else ():
            found = _row_words(survey.rows[at])
            if found == self.chosen:
                return at
            if found[0] == self.chosen[0] and of_record < 0:
                of_record = at
        return of_record if of_record >= 0 else self.row

    def _distance(self, row: int) -> int:
        return abs(row - self.row)


def _row_words(row: Row) -> tuple[str, str]:
    return row.record, row.label.right


class Surveying(Searching):
    """Shows surveys; which there are is told by who calls `open_survey`."""

    def __init__(self, index: Index, config: Config | None = None) -> None:
        super().__init__(index, config)
        self._surveyed: Surveyed | None = None
        self._before_survey = Spot(())
        self._from_hits = False

    def open_survey(self, make: Callable[[Index], Survey]) -> None:
        """Show a survey in place of the rows, or leave it where it is the one that is shown."""
        survey = make(self._index)
        if self._rows is not self._survey:
            self._from_hits = self._rows is self._hits
            self._before_survey = self._leaving_from()
        elif self._survey.survey.name == survey.name:
            self._leave_survey()
            return
        self._show_survey(Surveyed(make), survey)
        self.focus_pane(self._survey)

    def _show_survey(self, surveyed: Surveyed, made: Survey | None = None) -> None:
        """Show a survey where it was left; it is `made` already, or made of the base as it is."""
        self._surveyed = surveyed
        survey = made or surveyed.make(self._index)
        self._survey.show(survey, surveyed.row_in(survey))
        self.share(self._survey)
        self._say_count()
        self._show_row()

    def _say_count(self) -> None:
        """How many rows the survey has, as long as it is shown."""
        if self._rows is self._survey:
            self._search.say_count(self._survey.survey.title)
        else:
            super()._say_count()

    @on(SurveyPane.Moved, "#survey")
    def survey_moved(self) -> None:
        """The detail pane follows the cursor of the survey."""
        if self._rows is self._survey:
            self._show_row()

    def _show_row(self) -> None:
        survey, row = self._survey.survey, self._survey.chosen
        if row is None:
            self._show(lambda width, palette, full: nothing_to_survey_page(survey, width, palette), (), None)
        elif row.page is None:
            self._show_record(row.record)
        else:
            make, index = row.page, self._index
            path = self._tree.arranged.place(row.record, self._path) or (row.record,)
            self._show(lambda width, palette, full: make(index, width, palette, full), path, row.record)

    @on(SurveyPane.Chosen)
    def row_chosen(self) -> None:
        """Go to the record in the tree; `[` comes back to the survey."""
        row = self._survey.chosen
        if self._rows is self._survey and row:
            self._go_from(self._leaving_from(), row.record)
            self.focus_pane(self._tree)

    def _spot(self) -> Spot:
        spot = super()._spot()
        if self._rows is not self._survey or self._surveyed is None:
            return spot
        row = self._survey.chosen
        chosen = _row_words(row) if row else ("", "")
        return spot._replace(aside=None, survey=self._surveyed._replace(row=self._survey.cursor, chosen=chosen))

    def _return_to(self, spot: Spot) -> None:
        if isinstance(spot.survey, Surveyed):
            self._tree.reveal(spot.path, tell=False)
            self._show_survey(spot.survey)
            self._take_up_page(spot)
            if not self._detail.has_focus:
                self.focus_pane(self._survey)
        else:
            super()._return_to(spot)

    def _show_again(self) -> None:
        if self._rows is self._survey:
            self._show_row()
        else:
            super()._show_again()

    def _leave_survey(self) -> None:
        """Back to what was there before the survey."""
        self._return_to(self._before_survey)
        if self._from_hits:
            self._back_to_hits()
        self.focus_pane(self._rows)
