"""Loading: from the bytes of a fact file to records and problems."""

from __future__ import annotations

import re

from tests.fuzz.clean import assert_clean
from tests.fuzz.target import Target
from tui.loading.converting import convert
from tui.loading.problems import CODES, Problem
from tui.loading.reading import Document, decode_document
from tui.loading.references import check_references, references
from tui.records.kinds import KINDS, title_of
from tui.records.positions import Positions

_ID = re.compile("[a-z0-9]+(-[a-z0-9]+)*")


def check(data: bytes) -> None:
    """Any bytes are a document or one problem, and a document is records and problems.

    A problem has a known code, a place inside the file, and a line with nothing in it that acts on a terminal. A record
    that is left out has a problem, so that nothing goes in silence; one that is taken has an id, a title and a place.
    """
    document = decode_document(data, "a.toml")
    if isinstance(document, Problem):
        _check_problem(document, data)
        return
    entries, broken, problems = convert(document)
    for problem in problems:
        _check_problem(problem, data)
    tables = [table for kind in KINDS if isinstance(listed := document.tables.get(kind), list) for table in listed]
    assert len(entries) == len(tables) or problems
    positions = Positions(document.text)
    for entry in entries:
        record = entry.record
        assert _ID.fullmatch(record.id)
        assert title_of(record).strip()
        _check_place(document, positions.nearest((entry.kind, entry.ordinal)))
        assert all(_ID.fullmatch(reference.id) for reference in references(record))
    for entry, mistake in check_references({entry.record.id: entry for entry in entries}, broken):
        assert mistake.code in CODES
        _check_place(document, positions.nearest((entry.kind, entry.ordinal, *mistake.path)))
        assert_clean(str(Problem("a.toml", 1, 1, mistake.code, mistake.message, mistake.hint)))


def _check_problem(problem: Problem, data: bytes) -> None:
    assert problem.code in CODES, problem
    assert problem.message
    assert 1 <= problem.line <= data.count(b"\n") + 1, problem
    assert 1 <= problem.column <= len(data) + 1, problem
    assert_clean(str(problem))


def _check_place(document: Document, place: tuple[int, int]) -> None:
    lines = document.text.split("\n")
    line, column = place
    assert 1 <= line <= len(lines)
    assert 1 <= column <= len(lines[line - 1]) + 1


_PIECES = (
    *(f"[[{kind}]]\n" for kind in KINDS),
    *(f"[[{kind}.evidence]]\n" for kind in KINDS if kind != "source"),
    *("[[person.role]]\n", "[[person.role.evidence]]\n", "[fact.value]\n", "[agreement.amount]\n", "[city.names]\n"),
    *("format = 1\n", 'id = "a"\n', 'title = "A"\n', 'name = "A"\n', 'country = "KR"\n', 'kind = "company"\n'),
    *('kind = "event"\n', 'kind = "sister-city"\n', 'text = "A"\n', 'about = ["a"]\n', 'parties = ["a", "b"]\n'),
    *('source = "a"\n', 'quote = "A"\n', 'speaker = "a"\n', 'for = "outcome"\n', 'outcome = "A"\n', "settled = true\n"),
    *("says = { ", "date = ", '"2016-06"', "value = ", "unit = ", "currency = ", '"CNY"', "names = { ko = ", " }\n"),
    *('url = "https://a"\n', "of = ", "within = ", "city = ", "part_of = ", "from = ", "until = ", "amount = { "),
    *('"""', "'''", "\\u0000", "\\U0010ffff", "\\e", "\ufeff", "1e999", "nan", "-inf", "0x", "1979-05-27T07:32:00Z"),
    *("{", "}", "[", "]", "=", ".", "#", "\r\n", "'", '"', "a.", "[[", "]]"),
)

TARGET = Target("loading", check, _PIECES, steps=2000)
