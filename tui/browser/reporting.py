"""What is wrong with the files of a base: a list in place of the tree, each problem with a page beside it."""

from __future__ import annotations

from textual import on

from tui.browser.jumping import Jumping
from tui.browser.widgets.problems_pane import ProblemsPane
from tui.index.index import Index


class Reporting(Jumping):
    """Shows the problems, when they are asked for and where they are all that there is."""

    def do_problems(self) -> None:
        """The problems of the base, in place of the tree."""
        self._before_problems = self._rows
        self._problems.show(self._index.problems)
        self.share(self._problems)
        self._show_problem()
        self.focus_pane(self._problems)

    def _show_why_empty(self) -> None:
        """Where nothing could be read, the problems say why."""
        if not len(self._index) and self._index.problem_count and self._rows is not self._problems:
            self.do_problems()

    def _take_index(self, index: Index, changed: frozenset[str]) -> None:
        super()._take_index(index, changed)
        self._show_why_empty()

    @on(ProblemsPane.Moved, "#problems")
    def problem_moved(self) -> None:
        """The detail pane follows the cursor of the problems."""
        if self._rows is self._problems:
            self._show_problem()

    def _leave_problems(self) -> None:
        self.share(self._before_problems)
        self.focus_pane(self._before_problems)
        self._show_again()
