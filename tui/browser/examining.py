"""What there is to see of a record beside its own page, and what a whole base can be looked through for."""

from __future__ import annotations

from functools import partial

from tui.browser.quoting import Quoting
from tui.browser.showing import Aspect
from tui.index.index import Index
from tui.views.page import Page
from tui.views.palette import Palette


class Examining(Quoting):
    """Opens aspects and surveys by their keys. What paints them is read in with the first of its kind."""

    def do_contested(self) -> None:
        """All that sources disagree on, in place of the tree."""
        from tui.views.contested_list import contested_survey

        signs = self.palette.signs
        self.open_survey(lambda index: contested_survey(index, signs=signs))

    def do_sides(self) -> None:
        """The ties of the city from both sides, instead of its page."""
        from tui.views.both_sides import sides_page

        self.open_aspect(Aspect("both sides", sides_page))

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

    def do_brief(self) -> None:
        """A brief of the city that the record stands with, or of it and its partner there."""
        path = self._shown_path
        if not path or self._index.node(path[:1]) is None:
            # Other views of the tree have no cities in their paths.
            path = self._index.place(self.record or "") or ()
        if not path or self._index.node(path[:1]) is None:
            self.say("this belongs to no city, so there is no brief of it")
            return
        city, *below = path
        other = below[0] if below and below[0] != city and not below[0].startswith("~") else None
        self.open_aspect(Aspect("brief", partial(_brief, city, other)))


def _brief(
    city: str, partner: str | None, index: Index, id: str, width: int, palette: Palette, *, full: bool = False
) -> Page:
    # Read in when first asked for.
    from tui.views.brief.aspect import brief_aspect

    return brief_aspect(index, city, partner, width, palette, full=full)
