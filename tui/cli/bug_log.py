"""Where in the program a bug was: a file for whoever mends it, so that the screen stays with one line."""

from __future__ import annotations

import platform
import sys
import time
import traceback
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from tui import __version__
from tui.disk.folders import make_private
from tui.disk.writing import NewFile
from tui.records.display_safe import display_safe
from tui.settings.directories import NoHomeError, state_folder

NAME = "bug.log"
LARGEST = 200_000
"""Characters that are kept of a traceback, its end first: there the error is."""


def write_bug_log(error: BaseException, environment: Mapping[str, str]) -> Path | None:
    """Write the traceback of an error in place of that of the last one; the file, None if it cannot be written.

    Nobody else may read it. It holds the traceback, with what the errors in it say, and versions; no values of
    variables, and no facts but those in an error's words. It is safe to print on a terminal.
    """
    with suppress(NoHomeError, OSError):
        file = state_folder(environment) / NAME
        make_private(file.parent)
        with NewFile(file) as new:
            new.write(bug_report(error).encode())
            # A link in its place is replaced, not followed.
            new.put()
        return file
    return None


def bug_report(error: BaseException) -> str:
    """The traceback of an error, with versions and time: safe to print on a terminal, whatever is in the error."""
    trace = "".join(traceback.format_exception(error))
    if len(trace) > LARGEST:
        trace = f"[{len(trace) - LARGEST:,} characters before are left out]\n{trace[-LARGEST:]}"
    about = f"Ties {__version__}, Python {platform.python_version()}, {sys.platform}"
    return display_safe(f"{time.strftime('%Y-%m-%d %H:%M:%S %z')}\n{about}\n\n{trace}")
