"""A loose key for names under which the usual romanisations of one Korean, Chinese or Japanese name fall together.

Korean: Revised, McCune-Reischauer and what newspapers write (Gimcheon, Kimch'ŏn, Kimchon). Chinese: pinyin, Wade-Giles
and the regular part of postal spelling (Chongqing, Ch'ung-ch'ing, Chungking). Japanese: Hepburn, Kunrei and the ways to
write long vowels (Kōfu, Kouhu, Kohfu). Other scripts are romanised first.

The key throws away much: Cheongju and Chungju share one, and so do Fuzhou and Huzhou. It is for queries that
find nothing or little as they are spelt, and what it finds ranks below what is spelt alike.
"""

from __future__ import annotations

import re
from functools import cache

from tui.records.folding import indexed, romanised

# What is written and what becomes of it, in this order. After the affricates "c" stands for all of them.
_RULES = (
    # Vowels: Korean eo and eu, Japanese ou and oh, Wade-Giles and postal ow, uo, ien, ung and a final h.
    ("eo", "o"),
    ("eu", "u"),
    ("^oo", "o"),
    ("oo", "u"),
    ("ou|uo|ow(?![aeiou])", "o"),
    ("ee", "i"),
    ("ei", "e"),
    ("(?<=[iy])en", "an"),
    ("ung", "ong"),
    ("(?<=[aeiou])h(?![aeiou])", ""),
    # Affricates and s. K before ia and a final ing is postal (Kiangsu, Fukien, Nanking).
    ("ssu|szu|sze", "si"),
    ("tzu", "ci"),
    ("k(?=ia|ing$)", "c"),
    ("t?ch|zh|t[sz]|dz|[jqz]", "c"),
    ("sh|hs|x", "s"),
    # Voiced or not is one in Korean and Wade-Giles, l and r in Korean and Japanese. The g of ng is no stop.
    ("(?<!n)g|g(?=[aeiouwy])", "k"),
    ("d", "t"),
    ("b", "p"),
    ("r", "l"),
    # Kunrei ti, tu, tya, sya, zya and hu.
    ("t(?=i(?![aeou])|u|y)", "c"),
    ("(?<=[sc])y", ""),
    ("f(?=u)", "h"),
    # Glides that are written or not (Wuhan, Yichang, Tokio, Kwangju), and what a consonant does to the next.
    ("(?<![aeiou])wu", "u"),
    ("(?<![aeiou])yi", "i"),
    ("u(?=[aeio])", "w"),
    ("i(?=[aeou])", "y"),
    ("m(?=[pm])", "n"),
    ("nl|ln", "l"),
    ("ngl", "ngn"),
    ("ml", "mn"),
    # Doubled letters, as in Hokkaido.
    (r"(.)\1+", r"\1"),
)


def sound_key(word: str) -> str:
    """The key of a word or a whole name, in lower-case ASCII letters and digits as far as it can be romanised.

    Blanks, hyphens, apostrophes and accents make no difference: "Cheng du", "Ch'eng-tu" and "Chengdu" have one key.
    A text without letters and digits has the key "".
    """
    key = "".join(_plain(part) for part in word.split())
    for written, sign in _rules():
        key = key.replace(written, sign) if isinstance(written, str) else written.sub(sign, key)
    return key


def _plain(word: str) -> str:
    plain = indexed(word).replace(" ", "")
    return plain if plain.isascii() else romanised(word).partition(" ")[0] or plain


@cache
def _rules() -> tuple[tuple[str | re.Pattern[str], str], ...]:
    """The rules, of which only those that are no plain letters are compiled, when the first key is made."""
    return tuple((written if written.isalpha() else re.compile(written), sign) for written, sign in _RULES)
