"""Differences are told by whole words, and make the one text out of the other."""

from hypothesis import given
from hypothesis import strategies as st

from tui.records.differences import Kind, Stretch, differences

WORDS = st.lists(st.sampled_from(["the", "mayor", "said", " ", "市", "長", ".", "“"]), max_size=20).map("".join)


def test_words_are_deleted_and_inserted_whole() -> None:
    assert differences("the mayor said nothing", "the mayor said something") == [
        Stretch(Kind.SAME, "the mayor said "),
        Stretch(Kind.DELETED, "nothing"),
        Stretch(Kind.INSERTED, "something"),
    ]


def test_of_scripts_without_blanks_each_sign_is_a_word() -> None:
    assert differences("大阪市は別だ", "大阪市は別である") == [
        Stretch(Kind.SAME, "大阪市は別"),
        Stretch(Kind.DELETED, "だ"),
        Stretch(Kind.INSERTED, "である"),
    ]


def test_white_space_and_typography_are_no_differences() -> None:
    assert differences('a "bridge"', "a\n“bridge”") == [Stretch(Kind.SAME, "a\n“bridge”")]


@given(WORDS, WORDS)
def test_what_is_not_deleted_is_the_second_text(first: str, second: str) -> None:
    found = differences(first, second)
    assert "".join(words for kind, words in found if kind is not Kind.DELETED) == second
