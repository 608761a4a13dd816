"""Folders of the user's own, which nobody else can have put files into."""

from __future__ import annotations

import os
import stat
from pathlib import Path

_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


class UnsafeFolderError(Exception):
    """A folder that cannot be trusted, or cannot be had. Its text says why, for a notice."""


def make_private(folder: Path) -> None:
    """Make a folder that is not there, and those above it, for nobody else to read (XDG base directories 0.8).

    Raises OSError.
    """
    for missing in reversed([above for above in (folder, *folder.parents) if not os.path.lexists(above)]):
        missing.mkdir(mode=0o700, exist_ok=True)


def check_private(folder: Path) -> None:
    """See that a folder is one that only we can have written to. Raises UnsafeFolderError, OSError."""
    seen = folder.lstat()
    above = folder.parent.stat()
    if not stat.S_ISDIR(seen.st_mode):
        raise UnsafeFolderError(f"{folder} is a link or a file, not a folder")
    if not is_ours(seen):
        raise UnsafeFolderError(f"{folder} belongs to somebody else or can be written by others")
    if above.st_mode & stat.S_IWOTH and not above.st_mode & stat.S_ISVTX:
        raise UnsafeFolderError(f"anybody can put another folder in the place of {folder}")


def is_ours(seen: os.stat_result) -> bool:
    """Whether a file or folder belongs to this user, and nobody else can write to it."""
    return seen.st_uid == os.geteuid() and not seen.st_mode & _OTHERS_WRITE
