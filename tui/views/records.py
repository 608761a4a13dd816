"""A record as a page, one function for each kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rich.style import Style
from rich.text import Text

from tui.index.index import Index
from tui.index.nodes import NodePath
from tui.records.edtf import Edtf
from tui.records.edtf_words import in_words
from tui.records.kinds import Agreement, City, Fact, Figure, Partner, Person, Role, Source, expected
from tui.views.city_page import add_city, add_city_head
from tui.views.disagreement import add_contest, add_refinements
from tui.views.evidence import add_evidence
from tui.views.lists import group_page
from tui.views.looking_back import add_as_of, add_newer, age_words, outcome_is_later
from tui.views.names import add_names, add_note
from tui.views.offices import office_words
from tui.views.page import ITALIC, Page, styled
from tui.views.palette import Palette
from tui.views.related import add_pair, add_related, groups_below
from tui.views.wording import amount_words, figure_words, kind_of_expectation, kind_words, language_words

_MOST_PARTIES = 40
_MOST_AIMS = 20
_MOST_OFFICES = 20


def record_page(
    index: Index, id: str, width: int, palette: Palette, path: NodePath = (), *, full: bool = False
) -> Page:
    """The page of a record, at most `width` cells wide. An id that no record has gets a page that says so.

    With the path of a city and a partner in the tree, the page goes on with what stands below the two there. Very long
    texts and lists are shown in part, unless the page is to be `full`.
    """
    page = Page(width, palette, full)
    record = index.record(id)
    if record is None:
        add_as_of(page, index)
        page.say_missing(id)
        return page
    add_as_of(page, index, record)
    groups = groups_below(page, index, path) if len(path) == _PAIR else []
    if isinstance(record, City) and groups:
        # Below another city it is what the two have in common that is asked for.
        add_city_head(page, index, record)
    else:
        add: Callable[[Page, Index, Any], None] = _PAGES[record.KIND]
        add(page, index, record)
    if groups:
        add_pair(page, index, path, groups)
    elif not isinstance(record, City):
        add_related(page, index, record)
    file, line = index.file(id)
    page.blank()
    page.add(page.join([page.say(f"{file}:{line}", palette.dim), page.say(id, palette.dim)], between=" · "))
    return page


def node_page(index: Index, path: NodePath, width: int, palette: Palette, *, full: bool = False) -> Page:
    """The page of a node of the tree: of its record, of a pair of city and partner, or of a group."""
    if path[-1].startswith("~"):
        return group_page(index, path, width, palette)
    return record_page(index, path[-1], width, palette, path if len(path) <= _PAIR else (), full=full)


def _partner(page: Page, index: Index, partner: Partner) -> None:
    page.title(partner.name, kind_words(partner))
    add_names(page, partner)
    where: list[Text | str] = []
    if partner.city:
        where.append(page.join(["in ", page.link(index.title(partner.city), partner.city)]))
    if partner.part_of:
        where.append(page.join(["part of ", page.link(index.title(partner.part_of), partner.part_of)]))
    if partner.country:
        where.append(page.say(f"country {partner.country}"))
    if where:
        page.add_field("Where", page.join(where, between=" · "))
    add_note(page, partner.note)
    add_evidence(page, index, partner)


def _person(page: Page, index: Index, person: Person) -> None:
    page.title(person.name, "person")
    add_names(page, person)
    roles = page.few(person.role, _MOST_OFFICES)
    if roles:
        page.heading("Offices")
    for role in roles:
        page.add(_role(page, index, person, role), "  · ")
        if role.note:
            page.add(page.say(role.note, page.palette.dim), "    ")
    page.add_more(person.role, roles, "office", "    ")
    add_evidence(page, index, person)
    add_note(page, person.note)


def _role(page: Page, index: Index, person: Person, role: Role) -> Text:
    title = page.join([page.say(role.title), " of ", page.link(index.title(role.of), role.of)])
    return title.append(page.own(office_words(index, person, role)), page.palette.text)


def _agreement(page: Page, index: Index, agreement: Agreement) -> None:
    page.title(agreement.title, kind_words(agreement), _title_style(page, agreement))
    page.add(_links(page, index, agreement.parties, " ⇄ "))
    _add_standing(page, index, agreement)
    page.blank()
    if agreement.about:
        page.add_field("About", _links(page, index, agreement.about, " · "))
    _add_date(page, index, agreement)
    _add_amounts(page, agreement)
    if agreement.text:
        page.blank()
        page.add(page.say(agreement.text))
    _add_contests(page, index, agreement)
    aims = page.few(agreement.aims, _MOST_AIMS)
    if aims:
        page.heading("Aims")
    for aim in aims:
        page.add(page.say(aim), "  · ")
    page.add_more(agreement.aims, aims, "aim", "    ")
    add_evidence(page, index, agreement)
    add_note(page, agreement.note)


def _fact(page: Page, index: Index, fact: Fact) -> None:
    page.title(fact.text, kind_words(fact), _title_style(page, fact), running=True)
    _add_standing(page, index, fact)
    page.blank()
    page.add_field("About", _links(page, index, fact.about, " · "))
    if fact.speaker:
        page.add_field("Said by", page.link(index.title(fact.speaker), fact.speaker))
    _add_date(page, index, fact)
    if fact.value:
        _add_figure(page, index, fact, fact.value)
    _add_amounts(page, fact)
    _add_contests(page, index, fact)
    add_evidence(page, index, fact)
    add_note(page, fact.note)


def _add_figure(page: Page, index: Index, fact: Fact, figure: Figure) -> None:
    """A figure with its day and how old it has grown, then the one that has overtaken it."""
    of = page.own(f" (as of {in_words(figure.as_of)})") if figure.as_of else ""
    shown = page.say(figure_words(figure) + of, page.palette.title)
    if age := age_words(index, fact):
        shown = page.join([shown, styled(age, page.palette.expected)], between=" · ")
    _add_worded(page, "Figure", shown, figure.wording)
    add_newer(page, index, fact)


def _source(page: Page, index: Index, source: Source) -> None:
    page.title(source.title, kind_words(source))
    page.blank()
    published = page.own(in_words(source.published)) if source.published else ""
    fields = (
        ("Publisher", source.publisher, page.palette.text),
        ("Published", published, page.palette.text),
        ("By", source.byline, page.palette.text),
        ("Language", source.language and language_words(source.language), page.palette.text),
        ("Address", source.url, page.palette.link),
        ("Read on", source.accessed and page.own(in_words(source.accessed)), page.palette.dim),
        ("Origin", source.origin, page.palette.dim),
        ("Text", source.sha256 and page.own(f"sha256 {source.sha256[:16]}…"), page.palette.dim),
    )
    for name, text, style in fields:
        if text:
            page.add_field(name, page.say(text, style))
    if source.of:
        page.add_field("Lists", page.join(["the ties of ", page.link(index.title(source.of), source.of)]))
    add_note(page, source.note)


_PAIR = 2  # segments in the path of a city and its partner

_PAGES: dict[str, Callable[[Page, Index, Any], None]] = {
    "city": add_city,
    "partner": _partner,
    "person": _person,
    "agreement": _agreement,
    "fact": _fact,
    "source": _source,
}


def _links(page: Page, index: Index, ids: tuple[str, ...], between: str) -> Text:
    shown = page.few(ids, _MOST_PARTIES)
    links = page.join([page.link(index.title(id), id) for id in shown], between=between)
    more = len(ids) - len(shown)
    return (
        page.join([links, f"{between}{page.more_words(more, 'party' if '⇄' in between else 'record')}"])
        if more
        else links
    )


def _title_style(page: Page, record: Agreement | Fact) -> Style:
    """What was only expected begins in another voice."""
    return page.palette.title + page.palette.expected + ITALIC if expected(record) else page.palette.title


def _add_standing(page: Page, index: Index, record: Agreement | Fact) -> None:
    """What a reader must know before the rest: that it is only expected, and what became of it; or only implied."""
    palette = page.palette
    hoped = expected(record)
    if hoped:
        page.add(styled(kind_of_expectation(record), palette.expected + ITALIC), "◇ ", style=palette.expected)
    elif record.modality == "implied":
        page.add(styled("Implied by the source, not stated", palette.dim))
    if isinstance(record, Fact) and outcome_is_later(index, record):
        page.add(styled("What became of it was not known yet.", palette.dim), "→ ", style=palette.expected)
    elif isinstance(record, Fact) and record.outcome:
        when = page.own(f" ({in_words(record.outcome_date)})") if record.outcome_date else ""
        page.add(page.say(f"What became of it: {record.outcome}{when}"), "→ ", style=palette.expected)
    elif isinstance(record, Fact) and hoped:
        page.add(styled("What became of it is not recorded.", palette.dim), "→ ", style=palette.expected)


def _add_date(page: Page, index: Index, record: Agreement | Fact) -> None:
    """A date in words with its precision, and the source's own words where it was worked out."""
    date: Edtf | None = record.date
    if date is None and record.date_wording is None:
        return
    due = isinstance(record, Fact) and expected(record) and date is not None and not date.open_end
    words = page.say(page.own(in_words(date)) if date else "no date")
    _add_worded(page, "Due" if due else "Date", words, record.date_wording)
    add_refinements(page, index, record)


def _add_amounts(page: Page, record: Agreement | Fact) -> None:
    """Sums as figures with the words of the source, and what the source itself makes of them in another currency."""
    for amount, name in ((record.amount, "Amount"), (record.converted, "")):
        if amount:
            figure = page.say(amount_words(amount), page.palette.title)
            if amount is record.converted:
                figure = page.join([figure, " by the source’s own conversion"])
            _add_worded(page, name, figure, amount.wording)


def _add_worded(page: Page, name: str, value: Text, wording: str | None) -> None:
    """A value as we read it, then the source's own words for it."""
    if wording:
        style = page.palette.quote + ITALIC
        own_words = page.join([styled(page.own("“"), style), page.say(wording, style), styled(page.own("”"), style)])
        value = page.join([value, own_words], between=", ")
    page.add_field(name, value)


def _add_contests(page: Page, index: Index, record: Agreement | Fact) -> None:
    for contest in index.contests(record.id):
        add_contest(page, index, contest)
