"""What the base makes of each of the 69 facts that were read out of the article: what it is, who says it, how sure.

The expected answers are ours, in the format's own words. The facts as they were read, with the places of their quotes,
lie beside the checkout, in shared/seed.
"""

import csv
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.loading.test_seed import ARTICLE, SEED, with_seed
from tests.made_up import MakeIndex, city, document, fact, source
from tui.index.index import Index
from tui.index.promises import promises
from tui.loading.base import read_lock
from tui.records.kinds import Agreement, Fact, Person, Record, Source, evidence_of, expected

HONG, PARK, ARTISTS = "hong-seong-hoa", "park-bo-saeng", "gimcheon-fine-arts-association"
HOPES = {"planned", "expected", "hoped", "promised"}


class Answer(NamedTuple):
    """The record that has a fact, its kind and modality, what of it is contested, who says it, if the paper does not.

    `contested` is a field with how it stands; None where other sources decide what there is to disagree about.
    """

    fact: str
    record: str
    kind: str
    modality: str = "asserted"
    contested: str | None = ""
    speaker: str = ""


METADATA = ("S01", "S03", "S67")
ANSWERS = [
    Answer("S01", ARTICLE, "article", ""),
    Answer("S02", "chengdu-exchange-centre-expected", "expectation", "expected"),
    Answer("S03", ARTICLE, "article", ""),
    Answer("S04", "chengdu-collaborative-hub", "statement"),
    Answer("S05", "chengdu-mega-city", "profile"),
    Answer("S06", "chengdu-exchange-centre-plan", "plan", "planned"),
    Answer("S07", "chengdu-exchange-centre-plan", "plan", "planned"),
    Answer("S08", "chengdu-media-trip-2016", "event", contested="date open"),
    Answer("S09", "chengdu-media-trip-2016", "event", contested="date open"),
    Answer("S10", "chengdu-sister-cities-japan-south-korea", "profile", "implied"),
    Answer("S11", HONG, "person", ""),
    Answer("S12", "hong-on-chengdu-innovation", "statement", speaker=HONG),
    Answer("S13", "hong-values-relationship", "statement", speaker=HONG),
    Answer("S14", "busan-chengdu-cooperation", "cooperation", "implied", "kind settled", HONG),
    Answer("S15", "busan-chengdu-hightech-2015", "cooperation"),
    Answer("S16", "busan-companies-in-hightech-zone", "figure"),
    Answer("S17", "hong-visit-hightech-zone-2016", "event"),
    Answer("S18", "innovation-fair-2016-held", "event"),
    Answer("S19", "innovation-fair-2016-platform", "profile"),
    Answer("S20", "hong-on-hightech-zone", "statement", speaker=HONG),
    Answer("S21", "hong-on-hightech-zone", "statement", speaker=HONG),
    Answer("S22", "hong-on-hightech-zone", "statement", speaker=HONG),
    Answer("S23", "hong-on-silk-road", "statement", speaker=HONG),
    Answer("S24", "hong-on-busan-port", "statement", speaker=HONG),
    Answer("S25", "hong-on-similar-opportunities", "statement", speaker=HONG),
    Answer("S26", "hong-on-deeper-ties", "statement", speaker=HONG),
    Answer("S27", "busan-new-airport-plan", "plan", "planned", speaker=HONG),
    Answer("S28", "chengdu-new-airport-plan", "plan", "implied", speaker=HONG),
    Answer("S29", "busan-new-airport-opening-expected", "expectation", "expected", None, HONG),
    Answer("S30", "busan-chengdu-direct-flights-expected", "expectation", "expected", None, HONG),
    Answer("S31", PARK, "person", ""),
    Answer("S32", "gimcheon-between-seoul-and-busan", "profile"),
    Answer("S33", "park-on-chengdu-growth", "statement", speaker=PARK),
    Answer("S34", "chengdu-gimcheon-sister-city", "sister-city", contested="date settled", speaker=PARK),
    Answer("S35", "park-on-circle-of-friends", "statement", contested=None, speaker=PARK),
    Answer("S36", "park-on-exchanges", "statement", speaker=PARK),
    Answer("S37", "chengdu-gimcheon-yearly-exchanges", "figure", speaker=PARK),
    Answer("S38", "chengdu-gimcheon-cultural-activities", "figure", speaker=PARK),
    Answer("S39", "park-honorary-citizen", "event"),
    Answer("S40", "park-on-honour", "statement", speaker=PARK),
    Answer("S41", "park-promise", "plan", "promised", speaker=PARK),
    Answer("S42", "gimcheon-artists-visit-2016-11", "plan", "planned", speaker=ARTISTS),
    Answer("S43", "gimcheon-artists-earlier-visit", "event", "implied", speaker=ARTISTS),
    Answer("S44", ARTISTS, "association", ""),
    Answer("S45", "pottery-symposium-2016", "event"),
    Answer("S46", "mingyue-village", "village", ""),
    Answer("S47", "pujiang", "county", ""),
    Answer("S48", "ceramic-arts-exchange-2016", "exchange"),
    Answer("S49", "ceramic-arts-exchange-2016", "exchange"),
    Answer("S50", "ceramic-arts-exchange-2016", "exchange"),
    Answer("S51", "mingyue-ceramic-society", "association", ""),
    Answer("S52", "gimcheon-museum-opening-2016", "event", contested="date open"),
    Answer("S53", "south-korean-consulate-opening", "event", contested=None),
    Answer("S54", "south-korea-ties-deepened", "statement"),
    Answer("S55", "south-korean-companies-chengdu-2015", "figure"),
    Answer("S56", "china-south-korea-park-2015", "establishment"),
    Answer("S57", "park-landmark-hoped", "expectation", "hoped"),
    Answer("S58", "park-landmark-hoped", "expectation", "hoped"),
    Answer("S59", "park-at-jingrong-plaza", "event"),
    Answer("S60", "zone-kip-park-2016", "cooperation"),
    Answer("S61", "korea-investment-partners", "company", ""),
    Answer("S62", "korea-investment-partners", "company", ""),
    Answer("S63", "zone-kip-fund-2016", "investment", contested=None),
    Answer("S64", "zone-kip-fund-2016", "investment", contested=None),
    Answer("S65", "zone-kip-fund-2016", "investment", contested=None),
    Answer("S66", "sister-city-forum-2016", "event"),
    Answer("S67", ARTICLE, "article", ""),
    Answer("S68", "park-interview-2016", "event"),
    Answer("S69", "ceramic-arts-exchange-2016", "exchange"),
]
QUOTED = [answer for answer in ANSWERS if answer.fact not in METADATA]


