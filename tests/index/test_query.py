"""The query language: whatever is typed is a query, and means what it looks like."""

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import get_args

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tui.index.query import (
    CHOICES,
    FIELDS,
    MAX_QUERY,
    Choice,
    Days,
    Named,
    Phrase,
    Query,
    Term,
    Word,
    fts_excluded,
    fts_expression,
    highlights,
    parse,
    snippet,
)
from tui.records import kinds
from tui.records.folding import indexed, romanised, tokens

ANY = st.text(st.characters(exclude_categories=()))
# Queries are made of these far more often than of chance characters.
TYPED = st.lists(
    st.sampled_from(
        [
            *' "-:.*()^+{},',
            "city:",
            "is:",
            "year:",
            "..",
            "20",
            "16",
            "-",
            "NEAR",
            "AND",
            "OR",
            "NOT",
            "a",
            "b",
            "김천",
            "\0",
        ]
    )
    | ANY
).map("".join)


def words(*texts: str) -> tuple[Term, ...]:
    """Whole words, and the last one as the beginning of a word."""
    return tuple(Word(tuple(text.split()), prefix=text is texts[-1]) for text in texts)


# Words and phrases


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("lodz", words("lodz")),
        ("Łódź", words("lodz")),
        ("ＢＵＳＡＮ", words("busan")),
        ("성", words("성")),
        ("成都", words("成 都")),
        ("김천", words("김 천")),
        ("김천 busan", words("김 천", "busan")),
        ("dongjing", words("dongjing")),
        ("co-operation", words("co operation")),
        ("O'Brien", words("o brien")),
        ("U.S. dollar", words("u s", "dollar")),
        ("high-tech zone 2015", words("high tech", "zone", "2015")),
        ("busan ", words("busan")),
        ("busan (", words("busan")),
        ("busan busan bu", words("busan", "bu")),
        ("500,000,000 yuan", words("500000000", "yuan")),
        ("500,0", words("5000")),
        ("500,000,0", words("5000000")),
        ("1,5 million", words("1 5", "million")),
        ("NEAR(", words("near")),
        ("a AND b", words("a", "and", "b")),
        ("10:30", words("10 30")),
        ("http://a.b", words("http a b")),
        ("note:", words("note")),
        ("a\0b", words("a b")),
        ("a\nb　c", words("a", "b", "c")),
        ('"sister city"', (Phrase(("sister", "city")),)),
        ("“sister city”", (Phrase(("sister", "city")),)),
        ('"sister ci', (Phrase(("sister", "ci"), prefix=True),)),
        ('"sister city" bu', (Phrase(("sister", "city")), *words("bu"))),
        ('big "city', (*words("big", "")[:1], Phrase(("city",), prefix=True))),
        ('5"disk', words("5 disk")),
    ],
)
def test_words_and_phrases(text: str, terms: tuple[Term, ...]) -> None:
    assert parse(text) == Query(terms)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "\t\n\u3000",
        "*",
        "(" * 1000,
        ")",
        '"',
        '""',
        "-",
        "--",
        '-"',
        "\0",
        "\ud800",
        "…!?",
        "city:",
        "-year:",
        "year:..",
        "by:*",
    ],
)
def test_what_says_nothing_asks_for_nothing(text: str) -> None:
    assert parse(text) == Query()


# Negation


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("-budapest", Word(("budapest",), negated=True)),
        ("－budapest", Word(("budapest",), negated=True)),
        ("-co-operation", Word(("co", "operation"), negated=True)),
        ('-"sister city"', Phrase(("sister", "city"), negated=True)),
        ('-"sister ci', Phrase(("sister", "ci"), negated=True)),
        ("-city:kofu", Named("city", "kofu", ("kofu",), negated=True)),
        ("-is:contested", Choice("is", ("contested",), negated=True)),
        ("-year:2015", Days(date(2015, 1, 1), date(2015, 12, 31), negated=True)),
    ],
)
def test_a_minus_sign_negates_what_follows_and_nothing_negated_is_a_beginning(text: str, term: Term) -> None:
    assert parse(text) == Query((term,))


