"""Disagreement between sources, computed from what each of them gives for a field."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import NamedTuple
from unicodedata import normalize

from tui.records import edtf
from tui.records.kinds import Agreement, Amount, Evidence, Fact, Figure, Record, Says, Source, evidence_of
from tui.records.same_matter import shared_fields

Value = edtf.Edtf | Amount | Figure | str | tuple[str, ...]
FIELDS: tuple[str, ...] = Says.__struct_fields__

_UNSPECIFIED = "unspecified"
MOST_VALUES = 200
"""Different values of one field that are held against each other, the first: a bound for what no real record has."""


class Claim(NamedTuple):
    """One value of a field and the evidence that gives it; no evidence means the record states it alone.

    `record` is the id of another record on the same matter that gives the value, "" for the record's own and for
    what its sources say.
    """

    value: Value
    evidence: tuple[Evidence, ...]
    record: str = ""


class Contest(NamedTuple):
    """A field for which two values were given that cannot both hold. The record's own claim comes first.

    The claims of other records on the same matter come last. `settled` has the editors' answers in any of them.
    """

    field: str
    claims: tuple[Claim, ...]
    settled: tuple[Evidence, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the sources behind all values, each once."""
        return tuple(dict.fromkeys(item.source for claim in self.claims for item in claim.evidence))


def contests(record: Record, silent: Container[str] = (), rivals: Sequence[Record] = ()) -> tuple[Contest, ...]:
    """The contested fields of a record, in the order of its fields.

    `silent` holds the ids of sources that only enumerate ties and so give no value beyond the tie itself. `rivals` are
    the other records on its matter (same_matter); any other records among them change nothing.
    """
    if not isinstance(record, (Agreement, Fact)):
        return ()
    # Nearly all evidence bears the record out; only what says otherwise can contest anything.
    said = {field for item in record.evidence if item.says for field in FIELDS if getattr(item.says, field) is not None}
    shared: dict[str, list[Agreement | Fact]] = {}
    for other in rivals:
        for field in shared_fields(record, other):
            if isinstance(other, (Agreement, Fact)):
                shared.setdefault(field, []).append(other)
    found = []
    for field in (field for field in FIELDS if field in said or field in shared):
        own, others = _claims(record, field, silent), shared.get(field, [])
        theirs = [claim for other in others for claim in _claims(other, field, silent, other.id)]
        if _is_disputed(own, theirs):
            settled = [item for one in (record, *others) for item in one.evidence if _settles(item, field)]
            found.append(Contest(field, (*own, *theirs), tuple(settled)))
    return tuple(found)


def sides(contest: Contest) -> list[tuple[Value, tuple[Claim, ...]]]:
    """The different values of a contest, each with all claims that give it.

    First comes the first that is contradicted, then what contradicts it, then what can hold together with it.
    """
    found: dict[object, list[Claim]] = {}
    for claim in contest.claims:
        found.setdefault(_as_compared(claim.value), []).append(claim)
    values = [(claims[0].value, tuple(claims)) for claims in found.values()]
    head = next((value for value, _ in values if any(contradict(value, other) for other, _ in values)), None)
    if head is None:
        return values
    return sorted(values, key=lambda side: 0 if side[0] is head else 1 if contradict(head, side[0]) else 2)


def _is_disputed(own: Sequence[Claim], theirs: Sequence[Claim]) -> bool:
    """Whether a value of the record contradicts another of its own or one of other records."""
    mine, others = [claim.value for claim in own[:MOST_VALUES]], [claim.value for claim in theirs[:MOST_VALUES]]
    return _disagree(mine) or any(contradict(a, b) for a in mine for b in others if _are_at_one_time(a, b))


def _are_at_one_time(a: Value, b: Value) -> bool:
    """Figures of two records can only be held against each other where both say when they were counted."""
    return not (isinstance(a, Figure) and isinstance(b, Figure)) or (a.as_of is not None and b.as_of is not None)


def torn(contest: Contest) -> tuple[str, ...]:
    """The ids of the sources that contradict themselves: each stands behind two values that cannot both hold."""
    behind: dict[str, dict[int, Value]] = {}
    for n, claim in enumerate(contest.claims):
        for item in claim.evidence:
            behind.setdefault(item.source, {})[n] = claim.value
    return tuple(id for id, values in behind.items() if _disagree(list(values.values())[:MOST_VALUES]))


def _disagree(values: Sequence[Value]) -> bool:
    return any(contradict(a, b) for n, a in enumerate(values) for b in values[n + 1 :])


def origins(evidence: Iterable[Evidence], source: Callable[[str], Source | None]) -> frozenset[str]:
    """Where evidence comes from in the end: what is copied from one origin counts once, however often it is printed.

    A source without an origin, and one that no record describes, is its own.
    """
    found = set()
    for id in {item.source for item in evidence}:
        record = source(id)
        found.add(record.origin or record.id if record else id)
    return frozenset(found)


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
            # A tie of which nothing more is said may be one of any kind.
            return _UNSPECIFIED not in (a, b) and _in_one_form(a) != _in_one_form(b)
    return False


def _claims(record: Agreement | Fact, field: str, silent: Container[str], id: str = "") -> tuple[Claim, ...]:
    own = getattr(record, field, None)
    gathered: dict[object, tuple[Value, list[Evidence]]] = {}
    if own is not None:
        gathered[_as_compared(own)] = (own, [])
    otherwise = {item.source for item, said in _said(record, field) if own is not None and contradict(own, said)}
    for item in record.evidence:
        said = getattr(item.says, field) if item.says else None
        if said is not None:
            gathered.setdefault(_as_compared(said), (said, []))[1].append(item)
        elif own is not None and _backs(item, field, silent, otherwise):
            gathered[_as_compared(own)][1].append(item)
    return tuple(Claim(value, tuple(items), id) for value, items in gathered.values())


def _said(record: Agreement | Fact, field: str) -> Iterator[tuple[Evidence, Value]]:
    for item in record.evidence:
        said = getattr(item.says, field) if item.says else None
        if said is not None:
            yield item, said


def _as_compared(value: Value) -> object:
    """What two values have in common that say the same in other words."""
    match value:
        case Amount():
            return (value.value, value.currency)
        case Figure():
            return (value.unit.casefold(), value.value, value.at_least, value.at_most, value.as_of)
        case tuple():
            return frozenset(value)
        case str():
            return _in_one_form(value)
    return value


def _in_one_form(text: str) -> str:
    """What two texts have in common that differ in capitals, or in how their accents are written."""
    return normalize("NFC", text).casefold()


def _backs(item: Evidence, field: str, silent: Container[str], otherwise: Container[str]) -> bool:
    """Evidence that reconciles the others backs no side of them, and a bare list backs nothing but the tie.

    Nor does a source that gives another value elsewhere, unless its evidence is for this very field.
    """
    if item.settled or item.source in silent:
        return False
    return item.for_ == field or (item.for_ is None and item.source not in otherwise)


def _settles(item: Evidence, field: str) -> bool:
    return item.settled is not None and item.for_ in (None, field)


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


def unneeded_settlements(
    record: Record, silent: Container[str] = (), rivals: Sequence[Record] = ()
) -> tuple[Evidence, ...]:
    """Evidence that settles a disagreement which neither the record has, nor the others on its matter with it."""
    answers = [item for item in evidence_of(record) if item.settled]
    if not answers:
        return ()
    used = [item for contest in contests(record, silent, rivals) for item in contest.settled]
    return tuple(item for item in answers if not any(item is one for one in used))
