"""What is typed: keys and pastes as they were meant, and nothing from what is neither."""

import pytest
from textual import events
from textual.message import Message
from textual.messages import TerminalSupportsSynchronizedOutput

from tui.browser.terminal.keys import KeyParser


def parsed(text: str) -> list[Message]:
    return list(KeyParser().feed(text))


def keys(text: str) -> list[str]:
    return [event.key for event in parsed(text) if isinstance(event, events.Key)]


@pytest.mark.parametrize("number", [0x110000, 10**9, 10**19])
def test_a_report_of_what_is_no_character_is_no_key_and_the_next_one_is(number: int) -> None:
    assert keys(f"\x1b[{number}ua\x1b[97;1;{number}ub") == ["a", "b"]


@pytest.mark.parametrize(
    "sequence", ["\x1b[?62;22c", "\x1b[?1;2;3q", "\x1b[>0;276;0c", "\x1b[12;3;99z", "\x1b[0 q", "\x1b[8;2W"]
)
def test_what_no_key_sends_is_not_typed_letter_by_letter(sequence: str) -> None:
    assert keys(f"a{sequence}b") == ["a", "b"]


def test_what_is_no_key_but_is_understood_still_is() -> None:
    kinds = [type(event) for event in parsed("\x1b[?2026;2$y\x1b[<0;5;7M\x1b[I\x1b[O\x1b[200~ab\x1b[201~\x1b[5;7R")]
    assert kinds == [
        TerminalSupportsSynchronizedOutput,
        events.MouseDown,
        events.AppFocus,
        events.AppBlur,
        events.Paste,
        events.CursorPosition,
    ]


HOSTILE = "one\x1b[31mq\x1b\x1b[200~two\x1b]0;q\x07\x1b[20q\x03\nthree"


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 1000])
def test_nothing_in_a_paste_is_a_key_in_whatever_pieces_it_comes(size: int) -> None:
    text = f"a\x1b[200~{HOSTILE}\x1b[201~b\x1b[200~\x1b[201~c"
    parser = KeyParser()
    found = [event for at in range(0, len(text), size) for event in parser.feed(text[at : at + size])]
    assert [event.key if isinstance(event, events.Key) else event.text for event in found] == [
        "a",
        HOSTILE,
        "b",
        "",
        "c",
    ]


@pytest.mark.parametrize("ctrl_c", ["\x03", "\x1b[99;5u"])
def test_ctrl_c_gets_one_out_of_a_paste_whose_end_was_lost(monkeypatch: pytest.MonkeyPatch, ctrl_c: str) -> None:
    parser = KeyParser()
    assert list(parser.feed("\x1b[200~half a pas")) == []
    assert list(parser.feed(ctrl_c)) == []
    monkeypatch.setattr("tui.browser.terminal.keys._SILENCE", 0.0)
    assert [event.key for event in parser.feed(ctrl_c) if isinstance(event, events.Key)] == ["ctrl+c"]
    assert [event.key for event in parser.feed("j") if isinstance(event, events.Key)] == ["j"]


def test_ctrl_c_in_a_paste_is_part_of_it() -> None:
    (paste,) = KeyParser().feed("\x1b[200~one \x03 two\x1b[201~")
    assert isinstance(paste, events.Paste)
    assert paste.text == "one \x03 two"


@pytest.mark.parametrize("size", [999, 4096])
def test_a_paste_that_hardly_ends_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr("tui.browser.terminal.keys._MOST_PASTED", 10_000)
    parser = KeyParser()
    text = "\x1b[200~" + "x" * 50_000 + "\x1b[201~j"
    paste, key = [event for at in range(0, len(text), size) for event in parser.feed(text[at : at + size])]
    assert isinstance(paste, events.Paste)
    assert len(paste.text) == 10_000
    assert isinstance(key, events.Key)


def test_a_paste_of_a_megabyte_is_one_paste() -> None:
    text = f"\x1b[200~{'x' * 1_000_000}\x1b[201~"
    parser = KeyParser()
    (paste,) = [event for at in range(0, len(text), 4096) for event in parser.feed(text[at : at + 4096])]
    assert isinstance(paste, events.Paste)
    assert len(paste.text) == 1_000_000


def test_keys_are_what_they_are_for_textual() -> None:
    assert keys("a\x1b[A\x1b[[A\x1b[5~\x1b[97u\x03\x1b[99;5u") == ["a", "up", "f1", "pageup", "a", "ctrl+c", "ctrl+c"]


def test_only_what_is_begun_is_waited_for() -> None:
    parser = KeyParser()
    assert parser.milliseconds is None
    assert list(parser.feed("a"))
    assert parser.milliseconds is None
    assert list(parser.feed("\x1b")) == []
    assert parser.milliseconds is not None
    assert 0 < parser.milliseconds <= 101
    list(parser.feed("[A"))
    assert parser.milliseconds is None
