"""One target under atheris, which follows what an input reaches.

`python -m tests.fuzz.guided TARGET FOUND NEW SECONDS RUNS`, started by `python -m tests.fuzz`.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["tui", "textual._xterm_parser"]):
    from tests.fuzz.targets import TARGETS

from tests.fuzz import blind
from tests.fuzz.findings import CORPUS, Search

SLOW = 60
"""Seconds after which one input counts as hanging, with the time to make it small. What is only slow takes steps."""


def main(name: str, found: str, new: str, seconds: str, runs: str) -> None:
    """Never returns: libFuzzer ends the process."""
    target = TARGETS[name]
    words = Path(new).with_suffix(".words")
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in target.words), "ascii")
    options = [f"-max_total_time={seconds}", f"-max_len={blind.LONGEST}", f"-timeout={SLOW}", "-rss_limit_mb=3000"]
    options += [f"-artifact_prefix={found}/", f"-dict={words}", "-print_final_stats=1", "-verbosity=1"]
    options += [f"-runs={runs}"] if runs != "0" else []
    pool = [file.read_bytes() for file in sorted((CORPUS / name).iterdir())]

    def mutated(data: bytes, longest: int, seed: int) -> bytes:
        """What libFuzzer makes of an input, or what we do: it makes no long runs and takes no halves of others."""
        if seed % 2:
            return bytes(atheris.Mutate(data, longest))
        return blind.mutated(data, pool, target.words, random.Random(seed))[:longest]

    search = Search(target, Path(found))
    atheris.Setup([sys.argv[0], *options, new, str(CORPUS / name)], search.run, custom_mutator=mutated)
    atheris.Fuzz()


def _escaped(word: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word)


if __name__ == "__main__":
    main(*sys.argv[1:])
