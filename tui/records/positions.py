"""Where the keys and values of a TOML document stand: tomli gives the values, this gives line and column."""

import re
from bisect import bisect_right
from contextlib import suppress
from typing import NamedTuple

Path = tuple[str | int, ...]
"""From the root down: a text names a key of a table, a number (from 0) an element of an array."""


class Place(NamedTuple):
    """A line and a column, both from 1; the column counts characters (code points), not bytes or cells."""

    line: int
    column: int


class Positions:
    """The places of everything written in one TOML document.

    The text is TOML 1.0, or TOML 1.1 as far as tomli reads it, decoded and without a byte order mark; a line
    ends with LF or CRLF. It is taken as valid and not checked: no text makes the scan raise, it ends at the
    first thing that is not TOML, and only what stands before that is known.

    Time and memory grow linearly with the text, and nesting takes no Python stack.
    """

    def __init__(self, text: str) -> None:
        self._tree = _Scanner(text).scan()
        self._line_starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def key(self, path: Path) -> Place:
        """Where the key at `path` is written.

        - A key before `=`: its own part of the (maybe dotted) key, with its quotes; if several dotted keys
          share the part, the first of them.
        - A table with a header: the `[` of that header; a table only named inside the headers of others: the
          first of these.
        - An array of tables: its first `[[header]]`; an element of it: the element's `[[header]]`.
        - An element of an array written as a value has no key: where the element begins.
        - The document itself, `()`: `Place(1, 1)`.

        Raises KeyError if nothing is known at `path`.
        """
        return self._place(self._tree.keys[self._node(path)])

    def value(self, path: Path) -> Place:
        """Where the value at `path` begins: its first character, as a quote, a sign or a bracket.

        What has no written value (a table by header or by dotted keys, an array of tables, the document)
        stands where its `key` does. Raises KeyError if nothing is known at `path`.
        """
        return self._place(self._tree.values[self._node(path)])

    def nearest(self, path: Path) -> Place:
        """The `value` place of the longest beginning of `path` that is known; `Place(1, 1)` if none is."""
        return self._place(self._tree.values[self._descend(path)[0]])

    def _node(self, path: Path) -> int:
        node, depth = self._descend(path)
        if depth < len(path):
            raise KeyError(path)
        return node

    def _descend(self, path: Path) -> tuple[int, int]:
        """The deepest known node along `path`, and how many parts of `path` lead to it."""
        node = _ROOT
        for depth, part in enumerate(path):
            child = self._tree.children.get((node, part))
            if child is None:
                return node, depth
            node = child
        return node, len(path)

    def _place(self, offset: int) -> Place:
        line = bisect_right(self._line_starts, offset)
        return Place(line, offset - self._line_starts[line - 1] + 1)


_ROOT = 0  # the number of the document's own node


class _Tree:
    """All tables, arrays and values of a document, each a number into lists of offsets and array lengths.

    Flat, because with an object for each node a scan takes about half as long again.
    """

    def __init__(self) -> None:
        self.keys = [0]
        self.values = [0]
        self.lengths = [0]
        self.children: dict[tuple[int, str | int], int] = {}

    def child(self, node: int, part: str | int, at: int) -> int:
        """The child of `node` named `part`, made at offset `at` if this is its first mention."""
        child = self.children.setdefault((node, part), len(self.keys))
        if child == len(self.keys):
            self.keys.append(at)
            self.values.append(at)
            self.lengths.append(0)
        return child

    def append(self, node: int, at: int) -> int:
        """A new last element of the array `node`."""
        self.lengths[node] += 1
        return self.child(node, self.lengths[node] - 1, at)

    def newest(self, node: int) -> int:
        """The last element of an array; a table gives itself."""
        length = self.lengths[node]
        return self.children[node, length - 1] if length else node


class _NotTomlError(Exception):
    """What stands here is not TOML: it ends the scan, and nobody outside sees it."""


BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
DOT = re.compile(r"[ \t]*\.[ \t]*")
EQUALS = re.compile(r"[ \t]*=[ \t]*")
HEADER_OPEN = re.compile(r"(\[\[?)[ \t]*")
HEADER_CLOSE = re.compile(r"[ \t]*\]\]?")
# A date may have a blank before its time; any other bare value ends at one.
BARE_VALUE = re.compile(r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2} (?=[0-9]{2}:))?[^ \t\r\n#,=\[\]{}\"']+")
# These two match one stretch and are repeated by _run: a repeated group would keep every round in memory.
BETWEEN_STATEMENTS = re.compile(r"[ \t\r\n]+|#[^\n]*")
BETWEEN_ITEMS = re.compile(r"[ \t\r\n,]+|#[^\n]*")
# How a string opens, one stretch inside it, how it closes; up to two quotes may stand before a closing """.
STRINGS = tuple(
    (opening, re.compile(inside, re.DOTALL), re.compile(closing))
    for opening, inside, closing in (
        ('"""', r'[^"\\]+|\\.|"(?!"")', r'"{3,5}'),
        ("'''", r"[^']+|'(?!'')", r"'{3,5}"),
        ('"', r'[^"\\\n]+|\\[^\n]', r'"'),
        ("'", r"[^'\n]+", r"'"),
    )
)
_ESCAPE = re.compile(r"\\(?:([btnfre\"\\])|x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U(00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4}))")
_ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b", '"': '"', "\\": "\\"}


class _Scanner:
    """One walk over a text from its beginning to its end, building the tree of nodes."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tree = _Tree()

    def scan(self) -> _Tree:
        """The tree, with all that was found before the end or before the first non-TOML."""
        with suppress(_NotTomlError):
            self._statements()
        return self._tree

    def _statements(self) -> None:
        table = _ROOT
        pos = self._run(BETWEEN_STATEMENTS, 0)
        while pos < len(self._text):
            if self._text[pos] == "[":
                pos, table = self._header(pos)
            else:
                pos = self._value(*self._key_of_pair(pos, table))
            pos = self._run(BETWEEN_STATEMENTS, pos)

    def _header(self, at: int) -> tuple[int, int]:
        """Past the header at `at`, and the table it opens."""
        opening = self._match(HEADER_OPEN, at)
        pos, parts = self._dotted_key(opening.end())
        node = _ROOT
        for name, _ in parts:
            node = self._tree.child(self._tree.newest(node), name, at)
        if opening[1] == "[[":
            node = self._tree.append(node, at)
        # A table named first in the header of a subtable moves to its own header.
        self._tree.keys[node] = self._tree.values[node] = at
        return self._match(HEADER_CLOSE, pos).end(), node

    def _key_of_pair(self, pos: int, table: int) -> tuple[int, int]:
        """Past `key =`, and the node of that key below `table`."""
        pos, parts = self._dotted_key(pos)
        for name, at in parts:
            table = self._tree.child(table, name, at)
        return self._match(EQUALS, pos).end(), table

    def _dotted_key(self, pos: int) -> tuple[int, list[tuple[str, int]]]:
        """Past the key at `pos`, and its parts, each with the offset where it is written."""
        parts = []
        while True:
            bare = BARE_KEY.match(self._text, pos)
            end = bare.end() if bare else self._string(pos)
            parts.append((_unquoted(self._text[pos:end]), pos))
            dot = DOT.match(self._text, end)
            if not dot:
                return end, parts
            pos = dot.end()

    def _value(self, pos: int, node: int) -> int:
        """Past the value at `pos`, with everything nested in it; the value is that of `node`."""
        enclosing: list[int] = []
        while True:
            self._tree.values[node] = pos
            if self._text.startswith(("[", "{"), pos):
                enclosing.append(node)
                pos += 1
            elif self._text.startswith(('"', "'"), pos):
                pos = self._string(pos)
            else:
                pos = self._match(BARE_VALUE, pos).end()
            pos = self._close(pos, enclosing)
            if not enclosing:
                return pos
            pos, node = self._item(pos, enclosing[-1])

    def _close(self, pos: int, enclosing: list[int]) -> int:
        """To the next item of the innermost open array or inline table, dropping all that close before it."""
        while enclosing:
            pos = self._run(BETWEEN_ITEMS, pos)
            if not self._text.startswith(("]", "}"), pos):
                break
            enclosing.pop()
            pos += 1
        return pos

    def _item(self, pos: int, holder: int) -> tuple[int, int]:
        """Where the value of the item at `pos` begins, and its node: `holder` is an array or inline table."""
        if self._text[self._tree.values[holder]] == "[":
            return pos, self._tree.append(holder, pos)
        return self._key_of_pair(pos, holder)

    def _string(self, pos: int) -> int:
        """Past the string at `pos`, whichever of the four kinds it is."""
        for opening, inside, closing in STRINGS:
            if self._text.startswith(opening, pos):
                return self._match(closing, self._run(inside, pos + len(opening))).end()
        raise _NotTomlError

    def _run(self, stretch: re.Pattern[str], pos: int) -> int:
        """Past as many `stretch`es as follow each other from `pos` on; a stretch is never empty."""
        while found := stretch.match(self._text, pos):
            pos = found.end()
        return pos

    def _match(self, pattern: re.Pattern[str], pos: int) -> re.Match[str]:
        found = pattern.match(self._text, pos)
        if not found:
            raise _NotTomlError
        return found


def _unquoted(key: str) -> str:
    """The name a written key part stands for."""
    if key.startswith("'"):
        return key[1:-1]
    if key.startswith('"'):
        return _ESCAPE.sub(_unescaped, key[1:-1])
    return key


def _unescaped(escape: re.Match[str]) -> str:
    letter = escape[1]
    return _ESCAPED[letter] if letter else chr(int(escape[2] or escape[3] or escape[4], 16))
