"""Folding for search: what a reader types finds what a source wrote."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.records.folding import fold


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
