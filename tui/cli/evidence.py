"""`ties evidence ID`: what a record states against the sources it rests on."""

from __future__ import annotations

import argparse
from functools import partial

from tui.cli import exits
from tui.cli.bases import add_facts_option, add_json_option, no_record, with_index
from tui.cli.json_output import write_json
from tui.cli.output import columns, signs
from tui.cli.printing import write_page
from tui.index.index import Index
from tui.index.matrix import Matrix, matrix
from tui.views.matrix import MOST_ROWS_FULL, matrix_page
from tui.views.palette import TERMINAL


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `ties evidence`."""
    parser.add_argument("id", metavar="ID", help="the id of a record, as `ties search` prints it")
    add_facts_option(parser)
    add_json_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the evidence matrix of one record. 1 if there is none with that id."""
    return with_index(arguments, partial(_print_matrix, arguments))


def _print_matrix(arguments: argparse.Namespace, index: Index) -> int:
    if index.record(arguments.id) is None:
        return no_record(index, arguments.id)
    if arguments.json:
        write_json(_matrix_json(matrix(index, arguments.id, MOST_ROWS_FULL)))
    else:
        write_page(matrix_page(index, arguments.id, columns(), TERMINAL.signed(signs()), full=True))
    return exits.OK


def _matrix_json(found: Matrix) -> dict[str, object]:
    """An evidence matrix for machines. A source that is not named in a row is silent on it."""
    return {
        "id": found.id,
        "rows": [
            {
                "record": row.record,
                "field": row.line.field or None,
                "value": row.line.value,
                "origins": row.origins,
                "quoted": row.quoted,
                "sources": {
                    source: {"stance": voice.stance, "backs": voice.backing, "says": dict(voice.values)}
                    for source, voice in row.line.voices.items()
                },
            }
            for row in found.rows
        ],
        "more_records": found.more,
        "sources": [one._asdict() for one in found.carriers],
    }
