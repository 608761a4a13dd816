"""Opening the index of a base: the one that is kept if nothing has changed, else a new one in its place."""

import contextlib
import os
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar, cast, overload

from tui.index import cache
from tui.index.checksums import IndexDamagedError
from tui.index.finder import Finder
from tui.index.looking import Look, changed_unseen, is_fresh, is_of, look_at
from tui.index.progress import Progress
from tui.index.shared import shared_files
from tui.index.store import DAMAGED, check_whole, connect, file_of
from tui.index.tables import StaleError
from tui.loading.finding import root_of
from tui.loading.problems import BaseUnreadableError

if TYPE_CHECKING:
    from tui.index.index import Index

_TRIES = 5  # for a base that is written to while it is read


def whole_index(db: sqlite3.Connection, root: str) -> "Index":
    """An index file as everything that can be asked of a base."""
    # Read in only by those who ask for more than a search does.
    from tui.index.index import Index

    return Index(db, root)


DAMAGED_NOTICE = "the index that was kept of this base was damaged, and has been built anew"

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
        self.follow = False  # whether links may lead out of the base
        self.was_damaged = False
        """Whether a kept index was found damaged, and nobody has been told yet."""
        self._seen = 0  # a hash of the look that what was given last is known to hold for
        self._given: tuple[int, int] | None = None  # which kept file was given last
        self._last: F | None = None  # what was made of it
        self._unread: tuple[int, int] | None = None  # which kept file was given, until it was read all through
        self._folder = self._kept_folder(environment) if keep else None
        self._environment = environment if keep else None
        self._passed_over: set[Path] = set()  # indexes for all that something was wrong with
        self.file: Path | None = None
        """Where the index lies that was given last; None for one that is kept nowhere."""

    def _kept_folder(self, environment: Mapping[str, str]) -> Path | None:
        try:
            return cache.cache_folder(environment)
        except cache.UnsafeCacheError as error:
            self._say_not_kept(str(error))
            return None

    def look(self) -> Look:
        """Look at the base. Raises BaseUnreadableError."""
        return look_at(self.path, self.follow)

    def kept(self, seen: Look | None = None) -> F | None:
        """The index that is kept, if there is a sound one; with a look at the base, only if nothing has changed."""
        for file in self._candidates():
            index = self._opened(file, seen)
            if index is not None:
                self.file = file
                return index
        return None

    def _candidates(self) -> list[Path]:
        """The files that may be the index of the base, the last written first: one's own, and those for all."""
        files = [*self._shared_files(), *self._own_file()]
        return sorted(files, key=_age)

    def _own_file(self) -> list[Path]:
        file = cache.index_file(self._folder, self.path) if self._folder is not None else None
        return [file] if file is not None and cache.usable(file) else []

    def _shared_files(self) -> list[Path]:
        if self._environment is None:
            return []
        files, reasons = shared_files(self._environment, self.path)
        for reason in reasons:
            self._say(f"the index for all is passed over: {reason}")
        return [file for file in files if file not in self._passed_over]

    def _opened(self, file: Path, seen: Look | None) -> F | None:
        try:
            db = connect(file)
        except IndexDamagedError:
            return None
        try:
            if is_fresh(db, seen) if seen is not None else is_of(db, self.path):
                int(dict(db.execute(_META))["records"])
                self._given = self._unread = db.file
                return self._read(db, os.fspath(root_of(self.path)))
        except DAMAGED:
            pass
        db.close()
        return None

    def _read(self, db: sqlite3.Connection, root: str) -> F:
        self._last = cast("Reader[F]", self._reader)(db, root)
        return self._last

    def discard(self) -> None:
        """Throw the kept index away: something is wrong with it, and the next to open the base gets a new one.

        One for all is passed over from now on: it is not ours to throw away.
        """
        own = cache.index_file(self._folder, self.path) if self._folder is not None else None
        if self.file not in (None, own):
            self._passed_over.add(self.file)
            self._say(f"{self.file} is wrong, and passed over: `ties index --system` makes it anew")
        elif own is not None:
            with contextlib.suppress(OSError):
                own.unlink(missing_ok=True)

    def is_damaged(self) -> bool:
        """Read the kept index that was given last all through, once: whether a bit of it is not as it was written.

        Then it is thrown away. May be called in another thread than the index is used in.
        """
        given, self._unread = self._unread, None
        if given is None or self.file is None:
            return False
        try:
            check_whole(self.file, given)
        except (IndexDamagedError, OSError):
            self.discard()
            self.was_damaged = True
            return True
        return False

    def doubtful(self) -> list[str]:
        """The files that look as the kept index knows them and hold something else; if there are any, it is discarded.

        So it is if it is damaged itself. Every file is read, quotes.lock too. Raises BaseUnreadableError.
        """
        kept = self.kept()
        if kept is None:
            return []
        seen = self.look()
        try:
            with contextlib.closing(kept):
                found = [] if self.is_damaged() else changed_unseen(kept.db, seen)
        except DAMAGED:
            self.discard()
            return []
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
        if not self.is_damaged() and self._seen and self._seen == _hash(self.look()):
            return None
        before, last = self._given, self._last
        index, is_new = self._newest(progress, cancelled)
        # Another process may have made the one that is kept now.
        if is_new or (before and self._given != before):
            return index
        index.close()
        self._last = last
        return None

    def open(self, progress: Progress, cancelled: Callable[[], bool] = lambda: False) -> F:
        """The index of the base as it is now, built if need be.

        Raises BaseUnreadableError, also if there is no room for an index anywhere, and BuildCancelledError.
        """
        return self._newest(progress, cancelled)[0]

    def generation(self) -> str:
        """The base and its kept index as they stand now, as a digest: the same one, the same pages. "" if none is kept.

        Raises BaseUnreadableError.
        """
        identity = self._kept_identity()
        return _digest(self.look(), identity) if identity else ""

    def generation_of(self, shown: Finder) -> str:
        """The same for an index that was given; "" if it is not known to be that of the base as it stands now.

        Raises BaseUnreadableError.
        """
        # The one that was given last may not be on the screen yet.
        if shown is not self._last or not self._seen or self._given is None:
            return ""
        seen = self.look()
        return _digest(seen, self._given) if (_hash(seen), self._kept_identity()) == (self._seen, self._given) else ""

    def _kept_identity(self) -> tuple[int, int] | None:
        """The file that `kept` would look into first."""
        file = next(iter(self._candidates()), None)
        return _identity(file) if file is not None else None

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
        from tui.index.making import make_index

        root = os.fspath(seen.root)
        self.file = None
        for file in self._shared_files():
            self._say(f"{file} is of another state of the base: until it is built anew, you have an index of your own")
        if self._folder is not None:
            try:
                cache.sweep(self._folder)
                place = cache.index_file(self._folder, self.path)
                before = next(iter(self._candidates()), None)
                made = make_index(place, seen, progress, cancelled, kept=before)
                # Another process may have put its own in that place since.
                self.file, self._given = place, made.file
                return self._read(made, root)
            except (OSError, sqlite3.Error) as error:
                self._say_not_kept(f"{self._folder}: {_reason(error)}")
        import shutil
        import tempfile

        try:
            folder = Path(tempfile.mkdtemp(prefix="ties-"))
            try:
                return self._read(make_index(folder / "index", seen, progress, cancelled), root)
            finally:
                # An open file needs no name: nothing is left behind, however the program ends.
                shutil.rmtree(folder, ignore_errors=True)
        except (OSError, sqlite3.Error) as error:
            hint = "Make room there, or name another folder in $TMPDIR."
            raise BaseUnreadableError(f"no index of {self.path} can be written: {_reason(error)}. {hint}") from error

    def _say_not_kept(self, why: str) -> None:
        self._say(f"the index is not kept: {why}")

    def _say(self, notice: str) -> None:
        if notice not in self.notices:
            self.notices.append(notice)


def _identity(file: Path) -> tuple[int, int] | None:
    """What tells a kept index from one that is put in its place; None if it is gone already."""
    try:
        return file_of(file.stat())
    except OSError:
        return None


def _age(file: Path) -> int:
    """Nanoseconds by which a file is older than others, less the greater it is; what is gone is oldest."""
    identity = _identity(file)
    return -identity[1] if identity else 0


def _hash(seen: Look) -> int:
    return hash((seen.lock, tuple(seen.files), tuple(seen.problems))) or 1


def _digest(seen: Look, identity: tuple[int, int]) -> str:
    import hashlib

    words = repr((identity, seen.lock, list(map(tuple, seen.files)), list(map(str, seen.problems))))
    return hashlib.sha256(words.encode("utf-8", "surrogateescape")).hexdigest()


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()


_META = "SELECT key, value FROM meta"
