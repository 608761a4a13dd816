"""Mutation without a guide: for where atheris is not installed. It knows nothing of what an input reaches."""

from __future__ import annotations

import random
import time

from tests.fuzz.findings import Search

LONGEST = 4096
"""Bytes of the longest input of a search."""


def search(search: Search, seeds: list[bytes], words: list[bytes], seconds: float, runs: int, seed: int) -> None:
    """Run mutations of seeds for some seconds, or `runs` of them if that is not 0. One seed gives the same inputs."""
    chance = random.Random(seed)
    end = time.monotonic() + seconds
    pool = [b"", *seeds]
    for data in pool:
        search.run(data)
    while search.executions < runs if runs else time.monotonic() < end:
        data = chance.choice(pool)
        data = mutated(data, pool, words, chance)
        search.run(data[:LONGEST])
        if chance.random() < 0.02:
            # What was made wanders on, a little.
            pool[chance.randrange(len(seeds), len(pool))] = data[:LONGEST] if len(pool) > len(seeds) + 1 else b""
            if len(pool) < len(seeds) + 200:
                pool.append(data[:LONGEST])


def mutated(data: bytes, pool: list[bytes], words: list[bytes], chance: random.Random) -> bytes:
    """An input changed in a few places: by words, by parts of itself, or by the end of another one of the pool."""
    for _ in range(1 + int(chance.expovariate(0.4))):
        data = _changed(data, pool, words, chance)
    return data


def _changed(data: bytes, pool: list[bytes], words: list[bytes], chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    to = min(len(data), at + int(chance.expovariate(0.2)))
    match chance.randrange(6):
        case 0 if words:
            return data[:at] + chance.choice(words) + data[at:]
        case 1 if words:
            return data[:at] + chance.choice(words) + data[to:]
        case 2:
            return data[:at] + data[to:]
        case 3:
            return data[:at] + data[at:to] * chance.choice((2, 3, 50)) + data[to:]
        case 4:
            other = chance.choice(pool)
            return data[:at] + other[chance.randint(0, len(other)) :]
        case _:
            return data[:at] + chance.randbytes(1) + data[min(at + 1, len(data)) :]
