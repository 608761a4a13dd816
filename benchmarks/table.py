"""The results as a table for people, as JSON for machines, and as benchmarks/RESULTS.md."""

from __future__ import annotations

import os
import platform
import sqlite3
import statistics
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.rows import Outcome, Row, percentile, size_words

BOUNDS = Path(__file__).with_name("bounds.toml")
HEAD = ("what", "facts", "ours", "beside", "ratio", "middle half", "min–max", "target", "met")


@dataclass(slots=True)
class Result:
    """A row at a size: what it found, or why it found nothing."""

    row: Row
    facts: int
    outcome: Outcome | None
    missing: str = ""

    @property
    def failed(self) -> bool:
        """Whether the measuring itself broke."""
        return self.missing.startswith("failed")


def cells(result: Result) -> tuple[str, ...]:
    """A line of the table."""
    row, outcome = result.row, result.outcome
    target = row.target_at(result.facts)
    sign = "≥" if row.at_least else "≤"
    aim = "" if target is None else f"{sign} {target:g}"
    size = size_words(result.facts)
    if outcome is None or not outcome.ratios:
        return (row.what, size, result.missing or "nothing measured", "", "", "", "", aim, "")
    ratios = outcome.ratios
    several = len(ratios) > 1
    met = {True: "yes", False: "NO", None: ""}[row.met(outcome, result.facts)]
    return (
        row.what,
        size,
        quantity(outcome.ours, outcome.unit),
        quantity(outcome.beside, outcome.unit),
        number(statistics.median(ratios)),
        f"{number(percentile(ratios, 0.25))}–{number(percentile(ratios, 0.75))}" if several else "",
        f"{number(min(ratios))}–{number(max(ratios))}" if several else "",
        aim,
        met,
    )


def number(value: float) -> str:
    """A ratio with as many digits as tell something."""
    return f"{value:.4f}" if value < 0.1 else f"{value:.3f}" if value < 10 else f"{value:.1f}"


def quantity(values: list[float], unit: str) -> str:
    """The median of some values with their unit; seconds as milliseconds."""
    if not values:
        return ""
    middle = statistics.median(values)
    if unit == "s":
        return f"{middle * 1000:,.1f} ms" if middle < 10 else f"{middle:,.1f} s"
    return f"{middle:,.1f} {unit}"


def text_table(results: list[Result]) -> str:
    """The table for a terminal, columns aligned."""
    lines = [HEAD, *(cells(result) for result in results)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(HEAD))]
    # A row without figures says why in the place of its figures and must not widen the column.
    figures = [line for line in lines if line[3] or line is HEAD]
    widths[2] = max(len(line[2]) for line in figures)
    shown = []
    for line in lines:
        if line[3] or line[4] or line is HEAD:
            parts = [
                cell.ljust(width) if n == 0 else cell.rjust(width)
                for n, (cell, width) in enumerate(zip(line, widths, strict=True))
            ]
            shown.append("  ".join(parts).rstrip())
        else:
            shown.append(f"{line[0].ljust(widths[0])}  {line[1].rjust(widths[1])}  {line[2]}")
    return "\n".join(shown)


def markdown_table(results: list[Result]) -> str:
    """The table as Markdown, with a column for notes."""
    lines = ["| " + " | ".join((*HEAD, "note")) + " |", "|---" * (len(HEAD) + 1) + "|"]
    for result in results:
        note = result.outcome.note if result.outcome else ""
        lines.append("| " + " | ".join(cell.strip().replace("|", "\\|") for cell in (*cells(result), note)) + " |")
    return "\n".join(lines)


def document(results: list[Result]) -> dict[str, Any]:
    """All that was measured, for --json."""
    rows = []
    for result in results:
        row, outcome = result.row, result.outcome
        measured = outcome is not None and bool(outcome.ratios)
        entry: dict[str, Any] = {"row": row.key, "what": row.what.strip(), "facts": result.facts}
        entry |= {"target": row.target_at(result.facts), "at_least": row.at_least, "missing": result.missing or None}
        if outcome is not None and measured:
            entry |= {"median": statistics.median(outcome.ratios), "met": row.met(outcome, result.facts)}
            entry |= asdict(outcome)
        rows.append(entry)
    return {"machine": machine(), "rows": rows}


def machine() -> dict[str, str]:
    """What the figures were measured on; nothing that names the machine or a path on it."""
    return {
        "processor": _field(Path("/proc/cpuinfo"), "model name") or platform.processor() or platform.machine(),
        "cores": str(os.cpu_count()),
        "memory": f"{int((_field(Path('/proc/meminfo'), 'MemTotal') or '0').split()[0]) / 2**20:.0f} GiB",
        "system": _system(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        **{name: version(name) for name in ("textual", "rich", "tomli", "msgspec")},
        **{name: _tool_version(name) for name in ("rg", "fzf", "valgrind")},
    }


def _field(path: Path, name: str) -> str:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return sys.platform


def _tool_version(name: str) -> str:
    try:
        words = subprocess.run([name, "--version"], capture_output=True, text=True, check=False).stdout.split()
    except OSError:
        return "not there"
    return next((word.removeprefix("valgrind-") for word in words if any(char.isdigit() for char in word)), "?")


def known_bounds() -> dict[str, str]:
    """What bounds a row, a sentence by its key, as benchmarks/bounds.toml has it."""
    return tomllib.loads(BOUNDS.read_text(encoding="utf-8"))


def missed(results: list[Result]) -> list[Result]:
    """The results that miss their target."""
    return [found for found in results if found.outcome and found.row.met(found.outcome, found.facts) is False]


def unexplained(results: list[Result], bounds: Mapping[str, str]) -> list[str]:
    """The keys of the rows that miss their target and have no sentence on what bounds them, each once."""
    return list(dict.fromkeys(found.row.key for found in missed(results) if not bounds.get(found.row.key)))


def missed_table(results: list[Result], bounds: Mapping[str, str]) -> str:
    """The rows that miss as Markdown: by what factor, and what bounds them."""
    lines = ["| row | facts | measured for target | misses by | bound by |", "|---|---|---|---|---|"]
    for result in missed(results):
        row, target = result.row, result.row.target_at(result.facts)
        if result.outcome is None or target is None:
            continue
        measured = statistics.median(result.outcome.ratios)
        worse, better = (target, measured) if row.at_least else (measured, target)
        factor = f"{number(worse / better)} times" if better else "all of it"
        line = (f"{row.what.strip()} (`{row.key}`)", size_words(result.facts), f"{number(measured)} for {target:g}")
        cells_of_line = (*line, factor, bounds.get(row.key, "not known"))
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells_of_line) + " |")
    return "\n".join(lines) if len(lines) > 2 else "Nothing."


def results_page(results: list[Result], command: str, bounds: Mapping[str, str]) -> str:
    """The text of RESULTS.md; `bounds` are sentences by the keys of rows."""
    described = "\n".join(f"| {name} | {value} |" for name, value in machine().items())
    return (
        "# Results\n\n"
        f"One run of `{command}`. Every ratio is to the thing measured beside it, by turns, in the same run; "
        "[README.md](README.md) says what each row means.\n\n"
        f"## Machine\n\n| | |\n|---|---|\n{described}\n\n"
        f"## Table\n\n{markdown_table(results)}\n\n"
        f"## What misses, and what bounds it\n\n{missed_table(results, bounds)}\n"
    )
