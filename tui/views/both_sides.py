"""The ties of a city from both sides: what its own lists have, what those of its partners, and where they differ."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from tui.index.both_sides import Sides, Tie, both_sides
from tui.index.index import Index
from tui.records.kinds import City
from tui.views.labels import CONTESTED, Label
from tui.views.lists import add_row
from tui.views.looking_back import add_as_of, published_later
from tui.views.page import Page, count_words, styled
from tui.views.palette import Palette
from tui.views.wording import FIELD_NAMES, source_label

_MOST_ROWS = 200
_MOST_NAMED = 12  # partners in a line
_MOST_LISTS = 8  # of the city, that have a column
_THEIRS, _OTHERS = "theirs", "other"
_HAS, _LACKS = "✓", "·"
_COLUMNS = (
    f"{_THEIRS}: how many of the partner’s own lists have it, blank where none is here",
    f"{_OTHERS}: how many sources that are neither’s list state the tie",
)


def sides_page(index: Index, id: str, width: int, palette: Palette, *, full: bool = False) -> Page:
    """The ties of a city, at most `width` cells wide; for another record those of the city that it stands below."""
    page = Page(width, palette, full)
    city = _city_of(index, id)
    if city is None:
        page.title(index.title(id), "both sides")
        page.add(styled("It belongs to no city whose ties could be looked at.", palette.text))
        return page
    sides = both_sides(index, city)
    add_as_of(page, index)
    page.title(f"Ties of {index.title(city)}, from both sides", count_words(len(sides.ties), "tie"))
    if not sides.ties:
        page.add(styled("No agreement of this base ties it to another city.", palette.text))
        return page
    _add_counts(page, index, sides)
    _add_lists(page, index, sides)
    _add_partners_side(page, index, sides)
    _add_table(page, index, sides)
    return page


def _city_of(index: Index, id: str) -> str | None:
    if isinstance(index.record(id), City):
        return id
    first = (index.place(id) or ("",))[0]
    return first if isinstance(index.record(first), City) else None


def _letter(n: int) -> str:
    return chr(ord("A") + n)


def _add_counts(page: Page, index: Index, sides: Sides) -> None:
    """How many ties which of the city's lists have."""
    counts = []
    if len(sides.lists) == 1:
        counts.append(f"{len(sides.on_all()):,} on its list")
    elif sides.lists:
        all_lists = "both its lists" if len(sides.lists) == 2 else f"all its {len(sides.lists)} lists"
        counts.append(f"{len(sides.on_all()):,} on {all_lists}")
        counts += [f"{len(sides.only_on(list)):,} on {_letter(n)} alone" for n, list in _lettered(sides)]
    none = sum(1 for tie in sides.ties if not tie.lists)
    counts.append(f"{none:,} on none" if sides.lists else "no list of its ties is in this base")
    page.add_parts([styled(count, page.palette.text) for count in counts])


def _lettered(sides: Sides) -> list[tuple[int, str]]:
    return list(enumerate(sides.lists[:_MOST_LISTS]))


def _add_lists(page: Page, index: Index, sides: Sides) -> None:
    if sides.lists:
        page.blank()
    for n, id in _lettered(sides):
        label = page.link(source_label(index.source(id), id, page.palette.signs), id)
        has = sum(1 for tie in sides.ties if id in tie.lists)
        later = " · of a later day" if published_later(index, id) else ""
        page.add(page.join([label, page.own(f" has {has:,}{later}")]), f"{_letter(n)}  ")
    if len(sides.lists) > _MOST_LISTS:
        page.add(styled(f"and {count_words(len(sides.lists) - _MOST_LISTS, 'more list')}", page.palette.dim))


