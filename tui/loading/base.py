"""A fact base: its records, its problems, and what is known of its quotes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tui.loading.converting import Converted, Entry, Mistake, convert
from tui.loading.finding import LOCK_NAME, FileTooLargeError, look, read_bytes, root_of
from tui.loading.places import Places
from tui.loading.problems import Problem
from tui.loading.reading import read_document
from tui.loading.references import check_references, evidence_paths
from tui.records.kinds import Record, Source
from tui.records.quotes_lock import QuotesLock, QuoteState, parse_lock

MAX_LOCK_BYTES = 64 * 1024 * 1024


@dataclass(slots=True)
class Base:
    """All records of a base by id, in the order of files and of records in them."""

    root: Path
    entries: dict[str, Entry]
    problems: list[Problem]
    lock: QuotesLock
    places: Places = field(repr=False)

    def record(self, id: str) -> Record | None:
        """The record with an id, or None."""
        entry = self.entries.get(id)
        return entry.record if entry else None

    def source(self, id: str) -> Source | None:
        """The source with an id, or None if there is none or it is another kind of record."""
        record = self.record(id)
        return record if isinstance(record, Source) else None


def load(path: Path) -> Base:
    """The base in a folder (or in one file). Raises BaseUnreadableError; everything else becomes a problem."""
    problems: list[Problem] = []
    files = look(path, problems)
    root = root_of(path)
    entries: dict[str, Entry] = {}
    broken: set[str] = set()
    places = Places({file.name: file.path for file in files})
    for file in files:
        document = read_document(file.path, file.name)
        if isinstance(document, Problem):
            problems.append(document)
            continue
        _take(convert(document), entries, broken, problems, places)
    problems += [places.problem(entry, mistake) for entry, mistake in check_references(entries, broken)]
    lock = _read_lock(root, problems)
    problems.sort()
    return Base(root, entries, problems, lock, places)


def _take(
    converted: Converted,
    entries: dict[str, Entry],
    broken: set[str],
    problems: list[Problem],
    places: Places,
) -> None:
    broken |= converted.broken
    problems += converted.problems
    for entry in converted.entries:
        first = entries.setdefault(entry.record.id, entry)
        if first is not entry:
            at = places.of(first)
            message = f'"{entry.record.id}" is taken by {first.file}:{at.line}'
            mistake = Mistake(("id",), "duplicate-id", message, "ids are unique over all kinds of record")
            problems.append(places.problem(entry, mistake))


def _read_lock(root: Path, problems: list[Problem]) -> QuotesLock:
    hint = "run `ties verify` to write it anew"
    try:
        text = read_bytes(root / LOCK_NAME, MAX_LOCK_BYTES).decode("utf-8")
    except FileNotFoundError:
        return QuotesLock()
    except (OSError, UnicodeDecodeError, FileTooLargeError) as error:
        problems.append(Problem(LOCK_NAME, 1, 1, "lock-damaged", f"cannot be read: {error}", hint))
        return QuotesLock()
    lock, damaged = parse_lock(text)
    problems += [Problem(LOCK_NAME, line, 1, "lock-damaged", "cannot be read", hint) for line in damaged]
    return lock


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
    used = set()
    for id, entry in base.entries.items():
        verifications = base.lock.verifications(entry.record, base.source)
        for (path, item), (state, _, _) in zip(evidence_paths(entry.record), verifications, strict=True):
            used.add(base.lock.row(id, item))
            if state in _QUOTE_PROBLEMS:
                code, message, hint = _QUOTE_PROBLEMS[state]
                mistake = Mistake((*path, "quote"), code, message, hint)
                problems.append(base.places.problem(entry, mistake))
    stale = [row for row in base.lock.rows() if row not in used]
    if stale:
        message = f"{len(stale)} of its rows belong to no quote, the first of {stale[0].record}"
        hint = "run `ties verify --texts DIR`"
        problems.append(Problem(LOCK_NAME, 1, 1, "lock-stale", message, hint))
    return problems
