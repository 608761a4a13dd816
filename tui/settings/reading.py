"""The bytes of a small file, without waiting for a pipe and without running out of memory."""

from __future__ import annotations

import os
import stat
from pathlib import Path


class NotRegularError(Exception):
    """A folder, a pipe or a device stands where a file should."""


class TooLargeError(Exception):
    """A file is larger than it can be."""


def read_small(file: Path, largest: int) -> bytes:
    """The bytes of a regular file of at most `largest` bytes. Raises OSError, NotRegularError, TooLargeError."""
    descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise NotRegularError
    with os.fdopen(descriptor, "rb") as opened:
        data = opened.read(largest + 1)
    if len(data) > largest:
        raise TooLargeError
    return data
