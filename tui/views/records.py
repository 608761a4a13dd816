"""A record as a page, one function for each kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rich.text import Text

from tui.index.index import Index
from tui.index.nodes import NodePath
from tui.records.edtf import Edtf
from tui.records.edtf_words import in_words
from tui.records.kinds import (
    Agreement,
    City,
    Fact,
    Partner,
    Person,
    Record,
    Role,
    Source,
    expected,
    names_of,
)
from tui.views.evidence import add_contest, add_evidence, add_refinements
from tui.views.lists import MOST_LISTED, add_records, add_rows, group_page, node_label
from tui.views.page import Page, styled
from tui.views.palette import Palette
from tui.views.wording import (
    amount_words,
    figure_words,
    kind_of_expectation,
    kind_words,
)


def record_page(index: Index, id: str, width: int, palette: Palette, path: NodePath = ()) -> Page:
    """The page of a record, at most `width` cells wide. An id that no record has gets a page that says so.

    With the path of a city or of a pair in the tree, the page goes on with what stands below it there.
    """
    page = Page(width, palette)
    record = index.record(id)
    if record is None:
        page.title(id, "missing", palette.bad)
        page.add(styled("No record of this base has this id.", palette.text))
        return page
    add: Callable[[Page, Index, Any], None] = _PAGES[record.KIND]
    add(page, index, record)
    below = path or ((id,) if isinstance(record, City) else ())
    if below and index.children(below):
        _add_below(page, index, below)
    else:
        _add_mentions(page, index, record)
    file, line = index.file(id)
    page.blank()
    page.add(page.say(f"{file}:{line} · {id}", palette.dim))
    return page


def _city(page: Page, index: Index, city: City) -> None:
    page.title(city.name, f"{kind_words(city)} · {city.country}")
    _add_names(page, city)
    if city.within:
        page.add(page.join(["within ", page.link(index.title(city.within), city.within)]))
    if city.location:
        page.add(styled(_degrees(city.location.latitude, city.location.longitude), page.palette.dim))
    if city.ids:
        page.add(page.say(" · ".join(f"{register} {id}" for register, id in city.ids.items()), page.palette.dim))
    _add_note(page, city.note)
    add_evidence(page, index, city)


def _partner(page: Page, index: Index, partner: Partner) -> None:
    page.title(partner.name, kind_words(partner))
    _add_names(page, partner)
    where: list[Text | str] = []
    if partner.city:
        where.append(page.join(["in ", page.link(index.title(partner.city), partner.city)]))
    if partner.part_of:
        where.append(page.join(["part of ", page.link(index.title(partner.part_of), partner.part_of)]))
    if partner.country:
        where.append(f"country {partner.country}")
    if where:
        page.add(page.join(where, between=" · "))
    _add_note(page, partner.note)
    add_evidence(page, index, partner)


def _person(page: Page, index: Index, person: Person) -> None:
    page.title(person.name, "person")
    _add_names(page, person)
    for role in person.role:
        page.add(_role(page, index, role))
        if role.note:
            page.add(page.say(role.note, page.palette.dim), "  ")
    _add_note(page, person.note)
    add_evidence(page, index, person)


def _role(page: Page, index: Index, role: Role) -> Text:
    title = page.join([page.say(role.title), " of ", page.link(index.title(role.of), role.of)])
    if role.from_ and role.until:
        term = f", {in_words(role.from_)} – {in_words(role.until)}"
    elif role.from_ or role.until:
        term = f", since {in_words(role.from_)}" if role.from_ else f", until {in_words(role.until)}"  # type: ignore[arg-type]
    else:
        term = ""
    return title.append(term, page.palette.text)


def _agreement(page: Page, index: Index, agreement: Agreement) -> None:
    page.title(agreement.title, kind_words(agreement))
    page.add(page.join([page.link(index.title(id), id) for id in agreement.parties], between=" ⇄ "))
    _add_date(page, agreement.date, agreement.date_wording)
    _add_standing(page, index, agreement)
    if agreement.text:
        page.blank()
        page.add(page.say(agreement.text))
    for aim in agreement.aims:
        page.add(page.say(aim), "  · ")
    _add_amounts(page, agreement)
    if agreement.about:
        page.add(page.join(["concerns ", page.join([page.link(index.title(id), id) for id in agreement.about], ", ")]))
    add_evidence(page, index, agreement)
    _add_note(page, agreement.note)


def _fact(page: Page, index: Index, fact: Fact) -> None:
    page.title(fact.text, kind_words(fact), page.palette.expected if expected(fact) else page.palette.title)
    about = page.join([page.link(index.title(id), id) for id in fact.about], between=" · ")
    page.add(page.join(["about ", about]))
    if fact.speaker:
        page.add(page.join(["said by ", page.link(index.title(fact.speaker), fact.speaker)]))
    due = expected(fact) and fact.date is not None and not fact.date.open_end
    _add_date(page, fact.date, fact.date_wording, "due " if due else "")
    _add_standing(page, index, fact)
    if fact.outcome:
        when = f" ({in_words(fact.outcome_date)})" if fact.outcome_date else ""
        page.add(page.say(f"What became of it: {fact.outcome}{when}"), "→ ")
    elif expected(fact):
        page.add(styled("What became of it is not recorded.", page.palette.dim), "→ ")
    if fact.value:
        of = f" ({in_words(fact.value.as_of)})" if fact.value.as_of else ""
        parts: list[Text | str] = [page.say(figure_words(fact.value) + of, page.palette.title)]
        if fact.value.wording:
            parts.append(page.say(f"“{fact.value.wording}”", page.palette.quote))
        page.add(page.join(parts, between=" · "))
    _add_amounts(page, fact)
    add_evidence(page, index, fact)
    _add_note(page, fact.note)


def _source(page: Page, index: Index, source: Source) -> None:
    page.title(source.title, kind_words(source))
    parts = [source.publisher, source.byline and f"by {source.byline}", source.language]
    if source.published:
        parts.insert(1, in_words(source.published))
    page.add(page.say(" · ".join(part for part in parts if part)))
    if source.url:
        page.add(page.say(source.url, page.palette.link))
    if source.accessed:
        page.add(page.say(f"read on {in_words(source.accessed)}", page.palette.dim))
    if source.of:
        page.add(page.join(["lists the ties of ", page.link(index.title(source.of), source.of)]))
    if source.origin:
        page.add(page.say(f"origin: {source.origin}", page.palette.dim))
    if source.sha256:
        page.add(page.say(f"text: sha256 {source.sha256[:16]}…", page.palette.dim))
    _add_note(page, source.note)


_PAIR = 2  # segments in the path of a city and its partner

_PAGES: dict[str, Callable[[Page, Index, Any], None]] = {
    "city": _city,
    "partner": _partner,
    "person": _person,
    "agreement": _agreement,
    "fact": _fact,
    "source": _source,
}


def _add_names(page: Page, record: City | Partner | Person) -> None:
    names = [page.join([page.say(name, page.palette.native), f" {tag}"]) for tag, name in names_of(record)]
    if names:
        page.add(page.join(names, between=" · "))
    if record.aliases:
        page.add(page.say("also " + ", ".join(record.aliases), page.palette.dim))


def _add_date(page: Page, date: Edtf | None, wording: str | None, lead: str = "") -> None:
    """A date in words with its precision, and the source's own words where it was worked out."""
    if date is None and wording is None:
        return
    parts: list[Text | str] = [page.say(lead + in_words(date) if date else "no date")]
    if wording:
        parts.append(page.say(f"“{wording}”", page.palette.quote))
    page.add(page.join(parts, between=" · "))


