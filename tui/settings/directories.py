"""Where a user's own files are, after the XDG base directory specification (version 0.8)."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

_NAME = "ties"


class NoHomeError(Exception):
    """No variable says where a user's files are. Its text says so to a user, with what to set."""


def config_file(environment: Mapping[str, str]) -> Path:
    """The configuration file, whether it is there or not: `$TIES_CONFIG`, else `ties/config.toml` in the user's
    configuration directory. Raises NoHomeError.
    """
    named = environment.get("TIES_CONFIG", "")
    return Path(named) if named else _folder(environment, "XDG_CONFIG_HOME", ".config") / "config.toml"


def state_folder(environment: Mapping[str, str]) -> Path:
    """The folder of what is remembered, whether it is there or not. Raises NoHomeError."""
    return _folder(environment, "XDG_STATE_HOME", ".local/state")


def state_of_base(base: Path, environment: Mapping[str, str], ending: str) -> Path:
    """A file of what is remembered of a base (its folder, or its one file), there or not. Raises NoHomeError."""
    import hashlib

    resolved = os.path.realpath(base)
    stem = re.sub(r"\W+", "-", Path(resolved).name)[:40].strip("-") or "base"
    return state_folder(environment) / f"{stem}-{hashlib.sha256(os.fsencode(resolved)).hexdigest()[:16]}{ending}"


def _folder(environment: Mapping[str, str], variable: str, below_home: str) -> Path:
    named = environment.get(variable, "")
    # The specification has relative paths ignored, like empty ones.
    if Path(named).is_absolute():
        return Path(named, _NAME)
    home = environment.get("HOME", "")
    if not Path(home).is_absolute():
        raise NoHomeError(f"there is no home directory: set $HOME or ${variable}")
    return Path(home, below_home, _NAME)
