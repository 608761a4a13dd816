"""The marks behind a clause: numbers of sources, or what it rests on instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui.index.index import Index
from tui.records.edtf import parse
from tui.records.edtf_words import in_short, in_words
from tui.views.brief.statements import Basis, Brief, Clause, LeftOut, Part, Statement, shortened
from tui.views.signs import SIGNS, Signs

LEGEND = {
    Basis.BASE: "in the facts without a source",
    Basis.COMPUTED: "worked out from the facts here",
}
"""What a mark that is no number says."""

_THINGS = {
    Part.NAMES: ("name", "names"),
    Part.PEOPLE: ("person", "people"),
    Part.TIES: ("tie", "ties"),
    Part.DONE: ("agreement or event", "agreements and events"),
    Part.EXPECTED: ("plan", "plans"),
    Part.SAID: ("statement", "statements"),
    Part.FIGURES: ("figure", "figures"),
    Part.PLACE: ("trait", "traits"),
    Part.GAPS: ("gap", "gaps"),
}


def numbers(brief: Brief, clause: Clause) -> list[int]:
    """The numbers of a clause's sources, from 1, in order."""
    return sorted(brief.sources.index(id) + 1 for id in clause.sources)


def marked(statement: Statement) -> Iterator[tuple[Clause, bool]]:
    """The clauses of a statement, each with whether its marks stand behind it.

    Where the next rests on the same, its marks do for both, unless sources differ; the last always has some.
    """
    for clause, following in zip(statement.clauses, (*statement.clauses[1:], None), strict=True):
        same = following is not None and (following.sources, following.basis) == (clause.sources, clause.basis)
        yield clause, statement.contested or not same


def runs(found: Sequence[int]) -> list[tuple[int, int]]:
    """Numbers in order as runs, first and last: three and more in a row are one, two are two."""
    joined: list[tuple[int, int]] = []
    for number in found:
        if joined and number == joined[-1][1] + 1:
            joined[-1] = joined[-1][0], number
        else:
            joined.append((number, number))
    return [pair for run in joined for pair in ([run] if run[1] - run[0] != 1 else [(run[0],) * 2, (run[1],) * 2])]


def marks_words(brief: Brief, clause: Clause) -> str:
    """The marks of a clause as plain text: `[1 3–5]`, `[base]`, `[—]`."""
    if clause.basis is not Basis.SOURCES:
        return f"[{clause.basis.value}]"
    return f"[{' '.join(run_words(run) for run in runs(numbers(brief, clause)))}]"


def run_words(run: tuple[int, int]) -> str:
    """A run of numbers: `3`, `3–5`."""
    return str(run[0]) if run[0] == run[1] else f"{run[0]}–{run[1]}"


def as_of_words(brief: Brief) -> str:
    """From which day the brief looks."""
    return f"brief, {'known by' if brief.until else 'as of'} {in_words(parse(brief.day.isoformat()))}"


def source_words(index: Index, id: str, signs: Signs = SIGNS) -> str:
    """What a source is called in the list at the end: who published it, of a list whose it is, and the day as ISO 8601.

    Its title where nobody is named.
    """
    source = index.source(id)
    if source is None:
        return id
    name = source.publisher or source.title
    if source.publisher and source.kind == "list" and source.of:
        name = f"{name} on {index.title(source.of)}"
    if source.published is None:
        return shortened(name)
    # The hour matters on the source's own page only.
    return f"{shortened(name)} {signs.own(in_short(parse(source.published.text.partition('T')[0])))}"


def origins(index: Index, brief: Brief) -> list[tuple[str, str]]:
    """The origins of the sources, each once: the numbers of those that are of it (`2 14 15`), and what it is called.

    Documents of one origin count as one. A source that names no origin is its own.
    """
    found: dict[str, list[int]] = {}
    for number, id in enumerate(brief.sources, 1):
        source = index.source(id)
        if source and source.origin:
            found.setdefault(source.origin, []).append(number)
    return [(" ".join(map(run_words, runs(of))), shortened(origin)) for origin, of in found.items()]


def origin_words(index: Index, brief: Brief) -> str:
    """The same as one line of text; "" where every source is its own origin."""
    found = origins(index, brief)
    return f"Origins: {' · '.join(f'{of} {origin}' for of, origin in found)}" if found else ""


def left_out_words(brief: Brief, more: str = "") -> str:
    """What was left out, by section, and how to see it: `more`, or the lines that would hold it. "" if all is there."""
    if not brief.left_out:
        return ""
    counted = ", ".join(_counted(left) for left in brief.left_out)
    how = f"--lines {brief.lines_for_all} has all" if brief.lines_for_all else "`ties tree` and `ties search` have all"
    return f"Left out: {counted}: {more or how}"


def _counted(left: LeftOut) -> str:
    one, many = _THINGS[left.part]
    return f"{left.number:,} {one if left.number == 1 else many}"


def legend(brief: Brief) -> list[tuple[Basis, str]]:
    """The marks on a page that are no numbers, with what they say."""
    used = {clause.basis for statement in brief.statements for clause in statement.clauses}
    return [(basis, words) for basis, words in LEGEND.items() if basis in used]
