"""`ties search WORDS`: records that hold all the words, best first."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from tui.cli import exits
from tui.cli.bases import add_facts_option, add_json_option, at_least_one, with_finder, with_index
from tui.cli.output import row_columns, say, signs, write_line
from tui.index.finder import Finder, Found, Hit
from tui.index.query import MAX_QUERY, parse
from tui.records.display_safe import one_line
from tui.views.labels import label_words, record_label

if TYPE_CHECKING:
    from tui.index.index import Index


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `ties search`."""
    parser.add_argument("words", metavar="WORDS", nargs="+", help="words that must all be in a record")
    parser.add_argument("--limit", type=at_least_one, default=50, metavar="N", help="print at most N records (50)")
    add_facts_option(parser)
    add_json_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print what was found, a record a line. 1 if nothing was."""
    if arguments.json:
        return with_index(arguments, lambda index: _find(arguments, index, partial(_write_json, index)))
    return with_finder(arguments, lambda finder: _find(arguments, finder, partial(_write_rows, finder)))


def _find(arguments: argparse.Namespace, finder: Finder, write: Callable[[Found], None]) -> int:
    query = " ".join(arguments.words)
    found = finder.search(query, arguments.limit)
    write(found)
    for hint in found.hints:
        say(hint)
    if found.guessed:
        say("nothing is spelled so; these are the nearest")
    if found.total > len(found.hits):
        more = "more than " if found.more else ""
        shown = "the first is" if len(found.hits) == 1 else f"the first {len(found.hits)} are"
        say(f"{more}{found.total} records match, {shown} shown (--limit)")
    if not found.total and not (finder.as_of and found.hints):
        say(_why_nothing(query))
    return exits.OK if found.total else exits.PROBLEMS


def _why_nothing(query: str) -> str:
    if not parse(query).terms:
        return "there is no word to search for, and no field such as city:busan with its value"
    cut = f" (only the first {MAX_QUERY} characters count)" if len(query) > MAX_QUERY else ""
    return f"nothing holds all of: {query[:MAX_QUERY]}{cut}"


def _write_rows(finder: Finder, found: Found) -> None:
    """The id first, so that it can be copied into `ties show`; then kind and title."""
    width = row_columns()
    if width is None:
        # Into a pipe: nothing to fit and nothing to colour, so what does both need not be read in.
        own = signs()
        for begin, hit in _begun(finder, found):
            write_line((begin + one_line(label_words(record_label(finder, hit.record, own), own))).rstrip())
        return
    from rich.text import Text

    from tui.cli.printing import row_text, write_lines
    from tui.views.palette import TERMINAL

    palette = TERMINAL.signed(signs())

    def lines() -> Iterable[Text]:
        for begin, hit in _begun(finder, found):
            line = Text(begin, palette.dim, end="")
            label = record_label(finder, hit.record, palette.signs)
            yield line.append_text(row_text(label, max(width - line.cell_len, 20), palette))

    write_lines(lines())


def _begun(finder: Finder, found: Found) -> Iterable[tuple[str, Hit]]:
    for hit in found.hits:
        head = finder.headline(hit.record)
        yield f"{hit.record:<34} {head.kind if head else '':<9} ", hit


def _write_json(index: Index, found: Found) -> None:
    from tui.cli.json_output import write_json_lines

    write_json_lines(_hit_json(index, hit) for hit in found.hits)


def _hit_json(index: Index, hit: Hit) -> dict[str, object]:
    head = index.headline(hit.record)
    return {
        "id": hit.record,
        "kind": head.kind if head else None,
        "title": head.title if head else None,
        "matched_in": hit.field,
        "place": [index.title(part) for part in index.place(hit.record) or () if not part.startswith("~")],
    }
