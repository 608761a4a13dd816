"""What deceives the eye in a base: words that mix scripts, names and ids that look alike, characters nobody sees.

A record whose `note` says that it is meant so is left alone: with the word or the name, or with the number of the
character (`U+200E`). Only `ties check` looks for these.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from unicodedata import category
from unicodedata import name as character_name

import msgspec

from tui.loading.base import Base
from tui.loading.converting import Entry
from tui.loading.mistakes import Mistake
from tui.loading.problems import Problem
from tui.records.display_safe import MOST_MARKS, display_safe, spans_to_show
from tui.records.edtf import Edtf
from tui.records.kinds import Agreement, City, Fact, Partner, Person, Record, Source
from tui.records.look_alikes import id_skeleton, may_deceive, mixtures, same_text, skeleton
from tui.records.positions import Path

_AT_ONCE = 256  # records that are looked through together
_SOFT_HYPHEN = "\u00ad"
_ON_ONE_LINE = ("name", "names", "aliases", "title")
_MARKS = ("Mn", "Me")
_ESCAPE = re.compile(rb"\\[ubfr]|\x7f")


class _Name(NamedTuple):
    """What a record is called, where that stands in it, and the record's entry."""

    text: str
    path: Path
    entry: Entry


def check_looks(base: Base) -> list[Problem]:
    """Every word, name, id and character of a base that deceives the eye, as problems."""
    entries = base.entries.values()
    names = [found for entry in entries for found in _names(entry)]
    mistakes = [*_mixed(names), *_alike_names(names), *_alike_ids(entries), *_unseen(entries)]
    return [base.places.problem(entry, mistake) for entry, mistake in mistakes]


def _names(entry: Entry) -> Iterator[_Name]:
    """What a record is called: its title, or its name with those in other languages and its aliases."""
    record = entry.record
    match record:
        case Source() | Agreement():
            yield _Name(record.title, ("title",), entry)
        case City() | Partner() | Person():
            yield _Name(record.name, ("name",), entry)
            for tag, given in record.names.items():
                every = (given,) if isinstance(given, str) else given
                yield from (_Name(text, ("names", tag), entry) for text in every)
            yield from (_Name(text, ("aliases", n), entry) for n, text in enumerate(record.aliases))
        case Fact():
            pass


def _meant(record: Record, words: str) -> bool:
    """Whether the editors say of a record that these words are meant as they are."""
    return record.note is not None and words in record.note


def _mixed(names: Iterable[_Name]) -> Iterator[tuple[Entry, Mistake]]:
    hint = "write it in one script; if it is meant so, put the word into `note`"
    for text, path, entry in names:
        for word, letter, script, others in mixtures(text):
            if not _meant(entry.record, word):
                what = f"“{letter}” (U+{ord(letter):04X}) is {script}, other letters are {others}"
                yield entry, Mistake(path, "mixed-scripts", f"“{word}” mixes scripts: {what}", hint)


def _alike_names(names: Iterable[_Name]) -> Iterator[tuple[Entry, Mistake]]:
    """Names of different records that look alike and are not the same; told of that which is not Latin."""
    known: dict[str, _Name] = {}
    doubtful: defaultdict[str, list[_Name]] = defaultdict(list)
    for found in names:
        if may_deceive(found.text):
            doubtful[skeleton(found.text).casefold()].append(found)
        else:
            known.setdefault(found.text, found)
    if not doubtful:
        return
    looks = {look: found for text, found in known.items() if (look := skeleton(text).casefold()) in doubtful}
    hint = "write both in one script, or name one record; if both are meant, put the name into `note`"
    for look, alike in doubtful.items():
        for n, found in enumerate(alike):
            others = [*([looks[look]] if look in looks else []), *alike[:n]]
            other = next((o for o in others if o.entry is not found.entry and not same_text(o.text, found.text)), None)
            if other and not _meant(found.entry.record, found.text):
                message = f"“{found.text}” looks like “{other.text}”, a name of {other.entry.record.id}, and is not"
                yield found.entry, Mistake(found.path, "look-alike", message, hint)


def _alike_ids(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Mistake]]:
    first: dict[str, str] = {}
    for entry in entries:
        id = entry.record.id
        other = first.setdefault(id_skeleton(id), id)
        if other != id and not _meant(entry.record, other):
            message = f'"{id}" looks like "{other}", the id of another record'
            hint = "give one of them another id; if both are meant, put the other id into `note`"
            yield entry, Mistake(("id",), "look-alike", message, hint)


def _unseen(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Mistake]]:
    """Characters that nobody sees, or that act on a terminal, in any text of a record."""
    for entry in _suspected(list(entries)):
        for path, text in _texts(msgspec.to_builtins(entry.record, enc_hook=_as_text)):
            seen = set()
            for start, end in _hidden(path, text):
                number = f"U+{ord(text[start]):04X}"
                if text[start] == "\t" or number in seen or _meant(entry.record, number):
                    continue
                seen.add(number)
                yield entry, _unseen_mistake(path, text[start:end])


def _hidden(path: Path, text: str) -> list[tuple[int, int]]:
    """What is shown by a stand-in, as first and last character + 1: in names and titles soft hyphens are too."""
    hidden = spans_to_show(text)
    if path[0] in _ON_ONE_LINE:
        hidden += [(at, at + 1) for at, char in enumerate(text) if char == _SOFT_HYPHEN and (at, at + 1) not in hidden]
    return sorted(hidden)


def _unseen_mistake(path: Path, hidden: str) -> Mistake:
    named = f"U+{ord(hidden[0]):04X} {character_name(hidden[0], '')}".rstrip()
    if category(hidden[0]) in _MARKS and display_safe(hidden[0]) == hidden[0]:
        message = f"has {MOST_MARKS + len(hidden)} marks in a row, {named} among them"
        hint = "remove what is too much; if it is meant, put that number into `note`"
        return Mistake(path, "hidden-character", message, hint)
    hint = "remove it; if it is meant, put its number into `note`"
    return Mistake(path, "hidden-character", f"has {named} in it, which nobody sees as it is", hint)


def _suspected(entries: Sequence[Entry]) -> Iterator[Entry]:
    """The entries to look at more closely: of many at once first, since nearly all bases have none."""
    for start in range(0, len(entries), _AT_ONCE):
        some = entries[start : start + _AT_ONCE]
        if _may_hide([entry.record for entry in some]):
            yield from (entry for entry in some if _may_hide([entry.record]))


def _may_hide(records: Sequence[Record]) -> bool:
    """Whether to look closer: JSON, which is quickly made, has escapes or letters beyond ASCII for what may hide."""
    data = msgspec.json.encode(records, enc_hook=_as_text)
    if data.isascii() or _ESCAPE.search(data):
        return _ESCAPE.search(data) is not None
    text = data.decode()
    return _SOFT_HYPHEN in text or bool(spans_to_show(text))


def _texts(value: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text in a record and the path to it; the keys of its tables stand where their values do."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield (*path, key), key
            yield from _texts(item, (*path, key))
    elif isinstance(value, (list, tuple)):
        for n, item in enumerate(value):
            yield from _texts(item, (*path, n))


def _as_text(value: object) -> str:
    """The hook by which msgspec writes EDTF dates."""
    if isinstance(value, Edtf):
        return value.text
    raise NotImplementedError(type(value))
