"""What tomli says of a text that is no TOML, with what to do about it."""

from __future__ import annotations

import re
import unicodedata

import tomli

from tui.records.toml_tokens import tokens

CODE = "not-toml"
_MOST = 120  # characters of a message: tomli repeats what is written

_MERGE_MARKERS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_UNCLOSED = "close the text with the quotation mark it begins with"
_TWICE = "it stands there already: remove one; a record begins with double brackets, [[fact]]"
_DATE = "dates stand in quotes"
# What a message of tomli begins with, and what to do about it.
_HINTS = {
    "Invalid value": "a text value stands in double quotes",
    "Unterminated string": _UNCLOSED,
    r"Illegal character '\n'": _UNCLOSED,
    r"Found invalid character '\n'": _UNCLOSED,
    "Expected '\"": _UNCLOSED,
    "Expected \"'": _UNCLOSED,
    "Expected '='": "write: key = value",
    "Expected newline": 'one `key = value` a line; texts and dates stand in quotes, a quotation mark in them is \\"',
    "Cannot ": _TWICE,
    "Duplicate inline table key": _TWICE,
    "Unescaped": "write it twice, or put the text in single quotes",
    "Escaped character": "\\u and \\U take a number up to 10FFFF, without D800 to DFFF",
    "Unclosed array": "close it with ]",
    "Unclosed inline table": "close it with }",
    "Expected ']": "a record begins with its kind in double brackets: [[fact]]",
    "Invalid date": _DATE,
    "Illegal character": "remove this character",
    "Found invalid character": "remove this character",
}
_IN_LINE = (
    (re.compile(r"=\s*[0-9]{4}-[0-9]{2}-[0-9]{2}[^#]*$"), _DATE),
    (re.compile(r"[=\[,]\s*[+-]?0$"), "a number does not begin with 0"),
)


def explained(error: tomli.TOMLDecodeError) -> tuple[int, int, str, str, str]:
    """Line and column (from 1), code, message and hint for what tomli says."""
    # It looks for what follows a backslash behind the end of the text.
    line, column = error.lineno, error.colno - max(error.pos - len(error.doc), 0)
    if error.msg.startswith(("Unterminated", 'Expected \'"""', "Expected \"'''")):
        # tomli names the end of the text, where nobody finds the quotation mark that is missing.
        *_, last = (None, *tokens(error.doc))
        if last is not None and last.kind == "unclosed":
            line = error.doc.count("\n", 0, last.start) + 1
            column = last.start - error.doc.rfind("\n", 0, last.start)
    # As `('city', 'names')`, where people write city.names.
    plain = re.sub(r"\('([^()]*?)',?\)", lambda found: found[1].replace("', '", "."), error.msg)
    message = plain[:1].lower() + plain[1:]
    return line, column, CODE, message if len(message) <= _MOST else f"{message[:_MOST]}…", _hint(error)


def _hint(error: tomli.TOMLDecodeError) -> str:
    """What to do about a text that is no TOML, as far as its cause shows."""
    start = error.doc.rfind("\n", 0, error.pos) + 1
    if error.doc.startswith(_MERGE_MARKERS, start):
        return "git left this line where two changes meet: keep one of them and remove the markers"
    if strange := _strange(error.doc[error.pos : error.pos + 1]):
        return strange
    before = error.doc[max(start, error.pos - 200) : error.pos]
    for pattern, hint in _IN_LINE:
        if pattern.search(before):
            return hint
    hints = (hint for beginning, hint in _HINTS.items() if error.msg.startswith(beginning))
    return next(hints, "a line is [[kind]] or key = value; docs/format.md has examples")


def _strange(char: str) -> str:
    """What to do about a character that TOML does not take where it stands, if it is one that is easily overlooked."""
    if char == "\r":
        return "this line ends with a carriage return alone: save the file with line feeds (LF)"
    if char == "\0":
        return "remove this character, a NUL: the file may be damaged, or no text"
    if char == "\ufeff":
        return "a byte order mark (U+FEFF) stands here, as where two files were joined: remove it"
    if not char or char.isascii():
        return ""
    if char in "“”„‟«»‘’‚‛＂＇":
        return f'{char} is no quotation mark of TOML: write "'
    if char.isspace():
        return f"a blank of another kind (U+{ord(char):04X}) stands here: write a plain one"
    if char.isalpha():
        return "a key with other letters than a to z stands in double quotes; so does a text value"
    name = unicodedata.name(char, "").lower()
    return f"U+{ord(char):04X}{f' ({name})' if name else ''} stands here: remove it"
