"""A made-up base for tests: two towns, a paper, and a helper for each kind of record that tests vary."""

import datetime
import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

from tui.index.index import Index
from tui.index.opening import Opening
from tui.loading.base import Base

Content = str | bytes | Callable[[Path], object]
Files = str | bytes | Mapping[str, Content]
# What the fixtures of these names in conftest.py are.
MakeFolder = Callable[[Files], Path]
MakeBase = Callable[[Files], Base]
MakeIndex = Callable[[Files], Index]

# Eight lines, so that what a test appends begins on line 9.
GOOD = """\
format = 1
[[source]]
id = "paper"
title = "The Paper"
[[city]]
id = "aville"
name = "Aville"
country = "KR"
"""

# The same in a file of its own beside GOOD; what a test appends begins on line 5.
BTOWN = """\
[[city]]
id = "btown"
name = "Btown"
country = "CN"
"""

TEXT = """\
The Paper, 3 May 2005

The bridge was opened in May. The mayor said: “It’s a bridge between friends.”
Nine hundred people came, with support in fi elds such as cooking.
Friends came. Friends went.
"""
SHA256 = hashlib.sha256(TEXT.encode()).hexdigest()


def toml(value: object) -> str:
    """A value as TOML would have it on one line; a dict becomes an inline table."""
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in escaped) + '"'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{toml(key)} = {toml(item)}" for key, item in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(toml(item) for item in value) + "]"
    return str(value)


def table(name: str, /, **keys: object) -> str:
    """A record as a file has it: `[[name]]` and a key a line; `for_` and `from_` stand for `for` and `from`."""
    return f"[[{name}]]\n" + "".join(f"{key.rstrip('_')} = {toml(value)}\n" for key, value in keys.items())


def source(id: str = "paper", **keys: object) -> str:
    """A source; a page called like its id if nothing else is said."""
    return table("source", **{"id": id, "title": f"Title of {id}"} | keys)


def city(id: str, country: str = "KR", **keys: object) -> str:
    """A city called like its id."""
    return table("city", **{"id": id, "name": id.title(), "country": country} | keys)


def partner(id: str, kind: str = "company", **keys: object) -> str:
    """A partner called like its id."""
    return table("partner", **{"id": id, "name": id.title(), "kind": kind} | keys)


def agreement(id: str, *parties: str, **keys: object) -> str:
    """A sister-city agreement that rests on the paper."""
    given = {"id": id, "title": f"Title of {id}", "kind": "sister-city", "parties": parties}
    return table("agreement", **given | {"evidence": [{"source": "paper"}]} | keys)


def fact(id: str, *about: str, **keys: object) -> str:
    """An event that rests on the paper."""
    given = {"id": id, "about": about, "kind": "event", "text": f"Text of {id}"}
    return table("fact", **given | {"evidence": [{"source": "paper"}]} | keys)


def document(*records: str) -> str:
    """A fact file of these records."""
    return "format = 1\n" + "".join(records)


TODAY = datetime.date(2026, 11, 25)


def index_of(path: Path) -> Index:
    """The index of the base at a path, kept nowhere, looked at from one day whatever day it is."""
    index = Opening(path, {}, keep=False).open(lambda done, of: None)
    index.day = TODAY
    return index
