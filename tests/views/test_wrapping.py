"""Breaking text into lines: by cells, at the places where readers of each script expect it."""

import io
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

from tui.records.display_safe import display_safe
from tui.views.wrapping import truncate, wrap

CLOSING = "、。，．！？：；）］｝〕〉》」』】〙〗…・ー々ゃっッョ"
OPENING = "（［｛〔〈《「『【〘〖"
HAN = "中文金泉市釜山的一二三"
HANGUL = "김천시는경상북도에있다"
MARKS = "\u0301\u0323\u0e31\u0e34\u093f\u094d\u3099\u20dd\ufe0f"

MARKS_ALONE = frozenset(MARKS)

ANY = st.text().map(display_safe) | st.text(" \nab字김、「" + MARKS + "👨\u200d👩").map(display_safe)
WIDTHS = st.integers(2, 40)


# Only asked what a style is; nothing is printed on it.
CONSOLE = Console(file=io.StringIO())


def lines(text: str, width: int) -> list[str]:
    return [line.plain for line in wrap(Text(text), width)]


def bare(text: str) -> str:
    return text.replace(" ", "").replace("\n", "")


@settings(max_examples=1000)
@given(ANY, WIDTHS)
@example(" " * 30, 10)
@example("above\n" + " " * 30 + "\nbelow", 10)
@example("0\u200d\u200d⺀", 2)
def test_no_line_is_wider_than_asked(text: str, width: int) -> None:
    for line in lines(text, width):
        assert cell_len(line) <= width


@settings(max_examples=1000)
@given(ANY, WIDTHS)
def test_nothing_but_blanks_is_lost(text: str, width: int) -> None:
    assert bare("".join(lines(text, width))) == bare(text)


@settings(max_examples=1000)
@given(st.text(" ab字김。").filter(lambda text: text.strip()), WIDTHS)
def test_blanks_are_lost_at_breaks_only(text: str, width: int) -> None:
    rest = text
    for line in lines(text, width):
        assert rest.lstrip(" ").startswith(line.lstrip(" "))
        assert line in rest
        rest = rest[rest.index(line) + len(line) :]
    assert rest.strip(" ") == ""


@given(st.text("ab 字김", max_size=20), st.integers(60, 80))
def test_text_that_fits_stays_as_it_is(text: str, width: int) -> None:
    assert lines(text, width) == [text] or text.endswith(" ")


def test_line_feeds_break_and_empty_lines_stay() -> None:
    assert lines("one\n\ntwo three", 6) == ["one", "", "two", "three"]


# English


@settings(max_examples=500)
@given(st.lists(st.text("abcdefg,.'-1", min_size=1, max_size=12), min_size=1, max_size=20), st.integers(12, 40))
def test_words_stay_whole_where_they_fit(words: list[str], width: int) -> None:
    assert [word for line in lines(" ".join(words), width) for word in line.split(" ")] == words


@given(st.lists(st.text("abc", min_size=1, max_size=8), min_size=2, max_size=20), st.integers(8, 30))
def test_a_line_takes_every_word_that_fits(words: list[str], width: int) -> None:
    found = lines(" ".join(words), width)
    for line, below in pairwise(found):
        assert cell_len(f"{line} {below.split()[0]}") > width


def test_a_word_that_is_wider_than_the_line_is_cut() -> None:
    assert lines("see https://example.org/a now", 10) == ["see", "https://ex", "ample.org/", "a now"]


# Chinese and Japanese


# Stretches that no break may part, of at most three wide characters.
STRETCHES = st.sampled_from(
    [opening + han + closing for han in HAN for opening in ("", *OPENING) for closing in ("", *CLOSING)]
)


@settings(max_examples=1000)
@given(st.lists(STRETCHES, min_size=1, max_size=20).map("".join), st.integers(6, 30))
def test_no_line_begins_with_closing_or_ends_with_opening_punctuation(text: str, width: int) -> None:
    found = lines(text, width)
    assert not any(line[0] in CLOSING for line in found)
    assert not any(line[-1] in OPENING for line in found)
    assert "".join(found) == text


@given(st.text(HAN, min_size=1, max_size=40), st.integers(2, 30))
def test_han_text_fills_its_lines(text: str, width: int) -> None:
    assert all(cell_len(line) == width // 2 * 2 for line in lines(text, width)[:-1])


@pytest.mark.parametrize(
    ("text", "width", "found"),
    [
        ("他说：“一二三四”。", 8, ["他说：", "“一二三", "四”。"]),
        ("在Chengdu市", 8, ["在", "Chengdu", "市"]),
        ("100％です。", 6, ["100％", "です。"]),
    ],
)
def test_han_text_with_latin_in_it_breaks_where_readers_expect(text: str, width: int, found: list[str]) -> None:
    assert lines(text, width) == found


# Korean


@settings(max_examples=500)
@given(st.lists(st.text(HANGUL, min_size=1, max_size=6), min_size=1, max_size=20), st.integers(12, 40))
def test_korean_words_stay_whole_where_they_fit(words: list[str], width: int) -> None:
    assert [word for line in lines(" ".join(words), width) for word in line.split(" ")] == words


def test_a_korean_word_that_does_not_fit_is_cut_between_syllables() -> None:
    assert lines("김천시는경상북도", 7) == ["김천시", "는경상", "북도"]


# Marks


CLUSTERS = st.sampled_from(
    [" ", *(base + first + second for base in "aé字가" for first in MARKS for second in ("", *MARKS))]
)


@settings(max_examples=500)
@given(st.lists(CLUSTERS, max_size=40).map("".join), WIDTHS)
def test_no_line_begins_with_a_mark_that_belongs_to_the_character_before(text: str, width: int) -> None:
    starts = [line[0] for line in lines(text, width) if line]
    assert MARKS_ALONE.isdisjoint(starts)


def test_a_family_is_not_parted() -> None:
    family = "👨\u200d👩\u200d👧"
    for width in (2, 3, 4, 5, 8):
        assert family * 3 == "".join(lines(family * 3, width))
        assert all(not line.startswith("\u200d") and not line.endswith("\u200d") for line in lines(family * 3, width))


# Styles and cuts


@given(st.text("ab 字김", min_size=1, max_size=30), st.integers(2, 20))
def test_every_character_keeps_its_style(text: str, width: int) -> None:
    styled = Text()
    for number, char in enumerate(text):
        styled.append(char, Style(meta={"number": number}))
    kept = [
        (char, line.get_style_at_offset(CONSOLE, at).meta["number"])
        for line in wrap(styled, width)
        for at, char in enumerate(line.plain)
    ]
    assert all(text[number] == char for char, number in kept)
    assert [number for _, number in kept] == sorted(number for _, number in kept)


@settings(max_examples=1000)
@given(ANY.map(lambda text: text.replace("\n", "")), st.integers(0, 40))
def test_a_cut_text_fits_and_says_that_it_was_cut(text: str, width: int) -> None:
    cut = truncate(text, width)
    assert cell_len(cut) <= width
    if cut != text:
        assert cut.endswith("…") or width == 0
        assert text.startswith(cut.removesuffix("…"))
        # Nothing that would have fitted was cut away.
        assert cell_len(text) > width
