"""Folding for search: what a reader types finds what a source wrote."""

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.records.folding import fold, indexed, romanised, spans_of, tokens


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("kofu", "Kōfu"),
        ("lodz", "Łódź"),
        ("aero", "Ærø"),
        ("izmir", "İzmir"),
        ("istanbul", "ISTANBUL"),
        ("strasse", "Straße"),
        ("kimch'on", "Kimch’ŏn"),
        ('"bridge"', "“Bridge”"),
        ("2016-2018", "2016–2018"),
        ("ABC 123", "ＡＢＣ　１２３"),
        ("ｶﾅ", "カナ"),
        ("fields", "ﬁelds"),
        ("김천", unicodedata.normalize("NFD", "김천")),
        ("Ångström", unicodedata.normalize("NFD", "Ångström")),
        ("νεοσ", "ΝΕΟΣ"),
        ("no 5", "№ 5"),
        ("ties tm", "Ties ™"),
        ("khz", "㎑"),
        ("bold", "𝐁𝐨𝐥𝐝"),
    ],
)
def test_what_is_typed_is_folded_like_what_is_written(typed: str, written: str) -> None:
    assert fold(typed) == fold(written)


@pytest.mark.parametrize(("one", "other"), [("김", "김ㅊ"), ("김", "기"), ("中", "国"), ("1", "2"), ("a", "b")])
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_hangul_stays_whole_syllables() -> None:
    assert fold("김천시") == "김천시"
    assert "기" not in fold("김천시")


@settings(max_examples=1000)
@given(st.text(st.characters(exclude_categories=())))
def test_any_text_can_be_folded_and_written_out(text: str) -> None:
    fold(text).encode("utf-8")


@settings(max_examples=1000)
@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(max_examples=500)
@given(st.text(st.characters(codec="ascii")))
def test_plain_text_is_only_made_small(text: str) -> None:
    assert fold(text) == text.lower()


@settings(max_examples=500)
@given(st.text(), st.text())
def test_words_beside_each_other_fold_as_they_do_alone(one: str, other: str) -> None:
    assert fold(f"{one}\n{other}") == f"{fold(one)}\n{fold(other)}"


def test_bytes_that_are_no_text_are_no_question_marks() -> None:
    assert fold("what\udcff") == "what\ufffd"


@pytest.mark.parametrize(("one", "other"), [("が", "か"), ("バ", "ハ"), ("パ", "バ")])
def test_voiced_kana_are_other_letters(one: str, other: str) -> None:
    assert fold(one) != fold(other)


# Words

ANY = st.text(st.characters(exclude_categories=()))
# What melts together, falls apart or vanishes comes up too seldom by chance.
AWKWARD = st.text(
    st.sampled_from(
        "aZ1, ,0'-ßİıﬁﷺŒ℡½²①Å\u0301\u0308\u0323가김ᄀ\u1161\u11a8ㄱㅏﾊﾞｶはば\u3099成々ー\u00ad\u200d\ufe0f\0\ud800"
    )
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("co-operation", "co operation"),
        ("O'Brien", "o brien"),
        ("O’Brien", "o brien"),
        ("U.S.", "u s"),
        ("snake_case", "snake case"),
        ("500,000,000 yuan", "500000000 yuan"),
        ("1,234", "1234"),
        ("in 2015,2016", "in 2015 2016"),
        ("1,5 or 1,23", "1 5 or 1 23"),
        ("1500,000", "1500 000"),
        ("12,3456", "12 3456"),
        ("人民币500,000元", "人 民 币 500000 元"),
        ("５００，０００", "500000"),
        ("٢٠١٥", "2015"),
        ("김천시 Gimcheon", "김 천 시 gimcheon"),
        (unicodedata.normalize("NFD", "김천시"), "김 천 시"),
        ("東京トーキョー", "東 京 ト ー キ ョ ー"),
        ("ﾊﾞｽ", "バ ス"),
        ("佐々木", "佐 々 木"),
        ("Волгоград", "волгоград"),
        ("दिल्ली", "दिलली"),
        ("soft\u00adhyphen", "softhyphen"),
        ("zero\u200bwidth", "zero width"),
        ("❤\ufe0f 1\ufe0f\u20e3", "1"),
        ("Straße ﬁelds İzmir ＢＵＳＡＮ", "strasse fields izmir busan"),
        ("a\0b\x1bc", "a b c"),
        ("a\ud800b", "a b"),
        ("", ""),
        (" \t\n", ""),
        ("(" * 1000, ""),
        ("…—“”!?*", ""),
    ],
)
def test_a_text_is_cut_into_folded_words(text: str, words: str) -> None:
    assert indexed(text) == words
    assert [token.text for token in tokens(text)] == words.split()


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("The Straße.", [("the", "The"), ("strasse", "Straße")]),
        ("ﬁelds of İzmir", [("fields", "ﬁelds"), ("of", "of"), ("izmir", "İzmir")]),
        (unicodedata.normalize("NFD", "in Łódź, 김천"), [("in", "in"), ("lodz", "Ło\u0301dz\u0301"), "김", "천"]),
        ("ＢＵＳＡＮ–ｶﾞ", [("busan", "ＢＵＳＡＮ"), ("ガ", "ｶﾞ")]),
        ("(500,000,000)", [("500000000", "500,000,000")]),
        ("ⓐ 500,000", [("a", "ⓐ"), ("500000", "500,000")]),
        ("½", [("1", "½"), ("2", "½")]),
        ("葛\U000e0100城", [("葛", "葛\U000e0100"), "城"]),
        ("co\u00adop", [("coop", "co\u00adop")]),
    ],
)
def test_each_word_knows_its_place_in_the_original_text(text: str, places: list[tuple[str, str] | str]) -> None:
    found = [(token.text, text[token.start : token.end]) for token in tokens(text)]
    normal = [
        (fold(place), unicodedata.normalize("NFD", place)) if isinstance(place, str) else place for place in places
    ]
    assert [(word, unicodedata.normalize("NFD", at)) for word, at in found] == [
        (word, unicodedata.normalize("NFD", at)) for word, at in normal
    ]