def _add_partners_side(page: Page, index: Index, sides: Sides) -> None:
    """What can be said of the other side: only where the base has a list of the partner."""
    city = index.title(sides.city)
    with_lists = [tie for tie in sides.ties if tie.partner_lists]
    without = len(sides.ties) - len(with_lists)
    page.blank()
    _add_named(page, index, "On no list of either side", sides.on_none())
    _add_named(page, index, f"Listed for {city} alone, not for the partner", sides.only_ours())
    _add_named(page, index, f"Listed for the partner alone, not for {city}", sides.only_theirs())
    _add_named(page, index, "Listed on both sides", [tie for tie in with_lists if tie.lists and tie.theirs])
    if without:
        said = f"Of {count_words(without, 'partner')} no list is here: whether they list the tie is not known."
        page.add(styled(said, page.palette.dim))
    differing = [tie for tie in sides.ties if tie.differing or tie.contested]
    shown = page.few(differing, _MOST_NAMED)
    for tie in shown:
        _add_differences(page, index, tie)
    page.add_more(differing, shown, "contested tie")


def _add_named(page: Page, index: Index, words: str, ties: Sequence[Tie]) -> None:
    if not ties:
        return
    shown = page.few(ties, _MOST_NAMED)
    names: list[Text | str] = []
    for tie in shown:
        name = page.link(index.title(tie.partner), tie.partner)
        seen = page.few(tie.listings, _MOST_NAMED)
        links = [page.link("", id) for id in seen]
        names.append(page.join([name, " see ", page.join(links)]) if links else name)
    more = len(ties) - len(shown)
    rest = [page.more_words(more, "partner")] if more else []
    head = page.join([page.say(f"{words}: "), page.join([*names, *rest], between=", ")])
    page.add(head)


def _add_differences(page: Page, index: Index, tie: Tie) -> None:
    """Where the two sides, or the sources of the tie, give different kinds or dates."""
    partner = index.title(tie.partner)
    for field in tie.differing:
        words = f": the lists of the two sides differ in the {FIELD_NAMES.get(field, field)}"
        head = page.join([page.link(partner, tie.partner), styled(words, page.palette.contested)])
        page.add(head, "≠ ", style=page.palette.contested)
    for field in dict.fromkeys(field for _, field in tie.contested):
        said = styled(f": sources disagree on the {FIELD_NAMES.get(field, field)} ", page.palette.contested)
        records = page.join([page.link("", id) for id, other in tie.contested if other == field])
        page.add(page.join([page.link(partner, tie.partner), said, records]), "≠ ", style=page.palette.contested)


def _add_table(page: Page, index: Index, sides: Sides) -> None:
    """A row a partner: a mark a list of the city, what the partner's lists have, how many other sources there are."""
    signs = page.palette.signs
    letters = [_letter(n) for n, _ in _lettered(sides)]
    cells = max(cell_len(signs.own(sign)) for sign in (_HAS, _LACKS))
    header = " ".join([*(letter.ljust(cells) for letter in letters), _THEIRS, _OTHERS])
    page.blank()
    page.lines.append(styled(header.rjust(page.width), page.palette.dim))
    shown = page.few(sides.ties, _MOST_ROWS)
    for tie in shown:
        marks = [signs.own(_HAS if id in tie.lists else _LACKS).ljust(cells) for _, id in _lettered(sides)]
        their = f"{len(tie.theirs)} of {len(tie.partner_lists)}" if tie.partner_lists else ""
        others = f"{len(tie.others):,}" if tie.others else ""
        right = " ".join([*marks, their.rjust(len(_THEIRS)), others.rjust(len(_OTHERS))])
        sign = CONTESTED if tie.contested or tie.differing else ""
        add_row(page, tie.partner, Label(sign, index.title(tie.partner), _kind_words(page, index, tie), right))
    page.add_more(sides.ties, shown, "tie")
    page.blank()
    for words in (f"{_HAS} on that list   {_LACKS} not on it", *_COLUMNS):
        page.add(styled(page.own(words), page.palette.dim))


def _kind_words(page: Page, index: Index, tie: Tie) -> str:
    head = index.headline(tie.partner)
    kinds = ", ".join("kind not known" if kind == "unspecified" else kind for kind in tie.kinds)
    return f"{head.country if head else ''}{page.own(' · ')}{kinds}"
