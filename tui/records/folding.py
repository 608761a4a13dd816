"""Folding of text for search: case, accents, width and compatibility forms no longer make a difference.

`fold` keeps the text as it is otherwise; `tokens` and `indexed` cut it into the words that are searched; `romanised`
adds how words of other scripts read in Latin letters. What is asked goes through the same functions as what is indexed.

A word is a run of letters and digits. Apostrophes, hyphens, dots and everything else end it: "O'Brien" is two words.
Commas between thousands don't: "500,000,000" is 500000000. Signs that are not seen (soft hyphens, joiners, variation
selectors) are passed over. Han, kana and Hangul syllables are words of one character each, as they are written without
blanks or with suffixes. Kana keep their voicing marks, which make other letters of them.

Tokens hold no ASCII but lower-case letters and digits, so FTS5's `ascii` tokenizer cuts `indexed` text where we did.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

# Letters that Unicode does not decompose though readers type them without their stroke (as in Łódź, Ærø).
_STROKES = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
    | {"’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-"}
)
# Where blocks begin, and the first code point behind each; as a pattern they take longer to compile than a query.
_HAN = (0x3005, 0x3008, 0x3021, 0x302A, 0x3400, 0x4DC0, 0x4E00, 0xA000, 0xF900, 0xFB00, 0x20000, 0x323B0)
_KANA_AND_HANGUL = (0x3041, 0x3097, 0x309D, 0x30A0, 0x30A1, 0x30FB, 0x30FC, 0x3100, 0x31F0, 0x3200, 0xAC00, 0xD7A4)
_UNSEEN = (0x34F, 0x350, 0x115F, 0x1161, 0x180B, 0x1810, 0x2060, 0x2070, 0xFE00, 0xFE10, 0xE0000, 0xE1000)
# A comma with one to three digits before it and three behind. It starts with the comma, which is what is scanned for.
_IN_NUMBER = ",(?<=[0-9],)(?<![0-9]{4},)(?=[0-9]{3}(?![0-9]))"
_ASCII_WORD = f"[0-9a-z]+(?:{_IN_NUMBER}[0-9a-z]+)*"
_ZERO_WIDTH_SPACE = "\u200b"

# A longer run without a blank is prose (in Han, Thai), which nobody looks for by its reading.
_LONGEST_NAME = 32
# Where names are not read as their characters are read one by one.
_READINGS = {
    "都": "du",
    "重庆": "chong qing",
    "重慶": "chong qing",
    "厦门": "xia men",
    "廈門": "xia men",
    "六安": "lu an",
    "蚌埠": "beng bu",
    "番禺": "pan yu",
    "乐清": "yue qing",
    "樂清": "yue qing",
    "陕西": "shaan xi",
    "陝西": "shaan xi",
    "佛山": "fo shan",
    "西藏": "xi zang",
    "银行": "yin hang",
    "銀行": "yin hang",
    "音乐": "yin yue",
    "音樂": "yin yue",
}
# Characters that read otherwise in names, and forms of Japan that read as what they stand for (濱, 豐).
_READ_IN_NAMES = {"长": "chang", "長": "chang", "浜": "bin", "豊": "feng", "鉄": "tie", "伝": "chuan", "価": "jia"}
_READ_IN_NAMES |= {"仮": "jia", "囲": "wei", "戯": "xi", "払": "fu", "糸": "si"}
# Around 长 as the head or the elder of something, which is zhang: 市长, 长老.
_HEADED = "市县縣州省区區镇鎮乡鄉村部厅廳局处處科会會院校团團队隊事书書家成增"
_ELDER = "官老子孙孫者辈輩"
# How letters are written out where a keyboard has none of them: Duesseldorf, Aarhus.
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})


class Token(NamedTuple):
    """A folded word, and where it stands in the original text, in characters (`end` is behind its last one)."""

    text: str
    start: int
    end: int


class _Folds(dict[int, str]):
    """What each character folds to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_char(chr(code))
        return folded


