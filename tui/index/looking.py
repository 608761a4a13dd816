"""What a look at a base shows without reading it, and whether an index is of the base as it was just seen."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import NamedTuple

from tui.disk.reading import TooLargeError, read_bytes
from tui.loading.finding import LOCK_NAME, MAX_BYTES, MAX_LOCK_BYTES, SeenFile, look, root_of, shown
from tui.loading.problems import Problem


class Look(NamedTuple):
    """What a look at a base shows without reading it."""

    path: Path
    root: Path
    files: list[SeenFile]
    problems: list[Problem]
    lock: str


def look_at(path: Path, follow: bool = False) -> Look:
    """Look at the base in a folder, or in one file; links may lead out of it if they are to be followed.

    Raises BaseUnreadableError.
    """
    problems: list[Problem] = []
    root = root_of(path)
    files = look(path, problems, follow)
    if root != path:
        # A single file in the working directory has no folder in its path; what the index keeps is inside one.
        files = [file._replace(path=f"{os.fspath(root).rstrip('/')}/{path.name}") for file in files]
    try:
        seen = (root / LOCK_NAME).stat()
        lock = f"{seen.st_size} {seen.st_mtime_ns}"
    except OSError:
        lock = ""
    return Look(path, root, files, problems, lock)


def is_fresh(db: sqlite3.Connection, seen: Look) -> bool:
    """Whether an index is that of the base as it was just seen. Raises sqlite3.Error."""
    meta = dict(db.execute(_META))
    if meta.get("lock") != seen.lock or meta.get("look") != look_words(seen):
        return False
    known = {os.fsdecode(path): (size, modified) for path, size, modified in db.execute(_FILES)}
    if len(known) != len(seen.files):
        return False
    same = all(known.get(_inside(file, seen)) == (file.size, file.modified) for file in seen.files)
    return same and not can_be_read_now(db, seen)


def can_be_read_now(db: sqlite3.Connection, seen: Look) -> bool:
    """Whether something can be read that could not when the index was made: that changes neither size nor time."""
    root = os.fspath(seen.root).rstrip("/")
    unread = db.execute("SELECT path FROM file WHERE sha = x''").fetchall()
    if any(_digest(f"{root}/{os.fsdecode(path)}") for (path,) in unread):
        return True
    (lock,) = db.execute("SELECT value FROM meta WHERE key = 'lock-sha'").fetchone() or ("",)
    return bool(seen.lock and not lock and lock_digest(root))


def is_of(db: sqlite3.Connection, path: Path) -> bool:
    """Whether an index is one of the base at a path, in whatever state. Raises sqlite3.Error."""
    row = db.execute("SELECT value FROM meta WHERE key = 'look'").fetchone()
    return bool(row) and str(row[0]).partition("\n")[0] == os.path.realpath(path)


def changed_unseen(db: sqlite3.Connection, seen: Look) -> list[str]:
    """The names of the files that look as an index knows them and hold something else; quotes.lock too.

    Every file is read. Raises sqlite3.Error.
    """
    known = {(os.fsdecode(path), *times): sha for path, *times, sha in db.execute(_DIGESTS)}
    meta = dict(db.execute(_META))
    found = []
    for file in seen.files:
        digest = known.get((_inside(file, seen), file.size, file.modified))
        if digest is not None and digest != _digest(file.path):
            found.append(file.name)
    if meta.get("lock") == seen.lock and meta.get("lock-sha") != lock_digest(os.fspath(seen.root)):
        found.append(LOCK_NAME)
    return found


def lock_digest(root: str) -> str:
    """SHA-256, in hexadecimal, of the quotes.lock of a base; "" if there is none that can be read."""
    return _digest(f"{root.rstrip('/')}/{LOCK_NAME}", MAX_LOCK_BYTES).hex()


def look_words(seen: Look) -> str:
    """What the look at the folders themselves found wrong, to be compared."""
    return f"{shown(os.path.realpath(seen.path))}\n" + "\n".join(map(str, seen.problems))


def _inside(file: SeenFile, seen: Look) -> str:
    """The path of a file inside its base."""
    return file.path.removeprefix(f"{os.fspath(seen.root).rstrip('/')}/")


def _digest(path: str, most: int = MAX_BYTES) -> bytes:
    """SHA-256 of a file as an index has it: nothing for a file that cannot be read."""
    import hashlib

    try:
        return hashlib.sha256(read_bytes(path, most)).digest()
    except (OSError, TooLargeError):
        return b""


_META = "SELECT key, value FROM meta"
_FILES = "SELECT path, size, modified FROM file"
_DIGESTS = "SELECT path, size, modified, sha FROM file"
