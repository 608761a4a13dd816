"""Text from outside on a terminal: nothing in it acts or hides, and nothing of it is dropped."""

import json
import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.records.display_safe import MOST_MARKS, display_safe, json_safe, one_line, spans_to_show

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
SEPARATORS = "\u2028\u2029"
C0, C1 = "".join(map(chr, (*range(32), 127))), "".join(map(chr, range(0x80, 0xA0)))
TAGS = "".join(map(chr, range(0xE0000, 0xE0080)))
SURROGATES = "\ud800\udbff\udc00\udfff"
NONCHARACTERS = "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
NONCHARACTERS += "".join(map(chr, range(0xFDD0, 0xFDF0)))
ACTING = frozenset(C0 + C1 + BIDI + SEPARATORS + SURROGATES + NONCHARACTERS) - {"\n"}
PRIVATE = "\ue000\uf8ff\U000f0000\U0010fffd"
NEVER_SEEN = "\u034f\u115f\u1160\u17b4\u17b5\u180e\u2060\u2063\u206a\u3164\ufeff\uffa0\U0001d173\U000e01f0"
IN_PLACE = "\u00ad\u200b\u200c\u200d\u180b\ufe00\ufe0e\ufe0f\U000e0100"
ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
TEXAS = "\U0001f3f4\U000e0075\U000e0073\U000e0074\U000e0078\U000e007f"

# Any text, and text in which what must not survive is common; surrogates come from undecodable arguments.
PIECES = [*sorted(ACTING), *NEVER_SEEN, *PRIVATE, *TAGS]
LAWFUL = ["a", "字", "é", "\n", " ", "[", "क", "\u094d", "م", "ก", "❤", "1", "\U0001f468", ENGLAND, TEXAS]
PLACED = [*IN_PLACE, "\u0301", "\u0301" * 7, "\u20dd", "\u0e38", "\u0951", "\U0001e8d0"]
TEXTS = st.text(st.characters(exclude_categories=())) | st.lists(
    st.sampled_from(PIECES) | st.sampled_from(LAWFUL) | st.sampled_from(PLACED)
).map("".join)


@settings(max_examples=2000)
@given(TEXTS)
def test_no_control_direction_or_surrogate_character_survives(text: str) -> None:
    safe = display_safe(text)
    assert ACTING.isdisjoint(safe)
    assert (ACTING | {"\n", "\u00ad"}).isdisjoint(one_line(text))
    assert frozenset(TAGS).isdisjoint(safe.replace(ENGLAND, ""))
    assert frozenset(NEVER_SEEN + PRIVATE).isdisjoint(safe)
    safe.encode("utf-8")


@settings(max_examples=2000)
@given(TEXTS)
def test_what_is_safe_is_not_made_safe_again(text: str) -> None:
    assert display_safe(display_safe(text)) == display_safe(text)
    assert one_line(one_line(text)) == one_line(text)
    assert spans_to_show(display_safe(text)) == []


@settings(max_examples=1000)
@given(TEXTS)
def test_marks_never_pile_up_whatever_block_they_are_from(text: str) -> None:
    in_a_row = 0
    for char in display_safe(text):
        in_a_row = in_a_row + 1 if unicodedata.category(char) in ("Mn", "Me") or char in "\u200c\u200d" else 0
        assert in_a_row <= MOST_MARKS