def test_the_word_before_a_negated_one_is_whole() -> None:
    assert parse("bus -air").terms == (Word(("bus",)), Word(("air",), negated=True))


def test_a_half_typed_negated_choice_excludes_nothing_yet() -> None:
    assert parse("-is:con") == Query()


# Fields


@pytest.mark.parametrize("field", ["city", "partner", "person", "by", "source", "country"])
def test_a_field_takes_a_word_an_id_or_a_phrase(field: str) -> None:
    assert parse(f"{field}:Łódź x").terms[0] == Named(field, "Łódź", ("lodz",))
    assert parse(f"{field}:park-bo-saeng x").terms[0] == Named(field, "park-bo-saeng", ("park", "bo", "saeng"))
    assert parse(f'{field}:"air busan"').terms == (Named(field, "air busan", ("air", "busan")),)
    assert parse(f"{field.upper()}:kofu x").terms[0] == Named(field, "kofu", ("kofu",))


def test_a_field_typed_last_may_be_half_a_word() -> None:
    assert parse("city:gim").terms == (Named("city", "gim", ("gim",), prefix=True),)
    assert parse('city:"air bu').terms == (Named("city", "air bu", ("air", "bu"), prefix=True),)
    assert parse("city：김").terms == (Named("city", "김", ("김",), prefix=True),)


@pytest.mark.parametrize(("field", "value"), [(field, value) for field in CHOICES for value in CHOICES[field]])
def test_every_choice_can_be_asked_for(field: str, value: str) -> None:
    assert parse(f"{field}:{value} x").terms[0] == Choice(field, (value,))


def test_half_a_choice_typed_last_is_any_that_begins_so() -> None:
    assert parse("is:con") == Query((Choice("is", ("contested",)),))
    assert parse("is:s") == Query((Choice("is", ("settled", "single-origin")),))
    assert parse('is:"single origin"') == Query((Choice("is", ("single-origin",)),))


def test_kinds_are_those_of_the_format() -> None:
    literals = (kinds.CityKind, kinds.PartnerKind, kinds.AgreementKind, kinds.FactKind, kinds.SourceKind)
    assert set(CHOICES["kind"]) == {*kinds.KINDS, *(kind for literal in literals for kind in get_args(literal))}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("year:2015", "2015-01-01", "2015-12-31"),
        ("year:2015..2016", "2015-01-01", "2016-12-31"),
        ("year:2016..2015", "2015-01-01", "2016-12-31"),
        ("year:..1999", "0001-01-01", "1999-12-31"),
        ("year:2015..", "2015-01-01", "9999-12-31"),
        ("year:201X", "2010-01-01", "2019-12-31"),
        ("year:２０１５", "2015-01-01", "2015-12-31"),
        ("date:2016-06", "2016-06-01", "2016-06-30"),
        ("date:2016-06-25", "2016-06-25", "2016-06-25"),
        ("date:2016-06..2016-08-15", "2016-06-01", "2016-08-15"),
        ("date:2015-12~", "2015-12-01", "2015-12-31"),
        ("date:2015/2016", "2015-01-01", "2016-12-31"),
        ("date:[2016..2018]", "2016-01-01", "2018-12-31"),
        ('date:"[2016, 2018]"', "2016-01-01", "2018-12-31"),
        ("year:2", "2000-01-01", "2999-12-31"),
        ("year:20", "2000-01-01", "2099-12-31"),
        ("year:201", "2010-01-01", "2019-12-31"),
        ("year:0", "0001-01-01", "0999-12-31"),
        ("year:2015.", "2015-01-01", "2015-12-31"),
        ("year:2015..20", "2015-01-01", "2099-12-31"),
        ("date:2016-", "2016-01-01", "2016-12-31"),
        ("date:2016-0", "2016-01-01", "2016-12-31"),
        ("date:2016-06-2", "2016-06-01", "2016-06-30"),
    ],
)
def test_dates_are_read_into_days_even_half_typed(text: str, first: str, last: str) -> None:
    assert parse(text) == Query((Days(date.fromisoformat(first), date.fromisoformat(last)),))


