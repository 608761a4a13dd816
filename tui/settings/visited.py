"""What of a base a reader has seen: a stamp for each record, kept beside what else is remembered of the base.

The rule: a record is new, or changed, until its page was shown as it is now, or until all are taken as seen. What was
there when the base was opened for the first time counts as seen. So nothing is lost by leaving at once, and of two runs
each adds what was seen in it: what was seen in either is seen.

A stamp is a number of 64 bits: its upper half tells the record by its id, its lower half the text it had. The file has
a line that says what it is, SHA-256 of the stamps, and the stamps in rising order, eight bytes each (little-endian).
"""

from __future__ import annotations

import hashlib
import os
import sys
from array import array
from collections.abc import Collection, Mapping
from pathlib import Path

from tui.disk.folders import UnsafeFolderError, check_private, make_private
from tui.disk.locking import alone_in
from tui.disk.reading import TooLargeError, read_bytes
from tui.disk.writing import permit, write_file
from tui.records.display_safe import one_line
from tui.settings.directories import NoHomeError, state_of_base

LARGEST = 64 << 20
"""Bytes of the largest file that is read or written: eight million records."""
_NOT_KNOWN = "what was seen of this base before is not known, so nothing is marked as new"
_HEAD = b"ties-visited 1\n"
_DIGEST = 32  # bytes of SHA-256
_ID = 32  # bits that a stamp is shifted by to leave what tells the record


class Visits:
    """What is kept of the visits to one base (its folder, or its one file). Raises nothing for what a disk can do."""

    def __init__(self, base: Path, environment: Mapping[str, str]) -> None:
        self._base = base
        self._environment = environment
        self.notice = ""
        """What the user should know of what stood in the way."""

    def seen(self) -> frozenset[int] | None:
        """The stamps of what was seen; None if there was no visit yet, or nothing sound is kept of it.

        Takes some milliseconds for 100,000 records.
        """
        try:
            return self._read()
        except NoHomeError:
            return None
        except (OSError, UnsafeFolderError) as error:
            self.notice = one_line(f"{_NOT_KNOWN}: {error}")
            return None

    def add(self, seen: Collection[int], now: Collection[int]) -> None:
        """Keep that some records were seen as they are; `now` has the stamps of all that the base holds.

        Added to what other runs have kept meanwhile. Without a visit before, all of `now` counts as seen; what is there
        and cannot be read stays as it is.
        """
        try:
            folder = self._file().parent
            make_private(folder)
            # Windows closed together end their runs at the same moment.
            with alone_in(folder):
                self._add(seen, now)
        except NoHomeError:
            return  # said of all that is remembered
        except (OSError, UnsafeFolderError) as error:
            self.notice = one_line(f"what was seen of this base cannot be kept: {error}")

    def _add(self, seen: Collection[int], now: Collection[int]) -> None:
        """Raises as `_read` does, and OSError."""
        before = self._read()
        data = _encoded(set(now) if before is None else _with(before, seen, frozenset(now)))
        if len(data) > LARGEST:
            self.notice = "what was seen of this base is more than is kept: all of it stays marked as new"
        else:
            write_file(self._file(), data)

    def _read(self) -> frozenset[int] | None:
        """Raises as `_file` does, and OSError for what is there and cannot be read now."""
        try:
            return _decoded(read_bytes(self._file(), LARGEST))
        except FileNotFoundError:
            return None
        except (ValueError, TooLargeError):
            self.notice = f"{_NOT_KNOWN}: what is kept is damaged, or of another version of Ties, and is replaced"
            return None

    def _file(self) -> Path:
        """Raises NoHomeError, OSError, UnsafeFolderError for a folder or a file that is not ours to use."""
        file = state_of_base(self._base, self._environment, ".visited")
        if os.path.lexists(file.parent):
            check_private(file.parent)
            permit(file, replace=True)
        return file


def _with(before: frozenset[int], seen: Collection[int], now: frozenset[int]) -> set[int]:
    """What was seen before, with what was seen since in place of earlier texts of the same records."""
    ids = {stamp >> _ID for stamp in seen}
    kept = {stamp for stamp in before if stamp >> _ID not in ids or stamp in now}
    kept.update(seen)
    # What is not in the base may come back, as after a mistake in its file; but not all that ever was is kept.
    there = {stamp >> _ID for stamp in now}
    gone = {stamp for stamp in kept if stamp >> _ID not in there}
    return kept - gone if len(gone) > len(there) else kept


def _encoded(stamps: Collection[int]) -> bytes:
    content = _bytes(array("q", sorted(stamps)))
    return _HEAD + hashlib.sha256(content).digest() + content


def _decoded(data: bytes) -> frozenset[int]:
    """Raises ValueError for anything but what `_encoded` has made."""
    head, digest = data[: len(_HEAD)], data[len(_HEAD) : len(_HEAD) + _DIGEST]
    content = data[len(_HEAD) + _DIGEST :]
    if head != _HEAD or hashlib.sha256(content).digest() != digest:
        raise ValueError
    stamps = array("q")
    stamps.frombytes(content)
    if sys.byteorder == "big":
        stamps.byteswap()
    return frozenset(stamps)


def _bytes(stamps: array[int]) -> bytes:
    if sys.byteorder == "big":
        stamps.byteswap()
    return stamps.tobytes()
