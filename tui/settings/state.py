"""What the browser remembers of a base from one run to the next: a JSON file per base in the user's state directory."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from tui.disk.folders import UnsafeFolderError, check_private, make_private
from tui.disk.locking import alone_in
from tui.disk.reading import NotRegularError, TooLargeError, read_bytes
from tui.disk.writing import OccupiedError, permit, write_file
from tui.records.display_safe import one_line
from tui.settings.directories import NoHomeError, state_of_base
from tui.settings.merging import history, merged_history, merged_marks

VERSION = 1
LARGEST = 1_000_000
"""Bytes of the largest state file that is read or written."""
MOST_OPEN = 500
LONGEST = 500
"""Characters of the longest text that is kept."""
DEEPEST = 64
"""Segments of the longest place that is kept."""
NARROWEST, WIDEST = 15, 70
"""Per cent of the screen that the tree may take."""

Segments: TypeAlias = tuple[str, ...]


class Seen:
    """What a run last read from or wrote to its file: what it has added or removed since then is told by this."""

    def __init__(self, marks: tuple[str, ...] = (), searches: tuple[str, ...] = ()) -> None:
        self.marks = marks
        self.searches = searches


class Remembered(msgspec.Struct, frozen=True, kw_only=True):
    """What is remembered of one base. None of it has been compared with the base: a record can be gone.

    `path` is a place in the tree and `open` the open nodes, both as segments from the root down; `top` the number, from
    0, of the row that was first on the screen; `view` the tree's view; `marks` ids of records in the order in which
    they were marked; `searches` what was searched for, newest last; `split` the tree's share of the width in per cent;
    `theme` the one chosen in the browser. None: nothing was chosen.
    """

    path: Segments = ()
    top: int = 0
    view: str = ""
    open: tuple[Segments, ...] = ()
    marks: tuple[str, ...] = ()
    searches: tuple[str, ...] = ()
    split: int | None = None
    theme: str | None = None


class State(Remembered, frozen=True, kw_only=True):
    """What one run remembers. Change it by `msgspec.structs.replace`, which keeps `seen`."""

    seen: Seen = msgspec.field(default_factory=Seen)


class _Kept(Remembered, frozen=True, kw_only=True):
    """The content of a state file. Fields of others are passed over."""

    version: int = VERSION


def _fields(remembered: Remembered) -> dict[str, Any]:
    return {name: getattr(remembered, name) for name in Remembered.__struct_fields__}


class _Head(msgspec.Struct):
    version: int


class _DamagedError(Exception):
    """What is in a state file is no state."""


class _UnusableError(Exception):
    """A state file that must stay as it is. Its text says why, for a notice."""


def state_file(base: Path, environment: Mapping[str, str]) -> Path:
    """The file of a base (its folder, or its one file), whether it is there or not. Raises NoHomeError."""
    return state_of_base(base, environment, ".json")


def read_state(base: Path, environment: Mapping[str, str]) -> tuple[State, str | None]:
    """What is remembered of a base, and a notice for the user if something stood in the way.

    A damaged file is set aside as NAME.damaged. Raises nothing for what a file can hold or a disk can do.
    """
    try:
        kept, notice = _read_or_set_aside(_file_of(base, environment))
    except _UnusableError as error:
        return State(), str(error)
    if kept is None:
        return State(), notice
    return State(**_fields(kept), seen=Seen(kept.marks, kept.searches)), notice


def write_state(base: Path, state: State, environment: Mapping[str, str]) -> str | None:
    """Remember the state of a base; a notice for the user if it cannot be done, or not without setting a file aside.

    The file is replaced as a whole. If another run has written since this one read or wrote, the marks and searches
    that it added and removed are kept; in all else the last one wins. Raises nothing for what a file can hold or a
    disk can do.
    """
    try:
        file = _file_of(base, environment)
        # Windows closed together end their runs at the same moment.
        with alone_in(file.parent):
            return _merge_into(file, state)
    except _UnusableError as error:
        return str(error)


def _merge_into(file: Path, state: State) -> str | None:
    """The same for a file. Raises _UnusableError."""
    there, notice = _read_or_set_aside(file)
    kept = _tidy(state)
    data = msgspec.json.encode(_merged(state.seen, kept, there) if there else kept) + b"\n"
    if len(data) > LARGEST:
        return f"what should be remembered is larger than {_MEGABYTE}, and is not"
    try:
        make_private(file.parent)
        write_file(file, data)
    except OSError as error:
        return f"what should be remembered cannot be written: {_reason(error, file)}"
    state.seen.marks, state.seen.searches = kept.marks, kept.searches
    return notice


_MEGABYTE = "1 MB"


def _file_of(base: Path, environment: Mapping[str, str]) -> Path:
    """The file of a base. Raises _UnusableError without a home, or for a relative base in a folder that is gone."""
    try:
        return state_file(base, environment)
    except (NoHomeError, OSError) as error:
        raise _UnusableError(one_line(f"nothing is remembered: {error}")) from error


def _read_or_set_aside(file: Path) -> tuple[_Kept | None, str | None]:
    """The content of a state file, None without one; a notice if it was damaged. Raises _UnusableError."""
    try:
        _check(file)
        return _decoded(read_bytes(file, LARGEST)), None
    except FileNotFoundError:
        return None, None
    except NotRegularError as error:
        message = f"{file} is no regular file: nothing is remembered until it is moved away"
        raise _UnusableError(one_line(message)) from error
    except OSError as error:
        raise _UnusableError(f"what was remembered cannot be read: {_reason(error, file)}") from error
    except (_DamagedError, TooLargeError) as damage:
        fault = "is damaged" if isinstance(damage, _DamagedError) else f"is larger than {_MEGABYTE}"
        aside = file.with_name(file.name + ".damaged")
        try:
            file.replace(aside)
        except OSError as error:
            message = f"{file} {fault} and cannot be set aside: {(error.strerror or str(error)).lower()}"
            raise _UnusableError(one_line(message)) from error
        return None, one_line(f"what was remembered {fault}; it now lies in {aside}")


def _check(file: Path) -> None:
    """See that a state file, if there is one, is ours to read and to replace. Raises _UnusableError, OSError."""
    try:
        check_private(file.parent)
        permit(file, replace=True)
    except UnsafeFolderError as error:
        raise _UnusableError(one_line(f"nothing is remembered: {error}")) from error
    except OccupiedError as error:
        message = f"{file} {error}: nothing is remembered until it is moved away"
        raise _UnusableError(one_line(message)) from error


def _decoded(data: bytes) -> _Kept:
    """Raises _DamagedError, and _UnusableError for a file of a newer version of Ties."""
    try:
        version = msgspec.json.decode(data, type=_Head).version
        if version > VERSION:
            message = f"what was remembered is of a newer version of Ties ({version}; this one knows {VERSION}): "
            raise _UnusableError(message + "it stays as it is, and nothing of this run is added")
        if version < 1:
            raise _DamagedError
        return _tidy(msgspec.json.decode(data, type=_Kept))
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise _DamagedError from error


def _tidy(kept: Remembered) -> _Kept:
    """As it is kept: without what is too long, too much, or could act on a terminal."""
    return _Kept(
        path=kept.path if _is_place(kept.path) else (),
        top=max(kept.top, 0),
        view=kept.view if _is_plain(kept.view) else "",
        open=tuple(dict.fromkeys(filter(_is_place, kept.open)))[:MOST_OPEN],
        marks=tuple(dict.fromkeys(filter(_is_plain, kept.marks))),
        searches=history(filter(_is_plain, kept.searches)),
        split=None if kept.split is None else min(max(kept.split, NARROWEST), WIDEST),
        theme=kept.theme if kept.theme and _is_plain(kept.theme) else None,
    )


def _is_plain(text: str) -> bool:
    return 0 < len(text) <= LONGEST and one_line(text) == text


def _is_place(segments: Segments) -> bool:
    return 0 < len(segments) <= DEEPEST and all(map(_is_plain, segments))


def _merged(seen: Seen, ours: _Kept, there: _Kept) -> _Kept:
    """Ours, with what other runs have added and removed since `seen`."""
    return msgspec.structs.replace(
        ours,
        marks=merged_marks(seen.marks, ours.marks, there.marks),
        searches=merged_history(seen.searches, ours.searches, there.searches),
    )


def _reason(error: OSError, file: Path) -> str:
    """What went wrong, and where: with the state file, unless the system names a folder above it."""
    named = Path(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else file
    return one_line(f"{named if named in file.parents else file}: {(error.strerror or str(error)).lower()}")
