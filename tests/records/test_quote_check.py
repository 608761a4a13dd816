"""The quote check: its steps, offsets into the original text, context, and that nothing near is ever a match."""

from __future__ import annotations

import re
import sys
import tracemalloc
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest import mock

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from tui.records import places_of_quotes, quote_check
from tui.records.quote_check import NOT_FOUND, Finding, SourceText, Step, nearest_passage
from tui.records.typography import (
    DASHES,
    DOUBLE_QUOTES,
    INVISIBLE,
    JOINING_STARTERS,
    SINGLE_QUOTES,
    SPACES,
    Folded,
    fold_spacing,
    fold_typography,
    is_boundary,
)

LIKE = {"'": "‘’‚′ʼ´`‹", '"': "“”„»″＂", "-": "‐‑–—−", " ": "\u00a0\u2009\u3000\t\n\r"}
# Whole characters, marks included: a text of these may be cut between any two.
PIECES = [*"aab..京都「」ﬁ각ёΩ", *LIKE, *"".join(LIKE.values()), "\r\n", "e\u0301", "é", "q\u0301\u0323"]
PIECES += ["c\u0327\u0301", "\u1100\u1161", "\u1100\u1161\u11a8", "가\u11a8", "\u0bc6\u0bbe", "\u0bca"]
PIECES += ["\u0958", "\u2126", "\u0f43"]
# Parts of characters and what nobody sees, which may come together in any way.
PARTS = ["\u0301", "\u0323", "\u0344", "\u0f73", "\u0fb7", "\u0bbe", "\u1161", "\u11a8", "\u093c", *INVISIBLE]

pieces = st.lists(st.sampled_from(PIECES), max_size=30)
texts = st.lists(st.sampled_from(PIECES + PARTS), max_size=30).map("".join)
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
any_texts = texts | st.text(st.sampled_from("ab "), max_size=40) | st.text(max_size=20)


def typographic(text: str) -> str:
    """The folding as docs/format.md defines it, with no thought of offsets."""
    text = unicodedata.normalize("NFC", "".join(character for character in text if character not in INVISIBLE))
    for plain, variants in (("'", SINGLE_QUOTES), ('"', DOUBLE_QUOTES), ("-", DASHES)):
        text = re.sub(f"[{variants}]", plain, text)
    return re.sub(r"\s+", " ", text)


def spaceless(text: str) -> str:
    return unicodedata.normalize("NFC", typographic(text).replace(" ", ""))


@contextmanager
def at_once(tiers: tuple[places_of_quotes._Tier, ...]) -> Iterator[None]:
    """However few quotes there are, they are looked for all at once."""
    with mock.patch.object(places_of_quotes, "_tiers", return_value=[tier._replace(many=1) for tier in tiers]):
        yield


FOLDS: dict[Step, Callable[[str], str]] = {Step.EXACT: str, Step.TYPOGRAPHY: typographic, Step.SPACING: spaceless}


def places(text: str, quote: str) -> list[int]:
    return [start for start in range(len(text)) if text.startswith(quote, start)]


def check_span(text: str, quote: str, found: Finding) -> None:
    """What was found, if anything, is in the text and folds to what the quote folds to."""
    if found.step is Step.NOT_FOUND:
        assert found == NOT_FOUND == (Step.NOT_FOUND, -1, -1, -1)
        return
    assert 0 <= found.start < found.end <= len(text)
    assert found.line == 1 + sum(end.end() <= found.start for end in re.finditer("\r\n|\r|\n", text))
    folds = FOLDS.values() if found.step is Step.AMBIGUOUS else [FOLDS[found.step]]
    assert any(fold(text[found.start : found.end]) == fold(quote) for fold in folds)


@st.composite
def cuts(draw: st.DrawFn) -> tuple[list[str], int, int]:
    """The pieces of a text, and from which to which of them to quote: not just white space."""
    text = draw(pieces.filter(lambda text: bool("".join(text).strip())))
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    assume("".join(text[start:end]).strip())
    return text, start, end


@st.composite
def noisy(draw: st.DrawFn, piece: str) -> str:
    """A piece as somebody else may have typed it."""
    for plain, variants in LIKE.items():
        if piece in variants or piece == plain or (piece == "\r\n" and plain == " "):
            same = [plain, *variants] + [plain + piece] * (plain == " ")
            return str(draw(st.sampled_from(same)))
    forms = [piece, unicodedata.normalize("NFC", piece), unicodedata.normalize("NFD", piece)]
    return str(draw(st.sampled_from(forms)) + draw(st.sampled_from(["", "", *INVISIBLE])))


