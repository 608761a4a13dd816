"""The names of a city, a partner or a person on a page, in every script with its language, and a note."""

from __future__ import annotations

from tui.records.kinds import City, Partner, Person, names_of
from tui.views.page import Page, styled
from tui.views.wording import language_words

_MOST_NAMES = 24
_MOST_ALIASES = 40


def add_names(page: Page, record: City | Partner | Person) -> None:
    """Each name in another language with its language, one a line; then what else it is called."""
    page.blank()
    names = names_of(record)
    shown = page.few(names, _MOST_NAMES)
    for n, (tag, name) in enumerate(shown):
        language = styled(f"  {language_words(tag)}", page.palette.dim)
        page.add_field("" if n else "Names", page.join([page.say(name, page.palette.native), language]))
    page.add_more(names, shown, "name")
    if record.aliases:
        aliases = page.few(record.aliases, _MOST_ALIASES)
        page.add_field("Also", page.say(", ".join(aliases)))
        page.add_more(record.aliases, aliases, "name")


def add_note(page: Page, note: str | None) -> None:
    """What the editors of the base add to a record."""
    if note:
        page.heading("Note")
        page.add(page.say(note))
