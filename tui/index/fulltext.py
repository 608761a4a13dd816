"""The full-text tables of an index: written in a file of their own, by a process of its own where there is much to do.

Nothing but these tables needs a record's texts, and all that these need of other records is their titles.
"""

from __future__ import annotations

import contextlib
import marshal
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from tui.index import schema
from tui.index.derive import Worded

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

_WRITTEN = b"written"


def write_texts(
    db: sqlite3.Connection, kind: str, rows: Iterable[tuple[int, Worded]], title: Callable[[str], str]
) -> None:
    """Write what can be searched of records of one kind, by their numbers; `title` has the folded titles of others."""
    names, texts = [], []
    for n, row in rows:
        name, context = row.name, row.context
        named = " ".join(filter(None, map(title, row.named)))
        # "Sister-city tie" alone is the name of hundreds; with its parties it is that of one.
        if kind == "agreement":
            name = f"{name} {named}"
        else:
            context = f"{context} {named}"
        if name:
            names.append((n, name))
        texts.append((n, name, row.text, row.quote, context))
    db.executemany("INSERT INTO names (rowid, name) VALUES (?, ?)", names)
    db.executemany("INSERT INTO texts (rowid, name, text, quote, context) VALUES (?, ?, ?, ?, ?)", texts)


class TextFile:
    """The full-text tables of a new index in an empty file, written by this process."""

    def __init__(self, path: str, titles: Mapping[str, str]) -> None:
        self._db = schema.create(path, schema.TEXT_TABLES)
        self._titles = titles
        try:
            self._db.execute("BEGIN")
        except BaseException:
            self._db.close()
            raise

    def put(self, kind: str, numbers: list[int], block: bytes) -> None:
        """Write a block of records: a marshalled list of what Worded has, the number 0 for each that is left out."""
        rows = zip(numbers, marshal.loads(block), strict=True)  # noqa: S302  of our own making
        write_texts(self._db, kind, ((n, Worded._make(row)) for n, row in rows if n), self._title)

    def _title(self, id: str) -> str:
        return self._titles.get(id, "")

    def end(self) -> None:
        """All is written."""
        self._db.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


class TextProcess:
    """A process that does the same. `lost` once it is gone before its work was done: then another has to do it."""

    def __init__(self, path: str) -> None:
        # Read in only where a whole index is built.
        from multiprocessing import get_context

        # Forking a process with threads, as the browser is one, can lock up; fresh ones cannot.
        context = get_context("spawn")
        self._connection, its = context.Pipe()
        self._process: BaseProcess = context.Process(target=_serve, args=(path, its), daemon=True)
        self.lost = False
        try:
            self._process.start()
        except OSError:
            self.lost = True
        its.close()

    def begin(self, titles: Mapping[str, str]) -> None:
        """Hand over the titles, before anything is put."""
        self._send(marshal.dumps(dict(titles)))

    def put(self, kind: str, numbers: list[int], block: bytes) -> None:
        """See TextFile."""
        self._send(marshal.dumps((kind, numbers, block)))

    def end(self) -> None:
        """Wait until all is written."""
        self._send(b"")
        try:
            self.lost = self.lost or self._connection.recv_bytes() != _WRITTEN
        except (EOFError, OSError):
            self.lost = True

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._connection.close()
        if self._process.pid is not None:
            self._process.terminate()
            self._process.join()

    def _send(self, data: bytes) -> None:
        if not self.lost:
            try:
                self._connection.send_bytes(data)
            except OSError:
                self.lost = True


def _serve(path: str, connection: Connection) -> None:
    # Whoever interrupts the program means the process that started this one; that it is gone ends this one too.
    with contextlib.suppress(EOFError, OSError, sqlite3.Error, KeyboardInterrupt):
        file = TextFile(path, marshal.loads(connection.recv_bytes()))  # noqa: S302  our own process speaks
        try:
            while data := connection.recv_bytes():
                file.put(*marshal.loads(data))  # noqa: S302
            file.end()
        finally:
            file.close()
        connection.send_bytes(_WRITTEN)
