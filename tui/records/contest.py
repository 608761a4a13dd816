"""Disagreement between sources, computed from what each of them gives for a field."""

from collections.abc import Container
from typing import NamedTuple

from tui.records import edtf
from tui.records.kinds import Agreement, Amount, Evidence, Fact, Figure, Record, Says, evidence_of

Value = edtf.Edtf | Amount | Figure | str | tuple[str, ...]
FIELDS: tuple[str, ...] = Says.__struct_fields__


class Claim(NamedTuple):
    """One value of a field and the evidence that gives it; no evidence means the record states it alone."""

    value: Value
    evidence: tuple[Evidence, ...]


class Contest(NamedTuple):
    """A field for which two values were given that cannot both hold. The record's own claim comes first."""

    field: str
    claims: tuple[Claim, ...]
    settled: tuple[Evidence, ...]


def contests(record: Record, silent: Container[str] = ()) -> tuple[Contest, ...]:
    """The contested fields of a record, in the order of its fields.

    `silent` holds the ids of sources that only enumerate ties and so give no value beyond the tie itself.
    """
    if not isinstance(record, (Agreement, Fact)):
        return ()
    # Nearly all evidence bears the record out; only what says otherwise can contest anything.
    said = {field for item in record.evidence if item.says for field in FIELDS if getattr(item.says, field) is not None}
    found = []
    for field in (field for field in FIELDS if field in said):
        claims = _claims(record, field, silent)
        values = [claim.value for claim in claims]
        if any(contradict(a, b) for n, a in enumerate(values) for b in values[n + 1 :]):
            settled = tuple(item for item in record.evidence if item.settled and item.for_ in (None, field))
            found.append(Contest(field, claims, settled))
    return tuple(found)


def contradict(a: Value, b: Value) -> bool:
    """Whether two values of one field cannot both hold. Different units, currencies or times are no conflict."""
    match a, b:
        case edtf.Edtf(), edtf.Edtf():
            return edtf.contradicts(a, b)
        case Amount(), Amount():
            return a.currency == b.currency and a.value != b.value
        case Figure(), Figure():
            return _figures_contradict(a, b)
        case tuple(), tuple():
            return set(a) != set(b)
        case str(), str():
            return a.casefold() != b.casefold()
    return False


def _claims(record: Agreement | Fact, field: str, silent: Container[str]) -> tuple[Claim, ...]:
    own = getattr(record, field, None)
    gathered: dict[Value, list[Evidence]] = {}
    if own is not None:
        gathered[own] = []
    for item in record.evidence:
        said = getattr(item.says, field) if item.says else None
        if said is not None:
            gathered.setdefault(said, []).append(item)
        elif own is not None and _backs(item, field, silent):
            gathered[own].append(item)
    return tuple(Claim(value, tuple(items)) for value, items in gathered.items())


def _backs(item: Evidence, field: str, silent: Container[str]) -> bool:
    """Evidence that reconciles the others backs no side of them, and a bare list backs nothing but the tie."""
    return item.for_ in (None, field) and not item.settled and item.source not in silent


def _figures_contradict(a: Figure, b: Figure) -> bool:
    if a.unit.casefold() != b.unit.casefold():
        return False
    if a.as_of and b.as_of and not edtf.overlaps(a.as_of, b.as_of):
        return False
    (a_low, a_high), (b_low, b_high) = _range(a), _range(b)
    return a_high < b_low or b_high < a_low


def _range(figure: Figure) -> tuple[float, float]:
    if figure.value is not None:
        return figure.value, figure.value
    low = figure.at_least if figure.at_least is not None else float("-inf")
    high = figure.at_most if figure.at_most is not None else float("inf")
    return low, high


def unneeded_settlements(record: Record, silent: Container[str] = ()) -> tuple[Evidence, ...]:
    """Evidence that settles a disagreement which the record does not have."""
    used = [item for contest in contests(record, silent) for item in contest.settled]
    return tuple(item for item in evidence_of(record) if item.settled and not any(item is one for one in used))
