"""Disagreement between sources: what counts as one, and who says what."""

import pytest

from tui.records.contest import Claim, Contest, Value, contests, contradict, unneeded_settlements
from tui.records.edtf import parse
from tui.records.kinds import Agreement, Amount, City, Evidence, Fact, Figure, Modality, Says


def fact(*evidence: Evidence, **fields: object) -> Fact:
    return Fact(id="f", about=("a",), kind="event", text="It was opened.", evidence=evidence, **fields)  # type: ignore[arg-type]


def agreement(*evidence: Evidence, **fields: object) -> Agreement:
    given = {"id": "t", "title": "Tie", "kind": "sister-city", "parties": ("a", "b")} | fields
    return Agreement(evidence=evidence, **given)  # type: ignore[arg-type]


def dated(source: str, date: str, **fields: object) -> Evidence:
    return Evidence(source=source, says=Says(date=parse(date)), **fields)  # type: ignore[arg-type]


def figure(**fields: object) -> Figure:
    return Figure(**{"unit": "people"} | fields)  # type: ignore[arg-type]


def fields_of(found: tuple[Contest, ...]) -> list[str]:
    return [contest.field for contest in found]


def claimed(contest: Contest) -> list[tuple[Value, list[str]]]:
    return [(claim.value, [item.source for item in claim.evidence]) for claim in contest.claims]


# Two values


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (parse("1996"), parse("2000")),
        (parse("2005-02-26"), parse("2005-03")),
        (Amount(5, "CNY"), Amount(6, "CNY")),
        (figure(value=4), figure(value=5)),
        (figure(value=4), figure(at_least=5)),
        (figure(at_most=4), figure(at_least=5)),
        (figure(value=4, as_of=parse("2016")), figure(value=5, as_of=parse("2016-10"))),
        (("a", "b"), ("a", "c")),
        ("friendship-city", "sister-city"),
    ],
)
def test_values_that_cannot_both_hold_contradict_each_other(one: Value, other: Value) -> None:
    assert contradict(one, other)
    assert contradict(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (parse("2005"), parse("2005-02-26")),
        (parse("2015-12~"), parse("2016-01")),
        (Amount(5, "CNY"), Amount(5, "CNY", wording="five yuan")),
        (Amount(5, "CNY"), Amount(6, "USD")),
        (figure(value=4), figure(at_least=4)),
        (figure(at_most=5), figure(at_least=5)),
        (figure(value=4), figure(wording="a number of")),
        (figure(value=4), figure(value=5, unit="cities")),
        (figure(value=4, unit="People"), figure(value=4)),
        (figure(value=4, as_of=parse("2015")), figure(value=5, as_of=parse("2016"))),
        (("a", "b"), ("b", "a")),
        ("Sister-City", "sister-city"),
        ("unspecified", "sister-city"),
        ("São Paulo", "Sa\u0303o Paulo"),
        (parse("2005"), "2005"),
    ],
)
def test_values_that_can_both_hold_do_not(one: Value, other: Value) -> None:
    assert not contradict(one, other)
    assert not contradict(other, one)


# Whole records


def test_a_source_that_gives_another_value_makes_the_field_contested() -> None:
    (contest,) = contests(fact(Evidence(source="s"), dated("t", "1996"), date=parse("2000")))
    assert contest.field == "date"
    assert claimed(contest) == [(parse("2000"), ["s"]), (parse("1996"), ["t"])]


def test_sources_that_give_the_same_value_stand_together() -> None:
    (contest,) = contests(fact(dated("s", "1996"), dated("t", "2000"), dated("u", "1996"), date=parse("2000")))
    assert claimed(contest) == [(parse("2000"), ["t"]), (parse("1996"), ["s", "u"])]


def test_the_record_comes_first_even_if_no_source_gives_its_value() -> None:
    (contest,) = contests(fact(dated("s", "1996"), date=parse("2000")))
    assert contest.claims[0] == Claim(parse("2000"), ())


def test_two_sources_can_disagree_where_the_record_says_nothing() -> None:
    (contest,) = contests(fact(dated("s", "1996"), dated("t", "2000")))
    assert claimed(contest) == [(parse("1996"), ["s"]), (parse("2000"), ["t"])]


