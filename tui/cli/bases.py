"""Loading the base that a command was asked to use."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from tui.cli.output import counted, say
from tui.index.index import Index
from tui.loading.base import Base, load
from tui.loading.problems import Problem
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
        problems = counted(len(base.problems), "problem")
        say(f"{problems} in {base.path}; records that cannot be read in full are left out (ties check {base.path})")
    return Index(base)


def openable(base: Base, file: str) -> str:
    """The path of a file of a base (as problems name it) that can be opened from here: beginning as the user began."""
    return file if file == str(base.root) else str(base.root / file)


def located(base: Base, problem: Problem) -> Problem:
    """A problem with a path that editors can jump to."""
    return problem._replace(file=openable(base, problem.file))


def at_least_one(text: str) -> int:
    """A number of levels or records on the command line. Raises ArgumentTypeError."""
    if not (text.isascii() and text.isdigit() and text.strip("0")):
        raise argparse.ArgumentTypeError(f"takes a whole number from 1 up, not {text!r:.40}")
    return int(text[:9])
