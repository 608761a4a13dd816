"""A new index file in the place of the old one: patched from it where little has changed, else built."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

from tui.disk.writing import PRIVATE, NewFile
from tui.index.finish import build_index
from tui.index.looking import Look
from tui.index.patch import NotPatchableError, patch_index
from tui.index.progress import Progress
from tui.index.store import DAMAGED, IndexDamagedError, connect


def make_index(
    place: Path,
    seen: Look,
    progress: Progress,
    cancelled: Callable[[], bool],
    *,
    kept: Path | None = None,
    mode: int = PRIVATE,
) -> sqlite3.Connection:
    """The index of a base as it was seen, put in its place with these permissions, and open.

    `kept` is an index of the base before, which is to be trusted: where little has changed, a copy of it is patched.
    Raises OSError, sqlite3.Error, StaleError and BuildCancelledError; then what was there is there still.
    """
    with NewFile(place) as new:
        if kept is None or not _patch(kept, new.path, seen):
            build_index(new.path, seen, progress, cancelled)
        try:
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


def _patch(kept: Path, building: Path, seen: Look) -> bool:
    """Make the new file from the kept index where little has changed; whether that was enough."""
    try:
        connect(kept).close()
        shutil.copyfile(kept, building)
        patch_index(building, seen)
    except (NotPatchableError, *DAMAGED):
        os.truncate(building, 0)
        return False
    return True
