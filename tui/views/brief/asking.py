"""What a brief can be asked for: of which city, and with whom."""

from __future__ import annotations

from tui.index.index import Index
from tui.records.kinds import City, Partner, Person


def refused(index: Index, city: str, partner: str | None) -> str | None:
    """Why there is no brief of a city, or of it with a partner, and what to ask for; None where there is one.

    Both have to be records of the base.
    """
    record = index.record(city)
    if not isinstance(record, City):
        return f"{_is_no(index, city, 'city')}: {_instead(index, city)}"
    if record.within:
        outer = _home(index, record) or record.within
        return f"{city} lies within {outer}: ties brief {outer}"
    if partner is None:
        return None
    other = index.record(partner)
    if not isinstance(other, (City, Partner)):
        return f"{_is_no(index, partner, 'city or organisation')}: {_instead(index, partner)}"
    home = _home(index, other)
    if home == city:
        return f"{partner} is a part of {city}: leave out --with"
    if home:
        return f"what concerns {partner} stands with {home}: --with {home}"
    return None


def _home(index: Index, record: City | Partner) -> str | None:
    """The outermost city or organisation that something is a part of; None if it is of none."""
    seen = {record.id}
    home: str | None = None
    while isinstance(record, (City, Partner)):
        above = record.within if isinstance(record, City) else record.city or record.part_of
        found = index.record(above) if above and above not in seen else None
        if not isinstance(found, (City, Partner)):
            break
        home, record = found.id, found
        seen.add(home)
    return home


def _is_no(index: Index, id: str, wanted: str) -> str:
    record = index.record(id)
    return f"{id} is a {record.KIND} and no {wanted}" if record else f"there is no {id}"


def _instead(index: Index, id: str) -> str:
    """The city of a person or an organisation, else how to find one."""
    record = index.record(id)
    homes = [role.of for role in record.role] if isinstance(record, Person) else []
    homes += [record.city] if isinstance(record, Partner) and record.city else []
    cities = [home for home in homes if isinstance(index.record(home), City)]
    return f"ties brief {cities[0]}" if cities else "`ties tree --depth 1` lists the cities"
