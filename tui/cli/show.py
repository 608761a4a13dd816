"""`ties show ID`: a record as the browser's detail pane shows it."""

from __future__ import annotations

import argparse
from functools import partial

from tui.cli import exits
from tui.cli.bases import add_facts_option, add_json_option, no_record, with_index
from tui.cli.json_output import write_json
from tui.cli.output import columns, signs
from tui.cli.printing import write_page
from tui.index.index import Index
from tui.views.json_text import record_json
from tui.views.palette import TERMINAL
from tui.views.records import record_page


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `ties show`."""
    parser.add_argument("id", metavar="ID", help="the id of a record, as `ties search` prints it")
    add_facts_option(parser)
    add_json_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print one record. 1 if there is none with that id."""
    return with_index(arguments, partial(_print_record, arguments))


def _print_record(arguments: argparse.Namespace, index: Index) -> int:
    record = index.record(arguments.id)
    if record is None:
        return no_record(index, arguments.id)
    if arguments.json:
        write_json(record_json(index, record))
    else:
        write_page(record_page(index, record.id, columns(), TERMINAL.signed(signs()), full=True))
    return exits.OK
