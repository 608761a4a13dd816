"""The registry of actions and the keys that lead to them."""

from pathlib import Path

import pytest

from tui.cli.keys import keys_markdown
from tui.cli.main import main
from tui.settings.actions import ACTIONS, BY_ID, FOOTER, FOOTER_END, PANES, TYPING, Scope
from tui.settings.keymap import Keymap, parse_keys, written

DOCS = Path(__file__).parents[2] / "docs" / "keys.md"


def test_no_two_actions_share_an_id_or_a_key_in_a_pane() -> None:
    assert len(BY_ID) == len(ACTIONS)
    assert Keymap().problems == []


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_default_key_does_its_action_wherever_it_says(action: object) -> None:
    keymap = Keymap()
    assert action in ACTIONS
    for scope in action.scopes:  # type: ignore[attr-defined]
        for key in action.keys:  # type: ignore[attr-defined]
            keys = parse_keys(key)
            assert isinstance(keys, tuple)
            assert keymap.find(scope, keys) is action


def test_the_keys_in_the_documentation_are_those_of_the_program() -> None:
    assert DOCS.read_text(encoding="utf-8") == keys_markdown() + "\n"


def test_ties_keys_prints_every_action(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys"]) == 0
    printed = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert printed == [action.id for action in ACTIONS]


def test_what_the_bottom_line_shows_has_a_short_name() -> None:
    assert all(BY_ID[id].short for id in (*FOOTER, *FOOTER_END))


@pytest.mark.parametrize("scope", Scope)
def test_every_pane_can_be_left_and_has_keys_in_the_bottom_line(scope: Scope) -> None:
    keymap = Keymap()
    assert keymap.find(scope, ("esc",)) is BY_ID["step-out"]
    assert keymap.find(scope, ("ctrl+q",)) is BY_ID["quit-anywhere"]
    assert any(keymap.find(scope, keys) for id in FOOTER for keys in keymap.keys(id))


@pytest.mark.parametrize("scope", TYPING)
def test_where_one_types_no_letter_is_a_key(scope: Scope) -> None:
    typed = [keys for action in ACTIONS if scope in action.scopes for keys in Keymap().keys(action.id)]
    ours = [keys for keys in typed if Keymap().find(scope, keys) and len(keys[0]) == 1]
    # Actions that hold in panes too may have letters there; the search bar needs another key of theirs.
    for keys in ours:
        action = Keymap().find(scope, keys)
        assert action is not None
        assert any(len(other[0]) > 1 for other in Keymap().keys(action.id))


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_no_key_that_terminals_cannot_send_or_tmux_takes_is_the_only_way(action: object) -> None:
    never_alone = {"ctrl+b", "ctrl+a", "shift+tab", "f1", "home", "end", "backspace", "ctrl+q"}
    keys = set(action.keys)  # type: ignore[attr-defined]
    if action is not BY_ID["quit-anywhere"]:
        assert keys - never_alone
    assert not keys & {"ctrl+i", "ctrl+j", "ctrl+m", "ctrl+h", "ctrl+s", "ctrl+z", "ctrl+c"}


@pytest.mark.parametrize(
    ("text", "keys"), [("j", ("j",)), ("ctrl+d", ("ctrl+d",)), ("y t", ("y", "t")), (" é ", ("é",)), ("f12", ("f12",))]
)
def test_keys_are_written_as_they_are_called(text: str, keys: tuple[str, ...]) -> None:
    assert parse_keys(text) == keys


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no key"),
        ("escape", "“escape” is no key"),
        ("ctrl+i", "the same as tab"),
        ("ctrl+D", "is no key"),
        ("ctrl+c", "always ends Ties"),
        ("5", "digits are counts"),
        ("\x1b", "is no key"),
    ],
)
def test_what_is_no_key_is_told_why(text: str, why: str) -> None:
    found = parse_keys(text)
    assert isinstance(found, str)
    assert why in found


def test_a_changed_key_replaces_the_default_one() -> None:
    keymap = Keymap({"search": ("S", "ctrl+g")})
    assert keymap.problems == []
    assert keymap.find(Scope.TREE, ("S",)) is BY_ID["search"]
    assert keymap.find(Scope.TREE, ("ctrl+g",)) is BY_ID["search"]
    assert keymap.find(Scope.TREE, ("/",)) is None
    assert keymap.words("search") == "S, ctrl+g"


def test_a_key_can_be_taken_away() -> None:
    keymap = Keymap({"quit": ()})
    assert keymap.problems == []
    assert keymap.find(Scope.TREE, ("q",)) is None


def test_a_key_bound_twice_is_reported_with_both_actions_and_the_change_has_it() -> None:
    keymap = Keymap({"search": ("m",)})
    (problem,) = keymap.problems
    assert "m is bound twice" in problem.message
    assert "search" in problem.message
    assert "mark" in problem.message
    assert keymap.find(Scope.TREE, ("m",)) is BY_ID["search"]
    assert keymap.keys("mark") == ()


def test_a_key_that_is_only_the_beginning_of_others_is_reported() -> None:
    keymap = Keymap({"quit": ("y",)})
    assert keymap.problems
    assert all("bound twice" in problem.message and "quit" in problem.message for problem in keymap.problems)
    assert keymap.find(Scope.TREE, ("y",)) is BY_ID["quit"]
    assert keymap.continued(Scope.TREE, ("y",)) == []


def test_an_unknown_action_gets_the_nearest() -> None:
    (problem,) = Keymap({"serch": ("s",)}).problems
    assert problem.hint == "did you mean search?"


def test_a_begun_sequence_tells_how_it_goes_on() -> None:
    follows = {key: action.id for key, action in Keymap().continued(PANES[0], ("y",))}
    assert follows["y"] == "copy-quote"
    assert follows["p"] == "copy-place"
    assert written(("y", "t")) == "y t"
