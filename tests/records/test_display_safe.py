"""Text from outside on a terminal: nothing in it acts, and nothing of it is dropped."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.records.display_safe import display_safe, one_line

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
SEPARATORS = "\u2028\u2029"
C0, C1 = "".join(map(chr, (*range(32), 127))), "".join(map(chr, range(0x80, 0xA0)))
TAGS = "".join(map(chr, range(0xE0000, 0xE0080)))
SURROGATES = "\ud800\udbff\udc00\udfff"
ACTING = frozenset(C0 + C1 + BIDI + SEPARATORS + TAGS + SURROGATES) - {"\n"}

# Any text, and text in which what must not survive is common; surrogates come from undecodable arguments.
TEXTS = st.text(st.characters(exclude_categories=())) | st.text(
    st.sampled_from(sorted(ACTING)) | st.sampled_from("a字é\n \u0301\u200d[]31m;")
)


@settings(max_examples=2000)
@given(TEXTS)
def test_no_control_direction_or_surrogate_character_survives(text: str) -> None:
    assert ACTING.isdisjoint(display_safe(text))
    assert (ACTING | {"\n"}).isdisjoint(one_line(text))
    display_safe(text).encode("utf-8")


@settings(max_examples=2000)
@given(TEXTS)
def test_what_is_safe_is_not_made_safe_again(text: str) -> None:
    assert display_safe(display_safe(text)) == display_safe(text)
    assert one_line(one_line(text)) == one_line(text)


@settings(max_examples=1000)
@given(st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp", "Mn", "Me"))))
def test_clean_text_is_not_touched(text: str) -> None:
    assert display_safe(text) == text
    assert one_line(text) == text


@settings(max_examples=1000)
@given(st.text(st.sampled_from(sorted(ACTING)) | st.characters(exclude_categories=("Mn", "Me"))))
def test_nothing_is_dropped_and_everything_stays_in_its_order(text: str) -> None:
    shown = [display_safe(char) for char in text]
    assert all(shown)
    assert display_safe(text) == "".join(shown)


def test_every_character_of_unicode_is_itself_or_shown_as_what_it_is() -> None:
    for char in map(chr, range(sys.maxunicode + 1)):
        shown = display_safe(char)
        if char in ACTING:
            assert shown != char
        if shown != char and char >= "\x80":
            assert shown == f"⟨U+{ord(char):04X}⟩"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("\x1b]0;title\x07", "␛]0;title␇"),
        ("\x1b]52;c;aGk=\x1b\\", "␛]52;c;aGk=␛\\"),
        ("\x9b31m", "⟨U+009B⟩31m"),
        ("a\u202eb\u2069", "a⟨U+202E⟩b⟨U+2069⟩"),
        ("\udcff", "⟨U+DCFF⟩"),
        ("\U000e0041", "⟨U+E0041⟩"),
        ("back\bspace\x7f", "back␈space␡"),
        ("a\tb\r\n", "a b␍\n"),
        ("e" + "\u0301" * 100, "e" + "\u0301" * 8 + "…"),
    ],
)
def test_what_would_act_is_shown_instead(text: str, shown: str) -> None:
    assert display_safe(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "김천시",
        "กรุงเทพมหานคร",
        "Kimch'ŏn",
        "\u1112\u1161\u11ab",
        "👨\u200d👩\u200d👧",
        "مرحبا",
        "क्षि",
        "[red]",
        "a\u00adb\u200bc",
    ],
)
def test_the_world_s_writing_stays_as_it_is(text: str) -> None:
    assert display_safe(text) == text


def test_a_label_stays_on_one_line() -> None:
    assert one_line("one\ntwo\r\nthree") == "one␤two␍␤three"
