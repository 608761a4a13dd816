"""The watchdog on the event loop: nothing that a reader does keeps the others waiting."""

import os
import time
from pathlib import Path

from benchmarks.bases import make_base
from benchmarks.walk import WALK, Watchdog, walk
from tui.settings.actions import ACTIONS

# Work of a known size, so that a slow machine is slow on both sides: some 50 ms where Ties is written.
_NUMBERS = 2_500_000


def _measure() -> float:
    began = time.thread_time()
    sum(range(_NUMBERS))
    return time.thread_time() - began


async def test_no_step_of_a_walk_holds_up_the_event_loop(tmp_path: Path) -> None:
    base = make_base(tmp_path / "base", facts=1000)
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    seen = await walk(base, environment)
    assert {part for _, part in seen} >= {part for part, _ in WALK}
    measure = max(_measure() for _ in range(3))
    longest, during = max(seen)
    # Twice: one run of a test is no benchmark; `python -m benchmarks --only loop` holds it to 50 ms.
    assert longest < 2 * measure, during


async def test_the_watchdog_sees_what_stays(tmp_path: Path) -> None:
    import asyncio

    watchdog = Watchdog()
    watchdog.part = "a long sum"
    watchdog.watch()
    try:
        asyncio.get_running_loop().call_soon(_measure)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    finally:
        watchdog.rest()
    assert watchdog.longest["a long sum"] > 0.5 * _measure()


def test_the_walk_knows_every_section_of_keys() -> None:
    walked = {key for _, keys in WALK for key in keys}
    assert {"slash", "f", "v", "space", "y", "p", "z", "m", "colon", "asterisk"} <= walked
    assert ACTIONS
