"""Pages as of a day: offices and figures as they stood, what is later left out or said to be, what is doubtful said."""

from datetime import date

import pytest

from tests.made_up import MakeFolder, MakeIndex, agreement, city, document, fact, index_of, source
from tui.index.index import Index
from tui.index.overviews import later, partner_groups
from tui.loading.where import shipped_base
from tui.views.copying import json_copy, markdown_copy
from tui.views.labels import record_label
from tui.views.lists import group_page
from tui.views.looking_back import nothing_then_page
from tui.views.palette import TERMINAL
from tui.views.records import record_page
from tui.views.signs import ASCII_SIGNS

TODAY = date(2026, 11, 25)
THEN = date(2016, 11, 4)


@pytest.fixture(scope="module")
def shipped_today() -> Index:
    """The base that comes with Ties, from one day on which the tests may run."""
    index = index_of(shipped_base())
    index.day = TODAY
    return index


def text(index: Index, id: str, width: int = 100) -> str:
    return "\n".join(line.plain.rstrip() for line in record_page(index, id, width, TERMINAL, full=True).lines)


# Offices.


def test_a_mayor_whose_term_is_over_is_no_mayor_today(shipped_today: Index) -> None:
    assert "Mayor of Gimcheon[1], 2006 – June 2018 · ended, 8 years ago" in text(shipped_today, "park-bo-saeng")
    assert "Park Bo-saeng[1], mayor, 2006 – June 2018 · ended, 8 years ago" in text(shipped_today, "gimcheon")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2018, 7, 1), "ended, less than a month ago"),
        (date(2018, 6, 30), "may have ended"),
        (date(2018, 5, 31), "in office"),
    ],
)
def test_in_the_month_of_its_end_an_office_may_have_ended(day: date, words: str) -> None:
    index = index_of(shipped_base())
    index.day = day
    assert f"2006 – June 2018 · {words}\n" in text(index, "park-bo-saeng")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (THEN, "in office then"),
        (date(2018, 12, 31), "had ended 6 months before"),
        (date(2006, 12, 31), "in office then"),
        (date(2006, 5, 31), "may not have begun then"),
        (date(2000, 12, 31), "began later"),
    ],
)
def test_an_office_is_told_as_it_was_on_that_day(shipped_today: Index, day: date, words: str) -> None:
    assert f"2006 – June 2018 · {words}\n" in text(shipped_today.at(day), "park-bo-saeng")


def test_a_city_has_no_officers_yet_whose_term_began_later(shipped_today: Index) -> None:
    assert "Offices" not in text(shipped_today.at(date(2000, 12, 31)), "gimcheon")


def test_without_an_end_nobody_knows_whether_an_office_is_still_held(shipped_today: Index) -> None:
    # A later source is about the office in general: the quote counts.
    words = "not known whether still: the last source is of 4 November 2016"
    assert f"Ambassador for International Relations of Busan[1] · {words}" in text(shipped_today, "hong-seong-hoa", 140)
    then = text(shipped_today.at(date(2017, 1, 1)), "hong-seong-hoa", 140)
    assert "of Busan[1] · in office by a source of 4 November 2016" in then
    before = text(shipped_today.at(date(2011, 12, 31)), "hong-seong-hoa", 140)
    assert "of Busan[1] · not known whether already then: the first source is of 4 November 2016" in before


def test_a_source_that_is_only_cited_speaks_for_an_office_where_none_is_quoted(indexed: MakeIndex) -> None:
    role = '[[person.role]]\ntitle = "Mayor"\nof = "aville"\nevidence = [{ source = "paper" }]\n'
    person = f'[[person]]\nid = "kim"\nname = "Kim"\n{role}'
    index = indexed(document(source("paper", published="2026-03-01"), city("aville"), person))
    index.day = TODAY
    assert "Mayor of Aville[1] · in office by a source of 1 March 2026" in text(index, "kim")


