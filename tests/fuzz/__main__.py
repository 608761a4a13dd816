"""`python -m tests.fuzz --seconds 600 [TARGET …]`: look for inputs that break what must always hold."""

from __future__ import annotations

import argparse
import importlib.util
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from tests.fuzz import blind
from tests.fuzz.findings import CORPUS, Search
from tests.fuzz.targets import TARGETS

_ROOT = Path(__file__).parents[2]


class Outcome(NamedTuple):
    """What a search did: how many inputs, how many edges of the code they reached (None unguided), what it kept.

    `whole` is False where it ended before its time.
    """

    executions: int
    edges: int | None
    found: list[Path]
    whole: bool = True


def main(arguments: list[str] | None = None) -> int:
    """Run each target for some seconds. Returns 1 if anything was found or a search broke off, else 0."""
    given = _parsed(arguments)
    guided = not given.blind and importlib.util.find_spec("atheris") is not None
    if not guided:
        print("Inputs are mutated blindly, without coverage: atheris (pip install -e '.[fuzz]') is not used.")
    clean = True
    for name in given.target or TARGETS:
        begun = time.monotonic()
        folder = given.found / name
        outcome = (_guided if guided else _blind)(name, folder, given.seconds, given.runs)
        took = time.monotonic() - begun
        reached = f"{outcome.edges:,} edges reached" if outcome.edges is not None else "coverage unknown"
        print(f"{name}: {outcome.executions:,} executions in {took:.0f} s, {reached}, {len(outcome.found)} findings")
        for file in outcome.found:
            print(f"  {file}")
        clean = clean and outcome.whole and not outcome.found
    return int(not clean)


def _parsed(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target", nargs="*", metavar="TARGET", help=f"one of: {', '.join(TARGETS)} (default: all)")
    parser.add_argument("--seconds", type=int, default=60, help="how long each target runs (default: 60)")
    parser.add_argument("--runs", type=int, default=0, help="stop after so many inputs instead")
    parser.add_argument("--blind", action="store_true", help="do not use atheris")
    parser.add_argument("--found", type=Path, default=CORPUS, help="where findings are kept (default: the corpus)")
    given = parser.parse_args(arguments)
    for name in given.target:
        if name not in TARGETS:
            parser.error(f"no target {name}; there are {', '.join(TARGETS)}")
    return given


def _blind(name: str, folder: Path, seconds: int, runs: int) -> Outcome:
    target = TARGETS[name]
    search = Search(target, folder)
    seeds = [file.read_bytes() for file in sorted((CORPUS / name).iterdir())]
    blind.search(search, seeds, target.words, seconds, runs, seed=time.time_ns())
    return Outcome(search.executions, None, list(search.found.values()))


def _guided(name: str, folder: Path, seconds: int, runs: int) -> Outcome:
    """A process of its own: libFuzzer ends the one it runs in, and a crash of it must not end the search."""
    folder.mkdir(parents=True, exist_ok=True)
    before = set(folder.iterdir())
    with tempfile.TemporaryDirectory(prefix="ties-fuzz-") as scratch:
        new = Path(scratch) / "new"
        new.mkdir()
        command = [sys.executable, "-m", "tests.fuzz.guided", name, str(folder), str(new), str(seconds), str(runs)]
        done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, errors="replace", check=False)
    said = done.stdout + done.stderr
    executions = re.findall(r"stat::number_of_executed_units: +(\d+)|^#(\d+)", said, re.MULTILINE)
    edges = re.findall(r"cov: (\d+)", said)
    counts = [int(total or number) for total, number in executions]
    whole = done.returncode == 0 and bool(counts)
    if not whole:
        print(f"{name}: the search ended with status {done.returncode}:", *said.splitlines()[-12:], sep="\n  ")
    found = sorted(set(folder.iterdir()) - before)
    return Outcome(max(counts, default=0), int(edges[-1]) if edges else None, found, whole)


if __name__ == "__main__":
    raise SystemExit(main())
