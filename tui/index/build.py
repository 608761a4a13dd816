"""Building the index of a base: read and number everything, then place it, then write what is searched."""

from __future__ import annotations

import marshal
import os
import sqlite3
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import IO

from tui.index import schema
from tui.index.derive import Derived, Light
from tui.index.fulltext import TextFile, TextProcess
from tui.index.groupings import write_groupings
from tui.index.placing import Thing
from tui.index.progress import BuildCancelledError, Progress
from tui.index.reading import FileRows, processes, read_files
from tui.index.writing import Writer
from tui.loading.finding import SeenFile
from tui.loading.problems import Problem
from tui.records.sounds import sound_key

_NOBODY: frozenset[int] = frozenset()


class Everything:
    """All records of a base as far as others need them, in memory while an index is built."""

    def __init__(self) -> None:
        self.things: dict[str, Thing] = {}
        self.titles: dict[str, str] = {}
        self._named: dict[str, tuple[str, ...]] = {}
        self._origins: dict[str, str] = {}
        self._lists: set[str] = set()
        self._published: dict[str, int] = {}

    def add(self, row: Light) -> None:
        """Take up what a record lends to others."""
        if row.title:
            self.titles[row.id] = row.title
        if row.named:
            self._named[row.id] = row.named
        if row.kind == "source":
            self._origins[row.id] = row.origin
            self._published[row.id] = row.since
            if row.sub == "list":
                self._lists.add(row.id)

    def thing(self, id: str) -> Thing | None:
        """See Known."""
        return self.things.get(id)

    def named(self, id: str) -> tuple[str, ...]:
        """See Known."""
        return self._named.get(id, ())

    def origin(self, id: str) -> str | None:
        """See Known."""
        return self._origins.get(id)

    def is_list(self, id: str) -> bool:
        """See Known."""
        return id in self._lists

    def published(self, id: str) -> int:
        """See Known."""
        return self._published.get(id, schema.UNDATED)


