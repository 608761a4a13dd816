"""Checksums behind the pages of an index, by which every bit of it that flips on a disk is noticed.

SQLite sees damage to what holds its pages together, and none inside a row. So a finished index ends in a CRC-32
(ISO 3309) of its first 64 KiB and of each 4 MiB after them, and a CRC-32 of these. The file's header says how many
pages are SQLite's; what lies behind them does not concern it.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

_FIRST = 64 * 1024  # bytes: little to read at every start
_BLOCK = 4 * 1024 * 1024  # bytes: few, so that a thread that reads them seldom waits for its turn
_MAGIC = b"TiesCRC1"
_END = struct.Struct("<8sQI")  # magic, bytes of the index itself, CRC-32 of the checksums and these two


class IndexDamagedError(Exception):
    """The file is no index of ours, of another version, or damaged: it must be built again."""


class Checksums(NamedTuple):
    """The checksums of an index of `length` bytes, one for each block."""

    length: int
    sums: tuple[int, ...]


def add_checksums(descriptor: int) -> None:
    """Put checksums behind a finished index, which is open for reading and writing. Raises OSError."""
    length = os.fstat(descriptor).st_size
    sums = [zlib.crc32(data) for data in _blocks(descriptor, length)]
    data = struct.pack(f"<{len(sums)}I", *sums) + _MAGIC + struct.pack("<Q", length)
    data += struct.pack("<I", zlib.crc32(data))
    os.lseek(descriptor, length, os.SEEK_SET)
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]


def read_checksums(descriptor: int) -> Checksums:
    """The checksums at the end of an index. Raises IndexDamagedError if there are none that can be relied on; OSError.

    A file that was cut off, or to which something was added, has none.
    """
    size = os.fstat(descriptor).st_size
    end = os.pread(descriptor, _END.size, max(size - _END.size, 0))
    if len(end) != _END.size or not end.startswith(_MAGIC):
        raise IndexDamagedError("no index of this version, or cut off")
    _, length, sum_of_sums = _END.unpack(end)
    count = _count(length)
    if size != length + 4 * count + _END.size:
        raise IndexDamagedError("of another length than it was written")
    data = os.pread(descriptor, 4 * count + _END.size, length)
    if zlib.crc32(data[:-4]) != sum_of_sums:
        raise IndexDamagedError("its checksums are damaged")
    return Checksums(length, struct.unpack_from(f"<{count}I", data))


def check_beginning(descriptor: int, sums: Checksums) -> None:
    """See that the first block, with the header and the table of tables, is as written. Raises as check_all does."""
    for data, expected in zip(_blocks(descriptor, min(sums.length, _FIRST)), sums.sums, strict=False):
        if zlib.crc32(data) != expected:
            raise IndexDamagedError("damaged at its beginning")


def check_all(descriptor: int, sums: Checksums, take: Callable[[memoryview], object] = lambda _: None) -> None:
    """See that every bit of an index is as written; hand over each block that is.

    For the most part it does without the interpreter's lock. Raises IndexDamagedError, OSError, what `take` raises.
    """
    at = 0
    for data, expected in zip(_blocks(descriptor, sums.length), sums.sums, strict=True):
        if zlib.crc32(data) != expected:
            raise IndexDamagedError(f"damaged between byte {at} and {at + len(data)}")
        at += len(data)
        take(data)


def _count(length: int) -> int:
    return (length > 0) + -(-max(length - _FIRST, 0) // _BLOCK)


def _blocks(descriptor: int, length: int) -> Iterator[memoryview]:
    """The blocks of the first `length` bytes of a file, each in the place of the one before. Raises OSError."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    buffer = memoryview(bytearray(min(_BLOCK, length)))
    wanted = min(_FIRST, length)
    while wanted:
        done = 0
        while done < wanted:
            read = os.readv(descriptor, [buffer[done:wanted]])
            if not read:
                raise IndexDamagedError("cut off")
            done += read
        yield buffer[:wanted]
        length -= wanted
        wanted = min(_BLOCK, length)
