"""The six kinds of record: what each key takes and what it refuses."""

from collections.abc import Callable

import msgspec
import pytest

from tui.loading.converting import decode
from tui.records.edtf import parse
from tui.records.kinds import (
    KINDS,
    Agreement,
    Amount,
    City,
    Evidence,
    Fact,
    FactFile,
    Location,
    Modality,
    Partner,
    Person,
    Role,
    Source,
    evidence_of,
    expected,
    names_of,
    title_of,
)


def source(**keys: object) -> Source:
    return msgspec.convert({"id": "s", "title": "S"} | keys, Source, dec_hook=decode)


def city(**keys: object) -> City:
    return msgspec.convert({"id": "c", "name": "C", "country": "KR"} | keys, City, dec_hook=decode)


def fact(**keys: object) -> Fact:
    given = {"id": "f", "about": ["c"], "kind": "event", "text": "T", "evidence": [{"source": "s"}]}
    return msgspec.convert(given | keys, Fact, dec_hook=decode)


def agreement(**keys: object) -> Agreement:
    given = {"id": "a", "title": "A", "kind": "exchange", "parties": ["c", "d"], "evidence": [{"source": "s"}]}
    return msgspec.convert(given | keys, Agreement, dec_hook=decode)


def amount(**keys: object) -> Amount:
    return msgspec.convert({"value": 1, "currency": "CNY"} | keys, Amount)


def evidence(**keys: object) -> Evidence:
    return msgspec.convert({"source": "s"} | keys, Evidence, dec_hook=decode)


GOOD: list[tuple[Callable[..., object], str, object]] = [
    (source, "id", "busan-chengdu-2015"),
    (source, "id", "9"),
    (source, "id", "a" * 100),
    (source, "language", "zh-Hans-CN"),
    (source, "sha256", "0f" * 32),
    (source, "url", "https://daegu.go.kr/english/index.do?menu_id=00000762#top"),
    (source, "published", "2016-11-04T15:12:00"),
    (city, "country", "CN"),
    (city, "kind", "emirate"),
    (city, "aliases", ["Pusan"]),
    (amount, "value", 74.8),
    (amount, "currency", "USD"),
    (evidence, "for", "date"),
    (evidence, "prefix", ""),
    (evidence, "quote", "  x\n"),
    (fact, "about", ["c", "d", "e"]),
]
BAD: list[tuple[Callable[..., object], str, object]] = [
    (source, "id", "busan\n"),
    (source, "id", "Busan"),
    (source, "id", "busan--chengdu"),
    (source, "id", "-busan"),
    (source, "id", "busan-"),
    (source, "id", "busan_chengdu"),
    (source, "id", "büsan"),
    (source, "id", "１２"),
    (source, "id", ""),
    (source, "id", "a" * 101),
    (source, "title", ""),
    (source, "title", " \n\t"),
    (source, "kind", "Article"),
    (source, "language", "en\n"),
    (source, "language", "english"),
    (source, "language", "en_GB"),
    (source, "sha256", "0f" * 32 + "\n"),
    (source, "sha256", "0F" * 32),
    (source, "sha256", "0f" * 31),
    (source, "url", "https://x\n"),
    (source, "url", "https://x y"),
    (source, "url", "ftp://x"),
    (source, "url", "javascript:alert(1)//http://"),
    (source, "url", "https://x\x1b]8;;"),
    (source, "url", "https://x/" + "a" * 2048),
    (source, "published", "4 November 2016"),
    (city, "country", "KR\n"),
    (city, "country", "kr"),
    (city, "country", "KOR"),
    (city, "kind", "town"),
    (city, "aliases", [""]),
    (city, "within", "Chengdu"),
    (city, "location", {"latitude": 91, "longitude": 0}),
    (city, "location", {"latitude": 0, "longitude": -180.5}),
    (city, "location", {"latitude": 0}),
    (city, "ids", {"wikidata": ""}),
    (amount, "currency", "CNY\n"),
    (amount, "currency", "yuan"),
    (amount, "value", "5"),
    (amount, "value", True),
    (evidence, "quote", " "),
    (evidence, "for_", "date"),
    (fact, "about", []),
    (fact, "about", ["c d"]),
    (fact, "evidence", []),
    (fact, "modality", "sure"),
    (agreement, "parties", ["c"]),
    (agreement, "parties", "c, d"),
    (agreement, "aims", ["x", ""]),
]


