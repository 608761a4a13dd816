"""The command line: which rows are measured at which sizes, and where the results go."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from benchmarks import counting, eventloop, keys, line, reading, searching, sharing, starting, verifying
from benchmarks.rows import MILLION, MissingToolError, Row, Scene, size_words
from benchmarks.table import BOUNDS, Result, document, known_bounds, results_page, text_table, unexplained

RESULTS = Path(__file__).with_name("RESULTS.md")
# In the order of the targets.
_ORDER = ["frame", "readable", "usable"]
_ORDER += ["search-process", "query-rg", "query-fzf", "key", "toggle", "memory", "load", "build", "look"]
_ORDER += ["edited", "edited-search", "size", "sessions", "session-key"]
_ORDER += ["quotes-exact", "quotes-mixed", "quotes-apart", "quotes-forms", "verify"]
_MODULES = (starting, searching, keys, eventloop, line, reading, sharing, counting, verifying)
ROWS: dict[str, Row] = {
    row.key: row
    for row in sorted(
        (row for module in _MODULES for row in module.ROWS),
        key=lambda row: _ORDER.index(row.key) if row.key in _ORDER else len(_ORDER),
    )
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print. 1 if the measuring of a row broke, or if results are written and a miss is not explained.

    A target that is missed is a result like any other.
    """
    asked = _parser().parse_args(arguments)
    sizes = asked.sizes + ([MILLION] if asked.million and MILLION not in asked.sizes else [])
    with tempfile.TemporaryDirectory(prefix="ties-benchmarks-") as temporary:
        folder = Path(asked.keep or temporary).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        # The index that the measured commands make is ours, not the user's.
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
        results = []
        for facts in sizes:
            for key in asked.only:
                print(f"{size_words(facts)} {ROWS[key].what.strip()} …", file=sys.stderr, flush=True)
                results.append(_measure(key, Scene(facts, asked.runs, folder)))
    if asked.json:
        print(json.dumps(document(results), ensure_ascii=False, indent=1))
    else:
        print(text_table(results))
        for result in results:
            if result.outcome and result.outcome.note:
                print(f"{size_words(result.facts)} {result.row.what.strip()}: {result.outcome.note}")
    if asked.write_results:
        command = " ".join(["python -m benchmarks", *_shown(sys.argv[1:] if arguments is None else arguments)])
        bounds = known_bounds()
        RESULTS.write_text(results_page(results, command, bounds), encoding="utf-8")
        if wanting := unexplained(results, bounds):
            print(f"say in {BOUNDS.name} what bounds these rows: {', '.join(wanting)}", file=sys.stderr)
            return 1
    return int(any(result.failed for result in results))


def _measure(key: str, scene: Scene) -> Result:
    """A row in a process of its own, so that no row pays for the memory of another."""
    row = ROWS[key]
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        try:
            return Result(row, scene.facts, pool.submit(row.measure, scene).result())
        except NotImplementedError as error:
            return Result(row, scene.facts, None, f"not there yet: {error}")
        except MissingToolError as error:
            return Result(row, scene.facts, None, str(error))
        except Exception as error:
            return Result(row, scene.facts, None, f"failed: {type(error).__name__}: {error}"[:300])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure what Ties costs, as ratios.")
    parser.add_argument("--sizes", type=_sizes, default=_sizes("1k,10k,100k"), help="facts of the bases: 1k,10k,100k")
    parser.add_argument("--million", action="store_true", help="a base of a million facts as well")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--only", type=_rows, default=list(ROWS), metavar="ROW,…", help=", ".join(ROWS))
    parser.add_argument("--runs", type=int, default=7, help="pairs a row; rows that take seconds have fewer (7)")
    parser.add_argument("--keep", metavar="DIR", help="where bases stay for the next run")
    parser.add_argument("--write-results", action="store_true", help="write benchmarks/RESULTS.md")
    return parser


def _sizes(text: str) -> list[int]:
    factors = {"k": 1000, "m": MILLION}
    return [int(size.rstrip("kKmM")) * factors.get(size[-1].lower(), 1) for size in text.split(",")]


def _rows(text: str) -> list[str]:
    wanted = text.split(",")
    unknown = [key for key in wanted if key not in ROWS]
    if unknown:
        raise argparse.ArgumentTypeError(f"no row is called {unknown[0]}; there are: {', '.join(ROWS)}")
    return wanted


def _shown(arguments: Sequence[str]) -> list[str]:
    """The arguments without the folder of --keep, which is nobody's business."""
    shown: list[str] = []
    skip = False
    for argument in arguments:
        if not skip and argument != "--keep" and not argument.startswith("--keep="):
            shown.append(argument)
        skip = argument == "--keep"
    return shown
