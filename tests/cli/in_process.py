"""`ties` run in the process of the tests: what it did."""

from collections.abc import Callable
from typing import NamedTuple


class Ran(NamedTuple):
    """What a command did: its exit code, its data, and its talk."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]
