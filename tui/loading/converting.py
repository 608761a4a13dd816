"""From TOML tables to records, with every problem of every record at its own place.

msgspec is quick and stops at the first mistake, so a record that fails is gone through again field by field.
"""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, NamedTuple, get_args, get_origin

import msgspec

from tui.loading.figures import unfit_numbers
from tui.loading.mistakes import Mistake
from tui.loading.problems import Problem
from tui.loading.reading import Document, no_memory
from tui.records.edtf import Edtf, EdtfError, parse
from tui.records.kinds import KINDS, FactFile, Record
from tui.records.positions import Path, Positions

FORMAT = 1
MOST_PROBLEMS = 1000
"""Problems that are reported of one file; whoever has more has one cause for most of them."""
_LONGEST = 60  # characters of what is repeated in a message


class Entry(NamedTuple):
    """A record and where it stands: file name, kind, and how many of its kind come before it in the file."""

    record: Record
    file: str
    kind: str
    ordinal: int


class Converted(NamedTuple):
    """What one file holds: its good records, the ids of its bad ones, and its problems."""

    entries: list[Entry]
    broken: set[str]
    problems: list[Problem]


def convert(document: Document) -> Converted:
    """The records of a document. A record with any mistake is left out: half of one could say something else."""
    try:
        return _converted(document)
    except MemoryError:
        return Converted([], set(), [no_memory(document.name)])


def _converted(document: Document) -> Converted:
    entries: list[Entry] = []
    broken: set[str] = set()
    mistakes = list(islice(_check_head(document.tables), MOST_PROBLEMS + 1))
    unexplained = 0
    for kind, struct in KINDS.items():
        tables = document.tables.get(kind, [])
        if not isinstance(tables, list):
            header = f"write [[{kind}]]"
            mistakes.append(Mistake((kind,), "wrong-type", f"`{kind}` is not a list of records", header))
            continue
        for ordinal, table in enumerate(tables):
            room = MOST_PROBLEMS + 1 - len(mistakes)
            found = _record(table, struct, (kind, ordinal), room)
            if not isinstance(found, list):
                entries.append(Entry(found, document.name, kind, ordinal))
                continue
            mistakes += found
            unexplained += not found
            if isinstance(table, dict) and isinstance(table.get("id"), str):
                broken.add(table["id"])
    return Converted(entries, broken, _placed(mistakes, unexplained, document))


def _record(table: Any, struct: type[Record], path: Path, room: int) -> Record | list[Mistake]:
    """The record in a table, or the first so many of its mistakes."""
    try:
        record = msgspec.convert(table, struct, dec_hook=decode)
        untyped = chain(unfit_numbers(record), _refused_address(getattr(record, "url", None), ("url",)))
        unfit = [mistake._replace(path=(*path, *mistake.path)) for mistake in untyped]
    except (msgspec.ValidationError, RecursionError) as error:
        found = list(islice(explain(table, struct, path), room))
        return found if found or not room else [Mistake(path, "wrong-type", str(error))]
    return unfit[:room] if unfit else record


def _placed(mistakes: list[Mistake], unexplained: int, document: Document) -> list[Problem]:
    """The first mistakes of a document at their places, and one problem for all those beyond."""
    problems = place(mistakes[:MOST_PROBLEMS], document)
    if unexplained or len(mistakes) > MOST_PROBLEMS:
        message = f"has more than {MOST_PROBLEMS:,} problems: the others are not reported"
        hint = "mend those first, and run this again"
        problems.append(Problem(document.name, 1, 1, "too-many", message, hint))
    return problems


def decode(kind: type, value: Any) -> Any:
    """The hook by which msgspec reads EDTF dates. Raises ValueError with a sentence for a person."""
    if kind is not Edtf:
        raise NotImplementedError(kind)
    if isinstance(value, str):
        return parse(value)
    meant = isinstance(value, (int, datetime.date, datetime.time)) and not isinstance(value, bool)
    raise EdtfError(f"a date stands in quotes: {shown(shown(value).strip() if meant else value)}")


def place(mistakes: list[Mistake], document: Document) -> list[Problem]:
    """Mistakes with the line and column they were made at. The text is only scanned if there are any."""
    if not mistakes:
        return []
    positions = Positions(document.text)
    problems = []
    for path, code, message, hint, at_key in mistakes:
        at = positions.key(path) if at_key else positions.nearest(path)
        problems.append(Problem(document.name, at.line, at.column, code, message, hint))
    return problems


