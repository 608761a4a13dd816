"""`ties quote ID [N]`: a quote in the text of its source, as the browser shows it."""

from __future__ import annotations

import argparse
from functools import partial
from typing import Any

from tui.cli import exits
from tui.cli.bases import add_facts_option, add_json_option, at_least_one, no_record, with_index
from tui.cli.config import add_texts_option, settings_for
from tui.cli.output import columns, say, signs
from tui.index.index import Index
from tui.loading.texts import Texts
from tui.records.quote_check import Step
from tui.views.in_source import in_source_page
from tui.views.palette import TERMINAL
from tui.views.reading_sources import Reading, Stop, first_with, read_source, wanted_sources


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `ties quote`."""
    parser.add_argument("id", metavar="ID", help="the id of a record, as `ties search` prints it")
    parser.add_argument("number", metavar="N", nargs="?", type=at_least_one, default=1, help="which of its quotes (1)")
    add_texts_option(parser)
    about = "lines of the text before and after the quote (5)"
    parser.add_argument("--lines", metavar="N", type=at_least_one, default=5, help=about)
    parser.add_argument("--invisible", action="store_true", help="show invisible characters, tabs and trailing blanks")
    add_facts_option(parser, as_of=False)
    add_json_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print a quote in its source. 1 if there is none, or if it is not known to be there."""
    return with_index(arguments, partial(_print_quote, arguments))


def _print_quote(arguments: argparse.Namespace, index: Index) -> int:
    record = index.record(arguments.id)
    if record is None:
        return no_record(index, arguments.id)
    wanted = wanted_sources(index, record)
    count = sum(len(each.own) for each in wanted)
    if arguments.number > count:
        say(f"{arguments.id} has {f'{count} quotes' if count > 1 else 'one quote' if count else 'no quote'}")
        return exits.PROBLEMS
    reading = read_source(wanted[first_with(wanted, arguments.number)], Texts(settings_for(arguments).texts))
    at = reading.stop_of(arguments.number)
    stop = reading.stops[at]
    if arguments.json:
        from tui.cli.json_output import write_json

        write_json(_as_json(reading, stop))
    else:
        from tui.cli.printing import write_page

        palette = TERMINAL.signed(signs())
        lines = min(arguments.lines, 100_000)
        write_page(in_source_page(index, reading, at, columns(), palette, invisible=arguments.invisible, lines=lines))
    return exits.OK if _is_there(index, reading, stop) else exits.PROBLEMS


def _is_there(index: Index, reading: Reading, stop: Stop) -> bool:
    """Whether the quote was found; without its text, whether it was when it was verified."""
    if reading.found:
        return stop.mark is not None and stop.mark.step is not Step.NOT_FOUND
    from tui.views.in_source import known_of

    return known_of(index, stop.quoted).state.verified


def _as_json(reading: Reading, stop: Stop) -> dict[str, Any]:
    found, source = reading.found, reading.wanted.source
    told: dict[str, Any] = {"record": stop.quoted.record, "number": stop.quoted.number, "of": stop.quoted.of}
    told |= {"quote": stop.quoted.item.quote, "source": reading.wanted.id, "sha256": source.sha256 if source else None}
    if found is None:
        return told | {"file": None, "why": reading.why_not, "notes": reading.notes}
    told |= {"file": str(found.path), "same": [str(path) for path in found.same]}
    others = [_other(reading, other) for other in reading.stops if other.quoted is not stop.quoted]
    return told | _place(reading, stop) | {"others": others}


def _other(reading: Reading, other: Stop) -> dict[str, Any]:
    return {"record": other.quoted.record, "number": other.quoted.number, **_place(reading, other)}


def _place(reading: Reading, stop: Stop) -> dict[str, Any]:
    """Where a quote stands, or what is nearest to it: offsets in characters from 0, lines from 1."""
    mark, found = stop.mark, reading.found
    state = mark.step.value if mark else Step.NOT_FOUND.value
    if mark is None or found is None:
        return {"state": state}
    span = {"start": mark.start, "end": mark.end, "line": mark.line, "text": found.source.text[mark.start : mark.end]}
    if mark.step is Step.NOT_FOUND:
        return {"state": state, "nearest": {**span, "ratio": round(mark.ratio, 3)}}
    return {"state": state, **span, "places": mark.places}
