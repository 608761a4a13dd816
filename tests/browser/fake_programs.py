"""Small programs of a test's own on a PATH of its own, and an environment that says where they stand."""

from collections.abc import Mapping
from pathlib import Path


def fake(folder: Path, name: str, script: str) -> Path:
    """A shell script with this name in `folder`."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def environment_with(folder: Path, **variables: str) -> Mapping[str, str]:
    """An environment whose PATH holds the programs in `folder` and the system's, but no clipboard nor editor of it."""
    tools = folder.parent / "tools"
    tools.mkdir(exist_ok=True)
    for name in ("sh", "cat", "sleep", "kill"):
        link = tools / name
        source = next((path for path in (Path("/bin", name), Path("/usr/bin", name)) if path.exists()), None)
        if source and not link.is_symlink():
            link.symlink_to(source)
    return {"PATH": f"{folder}:{tools}", **variables}
