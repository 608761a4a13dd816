"""A brief for machines: every statement with the records and the evidence it rests on."""

from __future__ import annotations

from tui.index.index import Index
from tui.records.kinds import Evidence, Record, evidence_of
from tui.views.brief.marks import marked, marks_words, numbers
from tui.views.brief.statements import Brief, Clause, Statement
from tui.views.wording import source_label


def brief_json(index: Index, brief: Brief) -> dict[str, object]:
    """The brief as values for JSON; texts are as in the base, without marks."""
    return {
        "city": brief.city,
        "with": brief.partner,
        "day": brief.day.isoformat(),
        "until": brief.until.isoformat() if brief.until else None,
        "statements": [_statement(index, brief, statement) for statement in brief.statements],
        "sources": [_source(index, number, id) for number, id in enumerate(brief.sources, 1)],
        "left_out": {left.part.value: left.number for left in brief.left_out},
        "lines_for_all": brief.lines_for_all or None,
    }


def _statement(index: Index, brief: Brief, statement: Statement) -> dict[str, object]:
    clauses = [_clause(index, brief, statement, clause) for clause, _ in marked(statement)]
    return {
        "section": statement.part.value,
        "record": statement.record or None,
        "contested": statement.contested,
        "expected": statement.expected,
        "clauses": clauses,
    }


def _clause(index: Index, brief: Brief, statement: Statement, clause: Clause) -> dict[str, object]:
    id = clause.record or statement.record
    record = index.record(id) if id else None
    return {
        "text": "".join(words.text for words in clause.words),
        "basis": clause.basis.name.lower(),
        "marks": marks_words(brief, clause),
        "sources": numbers(brief, clause),
        "record": id or None,
        "evidence": [_evidence(index, record, item) for item in clause.evidence],
    }


def _evidence(index: Index, record: Record | None, item: Evidence) -> dict[str, object]:
    """A piece of evidence by its place in its record, from 0, with what is known of its quote."""
    items = evidence_of(record) if record else ()
    at = next((n for n, one in enumerate(items) if one is item or one == item), None)
    state = index.verifications(record)[at].state if record and at is not None else None
    return {"source": item.source, "at": at, "quote": item.quote, "state": state}


def _source(index: Index, number: int, id: str) -> dict[str, object]:
    source = index.source(id)
    return {
        "number": number,
        "id": id,
        "label": source_label(source, id),
        "origin": (source.origin if source else None) or id,
        "url": source.url if source else None,
    }
