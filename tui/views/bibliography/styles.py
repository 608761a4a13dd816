"""The styles of references by the words for them, as `ties cite --style` takes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tui.index.index import Index
from tui.records.kinds import Record, Source, evidence_of
from tui.views.bibliography.bibtex import bibtex_references
from tui.views.bibliography.csl import csl_references
from tui.views.bibliography.entries import Entry, entries
from tui.views.bibliography.plain import text_references
from tui.views.bibliography.ris import ris_references

STYLES: Mapping[str, Callable[[list[Entry]], str]] = {
    "text": text_references,
    "bibtex": bibtex_references,
    "csl-json": csl_references,
    "ris": ris_references,
}


def references(index: Index, record: Record, style: str) -> str | None:
    """The references of a record in a style of STYLES, without a control character but line feeds; None if it has none.

    Raises KeyError for no such style.
    """
    if not isinstance(record, Source) and not evidence_of(record):
        return None
    return STYLES[style](entries(index, record))
