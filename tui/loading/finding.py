"""Finding the files of a base without hanging, leaving it, or passing over anything in silence; none is opened."""

import os
import stat
from pathlib import Path
from typing import NamedTuple

from tui.disk.reading import reason
from tui.loading.problems import BaseUnreadableError, Problem

MAX_BYTES = 4 * 1024 * 1024
MAX_LOCK_BYTES = 64 * 1024 * 1024
MAX_FILES = 200_000
MAX_BASE_BYTES = 1024 * 1024 * 1024
MAX_DEPTH = 64
LOCK_NAME = "quotes.lock"
_ACCESS = "change its permissions, or move it out of the base"
_LINK = "remove or mend the link"


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
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "is no path"
        raise BaseUnreadableError(f"{path}: {why}. Give the folder that holds the fact files (*.toml).") from error
    if stat.S_ISDIR(mode):
        return path
    if stat.S_ISREG(mode):
        return path.parent
    raise BaseUnreadableError(f"{path}: is neither a folder nor a file. Give a folder of fact files (*.toml).")


def look(path: Path, problems: list[Problem], follow: bool = False) -> list[SeenFile]:
    """All fact files at or below a path, sorted by the bytes of their paths; none is opened.

    Hidden files and editors' leftovers are passed over. What else is not read becomes a problem: special files,
    folders that cannot be listed, links that lead out of the base (unless they are followed), files read already
    under another name, and what is beyond the limits. Raises BaseUnreadableError when the path itself cannot be
    listed.
    """
    root = root_of(path)
    if root != path:
        seen = path.stat()
        return [SeenFile(relative(path, root), str(path), seen.st_size, seen.st_mtime_ns)]
    looking = _Look(os.fspath(root), problems, follow)
    found = looking.run()
    if not found and not problems:
        hint = "put fact files there, or give another folder; docs/format.md shows what they look like"
        problems.append(Problem(shown(str(root)), 1, 1, "no-files", "no fact files (*.toml) in this folder", hint))
    return _within_limits(found, shown(str(root)), problems)


_Identity = tuple[int, int]  # device and inode: what a file is, whatever its names


