"""All contested fields of a base as rows, with their values side by side beside each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from tui.index.both_sides import KINDS
from tui.index.contested import Disputed, contest_of, contested
from tui.index.index import Index
from tui.records.contest import Contest, contradict, origins, sides
from tui.records.display_safe import one_line
from tui.records.kinds import Agreement, title_of
from tui.views.labels import CONTESTED, SETTLED, Label
from tui.views.page import count_words
from tui.views.side_by_side import field_page
from tui.views.signs import SIGNS, Signs
from tui.views.survey import Row, Rows, Survey
from tui.views.wording import short_value_words
from tui.views.wrapping import beginning, truncate


def contested_survey(index: Index, concerning: str = "", signs: Signs = SIGNS) -> Survey:
    """The contested fields of a base, or of what concerns a city or another record, those that are open first."""
    found = contested(index, concerning)
    is_open = sum(1 for disputed in found if not disputed.settled)
    title = f"{count_words(len(found), 'contested field')}, {is_open:,} open"
    nothing = "No two sources of this base contradict each other."
    return Survey("contested", title, Rows(len(found), partial(_row, index, found, signs)), nothing)


_NAME = 34  # cells of the name of a record
_MOST_READ = 400  # characters of one text
_FIELDS = {"converted": "conversion", "value": "figure", "outcome_date": "outcome"}


def _row(index: Index, found: Sequence[Disputed], signs: Signs, number: int) -> Row:
    id, contest = contest_of(index, found[number])
    if contest is None:
        return Row(id, Label("", index.title(id), "", ""))
    return Row(id, contest_label(index, id, contest, signs), field_page(id, contest.field))


def contest_label(index: Index, id: str, contest: Contest, signs: Signs = SIGNS) -> Label:
    """The row of a contested field: its record, values and number of origins in short, at the right edge the field.

    The record's name is cut, so that there is room for the values in a row of 76 cells. Of one of 44 name and field are
    left, both nearly whole.
    """
    name = truncate(one_line(beginning(_name(index, id, signs), _MOST_READ)), _NAME, signs.cut)
    sign = SETTLED if contest.settled else CONTESTED
    said = (_values_in_short(index, contest, signs), _origin_words(index, contest))
    return Label(sign, name, signs.own("· ") + signs.own(" · ").join(said), _field_word(contest))


def contest_in_short(index: Index, id: str, contest: Contest, signs: Signs = SIGNS) -> Label:
    """The same for a line of its own: field, what it is given that cannot hold together, number of origins, record."""
    sign = SETTLED if contest.settled else CONTESTED
    said = f"{_field_word(contest)} {_values_in_short(index, contest, signs)}"
    return Label(sign, said + signs.own(" · ") + _origin_words(index, contest), _name(index, id, signs), "")


def _name(index: Index, id: str, signs: Signs) -> str:
    record = index.record(id)
    if isinstance(record, Agreement) and record.kind in KINDS:
        return signs.own(" ⇄ ").join(index.title(party) for party in record.parties)
    return title_of(record) if record else id


def _origin_words(index: Index, contest: Contest) -> str:
    evidence = [item for claim in contest.claims for item in claim.evidence]
    return count_words(len(origins(evidence, index.source)), "origin")


def _field_word(contest: Contest) -> str:
    return _FIELDS.get(contest.field, contest.field)


def _values_in_short(index: Index, contest: Contest, signs: Signs) -> str:
    """The values that cannot hold together: `2000 ≠ 1996`."""
    first, *others = [value for value, _ in sides(contest)]
    against = [other for other in others if contradict(first, other)]
    words = [short_value_words(value, index.title, signs) for value in (first, *against[:2])]
    more = f" and {len(against) - 2:,} more" if len(against) > 2 else ""
    return signs.own(" ≠ ").join(words) + more