class _Pieces(dict[int, str]):
    """What each character adds to the words: letters, nothing, a blank, or itself between blanks."""

    def __missing__(self, code: int) -> str:
        self[code] = piece = _piece(chr(code))
        return piece


class _Joins(dict[str, bool]):
    """Whether a character may melt into those before it under NFKC: a mark, or a jamo behind the first."""

    def __missing__(self, char: str) -> bool:
        first = unicodedata.normalize("NFKD", char)[0]
        self[char] = joins = "\u1161" <= first <= "\u11ff" or unicodedata.category(first)[0] == "M"
        return joins


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern, compiled when it is first needed: most queries are over before."""
    return re.compile(pattern)


def _within(char: str, blocks: tuple[int, ...]) -> bool:
    return bisect_right(blocks, ord(char)) % 2 == 1


def _stands_alone(char: str) -> bool:
    return _within(char, _HAN) or _within(char, _KANA_AND_HANGUL)


def _fold_char(char: str) -> str:
    if _stands_alone(char):
        return char
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    category = unicodedata.category(char)
    if category == "Cs":
        return "\ufffd"
    if (category in ("Cf", "Me") and char != _ZERO_WIDTH_SPACE) or _within(char, _UNSEEN):
        return ""
    # Compatibility forms hide capitals (№, 𝓐), and small letters hide compatibility forms: apart before and after.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    bare = "".join(part for part in apart if not unicodedata.combining(part))
    return unicodedata.normalize("NFC", bare.translate(_STROKES))


def _piece(char: str) -> str:
    if _stands_alone(char):
        return f" {char} "
    folded = _FOLDS[ord(char)]
    # Cn is what this Python's Unicode does not know yet: letters, as far as anybody will look for it.
    if all(part.isalnum() or unicodedata.category(part) in ("Mn", "Mc", "Co", "Cn") for part in folded):
        return folded
    return " "


_FOLDS, _PIECES, _JOINS = _Folds(), _Pieces(), _Joins()


def fold(text: str) -> str:
    """The text as search compares it. Hangul stays whole syllables; lone surrogates become U+FFFD."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).translate(_FOLDS))


