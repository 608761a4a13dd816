"""`ties contested [ID|CITY]`: the contested fields of a base or a city, or the values of one record side by side."""

from __future__ import annotations

import argparse
from functools import partial
from typing import Any

from rich.text import Text

from tui.cli import exits
from tui.cli.bases import add_facts_option, add_json_option, no_record, with_index
from tui.cli.json_output import write_json_lines
from tui.cli.output import columns, row_columns, say, signs
from tui.cli.printing import row_text, write_lines, write_page
from tui.index.contested import Disputed, contest_of, contested
from tui.index.index import Index
from tui.records.contest import Claim, Contest, origins, torn
from tui.records.kinds import Agreement, Fact
from tui.views.contested_list import contest_in_short
from tui.views.palette import TERMINAL
from tui.views.side_by_side import side_by_side


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `ties contested`."""
    about = "id of an agreement or a fact: its values side by side; of a city or another record: what names it"
    parser.add_argument("id", metavar="ID|CITY", nargs="?", help=about)
    add_facts_option(parser)
    add_json_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print contested fields, a line each, or those of one record in full. 1 if there are none, or no such record."""
    return with_index(arguments, partial(_print, arguments))


def _print(arguments: argparse.Namespace, index: Index) -> int:
    id: str = arguments.id or ""
    record = index.record(id) if id else None
    if id and record is None:
        return no_record(index, id)
    if isinstance(record, (Agreement, Fact)):
        return _print_record(arguments, index, id)
    found = contested(index, id)
    if arguments.json:
        write_json_lines(_field_json(index, *contest_of(index, disputed)) for disputed in found)
    else:
        _write_rows(index, found)
    if not found:
        say(f"nothing is contested{f' of what concerns {id}' if id else ''}")
    return exits.OK if found else exits.PROBLEMS


def _print_record(arguments: argparse.Namespace, index: Index, id: str) -> int:
    found = index.contests(id)
    if arguments.json:
        write_json_lines(_field_json(index, id, contest) for contest in found)
    elif found:
        write_page(side_by_side(index, id, columns(), TERMINAL.signed(signs()), full=True))
    if not found:
        say(f"nothing in {id} is contested")
    return exits.OK if found else exits.PROBLEMS


def _write_rows(index: Index, found: list[Disputed]) -> None:
    """A contested field a line, led by the id of its record, which `ties contested ID` takes."""
    width, palette = row_columns(), TERMINAL.signed(signs())
    for disputed in found:
        id, contest = contest_of(index, disputed)
        if contest is not None:
            label = contest_in_short(index, id, contest, palette.signs)
            lead = Text(f"{id:<34} ", palette.dim, end="")
            room = None if width is None else max(width - lead.cell_len, 30)
            write_lines([lead.append_text(row_text(label, room, palette))])


def _field_json(index: Index, id: str, contest: Contest | None) -> dict[str, Any]:
    if contest is None:
        return {"record": id}
    everything = [item for claim in contest.claims for item in claim.evidence]
    return {
        "record": id,
        "field": contest.field,
        "settled": [item.settled for item in contest.settled],
        "sources": len(contest.sources),
        "origins": len(origins(everything, index.source)),
        "contradict_themselves": torn(contest),
        "values": [_claim_json(index, claim) for claim in contest.claims],
    }


def _claim_json(index: Index, claim: Claim) -> dict[str, Any]:
    return {
        "value": claim.value,
        "record": claim.record or None,
        "origins": sorted(origins(claim.evidence, index.source)),
        "evidence": [
            {"source": item.source, "published": source and source.published, "quote": item.quote}
            for item in claim.evidence
            for source in [index.source(item.source)]
        ],
    }
