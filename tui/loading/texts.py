"""The user's folders of texts: which file is the text of a source, by the SHA-256 of its bytes, whatever its name.

Nothing is looked at before a text is asked for. What a file's hash is, is remembered with its size and time, so that no
file is read twice in a run unless it has changed.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tui.disk.reading import ChangedError, TooLargeError, opened, read_bytes, reason
from tui.loading.encodings import NotUtf8Error, decoded
from tui.records.quote_check import SourceText

MAX_TEXT_BYTES = 256 * 1024 * 1024
HOW_TO_GIVE = "--texts DIR, `texts` in config.toml or $TIES_TEXTS says in which folder texts are"
_PIECE = 1 << 20  # bytes hashed at once
_QUICK = 4 << 20  # bytes
_KEPT = 2  # texts: more than two are seldom looked at by turns, and one can be large


class FoundText(NamedTuple):
    """The text of a source, the file that was read, and other files of the same bytes, which were not."""

    source: SourceText
    path: Path
    same: tuple[Path, ...] = ()


class NoTextError(Exception):
    """Why there is no text of a source; `notes` are the files of which nobody can tell, each with the reason."""

    def __init__(self, message: str, notes: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.notes = tuple(notes)


class Texts:
    """The texts in some folders. Folders inside these are not looked into."""

    def __init__(self, folders: Sequence[str]) -> None:
        self.folders = tuple(map(Path, folders))
        self._hashes: dict[Path, tuple[int, int, str]] = {}
        self._kept: dict[str, FoundText] = {}

    def kept(self, sha: str) -> FoundText | None:
        """A text that was found before, if its file is as it was; looks at no other file."""
        found = self._kept.get(sha)
        if found is None or self._remembered(found.path) != sha:
            return None
        return found

    def is_quick(self, sha: str) -> bool:
        """Whether a text can be found, and looked through, in no time: no more than a few MiB, by sizes alone."""
        if kept := self.kept(sha):
            return len(kept.source.text) <= _QUICK
        left = _QUICK
        for path in self._files([]):
            try:
                seen = path.stat()
            except OSError:
                continue
            if stat.S_ISREG(seen.st_mode) and self._remembered(path) in ("", sha):
                left -= seen.st_size
            if left < 0:
                return False
        return True

    def find(self, sha: str) -> FoundText:
        """The text whose bytes have this SHA-256 (hexadecimal), from the first file that has it.

        In the order of the folders, in each by name. Raises NoTextError, saying what is wrong and what to do.
        """
        if found := self.kept(sha):
            return found
        notes: list[str] = []
        for path in self._files(notes):
            if self._hash(path, notes) == sha:
                found = FoundText(self._read(path, sha), path, tuple(self._same(path, sha)))
                self._kept[sha] = found
                # Another thread may be at the same.
                for old in list(self._kept)[:-_KEPT]:
                    self._kept.pop(old, None)
                return found
        if not self.folders:
            raise NoTextError("no folder of texts was given")
        where = ", ".join(map(str, self.folders))
        raise NoTextError(f"no file in {where} has this SHA-256", notes)

    def _files(self, notes: list[str]) -> Iterator[Path]:
        for folder in self.folders:
            try:
                yield from sorted(folder.iterdir())
            except (OSError, ValueError) as error:
                notes.append(f"{folder}: {reason(error) if isinstance(error, OSError) else error}")

    def _remembered(self, path: Path) -> str:
        """The hash of a file that is as it was when it was hashed; nothing for all others."""
        known = self._hashes.get(path)
        try:
            return known[2] if known and known[:2] == _moment(path.stat()) else ""
        except OSError:
            return ""

    def _hash(self, path: Path, notes: list[str]) -> str:
        if known := self._remembered(path):
            return known
        try:
            with opened(path) as (descriptor, seen):
                if seen.st_size > MAX_TEXT_BYTES:
                    raise TooLargeError
                digest = hashlib.sha256()
                while piece := os.read(descriptor, _PIECE):
                    digest.update(piece)
                if _moment(os.fstat(descriptor)) != _moment(seen):
                    raise ChangedError
        except OSError as error:
            if not path.is_dir():
                notes.append(f"{path}: {reason(error)}")
            return ""
        except TooLargeError:
            notes.append(f"{path}: is larger than {MAX_TEXT_BYTES >> 20} MiB")
            return ""
        self._hashes[path] = (*_moment(seen), digest.hexdigest())
        return digest.hexdigest()

    def _read(self, path: Path, sha: str) -> SourceText:
        try:
            data = read_bytes(path, MAX_TEXT_BYTES)
            if hashlib.sha256(data).hexdigest() != sha:
                raise ChangedError
            return SourceText(decoded(data))
        except NotUtf8Error as error:
            raise NoTextError(f"{path} is its text, but {error}") from error
        except OSError as error:
            raise NoTextError(f"{path} is its text, but {reason(error)}") from error
        except TooLargeError as error:
            raise NoTextError(f"{path} has grown beyond {MAX_TEXT_BYTES >> 20} MiB") from error

    def _same(self, found: Path, sha: str) -> Iterator[Path]:
        """Other files of the same bytes: only those of the same size are looked at."""
        size = self._hashes[found][0]
        for path in self._files([]):
            try:
                if path != found and path.stat().st_size == size and self._hash(path, []) == sha:
                    yield path
            except OSError:
                continue


def _moment(seen: os.stat_result) -> tuple[int, int]:
    return seen.st_size, seen.st_mtime_ns
