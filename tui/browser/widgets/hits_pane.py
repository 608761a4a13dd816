"""The records that a search found, each with its place in the tree."""

from __future__ import annotations

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.message import Message

from tui.browser.widgets.rows_pane import RowsPane
from tui.index.finder import Found
from tui.index.index import Index
from tui.index.nodes import NodePath
from tui.index.query import highlights
from tui.records.display_safe import one_line
from tui.settings.actions import Scope
from tui.views.labels import record_label
from tui.views.lists import label_text, place_words
from tui.views.palette import Palette
from tui.views.wrapping import truncate

_LEAST_PLACE = 12  # cells, below which the crumbs of a hit say nothing


class HitsPane(RowsPane):
    """Hits, best first, one row each."""

    scope = Scope.HITS

    class Chosen(Message):
        """A hit was chosen: the reader wants to go there."""

    def __init__(self, index: Index, palette: Palette, *, id: str) -> None:
        super().__init__(id=id)
        self._index = index
        self.palette = palette
        self._found = Found(0, [])
        self._near: NodePath = ()
        self._texts: dict[tuple[int, int, Style], Text] = {}

    @property
    def line_count(self) -> int:
        return len(self._found.hits)

    @property
    def found(self) -> Found:
        """What is shown."""
        return self._found

    @property
    def record(self) -> str | None:
        """The id of the record under the cursor."""
        return self._found.hits[self.cursor].record if self._found.hits else None

    def show_index(self, index: Index) -> None:
        """Ask another state of the base from now on."""
        self._index = index
        self._texts.clear()

    def show(self, found: Found, near: NodePath, *, keep: str | None = None) -> None:
        """Show other hits, the cursor on the best or on the one to keep. Places nearest to `near` are named."""
        self._found = found
        self._near = near
        self._texts.clear()
        self.cursor = self.top = 0
        if keep is not None:
            self.cursor = next((at for at, hit in enumerate(found.hits) if hit.record == keep), 0)
            self.show_cursor()
        self.refresh()
        self.show_position()

    def row(self, number: int, width: int) -> Text:
        signs = self.signs(self._found.hits[number].record)
        # Where a hit stands is dear to find out, and a row is painted whenever anything moves.
        key = (number, width - signs.cell_len, self.palette.title)
        text = self._texts.get(key) or self._texts.setdefault(key, self._text(number, width - signs.cell_len))
        return Text(" ", end="").append_text(signs).append_text(text)

    def _text(self, number: int, width: int) -> Text:
        id = self._found.hits[number].record
        own = self.palette.signs
        label = record_label(self._index, id, own)
        label = label._replace(title=one_line(label.title))
        room = width - 2
        free = room - cell_len(label.title) - 3
        if free > _LEAST_PLACE and (place := place_words(self._index, id, self._near, own)):
            # Where it stands says more than its date, which the page shows.
            label = label._replace(addition="", right=truncate(place, free, own.cut))
        text = label_text(label, room, self.palette)
        # Whatever of the title is left after cutting is marked; signs stand before it.
        shown = text.plain.find(label.title[:4])
        for start, end in highlights(self._found.query, label.title) if shown >= 0 else ():
            text.stylize(self.palette.match, shown + start, min(shown + end, len(text.plain)))
        return text

    def do_go_to_hit(self) -> None:
        """Go to the hit in the tree."""
        if self.record:
            self.post_message(self.Chosen())
