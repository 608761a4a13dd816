"""What can be copied of a record: plain text that is safe to paste into a terminal, or why there is none."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tui.index.index import Index
from tui.records.display_safe import display_safe
from tui.records.kinds import Agreement, Record, Source, evidence_of, title_of
from tui.views.citing import Quote, addresses, lead_of, quotes, remarks, standing
from tui.views.json_text import json_document, record_json
from tui.views.markdown import markdown


class Copy(NamedTuple):
    """A text without control characters other than line feeds; or None, and why, in words for a reader."""

    text: str | None
    reason: str = ""


def quote_copy(index: Index, record: Record, only: int | None = None) -> Copy:
    """The quotes of a record with their citations, a paragraph each.

    `only` picks one by its place among the quotes of the page, from 0.
    """
    found = quotes(index, record)
    if not found:
        return Copy(None, "this record has no quote")
    if only is not None and not 0 <= only < len(found):
        return Copy(None, f"this record has no quote number {only + 1}")
    chosen = found if only is None else [found[only]]
    return _safe("\n\n".join(_paragraph(quote, standing(index, record, quote)) for quote in chosen))


def _paragraph(quote: Quote, warnings: list[str]) -> str:
    cited = quote.citation
    title = f"“{_flat(cited.title)}”"
    parts = [cited.speaker, title, cited.publisher, cited.date, cited.where, cited.address]
    language = f" ({_flat(quote.language)})" if quote.language else ""
    warning = f" [{_flat('; '.join(warnings))}]" if warnings else ""
    return f"{quote.words}{language} — {', '.join(_flat(part) for part in parts if part)}{warning}"


def text_copy(index: Index, record: Record) -> Copy:
    """What a record says in plain words; first that it was only expected or implied, last who says otherwise."""
    lead = lead_of(record)
    lines = [f"{lead}: {title_of(record)}" if lead else title_of(record)]
    if isinstance(record, Agreement) and record.text:
        lines.append(record.text)
    return _safe("\n".join(lines + remarks(index, record)))


def id_copy(index: Index, record: Record) -> Copy:
    """The id of a record."""
    return _safe(record.id)


def address_copy(index: Index, record: Record) -> Copy:
    """The web addresses of a record's sources, a line each; of a source its own."""
    found = addresses(index, record)
    if found:
        return _safe("\n".join(found))
    if isinstance(record, Source):
        return Copy(None, "this source has no address")
    if not evidence_of(record):
        return Copy(None, "this record names no source")
    return Copy(None, "no source of this record has an address")


def markdown_copy(index: Index, record: Record) -> Copy:
    """A record as Markdown (CommonMark): heading, fields, text, quotes as block quotes with citation and link."""
    return _safe(markdown(index, record))


def json_copy(index: Index, record: Record) -> Copy:
    """A record as `ties show --json` prints it. What a terminal may act on is escaped, so nothing in it is changed."""
    return Copy(json_document(record_json(index, record)))


def place_copy(index: Index, record: Record, working_directory: Path | None = None) -> Copy:
    """The file and line of a record: `facts/chengdu.toml:12`, from the working directory where it is below that."""
    file, line = absolute_place(index, record)
    here = os.fspath(working_directory or Path.cwd())
    below = os.path.commonpath([here, file]) == here
    return _safe(f"{os.path.relpath(file, here) if below else file}:{line}")


def absolute_place(index: Index, record: Record) -> tuple[Path, int]:
    """The absolute path of a record's file and the line it begins at, from 1: for an editor, not for a screen."""
    name, line = index.file(record.id)
    return Path(index.name, name).absolute(), line


def reference_copy(index: Index, record: Record, style: str) -> Copy:
    """The references of a record in a style of `ties cite`."""
    # Read in only by who asks for one: most copies are quotes.
    from tui.views.bibliography.styles import references

    text = references(index, record, style)
    return Copy(text) if text is not None else Copy(None, "this record names no source")


WAYS: Mapping[str, Callable[[Index, Record], Copy]] = {
    "quote": quote_copy,
    "text": text_copy,
    "id": id_copy,
    "address": address_copy,
    "Markdown": markdown_copy,
    "JSON": json_copy,
    "file and line": place_copy,
    "references": partial(reference_copy, style="text"),
    "BibTeX": partial(reference_copy, style="bibtex"),
    "RIS": partial(reference_copy, style="ris"),
    "CSL-JSON": partial(reference_copy, style="csl-json"),
}
"""What can be copied, by the words for it, in the order to offer it."""


def _safe(text: str) -> Copy:
    return Copy(display_safe(text))


def _flat(text: str) -> str:
    """A text on one line, so that a citation stays one paragraph."""
    return " ".join(text.split())
