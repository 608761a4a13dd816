"""Where the reader has been: back and forward along the links that were followed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.index.nodes import NodePath

if TYPE_CHECKING:
    from tui.browser.showing import Aspect
    from tui.browser.surveying import Surveyed


class Spot(NamedTuple):
    """A place in the browser: the node of the tree, what is shown instead of it, and the scroll of the page in lines.

    `aside` is None while the page is that of the node, else the id of a record. `aspect` is what is shown of the record
    instead of its own page, `survey` the list in place of the tree, if there is one.
    """

    path: NodePath
    aside: str | None = None
    top: int = 0
    aspect: Aspect | None = None
    survey: Surveyed | None = None


class Trail:
    """Spots behind and ahead. Following a link anew forgets what lies ahead."""

    def __init__(self) -> None:
        self._behind: list[Spot] = []
        self._ahead: list[Spot] = []

    @property
    def is_behind(self) -> bool:
        """Whether one can go back."""
        return bool(self._behind)

    @property
    def is_ahead(self) -> bool:
        """Whether one can go forward."""
        return bool(self._ahead)

    def leave(self, here: Spot) -> None:
        """A link is about to be followed from here."""
        self._behind.append(here)
        self._ahead.clear()

    def back(self, here: Spot, count: int = 1) -> Spot | None:
        """The spot that the reader came from, so many steps ago as far as there are, or None."""
        return self._step(self._behind, self._ahead, here, count)

    def forward(self, here: Spot, count: int = 1) -> Spot | None:
        """The spot that the reader went back from, or None."""
        return self._step(self._ahead, self._behind, here, count)

    def _step(self, source: list[Spot], target: list[Spot], here: Spot, count: int) -> Spot | None:
        found: Spot | None = None
        for _ in range(min(count, len(source))):
            target.append(found or here)
            found = source.pop()
        return found