class TestProperties:
    @unhurried
    @given(any_texts, st.integers(0, 40), st.integers(0, 40))
    @example("aaa", 0, 2)
    def test_a_substring_is_found_exactly_where_it_was(self, text: str, one: int, other: int) -> None:
        start, end = sorted((min(one, len(text)), min(other, len(text))))
        quote = text[start:end]
        found = SourceText(text).find(quote)
        if not quote.strip():
            assert found == NOT_FOUND
            return
        check_span(text, quote, found)
        first, *more = places(text, quote)
        assert found[:3] == (Step.AMBIGUOUS if more else Step.EXACT, first, first + len(quote))
        assert SourceText(text).find(quote, text[:start], text[end:])[:3] == (Step.EXACT, start, end)

    @unhurried
    @given(cuts(), st.data())
    def test_other_typography_is_found(self, cut: tuple[list[str], int, int], data: st.DataObject) -> None:
        text, start, end = cut
        whole = "".join(text)
        quote = "".join(data.draw(noisy(piece)) for piece in text[start:end])
        found = SourceText(whole).find(quote)
        check_span(whole, quote, found)
        several = len(places(typographic(whole), typographic(quote))) > 1
        if quote in whole:
            assert found.step is (Step.EXACT if len(places(whole, quote)) == 1 else Step.AMBIGUOUS)
        else:
            assert found.step is (Step.AMBIGUOUS if several else Step.TYPOGRAPHY)

    @unhurried
    @given(cuts(), st.data())
    def test_other_spacing_is_found(self, cut: tuple[list[str], int, int], data: st.DataObject) -> None:
        text, start, end = cut
        whole = "".join(text)
        gaps = st.sampled_from(["", "", " ", "\n", "\u3000 "])
        typed = "".join(data.draw(noisy(piece)) for piece in text[start:end] if piece.strip())
        quote = "".join(character + data.draw(gaps) for character in typed)
        found = SourceText(whole).find(quote)
        check_span(whole, quote, found)
        assert found.step is not Step.NOT_FOUND
        if typographic(quote) not in typographic(whole) and quote not in whole:
            several = len(places(spaceless(whole), spaceless(quote))) > 1
            assert found.step is (Step.AMBIGUOUS if several else Step.SPACING)

    @unhurried
    @given(any_texts, any_texts, texts | st.just(""), texts | st.just(""))
    def test_what_is_found_is_the_quote(self, text: str, quote: str, prefix: str, suffix: str) -> None:
        check_span(text, quote, SourceText(text).find(quote, prefix, suffix))
        check_span(text + quote, quote, SourceText(text + quote).find(quote))

    @unhurried
    @given(cuts(), st.data(), st.sampled_from("abcxéя京"))
    def test_a_changed_letter_is_not_found(
        self, cut: tuple[list[str], int, int], data: st.DataObject, letter: str
    ) -> None:
        text, start, end = cut
        quoted = text[start:end]
        quoted[data.draw(st.integers(0, len(quoted) - 1))] = letter
        whole, quote = "".join(text), "".join(quoted)
        assume(spaceless(quote) not in spaceless(whole) and quote not in whole)
        assert SourceText(whole).find(quote) == NOT_FOUND

    @unhurried
    @given(
        st.lists(st.sampled_from(["a", "b", "ab a", " “c”", "\n", "the same words "]), max_size=40).map("".join),
        st.lists(st.tuples(st.floats(0, 1), st.integers(1, 40), st.sampled_from(["", "a", "b "])), max_size=20),
        st.lists(st.tuples(any_texts, texts, texts), max_size=3),
    )
    def test_many_are_found_as_one_by_one(
        self, text: str, spans: list[tuple[float, int, str]], others: list[tuple[str, str, str]]
    ) -> None:
        quotes = []
        for share, length, prefix in spans:
            start = round(share * max(0, len(text) - length))
            quote = text[start : start + length]
            quotes += [(quote, prefix, ""), (quote.replace("“", '"').replace("a ", "a"), "", prefix)]
        source = SourceText(text)
        expected = [source.find(*quote) for quote in quotes + others]
        assert source.find_many(iter(quotes + others)) == expected
        for tiers in (places_of_quotes._LETTERS, places_of_quotes._SYLLABLES):
            with at_once(tiers):
                assert SourceText(text).find_many(quotes + others) == expected

    @unhurried
    @given(texts)
    def test_every_folded_span_comes_from_the_original_span_given(self, text: str) -> None:
        for fold, folded in (
            (typographic, fold_typography(Folded(text))),
            (spaceless, fold_spacing(fold_typography(Folded(text)))),
        ):
            assert folded.text == fold(text)
            ends = [offset for offset in range(len(folded.text) + 1) if is_boundary(folded.text, offset)]
            for start in ends:
                for end in ends[ends.index(start) + 1 :]:
                    first, after = folded.original_span(start, end)
                    assert fold(text[first:after]) == folded.text[start:end]

    @unhurried
    @given(any_texts, any_texts)
    def test_nearest_passage_is_in_the_text(self, text: str, quote: str) -> None:
        passage = nearest_passage(SourceText(text), quote)
        if passage:
            assert 0 <= passage.start < passage.end <= len(text)
            assert 0 < passage.ratio <= 1


