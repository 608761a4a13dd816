"""Text from outside, made safe for a terminal without hiding what was in it.

Nothing is dropped: a character that would act or hide becomes a visible stand-in, so that a verbatim quote stays honest
and no escape sequence, title, clipboard write or direction override reaches the terminal (CVE-2021-42574 and its kin).
Records keep the raw text, which the quote check needs; every way out passes through here. docs/format.md has the rules.
"""

import re
from functools import cache

MOST_MARKS = 8
"""Combining marks on one character that are shown. Vietnamese, Hebrew and Tibetan need four at most."""

_PICTURES = {code: chr(0x2400 + code) for code in range(32) if code != 0x0A} | {0x7F: "\u2421", 0x09: " "}
_CONTROLS = "\x00-\x09\x0b-\x1f\x7f"
# C1, controls of direction, line and paragraph separators, interlinear marks, surrogates, noncharacters.
_ACTING = "\x80-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
# What nobody sees (Default_Ignorable_Code_Point of Unicode, and format controls of old scripts), and private use, of
# which everybody sees something else; beyond the first plane tags and noncharacters too.
_HIDING = "\u034f\u115f\u1160\u17b4\u17b5\u180e\u2060-\u2065\u3164\ue000-\uf8ff\ufeff\uffa0\ufff0-\ufff8"
_BEYOND = (
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
    "\U000f0000-\U0010ffff"
    + "".join(chr(plane * 0x10000 + last) for plane in range(1, 15) for last in (0xFFFE, 0xFFFF))
)
# What nobody sees either and some texts need: soft hyphens, joiners, where words without blanks may break, selectors.
_JOINERS = "\u200c\u200d"
_IN_PLACE = f"\u00ad\u200b{_JOINERS}\u180b-\u180d\u180f\ufe00-\ufe0f"
_SELECTORS_BEYOND = "\U000e0100-\U000e01ef"
# A class with many ranges beyond the first plane is slow: such characters are found first, and looked at then.
_SUSPECT = f"[{_CONTROLS}{_ACTING}{_HIDING}{_IN_PLACE}\U00010000-\U0010ffff]"
# England, Scotland and Wales are a black flag and tags; no other sequence of tags has a picture that all fonts know.
_FLAG = "\U0001f3f4"
_FLAG_TAGS = "\U000e0067\U000e0062(?:{})\U000e007f".format(
    "|".join("".join(chr(0xE0000 + ord(letter)) for letter in name) for name in ("eng", "sct", "wls"))
)
_STAND_IN = f"{_SUSPECT}(?:(?<=[\0-\uffff])|(?<={_FLAG}){_FLAG_TAGS}|(?<=[{_BEYOND}{_SELECTORS_BEYOND}]))"
# No mark is a letter, a digit or a blank: whatever else comes in a row is looked at one by one. Blocks without marks
# come first, so that most texts are gone through quickly.
_NO_MARKS = "\x00-\u02ff\u2000-\u200b\u200e-\u206f\u3000-\u3029\u3030-\u3098\u309b-\ua66e\uac00-\ud7ff"
_PILE = rf"[^{_NO_MARKS}](?<!\w)[^\w\s\x00-\x7f]{{{MOST_MARKS},}}"
# What every pile begins with. Classes of many blocks take milliseconds to compile, which most commands can do without.
_PILE_BEGUN = rf"[^\w\s\x00-\x7f]{{{MOST_MARKS + 1}}}"

# What a character of _IN_PLACE may stand behind: letters that join or part, words without blanks, pictures.
_SCRIPTS_THAT_JOIN = (
    "\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u17b3\u17b6-\u180a\u1810-\u18af\u1900-\u1cff\ua800-\uabff"
    "\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010a00-\U000134ff"
)
_PICTURED = "\u2190-\u2bff\u3030\u303d\u3297\u3299\ufe0f\U0001f000-\U0001faff"
_BEFORE = {
    "\u00ad": r"[^\W\d_]",
    "\u200b": "[\u0e01-\u0eff\u1000-\u109f\u1780-\u17b3\u17b6-\u17ff]",
    "\u200c": f"[{_SCRIPTS_THAT_JOIN}]",
    "\u200d": f"[{_SCRIPTS_THAT_JOIN}{_PICTURED}]",
}
# A selector chooses between forms of a sign, a digit, an ideograph, a letter of Mongolian, Myanmar or Phags-pa.
_SELECTED = (
    "[0-9\u1000-\u109f\u1800-\u180a\u1810-\u18af\ua840-\ua87f\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
    r"|[^\w\s]"
)


