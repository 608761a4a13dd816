"""What each source says of every field of a record: who is quoted, cited, against it, or silent."""

import pytest

from tui.records.contest import Claim, Contest, contests
from tui.records.edtf import parse
from tui.records.kinds import Agreement, City, Evidence, Fact, Person, Record, Role, Says, Source, evidence_of
from tui.records.quotes_lock import QuoteState, Verification
from tui.records.support import Line, Stance, origins, support, whole


def fact(*evidence: Evidence, **fields: object) -> Fact:
    given = {"id": "f", "about": ("a",), "kind": "event", "text": "It was opened.", "date": parse("1996")} | fields
    return Fact(evidence=evidence, **given)  # type: ignore[arg-type]


def tie(*evidence: Evidence, **fields: object) -> Agreement:
    given = {"id": "t", "title": "Tie", "kind": "sister-city", "parties": ("a", "b"), "date": parse("1996")} | fields
    return Agreement(evidence=evidence, **given)  # type: ignore[arg-type]


def cited(source: str, **fields: object) -> Evidence:
    return Evidence(source=source, **fields)  # type: ignore[arg-type]


def dated(source: str, date: str, **fields: object) -> Evidence:
    return cited(source, says=Says(date=parse(date)), **fields)


def checked(record: Record, state: QuoteState = QuoteState.EXACT) -> list[Verification]:
    """What is known of each piece of evidence, where every quote has the same state."""
    return [Verification(state if item.quote else QuoteState.CITED) for item in evidence_of(record)]


def table(record: Record, *, lists: tuple[str, ...] = (), contested: tuple[str, ...] = ()) -> dict[str, dict[str, str]]:
    """Each field of a record with the stance of each source that is not silent on it."""
    disputes = [Contest(field, (), ()) for field in contested]
    lines = support(record, checked(record), lists, disputes)
    return {line.field: {id: voice.stance.value for id, voice in line.voices.items()} for line in lines}


def test_evidence_without_a_field_bears_out_all_that_a_fact_states() -> None:
    assert table(fact(cited("paper"), speaker="a")) == {
        "text": {"paper": "cited"},
        "date": {"paper": "cited"},
        "speaker": {"paper": "cited"},
    }


def test_evidence_for_one_field_is_silent_on_the_others() -> None:
    found = table(fact(cited("paper"), cited("page", quote="in 1996", for_="date")))
    assert found["date"] == {"paper": "cited", "page": "quoted-verified"}
    assert found["text"] == {"paper": "cited"}


@pytest.mark.parametrize(
    ("state", "stance"),
    [
        (QuoteState.EXACT, "quoted-verified"),
        (QuoteState.SPACING, "quoted-verified"),
        (QuoteState.UNVERIFIED, "quoted-unverified"),
        (QuoteState.NOT_FOUND, "quoted-unverified"),
        (QuoteState.EDITED, "quoted-unverified"),
    ],
)
def test_a_quote_counts_as_verified_only_where_it_was_found(state: QuoteState, stance: str) -> None:
    record = fact(cited("paper", quote="in 1996"))
    assert {
        voice.stance.value for line in support(record, checked(record, state)) for voice in line.voices.values()
    } == {stance}


def test_a_source_with_another_value_disagrees_on_that_field_alone_and_the_value_is_told() -> None:
    record = fact(cited("paper"), dated("page", "2000"))
    date = next(line for line in support(record, checked(record)) if line.field == "date")
    assert date.voices["page"].stance is Stance.DISAGREES
    assert date.voices["page"].values == (("date", parse("2000")),)
    assert table(record)["text"] == {"paper": "cited", "page": "cited"}


def test_a_closer_value_bears_the_field_out() -> None:
    record = fact(dated("page", "1996-11-07"))
    assert table(record)["date"] == {"page": "cited"}


def test_without_a_value_of_the_record_sources_are_held_against_each_other() -> None:
    against = fact(dated("page", "2000"), dated("other", "1996"), date=None)
    assert table(against)["date"] == {"page": "disagrees", "other": "disagrees"}
    assert table(fact(dated("page", "2000"), date=None))["date"] == {"page": "cited"}


def test_a_list_backs_the_tie_and_nothing_else() -> None:
    found = table(tie(cited("paper"), cited("list")), lists=("list",))
    assert found["parties"] == {"paper": "cited", "list": "cited"}
    assert found["date"] == found["kind"] == {"paper": "cited"}


