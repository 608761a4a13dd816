"""Rows on search in process: how fast beside rg and fzf, and how much of what was asked for is found."""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import time
from pathlib import Path
from random import Random

from benchmarks import subject
from benchmarks.bases import CityNames, names_of_base
from benchmarks.rows import MissingToolError, Outcome, Row, Scene, percentile, toml_files

TOP = 50
RECALL_AT = 5
RECALL_SAMPLE = 400
_FIXED = ["b", "x", "s", "k", "ch", "pan", "成", "김", "панд", "tea culture", "high-tech zone 2015", "memorandum"]
_FIXED += ['"direct flights"', '"air quality"', '"smart city" delegation', "panda -film", "kind:event robot"]
_FIXED += ["year:2015..2016 choir", "is:contested", "500 million yuan", "合作", "양해각서", "首"]
_OPERATORS = re.compile(r'(?<!\S)-\S+|(?<!\S)\w+:(?=\S)|"')


def query_set(scene: Scene) -> list[str]:
    """Queries of all kinds that people type, the same for the same base."""
    names = names_of_base(scene.facts, scene.seed)
    some = Random("queries").sample(names, min(len(names), 8))
    queries = list(_FIXED)
    for name in some:
        queries += [name.name, name.name[:3], name.typo, name.romanised, name.native, name.native[:2]]
        queries += [f"{name.name} delegation"]
    return list(dict.fromkeys(query for query in queries if query))


def literal(query: str) -> str:
    """What of a query a tool without our operators can look for."""
    return " ".join(_OPERATORS.sub("", query).split()) or query


def _timed(command: list[str], stdin: Path | None = None) -> float:
    with (stdin or Path("/dev/null")).open("rb") as given:
        start = time.perf_counter()
        subprocess.run(command, stdin=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        return time.perf_counter() - start


def _tool(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise MissingToolError(f"no {name} here")
    return path


def _ask(index: object, query: str) -> float:
    start = time.perf_counter()
    subject.search(index, query, TOP)
    return time.perf_counter() - start


def beside_rg(scene: Scene) -> Outcome:
    """In each run every query is asked in process, then of rg: our 99th percentile beside rg's median."""
    rg = _tool("rg")
    index = subject.open_index(scene.base)
    queries = query_set(scene)
    outcome = Outcome([], note=f"{len(queries)} queries")
    for run in range(scene.runs + 1):
        pairs = []
        for query in queries:
            ours = _ask(index, query)
            pairs.append((ours, _timed([rg, "-i", "-F", "-c", "-e", literal(query), str(scene.base)])))
        if run:
            outcome.ours.append(percentile((ours for ours, _ in pairs), 0.99))
            outcome.beside.append(statistics.median(other for _, other in pairs))
            outcome.ratios.append(outcome.ours[-1] / outcome.beside[-1])
    return outcome


def beside_fzf(scene: Scene) -> Outcome:
    """Every sixth query by turns in process and of fzf; the ratio of the medians of each run."""
    fzf = _tool("fzf")
    index = subject.open_index(scene.base)
    lines = write_lines(scene)
    queries = query_set(scene)[::6]
    outcome = Outcome([], note=f"{len(queries)} queries")
    for run in range(scene.slow_runs + 1):
        pairs = [(_ask(index, query), _timed([fzf, "--filter", literal(query)], lines)) for query in queries]
        if run:
            outcome.ours.append(statistics.median(ours for ours, _ in pairs))
            outcome.beside.append(statistics.median(other for _, other in pairs))
            outcome.ratios.append(outcome.ours[-1] / outcome.beside[-1])
    return outcome


def write_lines(scene: Scene) -> Path:
    """A file with one line for each agreement and fact: all that stands in quotes, evidence included."""
    path = scene.folder / f"lines-{scene.label}-{scene.seed}.txt"
    with path.open("w", encoding="utf-8") as out:
        for file in toml_files(scene.base):
            for block in re.split(r"\n(?=\[\[\w+\]\])", file.read_text(encoding="utf-8")):
                if block.startswith(("[[agreement]]", "[[fact]]")):
                    out.write(" ".join(re.findall(r'"([^"\n]*)"', block)) + "\n")
    return path


def _recall(scene: Scene, variant: str, at: int) -> Outcome:
    index = subject.open_index(scene.base)
    asked = [name for name in names_of_base(scene.facts, scene.seed) if getattr(name, variant)]
    sample = Random("recall").sample(asked, min(len(asked), RECALL_SAMPLE))
    missed = [name for name in sample if not _found(index, name, getattr(name, variant), at)]
    examples = ", ".join(f"{getattr(name, variant)} → {name.name}" for name in missed[:3])
    note = f"{len(sample)} names" + (f"; missed {examples}" if missed else "")
    return Outcome([1 - len(missed) / len(sample)], unit="", note=note)


def _found(index: object, name: CityNames, query: str, at: int) -> bool:
    return name.id in subject.search(index, query, at)[:at]


def recall_exact(scene: Scene) -> Outcome:
    """The English name as it is written."""
    return _recall(scene, "name", RECALL_AT)


def recall_native(scene: Scene) -> Outcome:
    """The name in another script."""
    return _recall(scene, "native", RECALL_AT)


def recall_romanised(scene: Scene) -> Outcome:
    """Another romanisation than the English name, or the name without its accents."""
    return _recall(scene, "romanised", RECALL_AT)


def recall_typo(scene: Scene) -> Outcome:
    """The English name with one slip."""
    return _recall(scene, "typo", RECALL_AT)


def recall_first(scene: Scene) -> Outcome:
    """The city itself comes first for its own name. Of cities of one name any may."""
    index = subject.open_index(scene.base)
    names = names_of_base(scene.facts, scene.seed)
    by_name: dict[str, set[str]] = {}
    for name in names:
        by_name.setdefault(name.name, set()).add(name.id)
    sample = Random("recall").sample(names, min(len(names), RECALL_SAMPLE))
    missed = [name.name for name in sample if not by_name[name.name] & set(subject.search(index, name.name, 1)[:1])]
    note = f"{len(sample)} names" + (f"; missed {', '.join(missed[:3])}" if missed else "")
    return Outcome([1 - len(missed) / len(sample)], unit="", note=note)


ROWS = [
    Row("query-rg", "query in process, p99 ÷ `rg -i -F -c` over the TOML", beside_rg, 0.25, 0.5),
    Row("query-fzf", "query in process, median ÷ `fzf --filter`", beside_fzf, 0.01, 0.01),
    Row("recall-exact", "recall at 5, exact name", recall_exact, 1.0, 1.0, at_least=True),
    Row("recall-script", "recall at 5, another script", recall_native, 0.99, 0.99, at_least=True),
    Row("recall-romanised", "recall at 5, romanised", recall_romanised, 0.95, 0.95, at_least=True),
    Row("recall-typo", "recall at 5, one typo", recall_typo, 0.95, 0.95, at_least=True),
    Row("recall-first", "the city itself first for its own name", recall_first, 0.95, 0.95, at_least=True),
]