@settings(max_examples=2000)
@given(ANY | AWKWARD)
def test_what_is_indexed_is_what_is_cut(text: str) -> None:
    assert indexed(text) == " ".join(token.text for token in tokens(text))


@settings(max_examples=2000)
@given(ANY | AWKWARD)
def test_the_place_of_a_word_holds_that_word_and_places_are_in_order(text: str) -> None:
    before = 0
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.start >= before
        before = token.start
        assert token.text in [word.text for word in tokens(text[token.start : token.end])]


@settings(max_examples=1000)
@given(ANY | AWKWARD)
def test_words_hold_no_ascii_but_small_letters_and_digits_and_can_be_written_out(text: str) -> None:
    for word in indexed(text).split(" "):
        assert all(char > "\x7f" or char in "abcdefghijklmnopqrstuvwxyz0123456789" for char in word)
        word.encode("utf-8")


@settings(max_examples=1000)
@given(AWKWARD, AWKWARD)
def test_texts_on_lines_of_their_own_are_cut_as_they_are_alone(one: str, other: str) -> None:
    assert indexed(f"{one}\n{other}") == f"{indexed(one)} {indexed(other)}".strip()


def test_where_runs_of_words_stand_is_merged_and_in_order() -> None:
    words = tokens("sister city, sister-city of 김천시")
    wanted = [(("city",), False), (("sister", "city"), False), (("김", "천"), True), (("si",), True)]
    assert spans_of(wanted, words) == [(0, 11), (13, 24), (28, 30)]


def test_words_that_begin_so_are_only_found_where_that_is_asked() -> None:
    words = tokens("Busan bus")
    assert spans_of([(("bus",), False)], words) == [(6, 9)]
    assert spans_of([(("bus",), True)], words) == [(0, 5), (6, 9)]


# How other scripts read


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("成都", "chengdu"),
        ("東京", "dongjing"),
        ("重庆", "chongqing"),
        ("长沙", "changsha"),
        ("김천", "gimcheon"),
        ("부산광역시", "busangwangyeogsi"),
        ("경상북도 김천시", "gyeongsangbugdo gimcheonsi"),
        ("Волгоград", "volgograd"),
        ("Θεσσαλονίκη 2015", "thessaloniki"),
        ("Gəncə", "gence"),
        ("长春", "changchun"),
        ("長崎", "changqi"),
        ("市长", "shizhang"),
        ("长老", "zhanglao"),
        ("横浜", "hengbin"),
        ("豊田", "fengtian"),
        ("Göteborg", "goeteborg"),
        ("Du\u0308sseldorf", "duesseldorf"),
        ("Århus Helsingør", "aarhus helsingoer"),
        ("Weißbruch", "weisbruch"),
        ("WEIẞENBÜTTEL", "weissenbuettel weisenbuttel"),
        ("佐々木", "zuozuomu zuozuo zuomu"),
        ("さっぽろ", "sapporo"),
        ("きょうと", "kyouto"),
        ("しょうなん", "shounan"),
        ("浦江县", "pujiangxian pujiang jiangxian"),
        ("Busan", ""),
        ("Łódź – ＢＵＳＡＮ", ""),
        ("…!", ""),
        ("\ud800\0", ""),
        ("成" * 33, ""),
    ],
)
def test_names_of_other_scripts_read_in_latin_letters(name: str, reading: str) -> None:
    assert romanised(name) == reading


def test_a_name_inside_a_run_of_han_is_among_its_readings() -> None:
    readings = romanised("四川省成都市").split()
    assert readings[0] == "sichuanshengchengdushi"
    assert {"sichuan", "chengdu", "chengdushi"} <= set(readings)


@settings(max_examples=1000)
@given(ANY | AWKWARD)
def test_a_reading_is_words_of_ascii(text: str) -> None:
    reading = romanised(text)
    assert reading.isascii()
    assert indexed(reading) == reading


def test_plain_text_needs_no_table_of_readings() -> None:
    program = (
        "import sys; from tui.records import folding as f; f.romanised('Łódź 1'); print('anyascii' in sys.modules)"
    )
    assert (
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "False\n"
    )


@pytest.mark.parametrize(
    "text", ["1," * 500_000, "a" * 1_000_000, "\u0301" * 1_000_000, "1,000" * 200_000, "ᄀ" * 999_999]
)
def test_a_text_of_a_megabyte_is_cut_like_a_short_one(text: str) -> None:
    assert [token.text for token in tokens(text)] == indexed(text).split()
    assert isinstance(romanised(text), str)
