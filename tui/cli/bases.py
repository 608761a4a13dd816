"""Loading the base that a command was asked to use."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from tui.cli.output import say
from tui.index.index import Index
from tui.loading.base import Base, load
from tui.loading.where import base_path


def add_facts_option(parser: argparse.ArgumentParser) -> None:
    """`--facts PATH`, for the commands whose own argument is something else."""
    parser.add_argument("--facts", metavar="PATH", help="the base: a folder of fact files, or one file")


def add_json_option(parser: argparse.ArgumentParser) -> None:
    """`--json`, on every command that prints data."""
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")


def load_base(asked: str | None) -> Base:
    """The base that was asked for, or the first there is. Raises BaseUnreadableError."""
    return load(base_path(asked, os.environ, Path.cwd()))


def load_index(asked: str | None) -> Index:
    """The index of that base; says on stderr if the base has problems."""
    base = load_base(asked)
    if base.problems:
        count = len(base.problems)
        records = "1 problem" if count == 1 else f"{count} problems"
        say(f"{records} in {base.root}; records with problems are left out (ties check {base.root})")
    return Index(base)
