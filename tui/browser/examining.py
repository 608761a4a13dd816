"""What there is to see of a record beside its own page, and what a whole base can be looked through for."""

from __future__ import annotations

from tui.browser.showing import Aspect
from tui.browser.surveying import Surveying


class Examining(Surveying):
    """Opens aspects and surveys by their keys. What paints them is read in with the first of its kind."""

    def do_matrix(self) -> None:
        """What a record states against its sources."""
        from tui.views.matrix import matrix_page

        self.open_aspect(Aspect("evidence", matrix_page))

    def do_promises(self, city: str = "") -> None:
        """What was promised in the base, or of a city, and what became of it."""
        from tui.views.promised import promised_survey

        signs = self.palette.signs
        self.open_survey(lambda index: promised_survey(index, city, signs))

    def do_city_promises(self) -> None:
        """What was promised of the city that the tree's cursor is in."""
        city = self._city_here()
        if city:
            self.do_promises(city)
        else:
            self.say("the cursor is in no city")

    def _city_here(self) -> str:
        """The id of the city whose rows the tree's cursor is in; where the tree is not by city, that of the record."""
        node = self._tree.node
        path = self._path
        if node and node.record and not any(self._index.node((id,)) for id in path):
            path = self._index.place(node.record) or ()
        return next((id for id in path if self._index.node((id,))), "")
