"""Findings: inputs for which a property does not hold, each mistake once, made small, kept as files of the corpus."""

from __future__ import annotations

import hashlib
import traceback
from pathlib import Path
from typing import NamedTuple

from tests.fuzz.steps import bounded
from tests.fuzz.target import Target

CORPUS = Path(__file__).parent / "corpus"
_ROOT = Path(__file__).parents[2]
# Counting lines takes many times as long as running them: only one input in so many is counted.
_COUNTED = 16
_MOST_CUTS = 400


class Signature(NamedTuple):
    """What tells one mistake from another: the exception, and the innermost line of this repository it came through."""

    kind: str
    file: str
    line: int


class Search:
    """Runs one target on many inputs, and keeps what it finds in a folder."""

    def __init__(self, target: Target, folder: Path) -> None:
        self._target = target
        self._folder = folder
        target.prepare()
        self.executions = 0
        self.found: dict[Signature, Path] = {}

    def run(self, data: bytes) -> None:
        """Check one input. What it breaks is kept, if nothing before has broken the same."""
        self.executions += 1
        counted = self.executions % _COUNTED == 0
        signature = broken_by(self._target, data, counted=counted)
        if signature is None or signature in self.found:
            return
        small = self._smaller(data, signature, counted)
        file = self._folder / f"found-{hashlib.sha256(small).hexdigest()[:12]}"
        self._folder.mkdir(parents=True, exist_ok=True)
        file.write_bytes(small)
        self.found[signature] = file
        print(f"finding: {signature.kind} at {signature.file}:{signature.line}: {file}", flush=True)

    def _smaller(self, data: bytes, signature: Signature, counted: bool) -> bytes:
        """The input without all that can be cut out of it with the same mistake left."""
        cuts = 0
        size = len(data) // 2
        while size:
            at = 0
            while at < len(data) and cuts < _MOST_CUTS:
                cuts += 1
                shorter = data[:at] + data[at + size :]
                if broken_by(self._target, shorter, counted=counted) == signature:
                    data = shorter
                else:
                    at += size
            size //= 2
        return data


def broken_by(target: Target, data: bytes, *, counted: bool) -> Signature | None:
    """Which mistake an input shows, None if all properties hold; `counted` also looks at how many steps it takes."""
    try:
        if counted:
            bounded(target, data)
        else:
            target.check(data)
    except (Exception, SystemExit) as error:
        return _signature(error)
    return None


def _signature(error: BaseException) -> Signature:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_ROOT)]
    frame = next((frame for frame in reversed(ours) if not frame.filename.endswith("steps.py")), frames[-1])
    return Signature(type(error).__name__, str(Path(frame.filename).relative_to(_ROOT)), frame.lineno or 0)
