"""Search: what a reader types leads to the record that is meant."""

import functools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.made_up import MakeIndex, agreement, city, document, fact, partner, source, table
from tests.record_strings import leaves
from tui.index.index import Index
from tui.index.query import MAX_QUERY
from tui.records.folding import fold
from tui.records.kinds import City, Partner, Person, names_of, title_of


def hits(index: Index, query: str) -> list[str]:
    return [hit.record for hit in index.search(query).hits]


# The base that comes with Ties


@pytest.mark.parametrize(
    ("query", "record"),
    [
        ("Park", "park-bo-saeng"),
        ("김천", "gimcheon"),
        ("金泉", "gimcheon"),
        ("Kimch'on", "gimcheon"),
        ("500 million", "zone-kip-fund-2016"),
        ("74.8", "zone-kip-fund-2016"),
        ("2005", "south-korean-consulate-opening"),
        ("pottery", "pottery-symposium-2016"),
        ("KOFU", "kofu"),
        ("honorary citizen", "park-honorary-citizen"),
        ("179 companies", "south-korean-companies-chengdu-2015"),
    ],
)
def test_what_a_reader_of_the_shipped_base_types_leads_to_the_record_first(
    shipped: Index, query: str, record: str
) -> None:
    assert hits(shipped, query)[:1] == [record]


def test_every_shipped_record_is_found_by_its_whole_title(shipped: Index) -> None:
    for id in shipped.ids():
        record = shipped.record(id)
        assert record is not None
        assert id in hits(shipped, title_of(record))


def test_every_shipped_city_partner_and_person_is_found_by_each_of_its_names(shipped: Index) -> None:
    for id in shipped.ids():
        record = shipped.record(id)
        if isinstance(record, City | Partner | Person):
            for name in (*record.aliases, *(name for _, name in names_of(record))):
                assert id in hits(shipped, name)


def test_a_whole_name_leads_to_whom_it_names_before_any_other(shipped: Index) -> None:
    named: dict[str, set[str]] = {}
    for id in shipped.ids():
        record = shipped.record(id)
        if isinstance(record, City | Partner | Person):
            for name in (record.name, *record.aliases, *(name for _, name in names_of(record))):
                named.setdefault(fold(name), set()).add(id)
    assert {name: hits(shipped, name)[0] for name, ids in named.items() if hits(shipped, name)[0] not in ids} == {}


# What is no text of a record but a word of the format, a code, or the id of another record, whose title counts.
NO_TEXT = {"kind", "modality", "language", "country", "currency", "sha256", "ids", "names", "for", "prefix", "suffix"}
REFERENCES = {"source", "speaker", "of", "within", "city", "part_of", "parties", "about", "origin"}


def test_every_shipped_record_is_found_by_each_text_in_it(shipped: Index) -> None:
    found = functools.cache(lambda text: frozenset(hits(shipped, text)))
    lost = {
        (id, ".".join(path), text)
        for id in shipped.ids()
        for path, text in leaves(shipped.record(id))
        if isinstance(text, str) and path[-1] not in NO_TEXT | REFERENCES
        if len(text) <= MAX_QUERY and id not in found(text)
    }
    assert lost == set()


def test_a_record_is_found_by_a_date_that_one_source_gives_for_it(shipped: Index) -> None:
    assert "south-korean-consulate-opening" in hits(shipped, "26 February 2005")


def test_every_shipped_record_is_found_by_its_id(shipped: Index) -> None:
    assert [id for id in shipped.ids() if id not in hits(shipped, id)] == []


@settings(max_examples=500)
@given(st.text(st.characters(exclude_categories=())), st.integers(0, 30))
def test_any_string_is_answered(shipped: Index, query: str, limit: int) -> None:
    found = shipped.search(query, limit)
    assert len(found.hits) == min(found.total, limit)
    assert all(shipped.record(hit.record) for hit in found.hits)
    assert len({hit.record for hit in found.hits}) == len(found.hits)


@pytest.mark.parametrize("query", ["", " \n\t", "\u3000", "\x00"])
def test_a_query_without_a_word_finds_nothing(shipped: Index, query: str) -> None:
    found = shipped.search(query)
    assert (found.total, found.hits) == (0, [])


@pytest.mark.parametrize(
    "query", ["y.* ville", "y% ville", 'y" ville', "(y ville", "y\\ ville", "[y] ville", "y* ville*"]
)
def test_signs_among_words_neither_help_nor_hinder(indexed: MakeIndex, query: str) -> None:
    index = indexed(document(city("aville", name="X ville"), city("bville", name="Y ville")))
    assert hits(index, query) == ["bville"]


@pytest.mark.parametrize("query", ["x OR y", "NOT y", "NEAR(y"])
def test_the_words_of_other_query_languages_are_words(indexed: MakeIndex, query: str) -> None:
    assert hits(indexed(document(city("aville", name="X"), city("bville", name="Y"))), query) == []


