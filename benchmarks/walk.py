"""A walk through the browser with a watchdog on its event loop: `python -m benchmarks.walk BASE` prints what it saw."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from asyncio import events
from pathlib import Path
from typing import Any

from tui.index.opening import Opening

WALK: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("moving", ("j", "j", "ctrl+d", "G", "g")),
    ("opening nodes", ("l", "j", "l", "j", "l", "j", "l", "j", "j", "j")),
    ("opening and closing all", ("H", "asterisk", "minus")),
    ("typing a search", ("slash", *"gong", "space", *"riv")),
    ("hits", ("down", "down", "pagedown", "enter", "n", "n", "N")),
    ("the view by country", ("v", "o", "G", "g", "l", "j", "l", "j")),
    ("the view by year", ("v", "y", "G", "g", "l", "j", "l", "j")),
    ("the view by kind", ("v", "k", "G", "g", "l", "j", "l", "j")),
    ("the view by source", ("v", "s", "G", "g", "l", "j", "l", "j")),
    ("the view by person", ("v", "p", "G", "g", "l", "j", "l", "j")),
    ("the view by city", ("v", "c")),
    ("filtering", ("f",)),
    ("the filtered tree", ("g", "j", "l", "j", "f")),
    ("jumping", ("space", "d", "space", "escape")),
    ("lists", ("m", "apostrophe", "escape", "colon", "o", "p", "escape", "question_mark", "escape")),
    ("a search of one letter", ("slash", "ctrl+u", "a", "escape")),
    ("copying", ("y", "t", "y", "m", "p", "j")),
    ("zooming", ("z", "tab", "z", "greater_than_sign")),
)


class Watchdog:
    """Takes the time of everything that the event loop runs, by the part of the walk it belongs to."""

    def __init__(self) -> None:
        self.part = ""
        self.longest: dict[str, float] = {}
        self._run = events.Handle._run

    def watch(self) -> None:
        """Begin to look: all handles of this process's loops are timed from now on."""
        watchdog = self

        def run(handle: events.Handle) -> Any:
            began = time.thread_time()
            try:
                return watchdog._run(handle)
            finally:
                took = time.thread_time() - began
                watchdog.longest[watchdog.part] = max(took, watchdog.longest.get(watchdog.part, 0))

        events.Handle._run = run  # type: ignore[method-assign]

    def rest(self) -> None:
        """Look no more."""
        events.Handle._run = self._run  # type: ignore[method-assign]


async def walk(base: Path, environment: dict[str, str]) -> list[tuple[float, str]]:
    """The longest stay (seconds of the thread's time) of each part of the walk, by its words."""
    from tui.browser.app import TiesApp

    opening = Opening(base, environment)
    opening.open(lambda done, of: None).close()
    index = opening.kept()
    if index is None:
        raise RuntimeError("the index of the base is not kept")
    app = TiesApp(index, opening=opening)
    watchdog = Watchdog()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        watchdog.watch()
        try:
            for watchdog.part, keys in WALK:
                for key in keys:
                    await pilot.press(key)
                    await pilot.pause()
                await app.workers.wait_for_complete([worker for worker in app.workers if worker.group == "sieve"])
                await pilot.pause()
        finally:
            watchdog.rest()
    return [(took, part) for part, took in watchdog.longest.items()]


if __name__ == "__main__":
    print(json.dumps(asyncio.run(walk(Path(sys.argv[1]), dict(os.environ)))))
