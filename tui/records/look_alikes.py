"""What letters look like: words that mix scripts, and texts that look the same though their characters differ.

A part of Unicode UTS #39 (confusables.txt, 15.1): letters of alphabets with capitals that look like a letter of ASCII.
Scripts that are written together (Han and kana, Han and Hangul, Latin words beside them) are no mixture.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from unicodedata import normalize

# Pairs: a letter, and the letter of ASCII that it looks like.
_CYRILLIC = "АAВBЕEІIЈJКKМMНHОOРPСCТTУYХXЅSҮYѴVӀIԌGԜWаaгrеeоoрpсcуyхxѕsіiјjѡwѵvүyһhҽeӏiԁdԛqԝwЬb"
_GREEK = "ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXϒYϜFϹCϺMͿJαaγyιiνvοoρpσoυuϱpϲcϳj"
_ARMENIAN = "ՍUՏSՕOաwգqզqհhոnռnսuցgքfօo"
_CHEROKEE = "ᎠDᎡRᎢTᎥiᎩYᎪAᎫJᎬEᎳWᎷMᎻHᎽYᏀGᏂhᏃZᏏbᏒRᏔWᏕSᏙVᏚSᏞLᏟCᏢPᏦKᏧdᏳGᏴBꭵiꮁrꮃwꮓzꮩvꮪsꮯc"
_COPTIC = "ⲎHⲒIⲔKⲘMⲚNⲞOⲢPⲤCⲦTⲨYⲬXⳐLⲅrⲟoⲣpⲥc"
_PAIRS = _CYRILLIC + _GREEK + _ARMENIAN + _CHEROKEE + _COPTIC
# The capital i is a small L in many typefaces; in ids digits look like letters too.
_LIKE = str.maketrans(_PAIRS[::2] + "I", _PAIRS[1::2].replace("I", "l") + "l")
_LIKE_IN_IDS = str.maketrans("01", "ol")

_SCRIPTS = {
    "Latin": "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff\u2c60-\u2c7f\ua720-\ua7ff\uab30-\uab64",
    "Greek": "\u0370-\u0373\u0376\u0377\u037b-\u037d\u037f\u0386-\u03ff\u1f00-\u1fff",
    "Cyrillic": "\u0400-\u0482\u048a-\u052f\u1c80-\u1c8f\ua640-\ua66e\ua680-\ua69d",
    "Armenian": "\u0531-\u0556\u0560-\u0588",
    "Cherokee": "\u13a0-\u13ff\uab70-\uabbf",
    "Coptic": "\u2c80-\u2ce4\u2ceb-\u2cee",
    "fullwidth": "\uff21-\uff3a\uff41-\uff5a",
    "mathematical": "\U0001d400-\U0001d7cb",
}
_OTHER_THAN_LATIN = re.compile(f"[{''.join(_SCRIPTS.values()).removeprefix(_SCRIPTS['Latin'])}]")
_LETTERS = {script: re.compile(f"[{letters}]") for script, letters in _SCRIPTS.items()}
# Marks that no letter has taken up; other scripts end a word, as Han between two names does.
_WORD = re.compile(f"[{''.join(_SCRIPTS.values())}\u0300-\u036f\u0483-\u0487]+")


class Mixture(NamedTuple):
    """A word of letters of more than one script, the first letter of the rarer one, and the names of both."""

    word: str
    letter: str
    script: str
    others: str


def may_deceive(text: str) -> bool:
    """Whether a text has letters of a script that has look-alikes of Latin letters. No ASCII text has."""
    return not text.isascii() and _OTHER_THAN_LATIN.search(text) is not None


def mixtures(text: str) -> list[Mixture]:
    """The words of a text that mix scripts of which letters look alike. Words of other scripts are no mixture."""
    found = []
    for word in _WORD.findall(normalize("NFC", text)) if may_deceive(text) else ():
        letters = {script: every for script, one in _LETTERS.items() if (every := one.findall(word))}
        if len(letters) > 1:
            first, *_, last = sorted(letters, key=lambda script: (len(letters[script]), script == "Latin"))
            found.append(Mixture(word, letters[first][0], first, last))
    return found


def skeleton(text: str) -> str:
    """What a text looks like: the same for texts that look alike across scripts (UTS #39, section 4)."""
    if text.isascii():
        return text.translate(_LIKE)
    return normalize("NFC", normalize("NFKC", text).translate(_LIKE))


def id_skeleton(id: str) -> str:
    """What an id looks like: `1` and `l`, `0` and `o`, `rn` and `m` are the same."""
    return id.translate(_LIKE_IN_IDS).replace("rn", "m")


def same_text(one: str, other: str) -> bool:
    """Whether two texts are the same but for capitals and the way they are encoded: no look-alikes, but equal."""
    return normalize("NFC", one).casefold() == normalize("NFC", other).casefold()
