"""`ties schema`: the JSON Schema of a fact file, generated from the records."""

from __future__ import annotations

import argparse
from typing import Any

import msgspec

from tui.cli import exits
from tui.cli.json_output import write_json
from tui.records.edtf import Edtf
from tui.records.kinds import FactFile


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`ties schema` prints JSON in any case; it takes `--json` like the others."""
    parser.add_argument("--json", action="store_true", help="print JSON (it always does)")


def run(_: argparse.Namespace) -> int:
    """Print the schema."""
    write_json(schema())
    return exits.OK


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one fact file."""
    found = msgspec.json.schema(FactFile, schema_hook=_describe)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Ties fact file, format 1"}
    return head | found


def _describe(kind: type) -> dict[str, Any]:
    if kind is Edtf:
        return {
            "type": "string",
            "description": "EDTF date, in quotes: 2016, 2016-06, 2015-12~, 2016-10-20/2016-10-26",
        }
    raise NotImplementedError(kind)
