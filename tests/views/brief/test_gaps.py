"""What no source covers, and what was not known by a day."""

import datetime

from tests.made_up import MakeFolder, agreement, city, fact
from tests.views.brief.taken_apart import brief_of, flat, gaps_of, made_up, pages, taken_apart
from tui.index.index import Index
from tui.views.brief.statements import Part


def test_what_was_not_known_by_a_day_is_not_told(shipped: Index) -> None:
    brief = brief_of(shipped, "gimcheon", "chengdu", 400, until="2016-12-31")
    text = flat(" ".join(pages(shipped, brief, 400)))
    assert "mayor of Gimcheon since 2006; no end is recorded" in text
    assert "2018" not in text
    assert "settled: " not in text
    for id in brief.sources:
        published = shipped.source(id)
        assert published is None or not published.published or published.published.earliest.year <= 2016


def test_a_city_with_nothing_but_listings_has_a_short_and_honest_brief(shipped: Index) -> None:
    lines = pages(shipped, brief_of(shipped, "nanao"))
    printed = taken_apart(lines)
    assert [statement for _, statement in printed.statements] == [
        "Nanao: 七尾市 (Japanese); city in Japan [base]",
        "Only listed, as a tie of unknown kind, in lists of the ties of Gimcheon: Gimcheon [1]",
        "No list of the ties of Nanao has any of these [—]",
        "Nothing is recorded of Nanao but its ties [—]",
        "Who holds an office in Nanao, no source here says [—]",
        "Nothing here has a date [—]",
        "All of it rests on one origin alone, and on no quote [—]",
    ]
    assert list(printed.sources) == [1]
    assert len(lines) < 25


def test_a_city_without_a_tie_says_so(folder: MakeFolder) -> None:
    index = made_up(folder, city("alone"))
    statements = [statement for _, statement in taken_apart(pages(index, brief_of(index, "alone"))).statements]
    assert statements[:2] == ["Alone; city in KR [base]", "No source here has a tie of Alone [—]"]
    pair = [statement for _, statement in taken_apart(pages(index, brief_of(index, "alone", "aville"))).statements]
    assert "No source here has a tie between Alone and Aville [—]" in pair


def test_a_base_as_of_a_day_has_the_brief_until_that_day(shipped: Index) -> None:
    then = shipped.at(datetime.date(2016, 12, 31))
    assert pages(then, brief_of(then, "gimcheon", "chengdu")) == pages(
        shipped, brief_of(shipped, "gimcheon", "chengdu", until="2016-12-31")
    )


def test_a_figure_of_a_day_and_what_lasts_are_dated(folder: MakeFolder) -> None:
    visitors = fact(
        "visitors",
        "aville",
        "btown",
        kind="figure",
        text="Visitors.",
        value={"value": 7, "unit": "guests", "as_of": "2019"},
    )
    assert any("Nothing after 2019" in words for words in gaps_of(made_up(folder, visitors)))


def test_what_goes_on_is_not_called_undated_or_over(folder: MakeFolder) -> None:
    gaps = gaps_of(made_up(folder, agreement("deal", "aville", "btown", kind="exchange", date="1996/..")))
    assert not any("has a date" in words or "Nothing after" in words for words in gaps)


def test_nothing_is_after_the_end_of_what_lasted(folder: MakeFolder) -> None:
    long = agreement("long", "aville", "btown", kind="exchange", date="2001/2012")
    short = agreement("short", "aville", "btown", kind="exchange", date="2005")
    assert any("Nothing after 2001–2012" in words for words in gaps_of(made_up(folder, long, short)))


def test_a_brief_by_a_day_before_everything_knows_of_nobody_and_nothing(shipped: Index) -> None:
    brief = brief_of(shipped, "gimcheon", "chengdu", until="0001-12-31")
    lines = pages(shipped, brief)
    assert lines[0].endswith("known by 31 December 0001")
    assert {statement.part for statement in brief.statements} == {Part.NAMES, Part.GAPS}
    text = flat(" ".join(lines))
    assert "Who holds an office in Chengdu, no source here says" in text
    assert "Nothing here has a date" in text
    assert "Tang" not in text
    assert brief.sources == ()