def test_what_settles_a_disagreement_backs_no_side_of_it() -> None:
    settling = dated("page", "2000", settled="Two things.")
    record = tie(cited("paper"), dated("other", "2000"), settling)
    found = support(record, checked(record), disputes=contests(record))
    date = next(line for line in found if line.field == "date")
    assert date.voices["page"].stance is Stance.SETTLES
    assert date.voices["page"].backing is None
    assert [line.field for line in found if "page" in line.voices] == ["date"]


def test_an_outcome_rests_only_on_evidence_of_its_own() -> None:
    record = fact(
        cited("paper"), cited("page", for_="outcome"), kind="plan", outcome="It was.", outcome_date=parse("2001")
    )
    found = table(record)
    assert found["outcome"] == found["outcome_date"] == {"page": "cited"}
    assert found["text"] == {"paper": "cited"}


def test_a_note_is_a_line_only_where_evidence_speaks_on_it() -> None:
    assert "note" not in table(fact(cited("paper"), note="Noted."))
    assert table(fact(cited("paper"), cited("page", for_="note"), note="Noted."))["note"] == {"page": "cited"}


def test_another_name_of_a_city_is_no_disagreement() -> None:
    record = City(id="a", name="Aville", country="KR", evidence=(cited("page", says=Says(name="Avil")),))
    assert table(record) == {"name": {"page": "cited"}}


def test_every_office_of_a_person_has_a_line_with_its_own_evidence() -> None:
    roles = (Role(title="Mayor", of="a", evidence=(cited("x"),)), Role(title="Poet", of="a", evidence=(cited("y"),)))
    record = Person(id="p", name="Kim", role=roles, evidence=(cited("z", for_="names"),))
    found = support(record, checked(record))
    assert [(line.field, line.value, list(line.voices)) for line in found] == [
        ("name", "Kim", []),
        ("names", {}, ["z"]),
        ("role", roles[0], ["x"]),
        ("role", roles[1], ["y"]),
    ]


def test_a_source_of_another_record_disagrees_where_that_one_contests_the_field() -> None:
    record = fact(cited("paper"))
    claims = (
        Claim(parse("1996"), record.evidence),
        Claim(parse("2000"), (cited("elsewhere"), cited("paper", note="N."))),
    )
    lines = support(record, checked(record), (), [Contest("date", claims, ())])
    date = next(line for line in lines if line.field == "date")
    assert date.voices["elsewhere"].stance is Stance.DISAGREES
    assert date.voices["elsewhere"].values == (("date", parse("2000")),)
    assert (date.voices["paper"].stance, date.voices["paper"].backing) == (Stance.DISAGREES, Stance.CITED)
    assert next(line for line in lines if line.field == "text").voices.keys() == {"paper"}


def test_a_source_has_no_lines() -> None:
    assert support(Source(id="s", title="S"), []) == ()


# A record as a whole.


def stances(record: Record) -> dict[str, tuple[str, str | None]]:
    line = whole(record, checked(record), (), contests(record))
    return {id: (voice.stance.value, voice.backing and voice.backing.value) for id, voice in line.voices.items()}


def test_of_a_whole_record_a_disagreement_is_heard_before_what_else_a_source_says() -> None:
    record = fact(cited("paper", quote="Opened."), dated("paper", "2000"), dated("page", "2000", quote="in 2000"))
    assert stances(record) == {"paper": ("disagrees", "quoted-verified"), "page": ("disagrees", None)}


def test_what_speaks_of_a_note_or_an_outcome_does_not_bear_the_record_out() -> None:
    record = fact(cited("paper"), cited("note", for_="note"), cited("end", for_="outcome"), note="N.", outcome="O.")
    assert stances(record) == {"paper": ("cited", "cited"), "note": ("cited", None), "end": ("cited", None)}


def test_documents_of_one_origin_count_once_and_those_that_disagree_not_at_all() -> None:
    record = fact(cited("one"), cited("two"), cited("three"), dated("four", "2000"))
    line = whole(record, checked(record))
    assert origins(line, {"one": "agency", "two": "agency", "three": "three", "four": "four"}) == 2
    assert origins(Line("date", None, {}), {}) == 0
