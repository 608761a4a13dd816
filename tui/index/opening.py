"""Opening the index of a base: the one that is kept if nothing has changed, else a new one in its place."""

import contextlib
import os
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar, cast, overload

from tui.index import cache
from tui.index.finder import Finder
from tui.index.progress import Progress
from tui.index.store import IndexDamagedError, connect
from tui.index.tables import StaleError
from tui.loading.finding import (
    LOCK_NAME,
    MAX_BYTES,
    MAX_LOCK_BYTES,
    FileTooLargeError,
    SeenFile,
    look,
    read_bytes,
    root_of,
)
from tui.loading.problems import BaseUnreadableError, Problem

if TYPE_CHECKING:
    from tui.index.index import Index

# What a damaged index can lead to where SQLite itself sees nothing wrong: values of other types than were written.
_DAMAGED = (IndexDamagedError, sqlite3.Error, StaleError, TypeError, ValueError, LookupError, OverflowError)
_TRIES = 5  # for a base that is written to while it is read


class Look(NamedTuple):
    """What a look at a base shows without reading it."""

    path: Path
    root: Path
    files: list[SeenFile]
    problems: list[Problem]
    lock: str


def whole_index(db: sqlite3.Connection, root: str) -> "Index":
    """An index file as everything that can be asked of a base."""
    # Read in only by those who ask for more than a search does.
    from tui.index.index import Index

    return Index(db, root)


F = TypeVar("F", bound=Finder)
Reader = Callable[[sqlite3.Connection, str], F]


class Opening(Generic[F]):
    """Opens one base, now and whenever it has changed. `notices` are for the user: why nothing is kept, for one.

    What is opened is an Index, or what `reader` makes of the file: a Finder is there sooner.
    """

    @overload
    def __init__(self: "Opening[Index]", path: Path, environment: Mapping[str, str], *, keep: bool = True) -> None: ...

    @overload
    def __init__(self, path: Path, environment: Mapping[str, str], *, keep: bool = True, reader: Reader[F]) -> None: ...

    def __init__(
        self, path: Path, environment: Mapping[str, str], *, keep: bool = True, reader: Reader[F] | None = None
    ) -> None:
        self.path = path
        self._reader = reader or whole_index
        self.notices: list[str] = []
        self._seen = 0  # a hash of the look that what was given last is known to hold for
        self._given: tuple[int, int] | None = None  # which kept file was given last
        self._folder = self._kept_folder(environment) if keep else None

    def _kept_folder(self, environment: Mapping[str, str]) -> Path | None:
        try:
            return cache.cache_folder(environment)
        except cache.UnsafeCacheError as error:
            self._say_not_kept(str(error))
            return None

    def look(self) -> Look:
        """Look at the base. Raises BaseUnreadableError."""
        problems: list[Problem] = []
        root = root_of(self.path)
        files = look(self.path, problems)
        if root != self.path:
            # A single file in the working directory has no folder in its path; what the index keeps is inside one.
            files = [file._replace(path=f"{os.fspath(root).rstrip('/')}/{self.path.name}") for file in files]
        try:
            seen = (root / LOCK_NAME).stat()
            lock = f"{seen.st_size} {seen.st_mtime_ns}"
        except OSError:
            lock = ""
        return Look(self.path, root, files, problems, lock)

    def kept(self, seen: Look | None = None) -> F | None:
        """The index that is kept, if there is a sound one; with a look at the base, only if nothing has changed."""
        if self._folder is None:
            return None
        file = cache.index_file(self._folder, self.path)
        if not cache.usable(file):
            return None
        try:
            db = connect(file)
        except IndexDamagedError:
            return None
        try:
            if seen is None or _fresh(db, seen):
                int(dict(db.execute(_META))["records"])
                self._given = _identity(file)
                return self._read(db, os.fspath(root_of(self.path)))
        except _DAMAGED:
            pass
        db.close()
        return None

    def _read(self, db: sqlite3.Connection, root: str) -> F:
        return cast("Reader[F]", self._reader)(db, root)

    def discard(self) -> None:
        """Throw the kept index away: something is wrong with it, and the next to open the base gets a new one."""
        if self._folder is not None:
            with contextlib.suppress(OSError):
                cache.index_file(self._folder, self.path).unlink(missing_ok=True)

    def doubtful(self) -> list[str]:
        """The files that look as the kept index knows them and hold something else; if there are any, it is discarded.

        Every file is read, quotes.lock too. Raises BaseUnreadableError.
        """
        kept = self.kept()
        if kept is None or self._folder is None:
            return []
        kept.close()
        seen = self.look()
        try:
            db = connect(cache.index_file(self._folder, self.path))
            with contextlib.closing(db):
                known = {(os.fsdecode(path), *times): sha for path, *times, sha in db.execute(_DIGESTS)}
                meta = dict(db.execute(_META))
        except _DAMAGED:
            self.discard()
            return []
        found = []
        for file in seen.files:
            digest = known.get((_inside(file, seen), file.size, file.modified))
            if digest is not None and digest != _digest(file.path):
                found.append(file.name)
        if meta.get("lock") == seen.lock and meta.get("lock-sha") != lock_digest(os.fspath(seen.root)):
            found.append(LOCK_NAME)
        if found:
            self.discard()
        return found

    def reachable(self) -> None:
        """See that there is a base, without looking at all of it. Raises BaseUnreadableError."""
        root = root_of(self.path)
        try:
            os.scandir(root).close()
        except OSError:
            # The whole look says it in words.
            self.look()

    def changed(self, progress: Progress, cancelled: Callable[[], bool]) -> F | None:
        """A new index if the base is not what the one that was given last says, else None. Raises as `open` does."""
        if self._seen and self._seen == _hash(self.look()):
            return None
        before = self._given
        index, is_new = self._newest(progress, cancelled)
        # Another process may have made the one that is kept now.
        if is_new or (before and self._given != before):
            return index
        index.close()
        return None

    def open(self, progress: Progress, cancelled: Callable[[], bool] = lambda: False) -> F:
        """The index of the base as it is now, built if need be.

        Raises BaseUnreadableError, also if there is no room for an index anywhere, and BuildCancelledError.
        """
        return self._newest(progress, cancelled)[0]

    def _newest(self, progress: Progress, cancelled: Callable[[], bool]) -> tuple[F, bool]:
        """The index of the base as it is now, and whether it is a new one."""
        for _ in range(_TRIES):
            seen = self.look()
            kept = self.kept(seen)
            if kept is not None:
                self._seen = _hash(seen)
                return kept, False
            with contextlib.suppress(StaleError):
                built = self._build(seen, progress, cancelled)
                self._seen = _hash(seen)
                return built, True
        raise BaseUnreadableError(f"{self.path}: changes while it is read. Try again when nothing writes to it.")

    def _build(self, seen: Look, progress: Progress, cancelled: Callable[[], bool]) -> F:
        if self._folder is not None:
            try:
                cache.sweep(self._folder)
                return self._build_in(self._folder, seen, progress, cancelled)
            except (OSError, sqlite3.Error) as error:
                self._say_not_kept(f"{self._folder}: {_reason(error)}")
        import shutil
        import tempfile

        try:
            folder = Path(tempfile.mkdtemp(prefix="ties-"))
            try:
                return self._build_in(folder, seen, progress, cancelled)
            finally:
                # An open file needs no name: nothing is left behind, however the program ends.
                shutil.rmtree(folder, ignore_errors=True)
        except (OSError, sqlite3.Error) as error:
            hint = "Make room there, or name another folder in $TMPDIR."
            raise BaseUnreadableError(f"no index of {self.path} can be written: {_reason(error)}. {hint}") from error

    def _say_not_kept(self, why: str) -> None:
        notice = f"the index is not kept: {why}"
        if notice not in self.notices:
            self.notices.append(notice)

    def _build_in(self, folder: Path, seen: Look, progress: Progress, cancelled: Callable[[], bool]) -> F:
        from tui.index.finish import build_index

        building = cache.new_file(folder)
        try:
            if not self._patch(building, folder, seen):
                build_index(building, seen, progress, cancelled)
            # Opened under its first name, so that it is this one even where others build at the same time.
            index = self._read(connect(building), os.fspath(seen.root))
            # One rename: a reader has the old index or the new one, never half of either.
            building.replace(cache.index_file(folder, self.path))
        except BaseException as error:
            building.unlink(missing_ok=True)
            if isinstance(error, IndexDamagedError):
                raise OSError(f"the index was damaged while it was written: {error}") from error
            raise
        return index

    def _patch(self, building: Path, folder: Path, seen: Look) -> bool:
        """Make the new file from the kept index where little has changed; whether that was enough."""
        kept = cache.index_file(folder, self.path)
        if not cache.usable(kept):
            return False
        import shutil

        from tui.index.patch import NotPatchableError, patch_index

        try:
            connect(kept).close()
            shutil.copyfile(kept, building)
            patch_index(building, seen)
        except (NotPatchableError, *_DAMAGED):
            os.truncate(building, 0)
            return False
        return True


