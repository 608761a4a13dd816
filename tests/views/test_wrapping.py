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
from tui.views.wrapping import NEVER_FIRST, NEVER_LAST, SOFT_HYPHEN, beginning, truncate, wrap

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
    text = text.replace(SOFT_HYPHEN, "")
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
    assert lines("see https://example.org/a now", 10) == ["see", "https://", "example.", "org/a now"]


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


# Any mixture, as sources have it: quotations in several scripts, brackets, figures, sums.
MIXED = st.lists(
    st.builds(
        lambda opening, core, closing, blank: opening + core + closing + blank,
        st.sampled_from(["", *sorted(NEVER_LAST)]),
        st.one_of(st.sampled_from(HAN + HANGUL + "あカ"), st.text("abcde", min_size=1, max_size=3), st.just("2016")),
        st.text(
            sorted(NEVER_FIRST - set("\u3000\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a")), max_size=2
        ),
        st.sampled_from(["", "", " "]),
    ),
    min_size=1,
    max_size=25,
).map("".join)


@settings(max_examples=1000)
@given(MIXED, st.integers(12, 40))
@example("“(中)", 12)
@example("〈20162016?、", 12)
def test_in_any_mixture_of_scripts_no_line_begins_or_ends_as_none_should(text: str, width: int) -> None:
    found = [line for line in lines(text, width) if line]
    assert all(cell_len(line) <= width for line in found)
    assert bare("".join(found)) == bare(text)
    assert not any(line[0] in NEVER_FIRST for line in found)
    assert not any(line.rstrip(" ")[-1] in NEVER_LAST for line in found)


@pytest.mark.parametrize(
    ("text", "width", "found"),
    [
        # French blanks before signs, figures with what follows them, sums with what goes before.
        ("il a dit : oui !", 9, ["il a", "dit :", "oui !"]),
        ("一二三四５０％です", 10, ["一二三四", "５０％です"]),
        ("总额为￥500元", 8, ["总额为", "￥500元"]),
        # Small kana, long vowels and signs of repetition stay with what they change.
        ("サッカーチーム", 6, ["サッ", "カー", "チーム"]),
        ("人々の佐々木さん", 6, ["人々の", "佐々木", "さん"]),
        # Words and figures of other scripts fill the line they begin on.
        ("成都市Chengdu国际化", 14, ["成都市Chengdu", "国际化"]),
        ("在2016年11月签署", 8, ["在2016年", "11月签署"]),
        # A dash may end a line; two of them are one sign.
        ("釜山——成都", 7, ["釜山——", "成都"]),
        ("the end—and more", 9, ["the end—", "and more"]),
        # Indents of two wide blanks stay where a text begins.
        ("　　成都市和金泉市", 8, ["　　成都", "市和金泉", "市"]),
    ],
)
def test_signs_stay_where_readers_of_each_script_look_for_them(text: str, width: int, found: list[str]) -> None:
    assert lines(text, width) == found


@pytest.mark.parametrize(
    ("text", "width", "found"),
    [
        ("10\u00a0km away", 7, ["10\u00a0km", "away"]),
        ("go 10\u00a0km", 6, ["go", "10\u00a0km"]),
        ("ab\u200bcd ef", 4, ["ab\u200bcd", "ef"]),
        ("ab\u200bcdef", 4, ["ab\u200b", "cdef"]),
        ("中\u2060国人", 4, ["中\u2060国", "人"]),
        ("inter\u00adnational", 8, ["inter-", "national"]),
        ("inter\u00adnational", 20, ["international"]),
        ("abc\u00addef", 3, ["abc", "def"]),
    ],
)
def test_blanks_that_hold_and_breaks_that_wait_are_heeded(text: str, width: int, found: list[str]) -> None:
    assert lines(text, width) == found


def test_a_long_address_breaks_behind_its_slashes_questions_and_dots() -> None:
    url = "https://www.example.org/news/2016/city-set-to-become-centre?lang=en&page=2"
    found = lines(f"see {url}", 24)
    assert "".join(found) == f"see {url}"
    assert all(line[-1] in "/?&.=-" for line in found[:-1])
    assert not any(line[0] in "/?&.=-" for line in found)


# Korean


@settings(max_examples=500)
@given(st.lists(st.text(HANGUL, min_size=1, max_size=6), min_size=1, max_size=20), st.integers(12, 40))
def test_korean_words_stay_whole_where_they_fit(words: list[str], width: int) -> None:
    assert [word for line in lines(" ".join(words), width) for word in line.split(" ")] == words


def test_a_korean_word_that_does_not_fit_is_cut_between_syllables() -> None:
    assert lines("김천시는경상북도", 7) == ["김천시", "는경상", "북도"]


def test_a_korean_particle_stays_with_the_chinese_word_before_it() -> None:
    assert lines("그는 金泉市는 좋다", 8) == ["그는 金", "泉市는", "좋다"]


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


@pytest.mark.parametrize("sign", ["🇰🇷", "👍🏽", "❤\ufe0f", "👩\u200d🚀", "각", "กิ"])
def test_what_is_read_as_one_sign_is_never_parted(sign: str) -> None:
    for width in (2, 3, 5, 6):
        for line in lines(sign * 7, width):
            assert line.replace(sign, "") == ""


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


@given(st.text("ab 字김、" + MARKS, max_size=80), st.integers(1, 60))
def test_the_beginning_of_a_text_ends_where_a_reader_can_stop(text: str, most: int) -> None:
    head = beginning(text, most)
    assert text.startswith(head)
    assert (len(head) <= most and head != text) or head == text or text[len(head) :].strip() == ""
    rest = text[len(head) :]
    assert not (head and rest) or rest[0] not in MARKS_ALONE


def test_the_beginning_of_a_very_long_text_reads_only_the_beginning() -> None:
    class Watched(str):
        def __getitem__(self, key: object) -> str:
            assert isinstance(key, slice)
            assert key.stop is not None
            assert key.stop < 10_000
            return str.__getitem__(self, key)

    assert beginning(Watched("字" * 1_000_000), 4000) == "字" * 4000
    assert truncate(Watched("word " * 200_000), 20) == "word word word word…"
