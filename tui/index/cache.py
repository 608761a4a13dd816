"""Where an index is kept: in the user's cache directory, named after its base, where nobody else could have put one."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from tui.disk.folders import UnsafeFolderError, check_private, is_ours, make_private

_ENDING = ".index"
_LONGEST_NAME = 120  # bytes: with everything around it, less than any file system takes
_UNUSED = 90 * 24 * 3600  # seconds after which the index of a base that is gone is swept away


class UnsafeCacheError(Exception):
    """There is no cache directory that can be trusted. Its text says why, for a notice."""


def cache_folder(environment: Mapping[str, str]) -> Path:
    """The folder of indexes, made if it is not there. Raises UnsafeCacheError."""
    folder = _user_cache(environment) / "ties"
    try:
        make_private(folder)
        check_private(folder)
    except UnsafeFolderError as error:
        raise UnsafeCacheError(str(error)) from error
    except OSError as error:
        raise UnsafeCacheError(f"{folder}: {(error.strerror or str(error)).lower()}") from error
    return folder


def _user_cache(environment: Mapping[str, str]) -> Path:
    """As the XDG base directory specification has it; ~/Library/Caches on macOS. Raises UnsafeCacheError."""
    named = environment.get("XDG_CACHE_HOME", "")
    if named and Path(named).is_absolute():
        return Path(named)
    home = environment.get("HOME", "")
    if not Path(home).is_absolute():
        raise UnsafeCacheError("there is no home directory ($HOME)")
    return Path(home, "Library/Caches") if sys.platform == "darwin" else Path(home, ".cache")


def index_file(folder: Path, base: Path) -> Path:
    """The file of the index of a base (its folder, or its one file)."""
    return folder / (_name(os.path.realpath(base)) + _ENDING)


def _name(path: str) -> str:
    """A name for the index of a path: the path itself with =2F for a slash, or SHA-256 of one that is too long."""
    name = path.replace("=", "=3D").replace("/", "=2F")
    if len(os.fsencode(name)) <= _LONGEST_NAME:
        return name
    # Read in only for these.
    import hashlib

    return hashlib.sha256(os.fsencode(path)).hexdigest()


def usable(file: Path) -> bool:
    """Whether a file is one that we can have written: regular, ours, and nobody else's to write."""
    try:
        seen = file.lstat()
    except OSError:
        return False
    return stat.S_ISREG(seen.st_mode) and is_ours(seen)


def sweep(folder: Path) -> None:
    """Remove what builds that were killed have left behind, and old indexes of bases that are gone.

    Old is what was neither written nor, as far as the file system notes it, read for 90 days. Who still has such an
    index open goes on reading it: an open file needs no name.
    """
    # Read in only where an index is written.
    from tui.disk import writing

    writing.sweep(folder)
    now = time.time()
    for left in folder.glob(f"*{_ENDING}"):
        with suppress(OSError):
            seen = left.lstat()
            if now - max(seen.st_mtime, seen.st_atime) > _UNUSED and usable(left) and _orphaned(left):
                left.unlink()


def _orphaned(file: Path) -> bool:
    """Whether the base of an index is gone, or nobody looks for its index under this name."""
    name = file.name.removesuffix(_ENDING)
    base = name.replace("=2F", "/").replace("=3D", "=") if name.startswith("=2F") else _base_of(file)
    if not base or index_file(file.parent, Path(base)) != file:
        return True
    try:
        os.stat(base)  # noqa: PTH116  a path that cannot be looked at for another reason is not gone
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _base_of(file: Path) -> str:
    """The path of the base that an index says it is of; "" if it cannot be read."""
    import sqlite3

    from tui.index.checksums import IndexDamagedError
    from tui.index.store import connect

    try:
        db = connect(file)
    except IndexDamagedError:
        return ""
    try:
        row = db.execute("SELECT value FROM meta WHERE key = 'look'").fetchone()
    except sqlite3.Error:
        return ""
    finally:
        db.close()
    return str(row[0]).partition("\n")[0] if row else ""
