"""A quote in the text of its source, in place of the record's page, and the way from quote to quote there."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, cast

from tui.browser.showing import Aspect
from tui.browser.surveying import Surveying
from tui.settings.actions import Scope

if TYPE_CHECKING:
    from tui.browser.source_walk import SourceWalk
    from tui.loading.texts import Texts
    from tui.records.quotes_in_text import Quoted
    from tui.views.reading_sources import Reading

_WORD = "in its source"


class Quoting(Surveying):
    """Shows quotes in their sources. Texts are looked for when they are asked for, a large one in another thread."""

    @cached_property
    def _texts(self) -> Texts:
        # Read in only by those who look into a text.
        from tui.loading.texts import Texts

        return Texts(self.config.texts)

    def do_quote_in_source(self) -> None:
        """The record's first quote in the text of its source, or back to the record."""
        from tui.browser.source_walk import SourceWalk

        walk = self._walk
        if walk is None:
            walk = SourceWalk(self._index, self.record or "")
            if walk.is_empty:
                self.say("this record has no quote")
                return
        self.open_aspect(Aspect(_WORD, walk, Scope.SOURCE))

    @property
    def _walk(self) -> SourceWalk | None:
        """The way through sources that is on the screen."""
        return _walk_of(self._aspect)

    @property
    def subject(self) -> str | None:
        """In a text, the record of the quote that is shown there: `n` leads to quotes of others."""
        quoted = self.quoted
        return quoted.record if quoted else super().subject

    @property
    def quoted(self) -> Quoted | None:
        """The quote that is shown in its text."""
        walk = self._walk
        return walk.shown if walk else None

    def _show_aspect(self, aspect: Aspect) -> None:
        walk = _walk_of(aspect)
        if walk is not None:
            walk.see(self._index)
            self._look_for_text(walk)
        super()._show_aspect(aspect)

    def _look_for_text(self, walk: SourceWalk) -> None:
        """Read the text of the source that is shown, unless it is there: a large one in another thread."""
        if walk.is_empty or walk.reading is not None:
            return
        if walk.is_quick(self._texts):
            walk.take(walk.read(self._texts))
        else:
            self.run_worker(partial(self._read_in_thread, walk), thread=True, exit_on_error=False, group="text")

    def _read_in_thread(self, walk: SourceWalk) -> None:
        self.call_from_thread(self._text_read, walk, walk.read(self._texts))

    def _text_read(self, walk: SourceWalk, reading: Reading) -> None:
        if walk.take(reading) and walk is self._walk:
            self._detail.see()

    def do_show_all(self) -> None:
        """Show more of a page, or of the text around a quote, which stays in view."""
        super().do_show_all()
        if self._walk is not None:
            self._detail.see()

    def _step(self, by: int) -> None:
        walk = self._walk
        if walk is None:
            return
        if walk.step(by):
            self._look_for_text(walk)
        self._detail.see()

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


def _walk_of(aspect: Aspect | None) -> SourceWalk | None:
    return cast("SourceWalk", aspect.page) if aspect and aspect.word == _WORD else None
