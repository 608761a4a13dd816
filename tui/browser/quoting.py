"""A quote in the text of its source, in place of the record's page, and the way from quote to quote there."""

from __future__ import annotations

from functools import partial

from tui.browser.showing import Aspect
from tui.browser.source_walk import SourceWalk
from tui.browser.surveying import Surveying
from tui.index.index import Index
from tui.loading.texts import Texts
from tui.settings.actions import Scope
from tui.settings.config import Config
from tui.views.reading_sources import Reading

_WORD = "in its source"


class Quoting(Surveying):
    """Shows quotes in their sources. Texts are looked for when they are asked for, a large one in another thread."""

    def __init__(self, index: Index, config: Config | None = None) -> None:
        super().__init__(index, config)
        self._texts = Texts(self.config.texts)
        self._walk: SourceWalk | None = None

    def do_quote_in_source(self) -> None:
        """The record's first quote in the text of its source, or back to the record."""
        if self._aspect is None or self._aspect.word != _WORD:
            walk = SourceWalk(self._index, self.record or "")
            if walk.is_empty:
                self.say("this record has no quote")
                return
            self._walk = walk
            self._look_for_text(walk)
            self.open_aspect(Aspect(_WORD, walk.page, Scope.SOURCE))
            self._go_to_quote()
        else:
            self.close_aspect()

    def _look_for_text(self, walk: SourceWalk) -> None:
        if walk.is_quick(self._texts):
            walk.take(walk.read(self._texts))
        else:
            self.run_worker(partial(self._read_in_thread, walk), thread=True, exit_on_error=False, group="text")

    def _read_in_thread(self, walk: SourceWalk) -> None:
        self.call_from_thread(self._text_read, walk, walk.read(self._texts))

    def _text_read(self, walk: SourceWalk, reading: Reading) -> None:
        if walk.take(reading) and walk is self._shown_walk:
            self._go_to_quote()

    @property
    def _shown_walk(self) -> SourceWalk | None:
        """The walk whose page is on the screen."""
        page = self._aspect.page if self._aspect else None
        return self._walk if self._walk is not None and page == self._walk.page else None

    def _go_to_quote(self) -> None:
        """Show the quote from the top of its page, or further down where it would not be seen there."""
        walk, pane = self._shown_walk, self._detail
        if walk is None:
            return
        pane.make_again()
        pane.scroll_lines_to(0 if walk.line + 2 < pane.page_size else walk.line - pane.page_size // 3)

    def _step(self, by: int) -> None:
        if self._walk is None:
            return
        if self._walk.step(by):
            self._look_for_text(self._walk)
        self._go_to_quote()

    def do_next_quote(self, count: int | None) -> None:
        """The next quote in the text; behind the last, the first in the record's next source."""
        self._step(count or 1)

    def do_previous_quote(self, count: int | None) -> None:
        """The quote before; before the first, the last in the record's source before."""
        self._step(-(count or 1))

    def do_invisible(self) -> None:
        """Show what nobody sees in the text, or no longer."""
        if self._walk is not None:
            self._walk.invisible = not self._walk.invisible
            self._detail.make_again()
