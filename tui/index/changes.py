"""What is different between two states of a base."""

from __future__ import annotations

from tui.index.index import Index


def changed_records(before: Index, now: Index) -> frozenset[str]:
    """The ids of the records whose text is another than it was, or that are new. Costs the files that differ."""
    old, new = before.file_digests(), now.file_digests()
    known: dict[str, int] = {}
    found: dict[str, int] = {}
    for path in old.keys() | new.keys():
        if old.get(path) != new.get(path):
            known.update(before.record_digests(path))
            found.update(now.record_digests(path))
    # A record that only moved from one file to another is no news.
    return frozenset(id for id, digest in found.items() if known.get(id) != digest)
