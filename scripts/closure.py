"""What Ties needs to run, directly and through others: read from what is installed, and from requirements.lock."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"

_ENTRY = re.compile(r"^([a-z0-9-]+)==(\S+)((?: \\\n    --hash=sha256:[0-9a-f]{64})+)$", re.MULTILINE)


class Locked(NamedTuple):
    """A line of the lock: one version, and the SHA-256 of each of its wheels that may be installed."""

    name: str
    version: str
    hashes: tuple[str, ...]


def direct(extra: str = "") -> list[Requirement]:
    """What pyproject.toml asks for: to run, or in one of its extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    listed = project["optional-dependencies"][extra] if extra else project["dependencies"]
    return [Requirement(text) for text in listed]


def closure(requirements: list[Requirement]) -> dict[str, list[Requirement]]:
    """Every package that requirements lead to, by its normalised name, each with all that is asked of it.

    Raises PackageNotFoundError for one that is not installed.
    """
    asked: dict[str, list[Requirement]] = {}
    followed: set[tuple[str, str]] = set()
    waiting = list(requirements)
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        asked.setdefault(name, []).append(requirement)
        for extra in {"", *requirement.extras}:
            if (name, extra) not in followed:
                followed.add((name, extra))
                waiting += needs(distribution(name), extra)
    return dict(sorted(asked.items()))


def needs(package: Distribution, extra: str = "") -> list[Requirement]:
    """What a package asks for here, with one of its extras or without any."""
    needs = map(Requirement, package.requires or [])
    return [need for need in needs if need.marker is None or need.marker.evaluate({"extra": extra})]


def installed(name: str) -> Distribution | None:
    """A package as it is installed, if it is."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def locked() -> dict[str, Locked]:
    """What requirements.lock has, by name."""
    entries = _ENTRY.findall(LOCK.read_text("ascii"))
    return {name: Locked(name, version, _hashes(hashes)) for name, version, hashes in entries}


def written(entries: list[Locked]) -> str:
    """Entries as lines of a requirements file that pip checks hashes with."""
    lines = (
        " \\\n    ".join((f"{name}=={version}", *(f"--hash=sha256:{one}" for one in hashes)))
        for name, version, hashes in sorted(entries)
    )
    return "".join(f"{line}\n" for line in lines)


def _hashes(text: str) -> tuple[str, ...]:
    return tuple(re.findall("[0-9a-f]{64}", text))
