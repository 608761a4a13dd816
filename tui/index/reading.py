"""Fact files read and worked out for the index, side by side on all processors where there is enough to do."""

from __future__ import annotations

import hashlib
import marshal
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tui.disk.reading import read_bytes
from tui.index.derive import Derived, Light, derive, light, worded
from tui.index.spans import record_spans
from tui.loading.converting import convert, place
from tui.loading.finding import MAX_BYTES, SeenFile
from tui.loading.problems import Problem
from tui.loading.reading import Document, decode_document, unreadable
from tui.loading.references import check_record

# Below this many bytes one process is done before a second has started.
_WORTH_SHARING = 3_000_000
_CHUNK_BYTES = 400_000


class FileRows(NamedTuple):
    """What one file gives the index: its records, the ids of its bad ones, its own problems, SHA-256 of its bytes.

    `lights` has every record in order; `blocks` has all of them by kind, as marshal packs a list of tuples, and `texts`
    what is Worded of them, to be set aside unread. `words` are those of all their names.
    """

    name: str
    path: str
    size: int
    modified: int
    sha: bytes
    lights: list[Light]
    blocks: dict[str, bytes]
    texts: dict[str, bytes]
    words: list[str]
    broken: list[str]
    problems: list[Problem]


def read_file(file: SeenFile) -> FileRows:
    """Everything that the index takes from one file. Never raises for what a file can hold."""
    try:
        data = read_bytes(file.path, MAX_BYTES)
    except Exception as error:
        # What cannot be read is a problem of this file alone.
        return _nothing(file, file.size, b"", unreadable(error, file.name))
    sha = hashlib.sha256(data).digest()
    document = decode_document(data, file.name)
    if not isinstance(document, Document):
        return _nothing(file, file.size, sha, document)
    converted = convert(document)
    problems = converted.problems + place(
        [
            mistake._replace(path=(entry.kind, entry.ordinal, *mistake.path))
            for entry in converted.entries
            for mistake in check_record(entry.record)
        ],
        document,
    )
    spans = record_spans(data, document.tables)
    rows: list[Derived] = []
    blocks: defaultdict[str, list[tuple[object, ...]]] = defaultdict(list)
    texts: defaultdict[str, list[tuple[object, ...]]] = defaultdict(list)
    words: set[str] = set()
    for entry in converted.entries:
        start, length = spans[entry.kind][entry.ordinal] if spans else (0, 0)
        text = data[start : start + length].rstrip() if length else data
        row, its_words = derive(entry.record, entry.ordinal, (start, length), digest_of(text)), worded(entry.record)
        rows.append(row)
        blocks[row.kind].append(tuple(row))
        texts[row.kind].append(tuple(its_words))
        words.update(its_words.name.split())
    return FileRows(
        file.name,
        file.path,
        len(data),
        file.modified,
        sha,
        [light(row) for row in rows],
        {kind: marshal.dumps(block) for kind, block in blocks.items()},
        {kind: marshal.dumps(block) for kind, block in texts.items()},
        sorted(words),
        sorted(converted.broken),
        problems,
    )


def _nothing(file: SeenFile, size: int, sha: bytes, problem: Problem) -> FileRows:
    return FileRows(file.name, file.path, size, file.modified, sha, [], {}, {}, [], [], [problem])


def digest_of(text: bytes) -> int:
    """A number that tells one text from another: 48 bits of its BLAKE2b."""
    # Signed, as SQLite stores it in these six bytes.
    return int.from_bytes(hashlib.blake2b(text, digest_size=6).digest(), signed=True)


def processes(files: Sequence[SeenFile], jobs: int = 0) -> int:
    """How many processes should read files, unless somebody has decided that by `jobs`."""
    return jobs or (os.cpu_count() or 1 if sum(file.size for file in files) > _WORTH_SHARING else 1)


def read_files(files: Sequence[SeenFile], jobs: int = 0) -> Iterator[FileRows]:
    """All files in their order. `jobs` processes read: by default one a processor, and only ours for a small base."""
    jobs = processes(files, jobs)
    if jobs == 1:
        yield from map(read_file, files)
        return
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
    from multiprocessing import get_context

    done = 0
    try:
        # Forking a process with threads, as the browser is one, can lock up; fresh ones cannot.
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
            try:
                for found in pool.map(_read_chunk, list(_chunks(files))):
                    yield from found
                    done += len(found)
            except BaseException:
                # Whoever wants no more of it, or ends the program, waits for no chunk that is not begun.
                pool.shutdown(wait=True, cancel_futures=True)
                raise
    except BrokenExecutor:
        # A process was killed or could not start: what it had to do is done here.
        yield from map(read_file, files[done:])


def _read_chunk(files: Sequence[SeenFile]) -> list[FileRows]:
    return [read_file(file) for file in files]


def _chunks(files: Sequence[SeenFile]) -> Iterator[list[SeenFile]]:
    chunk: list[SeenFile] = []
    size = 0
    for file in files:
        chunk.append(file)
        size += file.size
        if size > _CHUNK_BYTES or len(chunk) >= 200:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