def every_character() -> list[str]:
    return [chr(code) for code in range(sys.maxunicode + 1)]


def test_joining_starters_are_those_of_unicode() -> None:
    apart = {character: unicodedata.normalize("NFD", character) for character in every_character()}
    later = {character for parts in apart.values() for character in parts[1:]}
    marks = {character for character in apart if unicodedata.combining(character)}
    joining = later | {character for character, parts in apart.items() if parts[0] in later or parts[0] in marks}
    joining -= marks
    assert joining <= JOINING_STARTERS
    # The constant may be ahead of this Python's Unicode, but not beside it.
    assert {unicodedata.category(character) for character in JOINING_STARTERS - joining} <= {"Cn"}


def test_spaces_are_all_white_space_there_is() -> None:
    assert set(SPACES) | {" "} == {character for character in every_character() if character.isspace()}


@unhurried
@given(st.text(max_size=8), st.text(max_size=8))
def test_nothing_is_composed_across_a_boundary(before: str, after: str) -> None:
    assume(is_boundary(before + after, len(before)))
    parts = unicodedata.normalize("NFC", before) + unicodedata.normalize("NFC", after)
    assert unicodedata.normalize("NFC", before + after) == parts


MISPRINT = "It gives support in fi elds such as water manage-\r\nment and “twin-\r\nning” of schools."


@pytest.mark.parametrize(
    ("text", "quote", "step", "span"),
    [
        (MISPRINT, "support in fi elds", Step.EXACT, "support in fi elds"),
        (MISPRINT, "support in fields", Step.SPACING, "support in fi elds"),
        (MISPRINT, "support in field", Step.SPACING, "support in fi eld"),
        (MISPRINT, "supports in fields", Step.NOT_FOUND, ""),
        (MISPRINT, 'ment and "twin-\nning"', Step.TYPOGRAPHY, "ment and “twin-\r\nning”"),
        ("signed on\nbehalf of", "signed on behalf of", Step.TYPOGRAPHY, "signed on\nbehalf of"),
        ("a  b", "a b", Step.TYPOGRAPHY, "a  b"),
        ("(a b)", " b) ", Step.SPACING, "b)"),
        ("l’Hôtel de ville", "l'Ho\u0302tel", Step.TYPOGRAPHY, "l’Hôtel"),
        ("in Hawaiʻi.", "Hawai'i", Step.TYPOGRAPHY, "Hawaiʻi"),
        ("« La paix »", '"La paix"', Step.SPACING, "« La paix »"),
        ("1987–1991", "1987-1991", Step.TYPOGRAPHY, "1987–1991"),
        ("−5 °C", "-5\u00a0°C", Step.TYPOGRAPHY, "−5 °C"),
        ("uni\u00adver\u200bsity", "university", Step.TYPOGRAPHY, "uni\u00adver\u200bsity"),
        ("uni\u00ad\nversity\u00ad!", "university", Step.SPACING, "uni\u00ad\nversity"),
        ("「友好」と『友好』", "『友好』", Step.EXACT, "『友好』"),
        ("「友好」", "『友好』", Step.NOT_FOUND, ""),
        ("\u1100\u1161\u11a8 — 각", "각", Step.EXACT, "각"),
        ("서울 \u1100\u1161\u11a8.", "서울 각.", Step.TYPOGRAPHY, "서울 \u1100\u1161\u11a8."),
        ("Universita \u0308t", "Universität", Step.SPACING, "Universita \u0308t"),
        ("“q\u0301\u0323”", '"q\u0323', Step.NOT_FOUND, ""),
        ("“q\u0323\u0301”", '"q\u0323', Step.NOT_FOUND, ""),
        ("“e\u0301”", '"e', Step.NOT_FOUND, ""),
        ("“e\u0301”", "“e", Step.EXACT, "“e"),
        ("\u0301“x”", '\u0301"x', Step.TYPOGRAPHY, "\u0301“x"),
        ("the city", "The city", Step.NOT_FOUND, ""),
        ("the cities", "the citees", Step.NOT_FOUND, ""),
        ("text", "", Step.NOT_FOUND, ""),
        ("te xt", " \n\t\u00a0", Step.NOT_FOUND, ""),
        ("text", "\u200b", Step.NOT_FOUND, ""),
        ("", "text", Step.NOT_FOUND, ""),
        ("a \ud800 b", "\ud800", Step.EXACT, "\ud800"),
    ],
)
def test_examples(text: str, quote: str, step: Step, span: str) -> None:
    found = SourceText(text).find(quote)
    assert (found.step, text[found.start : found.end] if found != NOT_FOUND else "") == (step, span)


