"""`--output FILE`: what a command prints, in a file that is whole or not there."""

from __future__ import annotations

import argparse
import contextlib
import errno
import io
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.cli import exits
from tui.cli.output import say

if TYPE_CHECKING:
    from pathlib import Path

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG)
"""What a disk says that takes no more."""


def add_output_options(parser: argparse.ArgumentParser) -> None:
    """`--output FILE` and `--force`, for every command that prints data."""
    parser.add_argument("--output", metavar="FILE", help="write to this file, which must not exist, not to the screen")
    parser.add_argument("--force", action="store_true", help="let --output replace a file")


def run_into(arguments: argparse.Namespace, run: Callable[[argparse.Namespace], int]) -> int:
    """Run a command whose output goes where the options say. A command that prints nothing writes nothing.

    2 if the file is not one to be written, 1 if the disk takes no more.
    """
    if arguments.output is None:
        return run(arguments)
    # Read in only here: most output goes to the screen.
    from pathlib import Path

    from tui.disk.writing import permit, write_file

    place = Path(arguments.output)
    output = io.StringIO()
    try:
        # Said before the work, not after it.
        permit(place, replace=arguments.force)
    except OSError as error:
        return _refused(place, error)
    with contextlib.redirect_stdout(output):
        code = run(arguments)
    data = output.getvalue().encode("utf-8", "replace")
    if data:
        try:
            write_file(place, data, keep_mode=True, replace=arguments.force)
        except OSError as error:
            return _refused(place, error)
        say(f"wrote {os.path.abspath(place)}")  # noqa: PTH100  a folder that is gone has no name to be asked for
    return code


def _refused(place: Path, error: OSError) -> int:
    reason = (error.strerror or str(error)).lower()
    hint = "; --force replaces it" if isinstance(error, FileExistsError) else ""
    say(f"{place} is not written: {reason}{hint}")
    return exits.PROBLEMS if error.errno in FULL else exits.USAGE