def by_fact(answer: Answer) -> str:
    return answer.fact


def record_of(index: Index, answer: Answer) -> Record:
    record = index.record(answer.record)
    assert record is not None, answer.record
    return record


def speaker_of(record: Record) -> str:
    """Who says what a record tells: its speaker, else whom its evidence from the article quotes."""
    if isinstance(record, Fact) and record.speaker:
        return record.speaker
    said = [item.speaker for item in evidence_of(record) if item.source == ARTICLE and item.speaker]
    return said[0] if said else ""


def contested_of(index: Index, id: str) -> str:
    """The contested fields of a record, each with how it stands."""
    found = [f"{contest.field} {'settled' if contest.settled else 'open'}" for contest in index.contests(id)]
    return ", ".join(found)


def test_each_of_the_69_facts_has_one_answer() -> None:
    assert [answer.fact for answer in ANSWERS] == [f"S{n:02}" for n in range(1, 70)]


@pytest.mark.parametrize("answer", ANSWERS, ids=by_fact)
def test_each_fact_of_the_article_is_of_its_kind_and_said_by_whom_it_was(shipped: Index, answer: Answer) -> None:
    record = record_of(shipped, answer)
    kind = "person" if isinstance(record, Person) else record.kind
    modality = record.modality if isinstance(record, (Agreement, Fact)) else ""
    assert (kind, modality, speaker_of(record)) == (answer.kind, answer.modality, answer.speaker)


