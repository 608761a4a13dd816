"""Checking every quote of a base against the texts of its sources, and writing down what was found."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tui.disk.reading import TooLargeError, read_bytes, reason
from tui.disk.writing import SHARED, permit, write_file
from tui.loading.base import Base, stale_rows
from tui.loading.encodings import NotUtf8Error, decoded
from tui.loading.finding import LOCK_NAME
from tui.loading.problems import BaseUnreadableError
from tui.loading.references import evidence_paths
from tui.loading.texts import MAX_TEXT_BYTES
from tui.records.kinds import Evidence
from tui.records.positions import Place
from tui.records.quote_check import Finding, SourceText, Step
from tui.records.quotes_lock import LockRow, QuotesLock, QuoteState, quote_hash


@dataclass(frozen=True, slots=True)
class Checked:
    """One quote after the check: its record, its evidence, and what was found.

    `row` is None when no text of its source was given and nothing was known from before. Where the quote stands in its
    fact file is looked up when it is asked for: of most quotes nobody wants to know.
    """

    record: str
    item: Evidence
    file: str
    row: LockRow | None
    text: SourceText | None
    _place: Callable[[], Place]

    @property
    def line(self) -> int:
        """The line of the quote in its fact file, from 1."""
        return self._place().line

    @property
    def column(self) -> int:
        """Its column there in characters, from 1."""
        return self._place().column


def read_texts(
    folders: Sequence[Path], wanted: Container[str] | None = None, skipped: list[str] | None = None
) -> dict[str, SourceText]:
    """The texts in some folders by the SHA-256 of their bytes: those `wanted`, or all.

    `skipped` gets a line for everything of which nobody can tell whether it is such a text, for those that are one and
    not UTF-8, and for those that another file has already. Raises BaseUnreadableError if there is no such folder.
    """
    texts: dict[str, SourceText] = {}
    files: dict[str, Path] = {}
    notes: list[str] = []
    for path in _files(folders):
        try:
            data = read_bytes(path, MAX_TEXT_BYTES)
            sha = hashlib.sha256(data).hexdigest()
            if sha in files:
                notes.append(f"{path}: not read: has the same bytes as {files[sha]}")
            elif wanted is None or sha in wanted:
                texts[sha] = SourceText(decoded(data))
                files[sha] = path
        except NotUtf8Error as error:
            # Of files that are nobody's text it is no matter.
            notes += [] if wanted is None else [f"{path}: not read: {error}"]
        except OSError as error:
            is_folder = os.path.isdir(path)  # noqa: PTH112  which never raises
            why = "is a folder, and not looked into" if is_folder else reason(error)
            notes += [] if is_folder and path.name.startswith(".") else [f"{path}: not read: {why}"]
        except TooLargeError:
            notes.append(f"{path}: not read: is larger than {MAX_TEXT_BYTES >> 20} MiB")
    if skipped is not None:
        skipped += notes
    return texts


def _files(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        try:
            paths = sorted(folder.iterdir())
        except OSError as error:
            why = f"cannot be listed: {reason(error)}" if os.path.isdir(folder) else "is no folder"  # noqa: PTH112
            raise BaseUnreadableError(f"{folder}: {why}. Give the folder that holds the sources' texts.") from error
        yield from paths


def verify(base: Base, texts: dict[str, SourceText], day: str) -> list[Checked]:
    """Every quote of a base with what was found for it on a day (ISO 8601).

    A quote whose text is not at hand keeps what is known of it; one that was found just so before keeps its day, so
    that checking again changes nothing in the lock.
    """
    quotes = [
        (entry, path, item)
        for entry in base.entries.values()
        for path, item in evidence_paths(entry.record)
        if item.quote is not None
    ]
    findings = _find([item for _, _, item in quotes], base, texts)
    checked = []
    for (entry, path, item), (text, finding) in zip(quotes, findings, strict=True):
        id = entry.record.id
        known = base.lock.row(id, item)
        row = _row(id, item, _text_hash(base, item), finding, day) if finding else known
        if row and known and row[:-1] == known[:-1]:
            row = known
        place = partial(base.places.of, entry, (*path, "quote"))
        checked.append(Checked(id, item, entry.file, row, text, place))
    return checked


def _find(
    items: Sequence[Evidence], base: Base, texts: dict[str, SourceText]
) -> list[tuple[SourceText | None, Finding | None]]:
    """For each quote its source's text, if it is at hand, and what was found there; each text is searched once."""
    found: list[tuple[SourceText | None, Finding | None]] = [(None, None)] * len(items)
    by_text: defaultdict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        if (sha := _text_hash(base, item)) in texts:
            by_text[sha].append(number)
    for sha, numbers in by_text.items():
        text = texts[sha]
        wanted = [(item.quote or "", item.prefix or "", item.suffix or "") for item in (items[n] for n in numbers)]
        for number, finding in zip(numbers, text.find_many(wanted), strict=True):
            found[number] = (text, finding)
    return found


def _text_hash(base: Base, item: Evidence) -> str:
    source = base.source(item.source)
    return (source.sha256 if source else None) or ""


def _row(record: str, item: Evidence, sha: str, found: Finding, day: str) -> LockRow:
    nowhere = found.step is Step.NOT_FOUND
    # Step and QuoteState share their values, not a class: the lock is read without loading the check.
    return LockRow(
        record,
        item.source,
        quote_hash(item),
        sha,
        QuoteState(found.step.value),
        -1 if nowhere else found.start,
        -1 if nowhere else found.line,
        day,
    )


def write_lock(base: Base, checked: Iterable[Checked]) -> Path:
    """Write quotes.lock beside the facts, whole or not at all. Raises OSError, also if it is a link, or if it is there
    and could not be read or is of another version: what it knows would be lost.

    Rows of quotes that were not looked at stay as they were; only those whose quotes are gone are dropped. Who could
    read the lock before can read the new one.
    """
    path = base.root / LOCK_NAME
    permit(path, replace=True)
    for problem in base.problems:
        if problem.file == LOCK_NAME and problem.code == "lock-version":
            raise OSError(f"what it knows would be lost: it {problem.message}; {problem.hint}")
        if problem.file == LOCK_NAME and problem.code in ("unreadable", "too-large"):
            raise OSError(f"what it knows would be lost, as it cannot be read ({problem.message})")
    stale = set(stale_rows(base))
    kept = [row for row in base.lock.rows() if row not in stale]
    lock = QuotesLock([*kept, *(item.row for item in checked if item.row)])
    write_file(path, str(lock).encode(), mode=SHARED, keep_mode=True)
    return path
