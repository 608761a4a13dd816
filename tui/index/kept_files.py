"""The files that may be the index of a base: one's own in the cache, and those for all; what is said of them."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from tui.index import cache
from tui.index.shared import shared_files
from tui.index.store import file_of


class KeptFiles:
    """Where the index of one base is kept, and looked for. `notices` are for the user: why nothing is kept, for one."""

    def __init__(self, base: Path, environment: Mapping[str, str] | None) -> None:
        """Without an environment nothing is kept, and nothing that is kept is used."""
        self.notices: list[str] = []
        self._base = base
        self._environment = environment
        self._passed_over: set[Path] = set()  # indexes for all that something was wrong with
        self._folder: Path | None = None
        if environment is not None:
            try:
                self._folder = cache.cache_folder(environment)
            except cache.UnsafeCacheError as error:
                self.say_not_kept(str(error))

    @property
    def place(self) -> Path | None:
        """Where one's own index is written, named after what the base is now; None where none can be kept."""
        return cache.index_file(self._folder, self._base) if self._folder is not None else None

    def newest(self) -> list[Path]:
        """Those of them that are there and can be trusted, the last written first."""
        place = self.place
        own = [place] if place is not None and cache.usable(place) else []
        return sorted([*self._for_all(), *own], key=_written, reverse=True)

    def discard(self, given: Path | None) -> None:
        """Throw one's own index away; or pass over the one for all that was given, from now on."""
        place = self.place
        if given is not None and given != place:
            self._passed_over.add(given)
            self._say(f"{given} is wrong, and passed over: `ties index --system` makes it anew")
        elif place is not None:
            with contextlib.suppress(OSError):
                place.unlink(missing_ok=True)

    def say_outdated(self) -> None:
        """Say of each index for all that it cannot be used, and what follows from that."""
        for file in self._for_all():
            self._say(f"{file} is of another state of the base: until it is built anew, you have an index of your own")

    def say_not_kept(self, why: str) -> None:
        """Say why the index is not kept."""
        self._say(f"the index is not kept: {why}")

    def _for_all(self) -> list[Path]:
        if self._environment is None:
            return []
        files, reasons = shared_files(self._environment, self._base)
        for reason in reasons:
            self._say(f"the index for all is passed over: {reason}")
        return [file for file in files if file not in self._passed_over]

    def _say(self, notice: str) -> None:
        if notice not in self.notices:
            self.notices.append(notice)


def identity_of(file: Path) -> tuple[int, int] | None:
    """What tells a kept index from one that is put in its place; None if it is gone already."""
    try:
        return file_of(file.stat())
    except OSError:
        return None


def reason_of(error: OSError | sqlite3.Error) -> str:
    """Why an index cannot be written, in lower case: `no space left on device`."""
    return (getattr(error, "strerror", None) or str(error)).lower()


def _written(file: Path) -> int:
    """When a file was written, in nanoseconds; 0 for one that is gone."""
    identity = identity_of(file)
    return identity[1] if identity else 0