def display_safe(text: str) -> str:
    """The text with every character that could act on a terminal, or hide in it, made visible.

    C0 and DEL become control pictures (ESC as ␛), a tab one blank; C1, controls of direction, tags, surrogates,
    noncharacters, private use and what nobody sees become ⟨U+202E⟩; of more than MOST_MARKS combining marks in a row
    the others are counted, as ⟨492 marks⟩. Joiners, selectors and soft hyphens stay where a writing system or a picture
    needs them, and a line feed stays. Idempotent.
    """
    # What Python calls printable holds nothing that acts, and most texts are ASCII: theirs is the shortest way.
    if text.isascii():
        return text if text.isprintable() or not _compiled(f"[{_CONTROLS}]").search(text) else text.translate(_PICTURES)
    if _compiled(_PILE_BEGUN).search(text):
        text = _compiled(_PILE).sub(_without_piles, text)
    return _compiled(_STAND_IN).sub(_shown, text) if _compiled(_SUSPECT).search(text) else text


def one_line(text: str) -> str:
    """Safe text on a single line: for labels, titles and messages. A soft hyphen has no use there and is shown."""
    safe = display_safe(text)
    if "\n" in safe:
        safe = safe.replace("\n", "\u2424")
    return safe.replace("\u00ad", "⟨U+00AD⟩") if "\u00ad" in safe else safe


def spans_to_show(text: str) -> list[tuple[int, int]]:
    """Where, as first and last character + 1, the text has what `display_safe` does not leave as it is."""
    if text.isascii() and text.isprintable():
        return []
    found = []
    if _compiled(_PILE_BEGUN).search(text):
        found += [(at.start() + MOST_MARKS, at.end()) for run in _compiled(_PILE).finditer(text) for at in _piles(run)]
    if _compiled(_SUSPECT).search(text):
        found += [at.span() for at in _compiled(_STAND_IN).finditer(text) if _shown(at) != at[0]]
    return _joined(sorted(found))


def json_safe(document: str) -> str:
    r"""A JSON document in which what `display_safe` would change stands as \u escapes: the same values (RFC 8259)."""
    if document.isascii() and "\x7f" not in document:
        return document
    pieces: list[str] = []
    end = 0
    for first, last in spans_to_show(document):
        pieces += [document[end:first], _escaped(document[first:last])]
        end = last
    return "".join([*pieces, document[end:]])


def _escaped(text: str) -> str:
    return "".join(rf"\u{unit:04x}" for unit in memoryview(text.encode("utf-16-le", "surrogatepass")).cast("H"))


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for first, last in spans:
        if joined and first < joined[-1][1]:
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        else:
            joined.append((first, last))
    return joined


def _shown(found: re.Match[str]) -> str:
    """What stands for a character: a picture, itself where it has its place, else its number."""
    text = found[0]
    if len(text) > 1 or _in_its_place(found.string, found.start()):
        return text
    return _PICTURES.get(ord(text)) or f"\u27e8U+{ord(text):04X}\u27e9"


def _in_its_place(text: str, at: int) -> bool:
    """Whether a character that nobody sees does what it is for."""
    char, before = text[at], text[at - 1 : at]
    if not before or not _compiled(f"[{_IN_PLACE}{_SELECTORS_BEYOND}]").match(char):
        return False
    if _compiled(_STAND_IN).match(before):
        # A selector makes a picture of what a joiner joins: the only two that stand together.
        return char == "\u200d" and before == "\ufe0f" and _in_its_place(text, at - 1)
    return bool(_compiled(_BEFORE.get(char, _SELECTED)).match(before))


def _without_piles(run: re.Match[str]) -> str:
    pieces: list[str] = []
    end = run.start()
    for pile in _piles(run):
        first = pile.start() + MOST_MARKS
        count = pile.end() - first
        pieces += [run.string[end:first], f"\u27e8{count} mark{'' if count == 1 else 's'}\u27e9"]
        end = pile.end()
    return "".join([*pieces, run.string[end : run.end()]])


def _piles(run: re.Match[str]) -> list[re.Match[str]]:
    """Marks (general categories Mn and Me, of any block) and joiners, more in a row than anybody writes."""
    from unicodedata import category

    marks = "".join(char for char in set(run[0]) if category(char) in ("Mn", "Me"))
    if not marks:
        return []
    pile = re.compile(f"[{re.escape(marks)}{_JOINERS}]{{{MOST_MARKS + 1},}}")
    return list(pile.finditer(run.string, *run.span()))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern, compiled when it is first needed: that takes as long as many a command."""
    return re.compile(pattern)
