"""Opening files for reading: nothing here waits for a pipe, fills the memory, or takes half a file for a whole one."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_PIECE = 1 << 20  # bytes asked for at once
_TRIES = 3  # for a file that is written to while it is read


class NotRegularError(OSError):
    """A folder, a pipe, a socket or a device stands where a file should."""

    def __init__(self) -> None:
        super().__init__("is no regular file")


class ChangedError(OSError):
    """A file was written to, cut off or grew each time it was read."""

    def __init__(self) -> None:
        super().__init__("was changed while it was read")


class TooLargeError(Exception):
    """A file has more bytes than it may."""


@contextlib.contextmanager
def opened(path: Path | str) -> Iterator[tuple[int, os.stat_result]]:
    """The descriptor of a regular file and what is known of it. Raises OSError; NotRegularError is one."""
    descriptor = os.open(path, _FLAGS)
    try:
        seen = os.fstat(descriptor)
        if not stat.S_ISREG(seen.st_mode):
            raise NotRegularError
        yield descriptor, seen
    finally:
        os.close(descriptor)


def read_bytes(path: Path | str, most: int) -> bytes:
    """The bytes of a regular file of at most `most` bytes, as they were at one moment.

    What is larger is not read at all: a file with a hole of many gigabytes costs nothing. Raises TooLargeError, and
    OSError, of which NotRegularError and ChangedError are kinds.
    """
    for _ in range(_TRIES):
        with opened(path) as (descriptor, before):
            if before.st_size > most:
                raise TooLargeError
            data = _read(descriptor, most + 1)
            after = os.fstat(descriptor)
        if len(data) > most:
            raise TooLargeError
        # Some file systems do not know how much there will be, so that more than was promised is no sign of a change.
        if _moment(before) == _moment(after) and len(data) >= after.st_size:
            return data
    raise ChangedError


def _read(descriptor: int, most: int) -> bytes:
    """Everything up to `most` bytes."""
    parts = []
    while most > 0 and (part := os.read(descriptor, min(most, _PIECE))):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def _moment(seen: os.stat_result) -> tuple[int, int]:
    return seen.st_size, seen.st_mtime_ns


def reason(error: OSError) -> str:
    """Why a file cannot be read, in lower case and without its name: `permission denied`."""
    return (error.strerror or str(error)).lower()