def _fresh(db: sqlite3.Connection, seen: Look) -> bool:
    """Whether an index is that of the base as it was just seen."""
    meta = dict(db.execute(_META))
    if meta.get("lock") != seen.lock or meta.get("look") != look_words(seen):
        return False
    known = {os.fsdecode(path): (size, modified) for path, size, modified in db.execute(_FILES)}
    if len(known) != len(seen.files):
        return False
    return all(known.get(_inside(file, seen)) == (file.size, file.modified) for file in seen.files)


def _identity(file: Path) -> tuple[int, int] | None:
    """What tells a kept index from one that is put in its place; None if it is gone already."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns


def _hash(seen: Look) -> int:
    return hash((seen.lock, tuple(seen.files), tuple(seen.problems))) or 1


def _inside(file: SeenFile, seen: Look) -> str:
    """The path of a file inside its base."""
    return file.path.removeprefix(f"{os.fspath(seen.root).rstrip('/')}/")


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()


_META = "SELECT key, value FROM meta"
_FILES = "SELECT path, size, modified FROM file"
_DIGESTS = "SELECT path, size, modified, sha FROM file"


def _digest(path: str, most: int = MAX_BYTES) -> bytes:
    """SHA-256 of a file as an index has it: nothing for a file that cannot be read."""
    import hashlib

    try:
        return hashlib.sha256(read_bytes(path, most)).digest()
    except (OSError, FileTooLargeError):
        return b""


def lock_digest(root: str) -> str:
    """SHA-256, in hexadecimal, of the quotes.lock of a base; "" if there is none that can be read."""
    return _digest(f"{root.rstrip('/')}/{LOCK_NAME}", MAX_LOCK_BYTES).hex()


def look_words(seen: Look) -> str:
    """What the look at the folders themselves found wrong, to be compared."""
    return f"{os.path.realpath(seen.path)}\n" + "\n".join(map(str, seen.problems))
