"""What a fuzz target is: properties that hold for every input, and words that inputs are often made of."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple


class Target(NamedTuple):
    """A check of one input, which raises where a property does not hold; its docstring states the properties.

    `pieces` are what inputs of this kind are made of. An input may take `steps` lines of Python a byte of its own,
    besides those that every input may take; what is only to be done once is done before, in `prepare`.
    """

    name: str
    check: Callable[[bytes], None]
    pieces: tuple[str, ...] = ()
    steps: int = 200
    prepare: Callable[[], object] = lambda: None

    @property
    def words(self) -> list[bytes]:
        """The pieces as bytes."""
        return [piece.encode("utf-8", "surrogatepass") for piece in self.pieces]


def text_of(data: bytes) -> str:
    """Any text from any bytes: UTF-8 with lone surrogates, and a surrogate for every byte that is none."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape")


def texts_of(data: bytes, most: int) -> list[str]:
    """As many texts as are asked for, cut at bytes of zero; those that are missing are empty."""
    parts = [text_of(part) for part in data.split(b"\0", most - 1)]
    return parts + [""] * (most - len(parts))


def scratch() -> Path:
    """A new folder for files of a target, in memory where there is such a place. It is left to the system to remove."""
    memory = "/dev/shm"  # noqa: S108  # the folder made in it is for nobody else
    return Path(tempfile.mkdtemp(prefix="ties-fuzz-", dir=memory if os.access(memory, os.W_OK) else None))