@pytest.mark.parametrize(
    ("plain", "variants"),
    [
        ("'", "\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4\u0060\uff07\u2039\u203a"),
        ('"', "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02"),
        ("-", "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"),
        (" ", "\u00a0\u1680\u2000\u2009\u200a\u202f\u205f\u3000\t\v\f\r\n\u0085\u2028\u2029"),
        ("", "\u00ad\u200b\u2060\ufeff"),
    ],
)
def test_signs_that_are_mixed_up(plain: str, variants: str) -> None:
    for variant in variants:
        assert SourceText(f"1{variant}2").find(f"1{plain}2") == (Step.TYPOGRAPHY, 0, 3, 1)
        assert SourceText(f"1{plain}2").find(f"1{variant}2") == (Step.TYPOGRAPHY, 0, len(plain) + 2, 1)


PAIRED = "Mayor A signed.\nMayor B signed. Mayor\u00a0C “signed”."


@pytest.mark.parametrize(
    ("quote", "prefix", "suffix", "step", "start"),
    [
        ("signed", "", "", Step.AMBIGUOUS, 8),
        ("signed", "Mayor B", "", Step.EXACT, 24),
        ("signed", "Mayor B \n", "", Step.EXACT, 24),
        ("signed", "", ".\nMayor B", Step.EXACT, 8),
        ("signed", "", ". Mayor C", Step.TYPOGRAPHY, 24),
        ("signed", "Mayor", "", Step.NOT_FOUND, -1),
        ("signed", "B", "?", Step.NOT_FOUND, -1),
        ("signed", " ", "\n", Step.AMBIGUOUS, 8),
        ("signed", "C “", "”", Step.EXACT, 41),
        ("signed", 'C "', '"', Step.TYPOGRAPHY, 41),
        ("signed", 'MayorC"', "", Step.SPACING, 41),
        ("Mayor", "", "", Step.AMBIGUOUS, 0),
        ("Mayor", "signed.", "B", Step.EXACT, 16),
        ("Mayor C", "signed.", "", Step.TYPOGRAPHY, 32),
        ("Mayor C", "B", "", Step.NOT_FOUND, -1),
    ],
)
def test_prefix_and_suffix_tell_places_apart(quote: str, prefix: str, suffix: str, step: Step, start: int) -> None:
    assert SourceText(PAIRED).find(quote, prefix, suffix)[:2] == (step, start)


def test_an_exact_place_wins_over_folded_ones() -> None:
    assert SourceText("cafe\u0301, ‘cafe’, café").find("café") == (Step.EXACT, 15, 19, 1)
    assert SourceText("don’t, don't").find("don't") == (Step.EXACT, 7, 12, 1)


def test_lines_end_with_any_line_end() -> None:
    text = SourceText("one\r\ntwo\rthree\nfour\n\u2028")
    assert [text.find(word).line for word in ("one", "two", "three", "four")] == [1, 2, 3, 4]
    assert [text.line_of(offset) for offset in (0, 3, 4, 5, 8, 9, 20, 21)] == [1, 1, 1, 2, 2, 3, 5, 5]
    for outside in (-1, 22):
        with pytest.raises(ValueError, match="outside a text of 21 characters"):
            text.line_of(outside)


def test_lines_of_a_text_are_counted_piece_by_piece_and_crlf_is_never_parted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quote_check, "_PIECE", 4)
    text = SourceText("one\r\ntwo\r\n\r\rx\n")
    assert text.line_count == 6
    assert [text.line_span(line) for line in range(1, 7)] == [(0, 5), (5, 10), (10, 11), (11, 12), (12, 14), (14, 14)]
    assert [text.words_span(line) for line in (1, 3, 5, 6)] == [(0, 3), (10, 10), (12, 13), (14, 14)]


