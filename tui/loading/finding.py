"""Finding and reading the files of a base without hanging, leaving it, or passing over anything in silence."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from tui.loading.problems import BaseUnreadableError, Problem

MAX_BYTES = 4 * 1024 * 1024
LOCK_NAME = "quotes.lock"


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


def find_files(path: Path, problems: list[Problem]) -> list[Path]:
    """All fact files at or below a path, sorted by their bytes.

    Hidden files and editors' leftovers are passed over; links that lead out of the base, special files and folders
    that cannot be listed become problems. Raises BaseUnreadableError when the path itself cannot be listed.
    """
    root = root_of(path)
    if root != path:
        return [path]
    found = []
    errors: list[OSError] = []
    for walked, below, names in os.walk(root, onerror=errors.append, followlinks=False):
        below[:] = [name for name in below if not name.startswith(".")]
        for name in names + [name for name in below if name.lower().endswith(".toml")]:
            if name.lower().endswith(".toml") and not name.startswith("."):
                found += _accept(Path(walked, name), root, problems)
        _report_linked_folders(Path(walked), below, root, problems)
    for error in errors:
        folder = Path(os.fsdecode(error.filename or root))
        if folder == root:
            raise BaseUnreadableError(f"{root}: {_reason(error)}. {_ACCESS.capitalize()}.") from error
        problems.append(Problem(relative(folder, root), 1, 1, "unreadable", _reason(error), _ACCESS))
    if not found and not problems:
        hint = "put fact files there, or give another folder; docs/format.md shows what they look like"
        problems.append(Problem(str(root), 1, 1, "no-files", "no fact files (*.toml) in this folder", hint))
    return sorted(found, key=os.fsencode)


_ACCESS = "change its permissions, or move it out of the base"


def _report_linked_folders(folder: Path, below: list[str], root: Path, problems: list[Problem]) -> None:
    """Linked folders are not walked; one that leads out of the base may hold facts that somebody misses."""
    for name in below:
        path = folder / name
        if path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
            message = "is a link to a folder outside the base"
            problems.append(Problem(relative(path, root), 1, 1, "outside", message, "copy its files into the base"))


def _accept(path: Path, root: Path, problems: list[Problem]) -> list[Path]:
    """The path in a list if it is a regular file inside the base, else an empty list and a problem."""
    name = relative(path, root)
    try:
        mode = path.stat().st_mode
        outside = path.is_symlink() and not path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError) as error:
        reason = _reason(error) if isinstance(error, OSError) else "is a link to itself"
        problems.append(Problem(name, 1, 1, "unreadable", reason, "remove or mend the link"))
        return []
    if outside:
        hint = "copy the file into the base"
        problems.append(Problem(name, 1, 1, "outside", "is a link that leads out of the base", hint))
        return []
    if not stat.S_ISREG(mode):
        problems.append(Problem(name, 1, 1, "not-a-file", "ends in .toml but is no regular file", "rename it"))
        return []
    return [path]


def read_bytes(path: Path, most: int = MAX_BYTES) -> bytes:
    """The bytes of a regular file of at most `most` bytes. Raises OSError; FileTooLargeError over the cap."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    with open(descriptor, "rb", buffering=0) as file:  # noqa: PTH123  a descriptor, opened so that no pipe can block
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(f"{path.name} is no regular file")
        parts = []
        left = most + 1
        while left > 0 and (part := file.read(left)):
            parts.append(part)
            left -= len(part)
    if left <= 0:
        raise FileTooLargeError
    return b"".join(parts)


class FileTooLargeError(Exception):
    """A file holds more bytes than a fact file may."""


def relative(path: Path, root: Path) -> str:
    """A path as it is shown to people: relative to the base, bytes that are no UTF-8 made visible."""
    return os.fsencode(path.relative_to(root) if path.is_relative_to(root) else path).decode(
        "utf-8", "backslashreplace"
    )


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower() if error.errno else str(error)
