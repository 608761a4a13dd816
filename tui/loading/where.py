"""Which base is opened when nobody says, and in what order the places are tried."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

VARIABLE = "TIES_FACTS"


def base_path(asked: str | None, environment: Mapping[str, str], working_directory: Path | None = None) -> Path:
    """The path of the base: the one asked for, `$TIES_FACTS`, `facts/` in the working directory, the shipped one.

    Without one, the working directory is that of this process; it may be gone.
    """
    if asked:
        return Path(asked)
    if named := environment.get(VARIABLE):
        return Path(named)
    try:
        beside = (working_directory or Path.cwd()) / "facts"
    except FileNotFoundError:
        return shipped_base()
    return beside if beside.is_dir() else shipped_base()


def shipped_base() -> Path:
    """The base that comes with Ties: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "facts"
    return installed if installed.is_dir() else package.parent / "facts"
