"""`ties new`: what was added to a base, changed in it or removed from it since a day, a commit, or the last visit."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from tui.cli import exits
from tui.cli.bases import add_facts_option, add_json_option, with_index
from tui.cli.json_output import write_json_lines
from tui.cli.output import counted, row_columns, say, signs, write_line
from tui.index.index import Index
from tui.index.news import news_since_visit
from tui.index.since import changes_since
from tui.loading.git_program import GitError
from tui.loading.revisions import ACCEPTED, Revisions, Then, UnknownRevisionError
from tui.loading.where import base_path
from tui.records.changes import FieldChange
from tui.records.display_safe import one_line
from tui.records.kinds import title_of
from tui.settings.visited import Visits
from tui.views.news import field_words
from tui.views.wrapping import truncate


class Difference(NamedTuple):
    """A record that came, changed or went (`what`); `fields` is None where only that it changed is known."""

    what: str
    id: str
    kind: str
    title: str
    fields: tuple[FieldChange, ...] | None = None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `ties new`."""
    since = f"compare with an earlier state in git: {ACCEPTED}; without it, with what was seen in the browser"
    # argparse takes a per cent sign for a place to fill in.
    parser.add_argument("--since", metavar="DATE|COMMIT", help=since.replace("%", "%%"))
    # Files are compared with files, whatever days the facts in them are of.
    add_facts_option(parser, as_of=False)
    add_json_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print what is new, a record a line. 1 if nothing is, 2 if there is nothing to compare with."""
    path = base_path(arguments.facts, os.environ)
    if arguments.since is None:
        return with_index(arguments, lambda index: _since_visit(arguments, index, path))
    try:
        revisions = Revisions(path, os.environ)
        then = revisions.find(arguments.since)
        return with_index(arguments, lambda index: _since(arguments, index, revisions, then))
    except (GitError, UnknownRevisionError) as error:
        say(str(error))
        return exits.USAGE


def _since_visit(arguments: argparse.Namespace, index: Index, path: Path) -> int:
    visits = Visits(path, os.environ)
    seen = visits.seen()
    if visits.notice:
        say(visits.notice)
    if seen is None:
        say("no visit of this base in the browser is remembered; --since DATE or COMMIT compares with git")
        return exits.USAGE
    found = news_since_visit(index, seen)
    say("compared with what was seen in the browser")
    differences = [
        Difference("added" if n in found.added else "changed", id, head.kind, head.title)
        for n, id in index.named(found.in_order)
        if (head := index.headline(id))
    ]
    return _print(arguments, differences)


def _since(arguments: argparse.Namespace, index: Index, revisions: Revisions, then: Then) -> int:
    try:
        found = changes_since(index, revisions, then)
    except GitError as error:
        # Said here: further out it would be taken for a sign that the index is damaged.
        say(str(error))
        return exits.USAGE
    commit = then.commit
    if commit is None:
        say(f"compared with nothing: the first commit is of {then.asked} or later")
    else:
        say(f"compared with commit {commit.short} of {commit.day}: {commit.subject}")
    if found.unknown:
        left_out = ", ".join(found.unknown[:_MOST_NAMED]) + (", …" if len(found.unknown) > _MOST_NAMED else "")
        say(f"{counted(len(found.unknown), 'record')} with a mistake then or now cannot be compared: {left_out}")
    differences = [Difference("added", record.id, record.KIND, title_of(record)) for record in found.added]
    differences += [
        Difference("changed", change.record.id, change.record.KIND, title_of(change.record), change.fields)
        for change in found.changed
    ]
    differences += [Difference("removed", record.id, record.KIND, title_of(record)) for record in found.removed]
    return _print(arguments, differences)


_MOST_NAMED = 5


def _print(arguments: argparse.Namespace, differences: list[Difference]) -> int:
    if not differences:
        say("nothing is new")
        return exits.PROBLEMS
    if arguments.json:
        write_json_lines(map(_json, differences))
    else:
        for line in _lines(differences):
            write_line(line)
    counts = Counter(difference.what for difference in differences)
    say(", ".join(f"{count} {what}" for what, count in counts.items()))
    return exits.OK


def _lines(differences: Iterable[Difference]) -> Iterator[str]:
    """A line a record, cut to a terminal's width as those of a search; below one that changed, its fields."""
    width, own = row_columns(), signs()
    for what, id, kind, title, fields in differences:
        line = f"{what:<8} {id:<34} {kind:<9} {one_line(title)}"
        yield truncate(line, width, own.cut) if width else line
        for change in fields or ():
            for words in field_words(change, own):
                yield f"{'':8} {words}"


def _json(difference: Difference) -> dict[str, object]:
    found: dict[str, object] = {"change": difference.what, "id": difference.id, "kind": difference.kind}
    found["title"] = difference.title
    if difference.fields is not None:
        found["fields"] = {change.name: {"before": change.before, "now": change.now} for change in difference.fields}
    return found
