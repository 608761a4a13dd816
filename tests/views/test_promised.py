"""What was promised as a reader sees it: a row, a page, a list, never mixed with what happened."""

import datetime

import pytest
from rich.cells import cell_len

from tests.index.test_promises import BASE, OUTCOME, hope
from tests.made_up import MakeIndex, agreement, city, document, fact, partner, source
from tui.index.index import Index
from tui.views.page import Page
from tui.views.palette import TERMINAL
from tui.views.promised import promise_page, promised_page, promised_survey, span_words
from tui.views.signs import ASCII_SIGNS

DAY = datetime.date(2016, 11, 4)


def text_of(page: Page) -> str:
    return "\n".join(line.plain.rstrip() for line in page.lines)


def one_line(page: Page) -> str:
    return " ".join(text_of(page).split())


def on_the_day(index: Index) -> Index:
    index.day = DAY
    return index


HELD = document(
    source(publisher="The Publisher", published="2004"),
    source("later", publisher="The Later One"),
    city("aville"),
    partner("club", name="The Club"),
    hope("bridge", text="A bridge.", date="2010-05", date_wording="in May", speaker="club"),
    hope("road", text="A road.", kind="plan", modality="asserted", date="2001/.."),
    hope("hall", text="A hall.", modality="promised", outcome="It was built.", outcome_date="2008", evidence=OUTCOME),
    hope("tower", text="A tower.", modality="implied", date="2005", evidence=[
        {"source": "paper"}, {"source": "later", "says": {"date": "2030"}}
    ]),
    fact("happened", "aville", text="A fair was held.", date="2003"),
)  # fmt: skip


def page(index: Index, id: str, width: int = 78) -> str:
    return one_line(promise_page(on_the_day(index), id, width, TERMINAL))


def test_the_page_says_who_holds_it_when_it_was_due_how_long_ago_and_what_became_of_it(indexed: MakeIndex) -> None:
    text = page(indexed(HELD), "bridge")
    assert text.startswith(
        "A bridge. hoped Held by The Club[1] As ◇ hoped for Due May 2010, “in May” Overdue by 6 years"
    )
    assert "Became → not recorded" in text


def test_where_nobody_is_named_the_source_that_tells_of_it_is(indexed: MakeIndex) -> None:
    text = page(indexed(HELD), "road")
    assert "Held by nobody named; told by The Publisher, 2004[1]" in text
    assert "As ◇ planned Due on no day; held since 2001" in text
    assert "Overdue" not in text


def test_an_outcome_has_its_date_and_its_source_and_nothing_is_overdue_then(indexed: MakeIndex) -> None:
    text = page(indexed(HELD), "hall")
    assert "As ◇ promised Due on no day Became → 2008: It was built. The Later One[2]" in text


def test_before_its_outcome_was_known_it_is_not_told(indexed: MakeIndex) -> None:
    index = indexed(HELD)
    index.day = datetime.date(2007, 12, 31)
    text = one_line(promise_page(index, "hall", 78, TERMINAL))
    assert "Became → not recorded" in text
    assert "It was built" not in text


def test_a_date_that_sources_disagree_on_is_doubted_in_the_same_place(indexed: MakeIndex) -> None:
    index = indexed(HELD)
    assert "≠ Sources disagree on the date" in page(index, "tower")
    assert "expected (implied by the source)" in page(index, "tower")
    listed = one_line(promised_page(on_the_day(index), "", 78, TERMINAL, 50))
    assert "due 2005 · overdue by 10 years ≠ sources disagree on the date: 2005 · 2030 → not recorded" in listed


@pytest.mark.parametrize(
    ("first", "words"),
    [
        ("2016-11-03", "1 day"),
        ("2016-09-06", "59 days"),
        ("2016-09-05", "1 month"),
        ("2016-09-04", "2 months"),
        ("2014-11-06", "23 months"),
        ("2014-11-04", "2 years"),
        ("2012-11-05", "3 years"),
        ("2012-11-04", "4 years"),
    ],
)
def test_how_long_something_is_overdue_is_told_in_whole_units(first: str, words: str) -> None:
    assert span_words(datetime.date.fromisoformat(first), DAY) == words


