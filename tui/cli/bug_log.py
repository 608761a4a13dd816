"""Where in the program a bug was: a file for whoever mends it, so that the screen stays with one line."""

from __future__ import annotations

import os
import platform
import sys
import time
import traceback
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from tui import __version__
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
        folder = state_folder(environment)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = folder / NAME
        # A link is taken away, not followed; what somebody puts there in between is not written to either.
        file.unlink(missing_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as log:
            log.write(_text(error))
        return file
    return None


def _text(error: BaseException) -> str:
    trace = "".join(traceback.format_exception(error))
    if len(trace) > LARGEST:
        trace = f"[{len(trace) - LARGEST:,} characters before are left out]\n{trace[-LARGEST:]}"
    about = f"Ties {__version__}, Python {platform.python_version()}, {sys.platform}"
    return display_safe(f"{time.strftime('%Y-%m-%d %H:%M:%S %z')}\n{about}\n\n{trace}")
