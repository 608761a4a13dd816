"""The six kinds of record that a fact file can hold, as immutable structs.

docs/format.md is the text that these follow; `ties schema` is generated from them. Times are EDTF dates, locations are
degrees (WGS 84), amounts carry an ISO 4217 currency. Only shapes are checked here: what needs the whole base (does an
id exist, is a quote verified) is checked while loading.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct

from tui.records.edtf import Edtf

# `$` alone would let a final line end through in Python; ECMA-262 reads the look-ahead the same way.
_END = r"$(?!\n)"
Slug = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*" + _END, max_length=100)]
Text = Annotated[str, Meta(pattern=r"\S", max_length=1_000_000)]
Language = Annotated[str, Meta(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*" + _END)]
Country = Annotated[str, Meta(pattern=r"^[A-Z]{2}" + _END)]
Currency = Annotated[str, Meta(pattern=r"^[A-Z]{3}" + _END)]
Sha256 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}" + _END)]
# No user name before the host, no backslash; what no pattern can say is in web_address.py.
Url = Annotated[str, Meta(pattern=r"^https?://(?![^/?#]*@)[!-\[\]-~]+" + _END, max_length=2048)]
# Not `Text | tuple[Text, ...]`: msgspec 0.22 mixes up a pattern and a list in one union and corrupts memory.
# That names are not empty is checked while loading.
Names = dict[Language, str | tuple[str, ...]]

Modality = Literal["asserted", "implied", "planned", "expected", "hoped", "promised"]
SourceKind = Literal["article", "press-release", "list", "reference", "page"]
CityKind = Literal["city", "county", "district", "prefecture", "province", "state", "emirate"]
PartnerKind = Literal[
    "zone",
    "company",
    "association",
    "government",
    "consulate",
    "museum",
    "park",
    "village",
    "airport",
    "media",
    "event",
    "fund",
    "country",
    "other",
]
AgreementKind = Literal[
    "sister-city", "friendship-city", "cooperation", "exchange", "investment", "establishment", "unspecified"
]
FactKind = Literal["event", "figure", "statement", "profile", "plan", "expectation", "listing"]


class _Shape(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """What all structs share: immutable, strict about keys, silent about defaults when written out."""


class Amount(_Shape, frozen=True):
    """A sum of money as a source gives it: a number of units of an ISO 4217 currency, and the words for it."""

    value: int | float
    currency: Currency
    wording: Text | None = None


class Figure(_Shape, frozen=True):
    """A counted or measured value. With no number at all the source is vague, which is not the same as nought."""

    unit: Text
    value: int | float | None = None
    at_least: int | float | None = None
    at_most: int | float | None = None
    as_of: Edtf | None = None
    wording: Text | None = None


class Location(_Shape, frozen=True):
    """A point in degrees, WGS 84."""

    latitude: Annotated[float, Meta(ge=-90, le=90)]
    longitude: Annotated[float, Meta(ge=-180, le=180)]


class Says(_Shape, frozen=True):
    """One source's own values of a record's fields, where they are not the record's."""

    date: Edtf | None = None
    kind: Text | None = None
    title: Text | None = None
    name: Text | None = None
    text: Text | None = None
    parties: tuple[Slug, ...] | None = None
    amount: Amount | None = None
    converted: Amount | None = None
    value: Figure | None = None
    outcome_date: Edtf | None = None


class Evidence(_Shape, frozen=True, rename={"for_": "for"}):
    """Why a record may say what it says: a source, and at best its own words."""

    source: Slug
    quote: Text | None = None
    prefix: str | None = None
    suffix: str | None = None
    speaker: Slug | None = None
    language: Language | None = None
    translation: Text | None = None
    for_: Text | None = None
    says: Says | None = None
    settled: Text | None = None
    note: Text | None = None


class Source(_Shape, frozen=True):
    """Something that can be read, whose words or figures are evidence."""

    KIND: ClassVar[str] = "source"

    id: Slug
    title: Text
    kind: SourceKind = "page"
    of: Slug | None = None
    publisher: Text | None = None
    byline: Text | None = None
    published: Edtf | None = None
    accessed: Edtf | None = None
    language: Language | None = None
    url: Url | None = None
    sha256: Sha256 | None = None
    origin: Slug | None = None
    note: Text | None = None


