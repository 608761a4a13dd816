"""Which fields of a base are contested, open ones before those that an editor has answered."""

from typing import NamedTuple

from tui.index.index import Index
from tui.records.contest import FIELDS, Contest


class Disputed(NamedTuple):
    """A contested field: the number of its record, its name, and whether an editor has answered."""

    n: int
    field: str
    settled: bool


def contested(index: Index, concerning: str = "") -> list[Disputed]:
    """All contested fields of a base, or of what stands below a city or names a record; no record is read.

    Open ones come first, then agreements before facts.
    """
    n = index.number(concerning)
    rows = index.db.execute(_BELOW, (n, n)) if concerning else index.db.execute(_ALL)
    return [Disputed(n, FIELDS[field], bool(settled)) for settled, n, field in rows]


def contest_of(index: Index, disputed: Disputed) -> tuple[str, Contest | None]:
    """The id of the record of a contested field, and what is said of it; None if it is contested no more."""
    (id,) = index.ids_of([disputed.n]) or ("",)
    return id, next((contest for contest in index.contests(id) if contest.field == disputed.field), None)


_ALL = "SELECT settled, n, field FROM contest ORDER BY settled, n, field"
_BELOW = """
SELECT settled, n, field FROM contest
WHERE n IN (SELECT n FROM place WHERE city = ?) OR n IN (SELECT n FROM mention WHERE target = ?)
ORDER BY settled, n, field
"""
