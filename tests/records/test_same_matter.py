"""Which records must agree: those that state one tie, or count the same thing at the same time."""

import pytest

from tui.records.contest import contests, origins, sides, torn, unneeded_settlements
from tui.records.edtf import parse
from tui.records.kinds import Agreement, Amount, Evidence, Fact, Figure, Record, Says, Source
from tui.records.same_matter import MOST_COMPARED, by_matter, matter_of, shared_fields


def tie(id: str = "t", *evidence: Evidence, date: str = "", **fields: object) -> Agreement:
    given = {"id": id, "title": "Tie", "kind": "sister-city", "parties": ("a", "b")} | fields
    return Agreement(date=parse(date) if date else None, evidence=evidence or (Evidence(source=id),), **given)  # type: ignore[arg-type]


def count(
    id: str = "f", value: int | Figure = 1, as_of: str = "2015", unit: str = "companies", **fields: object
) -> Fact:
    time = parse(as_of) if as_of else None
    figure = value if isinstance(value, Figure) else Figure(unit=unit, value=value, as_of=time)
    given = {"id": id, "about": ("a", "b"), "kind": "figure", "text": "There were some.", "value": figure} | fields
    return Fact(**{"evidence": (Evidence(source=id),)} | given)  # type: ignore[arg-type]


def contested(one: Record, other: Record) -> list[str]:
    """The fields that two records contest; it must be the same from both sides."""
    found = [[contest.field for contest in contests(a, (), [b])] for a, b in ((one, other), (other, one))]
    assert found[0] == found[1]
    return found[0]


# Ties


@pytest.mark.parametrize("kind", ["sister-city", "friendship-city"])
def test_two_agreements_that_state_one_tie_must_agree_on_its_date(kind: str) -> None:
    assert contested(tie("t", date="1996", kind=kind), tie("u", date="2000-11-07", kind=kind)) == ["date"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(tie("t", date="2000"), tie("u", date="2000-11-07"), id="one date refines the other"),
        pytest.param(tie("t", date="[..2017]"), tie("u", date="1996"), id="a limit is no other date"),
        pytest.param(tie("t", date="1996"), tie("u"), id="one has no date"),
        pytest.param(tie("t", date="1996"), tie("u", date="2000", parties=("a", "c")), id="other parties"),
        pytest.param(tie("t", date="1996"), tie("u", date="2000", parties=("a", "b", "c")), id="one party more"),
        pytest.param(tie("t", date="1996"), tie("u", date="2030", modality="planned"), id="one is only planned"),
        pytest.param(tie("t", date="1996"), tie("u", date="2006", about=("t",)), id="one renews the other"),
        pytest.param(tie("t", date="1996", kind="cooperation"), tie("u", date="2000", kind="cooperation"), id="deeds"),
        pytest.param(tie("t", date="1996", kind="exchange"), tie("u", date="2000"), id="a deed and a tie"),
        pytest.param(tie("t", date="1996"), tie("u", date="1996", kind="unspecified"), id="a kind that is not known"),
    ],
)
def test_agreements_that_can_both_be_so_contest_nothing(one: Agreement, other: Agreement) -> None:
    assert contested(one, other) == []


def test_a_friendship_that_is_raised_later_is_no_disagreement() -> None:
    assert contested(tie("t", date="1996", kind="friendship-city"), tie("u", date="2000")) == []


def test_two_kinds_of_tie_at_one_time_contest_the_kind() -> None:
    assert contested(tie("t", date="2000", kind="friendship-city"), tie("u", date="2000-11-07")) == ["kind"]


@pytest.mark.parametrize("date", ["", "[..2017-10-12]", "1990/2010", "200X"])
def test_two_kinds_of_tie_contest_nothing_while_one_is_not_dated_to_a_year(date: str) -> None:
    assert contested(tie("t", date=date, kind="friendship-city"), tie("u", date="2000-11-07")) == []


def test_what_a_source_of_one_record_says_is_held_against_the_other_record_too() -> None:
    one = tie("t", Evidence(source="s"), Evidence(source="r", says=Says(date=parse("1996"))), date="2000")
    other = tie("u", date="2000-11-07")
    assert contested(one, other) == ["date"]
    (contest,) = contests(other, (), [one])
    assert [(claim.value.text, claim.record) for claim in contest.claims] == [  # type: ignore[union-attr]
        ("2000-11-07", ""),
        ("2000", "t"),
        ("1996", "t"),
    ]


def test_what_two_others_contest_is_no_matter_of_a_record_without_a_date() -> None:
    assert contests(tie("v"), (), [tie("t", date="1996"), tie("u", date="2000")]) == ()


# Figures


def test_two_counts_of_one_thing_at_one_time_must_agree() -> None:
    assert contested(count("f", 179, "2015-12-31"), count("g", 180, "2015")) == ["value"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(count("f", 179), count("g", 179), id="the same number"),
        pytest.param(
            count("f", 179, unit="companies in Chengdu"), count("g", 243, unit="companies in Sichuan"), id="units"
        ),
        pytest.param(count("f", 179), count("g", 243, about=("a", "c")), id="another area"),
        pytest.param(count("f", 179, "2015-12-31"), count("g", 243, "2015-08"), id="another time"),
        pytest.param(count("f", 179, ""), count("g", 243), id="one does not say when"),
        pytest.param(count("f", 179, "../2016"), count("g", 243), id="a time without a beginning"),
        pytest.param(count("f", 179), count("g", 243, kind="plan"), id="one is a plan"),
        pytest.param(count("f", 179), count("g", 243, modality="expected"), id="one is only expected"),
        pytest.param(
            count("f", 179), count("g", value=Figure(unit="companies", at_least=100, as_of=parse("2015"))), id="a limit"
        ),
        pytest.param(
            count("f", 179),
            count("g", value=Figure(unit="companies", at_most=200, at_least=100, as_of=parse("2015"))),
            id="a range",
        ),
    ],
)
def test_counts_that_can_both_be_so_contest_nothing(one: Fact, other: Fact) -> None:
    assert contested(one, other) == []