class City(_Shape, frozen=True):
    """A city, or the county, province or state that a tie is with."""

    KIND: ClassVar[str] = "city"

    id: Slug
    name: Text
    country: Country
    kind: CityKind = "city"
    names: Names = {}
    aliases: tuple[Text, ...] = ()
    within: Slug | None = None
    location: Location | None = None
    ids: dict[str, Text] = {}
    note: Text | None = None
    evidence: tuple[Evidence, ...] = ()


class Partner(_Shape, frozen=True):
    """Any party that is not a city: an organisation, a body, a place, a country."""

    KIND: ClassVar[str] = "partner"

    id: Slug
    name: Text
    kind: PartnerKind
    names: Names = {}
    aliases: tuple[Text, ...] = ()
    city: Slug | None = None
    country: Country | None = None
    part_of: Slug | None = None
    note: Text | None = None
    evidence: tuple[Evidence, ...] = ()


class Role(_Shape, frozen=True, rename={"from_": "from"}):
    """An office that a person holds or held, and from when until when."""

    title: Text
    of: Slug
    from_: Edtf | None = None
    until: Edtf | None = None
    note: Text | None = None
    evidence: tuple[Evidence, ...] = ()


class Person(_Shape, frozen=True):
    """Somebody who holds an office, signs, or is quoted."""

    KIND: ClassVar[str] = "person"

    id: Slug
    name: Text
    names: Names = {}
    aliases: tuple[Text, ...] = ()
    role: tuple[Role, ...] = ()
    note: Text | None = None
    evidence: tuple[Evidence, ...] = ()


class Agreement(_Shape, frozen=True):
    """What two or more parties agreed."""

    KIND: ClassVar[str] = "agreement"

    id: Slug
    title: Text
    kind: AgreementKind
    parties: Annotated[tuple[Slug, ...], Meta(min_length=2)]
    evidence: Annotated[tuple[Evidence, ...], Meta(min_length=1)]
    about: tuple[Slug, ...] = ()
    text: Text | None = None
    date: Edtf | None = None
    date_wording: Text | None = None
    aims: tuple[Text, ...] = ()
    amount: Amount | None = None
    converted: Amount | None = None
    modality: Modality = "asserted"
    note: Text | None = None


class Fact(_Shape, frozen=True):
    """Everything else worth knowing: events, figures, statements, plans, expectations."""

    KIND: ClassVar[str] = "fact"

    id: Slug
    about: Annotated[tuple[Slug, ...], Meta(min_length=1)]
    kind: FactKind
    text: Text
    evidence: Annotated[tuple[Evidence, ...], Meta(min_length=1)]
    date: Edtf | None = None
    date_wording: Text | None = None
    speaker: Slug | None = None
    value: Figure | None = None
    amount: Amount | None = None
    converted: Amount | None = None
    modality: Modality = "asserted"
    outcome: Text | None = None
    outcome_date: Edtf | None = None
    note: Text | None = None


Record = Source | City | Partner | Person | Agreement | Fact
KINDS: dict[str, type[Record]] = {kind.KIND: kind for kind in (Source, City, Partner, Person, Agreement, Fact)}


class FactFile(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One file of a fact base, format version 1."""

    format: Literal[1]
    source: tuple[Source, ...] = ()
    city: tuple[City, ...] = ()
    partner: tuple[Partner, ...] = ()
    person: tuple[Person, ...] = ()
    agreement: tuple[Agreement, ...] = ()
    fact: tuple[Fact, ...] = ()


def title_of(record: Record) -> str:
    """The few words that stand for a record in a list: its title, name or text, as written."""
    match record:
        case Source() | Agreement():
            return record.title
        case Fact():
            return record.text
        case _:
            return record.name


def evidence_of(record: Record) -> tuple[Evidence, ...]:
    """All evidence of a record in file order; a person's own first, then that of each role."""
    match record:
        case Source():
            return ()
        case Person():
            return (*record.evidence, *(item for role in record.role for item in role.evidence))
        case _:
            return record.evidence


def names_of(record: City | Partner | Person) -> tuple[tuple[str, str], ...]:
    """Names in other languages as (BCP 47 tag, name), in file order."""
    return tuple(
        (tag, name) for tag, given in record.names.items() for name in ((given,) if isinstance(given, str) else given)
    )


def expected(record: Agreement | Fact) -> bool:
    """Whether a record tells of what was expected, planned, hoped or promised, not of what happened."""
    if isinstance(record, Fact) and record.kind in ("plan", "expectation"):
        return True
    return record.modality in ("planned", "expected", "hoped", "promised")
