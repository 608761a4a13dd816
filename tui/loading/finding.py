"""Finding and reading the files of a base without hanging, leaving it, or passing over anything in silence."""

import os
import stat
from pathlib import Path
from typing import NamedTuple

from tui.loading.problems import BaseUnreadableError, Problem

MAX_BYTES = 4 * 1024 * 1024
MAX_LOCK_BYTES = 64 * 1024 * 1024
LOCK_NAME = "quotes.lock"
_ACCESS = "change its permissions, or move it out of the base"


class SeenFile(NamedTuple):
    """A fact file as a look at the folder shows it, unread: its name for people, its path, bytes, nanoseconds."""

    name: str
    path: str
    size: int
    modified: int


def root_of(path: Path) -> Path:
    """The folder of a base: the path itself, or the folder of a single file. Raises BaseUnreadableError."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise BaseUnreadableError(
            f"{path}: {_reason(error)}. Give the folder that holds the fact files (*.toml)."
        ) from error
    if stat.S_ISDIR(mode):
        return path
    if stat.S_ISREG(mode):
        return path.parent
    raise BaseUnreadableError(f"{path}: is neither a folder nor a file. Give a folder of fact files (*.toml).")


def look(path: Path, problems: list[Problem]) -> list[SeenFile]:
    """All fact files at or below a path, sorted by the bytes of their paths; none is opened.

    Hidden files and editors' leftovers are passed over; links that lead out of the base, special files and folders
    that cannot be listed become problems. Raises BaseUnreadableError when the path itself cannot be listed.
    """
    root = root_of(path)
    if root != path:
        seen = path.stat()
        return [SeenFile(relative(path, root), str(path), seen.st_size, seen.st_mtime_ns)]
    found: list[SeenFile] = []
    base = os.fspath(root)
    prefix = len(base) + (0 if base.endswith("/") else 1)
    waiting = [base]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name[0] == ".":
                        continue
                    if entry.is_dir(follow_symlinks=False) and not entry.name.lower().endswith(".toml"):
                        waiting.append(entry.path)
                    elif entry.name[-5:].lower() == ".toml" or entry.is_symlink():
                        found += _accept(entry, root, prefix, problems)
        except OSError as error:
            if folder == base:
                raise BaseUnreadableError(f"{root}: {_reason(error)}. {_ACCESS.capitalize()}.") from error
            problems.append(Problem(_shown(folder[prefix:]), 1, 1, "unreadable", _reason(error), _ACCESS))
    if not found and not problems:
        hint = "put fact files there, or give another folder; docs/format.md shows what they look like"
        problems.append(Problem(str(root), 1, 1, "no-files", "no fact files (*.toml) in this folder", hint))
    found.sort(key=lambda file: os.fsencode(file.path))
    return found


def _accept(entry: os.DirEntry[str], root: Path, prefix: int, problems: list[Problem]) -> list[SeenFile]:
    """The entry in a list if it is a regular file inside the base, else an empty list and maybe a problem."""
    name = _shown(entry.path[prefix:])
    named = entry.name.lower().endswith(".toml")
    try:
        seen = entry.stat()
        linked = entry.is_symlink()
        outside = linked and not Path(entry.path).resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError) as error:
        if named:
            reason = _reason(error) if isinstance(error, OSError) else "is a link to itself"
            problems.append(Problem(name, 1, 1, "unreadable", reason, "remove or mend the link"))
        return []
    if outside and (named or stat.S_ISDIR(seen.st_mode)):
        hint = "copy the file into the base" if named else "copy its files into the base"
        problems.append(Problem(name, 1, 1, "outside", "is a link that leads out of the base", hint))
        return []
    if not named:
        return []
    if not stat.S_ISREG(seen.st_mode):
        problems.append(Problem(name, 1, 1, "not-a-file", "ends in .toml but is no regular file", "rename it"))
        return []
    return [SeenFile(name, entry.path, seen.st_size, seen.st_mtime_ns)]


def read_bytes(path: Path | str, most: int = MAX_BYTES) -> bytes:
    """The bytes of a regular file of at most `most` bytes. Raises OSError; FileTooLargeError over the cap."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(f"{path} is no regular file")
        parts = []
        left = most + 1
        while left > 0 and (part := os.read(descriptor, min(left, 1 << 20))):
            parts.append(part)
            left -= len(part)
    finally:
        os.close(descriptor)
    if left <= 0:
        raise FileTooLargeError
    return b"".join(parts)


class FileTooLargeError(Exception):
    """A file holds more bytes than it may."""


def relative(path: Path, root: Path) -> str:
    """A path as it is shown to people: relative to the base, bytes that are no UTF-8 made visible."""
    return _shown(os.fspath(path.relative_to(root) if path.is_relative_to(root) else path))


def _shown(path: str) -> str:
    return path if path.isascii() else os.fsencode(path).decode("utf-8", "backslashreplace")


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower() if error.errno else str(error)
