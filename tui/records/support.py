"""The evidence of a record turned round to face its sources: what each says of every field that the record states."""

from collections.abc import Container, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from tui.records.contest import MOST_VALUES, Contest, Value, contradict
from tui.records.kinds import Agreement, Evidence, Fact, Person, Record, Role, Source, evidence_of
from tui.records.quotes_lock import Verification

ROLE = "role"


class Stance(StrEnum):
    """How a source stands to what is stated, what must be heard first; a source that is not there is silent.

    What settles a disagreement backs no side of it.
    """

    DISAGREES = "disagrees"
    VERIFIED = "quoted-verified"
    QUOTED = "quoted-unverified"
    CITED = "cited"
    SETTLES = "settles"


class Voice(NamedTuple):
    """What one source says: its stance, the values of fields that it gives itself, the strongest way in which it bears
    out what is stated, which it may do in one place and disagree in another.
    """

    stance: Stance
    values: tuple[tuple[str, Value], ...] = ()
    backing: Stance | None = None

    @property
    def quoted(self) -> bool:
        """Whether it is quoted for what is stated."""
        return self.backing in (Stance.VERIFIED, Stance.QUOTED)


class Line(NamedTuple):
    """One thing that is stated, the field it stands in (empty: the record as a whole), and the voices by source."""

    field: str
    value: object
    voices: Mapping[str, Voice]


# What rests on every piece of evidence that names no field of its own. The first is what a bare list backs: the tie.
_STATED: dict[type[Record], tuple[str, ...]] = {
    Agreement: ("parties", "kind", "date", "text", "aims", "amount", "converted"),
    Fact: ("text", "date", "speaker", "value", "amount", "converted", "outcome", "outcome_date"),
}
_NAMED = ("name",)
# What only evidence of its own backs: an outcome comes after what was expected, a note is the editors'.
_APART = ("note", "outcome", "outcome_date")
_MOST_FIELDS = 60
_GOES_WITH = {"outcome_date": "outcome", "date_wording": "date"}


def support(
    record: Record,
    checked: Sequence[Verification],
    lists: Container[str] = (),
    disputes: Sequence[Contest] = (),
) -> tuple[Line, ...]:
    """A line for every field of a record that evidence speaks on, and for every role of a person.

    `checked` is what is known of each piece of evidence, in the order of `evidence_of`; `lists` holds the ids of the
    sources that only enumerate ties; `disputes` are the contested fields, also those that other records contest.
    """
    if isinstance(record, Source):
        return ()
    pieces = list(zip(evidence_of(record), checked, strict=True))
    own = pieces[: len(record.evidence)]
    lines = [
        Line(field, getattr(record, field, None), _voices(record, field, own, lists, disputes))
        for field in _fields(record)
    ]
    return (
        (*lines, *_role_lines(record, pieces[len(record.evidence) :])) if isinstance(record, Person) else tuple(lines)
    )


def whole(
    record: Record,
    checked: Sequence[Verification],
    lists: Container[str] = (),
    disputes: Sequence[Contest] = (),
) -> Line:
    """The same of the record as one line: each source by what must be heard first of all that it says.

    A piece of evidence that gives another value of any field does not bear the record out, nor does one that speaks
    only of a note, or of what became of an expectation.
    """
    found: dict[str, Voice] = {}
    for line in support(record, checked, lists, disputes):
        for source, voice in line.voices.items():
            _hear(found, source, voice._replace(backing=None))
    for item, state in zip(evidence_of(record), checked, strict=True):
        if not (item.settled or item.for_ in _APART or _disagrees(record, item)):
            _hear(found, item.source, _backing(item, state))
    return Line("", None, found)


def origins(line: Line, origin: Mapping[str, str]) -> int:
    """On how many origins a line rests: the documents of one origin count once."""
    return len({origin.get(id, id) for id, voice in line.voices.items() if voice.backing})


_Piece = tuple[Evidence, Verification]


def _fields(record: Record) -> tuple[str, ...]:
    """What a record states of itself, then what else its evidence names."""
    stated = [field for field in _STATED.get(type(record), _NAMED) if getattr(record, field) not in (None, ())]
    for item in () if isinstance(record, Source) else record.evidence:
        stated += [item.for_] if item.for_ else []
        stated += [field for field, _ in _said(item)]
    return tuple(dict.fromkeys(stated))[:_MOST_FIELDS]


