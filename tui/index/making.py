"""A new index file in the place of the old one: patched from it where little has changed, else built."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from tui.disk.writing import PRIVATE, NewFile
from tui.index.checksums import IndexDamagedError, add_checksums, check_all, read_checksums
from tui.index.finish import build_index
from tui.index.looking import Look
from tui.index.patch import NotPatchableError, patch_index
from tui.index.progress import Progress
from tui.index.store import DAMAGED, StoredIndex, connect


def make_index(
    place: Path,
    seen: Look,
    progress: Progress,
    cancelled: Callable[[], bool],
    *,
    kept: Path | None = None,
    mode: int = PRIVATE,
) -> StoredIndex:
    """The index of a base as it was seen, put in its place with these permissions, and open.

    `kept` is an index of the base before, which is to be trusted: where little has changed, a copy of it is patched.
    Raises OSError, sqlite3.Error, StaleError and BuildCancelledError; then what was there is there still.
    """
    with NewFile(place) as new:
        if kept is None or not _patch(kept, new, seen):
            build_index(new.path, seen, progress, cancelled)
        try:
            add_checksums(new.descriptor)
            # Opened under its first name, so that it is this one even where others build at the same time.
            db = connect(new.path)
        except IndexDamagedError as error:
            raise OSError(f"the index was damaged while it was written: {error}") from error
        try:
            os.fchmod(new.descriptor, mode)
            new.put()
        except BaseException:
            db.close()
            raise
    return db


def _patch(kept: Path, new: NewFile, seen: Look) -> bool:
    """Make the new file from the kept index where little has changed; whether that was enough."""
    try:
        connect(kept).close()
        _copy(kept, new)
        patch_index(new.path, seen)
    except (NotPatchableError, *DAMAGED):
        os.ftruncate(new.descriptor, 0)
        return False
    return True


def _copy(kept: Path, new: NewFile) -> None:
    """Copy an index without its checksums, if it is sound. Raises IndexDamagedError, and OSError if nothing can be
    written.
    """
    try:
        descriptor = os.open(kept, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        raise IndexDamagedError(str(error)) from error
    try:
        check_all(descriptor, read_checksums(descriptor), new.write)
    finally:
        os.close(descriptor)
