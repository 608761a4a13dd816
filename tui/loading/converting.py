"""From TOML tables to records, with every problem of every record at its own place.

msgspec is quick and stops at the first mistake, so a record that fails is gone through again field by field.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any, NamedTuple, get_args, get_origin

import msgspec

from tui.loading.problems import Problem
from tui.loading.reading import Document
from tui.records.edtf import Edtf, EdtfError, parse
from tui.records.kinds import KINDS, FactFile, Record
from tui.records.positions import Path, Positions

FORMAT = 1


class Entry(NamedTuple):
    """A record and where it stands: file name, kind, and how many of its kind come before it in the file."""

    record: Record
    file: str
    kind: str
    ordinal: int


class Mistake(NamedTuple):
    """A problem before its place is looked up: the path into the document, and whether the key is at fault."""

    path: Path
    code: str
    message: str
    hint: str = ""
    at_key: bool = False


class Converted(NamedTuple):
    """What one file holds: its good records, the ids of its bad ones, and its problems."""

    entries: list[Entry]
    broken: set[str]
    problems: list[Problem]


def convert(document: Document) -> Converted:
    """The records of a document. A record with any mistake is left out: half of one could say something else."""
    entries: list[Entry] = []
    broken: set[str] = set()
    mistakes = list(_check_head(document.tables))
    for kind, struct in KINDS.items():
        tables = document.tables.get(kind, [])
        if not isinstance(tables, list):
            header = f"write [[{kind}]]"
            mistakes.append(Mistake((kind,), "wrong-type", f"`{kind}` is not a list of records", header))
            continue
        for ordinal, table in enumerate(tables):
            try:
                record = msgspec.convert(table, struct, dec_hook=decode)
                entries.append(Entry(record, document.name, kind, ordinal))
            except (msgspec.ValidationError, RecursionError) as error:
                mistakes += list(explain(table, struct, (kind, ordinal))) or [
                    Mistake((kind, ordinal), "wrong-type", str(error))
                ]
                if isinstance(table, dict) and isinstance(table.get("id"), str):
                    broken.add(table["id"])
    return Converted(entries, broken, place(mistakes, document))


def decode(kind: type, value: Any) -> Any:
    """The hook by which msgspec reads EDTF dates. Raises ValueError with a sentence for a person."""
    if kind is not Edtf:
        raise NotImplementedError(kind)
    if isinstance(value, str):
        return parse(value)
    raise EdtfError(f'a date stands in quotes: "{value}"')


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
            message = f"no kind of record is called `{key}`"
            yield Mistake((key,), "unknown-key", message, nearest(key, known), at_key=True)
    version = tables.get("format")
    if version is None:
        yield Mistake((), "bad-format", "`format` is missing", f"begin the file with: format = {FORMAT}")
    elif version != FORMAT or isinstance(version, bool):
        hint = f"this version of Ties reads format = {FORMAT}"
        yield Mistake(("format",), "bad-format", f"format {version!r:.40} is not known", hint)


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


def _explain_struct(table: dict[str, Any], struct: type[msgspec.Struct], path: Path) -> Iterator[Mistake]:
    fields = {field.encode_name: field for field in msgspec.structs.fields(struct)}
    for key, value in table.items():
        if key in fields:
            yield from explain(value, fields[key].type, (*path, key))
        else:
            what = str(getattr(struct, "KIND", struct.__name__.lower()))
            message = f"{what} has no key `{key}`"
            yield Mistake((*path, key), "unknown-key", message, nearest(key, fields), at_key=True)
    for key, field in fields.items():
        if field.required and key not in table:
            if key == "evidence":
                hint = f"add [[{path[0]}.evidence]] with a source"
                yield Mistake(path, "no-evidence", "nothing is stated without evidence", hint)
            else:
                yield Mistake(path, "missing-key", f"`{key}` is missing", f"add: {key} = …")


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
_KEY_MESSAGES: dict[str, tuple[str, str, str]] = {
    "id": ("bad-id", "{value} is no id", "lower-case letters, digits and single hyphens: busan-chengdu-2015"),
    "country": ("bad-value", "{value} is no country code", "two capitals, ISO 3166-1: KR"),
    "currency": ("bad-value", "{value} is no currency code", "three capitals, ISO 4217: CNY"),
    "url": ("bad-value", "{value} is no web address", "http:// or https://, without blanks"),
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
    shown = f'"{value:.60}"' if isinstance(value, str) else f"{value!r:.60}"
    if what.startswith("Expected") and not re.search("matching|length|<=|>=", what):
        wanted, _, got = what.removeprefix("Expected ").partition(", got ")
        return Mistake(path, "wrong-type", f"`{key}` takes {_plain(wanted)}, not {_plain(got) or shown}")
    if what.startswith("Invalid enum value"):
        return Mistake(path, "bad-value", f"`{key}` does not take {shown}", _choices(key, value, path))
    if key in _ID_KEYS and "matching" in what:
        return Mistake(path, "bad-id", f"`{key}` names {shown}, which is no id", _KEY_MESSAGES["id"][2])
    if key in _KEY_MESSAGES and "matching" in what:
        code, sentence, hint = _KEY_MESSAGES[key]
        return Mistake(path, code, sentence.format(value=shown), hint)
    if key == "evidence":
        hint = f"add [[{path[0]}.evidence]] with a source"
        return Mistake(path, "no-evidence", "nothing is stated without evidence", hint)
    if "length >= " in what:
        return Mistake(path, "bad-value", f"`{key}` needs {what.rpartition(' ')[2]} or more")
    if "matching" in what:
        return Mistake(path, "bad-value", f"`{key}` is empty", "write it, or leave the key out")
    if what.startswith("Expected"):
        return Mistake(path, "bad-value", f"`{key}` is out of range: {shown}", what.removeprefix("Expected "))
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
    close = difflib.get_close_matches(str(value), options, 1, 0.5)
    return (f"did you mean {close[0]}? " if close else "") + "one of: " + ", ".join(options) if options else ""


def nearest(key: str, known: Any) -> str:
    """A hint with the known key nearest to a mistyped one, or with all of them."""
    close = difflib.get_close_matches(key, list(known), 1, 0.6)
    return f"did you mean `{close[0]}`?" if close else "known keys: " + ", ".join(known)
