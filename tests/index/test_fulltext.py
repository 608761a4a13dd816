"""A second process writes what is searched: what comes of it is the same, also when that process does not live."""

import multiprocessing
import os
import sqlite3
from multiprocessing.context import SpawnProcess
from pathlib import Path

import pytest

from tests.made_up import MakeFolder, agreement, city, document, fact, partner, source
from tui.index import cache, fulltext
from tui.index.checksums import add_checksums
from tui.index.finish import build_index
from tui.index.fulltext import TextProcess
from tui.index.index import Index
from tui.index.opening import Opening
from tui.index.progress import BuildCancelledError
from tui.index.store import connect

FILES = {
    "places.toml": document(source(), city("busan", names={"ko": "부산"}), city("kofu", "JP"), partner("firm")),
    "ties.toml": document(agreement("tie", "busan", "kofu", title="Harbour tie", text="Boats and lanterns.")),
    "facts.toml": document(fact("fair", "kofu", "firm", text="A fair of lanterns."), fact("talk", "busan", "tie")),
    "under.toml": document(fact("fair", "busan", text="Another fair under the same id.")),
}
QUERIES = (
    "busan",
    "kofu",
    "부산",
    "harbour",
    "lanterns",
    '"of lanterns"',
    "firm fair",
    "fa",
    "tie",
    "Lanterms",
    "under",
)


def found(index: Index) -> dict[str, list[tuple[str, str]]]:
    """What is found, and where, best first."""
    return {query: [(hit.record, hit.field) for hit in index.search(query).hits] for query in QUERIES}


def built(folder: Path, file: Path, jobs: int) -> dict[str, list[tuple[str, str]]]:
    file.touch()
    build_index(file, Opening(folder, {}, keep=False).look(), lambda done, of: None, lambda: False, jobs)
    with file.open("r+b") as opened:
        add_checksums(opened.fileno())
    index = Index(connect(file), os.fspath(folder))
    try:
        return found(index)
    finally:
        index.close()


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_new_file_stands_alone_and_no_process_goes_on(folder: MakeFolder, tmp_path: Path, jobs: int) -> None:
    target = tmp_path / "built"
    target.mkdir()
    hits = built(folder(FILES), target / "index", jobs)
    assert hits["busan"][0] == ("busan", "name")
    assert {record for record, _ in hits["lanterns"]} == {"tie", "fair"}
    assert [path.name for path in target.iterdir()] == ["index"]
    assert multiprocessing.active_children() == []


def test_two_processes_find_what_one_finds(folder: MakeFolder, tmp_path: Path) -> None:
    base = folder(FILES)
    assert built(base, tmp_path / "one", 1) == built(base, tmp_path / "two", 2)


@pytest.mark.parametrize("puts", [-1, 0, 1, 4])
def test_what_a_process_that_is_killed_leaves_undone_is_done_here(
    folder: MakeFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, puts: int
) -> None:
    base = folder(FILES)
    alone = built(base, tmp_path / "alone", 1)
    said: list[TextProcess] = []
    send = TextProcess._send

    def kill(process: TextProcess, data: bytes) -> None:
        said.append(process)
        if len(said) == puts + 2:
            process._process.kill()
            process._process.join()
        send(process, data)

    monkeypatch.setattr(TextProcess, "_send", kill)
    assert built(base, tmp_path / "helped", 2) == alone
    assert said[-1].lost


def test_where_no_process_can_start_this_one_does_it(
    folder: MakeFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = folder(FILES)
    alone = built(base, tmp_path / "alone", 1)

    start = SpawnProcess.start

    def refuse(process: SpawnProcess) -> None:
        if process._target is fulltext._serve:  # type: ignore[attr-defined]
            raise OSError("no more processes")
        start(process)

    monkeypatch.setattr(SpawnProcess, "start", refuse)
    assert built(base, tmp_path / "helped", 2) == alone


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("step", [1, 3, 5, 7])
def test_a_build_that_is_called_off_leaves_no_process_and_no_second_file(
    folder: MakeFolder, tmp_path: Path, step: int, jobs: int
) -> None:
    target = tmp_path / "built"
    target.mkdir()
    (target / "index").touch()
    asked: list[None] = []

    def cancelled() -> bool:
        asked.append(None)
        return len(asked) >= step

    seen = Opening(folder(FILES), {}, keep=False).look()
    with pytest.raises(BuildCancelledError):
        build_index(target / "index", seen, lambda done, of: None, cancelled, jobs)
    assert [path.name for path in target.iterdir()] == ["index"]
    assert multiprocessing.active_children() == []


def test_the_second_file_of_a_killed_build_is_swept_away(tmp_path: Path) -> None:
    for name in (".ties-writing-0", ".ties-writing-0-rows"):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (0, 0))
    cache.sweep(tmp_path)
    assert not list(tmp_path.iterdir())


def test_all_pages_of_a_new_index_are_in_use(folder: MakeFolder, tmp_path: Path) -> None:
    built(folder(FILES), tmp_path / "index", 2)
    with sqlite3.connect(tmp_path / "index") as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA freelist_count").fetchone() == (0,)
    db.close()