def _said(item: Evidence) -> Iterator[tuple[str, Value]]:
    for field in item.says.__struct_fields__ if item.says else ():
        value = getattr(item.says, field)
        if value is not None:
            yield field, value


def _voices(
    record: Record, field: str, pieces: Sequence[_Piece], lists: Container[str], disputes: Sequence[Contest]
) -> dict[str, Voice]:
    first = _STATED.get(type(record), _NAMED)[0]
    found: dict[str, Voice] = {}
    for item, checked in pieces:
        said = dict(_said(item)).get(field)
        if item.settled:
            is_disputed = any(dispute.field == field for dispute in disputes)
            voice = Voice(Stance.SETTLES) if is_disputed and item.for_ in (None, field) else None
        elif said is not None:
            against, stance = _contradicts(record, field, said), _stance(item, checked)
            voice = Voice(Stance.DISAGREES if against else stance, ((field, said),), None if against else stance)
        else:
            voice = _backing(item, checked) if _backs(item, field, item.source in lists, first) else None
        if voice:
            _hear(found, item.source, voice)
    for source, value in _from_elsewhere(record, field, pieces, disputes):
        _hear(found, source, Voice(Stance.DISAGREES, ((field, value),)))
    return found


def _from_elsewhere(
    record: Record, field: str, pieces: Sequence[_Piece], disputes: Sequence[Contest]
) -> Iterator[tuple[str, Value]]:
    """The sources of other records whose values cannot hold beside this record's, with these values."""
    ours = {item for item, _ in pieces}
    for claim in (claim for dispute in disputes if dispute.field == field for claim in dispute.claims):
        if _contradicts(record, field, claim.value):
            yield from ((item.source, claim.value) for item in claim.evidence if item not in ours)


def _contradicts(record: Record, field: str, said: Value) -> bool:
    """Whether a value cannot hold beside the record's own, or where it has none beside what other evidence gives."""
    if not isinstance(record, (Agreement, Fact)):
        # A city or a partner may be called by several names.
        return False
    own = getattr(record, field, None)
    given = (getattr(item.says, field, None) for item in record.evidence if item.says)
    others = [own] if own is not None else islice((value for value in given if value is not None), MOST_VALUES)
    return any(contradict(other, said) for other in others)


def _disagrees(record: Record, item: Evidence) -> bool:
    return any(_contradicts(record, field, said) for field, said in _said(item))


def _backs(item: Evidence, field: str, is_list: bool, first: str) -> bool:
    if item.for_ is not None:
        return item.for_ in (field, _GOES_WITH.get(field))
    return field == first if is_list else field not in _APART


def _stance(item: Evidence, checked: Verification) -> Stance:
    if item.quote is None:
        return Stance.CITED
    return Stance.VERIFIED if checked.state.verified else Stance.QUOTED


def _backing(item: Evidence, checked: Verification) -> Voice:
    stance = _stance(item, checked)
    return Voice(stance, (), stance)


def _hear(found: dict[str, Voice], source: str, voice: Voice) -> None:
    """Add what a source says to what it has said before."""
    said = found.get(source)
    if said is None:
        found[source] = voice
        return
    stance = min(said.stance, voice.stance, key=_ORDER.index)
    backing = min(filter(None, (said.backing, voice.backing)), key=_ORDER.index, default=None)
    values = tuple(dict.fromkeys((*said.values, *voice.values)))[:MOST_VALUES]
    found[source] = Voice(stance, values, backing)


_ORDER = list(Stance)


def _role_lines(person: Person, pieces: Sequence[_Piece]) -> Iterator[Line]:
    """A line for each role; `pieces` is the evidence of all of them, in their order."""
    at = 0
    for role in person.role:
        yield Line(ROLE, role, _of_role(role, pieces[at : at + len(role.evidence)]))
        at += len(role.evidence)


def _of_role(role: Role, pieces: Sequence[_Piece]) -> dict[str, Voice]:
    found: dict[str, Voice] = {}
    for item, checked in pieces:
        _hear(found, item.source, _backing(item, checked))
    return found