class _Look:
    """One look at the folders of a base. Links come after everything else, so that what they lead to is known."""

    def __init__(self, base: str, problems: list[Problem], follow: bool) -> None:
        self._base = base
        self._prefix = len(base) + (0 if base.endswith("/") else 1)
        self._problems = problems
        self._follow = follow
        self._files: list[SeenFile] = []
        self._identities: list[_Identity] = []
        self._several: list[int] = []  # those of the files that have more than one name
        self._folders: list[str] = []
        self._walked: set[_Identity] | None = None  # identities of folders, once there are links to compare
        self._links: list[str] = []

    def run(self) -> list[SeenFile]:
        """The files, sorted. Raises BaseUnreadableError."""
        self._walk(self._base)
        if self._links:
            self._take_links()
        found = self._once() if self._several else self._files
        found.sort(key=lambda file: os.fsencode(file.path))
        return found

    def _walk(self, top: str) -> None:
        """Take up what is in a folder and the folders below it; links are only noted."""
        waiting = [top]
        while waiting:
            folder = waiting.pop()
            if folder.count("/", self._prefix) >= MAX_DEPTH:
                self._report(folder, "too-deep", f"lies more than {MAX_DEPTH} folders deep", "move it further up")
                continue
            if self._walked is None:
                self._folders.append(folder)
            elif self._is_walked(folder):
                continue
            try:
                with os.scandir(folder) as entries:
                    for entry in entries:
                        if entry.name[0] == ".":
                            continue
                        if entry.is_symlink():
                            self._links.append(entry.path)
                        elif entry.name[-5:].lower() == ".toml":
                            self._take(entry)
                        elif entry.is_dir(follow_symlinks=False):
                            waiting.append(entry.path)
            except OSError as error:
                if folder == self._base:
                    message = f"{self._base}: {reason(error)}. {_ACCESS.capitalize()}."
                    raise BaseUnreadableError(message) from error
                self._report_error(folder, error, _ACCESS)

    def _is_walked(self, folder: str) -> bool:
        identity = _identity(folder)
        assert self._walked is not None  # noqa: S101  only asked once there is one
        known = identity in self._walked
        self._walked.add(identity)
        return known

    def _take(self, entry: os.DirEntry[str]) -> None:
        try:
            seen = entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            return  # gone since the folder was listed
        except OSError as error:
            self._report_error(entry.path, error, _ACCESS)
            return
        self._add(entry.path, seen)

    def _add(self, path: str, seen: os.stat_result) -> None:
        if not stat.S_ISREG(seen.st_mode):
            self._report(path, "not-a-file", "ends in .toml but is no regular file", "rename it")
            return
        if seen.st_nlink > 1:
            self._several.append(len(self._files))
        self._files.append(SeenFile(shown(path[self._prefix :]), path, seen.st_size, seen.st_mtime_ns))
        self._identities.append((seen.st_dev, seen.st_ino))

    def _take_links(self) -> None:
        """Take up what links lead to, unless it was met already: so no circle of links is gone through twice."""
        inside = os.path.realpath(self._base)
        self._walked = set(map(_identity, self._folders))
        to_files = []
        while self._links:
            self._links.sort(key=os.fsencode, reverse=True)
            path = self._links.pop()
            named = path[-5:].lower() == ".toml"
            try:
                seen = os.stat(path)  # noqa: PTH116  quicker than a Path
            except OSError as error:
                # A link to nothing that could have led to facts: files of other names are none of ours.
                if named or "." not in os.path.basename(path):  # noqa: PTH119
                    self._report_error(path, error, _LINK)
                continue
            if not named and not stat.S_ISDIR(seen.st_mode):
                continue
            if not self._follow and not _is_inside(os.path.realpath(path), inside):
                hint = f"copy {'the file' if named else 'its files'} into the base, or use --follow"
                self._report(path, "outside", "is a link that leads out of the base", hint)
            elif named:
                to_files.append((path, seen))
            else:
                self._walk(path)
        files = dict(zip(self._identities, self._files, strict=True))
        for path, seen in sorted(to_files, key=lambda link: os.fsencode(link[0])):
            self._take_linked(path, seen, files)

    def _take_linked(self, path: str, seen: os.stat_result, files: dict[_Identity, SeenFile]) -> None:
        """Take up what a link to a file leads to, if it is not among those that are known."""
        known = len(self._files)
        if (taken := files.get((seen.st_dev, seen.st_ino))) is not None:
            message = f"is a link to {taken.name}, which is read under that name"
            self._report(path, "read-twice", message, "remove the link")
            return
        self._add(path, seen)
        files.update(zip(self._identities[known:], self._files[known:], strict=True))

    def _once(self) -> list[SeenFile]:
        """The files without those that are one file under several names: the first name in the order of bytes stays."""
        several = sorted(self._several, key=lambda n: os.fsencode(self._files[n].path))
        first: dict[_Identity, int] = {}
        twice = set()
        for n in several:
            kept = first.setdefault(self._identities[n], n)
            if kept != n:
                twice.add(n)
                message = f"is one file with {self._files[kept].name} (a hard link), which is read under that name"
                self._report(self._files[n].path, "read-twice", message, "remove one of the names")
        return [file for n, file in enumerate(self._files) if n not in twice]

    def _report(self, path: str, code: str, message: str, hint: str) -> None:
        self._problems.append(Problem(shown(path[self._prefix :]), 1, 1, code, message, hint))

    def _report_error(self, path: str, error: OSError, hint: str) -> None:
        self._report(path, "unreadable", reason(error), hint)


def _identity(folder: str) -> _Identity:
    try:
        seen = os.stat(folder)  # noqa: PTH116
    except OSError:
        return 0, 0
    return seen.st_dev, seen.st_ino


def _is_inside(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def _within_limits(files: list[SeenFile], root: str, problems: list[Problem]) -> list[SeenFile]:
    """As many of the files as are read; a problem says if there are more."""
    hint = "give a folder below it, or part the base in two"
    if len(files) > MAX_FILES:
        message = f"holds {len(files):,} fact files: only the first {MAX_FILES:,} are read"
        problems.append(Problem(root, 1, 1, "too-many", message, hint))
        files = files[:MAX_FILES]
    # What is too large for itself is not read, and does not count.
    if sum(file.size for file in files if file.size <= MAX_BYTES) > MAX_BASE_BYTES:
        left = MAX_BASE_BYTES
        for n, file in enumerate(files):
            left -= file.size if file.size <= MAX_BYTES else 0
            if left < 0:
                message = (
                    f"its fact files hold more than {MAX_BASE_BYTES >> 20:,} MiB: none is read from {file.name} on"
                )
                problems.append(Problem(root, 1, 1, "too-many", message, hint))
                return files[:n]
    return files


def relative(path: Path, root: Path) -> str:
    """A path as it is shown to people: relative to the base, bytes that are no UTF-8 made visible."""
    return shown(os.fspath(path.relative_to(root) if path.is_relative_to(root) else path))


def shown(path: str) -> str:
    """A path as text: bytes that are no UTF-8 made visible as `\\xfc`, so that every stream and database takes it."""
    return path if path.isascii() else os.fsencode(path).decode("utf-8", "backslashreplace")