@pytest.mark.parametrize("answer", [one for one in ANSWERS if one.contested is not None], ids=by_fact)
def test_each_fact_of_the_article_is_contested_or_not(shipped: Index, answer: Answer) -> None:
    assert contested_of(shipped, answer.record) == answer.contested


@pytest.mark.parametrize("answer", QUOTED, ids=by_fact)
def test_each_fact_of_the_article_rests_on_its_words_and_they_are_verified(shipped: Index, answer: Answer) -> None:
    record = record_of(shipped, answer)
    states = [
        checked.state
        for item, checked in zip(evidence_of(record), shipped.verifications(record), strict=True)
        if item.source == ARTICLE and item.quote
    ]
    assert states
    assert set(states) == {"exact"}


def test_what_was_expected_stands_among_plans_and_hopes_and_nothing_else_does(shipped: Index) -> None:
    told = {answer.record for answer in ANSWERS if answer.modality in HOPES or answer.kind in ("plan", "expectation")}
    listed = set(shipped.ids_of(promise.n for promise in promises(shipped)))
    among = {answer.record for answer in ANSWERS} & listed
    assert among == told
    for answer in ANSWERS:
        record = record_of(shipped, answer)
        if isinstance(record, (Agreement, Fact)):
            assert expected(record) == (answer.record in told)
            path = shipped.place(answer.record)
            assert path is not None
            assert ("~plans" in path) == (answer.record in told)


def test_the_article_itself_is_a_source_and_its_byline_no_person(shipped: Index) -> None:
    article = shipped.source(ARTICLE)
    assert isinstance(article, Source)
    assert article.published is not None
    assert (article.publisher, article.byline, article.published.text) == (
        "China Daily",
        "Zhuan Ti",
        "2016-11-04T15:12:00",
    )
    assert article.note is not None
    assert "chengdu20160129" in article.note
    assert "Peng Chao" in article.note
    people = [record.name for id in shipped.ids() if isinstance(record := shipped.record(id), Person)]
    assert not any("zhuan" in name.casefold() for name in people)


# What the words of the article do not say, and a reader would get wrong.


def test_a_vague_number_is_none_and_a_lower_bound_is_no_number(shipped: Index) -> None:
    vague, at_least = (shipped.record(id) for id in (QUOTED_VAGUE, QUOTED_AT_LEAST))
    assert isinstance(vague, Fact)
    assert isinstance(at_least, Fact)
    assert vague.value is not None
    assert at_least.value is not None
    assert (vague.value.value, vague.value.at_least) == (None, None)
    assert (at_least.value.value, at_least.value.at_least) == (None, 4)


QUOTED_VAGUE, QUOTED_AT_LEAST = "busan-companies-in-hightech-zone", "chengdu-gimcheon-yearly-exchanges"


@pytest.mark.parametrize(
    ("id", "date"),
    [
        ("chengdu-media-trip-2016", "2016-10-20/2016-10-26"),
        ("busan-chengdu-hightech-2015", "2015-12~"),
        ("hong-visit-hightech-zone-2016", "2016-06"),
        ("busan-new-airport-opening-expected", "[2016..2025]"),
        ("busan-chengdu-direct-flights-expected", "[2016..2025]"),
        ("park-honorary-citizen", "2016-06"),
        ("gimcheon-artists-visit-2016-11", "2016-11"),
        ("gimcheon-artists-earlier-visit", "[..2016-11-04]"),
        ("pottery-symposium-2016", "2016-03"),
        ("ceramic-arts-exchange-2016", "2016-03?"),
        ("gimcheon-museum-opening-2016", "2016-03"),
        ("south-korean-companies-chengdu-2015", "2015-12-31"),
        ("china-south-korea-park-2015", "2015-10"),
        ("zone-kip-park-2016", "2016-04"),
        ("zone-kip-fund-2016", "2016-04?"),
    ],
)
def test_a_date_that_is_told_from_the_day_of_the_article_is_worked_out_from_it(
    shipped: Index, id: str, date: str
) -> None:
    record = shipped.record(id)
    assert isinstance(record, (Agreement, Fact))
    assert record.date is not None
    assert record.date.text == date


