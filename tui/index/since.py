"""What has become of the records of a base since an earlier state of it in git."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from typing import NamedTuple

from tui.disk.reading import TooLargeError, read_bytes
from tui.index.index import Index
from tui.index.news import News
from tui.index.tables import StaleError
from tui.loading.converting import Converted, convert
from tui.loading.finding import MAX_BYTES, shown
from tui.loading.reading import Document, decode_document
from tui.loading.revisions import Revisions, Then
from tui.records.changes import FieldChange, changed_fields
from tui.records.kinds import Record

Contents = dict[bytes, str]
"""What git calls the contents of files, by their paths inside the base."""


class Changed(NamedTuple):
    """A record that says something else than before, and in which fields."""

    record: Record
    fields: tuple[FieldChange, ...]


class Since(NamedTuple):
    """What is different: records that came, those that changed, in order of importance, and those that went, by id.

    `unknown` are ids of records that cannot be compared: in one of the two states they, or their file, have a mistake.
    """

    added: tuple[Record, ...]
    changed: tuple[Changed, ...]
    removed: tuple[Record, ...]
    unknown: tuple[str, ...]


class _Held(NamedTuple):
    """What files held: records by id, ids of those with a mistake, and files of which nothing could be read."""

    records: dict[str, Record]
    broken: set[str]
    unread: set[bytes]


def changes_since(index: Index, revisions: Revisions, then: Then) -> Since:
    """What is different between a past state and the files as the index knows them, committed or not.

    Only files whose content is another are read. A record counts by its id and by what it says: in which file it
    stands, what that is called and in which order its keys are written is no change. Raises GitError, StaleError.
    """
    old = revisions.files(then.commit) if then.commit else {}
    new = _contents_now(index, next(iter(old.values()), ""))
    before = _held(_without(old, new), revisions)
    added, changed, unknown = [], [], set()
    homes = dict(index.db.execute("SELECT r.id, file.path FROM record r JOIN file ON file.f = r.f"))
    for path in _without(new, old):
        for record in _records_now(index, path, homes):
            earlier = before.records.get(record.id)
            if earlier is not None:
                if fields := changed_fields(earlier, record):
                    changed.append(Changed(record, fields))
            elif record.id in before.broken or path in before.unread:
                unknown.add(record.id)
            else:
                added.append(record)
    gone = {id for id in before.records if not index.number(id)}
    unknown |= gone & _left_out(index, old, before)
    return Since(
        tuple(sorted(added, key=lambda record: index.number(record.id))),
        tuple(sorted(changed, key=lambda change: index.number(change.record.id))),
        tuple(before.records[id] for id in sorted(gone - unknown)),
        tuple(sorted(unknown)),
    )


def news_since(index: Index, revisions: Revisions, then: Then) -> News:
    """The same as what is new in the browser, with the fields that changed. Raises as `changes_since`."""
    found = changes_since(index, revisions, then)
    added = [index.number(record.id) for record in found.added]
    fields = {index.number(change.record.id): change.fields for change in found.changed}
    return News(added, fields, fields=fields, removed=len(found.removed))


def _without(files: Contents, others: Contents) -> Contents:
    """The files whose content is none of the others': one that was only renamed is not looked at."""
    known = set(others.values())
    return {path: content for path, content in files.items() if content not in known}


def _contents_now(index: Index, like: str) -> Contents:
    """What git would call the files of the base, in a repository that calls contents `like` this."""
    found = {}
    for path in index.file_digests():
        try:
            data = read_bytes(f"{index.name}/{os.fsdecode(path)}", MAX_BYTES)
        except (OSError, TooLargeError):
            # It holds no records; what is wrong with it is among the problems.
            continue
        header = b"blob %d\0" % len(data)
        # SHA-1 is what git names contents by, not a proof of anything here.
        known = hashlib.sha256 if len(like) == 64 else hashlib.sha1
        found[path] = known(header + data, usedforsecurity=False).hexdigest()
    return found


def _records_now(index: Index, path: bytes, homes: dict[str, bytes]) -> Iterator[Record]:
    """The records of a file but those whose id an earlier one has taken; `homes` is told of each. Raises StaleError."""
    try:
        converted = _converted(read_bytes(f"{index.name}/{os.fsdecode(path)}", MAX_BYTES), path)
    except (OSError, TooLargeError) as error:
        raise StaleError from error
    # Read as a whole: record by record, a file would be opened and cut up for each.
    for entry in converted.entries if converted else ():
        if homes.get(entry.record.id) == path:
            del homes[entry.record.id]
            yield entry.record


def _held(files: Contents, revisions: Revisions) -> _Held:
    """What files of a past state held; of an id that several took, the first in the order of paths."""
    contents = dict(revisions.contents(files.values()))
    held = _Held({}, set(), set())
    for path in sorted(files):
        data = contents.get(files[path])
        converted = _converted(data, path) if data is not None else None
        if converted is None:
            held.unread.add(path)
            continue
        held.broken.update(converted.broken)
        for entry in converted.entries:
            held.records.setdefault(entry.record.id, entry.record)
    return held


def _converted(data: bytes, path: bytes) -> Converted | None:
    document = decode_document(data, shown(os.fsdecode(path)))
    return convert(document) if isinstance(document, Document) else None


def _left_out(index: Index, old: Contents, before: _Held) -> set[str]:
    """The ids of records that the base may still have, left out for a mistake in them or in the file they were in."""
    bad = {problem.file for problem in index.problems}
    found: set[str] = set()
    if not bad:
        return found
    for path in {*old, *index.file_digests()}:
        if shown(os.fsdecode(path)) not in bad:
            continue
        try:
            converted = _converted(read_bytes(f"{index.name}/{os.fsdecode(path)}", MAX_BYTES), path)
        except (OSError, TooLargeError):
            converted = None
        found |= converted.broken if converted else set(before.records)
    return found
