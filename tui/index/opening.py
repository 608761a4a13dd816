"""Opening the index of a base: the one that is kept if nothing has changed, else a new one in its place."""

import contextlib
import os
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar, cast, overload

from tui.index import cache
from tui.index.checksums import IndexDamagedError
from tui.index.kept_files import KeptFiles, identity_of, reason_of
from tui.index.looking import Look, changed_unseen, is_fresh, is_of, look_at
from tui.index.progress import Progress
from tui.index.store import DAMAGED, check_whole, connect
from tui.index.tables import StaleError
from tui.loading.finding import root_of
from tui.loading.problems import BaseUnreadableError

if TYPE_CHECKING:
    from tui.index.finder import Finder
    from tui.index.index import Index

_TRIES = 5  # for a base that is written to while it is read


def whole_index(db: sqlite3.Connection, root: str) -> "Index":
    """An index file as everything that can be asked of a base."""
    # Read in only by those who ask for more than a search does.
    from tui.index.index import Index

    return Index(db, root)


DAMAGED_NOTICE = "the index that was kept of this base was damaged, and has been built anew"

F = TypeVar("F", bound="Finder")
Reader = Callable[[sqlite3.Connection, str], F]


class Opening(Generic[F]):
    """Opens one base, now and whenever it has changed.

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
        self._files = KeptFiles(path, environment if keep else None)
        self.follow = False  # whether links may lead out of the base
        self.was_damaged = False
        """Whether a kept index was found damaged, and nobody has been told yet."""
        self._seen = 0  # a hash of the look that what was given last is known to hold for
        self._given: tuple[int, int] | None = None  # which kept file was given last
        self._last: F | None = None  # what was made of it
        self._unread: tuple[int, int] | None = None  # which kept file was given, until it was read all through
        self.file: Path | None = None
        """Where the index lies that was given last; None for one that is kept nowhere."""

    @property
    def notices(self) -> list[str]:
        """What the user should know of where the index is kept, or why it is not."""
        return self._files.notices

    def look(self) -> Look:
        """Look at the base. Raises BaseUnreadableError."""
        return look_at(self.path, self.follow)

    def kept(self, seen: Look | None = None) -> F | None:
        """The index that is kept, if there is a sound one; with a look at the base, only if nothing has changed."""
        for file in self._files.newest():
            index = self._opened(file, seen)
            if index is not None:
                self.file = file
                return index
        return None

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
        self._seen = 0
        self._files.discard(self.file)

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
            # Before it is gone: another thread may ask why it is.
            self.was_damaged = True
            self.discard()
            return True
        return False

    def misled(self) -> bool:
        """The same, read once more: after something went wrong that a sound index does not lead to."""
        self._unread = self._given
        return self.is_damaged()

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

    def generation_of(self, shown: "Finder") -> str:
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
        file = next(iter(self._files.newest()), None)
        return identity_of(file) if file is not None else None

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
        place = self._files.place
        self._files.say_outdated()
        if place is not None:
            try:
                cache.sweep(place.parent)
                before = next(iter(self._files.newest()), None)
                made = make_index(place, seen, progress, cancelled, kept=before)
                # Another process may have put its own in that place since.
                self.file, self._given = place, made.file
                return self._read(made, root)
            except (OSError, sqlite3.Error) as error:
                self._files.say_not_kept(f"{place.parent}: {reason_of(error)}")
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
            raise BaseUnreadableError(f"no index of {self.path} can be written: {reason_of(error)}. {hint}") from error


def _hash(seen: Look) -> int:
    return hash((seen.lock, tuple(seen.files), tuple(seen.problems))) or 1


def _digest(seen: Look, identity: tuple[int, int]) -> str:
    import hashlib

    words = repr((identity, seen.lock, list(map(tuple, seen.files)), list(map(str, seen.problems))))
    return hashlib.sha256(words.encode("utf-8", "surrogateescape")).hexdigest()


_META = "SELECT key, value FROM meta"
