"""What of a section a reader wants first who is going to meet people of a place, and has no room for all.

“These people” are those who stand under “Who to meet”, the places the city and the partner that were asked for.

| section | first |
|---|---|
| Agreed and done | what is contested, agreements, what names most of these people and places; last what is implied |
| Expected and promised | what these people hold; promises before plans, plans before expectations and hopes |
| Said | verified words before others, those of these people first, what is about both places before what is about one |
| Figures | those about both places, those with a number |

Then, in every section, what is contested comes first, then the latest, last what has no date.
"""

from __future__ import annotations

from collections.abc import Collection

from tui.index.promises import holder
from tui.records.kinds import Agreement, Fact
from tui.views.brief.known import Known
from tui.views.brief.statements import Part, Statement, Voice

_FIRMNESS = ("promised", "planned", "expected", "hoped")

Rank = tuple[int, ...]


def importance(known: Known, one: Statement, people: Collection[str], places: Collection[str]) -> Rank:
    """What statements of one section are sorted by, the most important first.

    `people` are the ids of those to meet, `places` those of the city and the partner that are asked for.
    """
    record = known.base.record(one.record)
    if not isinstance(record, (Agreement, Fact)):
        return (len(_FIRMNESS),)
    named = set(record.parties if isinstance(record, Agreement) else (*record.about, record.speaker))
    missing = sum(place not in named for place in places)
    match one.part:
        case Part.DONE:
            agreed = isinstance(record, Agreement)
            first: Rank = (
                record.modality == "implied",
                not one.contested,
                not agreed,
                -len(named & {*people, *places}),
            )
        case Part.EXPECTED:
            firm = _FIRMNESS.index(record.modality) if record.modality in _FIRMNESS else len(_FIRMNESS)
            first = (set(holder(record).ids).isdisjoint(people), firm)
        case Part.SAID:
            first = (not _is_quoted(one), named.isdisjoint(people), missing)
        case Part.FIGURES:
            first = (missing, not _is_counted(record))
        case _:
            first = (not isinstance(record, Agreement),)
    return (*first, not one.contested, -one.day)


def _is_quoted(one: Statement) -> bool:
    return any(words.voice is Voice.QUOTE for clause in one.clauses for words in clause.words)


def _is_counted(record: Agreement | Fact) -> bool:
    figure = record.value if isinstance(record, Fact) else None
    return figure is not None and (figure.value, figure.at_least, figure.at_most) != (None, None, None)
