"""The ten matters on which other sources differ from the article that the shipped base started from.

The sources are those of other-sources.tsv, which lies beside the checkout in shared/seed: each row names the article's
facts it speaks about. What is expected here was decided by reading them, and each has its reason.
"""

import csv
from pathlib import Path
from typing import NamedTuple

import pytest

from tui.index.index import Index
from tui.records.contest import contradict, origins, torn
from tui.records.kinds import Fact, Figure
from tui.views.palette import TERMINAL
from tui.views.records import record_page
from tui.views.wording import short_value_words

TABLES = [parent / "shared" / "seed" / "other-sources.tsv" for parent in Path(__file__).resolve().parents]
TABLE = next((table for table in TABLES if table.is_file()), None)


class Matter(NamedTuple):
    """A contested field as it must come out: its values as rows have them, the number of sources and of origins."""

    record: str
    field: str
    values: tuple[str, ...]
    settled: bool
    sources: int
    origins: int


CONTESTED = {
    # Park and a newspaper say 1996, a list gives the day in 2000, three pages the year. Pressian tells the first
    # exchange from the formal agreement. Panda Tour copies the list, so six sources have five origins.
    "date of the tie": Matter("chengdu-gimcheon-sister-city", "date", ("2000-11-07", "2000", "1996"), True, 6, 5),
    # Three reports by one delegation, with three first or last days: a trip is contested where its ends are. They have
    # one origin, and nothing tells which of them is right.
    "dates of the trip": Matter(
        "chengdu-media-trip-2016",
        "date",
        ("20–26 October 2016", "19–26 October 2016", "20–27 October 2016"),
        False,
        3,
        1,
    ),
    # “During the event” in March, by the article; April, by a Korean newspaper. Nothing tells who is right.
    "date of the museum": Matter("gimcheon-museum-opening-2016", "date", ("2016-03", "2016-04"), False, 2, 2),
    # The paper counts Busan among the sister cities, and has its ambassador speak of cooperation: it contradicts
    # itself. Busan's own list has not even a friendship with Chengdu, which settles it.
    "status of Busan": Matter("busan-chengdu-cooperation", "kind", ("cooperation", "sister-city"), True, 1, 1),
    # “By 2025” against 2026 and December 2029, each of another plan; “by 2035” can hold together with all of them.
    "airport": Matter("busan-new-airport-opening-expected", "date", ("≤2025", "2026", "≤2035", "2029-12"), False, 4, 4),
    # “No direct flights yet” in November 2016, against eleven in the summer, which were charters: that settles it.
    "flights": Matter("busan-chengdu-charter-flights-2016", "value", ("11", "≥1", "0"), True, 3, 3),
    # The paper's own conversion against the sum at the central parity of its day. Which day the paper took is open.
    "dollars": Matter("zone-kip-fund-2016", "converted", ("74.8M USD", "74.06M USD"), False, 2, 2),
}


@pytest.mark.parametrize("matter", CONTESTED.values(), ids=CONTESTED)
def test_a_disagreement_is_found_with_its_values_its_origins_and_its_answer(shipped: Index, matter: Matter) -> None:
    (contest,) = [contest for contest in shipped.contests(matter.record) if contest.field == matter.field]
    assert tuple(short_value_words(claim.value) for claim in contest.claims) == matter.values
    assert bool(contest.settled) == matter.settled
    evidence = [item for claim in contest.claims for item in claim.evidence]
    assert (len(contest.sources), len(origins(evidence, shipped.source))) == (matter.sources, matter.origins)


def test_nothing_else_in_the_shipped_base_is_contested(shipped: Index) -> None:
    found = {(id, contest.field) for id in shipped.ids() for contest in shipped.contests(id)}
    assert found == {(matter.record, matter.field) for matter in CONTESTED.values()}
    hits = {hit.record for hit in shipped.search("is:contested").hits}
    assert hits == {matter.record for matter in CONTESTED.values()}


def test_only_the_article_contradicts_itself_and_only_on_busan(shipped: Index) -> None:
    found = {id: torn(contest) for id in shipped.ids() for contest in shipped.contests(id) if torn(contest)}
    assert found == {"busan-chengdu-cooperation": ("china-daily-2016-11-04",)}


def test_the_day_of_the_consulate_refines_its_year(shipped: Index) -> None:
    # 2005 and 26 February 2005 agree; a consulate general is a consulate, by a closer word.
    assert shipped.contests("south-korean-consulate-opening") == ()
    page = "\n".join(line.plain for line in record_page(shipped, "south-korean-consulate-opening", 100, TERMINAL).lines)
    assert "more closely 26 February 2005" in page


def figures(index: Index, *ids: str) -> list[Figure]:
    found = [index.record(id) for id in ids]
    return [record.value for record in found if isinstance(record, Fact) and record.value]


def test_the_numbers_of_friends_are_of_other_times_or_kinds_of_tie(shipped: Index) -> None:
    # 44 in 2011, 27 in 2015, 36 in 2016 and 2019, 64 in 2019, 244 in 2025: no two of them count one kind at one time.
    ids = ("ties-2011", "ties-2015", "ties-2016", "sister-cities-2019", "cooperation-cities-2019", "ties-2025")
    counts = figures(shipped, *(f"chengdu-{id}" for id in ids))
    assert [count.value for count in counts] == [44, 27, 36, 36, 64, 244]
    assert not any(contradict(a, b) for a in counts for b in counts)
    assert all(shipped.contests(f"chengdu-{id}") == () for id in ids)


def test_companies_in_the_city_and_in_its_province_are_no_disagreement(shipped: Index) -> None:
    ids = ("south-korean-companies-chengdu-2015", "south-korean-companies-sichuan-2015")
    city, province = figures(shipped, *ids)
    assert (city.value, province.value) == (179, 243)
    assert not contradict(city, province)
    # Each of the two differences is enough by itself: the area, and the time.
    assert city.as_of is not None
    assert province.as_of is not None
    assert city.as_of.earliest > province.as_of.latest
    assert [shipped.contests(id) for id in ids] == [(), ()]


@pytest.mark.skipif(TABLE is None, reason="shared/seed/other-sources.tsv is not beside this checkout")
def test_every_side_of_a_disagreement_rests_on_a_page_of_the_table(shipped: Index) -> None:
    assert TABLE is not None
    with TABLE.open(encoding="utf-8", newline="") as file:
        addresses = {row["address"].partition(" ")[0] for row in csv.DictReader(file, delimiter="\t")}
    assert len(addresses) > 30
    for matter in CONTESTED.values():
        for contest in shipped.contests(matter.record):
            sources = [shipped.source(id) for id in contest.sources]
            pages = {source.url.removeprefix("https://") for source in sources if source and source.url}
            assert pages
            assert pages <= addresses