# The survey.


def test_the_rows_have_sign_title_holder_and_when(indexed: MakeIndex) -> None:
    survey = promised_survey(on_the_day(indexed(HELD)))
    assert survey.title == "4 promised, 2 overdue"
    assert [tuple(row.label) for row in survey.rows] == [
        ("◇≠", "A tower.", "· The Publisher, 2004", "overdue 2005"),
        ("◇", "A bridge.", "· The Club", "overdue 2010-05"),
        ("◇", "A road.", "· The Publisher, 2004", "since 2001"),
        ("◇", "A hall.", "· The Publisher, 2004", "→ 2008"),
    ]
    beside = survey.rows[1].page
    assert beside is not None
    assert "Held by" in text_of(beside(indexed(HELD), 78, TERMINAL, False))


def test_rows_are_only_made_when_they_are_asked_for(indexed: MakeIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    index = on_the_day(indexed(document(source(), city("aville"), *(hope(f"h{n}") for n in range(500)))))
    read: list[int] = []
    numbered = index._records.get
    monkeypatch.setattr(index._records, "get", lambda n: read.append(n) or numbered(n))
    survey = promised_survey(index)
    assert len(survey.rows) == 500
    assert read == []
    assert survey.rows[499].record == "h499"
    assert len(set(read)) < 5


def test_a_city_has_its_own_survey_and_one_without_any_says_what_that_means(indexed: MakeIndex) -> None:
    index = on_the_day(indexed(BASE))
    assert promised_survey(index, "btown").title == "Btown: 3 promised, 2 overdue"
    assert promised_survey(index, "btown").name != promised_survey(index).name
    none = promised_survey(on_the_day(indexed(document(source(), city("aville"), fact("f", "aville")))), "aville")
    assert len(none.rows) == 0
    assert none.nothing == "No record of Aville tells of a plan, an expectation, a hope or a promise."


# The list.


def test_the_list_has_a_heading_for_each_fate_and_nothing_that_happened(indexed: MakeIndex) -> None:
    text = text_of(promised_page(on_the_day(indexed(HELD)), "", 78, TERMINAL, 50))
    at = [text.index(words) for words in ("◇ Overdue, and nothing recorded of it · 2", "◇ Due on no day · 1",
                                          "◇ What became of it is recorded · 1")]  # fmt: skip
    assert at == sorted(at)
    assert "Whole base: 4 promised, 2 overdue" in text
    assert "on 4 November 2016" in text
    assert "fair was held" not in text


def test_of_many_the_first_of_each_fate_are_listed_and_how_many_there_are(indexed: MakeIndex) -> None:
    index = on_the_day(indexed(document(source(), city("aville"), *(hope(f"h{n}") for n in range(60)))))
    text = text_of(promised_page(index, "", 78, TERMINAL, 50))
    assert "◇ Due on no day · 60" in text
    assert "and 10 more (--limit)" in text


@pytest.mark.parametrize("width", [20, 30, 58, 78, 118])
def test_no_line_is_wider_than_the_page_with_whatever_signs(shipped: Index, width: int) -> None:
    for palette in (TERMINAL, TERMINAL.signed(ASCII_SIGNS)):
        pages = [promised_page(shipped, "", width, palette, 50)]
        for row in promised_survey(shipped).rows:
            assert row.page is not None
            pages.append(row.page(shipped, width, palette, False))
        assert [line.plain for page in pages for line in page.lines if cell_len(line.plain) > width] == []


def test_an_agreement_that_is_only_planned_is_among_it(indexed: MakeIndex) -> None:
    planned = agreement("tie", "aville", "btown", modality="planned", date="2030")
    index = on_the_day(indexed(document(source(), city("aville"), city("btown"), planned)))
    assert [row.label.right for row in promised_survey(index).rows] == ["2030"]
    assert "As ◇ planned Due 2030 Became → not recorded" in page(index, "tie")