# Hints


@pytest.mark.parametrize(
    ("text", "terms", "hint"),
    [
        ("contry:KR", words("contry kr"), "no field contry: did you mean country:?"),
        ("Yaer:2015", words("yaer 2015"), "no field yaer: did you mean year:?"),
        ('-ctiy:"air busan"', (Phrase(("ctiy", "air", "busan"), negated=True),), "no field ctiy: did you mean city:?"),
        ("is:contestd", words("is contestd"), "no is:contestd: did you mean is:contested?"),
        ("has:amuont", words("has amuont"), "no has:amuont: did you mean has:amount?"),
        ("has:zzz", words("has zzz"), "no has:zzz: there are amount, quote"),
        ("kind:evnet", words("kind evnet"), "no kind:evnet: did you mean kind:event?"),
        ("has:", (), "has: takes amount, quote"),
        ("year:abc", words("year abc"), "year: takes a date such as 2015, 2015..2016, ..1999 or 2016-06"),
        ("year:2015..x", words("year 2015 x"), "year: takes a date such as 2015, 2015..2016, ..1999 or 2016-06"),
        ("date:2016-13", words("date 2016 13"), "date: takes a date such as 2015, 2015..2016, ..1999 or 2016-06"),
    ],
)
def test_syntax_that_cannot_be_read_is_words_with_a_hint(text: str, terms: tuple[Term, ...], hint: str) -> None:
    assert parse(text) == Query(terms, (hint,))


def test_a_field_that_is_like_no_other_gets_all_of_them() -> None:
    assert parse("zzz:x").hints == (
        "no field zzz: there are city: partner: person: by: source: country: year: date: is: has: kind:",
    )


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=40), st.sampled_from(["x", '"a b"', "김"]))
def test_every_unknown_field_gets_a_hint_and_is_words(field: str, value: str) -> None:
    assume(field not in FIELDS)
    query = parse(f"{field}:{value}")
    assert len(query.hints) == 1
    assert isinstance(query.terms[0], Word | Phrase)


@settings(max_examples=1000)
@given(TYPED | st.builds("{}:{}".format, st.sampled_from([*FIELDS, "zz"]), ANY))
@example("is:\ue000\U000fffff")
def test_hints_are_one_printable_line(text: str) -> None:
    assert all(hint.isprintable() and len(hint) < 200 for hint in parse(text).hints)


# Any text


@settings(max_examples=2000)
@given(ANY | TYPED)
def test_any_text_is_a_query_and_always_the_same(text: str) -> None:
    query = parse(text)
    assert query == parse(text)
    assert len(set(query.terms)) == len(query.terms) <= MAX_QUERY
    for term in query.terms:
        if isinstance(term, Word | Phrase | Named):
            assert term.tokens
            assert indexed(" ".join(term.tokens)).split() == [*term.tokens] or not " ".join(term.tokens).isascii()


