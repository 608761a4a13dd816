"""Bringing an index up to date where only some agreements and facts have changed: those files are read, no others.

Everything else (a city that moved, a name that others carry, a mistake, an id that came or went under others) reaches
further than one file, and the index is built anew.
"""

from __future__ import annotations

import marshal
import os
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from tui.index import schema
from tui.index.derive import Derived, Worded
from tui.index.fulltext import write_texts
from tui.index.groupings import mend_groupings
from tui.index.homes import named_by
from tui.index.index import Index
from tui.index.indexed import Indexed
from tui.index.looking import Look, can_be_read_now, look_words
from tui.index.matters import on_matter, write_contests
from tui.index.numbers import key_of, number_of
from tui.index.placing import PEOPLE
from tui.index.reading import FileRows, read_file
from tui.index.writing import Writer
from tui.loading.finding import SeenFile
from tui.loading.references import check_settlements
from tui.records.kinds import Agreement, Fact, Person
from tui.records.same_matter import MOST_COMPARED
from tui.records.sounds import sound_key

MOST_FILES = 50
_TIES = ("agreement", "fact")


class NotPatchableError(Exception):
    """The change reaches further than a patch does."""


def patch_index(file: Path, seen: Look) -> None:
    """Bring a copy of an index up to date with what a look at the base shows.

    Raises NotPatchableError, sqlite3.Error, StaleError; then the copy is good for nothing.
    """
    db = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    try:
        db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA trusted_schema = OFF; BEGIN")
        meta = dict(db.execute("SELECT key, value FROM meta"))
        if meta.get("lock") != seen.lock or meta.get("look") != look_words(seen):
            raise NotPatchableError("the lock or the folders are others")
        if can_be_read_now(db, seen):
            raise NotPatchableError("what could not be read before can be read now")
        if db.execute(_BETWEEN_FILES).fetchone():
            raise NotPatchableError("a problem lies between files")
        Patch(db, os.fspath(seen.root)).run(seen.files)
        db.execute("COMMIT")
    finally:
        db.close()


