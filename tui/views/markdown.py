"""A record as Markdown (CommonMark 0.31, and no extension that its data could set off)."""

from __future__ import annotations

import re

from tui.index.index import Index
from tui.records.display_safe import display_safe
from tui.records.edtf_words import in_words
from tui.records.kinds import (
    Agreement,
    Amount,
    City,
    Fact,
    Partner,
    Person,
    Record,
    Role,
    Source,
    expected,
    names_of,
    title_of,
)
from tui.views.citing import Citation, Quote, cited_only, lead_of, quotes, remarks
from tui.views.offices import lasting_words, office_of
from tui.views.wording import amount_words, figure_words, kind_words

# What may begin emphasis, code, a link, HTML, an entity, a table, a formula or a strike-through anywhere in a line.
_INLINE = re.compile(r"[\\`*_\[\]<>&|~$]")
# What only the beginning of a line makes a heading, a list or a rule.
_BLOCK = re.compile(r"^(\d*)([-+=#.)])")


def markdown(index: Index, record: Record) -> str:
    """A record in paragraphs: title, fields, what it says, its quotes with their sources, what is only cited."""
    lead = lead_of(record)
    parts = [f"## {escaped(title_of(record))}"]
    if lead:
        parts.append(f"**{escaped(lead)}**")
    parts.append("\n".join(f"- {name}: {escaped(value)}" for name, value in _fields(index, record) if value))
    if isinstance(record, Agreement) and record.text:
        parts.append(escaped(record.text))
    parts += [escaped(remark) for remark in remarks(index, record)]
    parts += [_block_quote(quote) for quote in quotes(index, record)]
    if isinstance(record, Source):
        parts.append(f"[{escaped(record.url)}]({target(record.url)})" if record.url else "")
    elif cited := [_cited(citation) for citation in cited_only(index, record)]:
        parts.append("Cited, not quoted:\n\n" + "\n".join(f"- {citation}" for citation in cited))
    if record.note:
        parts.append(escaped(record.note))
    return "\n\n".join(part for part in parts if part)


def escaped(text: str) -> str:
    """Data on one line in which Markdown finds nothing to act on."""
    return _escaped_line(" ".join(display_safe(text).split()))


def _escaped_line(line: str) -> str:
    return _BLOCK.sub(r"\1\\\2", _INLINE.sub(r"\\\g<0>", line.strip()))


def _block_quote(quote: Quote) -> str:
    # Blanks at the ends of a line would make code of it, or a break.
    lines = [_escaped_line(line) for line in display_safe(quote.words).split("\n")]
    if quote.language:
        lines[-1] += f" ({escaped(quote.language)})"
    if quote.outcome:
        lines[-1] += " (on what became of it)"
    if quote.doubt:
        lines[-1] += f" **({escaped(quote.doubt)})**"
    return "\n".join(f"> {line}".rstrip() for line in [*lines, "", f"— {_cited(quote.citation)}"])


def _cited(cited: Citation) -> str:
    title = f"“{escaped(cited.title)}”"
    linked = f"[{title}]({target(cited.address)})" if cited.address else title
    others = [escaped(part) for part in (cited.publisher, cited.date, cited.where) if part]
    return ", ".join([*([escaped(cited.speaker)] if cited.speaker else []), linked, *others])


def target(address: str) -> str:
    """An address between angle brackets, where only these, the backslash and entities mean anything."""
    safe = address.replace("\\", "%5C").replace("<", "%3C").replace(">", "%3E")
    return f"<{safe.replace('&', chr(92) + '&')}>"


def _fields(index: Index, record: Record) -> list[tuple[str, str]]:
    """The fields of a record that have a word for a reader, with their values in words; empty where there is none."""
    match record:
        case City():
            within = index.title(record.within) if record.within else ""
            return [("Kind", kind_words(record)), ("Within", within), ("Country", record.country), *_names(record)]
        case Partner():
            belongs = [("In", record.city), ("Part of", record.part_of)]
            named = [(name, index.title(id) if id else "") for name, id in belongs]
            return [("Kind", kind_words(record)), *named, ("Country", record.country or ""), *_names(record)]
        case Person():
            return [("Role", _role(index, record, role)) for role in record.role] + _names(record)
        case Agreement():
            parties = " ⇄ ".join(map(index.title, record.parties))
            about = ", ".join(map(index.title, record.about))
            aims = [("Aim", aim) for aim in record.aims]
            head = [("Kind", kind_words(record)), ("Parties", parties), _date(record), *aims]
            return [*head, *_amounts(record), ("Concerns", about)]
        case Fact():
            return _fact_fields(index, record)
        case Source():
            published = ("Published", in_words(record.published) if record.published else "")
            read = ("Read on", in_words(record.accessed) if record.accessed else "")
            by = [("Publisher", record.publisher or ""), ("By", record.byline or "")]
            return [("Kind", kind_words(record)), *by, published, read, ("Language", record.language or "")]


def _fact_fields(index: Index, fact: Fact) -> list[tuple[str, str]]:
    about = " · ".join(map(index.title, fact.about))
    figure = fact.value
    of = f" ({in_words(figure.as_of)})" if figure and figure.as_of else ""
    number = _worded(figure_words(figure) + of, figure.wording) if figure else ""
    said = ("Said by", index.title(fact.speaker) if fact.speaker else "")
    return [("Kind", kind_words(fact)), ("About", about), said, _date(fact), ("Figure", number), *_amounts(fact)]


def _date(record: Agreement | Fact) -> tuple[str, str]:
    wording = record.date_wording
    if record.date is None:
        return "Date", _worded("not given", wording) if wording else ""
    # An expectation since some day is held since then; any other date of it is when it is due.
    due = isinstance(record, Fact) and expected(record) and not record.date.open_end
    return "Due" if due else "Date", _worded(in_words(record.date), wording)


def _amounts(record: Agreement | Fact) -> list[tuple[str, str]]:
    named: list[tuple[str, Amount | None]] = [("Amount", record.amount), ("Converted by the source", record.converted)]
    return [(name, _worded(amount_words(amount), amount.wording)) for name, amount in named if amount]


def _worded(value: str, wording: str | None) -> str:
    return f"{value} (“{wording}”)" if wording else value


def _names(record: City | Partner | Person) -> list[tuple[str, str]]:
    names = [f"{name} ({tag})" for tag, name in names_of(record)]
    return [("Names", ", ".join(names)), ("Also", ", ".join(record.aliases))]


def _role(index: Index, person: Person, role: Role) -> str:
    term = [f"{word} {in_words(day)}" for word, day in (("from", role.from_), ("until", role.until)) if day]
    # What is copied is read on another day.
    if standing := lasting_words(office_of(index, person, role), index.day):
        term.append(standing)
    return " ".join([f"{role.title} of {index.title(role.of)}", *([f"({', '.join(term)})"] if term else [])])