@pytest.mark.parametrize(("make", "key", "value"), GOOD)
def test_what_the_format_allows_is_taken(make: Callable[..., object], key: str, value: object) -> None:
    make(**{key: value})


@pytest.mark.parametrize(("make", "key", "value"), BAD)
def test_what_the_format_does_not_allow_is_refused(make: Callable[..., object], key: str, value: object) -> None:
    with pytest.raises(msgspec.ValidationError):
        make(**{key: value})


@pytest.mark.parametrize("make", [source, city, fact, agreement, amount, evidence])
def test_an_unknown_key_loses_no_fact_in_silence(make: Callable[..., object]) -> None:
    with pytest.raises(msgspec.ValidationError, match="unknown field `nmae`"):
        make(nmae="x")


@pytest.mark.parametrize("make", [source, city, fact, agreement])
def test_a_record_cannot_be_changed(make: Callable[..., object]) -> None:
    with pytest.raises(AttributeError):
        make().id = "other"  # type: ignore[attr-defined]


def test_a_fact_file_has_a_list_for_each_kind_of_record() -> None:
    assert FactFile.__struct_fields__ == ("format", *KINDS)
    assert all(name == kind.KIND for name, kind in KINDS.items())


@pytest.mark.parametrize("version", [0, 2, "1", None])
def test_another_version_of_the_format_is_refused(version: object) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"format": version}, FactFile)


def test_a_record_is_called_by_its_title_its_text_or_its_name() -> None:
    assert [title_of(record) for record in (source(), agreement(), fact(), city())] == ["S", "A", "T", "C"]


def test_names_come_in_the_order_of_the_file_one_by_one() -> None:
    names = {"zh-Hans": "釜山", "ko": ("부산", "부산광역시"), "en": "Busan"}
    given = City(id="c", name="C", country="KR", names=names)
    assert names_of(given) == (("zh-Hans", "釜山"), ("ko", "부산"), ("ko", "부산광역시"), ("en", "Busan"))


def test_the_evidence_of_a_person_is_their_own_and_then_that_of_each_role() -> None:
    one, two, three = (Evidence(source=name) for name in ("one", "two", "three"))
    roles = (Role(title="mayor", of="c", evidence=(two,)), Role(title="poet", of="c", evidence=(three,)))
    assert evidence_of(Person(id="p", name="P", role=roles, evidence=(one,))) == (one, two, three)
    assert evidence_of(source()) == ()
    assert evidence_of(Partner(id="p", name="P", kind="fund", evidence=(one,))) == (one,)


@pytest.mark.parametrize("modality", ["planned", "expected", "hoped", "promised"])
def test_what_is_not_asserted_is_expected(modality: Modality) -> None:
    assert expected(fact(modality=modality))
    assert expected(agreement(modality=modality))


@pytest.mark.parametrize("modality", ["asserted", "implied"])
def test_what_is_asserted_or_implied_is_not_but_plans_and_expectations_are(modality: Modality) -> None:
    assert not expected(fact(modality=modality))
    assert not expected(agreement(modality=modality))
    assert expected(fact(kind="plan", modality=modality))
    assert expected(fact(kind="expectation", modality=modality))


def test_dates_are_read_and_written_as_the_file_has_them() -> None:
    assert fact(date="2015-12~").date == parse("2015-12~")
    assert city(location={"latitude": 36, "longitude": -128.5}).location == Location(latitude=36, longitude=-128.5)
