"""Where the reader has been: back and forward along the links that were followed."""

from __future__ import annotations

from typing import NamedTuple

from tui.index.nodes import NodePath

PROBLEMS = "~problems"


class Spot(NamedTuple):
    """A place in the browser: the node of the tree, what is shown instead of it, and the scroll of the page in lines.

    `aside` is None while the page is that of the node, else the id of a record, or PROBLEMS.
    """

    path: NodePath
    aside: str | None = None
    top: int = 0


class Trail:
    """Spots behind and ahead. Following a link anew forgets what lies ahead."""

    def __init__(self) -> None:
        self._behind: list[Spot] = []
        self._ahead: list[Spot] = []

    def leave(self, here: Spot) -> None:
        """A link is about to be followed from here."""
        self._behind.append(here)
        self._ahead.clear()

    def back(self, here: Spot) -> Spot | None:
        """The spot that the reader came from, or None."""
        return self._step(self._behind, self._ahead, here)

    def forward(self, here: Spot) -> Spot | None:
        """The spot that the reader went back from, or None."""
        return self._step(self._ahead, self._behind, here)

    def _step(self, source: list[Spot], target: list[Spot], here: Spot) -> Spot | None:
        if not source:
            return None
        target.append(here)
        return source.pop()
