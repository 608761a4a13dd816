"""What leaves the browser: copies, what is printed after it, the editor, web addresses."""

from __future__ import annotations

import os
from contextlib import nullcontext
from functools import partial, partialmethod
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import SuspendNotSupported

from tui.browser.remembering import Remembering
from tui.browser.widgets.chooser import Choice
from tui.browser.widgets.problems_pane import ProblemsPane
from tui.records.display_safe import one_line
from tui.settings.actions import Need

if TYPE_CHECKING:
    from tui.browser.outside.clipboard import Setting

# How actions call what can be copied, and what views/copying.py calls it.
_WAYS = {
    "quote": "quote",
    "text": "text",
    "id": "id",
    "address": "address",
    "markdown": "Markdown",
    "json": "JSON",
    "place": "file and line",
    "cite": "references",
    "bibtex": "BibTeX",
    "ris": "RIS",
    "csl": "CSL-JSON",
}


class Leaving(Remembering):
    """Gives the reader what is shown, for use elsewhere."""

    printed: tuple[str, ...] = ()
    """What is to be printed below the prompt after leaving, in the order in which it was asked for."""

    def _made(self, what: str) -> str | None:
        """What is shown, in the form that was asked for; None, and the reader is told why, if there is none."""
        # Read in when first asked for: most readers never copy.
        from tui.views.copying import WAYS, quote_copy

        record = self._index.record(self.subject or "")
        if record is None:
            return None
        quoted = self.quoted
        if what == "quote" and quoted:
            made = quote_copy(self._index, record, quoted.number - 1)
        else:
            made = WAYS[_WAYS[what]](self._index, record)
        if made.text is None:
            self.say(made.reason)
        return made.text

    def _copy(self, what: str) -> None:
        text = self._made(what)
        if text is not None:
            self._send(text, _WAYS[what])

    def _send(self, text: str, what: str, before: str = "") -> None:
        """Copy a text behind the screen: a clipboard that does not answer must not stop the reader."""
        self.run_worker(
            partial(self._send_in_thread, text, what, before), thread=True, exit_on_error=False, group="copy"
        )

    def _send_in_thread(self, text: str, what: str, before: str) -> None:
        from tui.browser.outside.clipboard import send

        config = self.config
        setting = cast("Setting", config.clipboard)
        sent = send(text, os.environ, self._to_terminal, what=what, setting=setting, limit=config.clipboard_limit)
        self.call_from_thread(self.say, f"{before}{sent.words}")

    def _to_terminal(self, sequence: str) -> None:
        """Write to the terminal, between two paintings of the screen."""

        def write() -> None:
            if self._driver is not None:
                self._driver.write(sequence)
                self._driver.flush()

        self.call_from_thread(write)

    def _print_later(self, what: str) -> None:
        text = self._made(what)
        if text is not None:
            self.printed = (*self.printed, text)
            self.say(f"the {_WAYS[what]} will be printed below the prompt after leaving ({len(self.printed)} in all)")

    do_copy_quote = partialmethod(_copy, "quote")
    do_copy_text = partialmethod(_copy, "text")
    do_copy_id = partialmethod(_copy, "id")
    do_copy_address = partialmethod(_copy, "address")
    do_copy_markdown = partialmethod(_copy, "markdown")
    do_copy_json = partialmethod(_copy, "json")
    do_copy_place = partialmethod(_copy, "place")
    do_copy_cite = partialmethod(_copy, "cite")
    do_copy_bibtex = partialmethod(_copy, "bibtex")
    do_copy_ris = partialmethod(_copy, "ris")
    do_copy_csl = partialmethod(_copy, "csl")
    do_print_quote = partialmethod(_print_later, "quote")
    do_print_text = partialmethod(_print_later, "text")
    do_print_id = partialmethod(_print_later, "id")
    do_print_address = partialmethod(_print_later, "address")
    do_print_markdown = partialmethod(_print_later, "markdown")
    do_print_json = partialmethod(_print_later, "json")
    do_print_place = partialmethod(_print_later, "place")
    do_print_cite = partialmethod(_print_later, "cite")
    do_print_bibtex = partialmethod(_print_later, "bibtex")
    do_print_ris = partialmethod(_print_later, "ris")
    do_print_csl = partialmethod(_print_later, "csl")

    def do_save_picture(self) -> None:
        """What is on the screen, as an SVG file in the working directory; written behind it, as a disk may be slow."""
        picture = self.export_screenshot(title="Ties")
        save = partial(self._save_in_thread, picture, self.subject or "")
        self.run_worker(save, thread=True, exit_on_error=False, group="picture")

    def _save_in_thread(self, picture: str, record: str) -> None:
        from tui.browser.outside.picture import save_picture

        try:
            words = f"saved {save_picture(picture, record, Path.cwd())}"
        except OSError as error:
            words = f"no picture was saved: {(error.strerror or str(error)).lower()}"
        self.call_from_thread(self.say, words)

    # The editor.

    def do_edit(self) -> None:
        """The file of what is shown at its line, in the editor."""
        if self._rows is self._problems:
            self.problem_chosen()
            return
        from tui.views.copying import absolute_place

        record = self._index.record(self.subject or "")
        if record is None:
            self.say(Need.RECORD.value)
        else:
            self._edit(*absolute_place(self._index, record))

    @on(ProblemsPane.Chosen)
    def problem_chosen(self) -> None:
        """The file of the problem under the cursor, in the editor."""
        problem = self._problems.problem
        if problem is not None:
            self._edit(Path(self._index.name, problem.file).absolute(), problem.line, problem.column)

    def _edit(self, file: Path, line: int, column: int = 0) -> None:
        from tui.browser.outside.editor import run_editor

        try:
            with self.away():
                edited = run_editor(file, line, os.environ, column=column, configured=self.config.editor)
        except SuspendNotSupported:
            self.say("this terminal cannot be lent to an editor")
            return
        if not edited.ok:
            self.say(one_line(edited.words))
        self.refresh_base()

    # Web addresses.

    def do_open_address(self) -> None:
        """The addresses of the sources, whole, to choose one from."""
        from tui.views.citing import addresses

        record = self._index.record(self.subject or "")
        found = addresses(self._index, record) if record else []
        if not found:
            self._made("address")
            return
        choices = [_choice(address) for address in found]
        title = self.palette.signs.own("Open this address?  ↵ opens it, esc does not")
        self._chooser.open("addresses", title, choices)

    def _open_address(self, address: str) -> None:
        from tui.browser.outside.address import needs_terminal, open_address

        try:
            lent = self.away() if needs_terminal(address, os.environ) else nullcontext()
            with lent:
                opened = open_address(address, os.environ)
        except SuspendNotSupported:
            self.say("this terminal cannot be lent to a web browser")
            return
        if opened.how == "copy":
            self._send(opened.address, "address", f"{opened.words}: ")
        elif opened.words:
            self.say(opened.words)


def _choice(address: str) -> Choice:
    """An address to choose, with what would be opened below it; one that is not what it looks like cannot be chosen."""
    from tui.records.web_address import RefusedError, checked

    try:
        return Choice(address, address, note=checked(address).shown)
    except RefusedError as error:
        return Choice(address, address, why_not=f"not opened: {error}", note=address)
