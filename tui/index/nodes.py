"""Names of the tree's nodes: paths whose segments are ids of records, or words that no id can be."""

from typing import NamedTuple

NodePath = tuple[str, ...]

ELSEWHERE = "~elsewhere"
SOURCES = "~sources"
COUNTRY = "~country-"
GROUPS: dict[str, str] = {
    "~agreements": "Agreements",
    "~events": "Events",
    "~statements": "Statements",
    "~figures": "Figures",
    "~plans": "Plans and hopes",
    "~profile": "Profile",
    "~listings": "Listings",
    "~people": "People",
    "~organisations": "Organisations",
    "~places": "Places",
}

# Nodes of the other views; what stands behind the last dash says which one it is.
KIND = "~kind-"
SUB = "~sub-"
DECADE = "~decade-"
YEAR = "~year-"
MONTH = "~month-"
UNDATED = "~undated"
LETTER = "~letter-"
ROWS = "~rows-"
SAID = "~said"
NAMED = "~named"

VIEWS = ("city", "country", "year", "kind", "source", "person")


class Node(NamedTuple):
    """One node of the tree: its path, the record it stands for (if any), records beneath it, and if it opens."""

    path: NodePath
    record: str | None
    total: int
    opens: bool


def nearest_path(paths: list[NodePath], current: NodePath) -> NodePath | None:
    """Of the places where a record stands the one that shares most with the current place, the first of equals."""
    best: NodePath | None = None
    best_shared = -1
    for path in paths:
        pairs = zip(path, current, strict=False)
        shared = next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(path), len(current)))
        if shared > best_shared:
            best, best_shared = path, shared
    return best
