"""A fact base: its records, its problems, and what is known of its quotes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tui.disk.reading import TooLargeError, read_bytes, reason
from tui.loading.converting import Converted, Entry, convert
from tui.loading.finding import LOCK_NAME, MAX_LOCK_BYTES, look, root_of
from tui.loading.mistakes import Mistake
from tui.loading.places import Places
from tui.loading.portable import byte_order_mark, newer_toml, same_names
from tui.loading.problems import Problem
from tui.loading.reading import read_document
from tui.loading.references import check_references, evidence_paths
from tui.records.kinds import Record, Source
from tui.records.quotes_lock import VERSION, LockRow, QuotesLock, QuoteState, other_version, parse_lock


@dataclass(slots=True)
class Base:
    """All records of a base by id, in the order of files and of records in them.

    `path` is what was loaded: the folder `root`, or one file in it. `whole` says that all of the folder was read and
    every record in it is here; `left_out` has the ids of records that are not, or not in every place they stand.
    `elsewhere` is what is read here and would be refused or lost by other programs and systems; `notices` are no
    mistakes at all.
    """

    root: Path
    path: Path
    entries: dict[str, Entry]
    problems: list[Problem]
    lock: QuotesLock
    places: Places = field(repr=False)
    whole: bool
    left_out: frozenset[str]
    elsewhere: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)

    def record(self, id: str) -> Record | None:
        """The record with an id, or None."""
        entry = self.entries.get(id)
        return entry.record if entry else None

    def source(self, id: str) -> Source | None:
        """The source with an id, or None if there is none or it is another kind of record."""
        record = self.record(id)
        return record if isinstance(record, Source) else None


def load(path: Path, follow: bool = False) -> Base:
    """The base in a folder (or in one file), where links may lead out of it if they are to be followed.

    Raises BaseUnreadableError; everything else becomes a problem.
    """
    problems: list[Problem] = []
    files = look(path, problems, follow)
    root = root_of(path)
    entries: dict[str, Entry] = {}
    broken: set[str] = set()
    twice: set[str] = set()
    places = Places({file.name: file.path for file in files})
    elsewhere = same_names(file.name for file in files)
    notices: list[Problem] = []
    for file in files:
        document = read_document(file.path, file.name)
        if isinstance(document, Problem):
            problems.append(document)
            continue
        elsewhere += filter(None, [newer_toml(document)])
        notices += filter(None, [byte_order_mark(document)])
        converted = convert(document)
        broken |= converted.broken
        problems += converted.problems
        twice |= _take(converted, entries, problems, places)
    whole = path == root and not problems
    problems += [places.problem(entry, mistake) for entry, mistake in check_references(entries, broken)]
    lock = read_lock(root, problems)
    problems.sort()
    return Base(root, path, entries, problems, lock, places, whole, frozenset(broken | twice), elsewhere, notices)


def _take(converted: Converted, entries: dict[str, Entry], problems: list[Problem], places: Places) -> set[str]:
    """Add the records of a file to those there are. Returns the ids that were taken already."""
    twice = set()
    for entry in converted.entries:
        first = entries.setdefault(entry.record.id, entry)
        if first is not entry:
            twice.add(entry.record.id)
            at = places.of(first)
            message = f'"{entry.record.id}" is taken by {first.file}:{at.line}'
            mistake = Mistake(("id",), "duplicate-id", message, "ids are unique over all kinds of record")
            problems.append(places.problem(entry, mistake))
    return twice


def read_lock(root: Path, problems: list[Problem]) -> QuotesLock:
    """What quotes.lock beside the facts says; an empty lock without one. What cannot be read becomes a problem."""
    hint = "run `ties verify` to write it anew"
    try:
        text = read_bytes(root / LOCK_NAME, MAX_LOCK_BYTES).decode("utf-8")
    except FileNotFoundError:
        return QuotesLock()
    except OSError as error:
        # What it knows is not known here, and must not be written over: other than what is damaged it may be sound.
        message = f"cannot be read: {reason(error)}"
        problems.append(Problem(LOCK_NAME, 1, 1, "unreadable", message, "see that it can be read, or remove it"))
        return QuotesLock()
    except TooLargeError:
        message = f"is larger than {MAX_LOCK_BYTES >> 20} MiB"
        problems.append(Problem(LOCK_NAME, 1, 1, "too-large", message, "remove it, and run `ties verify`"))
        return QuotesLock()
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        problems.append(Problem(LOCK_NAME, line, 1, "lock-damaged", "is not UTF-8", hint))
        return QuotesLock()
    if other := other_version(text):
        line, version = other
        message = f"is of version {version}, and this Ties knows version {VERSION}: nothing in it counts"
        problems.append(Problem(LOCK_NAME, line, 1, "lock-version", message, _OTHER_VERSION))
        return QuotesLock()
    lock, damaged = parse_lock(text)
    problems += [Problem(LOCK_NAME, line, 1, "lock-damaged", "cannot be read", hint) for line in damaged]
    return lock


_OTHER_VERSION = "use the Ties that wrote it, or remove it and run `ties verify --texts DIR`"
_QUOTE_PROBLEMS = {
    QuoteState.EDITED: (
        "quote-edited",
        "this quote, or the text of its source, was changed since it was verified",
        "run `ties verify --texts DIR`",
    ),
    QuoteState.UNVERIFIED: (
        "quote-unverified",
        "this quote was never verified",
        "run `ties verify --texts DIR`",
    ),
    QuoteState.NOT_FOUND: (
        "quote-not-found",
        "this quote is not in its source's text",
        "copy the words as printed; `ties verify --texts DIR` shows the nearest passage",
    ),
    QuoteState.AMBIGUOUS: (
        "quote-ambiguous",
        "this quote stands in its source's text more than once",
        "add `prefix` or `suffix`, or quote more words",
    ),
}


def check_quotes(base: Base) -> list[Problem]:
    """What quotes.lock says of the quotes of a base, as problems; rows that no quote has any more are one too."""
    problems = []
    for entry in base.entries.values():
        verifications = base.lock.verifications(entry.record, base.source)
        for (path, _), (state, _, _) in zip(evidence_paths(entry.record), verifications, strict=True):
            if state in _QUOTE_PROBLEMS:
                code, message, hint = _QUOTE_PROBLEMS[state]
                mistake = Mistake((*path, "quote"), code, message, hint)
                problems.append(base.places.problem(entry, mistake))
    if stale := stale_rows(base):
        message = f"{len(stale)} of its rows belong to no quote, the first of {stale[0].record}"
        hint = "run `ties verify --texts DIR`"
        problems.append(Problem(LOCK_NAME, 1, 1, "lock-stale", message, hint))
    return problems


def stale_rows(base: Base) -> list[LockRow]:
    """The rows of quotes.lock whose quotes are gone.

    A record that was not loaded (its file was not asked for or cannot be read, it has a mistake, its id is taken) may
    still have the quotes that the lock knows: they are only gone with the record if the whole base was read.
    """
    used = {base.lock.row(id, item) for id, entry in base.entries.items() for _, item in evidence_paths(entry.record)}
    return [
        row
        for row in base.lock.rows()
        if row not in used and row.record not in base.left_out and (base.whole or row.record in base.entries)
    ]
