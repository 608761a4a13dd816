"""One call to the system or to SQLite that fails: the n-th of those that concern files below a folder."""

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ERRORS = (errno.EIO, errno.ENOSPC, errno.EACCES)
_BY_PATH = ("open", "replace", "rename", "link", "mkdir", "scandir")
_BY_DESCRIPTOR = ("read", "readv", "pread", "write", "fsync", "ftruncate", "fchmod")


class Fault:
    """Counts calls, and lets the n-th of them fail; `met` says which that was, and is empty if there were fewer."""

    def __init__(self, number: int, code: int, inside: Path, *, with_stat: bool = False) -> None:
        self.by_path_names = (*_BY_PATH, "stat") if with_stat else _BY_PATH
        self.number = number
        self.code = code
        self.inside = os.fsencode(inside)
        self.count = 0
        self.met = ""
        self._descriptors: set[int] = set()

    def due(self, what: str) -> bool:
        """Count a call; whether it is the one that fails."""
        self.count += 1
        if self.count == self.number:
            self.met = what
        return self.count == self.number

    def error(self, path: object = None) -> OSError:
        return OSError(self.code, os.strerror(self.code), path if isinstance(path, (str, bytes)) else None)

    def concerns(self, path: object) -> bool:
        return isinstance(path, (str, bytes, os.PathLike)) and os.fsencode(path).startswith(self.inside)

    def by_path(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any = ".", *rest: Any, **named: Any) -> Any:
            if self.concerns(path) and self.due(f"{name} {path}"):
                raise self.error(os.fspath(path))
            made = real(path, *rest, **named)
            if name == "open" and self.concerns(path):
                self._descriptors.add(made)
            return made

        return call

    def by_descriptor(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(descriptor: int, *rest: Any) -> Any:
            if descriptor in self._descriptors and self.due(name):
                raise self.error()
            return real(descriptor, *rest)

        return call

    def close(self, real: Callable[[int], None]) -> Callable[[int], None]:
        def call(descriptor: int) -> None:
            self._descriptors.discard(descriptor)
            real(descriptor)

        return call

    def connect(self, real: Callable[..., sqlite3.Connection]) -> Callable[..., sqlite3.Connection]:
        fault = self

        def call(*arguments: Any, factory: type[sqlite3.Connection] = sqlite3.Connection, **named: Any) -> Any:
            class Failing(factory):  # type: ignore[valid-type,misc]
                def execute(self, sql: str, *rest: Any) -> Any:
                    fault.sql(sql)
                    return super().execute(sql, *rest)

                def executemany(self, sql: str, *rest: Any) -> Any:
                    fault.sql(sql)
                    return super().executemany(sql, *rest)

                def executescript(self, sql: str) -> Any:
                    fault.sql(sql)
                    return super().executescript(sql)

            if fault.due("connect"):
                raise sqlite3.OperationalError("unable to open database file")
            return real(*arguments, factory=Failing, **named)

        return call

    def sql(self, sql: str) -> None:
        if self.due(sql):
            words = "database or disk is full" if self.code == errno.ENOSPC else "disk I/O error"
            raise sqlite3.OperationalError(words)


@contextmanager
def failing(fault: Fault) -> Iterator[None]:
    """Let that call fail while the body runs."""
    with pytest.MonkeyPatch.context() as patch:
        for name in fault.by_path_names:
            patch.setattr(os, name, fault.by_path(name, getattr(os, name)))
        for name in _BY_DESCRIPTOR:
            patch.setattr(os, name, fault.by_descriptor(name, getattr(os, name)))
        patch.setattr(os, "close", fault.close(os.close))
        patch.setattr(sqlite3, "connect", fault.connect(sqlite3.connect))
        yield