def test_a_byte_that_is_no_text_finds_no_question_mark(indexed: MakeIndex) -> None:
    assert hits(indexed(document(city("aville", name="Really?"))), "\udcff") == []


def test_of_a_very_long_query_the_beginning_counts(indexed: MakeIndex) -> None:
    index = indexed(document(city("aville", name="a" * (MAX_QUERY + 10))))
    assert hits(index, "a" * 100_000) == ["aville"]


# How hits are ordered


def test_every_word_must_be_in_the_record_but_they_may_stand_apart(indexed: MakeIndex) -> None:
    records = [fact("one", "c", text="The bridge was opened.", note="In May."), fact("two", "c", text="The bridge.")]
    index = indexed(document(source(), city("c"), *records))
    assert hits(index, "may BRIDGE") == ["one"]


def test_names_come_before_text_text_before_quotes_and_quotes_before_what_stands_around(indexed: MakeIndex) -> None:
    evidence = [{"source": "paper", "quote": "a harbour"}]
    records = [
        fact("noted", "c", note="By the harbour."),
        fact("quoted", "c", evidence=evidence),
        fact("told", "c", text="The harbour."),
        city("second", name="New Harbour"),
        city("first", name="Harbour"),
    ]
    index = indexed(document(source(), city("c"), *records))
    found = index.search("harbour").hits
    assert [hit.record for hit in found] == ["first", "second", "told", "quoted", "noted"]
    assert [hit.field for hit in found] == ["name", "name", "text", "quote", "context"]


def test_of_equal_hits_cities_and_people_come_first_and_sources_last(indexed: MakeIndex) -> None:
    records = [
        source("s", title="Lark"),
        partner("p", name="Lark"),
        agreement("a", "c", "p", title="Lark"),
        table("person", id="h", name="Lark"),
        city("c", name="Lark"),
    ]
    assert hits(indexed(document(source(), *records)), "lark") == ["c", "h", "p", "a", "s"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("yuan", True),
        ("5,000,000 CNY", True),
        ("12 May 2005", True),
        ("2005-05-12", True),
        ("last spring", True),
        ("friendship", True),
        ("Kim", True),
        ("it says so", True),
        ("두 도시", True),
        ("two towns", True),
        ("answered", True),
        ("cooking", True),
        ("sister", False),
    ],
)
def test_all_that_is_said_of_an_agreement_is_searched(indexed: MakeIndex, query: str, found: bool) -> None:
    evidence = [
        {"source": "paper", "quote": "두 도시", "translation": "two towns", "note": "it says so"},
        {"source": "paper", "says": {"date": "1996"}, "settled": "answered"},
    ]
    tie = agreement(
        "tie",
        "kim",
        "c",
        kind="friendship-city",
        date="2005-05-12",
        date_wording="last spring",
        amount={"value": 5_000_000, "currency": "CNY", "wording": "five million yuan"},
        aims=["Cooking together"],
        evidence=evidence,
    )
    index = indexed(document(source(), city("c"), table("person", id="kim", name="Kim"), tie))
    assert ("tie" in hits(index, query)) == found


def test_the_number_of_hits_is_told_even_where_few_are_shown(indexed: MakeIndex) -> None:
    index = indexed(document(*(city(f"c{n}", name=f"Same {n}") for n in range(30))))
    found = index.search("same", 3)
    assert (found.total, [hit.record for hit in found.hits]) == (30, ["c0", "c1", "c2"])


# Spellings of names


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ({"name": "Göteborg"}, "göteborg goteborg goeteborg Gøteborg"),
        ({"name": "Weißbruch"}, "weißbruch weissbruch weisbruch"),
        ({"name": "Weißbrüau"}, "Weissbrüau Weissbrueau Weisbruau"),
        ({"name": "Hsinchu", "names": {"zh-Hant": "新竹"}}, "Hsinchu Xinzhu 新竹"),
        ({"name": "Taichung", "names": {"zh-Hant": "台中"}}, "Taichung Taizhong 台中"),
        ({"name": "Toyota", "names": {"ja": "豊田市"}}, "Toyota Fengtian 豊田"),
        ({"name": "Yokohama", "names": {"ja": "横浜市"}}, "Yokohama Hengbin"),
        ({"name": "Nagasaki", "names": {"ja": "長崎市"}}, "Nagasaki Changqi"),
    ],
)
def test_a_city_is_found_by_the_spellings_of_its_name(indexed: MakeIndex, name: dict[str, object], typed: str) -> None:
    index = indexed(document(source(), city("aville"), city("wanted", **name)))
    for query in typed.split():
        assert hits(index, query)[:1] == ["wanted"], query
