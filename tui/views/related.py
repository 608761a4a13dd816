"""What else touches a record: what names it, and what stands below a city and one partner of it."""

from __future__ import annotations

from tui.index.index import Index
from tui.index.nodes import GROUPS, NodePath
from tui.index.overviews import Listed, Naming, naming, pair_groups
from tui.records.kinds import Record, Source
from tui.views.lists import add_records
from tui.views.page import Page, count_words, styled

_MOST = 24
_MOST_FULL = 400


def most_listed(page: Page, most: int) -> int:
    """How many records a list on a page has: even a full page has an end, the tree has the rest."""
    return _MOST_FULL if page.full else most


def add_listed(page: Page, index: Index, listed: Listed) -> None:
    """Records, one a line, and how many more there are."""
    add_records(page, index, listed.ids)
    add_rest(page, listed.more)


def add_rest(page: Page, more: int) -> None:
    """A line that says how many more there are in the tree."""
    if more > 0:
        page.add(styled(f"and {more:,} more: open it in the tree", page.palette.dim), " " * 6)


def groups_below(page: Page, index: Index, path: NodePath) -> list[tuple[str, Listed]]:
    """What stands below a city and one partner of it, or below the city itself, by group of the tree."""
    return pair_groups(index, path[0], path[1], most_listed(page, _MOST))


def add_pair(page: Page, index: Index, path: NodePath, groups: list[tuple[str, Listed]]) -> None:
    """The groups below a city and one partner of it, each with its first records."""
    if path[0] != path[1]:
        page.blank()
        page.add(page.join([styled("With ", page.palette.heading), page.link(index.title(path[0]), path[0])]))
    for group, listed in groups:
        page.heading(GROUPS[group], f"{len(listed.ids) + listed.more:,}")
        add_listed(page, index, listed)


def add_related(page: Page, index: Index, record: Record) -> None:
    """The records that name this one and are not on its page already: what it says, then the others."""
    found: Naming = naming(index, record.id, most_listed(page, _MOST), frozenset(page.links))
    if found.said:
        page.heading(
            "In its own words" if record.KIND != "person" else "Quoted in", count_words(len(found.said), "record")
        )
        add_records(page, index, found.said)
    if found.others:
        page.heading("Named in" if isinstance(record, Source) or found.said else "See also")
        add_records(page, index, found.others)
    if found.more:
        page.add(styled(f"and {found.more:,} more{'' if page.full else ': + shows more'}", page.palette.dim), " " * 6)
