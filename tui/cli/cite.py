"""`ties cite ID`: where a record is from, for a text or a reference manager."""

from __future__ import annotations

import argparse
from functools import partial

from tui.cli import exits
from tui.cli.bases import add_facts_option, no_record, with_index
from tui.cli.output import say, write_line
from tui.index.index import Index
from tui.views.bibliography.styles import STYLES, references


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `ties cite`."""
    parser.add_argument("id", metavar="ID", help="the id of a record, which cites each source of it, or of a source")
    styles = ", ".join(STYLES)
    parser.add_argument("--style", choices=STYLES, default="text", metavar="STYLE", help=f"{styles} (text)")
    add_facts_option(parser, as_of=False)


def run(arguments: argparse.Namespace) -> int:
    """Print the references of a record. 1 if there is none with that id, or it names no source."""
    return with_index(arguments, partial(_print_references, arguments))


def _print_references(arguments: argparse.Namespace, index: Index) -> int:
    record = index.record(arguments.id)
    if record is None:
        return no_record(index, arguments.id)
    text = references(index, record, arguments.style)
    if text is None:
        say(f'"{record.id}" names no source: what names it does (ties show {record.id})')
        return exits.PROBLEMS
    if arguments.style == "ris":
        write_line(text, ending="\r\n")
    else:
        write_line(text)
    return exits.OK
