"""The one place that writes files: whole and on the disk, or not at all, and never through a link.

A file is written under another name in the folder it is for, flushed to the disk, and put in its place by one rename
or link (POSIX.1-2017), which is flushed too. Whoever reads has the old file or the new one. What a killed program left
behind is swept away by the next one that writes there, a day later.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType

PRIVATE = 0o600
SHARED = 0o666
"""The permissions of a file that others may read, before the umask takes its part."""

_PREFIX = ".ties-writing-"
_OLD = 24 * 3600  # seconds
_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_NO_LINKS = (errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.EMLINK)  # said by file systems without hard links
_NO_FLUSH = (errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP)  # said by those that cannot flush a folder


class OccupiedError(OSError):
    """What stands in the place of a file is not to be replaced. Its text says why."""


class NewFile:
    """A new, empty file beside the place it is for. Use it with `with`: what was not put in place is gone afterwards.

    `path` is its name until then, `descriptor` is open for writing. Raises OSError.
    """

    def __init__(self, place: Path, mode: int = PRIVATE) -> None:
        self._place = place
        self._left = True
        while True:
            self.path = place.with_name(f"{_PREFIX}{os.urandom(8).hex()}")
            with suppress(FileExistsError):
                self.descriptor = os.open(self.path, _NEW, mode)
                return

    def __enter__(self) -> NewFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self.descriptor)
        if self._left:
            with suppress(OSError):
                self.path.unlink()

    def write(self, data: bytes | memoryview) -> None:
        """Write all of some bytes. Raises OSError."""
        left = memoryview(data)
        while left:
            left = left[os.write(self.descriptor, left) :]

    def put(self, *, replace: bool = True) -> None:
        """Put the file in its place, on the disk: of a file or link there, or without `replace` only where nothing is.

        Raises FileExistsError without `replace`, OSError. When only flushing the folder fails, the new file is in its
        place already.
        """
        os.fsync(self.descriptor)
        if replace:
            self.path.replace(self._place)
            self._left = False
        else:
            self._put_where_nothing_is()
        _flush_folder(self._place.parent)

    def _put_where_nothing_is(self) -> None:
        try:
            # A second name is only given where there is none: nobody can come between a look and this.
            os.link(self.path, self._place)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
        else:
            return
        os.close(os.open(self._place, _NEW, PRIVATE))
        try:
            self.path.replace(self._place)
            self._left = False
        except BaseException:
            self._place.unlink()
            raise


def write_file(place: Path, data: bytes, *, mode: int = PRIVATE, keep_mode: bool = False, replace: bool = True) -> None:
    """Write a file of these bytes. `keep_mode` gives it the permissions of the file that it replaces, if there is one.

    Raises as `permit`, NewFile and its `put` do; whatever goes wrong, nothing is left behind.
    """
    there = permit(place, replace=replace)
    sweep(place.parent)
    with NewFile(place, mode) as new:
        new.write(data)
        if keep_mode and there is not None:
            os.fchmod(new.descriptor, stat.S_IMODE(there.st_mode) & 0o777)
        new.put(replace=replace)


def permit(place: Path, *, replace: bool) -> os.stat_result | None:
    """What stands at a place where a file is to be written, None for nothing.

    Raises FileExistsError without `replace`, OccupiedError for what is no regular file; OSError.
    """
    try:
        there = place.lstat()
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(there.st_mode):
        raise OccupiedError("is a link, and nothing is written through one")
    if stat.S_ISDIR(there.st_mode):
        raise OccupiedError("is a folder")
    if not stat.S_ISREG(there.st_mode):
        raise OccupiedError("is no regular file")
    if not replace:
        raise FileExistsError(errno.EEXIST, "exists already", os.fspath(place))
    return there


def sweep(folder: Path) -> None:
    """Remove what programs that were killed while they wrote in a folder have left behind."""
    now = time.time()
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(_PREFIX):
                with suppress(OSError):
                    seen = entry.stat(follow_symlinks=False)
                    if stat.S_ISREG(seen.st_mode) and now - seen.st_mtime > _OLD:
                        Path(entry.path).unlink()


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_FLUSH:
            raise
    finally:
        os.close(descriptor)