class Builder:
    """One build into empty tables. What all records are needed for is kept in memory as numbers and short texts.

    `db` has schema.TABLES, `texts` is the path of an empty file, which gets schema.TEXT_TABLES.
    """

    def __init__(
        self, db: sqlite3.Connection, texts: str, root: str, progress: Progress, cancelled: Callable[[], bool]
    ) -> None:
        self._db = db
        self._texts = texts
        self._root = root
        self._progress = progress
        self._cancelled = cancelled
        self._known = Everything()
        self._writer = Writer(db, self._known)
        self._running: Counter[str] = Counter()
        self.duplicates: list[tuple[str, str, str, int]] = []
        self.suspects: set[str] = set()
        self._words: set[str] = set()

    def run(self, files: Sequence[SeenFile], jobs: int) -> tuple[list[Problem], set[str]]:
        """Fill all tables from the files. Returns the problems of the files and the ids of their bad records.

        Raises BuildCancelledError, sqlite3.Error.
        """
        staged: dict[str, IO[bytes]] = {kind: tempfile.TemporaryFile() for kind in schema.KIND_NUMBERS}  # noqa: SIM115
        problems: list[Problem] = []
        broken: set[str] = set()
        helper = TextProcess(self._texts) if processes(files, jobs) > 1 else None
        try:
            self._db.execute("BEGIN")
            for number, found in enumerate(read_files(files, jobs), 1):
                self._step(number, 2 * len(files))
                self._add_file(number, found, staged, problems)
                broken.update(found.broken)
            self._write(staged, len(files), helper)
            if helper is None or helper.lost:
                self._write_texts(staged)
            self._db.execute("COMMIT")
        finally:
            if helper is not None:
                helper.close()
            for file in staged.values():
                file.close()
        return problems, broken

    @property
    def total(self) -> int:
        """How many records there are."""
        return sum(self._running.values())

    def last(self, kind: str) -> int:
        """The highest number that a record of a kind has."""
        return (schema.KIND_NUMBERS[kind] << schema.SHIFT) | self._running[kind]

    def _step(self, done: int, of: int) -> None:
        if self._cancelled():
            raise BuildCancelledError
        self._progress(done, of)

    def _add_file(self, number: int, found: FileRows, staged: dict[str, IO[bytes]], problems: list[Problem]) -> None:
        path = os.fsencode(os.path.relpath(found.path, self._root))
        file = (number, found.name, path, found.size, found.modified, found.sha)
        self._db.execute("INSERT INTO file VALUES (?, ?, ?, ?, ?, ?)", file)
        problems += found.problems
        numbers: dict[str, list[int]] = {kind: [] for kind in found.blocks}
        for row in found.lights:
            numbers[row.kind].append(self._number(row, found))
        for kind, block in found.blocks.items():
            marshal.dump((number, numbers[kind], block, found.texts[kind]), staged[kind])
        self._words.update(found.words)

    def _number(self, row: Light, found: FileRows) -> int:
        """The number of a new record, 0 for one whose id is taken."""
        if row.id in self._known.things:
            self.duplicates.append((row.id, found.name, row.kind, row.ordinal))
            return 0
        self._running[row.kind] += 1
        n = self.last(row.kind)
        self._known.things[row.id] = Thing(n, row.kind, row.home, row.country, row.sub)
        self._known.add(row)
        return n

    def _write(self, staged: dict[str, IO[bytes]], files: int, helper: TextProcess | None) -> None:
        done = 0
        if helper:
            helper.begin(self._known.titles)
        for kind, file in staged.items():
            for f, numbers, block, texts in _loaded(file):
                if helper:
                    helper.put(kind, numbers, texts)
                rows = zip(numbers, marshal.loads(block), strict=True)  # noqa: S302  our own temporary file
                self._writer.write(kind, [(n, f, Derived._make(row)) for n, row in rows if n])
                done += len(numbers)
                self._step(files + files * done // max(self.total, done), 2 * files)
        self._write_counts()
        write_groupings(self._db, self._writer.names)
        self.suspects = self._writer.suspects | self._circles()
        known = ((word, sound_key(word)) for word in sorted(self._words))
        self._db.executemany("INSERT INTO word VALUES (?, ?)", known)
        if helper:
            helper.end()

    def _write_texts(self, staged: dict[str, IO[bytes]]) -> None:
        """Write the full-text tables here: there is no helper, or it was lost on the way."""
        os.truncate(self._texts, 0)
        texts = TextFile(self._texts, self._known.titles)
        try:
            for kind, file in staged.items():
                for _, numbers, _, block in _loaded(file):
                    texts.put(kind, numbers, block)
            texts.end()
        finally:
            texts.close()

    def _circles(self) -> set[str]:
        """Cities and partners that lie within themselves, or are part of themselves."""
        found = set()
        for start, thing in self._known.things.items():
            if thing.kind not in ("city", "partner") or not thing.home or not thing.home[-1]:
                continue
            above: str | None = thing.home[-1]
            seen = {start}
            while above in self._known.things and above not in seen:
                seen.add(above)
                home = self._known.things[above].home
                above = home[-1] if home else None
            if above == start:
                found.add(start)
        return found

    def _write_counts(self) -> None:
        """How many records stand below each pair and each city, each counted once."""
        cities = {
            thing.n: (thing, id)
            for id, thing in self._known.things.items()
            if thing.kind == "city" and self._writer.placing.home(id) == (id,)
        }
        totals: Counter[int] = Counter()
        below: defaultdict[int, set[int]] = defaultdict(set)
        guests = []
        for city, partner in self._writer.pairs:
            below[city] |= self._writer.people.get((city, partner), _NOBODY)
            if partner not in cities:
                guests.append((partner, city))
                totals[city] += self._writer.alone[partner] + len(self._writer.belonging[partner])
        self._db.executemany("INSERT INTO guest VALUES (?, ?)", guests)
        for city in cities:
            totals[city] += self._writer.ties[city] + len(below[city] | self._writer.belonging[city])
        self._db.executemany(
            "INSERT INTO city VALUES (?, ?, ?, ?)",
            ((n, thing.country, self._known.titles.get(id, id), totals[n]) for n, (thing, id) in cities.items()),
        )


def _loaded(file: IO[bytes]) -> Iterator[tuple[int, list[int], bytes, bytes]]:
    """What was set aside: number of the file, numbers of its records, their rows, their texts."""
    file.seek(0)
    while True:
        try:
            yield marshal.load(file)  # noqa: S302  our own temporary file, which has no name
        except EOFError:
            return