@pytest.mark.parametrize(
    ("id", "parties"),
    [
        ("busan-chengdu-hightech-2015", {"busan", "chengdu-hightech-zone"}),  # “the city”
        ("hong-on-similar-opportunities", {"busan", "chengdu"}),  # “the two cities”, further up
        ("chengdu-gimcheon-yearly-exchanges", {"chengdu", "gimcheon"}),  # “the two cities”, further down
        ("zone-kip-fund-2016", {"chengdu-hightech-zone", "korea-investment-partners"}),  # “the two sides”
    ],
)
def test_words_that_only_point_at_somebody_are_understood(shipped: Index, id: str, parties: set[str]) -> None:
    record = shipped.record(id)
    assert isinstance(record, (Agreement, Fact))
    assert set(record.parties if isinstance(record, Agreement) else record.about) == parties


# The article beside the checkout.


@with_seed
def test_every_fact_that_was_read_out_of_the_article_is_quoted_where_it_stands(shipped: Index) -> None:
    assert SEED is not None
    with (SEED / "facts.tsv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file, delimiter="\t")}
    assert set(rows) == {answer.fact for answer in ANSWERS}
    lost = [answer.fact for answer in QUOTED if not is_backed(shipped, answer, rows[answer.fact])]
    assert lost == []


def is_backed(index: Index, answer: Answer, row: dict[str, str]) -> bool:
    """Whether a quote of the record shares half of its words, or half of the row's, with what was read there."""
    lock = read_lock(Path(index.name), [])
    start, end = int(row["offset"]), int(row["offset"]) + len(row["quote"])
    for item in evidence_of(record_of(index, answer)):
        found = lock.row(answer.record, item) if item.source == ARTICLE and item.quote else None
        if found and item.quote:
            shared = min(end, found.offset + len(item.quote)) - max(start, found.offset)
            if 2 * shared >= min(end - start, len(item.quote)):
                return True
    return False


# The same questions of a base of our own, which is always there.


def test_what_is_hoped_said_or_doubted_in_a_made_up_base_is_told_apart(indexed: MakeIndex) -> None:
    index = indexed(
        document(
            source(),
            source("other"),
            city("aville"),
            fact("hope", "aville", kind="expectation", modality="hoped", date="2016/.."),
            fact("deed", "aville", date="1996", evidence=[{"source": "paper"}, DOUBT]),
            fact("talk", "aville", kind="statement", evidence=[{"source": "paper", "speaker": "aville"}]),
        )
    )
    answers = {id: record_of(index, Answer("", id, "")) for id in ("hope", "deed", "talk")}
    assert [expected(record) for record in answers.values() if isinstance(record, Fact)] == [True, False, False]
    assert [contested_of(index, id) for id in answers] == ["", "date open", ""]
    assert index.ids_of(promise.n for promise in promises(index)) == ["hope"]


DOUBT = {"source": "other", "says": {"date": "2000"}}


def test_an_answer_that_is_not_the_bases_is_noticed(shipped: Index) -> None:
    wrong = Answer("S57", "park-at-jingrong-plaza", "event")
    assert not is_backed(shipped, wrong, {"offset": "3688", "quote": "It is hoped that the park will become"})
    assert speaker_of(record_of(shipped, wrong)) != PARK
