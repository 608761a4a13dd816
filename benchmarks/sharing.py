"""Rows on many browsers at once on one base, each of a user of its own, with one index for all."""

from __future__ import annotations

import select
import statistics
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks import bare, subject
from benchmarks.rows import Outcome, Row, Scene, percentile
from benchmarks.terminal import Terminal

SESSIONS = 50
ACTIVE = 10  # of them, that get keys
KEYS_A_SECOND = 5.0
_SECONDS = 8.0  # of typing
_SHORT = 0.1  # seconds of silence after which the next of many is looked at
_VISIT = [b"j", b"j", b"l", b"j", b"/", b"b", b"u", b"\x1b[B", b"\x1b"]


def _environment(scene: Scene, user: int) -> dict[str, str]:
    """What a user has who has set nothing: folders of one's own, and the index for all."""
    home = scene.folder / "users" / str(user)
    home.mkdir(parents=True, exist_ok=True)
    folders = {f"XDG_{name.upper()}_HOME": str(home / name) for name in ("cache", "config", "state")}
    return {**scene.environment, **folders, "TIES_SYSTEM_INDEX": str(scene.folder / "system")}


@contextmanager
def _one_index(scene: Scene) -> Iterator[None]:
    """Build the index for all, and see that nothing but reading comes after it."""
    command = subject.ties_command("index", str(scene.base), "--system", str(scene.folder / "system"))
    subprocess.run(command, env=scene.environment, capture_output=True, check=True)
    before = _listing(scene.base), _listing(scene.folder / "system")
    yield
    if (_listing(scene.base), _listing(scene.folder / "system")) != before:
        raise RuntimeError("something was written beside the facts or the index")
    if own := list((scene.folder / "users").rglob("*.index")):
        raise RuntimeError(f"{len(own)} users have built an index of their own")


def _listing(root: Path) -> Mapping[str, tuple[int, int, int]]:
    seen = {str(path): path.lstat() for path in (root, *root.rglob("*"))}
    return {path: (status.st_ino, status.st_size, status.st_mtime_ns) for path, status in seen.items()}


def _started(scene: Scene, users: ExitStack, numbers: Sequence[int]) -> list[Terminal]:
    """Browsers that have shown their first screens and were used a little, started side by side."""
    command = subject.browser_command(scene.base)
    sessions = [users.enter_context(Terminal(command, _environment(scene, number))) for number in numbers]
    for session in sessions:
        session.settle(*subject.BROWSER_MARKS, quiet=_SHORT)
    for key in _VISIT:
        for session in sessions:
            session.send(key)
        for session in sessions:
            session.settle(quiet=_SHORT)
    return sessions


def memory_of_many(scene: Scene) -> Outcome:
    """What each browser beyond the first adds to the memory of the machine, beside all that a bare app takes."""
    with Terminal(bare.command(), scene.environment) as terminal:
        terminal.settle(bare.MARK)
        terminal.press(b"\x1b[B")
        beside = terminal.memory() / 2**20
    with _one_index(scene), ExitStack() as users:
        sessions = _started(scene, users, [0])
        first = sessions[0].memory()
        sessions += _started(scene, users, range(1, SESSIONS))
        each = (sum(session.memory() for session in sessions) - first) / (SESSIONS - 1) / 2**20
    return Outcome([each / beside], [each], [beside], "MiB", f"the first of {SESSIONS} takes {first / 2**20:.0f} MiB")


def keys_of_many(scene: Scene) -> Outcome:
    """A key in one of ten browsers that all get keys, 40 more at rest, beside a key where there is one browser."""
    with _one_index(scene), ExitStack() as users:
        sessions = _started(scene, users, [0])
        alone = _type(sessions)
        sessions += _started(scene, users, range(1, SESSIONS))
        many = _type(sessions[:ACTIVE])
    ratios = [percentile(many, share / 100) / percentile(alone, share / 100) for share in (25, 50, 75)]
    note = f"95th percentile {percentile(many, 0.95) * 1e3:.0f} ms ÷ {percentile(alone, 0.95) * 1e3:.0f} ms"
    return Outcome(ratios, [statistics.median(many)], [statistics.median(alone)], note=note)


def _type(sessions: Sequence[Terminal]) -> list[float]:
    """Move the cursor in each so many times a second, out of step; seconds from each key to its last byte.

    The last byte is the last before the next key; where none came by then, the first that comes.
    """
    times: list[float] = []
    begun = time.perf_counter()
    due = [begun + number / KEYS_A_SECOND / len(sessions) for number in range(len(sessions))]
    pressed: list[float | None] = [None] * len(sessions)
    last = [0.0] * len(sessions)
    keys = [0] * len(sessions)
    while (now := time.perf_counter()) < begun + _SECONDS:
        ready, _, _ = select.select(sessions, [], [], max(min(due) - now, 0))
        now = time.perf_counter()
        for number, session in enumerate(sessions):
            if session in ready:
                session.drain()
                last[number] = now
            if now < due[number]:
                continue
            due[number] += 1 / KEYS_A_SECOND
            before = pressed[number]
            if before is not None:
                if last[number] < before:
                    # Still at the key before: a reader would wait for it, and so do we.
                    continue
                times.append(last[number] - before)
            pressed[number] = now
            session.send(b"j" if keys[number] // 20 % 2 == 0 else b"k")
            keys[number] += 1
    return times


ROWS = [
    Row("sessions", f"memory of each of {SESSIONS} browsers beyond the first ÷ bare Textual app", memory_of_many, 0.4),
    Row("session-key", f"key in ten of {SESSIONS} browsers ÷ in the only one", keys_of_many, 3),
]
