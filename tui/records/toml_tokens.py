"""The pieces of a TOML text one after the other, kept nowhere: for questions about how a text is written."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from typing import NamedTuple

from tui.records.positions import (
    BARE_KEY,
    BARE_VALUE,
    BETWEEN_ITEMS,
    BETWEEN_STATEMENTS,
    DOT,
    EQUALS,
    HEADER_CLOSE,
    HEADER_OPEN,
    STRINGS,
)


class Token(NamedTuple):
    """A piece of a text: its kind, its first character, the one behind its last, and what is counted of its kind.

    - "header" and "key": as far as the name goes; of how many parts.
    - "string" and "value" (any other that is no array or table).
    - "open": the bracket of an array or inline table; how many are open with it.
    - "gap": blanks, comments and commas inside an inline table; 1 if the table ends behind it, else 0.
    - "unclosed": a string that does not end; the last token.
    """

    kind: str
    start: int
    end: int
    number: int = 0


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text (as Positions takes it) up to its end, or to the first thing that is no TOML.

    Time grows linearly with the text; of nesting, only which brackets are open is kept.
    """
    pos = _past(BETWEEN_STATEMENTS, text, 0)
    try:
        while pos < len(text):
            if text[pos] == "[":
                end, parts = _dotted_key(text, _match(HEADER_OPEN, text, pos))
                yield Token("header", pos, end, parts)
                pos = _match(HEADER_CLOSE, text, end)
            else:
                end, parts = _dotted_key(text, pos)
                yield Token("key", pos, end, parts)
                pos = yield from _value(text, _match(EQUALS, text, end))
            pos = _past(BETWEEN_STATEMENTS, text, pos)
    except _EndedError as ended:
        if ended.at is not None:
            yield Token("unclosed", ended.at, len(text))


class _EndedError(Exception):
    """What stands here is no TOML; `at` is where a string begins that does not end."""

    def __init__(self, at: int | None = None) -> None:
        super().__init__()
        self.at = at


def _value(text: str, pos: int) -> Generator[Token, None, int]:
    """The tokens of the value at a place with all that is nested in it; returns the place behind it."""
    enclosing: list[str] = []
    while True:
        if text.startswith(("[", "{"), pos):
            enclosing.append(text[pos])
            yield Token("open", pos, pos + 1, len(enclosing))
            pos += 1
        else:
            string = text.startswith(('"', "'"), pos)
            end = _string(text, pos) if string else _match(BARE_VALUE, text, pos)
            yield Token("string" if string else "value", pos, end)
            pos = end
        while enclosing:
            begin, pos = pos, _past(BETWEEN_ITEMS, text, pos)
            closed = text.startswith(("]", "}"), pos)
            if enclosing[-1] == "{":
                yield Token("gap", begin, pos, int(closed))
            if not closed:
                break
            enclosing.pop()
            pos += 1
        if not enclosing:
            return pos
        if enclosing[-1] == "{":
            end, parts = _dotted_key(text, pos)
            yield Token("key", pos, end, parts)
            pos = _match(EQUALS, text, end)


def _dotted_key(text: str, pos: int) -> tuple[int, int]:
    """The place behind a key, and of how many parts it is."""
    parts = 0
    while True:
        bare = BARE_KEY.match(text, pos)
        end = bare.end() if bare else _string(text, pos)
        parts += 1
        dot = DOT.match(text, end)
        if not dot:
            return end, parts
        pos = dot.end()


def _string(text: str, pos: int) -> int:
    """The place behind a string."""
    for opening, inside, closing in STRINGS:
        if text.startswith(opening, pos):
            found = closing.match(text, _past(inside, text, pos + len(opening)))
            if found is None:
                raise _EndedError(pos)
            return found.end()
    raise _EndedError


def _past(stretch: re.Pattern[str], text: str, pos: int) -> int:
    while found := stretch.match(text, pos):
        pos = found.end()
    return pos


def _match(pattern: re.Pattern[str], text: str, pos: int) -> int:
    found = pattern.match(text, pos)
    if found is None:
        raise _EndedError
    return found.end()