class Patch:
    """One patch. The records that go are `gone`, by their old numbers; those that come are written under new ones."""

    def __init__(self, db: sqlite3.Connection, root: str) -> None:
        self._db = db
        self._root = root
        self._gone: dict[int, str] = {}
        self._fresh: list[tuple[int, Derived, Worded]] = []
        self._matters: set[tuple[int]] = set()

    def run(self, files: Sequence[SeenFile]) -> None:
        """Read the files that changed and write what they say now. Raises NotPatchableError."""
        known = {os.fsdecode(path): row for path, *row in self._db.execute("SELECT path, f, size, modified FROM file")}
        prefix = len(self._root.rstrip("/")) + 1
        changed = []
        for file in files:
            old = known.pop(file.path[prefix:], None)
            if old is None or (file.size, file.modified) != (old[1], old[2]):
                changed.append((file, old[0] if old else None))
        if len(changed) + len(known) > MOST_FILES:
            raise NotPatchableError("too many files")
        for f, _, _ in known.values():
            self._forget_file(f)
        for file, number in changed:
            self._take_file(file, number)
        self._write()

    # What comes and what goes.

    def _forget_file(self, f: int) -> None:
        for id, (n, _) in self._records_of(f).items():
            self._gone[n] = id
        self._db.execute("DELETE FROM file WHERE f = ?", (f,))

    def _records_of(self, f: int) -> dict[str, tuple[int, int]]:
        rows = self._db.execute("SELECT id, n, digest FROM record WHERE f = ?", (f,))
        return {id: (n, digest) for id, n, digest in rows}

    def _take_file(self, file: SeenFile, f: int | None) -> None:
        found = read_file(file)
        named = "SELECT 1 FROM problem WHERE file = ?"
        if found.problems or found.broken or self._db.execute(named, (found.name,)).fetchone():
            raise NotPatchableError("a file has problems, or had")
        before = self._records_of(f) if f is not None else {}
        f = self._write_file(found, f)
        for row, words in _rows(found):
            n, digest = before.pop(row.id, (0, 0))
            if n and digest == row.digest and (n >> schema.SHIFT) == schema.KIND_NUMBERS[row.kind]:
                place = (row.ordinal, row.start, row.length, n)
                self._db.execute("UPDATE record SET ordinal = ?, start = ?, length = ? WHERE n = ?", place)
                continue
            if row.kind not in _TIES:
                raise NotPatchableError("others build on this record")
            if n:
                self._gone[n] = row.id
            self._fresh.append((f, row, words))
        self._gone.update({n: id for id, (n, _) in before.items()})

    def _write_file(self, found: FileRows, f: int | None) -> int:
        if f is not None:
            values = (found.size, found.modified, found.sha, f)
            self._db.execute("UPDATE file SET size = ?, modified = ?, sha = ? WHERE f = ?", values)
            return f
        path = os.fsencode(found.path[len(self._root.rstrip("/")) + 1 :])
        row = (found.name, path, found.size, found.modified, found.sha)
        cursor = self._db.execute("INSERT INTO file (name, path, size, modified, sha) VALUES (?, ?, ?, ?, ?)", row)
        return int(cursor.lastrowid or 0)

    # Writing.

    def _write(self) -> None:
        pairs = self._remove()
        fresh = {row.id for _, row, _ in self._fresh}
        for id in fresh:
            taken = number_of(self._db, id)
            wanted = self._db.execute("SELECT 1 FROM dangling WHERE id = ?", (id,)).fetchone()
            if taken or wanted:
                raise NotPatchableError("an id is taken, or was missed elsewhere")
        index = Index(self._db, self._root)
        known = Indexed(index)
        writer = Writer(self._db, known)
        for kind in _TIES:
            rows = [fresh for fresh in self._fresh if fresh[1].kind == kind]
            numbers = self._new_numbers(kind, len(rows))
            writer.write(kind, [(n, f, row) for n, (f, row, _) in zip(numbers, rows, strict=True)])
            texts = ((n, words) for n, (_, _, words) in zip(numbers, rows, strict=True))
            write_texts(self._db, kind, texts, known.title)
        if writer.suspects:
            raise NotPatchableError("something is named that is not there")
        self._write_words({word for _, _, words in self._fresh for word in words.name.split()})
        flag = f"UPDATE record SET flags = flags | {schema.UNVERIFIED} WHERE n = ? AND flags & {schema.QUOTE}"
        for _, row, _ in self._fresh:
            self._db.execute(flag, (index.number(row.id),))
        self._mend_contests(index)
        self._mend_people(index, pairs)
        self._mend_counts(pairs | set(writer.pairs) | {(at, at) for at in writer.alone})
        mend_groupings(self._db, self._gone, (index.number(row.id) for _, row, _ in self._fresh))
        total = self._db.execute("SELECT count(*) FROM record").fetchone()[0]
        self._db.execute("UPDATE meta SET value = ? WHERE key = 'records'", (str(total),))
        elsewhere = len(index.places.elsewhere())
        self._db.execute("UPDATE meta SET value = ? WHERE key = 'elsewhere'", (str(elsewhere),))
        self._db.execute("UPDATE meta SET value = '1' WHERE key = 'dead'")

    def _remove(self) -> set[tuple[int, int]]:
        """Take out what goes; the pairs that lose something. What others name must not go, nor what a lock knows."""
        if not self._gone:
            return set()
        self._db.execute("CREATE TEMP TABLE gone (n INTEGER PRIMARY KEY)")
        self._db.executemany("INSERT INTO gone VALUES (?)", ((n,) for n in self._gone))
        others = "SELECT 1 FROM gone JOIN mention ON target = gone.n WHERE mention.n NOT IN (SELECT n FROM gone)"
        locked = "SELECT 1 FROM gone JOIN record USING (n) WHERE checks IS NOT NULL"
        kinds = {n >> schema.SHIFT for n in self._gone} - {schema.KIND_NUMBERS[kind] for kind in _TIES}
        if kinds or self._db.execute(others).fetchone() or self._db.execute(locked).fetchone():
            raise NotPatchableError("others build on a record that goes, or its quotes were verified")
        pairs = set(self._db.execute("SELECT DISTINCT city, partner FROM place WHERE n IN (SELECT n FROM gone)"))
        keys = ((key_of(id), n) for n, id in self._gone.items())
        self._db.executemany("DELETE FROM id_key WHERE key = ? AND n = ?", keys)
        self._matters |= set(self._db.execute("SELECT DISTINCT key FROM matter WHERE n IN (SELECT n FROM gone)"))
        for table in ("place", "mention", "dangling", "matter", "contest", "record"):
            self._db.execute(f"DELETE FROM {table} WHERE n IN (SELECT n FROM gone)")
        return pairs

    def _new_numbers(self, kind: str, count: int) -> range:
        """Numbers that no record has had, so that what full-text search remembers of those that went finds nothing."""
        key = f"last-{kind}"
        (last,) = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        self._db.execute("UPDATE meta SET value = ? WHERE key = ?", (str(int(last) + count), key))
        return range(int(last) + 1, int(last) + count + 1)

    def _write_words(self, words: set[str]) -> None:
        rows = ((word, sound_key(word)) for word in words)
        self._db.executemany("INSERT OR IGNORE INTO word VALUES (?, ?)", rows)

    def _mend_contests(self, index: Index) -> None:
        """What the records on the matters that changed contest with one another now."""
        keys = {key for (key,) in self._matters} | {row.matter for _, row, _ in self._fresh if row.matter is not None}
        for key in keys:
            (count,) = self._db.execute("SELECT count(*) FROM matter WHERE key = ?", (key,)).fetchone()
            if count > MOST_COMPARED:
                raise NotPatchableError("others are compared now")
            for id in on_matter(self._db, key):
                record = index.record(id)
                if record and any(check_settlements(record, index.rivals(id))):
                    raise NotPatchableError("a settlement settles nothing any more")
        write_contests(self._db, index, keys)

    def _mend_people(self, index: Index, pairs: set[tuple[int, int]]) -> None:
        """The people of pairs that lost a record: those whom the others name."""
        for city, partner in pairs:
            if city == partner:
                continue
            self._db.execute("DELETE FROM place WHERE city = ? AND partner = ? AND grp = ?", (city, partner, PEOPLE))
            left = self._db.execute("SELECT DISTINCT n FROM place WHERE city = ? AND partner = ?", (city, partner))
            people = set()
            for (n,) in left.fetchall():
                record = index.numbered(n)
                if isinstance(record, (Agreement, Fact)):
                    people |= {id for id in named_by(record) if isinstance(index.record(id), Person)}
            rows = [(city, partner, PEOPLE, schema.UNDATED, index.number(id)) for id in people]
            self._db.executemany("INSERT OR IGNORE INTO place VALUES (?, ?, ?, ?, ?)", rows)

    def _mend_counts(self, pairs: set[tuple[int, int]]) -> None:
        """Guests of cities and totals of cities, for the pairs that changed."""
        city_kind = schema.KIND_NUMBERS["city"]
        touched = {city for city, _ in pairs if city >> schema.SHIFT == city_kind}
        for city, partner in pairs:
            if partner >> schema.SHIFT == city_kind or city >> schema.SHIFT != city_kind:
                touched |= {at for (at,) in self._db.execute("SELECT city FROM guest WHERE partner = ?", (partner,))}
                continue
            there = "SELECT 1 FROM place WHERE city = ? AND partner = ?"
            if self._db.execute(there, (city, partner)).fetchone():
                self._db.execute("INSERT OR IGNORE INTO guest VALUES (?, ?)", (partner, city))
            else:
                self._db.execute("DELETE FROM guest WHERE partner = ? AND city = ?", (partner, city))
        for city in touched:
            self._db.execute("UPDATE city SET total = ? WHERE n = ?", (self._total(city), city))

    def _total(self, city: int) -> int:
        (own,) = self._db.execute(_OWN, (city, city)).fetchone()
        (guests,) = self._db.execute(_GUESTS, (city, city)).fetchone()
        return int(own) + int(guests or 0)


def _rows(found: FileRows) -> Iterator[tuple[Derived, Worded]]:
    for kind, block in found.blocks.items():
        rows = zip(marshal.loads(block), marshal.loads(found.texts[kind]), strict=True)  # noqa: S302  of our own making
        yield from ((Derived._make(row), Worded._make(words)) for row, words in rows)


# Mistakes that a change of another file can mend.
_BETWEEN_FILES = (
    "SELECT 1 FROM problem WHERE code IN ('duplicate-id', 'dangling-id', 'wrong-kind', 'circular', 'lock-damaged',"
    " 'lock-version', 'nothing-to-settle')"
)
_OWN = "SELECT count(*) FROM (SELECT n FROM place WHERE city = ? UNION SELECT n FROM belongs WHERE home = ?)"
_GUESTS = """
SELECT (SELECT count(*) FROM guest g JOIN place p ON p.city = g.partner AND p.partner = g.partner WHERE g.city = ?)
     + (SELECT count(*) FROM guest g JOIN belongs b ON b.home = g.partner WHERE g.city = ?)
"""
