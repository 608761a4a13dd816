"""What was agreed, done, expected, said and counted, and how a brief tells it."""

import datetime

from tests.made_up import SHA256, TEXT, MakeFolder, agreement, city, document, fact, index_of, partner, source, table
from tests.views.brief.taken_apart import brief_of, made_up, pages, taken_apart, told_of
from tui.loading.base import load
from tui.loading.verifying import verify, write_lock
from tui.records.quote_check import SourceText
from tui.views.brief.statements import Part


def test_what_happened_later_is_not_told_but_what_was_due_is(folder: MakeFolder) -> None:
    index = index_of(
        folder(
            document(
                source(), city("aville"), city("btown"),
                fact("early", "aville", "btown", date="2010"), fact("late", "aville", "btown", date="2012"),
                fact("due", "aville", "btown", kind="plan", date="2020"),
                fact("held", "aville", "btown", kind="expectation", date="2012-05/.."),
            )
        )
    )  # fmt: skip
    told = {statement.record for statement in brief_of(index, "aville", "btown", until="2011-06-30").statements}
    assert told & {"early", "late", "due", "held"} == {"early", "due"}


def test_a_quote_is_only_given_where_it_is_verified(folder: MakeFolder) -> None:
    person = table("person", id="mayor", name="M. Mayor")
    said = [
        fact("good", "aville", "btown", kind="statement", speaker="mayor", text="Friends.",
             evidence=[{"source": "paper", "quote": "bridge between friends"}]),
        fact("bad", "aville", "btown", kind="statement", speaker="mayor", text="Enemies.",
             evidence=[{"source": "paper", "quote": "bridge between enemies"}]),
        fact("bare", "aville", "btown", kind="statement", speaker="mayor", text="Nothing."),
    ]  # fmt: skip
    root = folder(document(source(sha256=SHA256), city("aville"), city("btown", "CN"), person, *said))
    base = load(root)
    write_lock(base, verify(base, {SHA256: SourceText(TEXT)}, "2026-11-25"))
    index = index_of(root)
    printed = taken_apart(pages(index, brief_of(index, "aville", "btown")))
    assert {statement for part, statement in printed.statements if part is Part.SAID} == {
        "“bridge between friends” – M. Mayor [1]",
        "In our words: Enemies – M. Mayor (its quote is not verified) [1]",
        "In our words: Nothing – M. Mayor [1]",
    }


def test_what_was_expected_stands_apart_with_what_became_of_it(folder: MakeFolder) -> None:
    outcome = [{"source": "paper"}, {"source": "paper", "for": "outcome"}]
    index = made_up(
        folder,
        fact("past", "aville", "btown", kind="plan", date="2010", modality="planned", text="A bridge."),
        fact("kept", "aville", "btown", kind="plan", date="2011", text="A road.", outcome="Built.", outcome_date="2012",
             evidence=outcome),
        agreement("hoped", "aville", "btown", modality="hoped", text="To be sisters."),
    )  # fmt: skip
    index.day = datetime.date(2016, 11, 4)
    printed = taken_apart(pages(index, brief_of(index, "aville", "btown")))
    assert {part for part, statement in printed.statements if statement.startswith(("Due", "To be"))} == {Part.EXPECTED}
    texts = [statement for part, statement in printed.statements if part is Part.EXPECTED]
    assert texts == [
        "Due 2011: A road – planned; what became of it: Built (2012) [1]",
        "Due 2010: A bridge – planned [1]; overdue by 5 years, and what became of it is not recorded [—]",
        "To be sisters – hoped for [1]",
    ]
    assert "No source here has a tie between Aville and Btown [—]" in [statement for _, statement in printed.statements]


def test_an_organisation_can_be_the_partner(folder: MakeFolder) -> None:
    index = made_up(
        folder, partner("works"), agreement("deal", "aville", "works", kind="investment", text="A factory.")
    )
    printed = taken_apart(pages(index, brief_of(index, "aville", "works")))
    assert (Part.DONE, "A factory (Aville with Works) [1]") in printed.statements


def test_very_long_texts_are_cut_and_cost_no_more_than_what_is_shown(folder: MakeFolder) -> None:
    long = "word " * 100_000
    index = made_up(
        folder, city("ctown", name=f"C {long}", names={"ko": "김천" * 50_000}, aliases=[long]),
        agreement("tie", "aville", "ctown", text=long, date="2001"), fact("event", "aville", "ctown", text=long),
        fact("said", "aville", "ctown", kind="statement", text=long, evidence=[{"source": "paper", "quote": long}]),
    )  # fmt: skip
    brief = brief_of(index, "aville", "ctown")
    assert {statement.record for statement in brief.statements} >= {"aville", "ctown", "event", "said"}
    assert max(len(words.text) for one in brief.statements for clause in one.clauses for words in clause.words) < 400
    assert len(brief.title) < 700


