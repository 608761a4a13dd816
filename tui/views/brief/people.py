"""Names with how to say them, and who holds or held which office."""

from __future__ import annotations

import datetime

from tui.records.edtf_words import in_words
from tui.records.folding import fold, romanised
from tui.records.hangul import spoken
from tui.records.kinds import City, Evidence, Partner, Person, Role, names_of
from tui.records.tenure import Held, Tenure, tenure
from tui.views.brief.known import Known
from tui.views.brief.statements import Clause, Part, Statement, Voice, Words, data, own, shortened
from tui.views.offices import held_words, seen_on
from tui.views.page import count_words
from tui.views.wording import kind_words, language_words

_MOST_NAMES = 6
_MOST_NAME = 120  # characters
_MOST_SAID = 40  # characters of a name that it is told of how they are said
_MOST_ALIASES = 4
_MOST_ROLES = 3


def names_statement(known: Known, record: City | Partner) -> Statement:
    """What a city or organisation is called in every script, how that is said, and where it is."""
    words = [data(record.name), *_names(record)]
    if record.aliases:
        words += [own("; also "), data(", ".join(record.aliases[:_MOST_ALIASES]))]
        words += _more(len(record.aliases) - _MOST_ALIASES)
    where = "" if record.kind == "country" else known.base.country_name(record.country or "") or record.country or ""
    if isinstance(record, Partner) and record.city:
        where = known.base.title(record.city)
    words.append(own("; "))
    words.append(data(f"{kind_words(record)}{f' in {where}' if where else ''}"))
    return Statement(Part.NAMES, record.id, (Clause(tuple(words), _naming(known, record)),))


def _naming(known: Known, record: City | Partner | Person) -> tuple[Evidence, ...]:
    own_evidence = record.evidence
    return tuple(
        item for item in own_evidence if item.for_ in (None, "names", "name") and known.had_appeared(item.source)
    )


def _names(record: City | Partner | Person) -> list[Words]:
    """Names in other languages, each with its language and how it is said where that can be known."""
    words: list[Words] = []
    names = names_of(record)
    for n, (tag, name) in enumerate(names[:_MOST_NAMES]):
        words += [own(": " if n == 0 else ", "), Words(shortened(name, _MOST_NAME), Voice.NAME, tag)]
        words.append(own(f" ({language_words(tag)}{_said(record.name, tag, name)})"))
    return [*words, *_more(len(names) - _MOST_NAMES)]


def _more(number: int) -> list[Words]:
    """That there are more names than the page has."""
    return [own(f" and {number} more")] if number > 0 else []


def _said(english: str, tag: str, name: str) -> str:
    """How a name is said: Korean by its letters; Chinese only where the English name is how it reads."""
    if len(name) > _MOST_SAID:
        return ""
    if tag.partition("-")[0] == "ko":
        said = spoken(name)
        return f": say {said}" if said else ""
    if tag.partition("-")[0] == "zh":
        reading = romanised(name).partition(" ")[0]
        if reading and reading.startswith("".join(fold(english).split())):
            return ": as in English"
    return ""


def person_statement(known: Known, person: Person) -> Statement | None:
    """Who somebody is, the offices they hold, and those they held with how long; None if no source had appeared."""
    roles = [(role, backing_of(known, role)) for role in person.role]
    roles = [(role, backing) for role, backing in roles if backing or not role.evidence]
    naming = _naming(known, person)
    if not (roles or naming):
        return None
    # Who names an office names who holds it.
    backed = naming or tuple(item for _, backing in roles for item in backing)
    clauses = [Clause((data(person.name), *_names(person)), backed)]
    roles.sort(key=lambda pair: rank_of_role(known, pair[0]))
    for n, (role, backing) in enumerate(roles[:_MOST_ROLES]):
        clauses.append(Clause((own("; " if n else " – "), *_role_words(known, role, backing)), backing))
    if more := roles[_MOST_ROLES:]:
        resting = tuple(item for _, backing in more for item in backing)
        clauses.append(Clause((own(f"; and {count_words(len(more), 'more office')}"),), resting))
    return Statement(Part.PEOPLE, person.id, tuple(clauses))


def _role_words(known: Known, role: Role, backing: tuple[Evidence, ...]) -> tuple[Words, ...]:
    """An office with its dates, and in the same place whether somebody has it where that is not plain."""
    title, of = data(role.title.lower()), data(known.base.title(role.of))
    found = standing(known, role, backing)
    began = f" since {in_words(role.from_)}" if role.from_ else ""
    until = f" until {in_words(role.until)}" if role.until else ""
    match found.held:
        case Held.ENDED:
            began = f" from {in_words(role.from_)}" if role.from_ else ""
            return own("was "), title, own(" of "), of, own(f"{began}{until}")
        case Held.LATER if role.from_:
            return own("to be "), title, own(" of "), of, own(f" from {in_words(role.from_)}")
        case Held.HELD if role.until and not (known.until and role.until.earliest > known.until):
            return title, own(" of "), of, own(f"{began}{until}")
        case Held.HELD:
            # An end that lies behind the day until which all is told was not known.
            return title, own(" of "), of, own(f"{began}; no end is recorded")
        case Held.MAYBE_ENDED:
            return title, own(" of "), of, own(f"{began}{until}; it may have ended")
        case Held.IMPOSSIBLE:
            began = f" from {in_words(role.from_)}" if role.from_ else ""
            return title, own(" of "), of, own(f"{began}{until}: these dates contradict each other")
    words = held_words(found, known.day, then=known.until is not None)
    return title, own(" of "), of, own(f"{began}; {words}")


def standing(known: Known, role: Role, backing: tuple[Evidence, ...]) -> Tenure:
    """Whether somebody has an office on the day, by its dates and those of the sources that bear it out."""
    return tenure(role, known.day, seen_on(known.base, backing))


def backing_of(known: Known, role: Role) -> tuple[Evidence, ...]:
    """The evidence of an office by sources that had appeared."""
    return tuple(item for item in role.evidence if known.had_appeared(item.source))


def ended(role: Role, day: datetime.date) -> bool:
    """Whether an office was over on a day."""
    return tenure(role, day).held is Held.ENDED


def rank_of_role(known: Known, role: Role) -> tuple[bool, int]:
    """Offices that are held come first, then those that ended last."""
    over = ended(role, known.day)
    return over, -role.until.latest.toordinal() if over and role.until else 0


def rank_of_person(known: Known, person: Person) -> tuple[tuple[bool, int], str]:
    """People in office come first, then those who left last, then those without an office."""
    return min((rank_of_role(known, role) for role in person.role), default=(True, 0)), person.name
