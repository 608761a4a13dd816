"""What the sources of a record say of its fields, as clauses: what bears it out, what agrees, who says otherwise."""

from __future__ import annotations

from typing import NamedTuple

from tui.records.contest import FIELDS, Claim, Value, contradict
from tui.records.edtf import Edtf
from tui.records.edtf_words import in_words
from tui.records.kinds import Agreement, Evidence, Fact, evidence_of
from tui.views.brief.known import Known
from tui.views.brief.statements import Clause, Words, data, own
from tui.views.wording import FIELD_NAMES, value_words


class Told(NamedTuple):
    """One field: the value to state, and other values by whether they can hold beside it and beside each other.

    `others` may be those of another record on the same matter, and `settled`, the editors' answers, may stand there.
    """

    field: str
    value: Value | None
    agreeing: tuple[Claim, ...]
    others: tuple[Claim, ...]
    settled: tuple[Claim, ...]


class Account(NamedTuple):
    """A record as it is to be told: its fields that sources differ on, and the evidence for all the rest.

    `listed` is evidence of sources that only list ties.
    """

    fields: tuple[Told, ...]
    evidence: tuple[Evidence, ...]
    listed: tuple[Evidence, ...]
    outcome: tuple[Evidence, ...]

    def told(self, field: str) -> Told | None:
        """A field that sources differ on."""
        return next((told for told in self.fields if told.field == field), None)

    @property
    def contested(self) -> bool:
        """Whether two values cannot both hold."""
        return any(told.others for told in self.fields)


def account(known: Known, record: Agreement | Fact) -> Account | None:
    """How to tell a record; None if none of its sources had appeared."""
    items = [item for item, _ in known.evidence(record)]
    if not items:
        return None
    listed = tuple(item for item in items if _is_list(known, item))
    speaking = [item for item in items if item not in listed]
    rivals = _rivals(known, record)
    fields = tuple(told for field in FIELDS if (told := _told(known, record, field, speaking, rivals.get(field, []))))
    apart = [item for told in fields for claim in (*told.agreeing, *told.others) for item in claim.evidence]
    apart += [item for told in fields for claim in told.settled for item in claim.evidence]
    outcome = tuple(item for item in speaking if item.for_ in ("outcome", "outcome_date"))
    apart += [*outcome, *(item for item in speaking if item.for_ == "note")]
    rest = tuple(item for item in speaking if not any(item is one for one in apart))
    return Account(fields, rest, listed, outcome)


def _is_list(known: Known, item: Evidence) -> bool:
    source = known.base.source(item.source)
    return source is not None and source.kind == "list"


def _rivals(known: Known, record: Agreement | Fact) -> dict[str, list[Claim]]:
    """What other records on the same matter give for a field, by evidence that had appeared."""
    found: dict[str, list[Claim]] = {}
    for contest in known.base.contests(record.id):
        for claim in contest.claims:
            evidence = tuple(item for item in claim.evidence if known.had_appeared(item.source))
            if claim.record and evidence:
                found.setdefault(contest.field, []).append(claim._replace(evidence=evidence))
    return found


def _settled(known: Known, field: str, items: list[Evidence], rivals: list[Claim]) -> tuple[Claim, ...]:
    """The editors' answers to what a field is disputed over, in the record or in those on the same matter."""
    found = [Claim(item.settled, (item,)) for item in items if item.settled and item.for_ in (None, field)]
    for id in dict.fromkeys(claim.record for claim in rivals):
        rival = known.base.record(id)
        for item in evidence_of(rival) if rival else ():
            if item.settled and item.for_ in (None, field) and known.had_appeared(item.source):
                found.append(Claim(item.settled, (item,), id))
    return tuple(found)


def _told(
    known: Known, record: Agreement | Fact, field: str, items: list[Evidence], rivals: list[Claim]
) -> Told | None:
    """What sources say of a field, if any of them, or another record, says something of its own."""
    gathered: dict[Value, list[Evidence]] = {}
    for item in items:
        said = getattr(item.says, field) if item.says else None
        if said is not None:
            gathered.setdefault(said, []).append(item)
    if not (gathered or rivals):
        return None
    stated: Value | None = getattr(record, field, None)
    backing = gathered.pop(stated, []) if stated is not None else []
    backing += [item for item in items if item.for_ in (None, field) and not item.says and not item.settled]
    if gathered and (stated is None or (known.until and not backing)):
        # Who bears out what the record says had not appeared: the first value that somebody gives is told.
        stated = next(iter(gathered))
        del gathered[stated]
    claims = [Claim(value, tuple(item for item in given if not item.settled)) for value, given in gathered.items()]
    return _parted(Told(field, stated, (), (), _settled(known, field, items, rivals)), claims, rivals)


def _parted(told: Told, claims: list[Claim], rivals: list[Claim]) -> Told:
    """The values beside what is stated, by whether they can hold; only then is there anything to settle."""
    stated = told.value
    beside = [claim for claim in claims if stated is None or not contradict(stated, claim.value)]
    # Where two of them hold beside what is stated, and not beside each other, neither does.
    apart = [claim for claim in beside if any(contradict(claim.value, other.value) for other in beside)]
    agreeing = tuple(claim for claim in beside if claim not in apart and claim.evidence)
    against = [] if stated is None else [claim for claim in (*claims, *rivals) if contradict(stated, claim.value)]
    others = (*apart, *against)
    return told._replace(agreeing=agreeing, others=others, settled=told.settled if others else ())


def dispute_clauses(known: Known, told: Told) -> list[Clause]:
    """Behind what is stated: values that agree with it, those that do not, and the editors' answer."""
    name = "" if told.field == "date" else f"the {FIELD_NAMES.get(told.field, told.field)} "
    clauses = [Clause((own(f"; {name}given as "), _words(known, claim)), claim.evidence) for claim in told.agreeing]
    for n, claim in enumerate(told.others):
        lead = f"; {name}by others: " if n == 0 else ", "
        clauses.append(Clause((own(lead), _words(known, claim)), claim.evidence, record=claim.record))
    if told.settled:
        clauses += [
            Clause((own("; settled: "), data(str(answer.value).rstrip("."))), answer.evidence, record=answer.record)
            for answer in told.settled
        ]
    elif told.others:
        clauses[-1] = clauses[-1]._replace(words=(*clauses[-1].words, own(" (not settled)")))
    return clauses


def _words(known: Known, claim: Claim) -> Words:
    """A value in words: dates are put into them by us, all else has some of the source's."""
    words = value_words(claim.value, known.base.title)
    return own(words) if isinstance(claim.value, Edtf) else data(words)


def list_clauses(known: Known, listed: tuple[Evidence, ...]) -> list[Clause]:
    """Whose lists have a tie: `; on Chengdu’s list`, with the lists of that side."""
    sides: dict[str, list[Evidence]] = {}
    for item in listed:
        source = known.base.source(item.source)
        sides.setdefault(source.of or "" if source else "", []).append(item)
    clauses = []
    for n, (side, items) in enumerate(sides.items()):
        one = len({item.source for item in items}) == 1
        if side:
            words: tuple[Words, ...] = (data(known.base.title(side)), own("’s list" if one else "’s lists"))
        else:
            words = (own("a list" if one else "lists"),)
        clauses.append(Clause((own("; on " if n == 0 else ", on "), *words), tuple(items)))
    return clauses


def date_of(record: Agreement | Fact, told: Account) -> Edtf | None:
    """The date to state of a record."""
    found = told.told("date")
    value = found.value if found else record.date
    return value if isinstance(value, Edtf) else None


def when(date: Edtf | None) -> str:
    """A date in words."""
    return in_words(date) if date else ""