def _add_standing(page: Page, index: Index, record: Agreement | Fact) -> None:
    """What a reader must know before the rest: that it is only expected, implied, or contested."""
    if expected(record):
        page.add(
            styled(kind_of_expectation(record), page.palette.expected),
            "◇ ",
            style=page.palette.expected,
        )
    elif record.modality == "implied":
        page.add(styled("Implied by the source, not stated", page.palette.dim))
    add_refinements(page, index, record)
    for contest in index.contests(record.id):
        add_contest(page, index, contest)


def _add_amounts(page: Page, record: Agreement | Fact) -> None:
    for amount, what in ((record.amount, ""), (record.converted, "by the source's own conversion ")):
        if amount:
            parts: list[Text | str] = [page.say(what + amount_words(amount), page.palette.title)]
            if amount.wording:
                parts.append(page.say(f"“{amount.wording}”", page.palette.quote))
            page.add(page.join(parts, between=" · "))


def _add_note(page: Page, note: str | None) -> None:
    if note:
        page.blank()
        page.add(page.say(note))


def _add_below(page: Page, index: Index, path: NodePath) -> None:
    """What stands below a city, or below a city and one partner of it, as the tree has it."""
    if len(path) == _PAIR and path[0] != path[1]:
        page.blank()
        page.add(page.join(["with ", page.link(index.title(path[0]), path[0])]))
    nodes = index.children(path)
    partners = [node for node in nodes if node.record and node.record != path[0]]
    if partners:
        page.heading(f"Partners · {len(partners)}")
        add_rows(page, index, partners)
    own = index.children((*path, path[0])) if len(path) == 1 else nodes
    for node in own:
        if node.record is None:
            page.heading(node_label(index, node).title)
            add_rows(page, index, index.children(node.path))


def _add_mentions(page: Page, index: Index, record: Record) -> None:
    """What else touches this record."""
    others = [id for id in index.mentions(record.id, MOST_LISTED) if id not in page.links]
    if others:
        page.heading("Named in" if isinstance(record, Source) else "See also")
        add_records(page, index, others)


def _degrees(latitude: float, longitude: float) -> str:
    ns, ew = ("N" if latitude >= 0 else "S"), ("E" if longitude >= 0 else "W")
    return f"{abs(latitude):.4f}° {ns}, {abs(longitude):.4f}° {ew}"


def node_page(index: Index, path: NodePath, width: int, palette: Palette) -> Page:
    """The page of a node of the tree: of its record, of a pair of city and partner, or of a group."""
    if path[-1].startswith("~"):
        return group_page(index, path, width, palette)
    return record_page(index, path[-1], width, palette, path if len(path) <= _PAIR else ())