def test_what_is_copied_of_an_office_still_holds_on_another_day(shipped_today: Index) -> None:
    park, hong = shipped_today.record("park-bo-saeng"), shipped_today.record("hong-seong-hoa")
    assert park is not None
    assert hong is not None
    assert "(from 2006, until June 2018, ended)" in (markdown_copy(shipped_today, park).text or "")
    assert "not known whether in office on 25 November 2026" in (markdown_copy(shipped_today, hong).text or "")
    assert '"standing": "ended"' in (json_copy(shipped_today, park).text or "")


def test_an_office_that_ends_before_it_begins_is_said_to_be_impossible(folder: MakeFolder) -> None:
    role = '[[person.role]]\ntitle = "Mayor"\nof = "aville"\nfrom = "2018"\nuntil = "2006"\n'
    index = index_of(folder(document(city("aville"), f'[[person]]\nid = "kim"\nname = "Kim"\n{role}')))
    assert "2018 – 2006 · these dates contradict each other" in text(index, "kim")


# Figures.


def test_a_figure_that_has_grown_old_says_so_and_what_has_overtaken_it(shipped_today: Index) -> None:
    shown = text(shipped_today, "chengdu-ties-2016")
    assert "36 sister cities (as of October 2016) · 10 years old" in shown
    assert "overtaken by 36 sister cities of Chengdu abroad in July 2019. (July 2019)" in shown
    then = text(shipped_today.at(date(2017, 10, 31)), "chengdu-ties-2016")
    assert "years old" not in then
    assert "overtaken" not in then


@pytest.mark.parametrize(
    ("day", "stood"),
    [
        (date(2011, 12, 31), {"chengdu-ties-2011"}),
        (THEN, {"chengdu-ties-2011", "chengdu-ties-2015", "chengdu-ties-2016"}),
        (
            date(2019, 12, 31),
            {
                *("chengdu-ties-2011", "chengdu-ties-2015", "chengdu-ties-2016"),
                *("chengdu-sister-cities-2019", "chengdu-cooperation-cities-2019"),
            },
        ),
    ],
)
def test_chengdus_friends_were_counted_by_then_and_not_later(shipped_today: Index, day: date, stood: set[str]) -> None:
    then = shipped_today.at(day)
    found = {
        hit.record
        for hit in then.search("kind:figure cities").hits
        if "ties-2" in hit.record or "cities-2019" in hit.record
    }
    assert found == stood
    assert "dated later: not there yet" in text(then, "chengdu-ties-2025")


def test_a_figure_without_a_day_is_as_old_as_its_source(indexed: MakeIndex) -> None:
    value = {"value": 3, "unit": "friends"}
    index = indexed(
        document(source("paper", published="2016"), city("aville"), fact("count", "aville", kind="figure", value=value))
    )
    index.day = TODAY
    assert "3 friends · without a date, its source is 9 years old" in text(index, "count")


def test_another_unit_another_subject_or_an_overlapping_day_overtakes_nothing(indexed: MakeIndex) -> None:
    def figure(id: str, *about: str, unit: str = "friends", as_of: str = "2018") -> str:
        return fact(id, *about, kind="figure", value={"value": 3, "unit": unit, "as_of": as_of})

    index = indexed(
        document(
            *(source("paper"), city("aville"), city("btown")),
            figure("mine", "aville", as_of="2016"),
            *(figure("unit", "aville", unit="foes"), figure("subject", "aville", "btown")),
            figure("overlaps", "aville", as_of="2016-12"),
        )
    )
    assert "overtaken" not in text(index, "mine")
    assert "overtaken" not in text(index, "overlaps")


# Records and rows.


def test_the_ties_of_chengdu_grow_with_the_day(shipped_today: Index) -> None:
    def sister_cities(day: date) -> tuple[int, int]:
        groups = {group.kind: group for group in partner_groups(shipped_today.at(day), "chengdu", 99)}
        return groups["sister-city"].size, groups["sister-city"].undated

    # Of 34 sister cities three have a date: Kofu, Gimcheon, Daegu.
    days = [date(1984, 9, 26), date(1984, 9, 27), date(2000, 11, 7), date(2015, 11, 9), date(2015, 11, 10)]
    assert [sister_cities(day) for day in days] == [(31, 31), (32, 31), (33, 31), (33, 31), (34, 31)]


