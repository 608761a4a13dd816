"""Contested values side by side: what a reader sees of each, and how it fits."""

import re
from collections.abc import Mapping
from datetime import date

import pytest
from rich.cells import cell_len

from tests.made_up import MakeIndex, agreement, city, document, fact, source
from tui.index.index import Index
from tui.records.contest import Value
from tui.records.edtf import parse
from tui.records.kinds import Amount, Figure
from tui.views.contested_list import contested_survey
from tui.views.lists import label_text
from tui.views.page import Page
from tui.views.palette import TERMINAL
from tui.views.records import record_page
from tui.views.side_by_side import side_by_side
from tui.views.signs import ASCII_SIGNS
from tui.views.wording import short_value_words

TIE = "chengdu-gimcheon-sister-city"


def lines_of(page: Page) -> list[str]:
    return [line.plain for line in page.lines]


def lines(index: Index, id: str, width: int = 76) -> list[str]:
    return lines_of(side_by_side(index, id, width, TERMINAL))


def two_values(*pieces: Mapping[str, object], **more: object) -> str:
    """A base with one record that two papers of one origin and a third paper speak about."""
    papers = [
        source("north", publisher="North Press", published="2016-11-04", origin="agency"),
        source("south", publisher="South Press", origin="agency"),
        source("east", publisher="East Press", published="2018"),
    ]
    return document(*papers, city("a"), city("b"), agreement("tie", "a", "b", date="2000", evidence=pieces, **more))


AGAINST: dict[str, object] = {"source": "east", "says": {"date": "1996"}}


def test_two_values_stand_side_by_side_where_the_page_is_wide_enough(indexed: MakeIndex) -> None:
    index = indexed(two_values({"source": "north"}, {"source": "south"}, AGAINST))
    for width in (67, 76, 120):
        head = next(line for line in lines(index, "tie", width) if line.startswith("2000"))
        assert re.fullmatch(r"2000 +│ 1996", head)
    narrow = lines(index, "tie", 66)
    assert narrow.index("2000") < narrow.index("1996")
    assert not any("│" in line for line in narrow)


def test_each_value_has_its_sources_and_the_number_of_their_origins(indexed: MakeIndex) -> None:
    index = indexed(two_values({"source": "north"}, {"source": "south"}, AGAINST))
    found = lines(index, "tie", 60)
    assert "2 values · 3 sources, 2 origins" in found
    assert found[found.index("2000") + 1] == "2 sources, 1 origin"
    assert found[found.index("1996") + 1] == "1 source, 1 origin"
    # What has one origin says which, so that a reader sees why it counts once.
    assert found.count("origin agency") == 2


def test_a_quote_stands_with_its_speaker_its_state_and_the_date_of_its_source(indexed: MakeIndex) -> None:
    quoted = {"source": "south", "quote": "ties in 1996", "speaker": "a", "note": "Of ties.", "says": {"date": "1996"}}
    index = indexed(two_values({"source": "east"}, quoted))
    text = "\n".join(lines(index, "tie", 60))
    assert "East Press, 2018[3]\ncited, not quoted" in text
    assert "South Press[4] · undated\nsaid by A[1]" in text
    assert "┃ “ties in 1996”\n┃ ! never verified\nOf ties." in text


def test_an_answer_stands_below_the_values_and_what_has_none_is_said_to_be_open(indexed: MakeIndex) -> None:
    answer = {"source": "south", "settled": "Two steps of one tie."}
    settled = lines(indexed(two_values({"source": "north"}, AGAINST, answer)), "tie", 120)
    assert any(line.endswith("· settled") for line in settled)
    assert settled[-1] == "  = Two steps of one tie. (our reading, after South Press[5])"


def test_what_no_editor_has_answered_is_open(indexed: MakeIndex) -> None:
    found = lines(indexed(two_values({"source": "north"}, AGAINST)), "tie")
    assert "≠ Sources disagree on the date · open" in found
    assert found[-1] == "? Open: the editors of this base have no answer."


def test_a_source_on_both_sides_is_said_to_contradict_itself(indexed: MakeIndex) -> None:
    index = indexed(two_values({"source": "north", "for": "date"}, {"source": "north", "says": {"date": "1996"}}))
    text = " ".join(lines(index, "tie", 120))
    assert "2 values · 1 source, 1 origin" in text
    assert (
        "North Press, 4 November 2016[3] contradicts itself: it stands on both sides, and counts as one origin" in text
    )
    assert text.count("· contradicts itself") == 2