def test_a_figure_of_a_later_year_is_not_told(folder: MakeFolder) -> None:
    figures = [
        fact(f"of-{year}", "aville", "btown", kind="figure", value={"value": 3, "unit": "schools", "as_of": year})
        for year in ("2010", "2014")
    ]
    told = {one.record for one in brief_of(made_up(folder, *figures), "aville", "btown", until="2012-01-01").statements}
    assert told & {"of-2010", "of-2014"} == {"of-2010"}


def test_values_that_hold_beside_the_first_and_not_beside_each_other_are_contested(folder: MakeFolder) -> None:
    said = [{"source": "paper"}, *({"source": f"s{month}", "says": {"date": f"2000-0{month}"}} for month in (3, 5))]
    index = made_up(folder, source("s3"), source("s5"), agreement("tie", "aville", "btown", date="2000", evidence=said))
    printed = taken_apart(pages(index, brief_of(index, "aville", "btown")))
    tie = next(statement for part, statement in printed.statements if part is Part.TIES)
    assert tie == "Sister cities since 2000 [1]; by others: March 2000 [2], May 2000 (not settled) [3]"


def test_what_only_the_record_says_is_told_as_without_a_source(folder: MakeFolder) -> None:
    said = [{"source": "paper", "says": {"date": "1996"}}]
    index = made_up(folder, agreement("tie", "aville", "btown", date="2000", evidence=said))
    printed = taken_apart(pages(index, brief_of(index, "aville", "btown")))
    tie = next(statement for part, statement in printed.statements if part is Part.TIES)
    assert tie == "Sister cities since 2000 [base]; by others: 1996 (not settled) [1]"


def test_records_on_the_same_matter_are_told_to_differ(folder: MakeFolder) -> None:
    answer = [{"source": "page", "settled": "The first is the exchange."}]
    index = made_up(
        folder, source("page"), agreement("one", "aville", "btown", date="2000"),
        agreement("other", "aville", "btown", date="1996", evidence=[{"source": "page"}, *answer]),
    )  # fmt: skip
    brief = brief_of(index, "aville", "btown")
    printed = taken_apart(pages(index, brief))
    assert [statement for part, statement in printed.statements if part is Part.TIES] == [
        "Sister cities since 2000 [1]; by others: 1996 [2]; settled: The first is the exchange [2]",
        "Sister cities since 1996 [2]; by others: 2000 [1]; settled: The first is the exchange [2]",
    ]
    told = next(one for one in brief.statements if one.record == "one")
    assert [clause.record for clause in told.clauses] == ["", "other", "other"]


def test_a_number_that_is_part_of_another_is_not_taken_for_the_figure(folder: MakeFolder) -> None:
    friends = fact("friends", "aville", "btown", kind="figure", text="Friends in 2014, 4,000 euros apart.", date="2014",
                   value={"value": 4, "unit": "friends"})  # fmt: skip
    assert told_of(made_up(folder, friends), Part.FIGURES) == [
        "Friends in 2014, 4,000 euros apart (4 friends, 2014) [1]"
    ]


def test_words_that_are_quoted_for_a_date_are_not_said_by_the_speaker(folder: MakeFolder) -> None:
    said = fact("said", "aville", "btown", kind="statement", speaker="mayor", text="Friends.",
                evidence=[{"source": "paper", "quote": "bridge between friends", "for": "date"}])  # fmt: skip
    at = folder(
        document(
            source(sha256=SHA256),
            city("aville"),
            city("btown", "CN"),
            table("person", id="mayor", name="M. Mayor"),
            said,
        )
    )
    base = load(at)
    write_lock(base, verify(base, {SHA256: SourceText(TEXT)}, "2026-11-25"))
    assert told_of(index_of(at), Part.SAID) == ["In our words: Friends – M. Mayor [1]"]


def test_what_is_dated_later_than_today_is_said_to_be_yet_to_come(folder: MakeFolder) -> None:
    index = made_up(folder, agreement("deal", "aville", "btown", kind="exchange", date="9999-12-31", text="A deal."))
    index.day = datetime.date(2026, 11, 25)
    (done,) = told_of(index, Part.DONE)
    assert "A deal (this date is yet to come)" in done


def test_an_outcome_without_evidence_is_told_as_such(folder: MakeFolder) -> None:
    plan = fact("plan", "aville", "btown", kind="plan", text="A bridge.", date="2001", outcome="It was built.")
    (told,) = told_of(made_up(folder, plan), Part.EXPECTED)
    assert "what became of it: It was built, which no source here says [base]" in told
