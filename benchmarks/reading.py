"""Rows on files: parsing, validating, building, looking, and what the index takes on the disk."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import tomli

from benchmarks import subject
from benchmarks.rows import Outcome, Row, Scene, by_turns, seconds, toml_files


def _parse(files: Sequence[Path]) -> None:
    """What anybody has to do who reads the base as TOML: open, decode, tomli; one document in memory at a time."""
    for file in files:
        tomli.loads(file.read_bytes().decode())


def loading(scene: Scene) -> Outcome:
    """Reading, parsing and validating into records beside parsing, one thread each."""
    files = toml_files(scene.base)
    return by_turns(
        scene.slow_runs,
        lambda: seconds(lambda: subject.load_records(scene.base)),
        lambda: seconds(lambda: _parse(files)),
        warm=scene.facts < 100_000,
    )


def building(scene: Scene) -> Outcome:
    """The first build with all cores, index included, beside parsing in one process."""
    files = toml_files(scene.base)
    jobs = os.cpu_count() or 1

    def build() -> float:
        with tempfile.TemporaryDirectory(dir=scene.folder) as target:
            return seconds(lambda: subject.build_index(scene.base, Path(target, "index"), jobs))

    return by_turns(scene.slow_runs, build, lambda: seconds(lambda: _parse(files)), warm=scene.facts < 100_000)


def _walk(folder: str) -> int:
    """Scandir and stat of all fact files below a folder; how many there are."""
    count = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                count += _walk(entry.path)
            elif entry.name.endswith(".toml"):
                entry.stat(follow_symlinks=False)
                count += 1
    return count


def looking(scene: Scene) -> Outcome:
    """Learning that nothing has changed beside a walk with a stat of each file."""
    base = scene.base_of_files
    found, there = len(subject.look_at_files(base)), _walk(str(base))
    if found != there:
        raise RuntimeError(f"the look saw {found} of {there} files")
    outcome = by_turns(
        scene.runs * 3,
        lambda: seconds(lambda: subject.look_at_files(base)),
        lambda: seconds(lambda: _walk(str(base))),
    )
    outcome.note = f"{there:,} files"
    return outcome


def index_size(scene: Scene) -> Outcome:
    """Bytes of the index (all its files) beside bytes of TOML."""
    with tempfile.TemporaryDirectory(dir=scene.folder) as target:
        subject.build_index(scene.base, Path(target, "index"), os.cpu_count() or 1)
        size = sum(path.stat().st_size for path in Path(target).rglob("*") if path.is_file()) / 2**20
    toml = sum(path.stat().st_size for path in toml_files(scene.base)) / 2**20
    return Outcome([size / toml], [size], [toml], "MiB")


ROWS = [
    Row("load", "loading to records ÷ tomli on the same files", loading, 1.6, 1.6),
    Row("build", "first build, all cores ÷ tomli in one process", building, 4, 4),
    Row("look", "the look at 10,000 files ÷ scandir and stat", looking, 1.5),
    Row("size", "index size ÷ TOML size", index_size, 1.2, 1.2),
]