def test_many_quotes_keep_their_order() -> None:
    words = [f"word {number:03}, of many" for number in range(300)]
    text = SourceText("\r\n".join(words))
    quotes = [(word[2:], "", "") for word in reversed(words)] + [("", "", ""), ("word 0", "", "")]
    found = text.find_many(quotes)
    assert [finding.line for finding in found] == [*range(300, 0, -1), -1, 1]
    assert text.find_many([]) == []


@pytest.mark.parametrize(
    "tiers", [places_of_quotes._LETTERS, places_of_quotes._SYLLABLES], ids=["letters", "syllables"]
)
def test_many_quotes_are_found_wherever_they_stand(tiers: tuple[places_of_quotes._Tier, ...]) -> None:
    text = "".join(map(chr, range(ord("一"), ord("一") + 70)))
    spans = [(start, end) for start in range(70) for end in range(start + 1, 71)]
    with at_once(tiers):
        found = SourceText(text).find_many((text[start:end], "", "") for start, end in spans)
        assert found == [(Step.EXACT, start, end, 1) for start, end in spans]
        # A quote longer than the text shares a window with it.
        found = SourceText(text[:45]).find_many([(text[5:45], "", ""), ("-" * 20 + text[:45], "", "")])
        assert found == [(Step.EXACT, 5, 45, 1), NOT_FOUND]


@unhurried
@given(st.text("ab", max_size=60), st.text("ab", min_size=1, max_size=8))
def test_overlapping_places_are_all_found(text: str, quote: str) -> None:
    assert list(places_of_quotes.scan(text, quote)) == places(text, quote)


class Counted(str):
    """A text that counts the characters that are compared when it is asked whether it goes on with some."""

    compared = 0

    def startswith(self, words: str, start: int = 0) -> bool:  # type: ignore[override]
        self.compared += len(words)
        return super().startswith(words, start)

    def find(self, words: str, start: int = 0) -> int:  # type: ignore[override]
        found = super().find(words, start)
        self.compared += (found if found >= 0 else len(self)) - start + len(words)
        return found


def test_a_prefix_is_looked_for_beside_the_quote_however_often_both_stand_elsewhere() -> None:
    text = SourceText("word " * 3000 + "here word")
    assert text.find("word", "here")[:2] == (Step.EXACT, 15005)
    assert text.find("word", "nowhere") == NOT_FOUND
    assert text.find("word", "", "nowhere") == NOT_FOUND
    assert text.find("here", "here") == NOT_FOUND


def test_a_prefix_that_never_fits_in_a_text_of_one_letter_costs_what_the_text_has() -> None:
    text = Counted("a" * 20_000 + "b")
    assert sum(1 for _ in places_of_quotes.scan(text, "a" * 5_000)) == 15_001
    assert text.compared < 10 * len(text)
    assert SourceText("b" + "a" * 20_000).find("a" * 5_000, "aab") == NOT_FOUND


@unhurried
@given(any_texts, any_texts, texts | st.just(""))
def test_every_place_is_told_and_the_first_is_the_one_found(text: str, quote: str, prefix: str) -> None:
    source = SourceText(text)
    found = source.find(quote, prefix)
    spans = list(source.places_of(quote, prefix))
    assert spans[:1] == ([found[1:3]] if found != NOT_FOUND else [])
    assert (len(spans) > 1) == (found.step is Step.AMBIGUOUS)


@pytest.mark.parametrize(
    ("quote", "nearest"),
    [
        ("gives supports in field", "gives support in fi elds"),
        ('water management, and "twinning" of schools', "water manage-\r\nment and “twin-\r\nning” of schools."),
        ("nothing of the kind was ever said here", None),
        ("", None),
        ("xy", None),
    ],
)
def test_nearest_passage_is_shown(quote: str, nearest: str | None) -> None:
    passage = nearest_passage(SourceText(MISPRINT), quote)
    assert (passage and MISPRINT[passage.start : passage.end]) == nearest


def test_nearest_passage_of_a_script_without_spaces() -> None:
    text = "神戸市は昭和三十二年にシアトル市と姉妹都市提携を結んだ。" * 2 + "大阪市は別である。"
    passage = nearest_passage(SourceText("前" * 50 + text), "大阪市は別だ。")
    assert passage
    assert "大阪市は別" in ("前" * 50 + text)[passage.start : passage.end]


def test_many_quotes_of_one_letter_in_a_text_of_it_take_little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places_of_quotes, "_MOST_HITS", 1_000)
    text = SourceText("a" * 20_000 + "b")
    wanted = [("a" * length + end, "", "") for length in range(40, 80) for end in ("", "b", "c")]
    tracemalloc.start()
    try:
        found = text.find_many(wanted)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [finding.step for finding in found] == ["ambiguous", "exact", "not-found"] * 40
    assert most < 5_000_000