def test_a_limit_that_a_number_passes_is_contested() -> None:
    above = count("g", value=Figure(unit="Companies", at_least=200, as_of=parse("2015")))
    assert contested(count("f", 179), above) == ["value"]


def test_a_number_that_a_source_gives_without_a_time_contests_its_own_record_alone() -> None:
    said = Says(value=Figure(unit="companies", value=243))
    one = count("f", 179, "2015", evidence=(Evidence(source="s"), Evidence(source="r", says=said)))
    assert [contest.field for contest in contests(one, (), [count("g", 179, "2015-06")])] == ["value"]
    assert contests(count("g", 179, "2015-06"), (), [one]) == ()


# One matter


def test_matters_are_the_same_whoever_is_named_first() -> None:
    assert matter_of(tie(parties=("a", "b"))) == matter_of(tie(parties=("b", "a")))
    assert matter_of(count(about=("a", "b"), unit="People")) == matter_of(count(about=("b", "a"), unit="people"))


def test_no_record_shares_anything_with_itself() -> None:
    assert shared_fields(tie("t", date="1996"), tie("t", date="2000")) == ()


def test_of_very_many_records_on_one_matter_the_first_by_id_are_compared() -> None:
    ties = [tie(f"t-{n:04}") for n in range(2 * MOST_COMPARED)]
    (compared,) = by_matter([*reversed(ties), count()]).values()
    assert compared == tuple(ties[:MOST_COMPARED])


# Settlements


def test_an_answer_in_one_record_settles_it_for_all() -> None:
    answer = Evidence(source="u", settled="Two steps of one tie.", for_="date")
    one, other = tie("t", Evidence(source="s"), answer, date="1996"), tie("u", date="2000")
    for a, b in ((one, other), (other, one)):
        assert contests(a, (), [b])[0].settled == (answer,)
    assert unneeded_settlements(one) == (answer,)
    assert unneeded_settlements(one, rivals=[other]) == ()


# Origins, and sources that contradict themselves


def test_a_source_behind_two_values_contradicts_itself_and_is_one_origin() -> None:
    said = [Evidence(source="s", says=Says(date=parse(date))) for date in ("1996", "2000")]
    (contest,) = contests(tie("t", *said))
    assert torn(contest) == ("s",)
    assert [[item.source for item in claim.evidence] for claim in contest.claims] == [["s"], ["s"]]
    assert contest.sources == ("s",)


def test_a_source_that_refines_itself_does_not_contradict_itself() -> None:
    said = [Evidence(source=id, says=Says(date=parse(date))) for id, date in (("s", "2000"), ("s", "2000-11"))]
    (contest,) = contests(tie("t", *said, Evidence(source="r", says=Says(date=parse("1996")))))
    assert torn(contest) == ()


def test_a_source_that_says_otherwise_backs_the_record_only_where_it_is_for_that_field() -> None:
    otherwise = Evidence(source="s", says=Says(date=parse("1996")))
    (contest,) = contests(tie("t", Evidence(source="s", quote="They are sisters."), otherwise, date="2000"))
    assert (contest.claims[0].evidence, torn(contest)) == ((), ())
    (contest,) = contests(tie("t", Evidence(source="s", quote="since 2000", for_="date"), otherwise, date="2000"))
    assert ([item.quote for item in contest.claims[0].evidence], torn(contest)) == (["since 2000"], ("s",))


def test_evidence_on_both_sides_is_counted_on_both() -> None:
    backing = [Evidence(source="r"), Evidence(source="s")]
    against = [Evidence(source=id, says=Says(date=parse("1996"))) for id in ("u", "v")]
    (contest,) = contests(tie("t", *backing, *against, date="2000"))
    assert [[item.source for item in claim.evidence] for claim in contest.claims] == [["r", "s"], ["u", "v"]]


def test_origins_are_counted_and_not_documents() -> None:
    known = {
        id: Source(id=id, title=id, origin=origin) for id, origin in (("r", "agency"), ("s", "agency"), ("u", None))
    }
    evidence = [Evidence(source=id) for id in ("r", "s", "u", "nobody", "r")]
    assert origins(evidence, known.get) == {"agency", "u", "nobody"}
    assert origins((), known.get) == frozenset()


def test_what_says_the_same_in_other_words_is_one_value() -> None:
    said = [
        Evidence(source="r", says=Says(amount=Amount(5, "CNY", wording="five yuan"))),
        Evidence(source="s", says=Says(amount=Amount(6, "CNY"))),
    ]
    (contest,) = contests(tie("t", *said, amount=Amount(5, "CNY")))
    assert [[item.source for item in claim.evidence] for claim in contest.claims] == [["r"], ["s"]]


def test_a_range_that_agrees_with_both_sides_of_a_contest_stands_behind_them() -> None:
    said = [Evidence(source=date, says=Says(date=parse(date))) for date in ("[1990..2010]", "1996")]
    (contest,) = contests(tie("t", Evidence(source="s"), *said, date="2000-11-07"))
    assert [value.text for value, _ in sides(contest)] == ["2000-11-07", "1996", "[1990..2010]"]  # type: ignore[union-attr]