def _check_head(tables: dict[str, Any]) -> Iterator[Mistake]:
    known = FactFile.__struct_fields__
    for key in tables:
        if key not in known:
            message = f"no kind of record is called `{key:.{_LONGEST}}`"
            yield Mistake((key,), "unknown-key", message, nearest(key, known), at_key=True)
    version = tables.get("format")
    if version is None:
        yield Mistake((), "bad-format", "`format` is missing", f"begin the file with: format = {FORMAT}")
    elif version != FORMAT or isinstance(version, bool):
        hint = f"this version of Ties reads format = {FORMAT}"
        yield Mistake(("format",), "bad-format", f"format {shown(version)} is not known", hint)


def explain(value: Any, wanted: Any, path: Path) -> Iterator[Mistake]:
    """Every mistake of a value that should be of a type: structs key by key, lists of structs one by one."""
    struct = _struct_in(wanted)
    if struct and isinstance(value, dict):
        yield from _explain_struct(value, struct, path)
        return
    element = _element(wanted)
    if element is not None and isinstance(value, list):
        mistakes = [mistake for n, item in enumerate(value) for mistake in explain(item, element, (*path, n))]
        if mistakes:
            yield from mistakes
            return
    try:
        msgspec.convert(value, wanted, dec_hook=decode)
    except (msgspec.ValidationError, RecursionError) as error:
        yield _describe(str(error), value, path)
    else:
        if path[-1:] == ("url",):
            yield from _refused_address(value, path)


def _refused_address(url: str | None, path: Path) -> Iterator[Mistake]:
    """What no pattern can say of a web address: whether it leads where it looks to lead."""
    if url is None:
        return
    # Many a command reads records that need no check any more.
    from tui.records.web_address import refusal

    if why := refusal(url):
        yield Mistake(path, "bad-value", f"{shown(url)} is no web address that can be opened: {why}", _ADDRESSES)


def _explain_struct(table: dict[str, Any], struct: type[msgspec.Struct], path: Path) -> Iterator[Mistake]:
    fields = {field.encode_name: field for field in msgspec.structs.fields(struct)}
    for key, value in table.items():
        if key in fields:
            yield from explain(value, fields[key].type, (*path, key))
        else:
            what = str(getattr(struct, "KIND", struct.__name__.lower()))
            message = f"{what} has no key `{key:.{_LONGEST}}`"
            yield Mistake((*path, key), "unknown-key", message, nearest(key, fields), at_key=True)
    for key, field in fields.items():
        if field.required and key not in table:
            if key == "evidence":
                hint = f"add [[{path[0]}.evidence]] with a source"
                yield Mistake(path, "no-evidence", "nothing is stated without evidence", hint)
            else:
                yield Mistake(path, "missing-key", f"`{key}` is missing", f"add: {key} = …")


def shown(value: Any) -> str:
    """A value as far as a message has room for it. Neither depth nor size can make this fail."""
    match value:
        case str():
            return f'"{value:.{_LONGEST}}"'
        case bool():
            return "true" if value else "false"
        case int():
            # Python refuses to write numbers of thousands of digits.
            return str(value) if value.bit_length() <= 128 else f"a number of {value.bit_length():,} bits"
        case list():
            return "a list"
        case dict():
            return "a table"
        case _:
            return f"{value!s:.{_LONGEST}}"


def _struct_in(wanted: Any) -> type[msgspec.Struct] | None:
    """The struct that a type is, or is besides None."""
    for option in (wanted, *get_args(wanted)):
        if isinstance(option, type) and issubclass(option, msgspec.Struct) and get_origin(wanted) is not tuple:
            return option
    return None


def _element(wanted: Any) -> Any:
    """The type that a type is a list of, None for others; annotations and unions are looked through."""
    for option in (wanted, *get_args(wanted)):
        if get_origin(option) is tuple:
            return get_args(option)[0]
    return None


