"""A problem in a fact base: what is wrong, where, and what to do about it."""

from typing import NamedTuple

from tui.records.display_safe import one_line


class Problem(NamedTuple):
    """One mistake. `file` is relative to the base; line and column count from 1 (column in characters)."""

    file: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """As editors and compilers write it: `file:line:column: code: message (hint)`, safe for a terminal."""
        hint = f" ({self.hint})" if self.hint else ""
        return one_line(f"{self.file}:{self.line}:{self.column}: {self.code}: {self.message}{hint}")


class BaseUnreadableError(Exception):
    """There is no base to read at the path that was asked for. Its text says so to a user, with what to do."""


CODES: dict[str, str] = {
    "no-files": "the folder holds no fact files",
    "unreadable": "a file or folder cannot be read",
    "not-a-file": "a name ends in .toml but is no regular file",
    "outside": "a link leads out of the base",
    "too-deep": "a folder lies more than 64 folders deep",
    "too-many": "a base has more than 200,000 files or 1 GiB, or a file more than 1,000 problems",
    "read-twice": "a link or a second name of a file that is read already",
    "too-large": "a file is larger than 4 MiB, or holds more tables than are read",
    "not-utf8": "a file is not UTF-8",
    "not-toml": "a file is not TOML",
    "newer-toml": "a file needs TOML 1.1, which many programs refuse",
    "same-name": "two files whose names differ in case or coding alone",
    "bad-format": "`format = 1` is missing or another version",
    "unknown-key": "a key that the format does not know",
    "missing-key": "a required key is absent",
    "wrong-type": "a value is of another type than its key takes",
    "bad-value": "a value that its key does not take",
    "bad-id": "an id is not a slug",
    "bad-date": "a date is not EDTF as docs/format.md has it",
    "no-evidence": "a record without evidence",
    "duplicate-id": "two records with one id",
    "dangling-id": "an id that no record has",
    "wrong-kind": "an id of a record of the wrong kind",
    "same-party": "an agreement names one party twice",
    "circular": "a record lies within itself, or is part of itself",
    "reversed-role": "a role ends before it begins",
    "no-outcome-evidence": "an outcome without evidence of its own",
    "says-what": "evidence gives a value for a field that its record does not have",
    "nothing-to-settle": "a disagreement is settled that does not exist",
    "mixed-scripts": "a word of a name or title mixes scripts whose letters look alike",
    "look-alike": "names or ids of two records look alike and are not the same",
    "hidden-character": "a text has a character that nobody sees, or that acts on a terminal",
    "quote-edited": "a quote was changed since it was verified",
    "quote-unverified": "a quote was never verified",
    "quote-not-found": "a quote is not in its source's text",
    "quote-ambiguous": "a quote stands in its source's text more than once",
    "lock-damaged": "a line of quotes.lock cannot be read",
    "lock-version": "quotes.lock is of another version, so that nothing in it counts",
    "lock-stale": "quotes.lock speaks of quotes that the base no longer has",
}
