"""`ties brief CITY`: what to know of a city, or of two, on one page."""

from __future__ import annotations

import argparse
import datetime
from functools import partial

from tui.cli import exits
from tui.cli.bases import add_facts_option, add_json_option, no_record, with_index
from tui.cli.json_output import write_json
from tui.cli.output import say, signs, write_line
from tui.index.index import Index
from tui.records.edtf import EdtfError, parse
from tui.views.brief.asking import refused
from tui.views.brief.choosing import FEWEST_LINES, LINES, Room, make_brief
from tui.views.brief.gathering import Asked
from tui.views.brief.page import WIDTH, brief_page
from tui.views.brief.statements import Brief
from tui.views.palette import TERMINAL

FORMATS = ("text", "markdown", "html")
_MOST_LINES = 10_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `ties brief`."""
    parser.add_argument("city", metavar="CITY", help="the id of a city")
    parser.add_argument("--with", dest="partner", metavar="ID", help="only what it has to do with this one")
    parser.add_argument(
        "--format", choices=FORMATS, default="text", metavar="FORMAT", help=f"{', '.join(FORMATS)} (text)"
    )
    parser.add_argument("--lines", type=_lines, default=LINES, metavar="N", help=f"lines of {WIDTH} columns ({LINES})")
    until = "nothing later than this date, and what was known by then"
    parser.add_argument("--until", type=_day, metavar="DATE", help=until)
    add_facts_option(parser)
    add_json_option(parser)


def _lines(text: str) -> int:
    """A number of lines. Raises ArgumentTypeError."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < len(str(_MOST_LINES)) + 1 else 0
    if not FEWEST_LINES <= number <= _MOST_LINES:
        raise argparse.ArgumentTypeError(
            f"takes a whole number from {FEWEST_LINES} to {_MOST_LINES:,}, not {text!r:.40}"
        )
    return number


def _day(text: str) -> datetime.date:
    """The last day of a date. Raises ArgumentTypeError."""
    try:
        return parse(text).latest
    except EdtfError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def run(arguments: argparse.Namespace) -> int:
    """Print a brief. 1 if there is no such city or partner; 2 if both are one."""
    if arguments.partner == arguments.city:
        say(f"--with {arguments.city} is the city itself: leave it out, or name another")
        return exits.USAGE
    return with_index(arguments, partial(_print_brief, arguments))


def _print_brief(arguments: argparse.Namespace, index: Index) -> int:
    for id in (arguments.city, arguments.partner):
        if id is not None and index.record(id) is None:
            return no_record(index, id)
    if reason := refused(index, arguments.city, arguments.partner):
        say(reason)
        return exits.PROBLEMS
    palette = TERMINAL.signed(signs())
    room = Room(arguments.lines, lambda brief: len(brief_page(index, brief, WIDTH, palette, arguments.lines).lines))
    brief = make_brief(index, Asked(arguments.city, arguments.partner, arguments.until), room)
    if arguments.json:
        # Read in only by who asks for it, as the other formats are.
        from tui.views.brief.records import brief_json

        write_json(brief_json(index, brief))
    else:
        _write(arguments, index, brief)
    return exits.OK


def _write(arguments: argparse.Namespace, index: Index, brief: Brief) -> None:
    if arguments.format == "markdown":
        from tui.views.brief.markdown import brief_markdown

        write_line(brief_markdown(index, brief))
    elif arguments.format == "html":
        from tui.views.brief.html import brief_html

        write_line(brief_html(index, brief, arguments.lines))
    else:
        from tui.cli.printing import write_lines

        write_lines(brief_page(index, brief, WIDTH, TERMINAL.signed(signs()), arguments.lines).lines)
