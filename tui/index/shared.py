"""Indexes that one user has built for all users of a base: where they are looked for, and which can be trusted.

Readers never write there: one that is of another state of the base, or damaged, is passed over for one of their own.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tui.disk.folders import UnsafeFolderError
from tui.index.cache import index_file
from tui.index.progress import Progress

if TYPE_CHECKING:
    from tui.index.looking import Look

VARIABLE = "TIES_SYSTEM_INDEX"
DEFAULT = "/var/cache/ties"
_FOR_ALL = 0o644
_FOLDER_FOR_ALL = 0o755
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
ROOT = 0


def shared_files(environment: Mapping[str, str], base: Path) -> tuple[list[Path], list[str]]:
    """The indexes of a base that were built for all and can be trusted, and why others of them cannot be.

    They are looked for in the folders of $TIES_SYSTEM_INDEX, absolute and with colons between them, without it in
    /var/cache/ties; an empty one says that there are none.
    """
    files, reasons = [], []
    for folder in filter(os.path.isabs, environment.get(VARIABLE, DEFAULT).split(os.pathsep)):
        # A link on the way there could be turned to another place once all were checked.
        file = index_file(Path(os.path.realpath(folder)), base)
        if not os.path.lexists(file):
            continue
        try:
            check_trusted(file, {ROOT, os.geteuid(), os.stat(base).st_uid})  # noqa: PTH116  raises as the rest does
        except UnsafeFolderError as error:
            reasons.append(str(error))
        except OSError as error:
            reasons.append(f"{file}: {(error.strerror or str(error)).lower()}")
        else:
            files.append(file)
    return files, reasons


def check_trusted(file: Path, owners: set[int]) -> None:
    """See that only these users can have written a file, or can put another in its place. Raises UnsafeFolderError.

    All folders above it count, where their links lead; in one with the sticky bit nobody can replace what another owns.
    Raises OSError.
    """
    seen = file.lstat()
    if not stat.S_ISREG(seen.st_mode):
        raise UnsafeFolderError(f"{file} is no regular file")
    check_owner(file, seen, owners)
    check_folders(file.parent, owners)


def check_folders(folder: Path, owners: set[int]) -> None:
    """The same for what lies in a folder. Raises UnsafeFolderError, OSError."""
    real = Path(os.path.realpath(folder))
    for above in (real, *real.parents):
        check_owner(above, above.stat(), owners, sticky=True)


def check_owner(path: Path, seen: os.stat_result, owners: set[int], *, sticky: bool = False) -> None:
    """See that one of these users owns a path, and nobody else can write to it. Raises UnsafeFolderError."""
    if seen.st_uid not in owners:
        raise UnsafeFolderError(f"{path} belongs to user {seen.st_uid}, who is neither root nor the owner of the base")
    if seen.st_mode & _OTHERS_WRITE and not (sticky and seen.st_mode & stat.S_ISVTX):
        raise UnsafeFolderError(f"{path} can be written by others")


def build_shared(folder: Path, seen: Look, progress: Progress, cancelled: Callable[[], bool]) -> tuple[Path, bool]:
    """Build the index of a base as it was seen into a folder for all to read: where it is, and whether it is a new one.

    It is not new if it is of the base as it is, down to the content of every file. Raises UnsafeFolderError, OSError,
    sqlite3.Error, StaleError and BuildCancelledError.
    """
    from tui.disk import writing
    from tui.index.making import make_index

    if not os.path.lexists(folder):
        folder.mkdir()
        folder.chmod(_FOLDER_FOR_ALL)
    if folder.is_symlink() or not folder.is_dir():
        raise UnsafeFolderError(f"{folder} is a link or a file, not a folder")
    check_folders(folder, {ROOT, os.geteuid()})
    place = index_file(folder, seen.path)
    state = _state(place, seen) if _is_for_all(place) else "wrong"
    if state == "of this state":
        return place, False
    writing.sweep(folder)
    make_index(
        place, seen, progress, cancelled, kept=place if state == "of another state" else None, mode=_FOR_ALL
    ).close()
    return place, True


def read_by(file: Path, base: Path, environment: Mapping[str, str]) -> Iterator[str]:
    """What keeps other users from an index that was built for all, in words with what to do. Raises OSError."""
    folder = file.parent.absolute()
    named = environment.get(VARIABLE, DEFAULT).split(os.pathsep)
    if os.path.realpath(folder) not in map(os.path.realpath, named):
        yield f"found by those who have {VARIABLE}={folder} in their environment"
    if os.geteuid() not in (ROOT, base.stat().st_uid):
        yield "read by nobody else: others trust only what belongs to root or to the owner of the base"


def _is_for_all(place: Path) -> bool:
    try:
        check_trusted(place, {ROOT, os.geteuid()})
        return place.stat().st_mode & _FOR_ALL == _FOR_ALL
    except (UnsafeFolderError, OSError):
        return False


def _state(place: Path, seen: Look) -> Literal["of this state", "of another state", "wrong"]:
    """What an index is of: the base as it was seen, down to the content of every file, another state, or neither.

    All of it is read: it is built anew when a bit of it has changed.
    """
    from tui.index.looking import changed_unseen, is_fresh
    from tui.index.store import DAMAGED, check_whole, connect

    try:
        with contextlib.closing(connect(place)) as db:
            if not is_fresh(db, seen):
                return "of another state"
            check_whole(place, db.file)
            return "wrong" if changed_unseen(db, seen) else "of this state"
    except (*DAMAGED, OSError):
        return "wrong"
