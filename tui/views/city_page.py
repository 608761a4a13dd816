"""The page of a city: its names, where it is, its partners by the tie they have, and its years.

It is made of counts and the first of everything, so that the largest city takes hardly longer than a small one.
"""

from __future__ import annotations

from rich.text import Text

from tui.index.index import Index
from tui.index.nodes import GROUPS
from tui.index.overviews import CITIES, COUNTRIES, ORGANISATIONS, PartnerGroup, belonging, partner_groups, timeline
from tui.records.kinds import City, Person
from tui.records.tenure import Held
from tui.views.evidence import add_evidence
from tui.views.labels import doubt_words, record_label
from tui.views.lists import add_row
from tui.views.names import add_names, add_note
from tui.views.offices import office_of, office_words
from tui.views.page import Page, styled
from tui.views.related import add_listed, add_related, add_rest, most_listed
from tui.views.timeline import add_timeline
from tui.views.wording import degrees_words, kind_words

_MOST_PARTNERS = 8  # of a group
_MOST_PARTNER_ROWS = 32  # of all groups
_MOST_MOMENTS = 40
_MOST_UNDATED = 8
_MOST_BELONGING = 8
_MOST_OFFICES = 6  # people of the city whose offices are looked up

# What one partner of a group is called, and several.
_GROUP_WORDS = {
    "sister-city": ("sister city", "sister cities"),
    "friendship-city": ("friendship city", "friendship cities"),
    "cooperation": ("cooperation partner", "cooperation partners"),
    "exchange": ("exchange partner", "exchange partners"),
    "investment": ("investment partner", "investment partners"),
    "establishment": ("founding partner", "founding partners"),
    "unspecified": ("tie of unknown kind", "ties of unknown kind"),
    CITIES: ("other city", "other cities"),
    COUNTRIES: ("country", "countries"),
    ORGANISATIONS: ("organisation", "organisations"),
}


def add_city(page: Page, index: Index, city: City) -> None:
    """All of a city's page but the line that says where it is written."""
    add_city_head(page, index, city)
    if not _add_partners(page, index, city):
        add_evidence(page, index, city)
        add_related(page, index, city)
        return
    moments = timeline(index, city.id, most_listed(page, _MOST_MOMENTS), most_listed(page, _MOST_UNDATED))
    if moments.moments or moments.undated:
        page.heading("Timeline")
        add_timeline(page, index, city.id, moments)
    for group, listed in belonging(index, city.id, most_listed(page, _MOST_BELONGING)):
        page.heading(GROUPS[group], f"{len(listed.ids) + listed.more:,}")
        add_listed(page, index, listed)
    add_evidence(page, index, city)


def add_city_head(page: Page, index: Index, city: City) -> None:
    """What a city is called in every script, where it is, and what the editors say of it."""
    page.title(city.name, f"{kind_words(city)} · {city.country}")
    add_names(page, city)
    _add_where(page, index, city)
    _add_offices(page, index, city)
    add_note(page, city.note)


def _add_offices(page: Page, index: Index, city: City) -> None:
    """Who holds or held an office of the city: what one asks first before meeting somebody there."""
    listed = dict(belonging(index, city.id, _MOST_OFFICES)).get("~people")
    named = False
    for id in listed.ids if listed else ():
        person = index.record(id)
        for words in _offices_of(page, index, person, city) if isinstance(person, Person) else ():
            page.add_field("" if named else "Offices", page.join([page.link(index.title(id), id), page.say(words)]))
            named = True


def _offices_of(page: Page, index: Index, person: Person, city: City) -> list[str]:
    """The offices of the city that a person has or had, in words; none that began later than the base is looked at."""
    roles = [role for role in person.role if role.of == city.id]
    if index.as_of is not None:
        roles = [role for role in roles if office_of(index, person, role).held is not Held.LATER]
    return [f", {role.title.lower()}{page.own(office_words(index, person, role))}" for role in roles]


def _add_where(page: Page, index: Index, city: City) -> None:
    country = index.country_name(city.country)
    parts: list[Text | str] = [page.say(f"{country} ({city.country})" if country else city.country)]
    if city.within:
        parts.insert(0, page.join(["within ", page.link(index.title(city.within), city.within)]))
    page.add_field("Where", page.join(parts, between=" · "))
    if city.location:
        degrees = page.own(degrees_words(city.location.latitude, city.location.longitude))
        page.add_field("", page.say(degrees, page.palette.dim))
    if city.ids:
        registers = list(city.ids.items())
        known = [page.say(f"{register} {id}", page.palette.dim) for register, id in page.few(registers, _MOST_PARTNERS)]
        page.add_field("Known as", page.join(known, between=" · "))


def _add_partners(page: Page, index: Index, city: City) -> bool:
    """The partners by number and kind, then the first of each kind; whether there is anything below the city."""
    groups = partner_groups(index, city.id, most_listed(page, _MOST_PARTNERS))
    if not groups:
        return bool(index.children((city.id,)))
    total = sum(group.size for group in groups)
    page.heading("Partners", f"{total:,}")
    counts = [f"{group.size:,} {_GROUP_WORDS[group.kind][group.size > 1]}" for group in groups]
    page.add_parts([styled(count, page.palette.text) for count in counts])
    if undated := sum(group.undated for group in groups):
        words = (
            "1 tie has no date: nobody can tell whether it was"
            if undated == 1
            else (f"{undated:,} ties have no date: nobody can tell whether they were")
        )
        page.add(styled(f"{words} there yet.", page.palette.expected))
    for group in groups if page.full else _shared_out(groups):
        _add_group(page, index, group)
    return True


def _shared_out(groups: list[PartnerGroup]) -> list[PartnerGroup]:
    """Groups with as many rows as each gets of all, so that many kinds do not push the years out of sight."""
    left = _MOST_PARTNER_ROWS
    rows = {}
    for n, group in enumerate(sorted(groups, key=lambda group: len(group.first))):
        rows[group.kind] = min(len(group.first), max(left // (len(groups) - n), 3))
        left -= rows[group.kind]
    return [group._replace(first=group.first[: rows[group.kind]]) for group in groups]


def _right(index: Index, group: PartnerGroup, id: str, records: int) -> str:
    """How many records there are of a partner; looked at as of a day, first what is doubtful of the date of its tie."""
    tie = index.headline(group.ties[id]) if id in group.ties else None
    doubt = doubt_words(tie, index.as_of) if tie and index.as_of else ""
    return f"{doubt}  {records}" if doubt else str(records)


def _add_group(page: Page, index: Index, group: PartnerGroup) -> None:
    page.blank()
    undated = f", {group.undated:,} without a date" if group.undated else ""
    page.add(
        styled(page.own(f"{_GROUP_WORDS[group.kind][1].capitalize()} · {group.size:,}{undated}"), page.palette.dim)
    )
    for id, records in group.first:
        add_row(page, id, record_label(index, id, page.palette.signs)._replace(right=_right(index, group, id, records)))
    add_rest(page, group.size - len(group.first))
