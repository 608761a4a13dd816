"""Offices in words: from when until when, and whether somebody still has them. Needs no Rich."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tui.index.index import Index
from tui.records.day import span_words
from tui.records.edtf import Edtf, parse
from tui.records.edtf_words import in_words
from tui.records.kinds import Evidence, Person, Role
from tui.records.tenure import Held, Tenure, tenure
from tui.views.wording import term_words


def office_of(index: Index, person: Person, role: Role) -> Tenure:
    """Whether a person holds an office on the day from which the base is looked at."""
    return tenure(role, index.day, seen_on(index, role.evidence or person.evidence))


def seen_on(index: Index, items: Sequence[Evidence]) -> list[Edtf]:
    """The dates of the sources by which somebody had an office."""
    # What is cited may be about the office in general; a quote carries what it is there for.
    told = [item for item in items if item.quote] or items
    sources = [index.source(item.source) for item in told]
    return [source.published for source in sources if source and source.published]


def office_words(index: Index, person: Person, role: Role) -> str:
    """How long somebody has had an office and whether it is over, led by a comma: `, 2006 – June 2018 · ended, …`."""
    standing = held_words(office_of(index, person, role), index.day, then=index.as_of is not None)
    return f"{term_words(role)} · {standing}" if standing else term_words(role)


def held_words(found: Tenure, day: date, *, then: bool = False) -> str:
    """Whether an office is held on a day in a few words; `then` if the day is not today."""
    match found.held:
        case Held.LATER:
            return "began later" if then else "has not begun"
        case Held.MAYBE_BEGUN:
            return "may not have begun then" if then else "may not have begun"
        case Held.HELD:
            return "in office then" if then else "in office"
        case Held.SEEN:
            return f"in office by a source of {_on(found.by)}"
        case Held.MAYBE_ENDED:
            return "may have ended by then" if then else "may have ended"
        case Held.ENDED if found.by:
            about = "about " if found.by.approximate else ""
            ago = f"{about}{span_words(found.by.latest, day)}"
            return f"had ended {ago} before" if then else f"ended, {ago} ago"
        case Held.NOT_KNOWN:
            return _not_known(found.by, day, then)
    return "these dates contradict each other"


def lasting_words(found: Tenure, day: date) -> str:
    """What is to be said of an office where it will be read on another day; nothing if it is simply held."""
    on = in_words(parse(day.isoformat()))
    match found.held:
        case Held.ENDED:
            return "ended"
        case Held.MAYBE_ENDED:
            return f"may have ended by {on}"
        case Held.NOT_KNOWN:
            return f"not known whether in office on {on}"
        case Held.LATER | Held.MAYBE_BEGUN:
            return f"may not have begun by {on}"
        case Held.IMPOSSIBLE:
            return "these dates contradict each other"
    return ""


def _not_known(by: Edtf | None, day: date, then: bool) -> str:
    """What is not known, and what the nearest source is."""
    already = by is not None and by.earliest > day
    words = f"not known whether {'already' if already else 'still'}{' then' if then else ''}"
    if by is None:
        return f"{words}: no source is dated"
    return f"{words}: the {'first' if already else 'last'} source is of {_on(by)}"


def _on(given: Edtf | None) -> str:
    # The hour of a source matters on its own page only.
    return in_words(parse(given.text.partition("T")[0])) if given else ""