def test_a_value_of_another_record_leads_to_it(indexed: MakeIndex) -> None:
    other = agreement("other", "b", "a", date="1996", evidence=[{"source": "east"}])
    index = indexed(two_values({"source": "north"}) + other)
    page = side_by_side(index, "tie", 120, TERMINAL)
    (line,) = [line for line in lines_of(page) if "in the record" in line]
    number = int(re.findall(r"in the record Title of other\[(\d+)\]", line)[0])
    assert page.links[number - 1] == "other"


def test_a_value_that_can_hold_together_with_others_says_so(indexed: MakeIndex) -> None:
    closer = {"source": "south", "says": {"date": "2000-11-07"}}
    found = lines(indexed(two_values({"source": "north"}, AGAINST, closer)), "tie", 60)
    assert found[found.index("7 November 2000") + 2] == "agrees with 2000"
    assert found[found.index("2000") + 2] == "agrees with 7 November 2000"


def test_a_range_over_all_other_values_agrees_with_all_of_them(indexed: MakeIndex) -> None:
    rough = {"source": "south", "says": {"date": "[1990..2010]"}}
    found = lines(indexed(two_values({"source": "north"}, AGAINST, rough)), "tie", 60)
    assert "agrees with all other values" in found


def test_many_values_are_shown_in_part(indexed: MakeIndex) -> None:
    said = [{"source": "east", "says": {"date": f"{year}"}} for year in range(1950, 1990)]
    index = indexed(two_values({"source": "north"}, *said))
    short, full = (side_by_side(index, "tie", 76, TERMINAL, full=full) for full in (False, True))
    assert any("29 more values" in line for line in lines_of(short))
    assert not any("more value" in line for line in lines_of(full))
    assert sum("1989" in line for line in lines_of(full)) > 0


def test_even_a_full_page_of_values_has_an_end(indexed: MakeIndex) -> None:
    said = [{"source": "east", "says": {"date": f"{year}"}} for year in range(1500, 1950)]
    index = indexed(two_values({"source": "north"}, *said))
    found = lines_of(side_by_side(index, "tie", 120, TERMINAL, full=True))
    assert any(line == "and 51 more values: the files have all" for line in found)


def test_line_ends_in_all_columns_together_are_as_many_as_a_page_takes(
    indexed: MakeIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.views.page.MOST_BREAKS", 100)
    said = [{"source": "east", "says": {"date": f"{year}"}, "note": "line\n" * 60} for year in range(1900, 1920)]
    index = indexed(two_values({"source": "north"}, *said))
    found = lines_of(side_by_side(index, "tie", 60, TERMINAL, full=True))
    assert sum(line == "line" for line in found) <= 102


@pytest.mark.parametrize(("id", "words"), [("a", "Nothing in it is contested"), ("nobody", "No record of this base")])
def test_what_is_not_contested_gets_a_page_that_says_so(indexed: MakeIndex, id: str, words: str) -> None:
    index = indexed(two_values({"source": "north"}))
    assert words in " ".join(lines(index, id))


@pytest.mark.parametrize("width", range(20, 121))
def test_no_line_is_wider_than_its_page(shipped: Index, width: int) -> None:
    for row in contested_survey(shipped).rows:
        assert row.page is not None
        page = row.page(shipped, width, TERMINAL.signed(ASCII_SIGNS) if width % 2 else TERMINAL, False)
        assert [line for line in lines_of(page) if cell_len(line) > width] == []


def test_each_record_has_one_number_in_all_columns(shipped: Index) -> None:
    page = side_by_side(shipped, TIE, 120, TERMINAL)
    numbers = {int(number) for number in re.findall(r"\[(\d+)\]", " ".join(lines_of(page)))}
    assert numbers == set(range(1, len(page.links) + 1))
    assert len(set(page.links)) == len(page.links)


def test_columns_are_drawn_in_ascii_where_there_is_nothing_else(shipped: Index) -> None:
    page = side_by_side(shipped, "gimcheon-museum-opening-2016", 76, TERMINAL.signed(ASCII_SIGNS))
    assert any(re.fullmatch(r"March 2016 +\| April 2016", line) for line in lines_of(page))


# The list


def test_open_fields_come_before_settled_ones(shipped: Index) -> None:
    survey = contested_survey(shipped)
    assert survey.title == "7 contested fields, 4 open"
    assert [row.label.sign for row in survey.rows] == ["≠"] * 4 + ["="] * 3


def test_a_row_names_its_record_field_values_and_origins(shipped: Index) -> None:
    rows = {row.record: row.label for row in contested_survey(shipped).rows}
    assert rows[TIE].title == "Chengdu ⇄ Gimcheon"
    assert (rows[TIE].right, rows[TIE].addition) == ("date", "· 2000-11-07 ≠ 1996 · 5 origins")
    assert rows["busan-chengdu-cooperation"].title == "Busan ⇄ Chengdu"
    assert rows["busan-chengdu-charter-flights-2016"].addition.startswith("· 11 ≠ 0 · ")
    assert rows["zone-kip-fund-2016"].addition.startswith("· 74.8M USD ≠ 74.06M USD · ")
    assert rows["zone-kip-fund-2016"].right == "conversion"
    assert rows["chengdu-media-trip-2016"].addition.endswith(" · 1 origin")
    # At 80 columns all of it is on the screen, but for the end of long names.
    museum = rows["gimcheon-museum-opening-2016"]
    text = label_text(museum, 76, TERMINAL).plain
    assert text.startswith("≠ Gimcheon ceramic arts museum open… · 2016-03 ≠ 2016-04 · 2 origins ")
    assert text.endswith(" date")
    # Beside a page at 120 columns it says whose field it is, and which.
    assert label_text(rows["zone-kip-fund-2016"], 44, TERMINAL).plain == "≠ Start-up fund, 500 million yuan conversion"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Amount(74_800_000, "USD"), "74.8M USD"),
        (Amount(500_000_000, "CNY"), "500M CNY"),
        (Amount(1_234_567_890_000, "KRW"), "1,234,567.89M KRW"),
        (Amount(74_812_345, "USD"), "74,812,345 USD"),
        (Amount(999_999, "USD"), "999,999 USD"),
        (Amount(6.7514, "CNY"), "6.7514 CNY"),
        (Figure(unit="boats", value=1200), "1,200"),
        (Figure(unit="boats", at_least=4, at_most=9), "≥4 ≤9"),
        (Figure(unit="boats"), "no number"),
        (parse("2016-10-20/2016-10-26"), "20–26 October 2016"),
        (("a", "b"), "a, b"),
        ("exchange", "exchange"),
    ],
)
def test_values_in_a_row_are_short_and_never_rounded(value: Value, words: str) -> None:
    assert short_value_words(value) == words


