"""`ties verify [PATH] --texts DIR`: every quote against its source's text."""

from __future__ import annotations

import argparse
import datetime
from collections import Counter
from pathlib import Path

from tui.cli import exits
from tui.cli.bases import add_follow_option, add_json_option, load_base, located, openable
from tui.cli.config import add_texts_option, settings_for
from tui.cli.json_output import write_json_lines
from tui.cli.output import counted, say, write_line
from tui.loading.base import Base
from tui.loading.problems import Problem
from tui.loading.texts import HOW_TO_GIVE
from tui.loading.verifying import Checked, read_texts, verify, write_lock
from tui.records.quote_check import nearest_passage


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `ties verify`."""
    parser.add_argument("path", metavar="PATH", nargs="?", help="a folder of fact files, or one file")
    add_texts_option(parser)
    add_follow_option(parser)
    add_json_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Check all quotes, write quotes.lock, print those that are not found. 1 if there are any."""
    folders = settings_for(arguments).texts
    if not folders:
        say(f"no folder of texts was given: {HOW_TO_GIVE}")
        return exits.USAGE
    base = load_base(arguments)
    skipped: list[str] = []
    wanted = {record.sha256 for record in map(base.source, base.entries) if record and record.sha256}
    texts = read_texts(tuple(map(Path, folders)), wanted, skipped)
    for text in skipped:
        say(text)
    checked = verify(base, texts, datetime.datetime.now(datetime.UTC).date().isoformat())
    try:
        lock = write_lock(base, checked)
    except OSError as error:
        say(f"{base.root}/quotes.lock cannot be written: {error.strerror.lower() if error.strerror else error}")
        return exits.USAGE
    if arguments.json:
        write_json_lines(_checked_json(base, item) for item in checked)
    else:
        for item in checked:
            if problem := _problem(item):
                write_line(str(located(base, problem)))
    counts = Counter(_state(item) for item in checked)
    say(
        f"{counted(len(checked), 'quote')}: "
        + (", ".join(f"{n} {state}" for state, n in counts.most_common()) or "none")
    )
    say(f"wrote {lock}")
    # A damaged lock was just mended.
    if left := sum(problem.code != "lock-damaged" for problem in base.problems):
        kept = "quotes of records with problems were left as they were"
        say(f"{counted(left, 'problem')} in the base; {kept} (ties check {base.path})")
    bad = any(item.row is None or not item.row.step.verified for item in checked)
    return exits.PROBLEMS if bad or left else exits.OK


def _state(item: Checked) -> str:
    if item.row is None:
        return "without a text"
    return item.row.step if item.text else f"{item.row.step} before, text not at hand"


def _problem(item: Checked) -> Problem | None:
    """What to print of a quote that is not verified."""
    if item.row is None:
        hint = "put its text into the folder; the source's `sha256` says which"
        message = f"no text of {item.item.source} to check this quote against"
        return Problem(item.file, item.line, item.column, "quote-unverified", message, hint)
    if item.row.step.verified:
        return None
    quote = item.item.quote or ""
    hint = "copy the words as printed"
    if item.row.step == "ambiguous":
        hint = "add `prefix` or `suffix`, or quote more words"
    elif item.text and (near := nearest_passage(item.text, quote)):
        hint = f"nearest: {item.text.text[near.start : near.end]}"
    return Problem(item.file, item.line, item.column, f"quote-{item.row.step}", f"“{quote}”", hint)


def _checked_json(base: Base, item: Checked) -> dict[str, object]:
    row = item.row
    found: dict[str, object] = {"record": item.record, "source": item.item.source, "quote": item.item.quote}
    found |= {"file": openable(base, item.file), "relative": item.file, "line": item.line, "column": item.column}
    found["state"] = row.step if row else None
    if row and row.offset >= 0:
        found |= {"offset": row.offset, "text_line": row.line, "verified": row.day}
    return found