def test_a_city_says_what_of_it_is_not_shown_and_what_nobody_can_tell(shipped_today: Index) -> None:
    then = shipped_today.at(date(2011, 12, 31))
    shown = text(then, "chengdu")
    assert shown.startswith(f"As of 31 December 2011 · {later(then, 'chengdu')} records dated later are not shown\n")
    assert "Sister cities · 33, 31 without a date" in shown
    assert "41 ties have no date: nobody can tell whether they were there yet." in shown
    assert "may be later  1" in text(shipped_today.at(THEN), "gimcheon")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"date": "2017"}, " · dated later: not there yet"),
        ({"date": "2016"}, " · may be later: its date is 2016"),
        ({"date": "2016-10-20/2016-12-01"}, ""),
        ({}, " · without a date: nobody can tell whether it was there yet"),
    ],
)
def test_a_record_says_whether_it_was_there(indexed: MakeIndex, given: dict[str, str], words: str) -> None:
    index = indexed(
        document(source("paper"), city("aville"), city("btown"), agreement("tie", "aville", "btown", **given))
    )
    assert text(index.at(THEN), "tie").splitlines()[0] == f"As of 4 November 2016{words}"
    assert "As of" not in text(index, "tie")


def test_a_source_of_later_days_counts_for_earlier_ones(indexed: MakeIndex) -> None:
    index = indexed(
        document(
            source("paper", published="2020"),
            city("aville"),
            city("btown"),
            agreement("tie", "aville", "btown", date="2005"),
        )
    )
    then = index.at(THEN)
    assert "published later: what it tells of earlier days counts all the same" in text(then, "paper")
    assert "dated later" not in text(then, "tie")


def test_rows_say_what_is_doubtful_of_their_date_as_of_a_day_only(shipped_today: Index) -> None:
    then = shipped_today.at(THEN)
    assert record_label(then, "gimcheon-subang").right == "≤2017-10-12, may be later"
    assert record_label(shipped_today, "gimcheon-subang").right == "≤2017-10-12"
    assert record_label(then, "gimcheon-nanao").right == "no date"
    assert record_label(then, "chengdu-ties-2011").right == "2011-06"
    assert record_label(then, "gimcheon-subang", ASCII_SIGNS).right == "<=2017-10-12, may be later"


def test_a_group_says_from_when_it_is_looked_at(shipped_today: Index) -> None:
    page = group_page(shipped_today.at(THEN), ("~sources",), 80, TERMINAL)
    assert page.lines[0].plain == "As of 4 November 2016"


# What was expected.


def test_what_became_of_a_plan_was_not_known_before_it_had_come(shipped_today: Index) -> None:
    then = text(shipped_today.at(THEN), "chengdu-new-airport-plan")
    assert "→ What became of it was not known yet." in then
    assert "Opened as" not in then
    assert "1 on what became of it later, not shown" in then
    for known in (shipped_today, shipped_today.at(date(2021, 6, 27))):
        assert "What became of it: Opened as Chengdu Tianfu International Airport. (27 June 2021)" in text(
            known, "chengdu-new-airport-plan"
        )


def test_what_was_expected_says_when_nobody_knows_since_when(indexed: MakeIndex) -> None:
    index = indexed(
        document(source("wall"), city("aville"), fact("b", "aville", kind="plan", evidence=[{"source": "wall"}]))
    )
    assert "since when it was expected is not known" in text(index.at(THEN), "b")


def test_where_everything_is_later_it_says_so() -> None:
    page = nothing_then_page(date(1, 1, 1), 80, TERMINAL)
    assert "All that there is is dated later than 1 January 0001" in " ".join(line.plain for line in page.lines)


@pytest.mark.parametrize("width", [20, 31, 44, 80])
def test_pages_as_of_a_day_fit_their_width(shipped_today: Index, width: int) -> None:
    then = shipped_today.at(THEN)
    for id in ("chengdu", "park-bo-saeng", "chengdu-ties-2015", "chengdu-new-airport-plan", "xinhua-2025-04-17"):
        assert all(line.cell_len <= width for line in record_page(then, id, width, TERMINAL).lines)
