"""A whole index in a file: the records as they are built, then what can only be told when all of them are there."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tui.index import schema
from tui.index.build import Builder
from tui.index.index import Index
from tui.index.looking import Look, lock_digest, look_words
from tui.index.matters import shared_matters, write_contests
from tui.index.progress import Progress
from tui.loading.base import read_lock
from tui.loading.converting import Entry
from tui.loading.mistakes import Mistake
from tui.loading.places import Places
from tui.loading.problems import Problem
from tui.loading.references import check_links, check_settlements, settles_in_vain
from tui.records.kinds import Record
from tui.records.quotes_lock import QuotesLock, written_checks


def build_index(file: Path, seen: Look, progress: Progress, cancelled: Callable[[], bool], jobs: int = 0) -> None:
    """Build the index of a base in an empty file. Raises OSError, sqlite3.Error, BuildCancelledError."""
    # Beside the file, so that it is swept away with what a killed build leaves behind.
    rows = f"{os.fspath(file)}-rows"
    try:
        _build_rows(rows, file, seen, progress, cancelled, jobs)
        schema.copy_tables(os.fspath(file), rows)
    finally:
        with contextlib.suppress(FileNotFoundError):
            Path(rows).unlink()


def _build_rows(
    rows: str, file: Path, seen: Look, progress: Progress, cancelled: Callable[[], bool], jobs: int
) -> None:
    """Build all tables but those for full text in a file of their own, and those in the other."""
    root = os.fspath(seen.root)
    os.close(os.open(rows, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    db = schema.create(rows, schema.TABLES)
    try:
        builder = Builder(db, os.fspath(file), root, progress, cancelled)
        problems, broken = builder.run(seen.files, jobs)
        problems += seen.problems
        index = Index(db, root)
        places = Places({found.name: found.path for found in seen.files})
        problems += _link_problems(index, builder, broken, places)
        problems += _duplicates(index, builder, places)
        lock = read_lock(seen.root, problems)
        db.execute("BEGIN")
        write_contests(db, index, shared_matters(db))
        _write_checks(db, index, lock)
        db.executemany("INSERT INTO problem VALUES (?, ?, ?, ?, ?, ?)", sorted(problems))
        meta = {"records": str(builder.total), "lock": seen.lock, "look": look_words(seen), "dead": "0"}
        meta["lock-sha"] = lock_digest(root)
        meta |= {f"last-{kind}": str(builder.last(kind)) for kind in ("agreement", "fact")}
        # Counted once: to look for what stands nowhere takes a while, and every start shows how much it is.
        meta["elsewhere"] = str(len(index.places.elsewhere()))
        db.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
        db.execute("COMMIT")
    finally:
        db.close()


class _ById(Mapping[str, Record]):
    """The records of an index as a mapping, for checks that were written for one."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def __getitem__(self, id: str) -> Record:
        record = self._index.record(id)
        if record is None:
            raise KeyError(id)
        return record

    def __iter__(self) -> Iterator[str]:
        return iter(self._index.ids())

    def __len__(self) -> int:
        return len(self._index)


def _entry(index: Index, id: str, kind: str, file: str, ordinal: int) -> Entry:
    record = index.record(id)
    assert record is not None  # noqa: S101  it was numbered a moment ago
    return Entry(record, file, kind, ordinal)


def _link_problems(index: Index, builder: Builder, broken: set[str], places: Places) -> list[Problem]:
    """What is wrong between records: only those that name something strange, or settle what others may contest, are
    read again.
    """
    records = _ById(index)
    problems = []
    for id in sorted(builder.suspects):
        entry = _entry(index, id, *index.origin(id))
        mistakes = [*check_links(entry.record, records, broken)]
        if settles_in_vain(entry.record):
            mistakes += check_settlements(entry.record, index.rivals(id))
        problems += [places.problem(entry, mistake) for mistake in mistakes]
    return problems


def _duplicates(index: Index, builder: Builder, places: Places) -> list[Problem]:
    problems = []
    for id, file, kind, ordinal in builder.duplicates:
        first_file, first_line = index.file(id)
        message = f'"{id}" is taken by {first_file}:{first_line}'
        mistake = Mistake(("id",), "duplicate-id", message, "ids are unique over all kinds of record")
        problems.append(places.problem(_entry(index, id, kind, file, ordinal), mistake))
    return problems


def _write_checks(db: sqlite3.Connection, index: Index, lock: QuotesLock) -> None:
    """What quotes.lock says of each record that it knows; every other quote was never verified."""
    for id in lock.records():
        record = index.record(id)
        if record is not None:
            found = lock.verifications(record, index.source)
            bad = 0 if all(item.state.good for item in found) else schema.UNVERIFIED
            values = (written_checks(found), bad, index.number(id))
            db.execute("UPDATE record SET checks = ?, flags = flags | ? WHERE n = ?", values)
    db.execute(f"UPDATE record SET flags = flags | {schema.UNVERIFIED} WHERE flags & {schema.QUOTE} AND checks IS NULL")