@pytest.mark.parametrize(
    "part", ["a", "a ", " ", '"', "(", "-", "ﷺ", "é", "is:", "x:y ", "1,", "\ud800", "\0", "year:2.."]
)
def test_of_a_query_of_a_megabyte_no_more_is_read_than_counts(part: str) -> None:
    query = parse(part * (1_000_000 // len(part)))
    assert len(query.terms) <= MAX_QUERY
    assert query == parse(part * 1000)
    assert len(fts_expression(query.terms) or "") < 40 * MAX_QUERY


def test_only_the_first_characters_of_a_query_count() -> None:
    assert parse("  a   " + "b" * 300) == Query((Word(("a",)), Word(("b" * (MAX_QUERY - 2),), prefix=True)))


# What SQLite is asked


@pytest.fixture(scope="module")
def table() -> Iterator[sqlite3.Connection]:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE texts USING fts5(name, quote, tokenize = 'ascii', prefix = '1 2 3')")
    for id, (name, quote) in enumerate(ROWS):
        row = (id, f"{indexed(name)} {romanised(name)}", indexed(quote))
        database.execute("INSERT INTO texts (rowid, name, quote) VALUES (?, ?, ?)", row)
    yield database
    database.close()


ROWS = [
    ("Łódź", "a city in Poland"),
    ("Busan", "co-operation with Łódź"),
    ("부산광역시", "the sister city of Busan"),
    ("成都", "500,000,000 yuan"),
    ("四川省成都市", "near and not or"),
    ("김천", "city, sister"),
    ("東京", 'Mr O’Brien said "*"'),
    ("강진 강성", ""),
]


def found(table: sqlite3.Connection, text: str, columns: tuple[str, ...] | None = None) -> list[int]:
    expression = fts_expression(parse(text).terms, columns)
    assert expression is not None
    return [id for (id,) in table.execute("SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rowid", [expression])]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("lodz", [0, 1]),
        ("lodz poland", [0]),
        ("ＢＵＳＡＮ", [1, 2]),
        ("bus", [1, 2]),
        ("bus of", []),
        ("성", [7]),
        ("成都", [3, 4]),
        ("都成", []),
        ("김천", [5]),
        ("gimch", [5]),
        ("dongjing", [6]),
        ("chengdu", [3, 4]),
        ("co-operation", [1]),
        ("O'Brien", [6]),
        ("500000000", [3]),
        ("500,000,0", [3]),
        ('"sister city"', [2]),
        ("sister city", [2, 5]),
        ("city -busan", [0, 5]),
        ('city -"sister city" -poland', [5]),
        ("NEAR(", [4]),
        ("near AND not OR", [4]),
        ('city "', [0, 2, 5]),
    ],
)
def test_sqlite_finds_what_is_meant(table: sqlite3.Connection, text: str, rows: list[int]) -> None:
    assert found(table, text) == rows


def test_words_can_be_looked_for_in_some_columns_and_kept_out_of_all(table: sqlite3.Connection) -> None:
    assert found(table, "lodz", ("name",)) == [0]
    assert found(table, "lodz", ("name", "quote")) == [0, 1]
    assert found(table, "-lodz busan", ("name",)) == [2]


def test_a_query_that_only_excludes_has_an_expression_for_what_it_excludes() -> None:
    terms = parse('-busan -"sister city" -city:kofu').terms
    assert fts_expression(terms) is None
    assert fts_excluded(terms) == '"busan" OR "sister city"'
    assert fts_excluded(parse("busan").terms) is None


def test_fields_are_no_part_of_the_expression() -> None:
    assert fts_expression(parse("city:kofu is:contested year:2015").terms) is None


def test_quotation_marks_cannot_leave_an_expression() -> None:
    assert fts_expression([Word(('a" OR "b',))], ['x" y']) == '{"x"" y"} : ("a"" OR ""b")'


@settings(max_examples=2000)
@given(ANY | TYPED)
@example("a " * 128)
@example("-a b " * 40)
@example(" ".join(f"-{n} {n}a" for n in range(200)))
def test_sqlite_takes_the_expression_of_any_text(table: sqlite3.Connection, text: str) -> None:
    terms = parse(text).terms
    for expression in (fts_expression(terms), fts_expression(terms, ["name"]), fts_excluded(terms)):
        if expression is not None:
            table.execute("SELECT rowid FROM texts WHERE texts MATCH ?", [expression]).fetchall()


NAMES = st.text(st.sampled_from("aäßzŁ'.-, 019김천시성成都ЖガﾊﾞÉe\u0301ﬁ"), min_size=1, max_size=30)


