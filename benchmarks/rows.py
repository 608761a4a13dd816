"""What a row of the table is, and how two things are measured by turns."""

from __future__ import annotations

import gc
import math
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from benchmarks.bases import make_base

ROOT = Path(__file__).resolve().parent.parent
MILLION = 1_000_000


class MissingToolError(Exception):
    """A program that the row needs is not on this machine."""


@dataclass(slots=True)
class Outcome:
    """What a row found: ratios (or shares), and what they are made of, both in one unit."""

    ratios: list[float]
    ours: list[float] = field(default_factory=list)
    beside: list[float] = field(default_factory=list)
    unit: str = "s"
    note: str = ""


@dataclass(slots=True)
class Row:
    """A line of the table. Targets are for bases up to 100k facts and for a million; None where there is none."""

    key: str
    what: str
    measure: Callable[[Scene], Outcome]
    target: float | None = None
    target_million: float | None = None
    at_least: bool = False

    def target_at(self, facts: int) -> float | None:
        """The target for a base of a size."""
        return self.target_million if facts >= MILLION else self.target

    def met(self, outcome: Outcome, facts: int) -> bool | None:
        """Whether the median meets the target; None without a target."""
        target = self.target_at(facts)
        if target is None:
            return None
        middle = statistics.median(outcome.ratios)
        return middle >= target if self.at_least else middle <= target


@dataclass
class Scene:
    """Where a row is measured: a base of a size, how often, and a folder for what is left over."""

    facts: int
    runs: int
    folder: Path
    seed: int = 1

    @property
    def label(self) -> str:
        """The size in words: 10k, 1M."""
        return size_words(self.facts)

    @cached_property
    def base(self) -> Path:
        """The base, 100 facts a file; made when it is first asked for."""
        return self._made(f"base-{self.label}", None)

    @cached_property
    def base_of_files(self) -> Path:
        """A base of 10,000 small files (of as many as it has facts, where those are fewer)."""
        return self._made(f"files-{self.label}", min(10_000, self.facts))

    def _made(self, name: str, files: int | None) -> Path:
        path = self.folder / f"{name}-{self.seed}"
        if not path.is_dir():
            unfinished = path.with_suffix(".part")
            make_base(unfinished, self.facts, self.seed, files)
            unfinished.rename(path)
        return path

    @property
    def slow_runs(self) -> int:
        """How often something is run that takes seconds at 100k."""
        return min(self.runs, 3 if self.facts >= 100_000 else 5)

    @property
    def environment(self) -> dict[str, str]:
        """For children: this checkout, an index cache of our own, and compiled modules as an install has them."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("TIES_", "PYTHON", "TEXTUAL"))}
        config = self.folder / "config" / "ties" / "config.toml"
        if not config.exists():
            # Every run begins like the first, and what is painted was asked for by a key.
            config.parent.mkdir(parents=True, exist_ok=True)
            config.write_text("remember = false\nlive = 0\n", encoding="utf-8")
        folders = {f"XDG_{name.upper()}_HOME": str(self.folder / name) for name in ("cache", "config", "state")}
        return {**kept, **folders, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"}

    @property
    def remembering(self) -> dict[str, str]:
        """The same for a browser that begins where it was left."""
        environment = self.environment
        config = self.folder / "config" / "ties" / "remembering.toml"
        config.write_text("live = 0\n", encoding="utf-8")
        return {**environment, "TIES_CONFIG": str(config)}


def size_words(facts: int) -> str:
    """1000 as 1k, 1000000 as 1M."""
    if facts % MILLION == 0:
        return f"{facts // MILLION}M"
    return f"{facts // 1000}k" if facts % 1000 == 0 else str(facts)


def toml_files(base: Path) -> list[Path]:
    """The fact files of a base, sorted."""
    return sorted(base.rglob("*.toml"))


def by_turns(runs: int, ours: Callable[[], float], beside: Callable[[], float], *, warm: bool = True) -> Outcome:
    """Measure A B A B …; each pair makes a ratio. Once before that nothing is counted."""
    if warm:
        ours()
        beside()
    pairs = [(ours(), beside()) for _ in range(runs)]
    return Outcome([a / b for a, b in pairs], [a for a, _ in pairs], [b for _, b in pairs])


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock seconds of a call, begun without garbage of others."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def percentile(values: Iterable[float], share: float) -> float:
    """The nearest-rank percentile; share is 0 to 1."""
    ranked = sorted(values)
    return ranked[max(0, math.ceil(share * len(ranked)) - 1)]


def python(*arguments: str) -> list[str]:
    """A command for the interpreter that runs this."""
    return [sys.executable, *arguments]
