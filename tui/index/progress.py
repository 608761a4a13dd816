"""How a build tells how far it is, and how it is told to stop."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with how much is done and how much there is to do, in steps that take about the same time."""


class BuildCancelledError(Exception):
    """Somebody does not want to wait for the index."""
