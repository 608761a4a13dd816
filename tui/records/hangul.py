"""How words in Hangul are said, in the letters of the Revised Romanisation of Korean (2000).

Letters stand for sounds, so that what consonants do to each other is written: 종로 is jong-no, 신라 sil-la. What only a
dictionary knows is not: that some words keep their n before l (신문로), put an n between parts, or say a consonant
harder. The standard leaves changes inside given names unwritten; a reader who is to say them needs them.
"""

from __future__ import annotations

from itertools import pairwise

_FIRST, _LAST = 0xAC00, 0xD7A3
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_FINALS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_VOWELS = (
    *("a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae"),
    *("oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui", "i"),
)
_I = len(_VOWELS) - 1
_LETTERS = dict(
    zip(
        _INITIALS,
        ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"),
        strict=True,
    )
)
# Finals of two consonants before a vowel: what stays, and what goes over to the next syllable.
_PARTED = {
    "ㄳ": "ㄱㅆ", "ㄵ": "ㄴㅈ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ", "ㄽ": "ㄹㅆ", "ㄾ": "ㄹㅌ", "ㄿ": "ㄹㅍ",
    "ㅄ": "ㅂㅆ", "ㄶ": " ㄴ", "ㅀ": " ㄹ",
}  # fmt: skip
# The seven sounds that a syllable can end with.
_ENDINGS = dict.fromkeys("ㄱㄲㅋㄳㄺ", "ㄱ") | dict.fromkeys("ㄴㄵㄶ", "ㄴ") | dict.fromkeys("ㄷㅅㅆㅈㅊㅌㅎ", "ㄷ")
_ENDINGS |= (
    dict.fromkeys("ㄹㄼㄽㄾㅀ", "ㄹ")
    | dict.fromkeys("ㅁㄻ", "ㅁ")
    | dict.fromkeys("ㅂㅍㅄㄿ", "ㅂ")
    | {"ㅇ": "ㅇ", " ": " "}
)
_END_LETTERS = dict(zip("ㄱㄴㄷㄹㅁㅂㅇ ", ("k", "n", "t", "l", "m", "p", "ng", ""), strict=True))
_ASPIRATED = {"ㄱ": "ㅋ", "ㄷ": "ㅌ", "ㅈ": "ㅊ"}
_NASALS = {"ㄱ": "ㅇ", "ㄷ": "ㄴ", "ㅂ": "ㅁ"}


def spoken(text: str) -> str:
    """Words in Hangul by syllables as they are said, `gim-cheon-si`; "" for a text with any other sign but blanks."""
    words = text.split()
    if not words or not all(_FIRST <= ord(char) <= _LAST for word in words for char in word):
        return ""
    return " ".join(map(_word, words))


def _word(word: str) -> str:
    parts = [_parts(char) for char in word]
    for here, following in pairwise(parts):
        here[2], following[0] = _meeting(here[2], following[0], following[1] == _VOWELS[_I])
    parts[-1][2] = _ENDINGS[parts[-1][2]]
    said = []
    before = " "
    for initial, vowel, final in parts:
        # Two of them in a row are one long l.
        letter = "l" if initial == "ㄹ" and before == "ㄹ" else _LETTERS[initial]
        said.append(f"{letter}{vowel}{_END_LETTERS[final]}")
        before = final
    return "-".join(said)


def _parts(char: str) -> list[str]:
    """Initial, vowel (in Latin letters) and final of a syllable, by its place in Unicode's table."""
    rest, final = divmod(ord(char) - _FIRST, len(_FINALS))
    initial, vowel = divmod(rest, len(_VOWELS))
    return [_INITIALS[initial], _VOWELS[vowel], _FINALS[final]]


def _meeting(final: str, initial: str, before_i: bool) -> tuple[str, str]:
    """What the end of a syllable and the beginning of the next become: one of seven endings, and an initial."""
    if initial == "ㅇ" and final not in " ㅇ":
        return _carried(final, before_i)
    if final in "ㅎㄶㅀ" and initial in _ASPIRATED:
        return {"ㅎ": " ", "ㄶ": "ㄴ", "ㅀ": "ㄹ"}[final], _ASPIRATED[initial]
    end = _ENDINGS[final]
    if initial == "ㄹ" and end in "ㅁㅇㄱㄷㅂ":
        return _NASALS.get(end, end), "ㄴ"
    if end in _NASALS and initial in "ㄴㅁ":
        return _NASALS[end], initial
    if end + initial in ("ㄴㄹ", "ㄹㄴ"):
        return "ㄹ", "ㄹ"
    return end, initial


def _carried(final: str, before_i: bool) -> tuple[str, str]:
    """A final before a vowel goes over to it; t and d become ch and j before i, h is not said."""
    if final == "ㅎ":
        return " ", "ㅇ"
    stays, goes = tuple(_PARTED.get(final, f" {final}"))
    if before_i:
        goes = {"ㄷ": "ㅈ", "ㅌ": "ㅊ"}.get(goes, goes)
    return _ENDINGS[stays], goes
