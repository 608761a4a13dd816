"""Where a record stands in its file: looked up only when somebody asks, because it costs a scan of the text."""

from __future__ import annotations

from collections.abc import Mapping

from tui.loading.converting import Entry
from tui.loading.mistakes import Mistake
from tui.loading.problems import Problem
from tui.loading.reading import Document, read_document
from tui.records.positions import Path, Place, Positions


class Places:
    """Lines and columns of the records of one base, by the names that its files are shown with.

    Each file is scanned at most once.
    """

    def __init__(self, paths: Mapping[str, str]) -> None:
        self._paths = paths
        self._scanned: dict[str, Positions] = {}

    def of(self, entry: Entry, path: Path = ()) -> Place:
        """Line and column, from 1, of a record or of a value in it; the first line if the file is gone."""
        return self._positions(entry.file).nearest((entry.kind, entry.ordinal, *path))

    def problem(self, entry: Entry, mistake: Mistake) -> Problem:
        """A mistake in a record as a problem at its place. The mistake's path begins inside the record."""
        path = (entry.kind, entry.ordinal, *mistake.path)
        positions = self._positions(entry.file)
        at = positions.key(path) if mistake.at_key else positions.nearest(path)
        return Problem(entry.file, at.line, at.column, mistake.code, mistake.message, mistake.hint)

    def _positions(self, file: str) -> Positions:
        if file not in self._scanned:
            path = self._paths.get(file)
            document = read_document(path, file) if path else None
            self._scanned[file] = Positions(document.text if isinstance(document, Document) else "")
        return self._scanned[file]
