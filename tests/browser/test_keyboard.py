"""What keys mean as they are typed one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.browser.fuzzy import fuzzy
from tui.browser.jump_labels import jump_labels
from tui.browser.keyboard import Do, Follow, Keyboard, Outcome, Quiet, Unknown
from tui.settings.actions import BY_ID, Scope
from tui.settings.keymap import Keymap


def typed(scope: Scope, *keys: str, links: int = 0) -> list[Outcome]:
    keyboard = Keyboard(Keymap())
    return [keyboard.press(scope, key, links) for key in keys]


def test_a_key_does_its_action_at_once() -> None:
    assert typed(Scope.TREE, "j") == [Do(BY_ID["move-down"], None)]


def test_a_number_before_a_key_is_its_count() -> None:
    assert typed(Scope.TREE, "1", "2", "j")[-1] == Do(BY_ID["move-down"], 12)
    assert typed(Scope.TREE, "1", "0", "G")[-1] == Do(BY_ID["last"], 10)


def test_a_key_that_cannot_be_repeated_takes_no_count() -> None:
    assert typed(Scope.TREE, "3", "/")[-1] == Do(BY_ID["search"], None)


def test_a_number_and_enter_follows_a_link() -> None:
    assert typed(Scope.TREE, "1", "2", "enter", links=40)[-1] == Follow(12)


def test_on_the_page_a_number_that_can_be_no_longer_follows_at_once() -> None:
    assert typed(Scope.PAGE, "5", links=9) == [Follow(5)]
    assert typed(Scope.PAGE, "1", "2", links=40) == [Quiet.WAITING, Follow(12)]
    assert typed(Scope.PAGE, "5", "j", links=4)[-1] == Do(BY_ID["move-down"], 5)


def test_nought_begins_no_number() -> None:
    assert typed(Scope.TREE, "0") == [Quiet.FREE]


@pytest.mark.parametrize("key", ["²", "¹", "①", "٠"])
def test_a_sign_that_only_looks_like_a_digit_and_a_nought_of_any_script_begin_no_number(key: str) -> None:
    assert typed(Scope.TREE, key, "j") == [Quiet.FREE, Do(BY_ID["move-down"], None)]
    assert typed(Scope.PAGE, "1", key, links=40)[0] == Quiet.WAITING


def test_digits_of_another_script_are_digits() -> None:
    assert typed(Scope.TREE, "٣", "j")[-1] == Do(BY_ID["move-down"], 3)


def test_escape_forgets_what_was_begun_and_only_then_steps_out() -> None:
    assert typed(Scope.TREE, "4", "esc", "esc") == [Quiet.WAITING, Quiet.WAITING, Do(BY_ID["step-out"], None)]
    assert typed(Scope.TREE, "y", "esc", "j") == [Quiet.WAITING, Quiet.WAITING, Do(BY_ID["move-down"], None)]


def test_a_sequence_waits_for_its_second_key() -> None:
    assert typed(Scope.TREE, "y", "t") == [Quiet.WAITING, Do(BY_ID["copy-text"], None)]
    assert typed(Scope.TREE, "y", "x") == [Quiet.WAITING, Unknown(("y", "x"))]


def test_letters_belong_to_the_line_one_types_in() -> None:
    assert typed(Scope.SEARCH, "j", "5", "/", "é") == [Quiet.FREE] * 4
    assert typed(Scope.SEARCH, "down") == [Do(BY_ID["hit-down"], None)]


def test_a_long_number_stays_one_that_python_can_read() -> None:
    assert isinstance(typed(Scope.TREE, *"9" * 5000, "j")[-1], Do)


@pytest.mark.parametrize("count", [0, 1, 26, 27, 52, 300, 676, 5000])
def test_letters_to_jump_with_are_different_and_none_begins_another(count: int) -> None:
    labels = jump_labels(count)
    assert len(set(labels)) == len(labels) == min(count, 676)
    assert not [(a, b) for a in labels for b in labels if a != b and b.startswith(a)]


@given(st.text(), st.text())
def test_a_fuzzy_match_stands_where_it_says(letters: str, text: str) -> None:
    match = fuzzy(letters, text)
    if match is not None:
        assert list(match.at) == sorted(set(match.at))
        assert len(match.at) == len("".join(letters.casefold().split()))
        assert all(text[at].casefold()[:1] for at in match.at)


def test_beginnings_of_words_match_best() -> None:
    one, other = fuzzy("cq", "copy the quotes"), fuzzy("cq", "acquire")
    assert one is not None
    assert other is not None
    assert one.at == (0, 9)
    assert one.score > other.score
    assert fuzzy("qc", "copy the quotes") is None