def test_a_refinement_is_no_disagreement() -> None:
    assert contests(fact(Evidence(source="s"), dated("t", "2005-02-26"), date=parse("2005"))) == ()


@pytest.mark.parametrize("range_", ["2005-02-20/2005-03-01", "[2005-01..2005-03]", "../2005-02-26", "2005-02~", "200X"])
def test_a_range_over_the_day_that_others_give_is_no_disagreement(range_: str) -> None:
    assert contests(fact(Evidence(source="s"), dated("t", range_), date=parse("2005-02-26"))) == ()
    assert contests(fact(Evidence(source="s"), dated("t", "2005-02-26"), date=parse(range_))) == ()


def test_a_range_beside_the_day_that_others_give_is_a_disagreement() -> None:
    assert contests(fact(Evidence(source="s"), dated("t", "2005-02-27/2005-03-01"), date=parse("2005-02-26")))


def test_evidence_for_another_field_backs_no_value_of_this_one() -> None:
    found = contests(fact(Evidence(source="s", for_="text"), dated("t", "1996"), date=parse("2000")))
    assert claimed(found[0]) == [(parse("2000"), []), (parse("1996"), ["t"])]


def test_a_bare_list_backs_nothing_but_the_tie() -> None:
    record = agreement(Evidence(source="list"), dated("t", "1996"), date=parse("2000"))
    assert claimed(contests(record, {"list"})[0]) == [(parse("2000"), []), (parse("1996"), ["t"])]
    assert claimed(contests(record)[0]) == [(parse("2000"), ["list"]), (parse("1996"), ["t"])]


def test_a_list_that_gives_a_value_of_its_own_is_heard() -> None:
    record = agreement(Evidence(source="s"), dated("list", "1996"), date=parse("2000"))
    assert fields_of(contests(record, {"list"})) == ["date"]


def test_contested_fields_come_in_the_order_of_the_format() -> None:
    said = Says(date=parse("1996"), kind="friendship-city", parties=("a", "c"), amount=Amount(2, "EUR"))
    record = agreement(Evidence(source="s", says=said), date=parse("2000"), amount=Amount(1, "EUR"))
    assert fields_of(contests(record)) == ["date", "kind", "parties", "amount"]


def test_only_agreements_and_facts_can_be_contested() -> None:
    evidence = (Evidence(source="s", says=Says(name="Pusan")),)
    assert contests(City(id="busan", name="Busan", country="KR", evidence=evidence)) == ()


# Settlements


def test_a_settlement_settles_and_takes_no_side() -> None:
    answer = Evidence(source="u", settled="Two steps of one tie.")
    (contest,) = contests(fact(Evidence(source="s"), dated("t", "1996"), answer, date=parse("2000")))
    assert contest.settled == (answer,)
    assert claimed(contest) == [(parse("2000"), ["s"]), (parse("1996"), ["t"])]


def test_a_settlement_of_one_field_leaves_the_others_open() -> None:
    answer = Evidence(source="u", settled="Two steps of one tie.", for_="date")
    said = Says(date=parse("1996"), amount=Amount(2, "EUR"))
    record = fact(Evidence(source="s", says=said), answer, date=parse("2000"), amount=Amount(1, "EUR"))
    assert {contest.field: contest.settled for contest in contests(record)} == {"date": (answer,), "amount": ()}


def test_a_settlement_without_a_disagreement_is_not_needed() -> None:
    answer = Evidence(source="u", settled="All is well.")
    assert unneeded_settlements(fact(Evidence(source="s"), answer, date=parse("2000"))) == (answer,)
    assert unneeded_settlements(fact(dated("t", "1996"), answer, date=parse("2000"))) == ()


@pytest.mark.parametrize("modality", ["asserted", "planned"])
def test_how_a_thing_is_stated_changes_nothing_in_what_contradicts(modality: Modality) -> None:
    assert contests(fact(Evidence(source="s"), dated("t", "1996"), date=parse("2000"), modality=modality))