@settings(max_examples=1000)
@given(NAMES, st.data())
@example("Łódź Fabryczna", None)
def test_a_name_is_found_by_what_begins_at_a_word_in_it(name: str, data: st.DataObject | None) -> None:
    places = tokens(name)
    assume(places)
    start = places[0].start if data is None else data.draw(st.sampled_from(places)).start
    end = len(name) if data is None else data.draw(st.integers(start + 1, len(name)))
    asked = name[start:end]
    # A minus sign before a word is syntax; a number cut in a group, or a letter without its mark, is another one.
    assume(" -" not in asked and not ("," in name and any(char.isdigit() for char in name)))
    assume(not name[end:].lstrip("\u0301").startswith("ﾞ"))
    expression = fts_expression(parse(asked).terms)
    assume(expression is not None)
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE names USING fts5(name, tokenize = 'ascii')")
    database.execute("INSERT INTO names VALUES (?)", [indexed(name)])
    assert database.execute("SELECT count(*) FROM names WHERE names MATCH ?", [expression]).fetchone() == (1,)
    database.close()


# What is shown of a hit


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("lodz", "in Łódź, Poland", ["Łódź"]),
        ("bus", "Busan, BUS and Columbus", ["Busan", "BUS"]),
        ("bus busan", "Busan and a bus", ["Busan", "bus"]),
        ("sister city", "sister city", ["sister", "city"]),
        ('"sister city"', "A sister-city; city sister", ["sister-city"]),
        ("co-op", "the co-operation", ["co-operation"]),
        ("strasse", "Die Straße.", ["Straße"]),
        ("fields", "ﬁelds", ["ﬁelds"]),
        ("izmir", "İzmir", ["İzmir"]),
        ("成都", "四川省成都市", ["成都"]),
        ("김", "김천시 김", ["김", "김"]),
        ("500,000,000", "of 500,000,000 yuan", ["500,000,000"]),
        ("yuan -busan", "Busan yuan", ["yuan"]),
        ("city:busan", "Busan", []),
        ("o'b", "O’Brien", ["O’Brien"]),
        ("", "anything", []),
        ("a", "", []),
    ],
)
def test_what_matches_is_marked_in_the_original_text(query: str, text: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in highlights(parse(query), text)] == marked


@settings(max_examples=1000)
@given(TYPED, ANY | NAMES, st.integers(-1, 40))
def test_marks_lie_in_the_text_apart_and_a_snippet_in_its_width(typed: str, text: str, width: int) -> None:
    query = parse(typed)
    before = -1
    for start, end in highlights(query, text):
        assert before < start < end <= len(text)
        before = end
    start, end = snippet(query, text, width)
    assert 0 <= start <= end <= len(text)
    assert end - start <= max(width, 0)


@settings(max_examples=500)
@given(
    st.sampled_from(["a", "성", "b c"]), st.lists(st.sampled_from(["a", "b", "c", "dd,", "성명"])), st.integers(5, 40)
)
def test_a_snippet_shows_a_match_if_there_is_one(typed: str, parts: list[str], width: int) -> None:
    query, text = parse(typed), " ".join(parts)
    start, end = snippet(query, text, width)
    spans = highlights(query, text)
    assert not spans or any(start <= first and last <= end for first, last in spans)


@pytest.mark.parametrize(
    ("query", "width", "shown"),
    [
        ("lodz", 100, "The first of them was Łódź, and the city of Łódź Fabryczna came last."),
        ("fabryczna", 24, "Łódź Fabryczna came last"),
        ("first", 12, "first of"),
        ("last", 12, "came last."),
        ("lodz city", 30, "Łódź, and the city of Łódź"),
        ("nothing", 10, "The first"),
        ("fabryczna", 4, "Fabr"),
        ("x", 0, ""),
        ("x", 2, "Th"),
    ],
)
def test_a_snippet_is_cut_at_words_around_most_matches(query: str, width: int, shown: str) -> None:
    text = "The first of them was Łódź, and the city of Łódź Fabryczna came last."
    start, end = snippet(parse(query), text, width)
    assert text[start:end] == shown