_WHERE = re.compile(r"^(?P<what>.*?)(?: - at `(?:key in )?\$(?P<path>.*)`)?$", re.DOTALL)
_ADDRESSES = "http:// or https:// and a host, without a user name, blanks or backslashes"
_KEY_MESSAGES: dict[str, tuple[str, str, str]] = {
    "id": ("bad-id", "{value} is no id", "lower-case letters, digits and single hyphens: busan-chengdu-2015"),
    "country": ("bad-value", "{value} is no country code", "two capitals, ISO 3166-1: KR"),
    "currency": ("bad-value", "{value} is no currency code", "three capitals, ISO 4217: CNY"),
    "url": ("bad-value", "{value} is no web address", _ADDRESSES),
    "sha256": ("bad-value", "{value} is no SHA-256", "64 hexadecimal digits in lower case"),
    "language": ("bad-value", "{value} is no language tag", "BCP 47: en, ko, zh-Hans"),
    "names": (
        "bad-value",
        "a key of `names` is no language tag, or its name is empty",
        "BCP 47: ko, zh-Hans",
    ),
}
_DATES = "EDTF, in quotes: 2016, 2016-06, 2015-12~, 2016-10-20/2016-10-26; docs/format.md has all"
_ID_KEYS = ("source", "of", "within", "city", "part_of", "origin", "speaker", "parties", "about")


def _describe(message: str, value: Any, path: Path) -> Mistake:
    """One message of msgspec in the words of this format."""
    found = _WHERE.match(message)
    what = found["what"] if found else message
    key = next((part for part in reversed(path) if isinstance(part, str)), "")
    if what.startswith("Expected") and not re.search("matching|length|<=|>=", what):
        wanted, _, got = what.removeprefix("Expected ").partition(", got ")
        return Mistake(path, "wrong-type", f"`{key}` takes {_plain(wanted)}, not {_plain(got) or shown(value)}")
    if what.startswith("Invalid enum value"):
        return Mistake(path, "bad-value", f"`{key}` does not take {shown(value)}", _choices(key, value, path))
    if key in _ID_KEYS and "matching" in what:
        return Mistake(path, "bad-id", f"`{key}` names {shown(value)}, which is no id", _KEY_MESSAGES["id"][2])
    if key in _KEY_MESSAGES and "matching" in what:
        code, sentence, hint = _KEY_MESSAGES[key]
        return Mistake(path, code, sentence.format(value=shown(value)), hint)
    if key == "evidence":
        hint = f"add [[{path[0]}.evidence]] with a source"
        return Mistake(path, "no-evidence", "nothing is stated without evidence", hint)
    if "length >= " in what:
        return Mistake(path, "bad-value", f"`{key}` needs {what.rpartition(' ')[2]} or more")
    if "matching" in what:
        return Mistake(path, "bad-value", f"`{key}` is empty", "write it, or leave the key out")
    if what.startswith("Expected"):
        return Mistake(path, "bad-value", f"`{key}` is out of range: {shown(value)}", what.removeprefix("Expected "))
    return Mistake(path, "bad-date", what, _DATES)


_PLAIN = {
    "str": "a text",
    "int": "a whole number",
    "float": "a number",
    "array": "a list",
    "object": "a table",
}
_PLAIN |= {
    "bool": "true or false",
    "null": "nothing",
    "date": "a bare date",
    "datetime": "a bare date and time",
}


def _plain(types: str) -> str:
    names = [name for name in re.findall(r"\w+", types) if name != "null"]
    return " or ".join(dict.fromkeys(_PLAIN.get(name, name) for name in names))


def _choices(key: str, value: Any, path: Path) -> str:
    """The values that an enumerated key takes, the nearest first."""
    struct: type[msgspec.Struct] = KINDS[str(path[0])]
    kinds = next((field.type for field in msgspec.structs.fields(struct) if field.encode_name == key), None)
    options = [str(option) for option in get_args(kinds)]
    close = difflib.get_close_matches(value[:_LONGEST] if isinstance(value, str) else "", options, 1, 0.5)
    return (f"did you mean {close[0]}? " if close else "") + "one of: " + ", ".join(options) if options else ""


def nearest(key: str, known: Any) -> str:
    """A hint with the known key nearest to a mistyped one, or with all of them."""
    close = difflib.get_close_matches(key[:_LONGEST], list(known), 1, 0.6)
    return f"did you mean `{close[0]}`?" if close else "known keys: " + ", ".join(known)