def test_each_contested_field_of_a_record_has_a_row_and_its_own_page(indexed: MakeIndex) -> None:
    says = {"date": "1996", "kind": "exchange"}
    index = indexed(two_values({"source": "north"}, {"source": "east", "says": says}))
    rows = contested_survey(index).rows
    assert [row.label.right.split()[0] for row in rows] == ["date", "kind"]
    pages = [" ".join(lines_of(row.page(index, 76, TERMINAL, False))) for row in rows if row.page]
    assert "on the date" in pages[0]
    assert "on the kind" not in pages[0]
    assert "on the kind of tie" in pages[1]


def test_a_city_has_only_what_concerns_it(shipped: Index) -> None:
    assert {row.record for row in contested_survey(shipped, "gimcheon").rows} == {
        TIE,
        "chengdu-media-trip-2016",
        "gimcheon-museum-opening-2016",
    }
    assert len(contested_survey(shipped, "kofu").rows) == 1


def test_a_base_without_a_disagreement_has_no_row_and_says_what_that_means(indexed: MakeIndex) -> None:
    survey = contested_survey(indexed(document(source(), city("a"), fact("f", "a"))))
    assert (len(survey.rows), survey.title) == (0, "0 contested fields, 0 open")
    assert survey.nothing == "No two sources of this base contradict each other."


def test_the_page_of_a_record_says_which_values_are_from_another(indexed: MakeIndex) -> None:
    other = agreement("other", "b", "a", date="1996", evidence=[{"source": "north"}, {"source": "south"}])
    index = indexed(two_values({"source": "east"}) + other)
    found = [re.sub(r"\[\d+\]", "", line) for line in lines_of(record_page(index, "tie", 100, TERMINAL))]
    assert "≠ Sources disagree on the date · open · 3 sources, 2 origins" in found
    assert "  · 2000  East Press, 2018" in found
    assert "  · 1996  North Press, 4 November 2016, South Press in Title of other (2 sources, 1 origin)" in found


def test_as_of_a_day_the_values_say_so(shipped: Index) -> None:
    assert lines(shipped.at(date(2016, 11, 4)), TIE)[0] == "As of 4 November 2016"


def test_whoever_said_a_fact_is_named_at_its_quote_and_at_no_other(shipped: Index) -> None:
    text = "\n".join(lines(shipped, "busan-new-airport-opening-expected", 40))
    assert text.count("said by Hong Seong-hoa") == 1
    assert text.index("China Daily") < text.index("said by Hong") < text.index("which is expected")
