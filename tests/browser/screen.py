"""Reading the app's screen as text, for tests."""

import asyncio
from collections.abc import Callable

import pytest
from textual.app import App
from textual.pilot import Pilot

PATIENCE = 30.0  # seconds before what never comes is a failure; nothing waits that long


def screen_lines(app: App[None]) -> list[str]:
    """What is painted, line by line, blanks at the ends left out."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


def screen_text(app: App[None]) -> str:
    """What is painted, as one text."""
    return "\n".join(screen_lines(app))


async def until(pilot: Pilot[None], condition: Callable[[], object], what: str) -> None:
    """Wait, without a key, until something holds; what never does fails the test, which then shows the screen."""
    try:
        async with asyncio.timeout(PATIENCE):
            while not condition():
                await pilot.pause(0.01)
    except TimeoutError:
        pytest.fail(f"{what}: never; the screen is:\n{screen_text(pilot.app)}")
