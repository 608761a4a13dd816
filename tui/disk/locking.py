"""One writer at a time: what is read, changed and written back by several runs at once."""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator

PATIENCE = 2.0
"""Seconds after which nobody waits any longer for another run to be done."""
_PAUSE = 0.005  # seconds between two tries


@contextlib.contextmanager
def alone_in(folder: str | os.PathLike[str]) -> Iterator[None]:
    """Keep out of a folder all others who ask like this, by flock(2) on the folder itself.

    It is a courtesy among our own runs and no protection: who is not let in within PATIENCE, or whose file system knows
    no locks, goes on without one. Raises nothing of its own.
    """
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:
        yield
        return
    try:
        _wait(descriptor)
        yield
    finally:
        # Closing it gives up the lock.
        os.close(descriptor)


def _wait(descriptor: int) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                return
            time.sleep(_PAUSE)
        except OSError:
            return
        else:
            return
