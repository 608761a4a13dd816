"""Rows on processes from outside: the first frame, `ties search`, memory, and the start after one edit."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from benchmarks import bare, subject
from benchmarks.rows import Outcome, Row, Scene, by_turns, python, toml_files
from benchmarks.terminal import Terminal


def frame_seconds(environment: dict[str, str], command: list[str], *marks: str) -> float:
    """Seconds from the start of a command to the last byte of its first complete frame."""
    with Terminal(command, environment) as terminal:
        return terminal.first_frame(*marks)


def _frame(scene: Scene, command: list[str], *marks: str) -> float:
    return frame_seconds(scene.environment, command, *marks)


def _process(scene: Scene, command: list[str]) -> float:
    start = time.perf_counter()
    done = subprocess.run(command, env=scene.environment, capture_output=True, check=False)
    took = time.perf_counter() - start
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr.decode(errors="replace")[-300:])
    return took


def first_frame(scene: Scene) -> Outcome:
    """The browser on the base beside the bare app."""
    ours = subject.browser_command(scene.base)
    return by_turns(
        scene.runs,
        lambda: _frame(scene, ours, *subject.BROWSER_MARKS),
        lambda: _frame(scene, bare.command(), bare.MARK),
    )


def search_process(scene: Scene) -> Outcome:
    """`ties search x` beside an interpreter that does nothing."""
    ours = subject.ties_command("search", "x", "--facts", str(scene.base))
    return by_turns(scene.runs * 2, lambda: _process(scene, ours), lambda: _process(scene, python("-c", "pass")))


def memory(scene: Scene) -> Outcome:
    """Peak memory after a short visit: two letters searched, a hit walked to, rows moved over, a node opened."""
    visit = [subject.SEARCH_KEY, b"b", b"u", b"\x1b[B", b"\x1b", b"j", b"j", b"l", b"j"]

    def peak(command: list[str], marks: tuple[str, ...], keys: list[bytes]) -> float:
        with Terminal(command, scene.environment) as terminal:
            terminal.settle(*marks)
            for key in keys:
                terminal.press(key)
            return terminal.peak_memory() / 2**20

    outcome = by_turns(
        scene.slow_runs,
        lambda: peak(subject.browser_command(scene.base), subject.BROWSER_MARKS, visit),
        lambda: peak(bare.command(), (bare.MARK,), [b"\x1b[B", b"\x1b[A"]),
    )
    outcome.unit = "MiB"
    return outcome


@contextmanager
def _edits(base: Path) -> Iterator[Callable[[str], None]]:
    """A function that writes a word into the text of a record of another file each time; undone at the end."""
    random = Random("edits")
    files = toml_files(base)
    before: dict[Path, bytes] = {}

    def edit(word: str) -> None:
        while True:
            path = random.choice(files)
            data = path.read_bytes()
            if path not in before and b'\ntext = "' in data:
                break
        before[path] = data
        path.write_bytes(data.replace(b'\ntext = "', b'\ntext = "' + word.encode() + b" ", 1))

    try:
        yield edit
    finally:
        for path, data in before.items():
            path.write_bytes(data)


def edited_start(scene: Scene) -> Outcome:
    """The browser's first frame after one file was edited, beside the next start, when nothing has changed."""
    ours = subject.browser_command(scene.base_of_files)
    words = (f"zqedited{n}" for n in range(1000))

    def start() -> float:
        return _frame(scene, ours, *subject.BROWSER_MARKS)

    with _edits(scene.base_of_files) as edit:

        def after_edit() -> float:
            edit(next(words))
            return start()

        return by_turns(scene.slow_runs, after_edit, start)


def edited_search(scene: Scene) -> Outcome:
    """`ties search` for the word that an edit brought in, which it must find, beside the same search again."""
    words = [f"zqfound{n}" for n in range(1000)]
    number = -1

    def look_for(word: str) -> float:
        command = subject.ties_command("search", word, "--facts", str(scene.base_of_files))
        start = time.perf_counter()
        done = subprocess.run(command, env=scene.environment, capture_output=True, check=False)
        took = time.perf_counter() - start
        if done.returncode != 0:
            raise RuntimeError(f"an edit was not found: {done.stderr.decode(errors='replace')[-300:]}")
        return took

    with _edits(scene.base_of_files) as edit:

        def after_edit() -> float:
            nonlocal number
            number += 1
            edit(words[number])
            return look_for(words[number])

        return by_turns(scene.slow_runs, after_edit, lambda: look_for(words[number]))


ROWS = [
    Row("frame", "first complete frame ÷ bare Textual app", first_frame, 1.15, 1.25),
    Row("search-process", "`ties search x` ÷ `python -c pass`", search_process, 6, 7),
    Row("memory", "peak memory of the browser ÷ bare Textual app", memory, 1.35, 1.5),
    Row("edited", "browser's start after one edited file of 10,000 ÷ with none", edited_start, 1.5),
    Row("edited-search", "  the same for `ties search`, which must find the edit", edited_search),
]
