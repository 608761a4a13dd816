"""A row on the event loop: how long one thing keeps all else waiting while a reader walks through the browser."""

from __future__ import annotations

import json
import subprocess

from benchmarks import subject
from benchmarks.rows import Outcome, Row, Scene

LONGEST = 0.050
"""Seconds that nothing but the first paint may take in one piece."""


def longest_stay(scene: Scene) -> Outcome:
    """The longest piece of work of each walk, in seconds of the thread's own time, beside LONGEST.

    The thread's own time: what another process takes of the machine is not ours.
    """
    outcome = Outcome([], unit="s")
    longest: list[tuple[float, str]] = []
    for _ in range(scene.slow_runs):
        command = subject.walk_command(scene.base)
        done = subprocess.run(command, env=scene.environment, capture_output=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr.decode(errors="replace")[-300:])
        took, during = max(map(tuple, json.loads(done.stdout)))
        longest.append((took, during))
        outcome.ratios.append(took / LONGEST)
        outcome.ours.append(took)
        outcome.beside.append(LONGEST)
    outcome.note = f"longest during: {max(longest)[1]}"
    return outcome


ROWS = [Row("loop", "longest stay on the event loop after the first paint ÷ 50 ms", longest_stay, 1, 1)]
