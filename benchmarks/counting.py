"""Rows in instructions, by callgrind: what noise would drown. They repeat within a few thousandths of a per cent."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks import bare, subject
from benchmarks.rows import MissingToolError, Outcome, Row, Scene, python
from benchmarks.terminal import Terminal


def _callgrind(log: Path) -> list[str]:
    valgrind = shutil.which("valgrind")
    if valgrind is None:
        raise MissingToolError("no valgrind here")
    return [valgrind, "--tool=callgrind", "--callgrind-out-file=/dev/null", f"--log-file={log}"]


def _collected(log: Path) -> float:
    found = re.findall(r"Collected : (\d+)", log.read_text(encoding="utf-8", errors="replace"))
    if not found:
        raise RuntimeError("callgrind counted nothing")
    return sum(map(int, found)) / 1e6


def count(scene: Scene, command: Sequence[str]) -> float:
    """Millions of instructions of a command; it runs once before, so that its modules are compiled."""
    subprocess.run(command, env=scene.environment, capture_output=True, check=False)
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "log")
        counted = [*_callgrind(log), *command]
        subprocess.run(counted, env=scene.environment, capture_output=True, check=False)
        return _collected(log)


def _count_visit(scene: Scene, command: list[str], *marks: str) -> float:
    """Millions of instructions from the start to the first frame and out again by `q`."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "log")
        with Terminal([*_callgrind(log), *command], scene.environment) as terminal:
            terminal.settle(*marks)
            terminal.send(subject.QUIT_KEY)
            terminal.wait_for_end()
        return _collected(log)


def _beside(ours: float, beside: float) -> Outcome:
    return Outcome([ours / beside], [ours], [beside], "M")


def search_imports(scene: Scene) -> Outcome:
    """All that `ties search` imports beside `import textual.app`."""
    return _beside(count(scene, python("-c", subject.SEARCH_IMPORTS)), count(scene, python("-c", "import textual.app")))


def browser_imports(scene: Scene) -> Outcome:
    """All that `ties` imports beside `import textual.app`."""
    return _beside(
        count(scene, python("-c", subject.BROWSER_IMPORTS)), count(scene, python("-c", "import textual.app"))
    )


def one_search(scene: Scene) -> Outcome:
    """`ties search x` on the base beside an interpreter that does nothing."""
    ours = subject.ties_command("search", "x", "--facts", str(scene.base))
    return _beside(count(scene, ours), count(scene, python("-c", "pass")))


def one_start(scene: Scene) -> Outcome:
    """The browser to its first frame and out again, beside the bare app."""
    with Terminal(subject.browser_command(scene.base), scene.environment) as terminal:
        terminal.settle(*subject.BROWSER_MARKS)  # the index is there from now on
    return _beside(
        _count_visit(scene, subject.browser_command(scene.base), *subject.BROWSER_MARKS),
        _count_visit(scene, bare.command(), bare.MARK),
    )


ROWS = [
    Row("count-search-imports", "instructions: imports of `ties search` ÷ textual.app", search_imports, 1.05, 1.05),
    Row("count-browser-imports", "instructions: imports of the browser ÷ textual.app", browser_imports, 1.05, 1.05),
    Row("count-search", "instructions: one `ties search x` ÷ `python -c pass`", one_search),
    Row("count-start", "instructions: one start and `q` ÷ the bare app", one_start),
]
