"""Index files that are not what they were."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tui.index.checksums import add_checksums, read_checksums


@contextmanager
def altered(file: Path) -> Iterator[sqlite3.Connection]:
    """Change an index by SQL, and put checksums behind it that hold: what somebody would do who means harm."""
    with file.open("r+b") as opened:
        os.ftruncate(opened.fileno(), read_checksums(opened.fileno()).length)
        db = sqlite3.connect(file, isolation_level=None)
        try:
            yield db
        finally:
            db.close()
        add_checksums(opened.fileno())


def flip(file: Path, at: int, bit: int = 0) -> None:
    """Turn one bit of a file over; size and time stay as they were."""
    seen = file.stat()
    with file.open("r+b") as opened:
        opened.seek(at)
        (byte,) = opened.read(1)
        opened.seek(at)
        opened.write(bytes([byte ^ (1 << bit)]))
    os.utime(file, ns=(seen.st_atime_ns, seen.st_mtime_ns))
