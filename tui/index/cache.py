"""Where an index is kept: in the user's cache directory, named after its base, where nobody else could have put one."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Mapping
from pathlib import Path

_ENDING = ".index"
_LONGEST_NAME = 120  # bytes: with everything around it, less than any file system takes
_BUILDING = ".building-"
_OLD = 24 * 3600  # seconds after which what a killed build left behind is swept away
_UNUSED = 90 * 24 * 3600  # seconds after which the index of a base that is gone is swept away


class UnsafeCacheError(Exception):
    """There is no cache directory that can be trusted. Its text says why, for a notice."""


def cache_folder(environment: Mapping[str, str]) -> Path:
    """The folder of indexes, made if it is not there. Raises UnsafeCacheError."""
    folder = _user_cache(environment) / "ties"
    try:
        # Folders above it are made private too, as the specification has it.
        for missing in reversed([above for above in (folder, *folder.parents) if not os.path.lexists(above)]):
            missing.mkdir(mode=0o700, exist_ok=True)
        seen = folder.lstat()
        above = folder.parent.stat()
    except OSError as error:
        raise UnsafeCacheError(f"{folder}: {(error.strerror or str(error)).lower()}") from error
    if not stat.S_ISDIR(seen.st_mode):
        raise UnsafeCacheError(f"{folder} is a link or a file, not a folder")
    if not _ours(seen):
        raise UnsafeCacheError(f"{folder} belongs to somebody else or can be written by others")
    if above.st_mode & stat.S_IWOTH and not above.st_mode & stat.S_ISVTX:
        raise UnsafeCacheError(f"anybody can put another folder in the place of {folder}")
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
    return stat.S_ISREG(seen.st_mode) and _ours(seen)


def _ours(seen: os.stat_result) -> bool:
    return seen.st_uid == os.geteuid() and not seen.st_mode & 0o022


def new_file(folder: Path) -> Path:
    """A new, empty, private file beside the indexes, to build one in. Raises OSError."""
    import tempfile

    descriptor, name = tempfile.mkstemp(prefix=_BUILDING, suffix=_ENDING, dir=folder)
    os.close(descriptor)
    return Path(name)


def sweep(folder: Path) -> None:
    """Remove what builds that were killed have left behind, and old indexes of bases that are gone.

    Old is what was neither written nor, as far as the file system notes it, read for 90 days. Who still has such an
    index open goes on reading it: an open file needs no name.
    """
    now = time.time()
    for left in folder.glob(f"*{_ENDING}*"):
        try:
            seen = left.lstat()
            if left.name.startswith(_BUILDING):
                remove = now - seen.st_mtime > _OLD
            else:
                remove = now - max(seen.st_mtime, seen.st_atime) > _UNUSED and usable(left) and _orphaned(left)
            if remove:
                left.unlink()
        except OSError:
            continue


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

    from tui.index.store import IndexDamagedError, connect

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