@settings(max_examples=1000)
@given(st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp", "Mn", "Me"))))
def test_clean_text_is_not_touched(text: str) -> None:
    clean = "".join(char for char in text if char not in NEVER_SEEN)
    assert display_safe(clean) == clean
    assert one_line(clean) == clean
    assert spans_to_show(clean) == []


@settings(max_examples=1000)
@given(st.text(st.sampled_from(sorted(ACTING)) | st.characters(exclude_categories=("Mn", "Me", "Cf"))))
def test_nothing_is_dropped_and_everything_stays_in_its_order(text: str) -> None:
    shown = [display_safe(char) for char in text]
    assert all(shown)
    assert display_safe(text) == "".join(shown)


@settings(max_examples=1000)
@given(TEXTS)
def test_places_are_where_the_text_is_shown_otherwise(text: str) -> None:
    spans = spans_to_show(text)
    assert (spans == []) == (display_safe(text) == text)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    for first, last in spans:
        assert display_safe(text[:last]) != display_safe(text[:first]) + text[first:last]


@settings(max_examples=1000)
@given(TEXTS)
def test_json_is_safe_and_says_the_same(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()  # JSON has no place for surrogates
    document = json.dumps([text, {text: 1}], ensure_ascii=False)
    assert json.loads(json_safe(document)) == json.loads(document)
    assert display_safe(json_safe(document)) == json_safe(document)


def test_every_character_of_unicode_is_itself_or_shown_as_what_it_is() -> None:
    for char in map(chr, range(sys.maxunicode + 1)):
        shown = display_safe(char)
        if char in ACTING or unicodedata.category(char) in ("Co", "Cs", "Zl", "Zp"):
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
        ("é\x1bé\x7f\té", "é␛é␡ é"),
        ("a\u202eb\u2069", "a⟨U+202E⟩b⟨U+2069⟩"),
        ("\udcff", "⟨U+DCFF⟩"),
        ("\U000e0041", "⟨U+E0041⟩"),
        (TEXAS[:3], "\U0001f3f4⟨U+E0075⟩⟨U+E0073⟩"),
        ("back\bspace\x7f", "back␈space␡"),
        ("a\tb\r\n", "a b␍\n"),
        ("e" + "\u0301" * 100, "e" + "\u0301" * 8 + "⟨92 marks⟩"),
        ("ก" + "\u0e38" * 9, "ก" + "\u0e38" * 8 + "⟨1 mark⟩"),
        ("e" + "\u0301\u200d" * 8, "e" + "\u0301⟨U+200D⟩" * 4 + "⟨8 marks⟩"),
        ("Che\u200bng\u2060du\ufeff", "Che⟨U+200B⟩ng⟨U+2060⟩du⟨U+FEFF⟩"),
        ("a\u200db\u200c", "a⟨U+200D⟩b⟨U+200C⟩"),
        ("\u3164\u115f\u180e\u034f", "⟨U+3164⟩⟨U+115F⟩⟨U+180E⟩⟨U+034F⟩"),
        ("\ue000\U0010fffd", "⟨U+E000⟩⟨U+10FFFD⟩"),
        ("\uffff\U0010ffff\ufdd0", "⟨U+FFFF⟩⟨U+10FFFF⟩⟨U+FDD0⟩"),
        ("a\ufe0f and \ufe0f", "a⟨U+FE0F⟩ and ⟨U+FE0F⟩"),
        ("❤\ufe0f\ufe0f\ufe0e", "❤\ufe0f⟨U+FE0F⟩⟨U+FE0E⟩"),
        ("\u00ad", "⟨U+00AD⟩"),
    ],
)
def test_what_would_act_or_hide_is_shown_instead(text: str, shown: str) -> None:
    assert display_safe(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "김천시",
        "กรุงเทพมหานคร",
        "กรุงเทพ\u200bมหานคร",
        "Kimch'ŏn",
        "\u1112\u1161\u11ab",
        "👨\u200d👩\u200d👧",
        "❤\ufe0f\u200d🔥",
        "1\ufe0f\u20e3",
        ENGLAND,
        "葛\U000e0100城市",
        "مرحبا",
        "می\u200cخواهم",
        "क्षि",
        "क्\u200dष",
        "[red]",
        "Stadt\u00adpartnerschaft",
        "\u05e9\u05bc\u05c1\u05b8",
    ],
)
def test_the_world_s_writing_stays_as_it_is(text: str) -> None:
    assert display_safe(text) == text
    assert spans_to_show(text) == []


def test_a_label_stays_on_one_line_and_has_no_soft_hyphen() -> None:
    assert one_line("one\ntwo\r\nthree") == "one␤two␍␤three"
    assert one_line("Stadt\u00adpartnerschaft") == "Stadt⟨U+00AD⟩partnerschaft"
