"""`ties promised [CITY]`: what was planned, expected, hoped for or promised, and what became of it."""

from __future__ import annotations

import argparse
from collections import Counter
from functools import partial

from tui.cli import exits
from tui.cli.bases import add_facts_option, add_json_option, at_least_one, no_city, with_index
from tui.cli.json_output import write_json_lines
from tui.cli.output import columns, say, signs
from tui.cli.printing import write_page
from tui.index.index import Index
from tui.index.promises import Fate, Promise, due_day, holder, is_known, outcome_evidence, promises
from tui.records.kinds import Agreement, Fact, title_of
from tui.views.palette import TERMINAL
from tui.views.promised import nothing_words, promised_page


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `ties promised`."""
    parser.add_argument("city", metavar="CITY", nargs="?", default="", help="id of a city: only what concerns it")
    parser.add_argument(
        "--limit", type=at_least_one, default=50, metavar="N", help="print at most N records of each fate (50)"
    )
    add_facts_option(parser)
    add_json_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print what was promised. 1 if there is nothing, or no such city."""
    return with_index(arguments, partial(_print_promises, arguments))


def _print_promises(arguments: argparse.Namespace, index: Index) -> int:
    city = arguments.city
    if city and index.node((city,)) is None:
        return no_city(index, city)
    found = promises(index, city)
    if not found:
        say(nothing_words(index, city))
        return exits.PROBLEMS
    if arguments.json:
        seen: Counter[int] = Counter()
        shown = [one for one in found if (seen.update([one.fate]) or seen[one.fate]) <= arguments.limit]
        write_json_lines(_promise_json(index, one) for one in shown)
        left = len(found) - len(shown)
    else:
        write_page(promised_page(index, city, columns(), TERMINAL.signed(signs()), arguments.limit))
        left = 0
    if left:
        say(f"{left} more are not shown (--limit)")
    return exits.OK


def _promise_json(index: Index, promise: Promise) -> dict[str, object]:
    """An expectation for machines: who holds it, when it was due, what became of it as far as that is recorded."""
    record = index.numbered(promise.n)
    assert isinstance(record, (Agreement, Fact))  # noqa: S101  nothing else can be expected
    held, due = holder(record), due_day(record)
    known = record if isinstance(record, Fact) and is_known(record, index.day) else None
    return {
        "id": record.id,
        "title": title_of(record),
        "kind": record.kind,
        "modality": record.modality,
        "state": promise.fate.name.lower(),
        "held_by": held.ids if held.said else (),
        "told_by": () if held.said else held.ids,
        "date": record.date,
        "due": due.isoformat() if due else None,
        "overdue_days": (index.day - due).days if due and promise.fate is Fate.OVERDUE else None,
        "outcome": known.outcome if known else None,
        "outcome_date": known.outcome_date if known else None,
        "outcome_sources": [item.source for item in outcome_evidence(record)] if known else [],
        "contested": [contest.field for contest in index.contests(record.id)],
    }