def indexed(text: str) -> str:
    """The words of a text, folded, with one blank between them: what full-text search stores. "" if there are none."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    if "," in text:
        text = _compiled(_IN_NUMBER).sub("", text)
    return " ".join(text.translate(_PIECES).split())


def tokens(text: str) -> list[Token]:
    """The words of `indexed(text)`, in its order, with their places in the original text.

    Where one character makes several words (U+FDFA is four), each of them has its place.
    """
    if text.isascii():
        found = _compiled(_ASCII_WORD).finditer(text.lower())
        return [Token(word[0].replace(",", ""), word.start(), word.end()) for word in found]
    return _placed(text)


def _placed(text: str) -> list[Token]:
    # What stands between two starts is folded on its own, and the same as within the whole text.
    starts = [at for at, char in enumerate(text) if char < "\u0300" or not at or not _JOINS[char]]
    normal: list[str] = []
    places: list[tuple[int, int]] = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        for char in unicodedata.normalize("NFKC", text[start:end]):
            normal.append(char)
            places.append((start, end))
    commas = {found.start() for found in _compiled(_IN_NUMBER).finditer("".join(normal))}
    found_words: list[Token] = []
    word, first, last = "", 0, 0
    for at, char in enumerate(normal):
        piece = "" if at in commas else _PIECES[ord(char)]
        if piece and piece[0] != " ":
            if not word:
                first = places[at][0]
            word += piece
            last = places[at][1]
        elif piece:
            if word:
                found_words.append(Token(word, first, last))
                word = ""
            if piece != " ":
                found_words.append(Token(piece[1], *places[at]))
    if word:
        found_words.append(Token(word, first, last))
    return found_words


def spans_of(wanted: Sequence[tuple[tuple[str, ...], bool]], words: list[Token]) -> list[tuple[int, int]]:
    """Where runs of tokens stand among the words of a text: spans in order, merged where they touch or overlap.

    Each run comes with whether its last token may be the beginning of a longer word.
    """
    spans: list[tuple[int, int]] = []
    exact: dict[str, list[tuple[str, ...]]] = {}
    for run, prefix in wanted:
        if not prefix:
            exact.setdefault(run[-1], []).append(run)
    prefixes = [run for run, prefix in wanted if prefix]
    for at, word in enumerate(words):
        for run in (*exact.get(word.text, ()), *(run for run in prefixes if word.text.startswith(run[-1]))):
            first = at + 1 - len(run)
            if first >= 0 and all(words[first + n].text == token for n, token in enumerate(run[:-1])):
                spans.append((words[first].start, word.end))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            start, end = merged[-1][0], max(end, merged.pop()[1])
        merged.append((start, end))
    return merged


def romanised(text: str) -> str:
    """How else the words of a name are typed in Latin letters, as `indexed` stores it; "" if there is no other way.

    Words are joined as written: 成都 is "chengdu", 부산광역시 "busangwangyeogsi", found by any beginning of it. Han
    has no blanks, so runs of three characters and more are followed by all pairs and triples in them, which finds
    chengdu in 四川省成都市. Han is read in Mandarin (東京 is "dongjing"), Hangul syllable by syllable in the Revised
    Romanisation, everything else as anyascii has it. Runs longer than 32 characters are left out. Umlauts and their
    kin are written out, and ß is a single s: Düsseldorf is "duesseldorf" too, and Weißdorf "weisdorf".
    """
    if text.isascii():
        return ""
    normal = unicodedata.normalize("NFKC", text)
    runs = "".join(char if _PIECES[ord(char)] != " " else " " for char in normal).split()
    readings: dict[str, None] = {}
    for run in runs:
        if not run.isascii():
            readings.update(dict.fromkeys(_written_out(run) if indexed(run).isascii() else _readings(run)))
    return " ".join(readings)


def _written_out(run: str) -> list[str]:
    lower = run.lower()
    written = (indexed(lower.translate(_WRITTEN_OUT)), indexed(lower.replace("ß", "s")))
    return [word for word in written if word != indexed(run)]


def _readings(run: str) -> list[str]:
    if len(run) > _LONGEST_NAME:
        return []
    parts = _read(run)
    found = ["".join(parts)]
    if len(parts) > 2 and any(_within(one, _HAN) and _within(other, _HAN) for one, other in pairwise(run)):
        found += ["".join(parts[at : at + size]) for size in (2, 3) for at in range(len(parts) - size + 1)]
    return [reading for reading in found if reading]


def _read(run: str) -> list[str]:
    """How each character of a word reads, in lower-case ASCII letters and digits."""
    parts = [_read_char(char) for char in run]
    for word, reading in _READINGS.items():
        at = run.find(word)
        while at >= 0:
            for place, part in enumerate(reading.split(), start=at):
                parts[place] = part
            at = run.find(word, at + 1)
    for at, char in enumerate(run):
        before = parts[at - 1] if at else ""
        if char == "々":
            parts[at] = before
        elif char in "长長" and (run[max(at - 1, 0)] in _HEADED or run[min(at + 1, len(run) - 1)] in _ELDER):
            parts[at] = "zhang"
        elif char in "っッ" and at + 1 < len(parts):
            parts[at] = parts[at + 1][:1]
        elif char in "ゃゅょャュョ" and before.endswith("i"):
            parts[at - 1] = before[:-1]
            parts[at] = parts[at].removeprefix("y") if before in ("shi", "chi", "ji") else parts[at]
    return parts


@cache
def _read_char(char: str) -> str:
    if char in _READ_IN_NAMES:
        return _READ_IN_NAMES[char]
    # Read in only where a base has other scripts: most queries and many bases have none.
    from anyascii import anyascii

    return indexed(anyascii(char)).replace(" ", "")
