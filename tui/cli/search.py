"""`ties search WORDS`: records that hold all the words, best first."""

from __future__ import annotations

import argparse
from functools import partial

from rich.text import Text

from tui.cli import exits
from tui.cli.bases import add_facts_option, add_json_option, at_least_one, with_index
from tui.cli.output import row_columns, say, write_json_lines
from tui.cli.printing import row_text, write_lines
from tui.index.index import Hit, Index
from tui.records.kinds import title_of
from tui.views.lists import record_label
from tui.views.palette import TERMINAL


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `ties search`."""
    parser.add_argument("words", metavar="WORDS", nargs="+", help="words that must all be in a record")
    parser.add_argument("--limit", type=at_least_one, default=50, metavar="N", help="print at most N records (50)")
    add_facts_option(parser)
    add_json_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print what was found, a record a line. 1 if nothing was."""
    return with_index(arguments, partial(_find, arguments))


def _find(arguments: argparse.Namespace, index: Index) -> int:
    query = " ".join(arguments.words)
    found = index.search(query, arguments.limit)
    if arguments.json:
        write_json_lines(_hit_json(index, hit) for hit in found.hits)
    else:
        width = row_columns()
        write_lines(_hit_line(index, hit, width) for hit in found.hits)
    for hint in found.hints:
        say(hint)
    if found.guessed:
        say("nothing is spelled so; these are the nearest")
    if found.total > len(found.hits):
        more = "more than " if found.more else ""
        say(f"{more}{found.total} records match, the first {len(found.hits)} are shown (--limit)")
    if not found.total:
        say(f"nothing holds all of: {query}")
    return exits.OK if found.total else exits.PROBLEMS


def _hit_line(index: Index, hit: Hit, width: int | None) -> Text:
    """The id first, so that it can be copied into `ties show`; then kind and title."""
    record = index.record(hit.record)
    kind = record.KIND if record else ""
    line = Text(f"{hit.record:<34} {kind:<9} ", TERMINAL.dim, end="")
    room = None if width is None else max(width - line.cell_len, 20)
    return line.append_text(row_text(record_label(index, hit.record), room, TERMINAL))


def _hit_json(index: Index, hit: Hit) -> dict[str, object]:
    record = index.record(hit.record)
    return {
        "id": hit.record,
        "kind": record.KIND if record else None,
        "title": title_of(record) if record else None,
        "matched_in": hit.field,
        "place": [index.title(part) for part in index.place(hit.record) or () if not part.startswith("~")],
    }
