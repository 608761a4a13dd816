"""The brief: one page, of which every line leads to who says so."""

import datetime
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from tests.made_up import (
    SHA256,
    TEXT,
    MakeFolder,
    agreement,
    city,
    document,
    fact,
    index_of,
    partner,
    source,
    table,
)
from tui.cli.main import main
from tui.index.index import Index
from tui.loading.base import Base, load
from tui.loading.verifying import verify, write_lock
from tui.loading.where import shipped_base
from tui.records.edtf import Edtf, parse
from tui.records.edtf_words import in_short, in_words
from tui.records.kinds import Agreement, Evidence, Fact, Person, Record, Source, evidence_of, expected, names_of
from tui.records.quote_check import SourceText
from tui.records.quotes_lock import quote_hash
from tui.views.brief.choosing import Room, make_brief
from tui.views.brief.gathering import Asked
from tui.views.brief.html import MARGIN, PAGE_HEIGHT, brief_html, line_height
from tui.views.brief.markdown import brief_markdown
from tui.views.brief.page import WIDTH, brief_page
from tui.views.brief.records import brief_json
from tui.views.brief.statements import Brief, Part
from tui.views.palette import TERMINAL
from tui.views.signs import ASCII_SIGNS

BULLETS = ("· ", "≠ ", "◇ ")
MARKS = re.compile(r"\[(base|—|\d+(?:–\d+)?(?: \d+(?:–\d+)?)*)\]")
SECTIONS = {part.value.upper(): part for part in Part}
# Words of the program's own, between what the base says.
OWN_WORDS = frozenset(
    re.findall(
        r"\w+",
        "amount at conversion figure least most "
        "a also as became by cities due english expected for friendship from given held "
        "implied in is it itself kind list listed lists no not of on only others our planned promised "
        "recorded say settled since sister source stated the tie ties unknown until was what "
        "when with words "
        "known last still whether then first already dated more offices and",
    )
)


def pages(index: Index, brief: Brief, lines: int = 60) -> list[str]:
    return [line.plain for line in brief_page(index, brief, WIDTH, TERMINAL, lines).lines]


def brief_of(index: Index, city: str, partner: str | None = None, lines: int = 60, until: str | None = None) -> Brief:
    day = datetime.date.fromisoformat(until) if until else None
    return make_brief(index, Asked(city, partner, day), Room(lines, lambda brief: len(pages(index, brief, lines))))


@dataclass
class Printed:
    """A printed brief, taken apart again."""

    statements: list[tuple[Part, str]] = field(default_factory=list)
    signs: list[str] = field(default_factory=list)
    sources: dict[int, str] = field(default_factory=dict)
    origins: str = ""
    notes: list[str] = field(default_factory=list)


def taken_apart(lines: list[str]) -> Printed:
    """Statements with their sections, lines of one joined; sources by number; what stands below."""
    printed = Printed()
    part: Part | None = None
    at = "title"
    sources = ""
    for line in lines[1:]:
        if line in SECTIONS:
            part, at = SECTIONS[line], "statements"
        elif line == "SOURCES":
            at = "sources"
        elif at == "statements" and line.startswith(BULLETS):
            assert part is not None
            printed.statements.append((part, line[2:]))
            printed.signs.append(line[0])
        elif at == "statements" and line.startswith("  "):
            printed.statements[-1] = (printed.statements[-1][0], f"{printed.statements[-1][1]} {line[2:]}")
        elif at == "sources" and line.startswith("  Origins: "):
            at, printed.origins = "origins", line.strip()
        elif at == "origins" and line.startswith("  "):
            printed.origins += f" {line.strip()}"
        elif at == "sources" and line.startswith("  "):
            sources += f" {line.strip()}"
        elif line:
            at = "notes"
            printed.notes.append(line)
    for number, words in re.findall(r"\[(\d+)\] (.*?)(?= · \[\d|(?<! ·) \[\d|$)", sources.strip()):
        printed.sources[int(number)] = words
    return printed


def clauses_of(statement: str) -> list[tuple[str, str]]:
    """The pieces of a printed statement, each with the marks behind it; all of it ends in marks."""
    found = []
    at = 0
    for marks in MARKS.finditer(statement):
        found.append((statement[at : marks.start()].strip(), marks[0]))
        at = marks.end()
    assert statement[at:] == "", f"no marks at the end: {statement}"
    return found


def numbers_in(marks: str) -> list[int]:
    numbers: list[int] = []
    for run in marks.strip("[]").split(" "):
        first, _, last = run.partition("–")
        numbers += range(int(first), int(last or first) + 1)
    return numbers


def origins_in(printed: Printed, number: int) -> str:
    """What the last line of sources names as the origin of one; "" where it is its own."""
    for of_one in printed.origins.removeprefix("Origins: ").split(" · "):
        numbers, _, origin = of_one.rpartition(" ")
        if numbers and number in numbers_in(numbers):
            return origin
    return ""


def flat(text: str) -> str:
    return " ".join(text.split())


def dates_of(value: object) -> Iterator[Edtf]:
    """Every date anywhere in a record."""
    if isinstance(value, Edtf):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from dates_of(item)
    elif hasattr(value, "__struct_fields__"):
        for name in value.__struct_fields__:
            yield from dates_of(getattr(value, name))


def texts_of(value: object) -> Iterator[str]:
    """Every text and number anywhere in a record."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield f"{value:,}"
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts_of(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_of(item)
    elif hasattr(value, "__struct_fields__"):
        for name in value.__struct_fields__:
            yield from texts_of(getattr(value, name))


def words_in(text: str) -> set[str]:
    return {word.casefold().removesuffix("’s") for word in re.findall(r"[^\W_]+(?:[-'’][^\W_]+)*", text)}


class Backing:
    """What one record of a base says, and may be said in its name."""

    def __init__(self, base: Base, index: Index, record: Record) -> None:
        self.base, self.index, self.record = base, index, record
        self.evidence = evidence_of(record)
        named = [index.title(text) for text in texts_of(record) if index.record(text)]
        sides = [index.source(item.source) for item in self.evidence]
        named += [index.title(side.of) for side in sides if side and side.of]
        dates = [in_words(date) for date in dates_of(record)]
        # Whether somebody is still in office is told by the day of the source.
        offices = [role.evidence for role in record.role] if isinstance(record, Person) else []
        told = [index.source(item.source) for items in offices for item in items]
        dates += [in_words(source.published) for source in told if source and source.published]
        countries = [index.country_name(getattr(record, "country", None) or "")]
        said = [] if isinstance(record, Source) else [*texts_of(record), *named, *dates, *countries]
        self.words = set().union(*map(words_in, said)) | OWN_WORDS
        self.dates = " | ".join(dates)

    def check(self, clause: dict[str, Any], sources: dict[int, str]) -> None:
        """Every word of a clause is the record's or the program's, and its marks are the record's evidence."""
        text = clause["text"]
        spoken = set().union(*map(words_in, re.findall(r"say ([a-z -]+)", text)))
        languages = {"korean", "chinese", "simplified", "japanese", "traditional"}
        unbacked = words_in(text) - self.words - spoken - languages
        assert not unbacked, (self.record.id, text, unbacked)
        for date in re.findall(r"(?:\d{1,2} )?(?:[A-Z][a-z]+ )?\b\d{4}\b", text):
            spoken_of = [flat(part) for part in texts_of(self.record)]
            assert date in self.dates or any(date in part for part in spoken_of), (self.record.id, text, date)
        items = [self.evidence[item["at"]] for item in clause["evidence"]]
        assert {item.source for item in items} == {sources[number] for number in clause["sources"]}
        assert [item.source for item in items] == [item["source"] for item in clause["evidence"]]
        self._check_values(text, items)

    def _check_values(self, text: str, items: list[Evidence]) -> None:
        if text.lstrip("; ").startswith(("by others: ", "given as ", ", ")) and isinstance(
            self.record, (Agreement, Fact)
        ):
            for item in items:
                said = item.says.date if item.says else None
                assert said is None or in_words(said) in text, (self.record.id, text)
        elif isinstance(self.record, (Agreement, Fact)):
            for item in items:
                said = item.says.date if item.says else None
                assert said is None or item.settled or in_words(said) in text or said == self.record.date

    def check_quote(self, clause: dict[str, Any]) -> None:
        """The words between quotation marks are a quote of the record that the lock knows as verified."""
        (given,) = clause["evidence"]
        item = self.evidence[given["at"]]
        assert item.quote is not None
        assert flat(item.quote).strip("“”") in clause["text"]
        row = self.base.lock.row(self.record.id, item)
        assert row is not None
        assert (row.quote, row.step.verified) == (quote_hash(item), True)
        of = self.index.source(item.source)
        assert of is not None
        assert of.sha256 == row.text


def check_all(base: Base, index: Index, lines: list[str], found: dict[str, Any]) -> int:
    """Follow every line of a printed brief to the records that state it. Returns how many statements there were."""
    printed = taken_apart(lines)
    sources = {source["number"]: source["id"] for source in found["sources"]}
    cited: set[int] = set()
    assert len(printed.statements) == len(found["statements"])
    for (part, statement), stated in zip(printed.statements, found["statements"], strict=True):
        assert stated["section"] == part.value
        pieces = clauses_of(statement)
        # What is printed is what the data say, with marks where they change.
        assert flat("".join(text for text, _ in pieces)).replace(" ", "") == flat(
            "".join(clause["text"] for clause in stated["clauses"])
        ).replace(" ", "")
        shown = [marks for _, marks in pieces]
        expected_marks: list[str] = []
        for clause in stated["clauses"]:
            if stated["contested"] or not expected_marks or expected_marks[-1] != clause["marks"]:
                expected_marks.append(clause["marks"])
        assert shown == expected_marks
        for clause in stated["clauses"]:
            if clause["basis"] == "sources":
                assert clause["sources"] == numbers_in(clause["marks"])
                cited |= set(clause["sources"])
            else:
                assert (clause["sources"], clause["evidence"]) == ([], [])
            check_clause(base, index, part, stated, clause, sources)
    states = [(stated["contested"], stated["expected"]) for stated in found["statements"]]
    assert printed.signs == ["≠" if contested else "◇" if hoped else "·" for contested, hoped in states]
    assert set(printed.sources) == cited == set(sources)
    for number, words in printed.sources.items():
        source_record = index.source(sources[number])
        assert source_record is not None
        assert words.startswith(source_record.publisher or source_record.title)
        published = source_record.published
        assert words.endswith(in_short(parse(published.text.partition("T")[0])) if published else words)
        if source_record.kind == "list":
            assert f" on {index.title(source_record.of or '')}" in words
        assert (source_record.origin or "") in origins_in(printed, number)
    return len(printed.statements)


def check_clause(
    base: Base, index: Index, part: Part, stated: dict[str, Any], clause: dict[str, Any], sources: dict[int, str]
) -> None:
    if clause["basis"] == "computed":
        assert part is Part.GAPS or part is Part.EXPECTED
        return
    record = base.record(clause["record"])
    assert record is not None
    backing = Backing(base, index, record)
    backing.check(clause, sources)
    if clause["basis"] == "base":
        # Only names and offices may rest on no source, where their record has none.
        assert part in (Part.NAMES, Part.PEOPLE)
    if isinstance(record, (Agreement, Fact)):
        assert stated["expected"] == expected(record) == (part is Part.EXPECTED)
        if stated["record"]:
            assert stated["contested"] == bool(index.contests(record.id))
    else:
        assert isinstance(record, Person) == (part is Part.PEOPLE)
        assert all(name in clause["text"] or clause["text"].startswith((" –", ";")) for _, name in names_of(record))
    if part is Part.SAID and "In our words: " not in clause["text"] and "others" not in clause["text"]:
        backing.check_quote(clause)


@pytest.fixture(scope="session")
def shipped_records() -> Base:
    return load(shipped_base())


@pytest.mark.parametrize(
    ("city", "with_"),
    [("gimcheon", "chengdu"), ("gimcheon", None), ("busan", "chengdu"), ("chengdu", None), ("kofu", "chengdu"),
     ("nanao", None), ("gimcheon", "nanao"), ("chengdu", "south-korea"), ("daegu", "chengdu")],
)  # fmt: skip
@pytest.mark.parametrize("lines", [60, 400])
def test_every_line_leads_to_a_record_that_states_it(
    shipped: Index, shipped_records: Base, city: str, with_: str | None, lines: int
) -> None:
    brief = brief_of(shipped, city, with_, lines)
    printed = pages(shipped, brief, lines)
    assert len(printed) <= lines
    assert max(map(cell_len, printed)) <= WIDTH
    assert check_all(shipped_records, shipped, printed, json.loads(json.dumps(brief_json(shipped, brief), default=str)))


def test_the_brief_for_gimcheon_fits_its_page(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["brief", "gimcheon", "--with", "chengdu"]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert len(lines) <= 60
    assert max(map(cell_len, lines)) <= 78
    printed = taken_apart(lines)
    assert {part for part, _ in printed.statements} >= set(Part) - {Part.PLACE}
    text = flat(" ".join(lines))
    assert "was mayor of Gimcheon from 2006 until June 2018" in text
    assert "Gimcheon: 김천시 (Korean: say gim-cheon-si)" in text
    tie = next(statement for part, statement in printed.statements if part is Part.TIES)
    assert re.sub(MARKS, "", tie).split("; ")[0].strip() == "Sister cities since 7 November 2000"
    assert "by others: 1996" in tie
    assert "settled: 1996 is the first exchange, 2000 the formal agreement" in tie
    assert any("Left out: " in note for note in printed.notes)


def test_the_page_for_gimcheon_and_chengdu_keeps_what_a_guest_would_talk_of(shipped: Index) -> None:
    brief = brief_of(shipped, "gimcheon", "chengdu")
    kept = {statement.record for statement in brief.statements}
    # His title, his promise, what he said of the two cities, what was agreed, and what the dates are disputed of.
    assert kept >= {"park-honorary-citizen", "park-promise", "park-on-exchanges", "ceramic-arts-exchange-2016"}
    assert all(statement.part is not Part.PLACE for statement in brief.statements)
    contested = {s.record for s in brief_of(shipped, "gimcheon", "chengdu", 400).statements if s.contested}
    assert contested
    assert contested <= kept


def test_origins_are_named_once_and_take_few_lines(shipped: Index) -> None:
    lines = pages(shipped, brief_of(shipped, "gimcheon", "chengdu"))
    printed = taken_apart(lines)
    assert origins_in(printed, 2) == "chengdu-media-trip-2016"
    origins = [origin for of_one in printed.origins.split(" · ") for origin in of_one.split(" ")[-1:]]
    assert len(origins) == len(set(origins)) > 1
    listed = lines[lines.index("SOURCES") + 1 :]
    assert len(printed.sources) == 15
    assert sum(line.startswith("  ") for line in listed) <= 9


def test_the_lines_that_would_hold_all_do(shipped: Index) -> None:
    brief = brief_of(shipped, "gimcheon", "chengdu")
    assert brief.lines_for_all > 60
    assert brief_of(shipped, "gimcheon", "chengdu", brief.lines_for_all).left_out == ()
    assert brief_of(shipped, "gimcheon", "chengdu", brief.lines_for_all - 1).left_out != ()


def test_more_lines_never_say_less(shipped: Index) -> None:
    counts = [len(brief_of(shipped, "busan", "chengdu", lines).statements) for lines in (20, 30, 45, 60, 80)]
    assert counts == sorted(counts)
    assert counts[0] >= 3


def test_the_same_question_has_the_same_answer(shipped: Index) -> None:
    assert brief_of(shipped, "chengdu") == brief_of(index_of(shipped_base()), "chengdu")


def test_what_was_not_known_by_a_day_is_not_told(shipped: Index) -> None:
    brief = brief_of(shipped, "gimcheon", "chengdu", 400, until="2016-12-31")
    text = flat(" ".join(pages(shipped, brief, 400)))
    assert "mayor of Gimcheon since 2006; no end is recorded" in text
    assert "2018" not in text
    assert "settled: " not in text
    for id in brief.sources:
        published = shipped.source(id)
        assert published is None or not published.published or published.published.earliest.year <= 2016


def test_what_happened_later_is_not_told_but_what_was_due_is(folder: MakeFolder) -> None:
    index = index_of(
        folder(
            document(
                source(), city("aville"), city("btown"),
                fact("early", "aville", "btown", date="2010"), fact("late", "aville", "btown", date="2012"),
                fact("due", "aville", "btown", kind="plan", date="2020"),
                fact("held", "aville", "btown", kind="expectation", date="2012-05/.."),
            )
        )
    )  # fmt: skip
    told = {statement.record for statement in brief_of(index, "aville", "btown", until="2011-06-30").statements}
    assert told & {"early", "late", "due", "held"} == {"early", "due"}


def made_up(folder: MakeFolder, *records: str) -> Index:
    return index_of(folder(document(source(sha256=SHA256), city("aville"), city("btown", "CN"), *records)))


def test_a_quote_is_only_given_where_it_is_verified(folder: MakeFolder) -> None:
    person = table("person", id="mayor", name="M. Mayor")
    said = [
        fact("good", "aville", "btown", kind="statement", speaker="mayor", text="Friends.",
             evidence=[{"source": "paper", "quote": "bridge between friends"}]),
        fact("bad", "aville", "btown", kind="statement", speaker="mayor", text="Enemies.",
             evidence=[{"source": "paper", "quote": "bridge between enemies"}]),
        fact("bare", "aville", "btown", kind="statement", speaker="mayor", text="Nothing."),
    ]  # fmt: skip
    root = folder(document(source(sha256=SHA256), city("aville"), city("btown", "CN"), person, *said))
    base = load(root)
    write_lock(base, verify(base, {SHA256: SourceText(TEXT)}, "2026-11-25"))
    index = index_of(root)
    printed = taken_apart(pages(index, brief_of(index, "aville", "btown")))
    assert {statement for part, statement in printed.statements if part is Part.SAID} == {
        "“bridge between friends” – M. Mayor [1]",
        "In our words: Enemies – M. Mayor (its quote is not verified) [1]",
        "In our words: Nothing – M. Mayor [1]",
    }


def test_what_was_expected_stands_apart_with_what_became_of_it(folder: MakeFolder) -> None:
    outcome = [{"source": "paper"}, {"source": "paper", "for": "outcome"}]
    index = made_up(
        folder,
        fact("past", "aville", "btown", kind="plan", date="2010", modality="planned", text="A bridge."),
        fact("kept", "aville", "btown", kind="plan", date="2011", text="A road.", outcome="Built.", outcome_date="2012",
             evidence=outcome),
        agreement("hoped", "aville", "btown", modality="hoped", text="To be sisters."),
    )  # fmt: skip
    index.day = datetime.date(2016, 11, 4)
    printed = taken_apart(pages(index, brief_of(index, "aville", "btown")))
    assert {part for part, statement in printed.statements if statement.startswith(("Due", "To be"))} == {Part.EXPECTED}
    texts = [statement for part, statement in printed.statements if part is Part.EXPECTED]
    assert texts == [
        "Due 2011: A road – planned; what became of it: Built (2012) [1]",
        "Due 2010: A bridge – planned [1]; overdue by 5 years, and what became of it is not recorded [—]",
        "To be sisters – hoped for [1]",
    ]
    assert "No source here has a tie between Aville and Btown [—]" in [statement for _, statement in printed.statements]


def test_who_is_in_office_comes_before_who_was(folder: MakeFolder) -> None:
    def mayor(id: str, **role: object) -> str:
        office = table("person.role", title="Mayor", of="aville", evidence=[{"source": "paper"}], **role)
        return table("person", id=id, name=id.title()) + office

    index = made_up(folder, mayor("first", until="1999"), mayor("second", until="2009"), mayor("third", from_="2009"))
    printed = taken_apart(pages(index, brief_of(index, "aville", "btown")))
    assert [statement for part, statement in printed.statements if part is Part.PEOPLE] == [
        "Third – mayor of Aville since 2009; not known whether still: no source is dated [1]",
        "Second – was mayor of Aville until 2009 [1]",
        "First – was mayor of Aville until 1999 [1]",
    ]


def test_a_city_with_nothing_but_listings_has_a_short_and_honest_brief(shipped: Index) -> None:
    lines = pages(shipped, brief_of(shipped, "nanao"))
    printed = taken_apart(lines)
    assert [statement for _, statement in printed.statements] == [
        "Nanao: 七尾市 (Japanese); city in Japan [base]",
        "Only listed, as a tie of unknown kind, in lists of the ties of Gimcheon: Gimcheon [1]",
        "No list of the ties of Nanao has any of these [—]",
        "Nothing is recorded of Nanao but its ties [—]",
        "Who holds an office in Nanao, no source here says [—]",
        "Nothing here has a date [—]",
        "All of it rests on one origin alone, and on no quote [—]",
    ]
    assert list(printed.sources) == [1]
    assert len(lines) < 25


def test_a_city_without_a_tie_says_so(folder: MakeFolder) -> None:
    index = made_up(folder, city("alone"))
    statements = [statement for _, statement in taken_apart(pages(index, brief_of(index, "alone"))).statements]
    assert statements[:2] == ["Alone; city in KR [base]", "No source here has a tie of Alone [—]"]
    pair = [statement for _, statement in taken_apart(pages(index, brief_of(index, "alone", "aville"))).statements]
    assert "No source here has a tie between Alone and Aville [—]" in pair


def test_what_is_contested_is_told_before_what_is_later(folder: MakeFolder) -> None:
    deals = [
        agreement(f"deal-{n}", "aville", "btown", kind="exchange", date=f"20{n}", text=f"A deal of {n} parts.")
        for n in range(10, 30)
    ]
    contested = fact("fought-over", "aville", "btown", date="1801",
                     evidence=[{"source": "paper"}, {"source": "paper", "says": {"date": "1802"}}])  # fmt: skip
    brief = brief_of(made_up(folder, *deals, contested), "aville", "btown", 20)
    done = [statement.record for statement in brief.statements if statement.part is Part.DONE]
    assert done[-1] == "fought-over"
    assert done[0] == "deal-29"
    assert len(done) < 10


def test_what_was_not_read_is_not_called_missing(folder: MakeFolder) -> None:
    listing = source("list", kind="list", of="aville")
    ties = [agreement(f"tie-{n}", "aville", "btown", date=f"{1900 + n}") for n in range(1, 110)]
    listed = agreement("first", "aville", "btown", date="1900", evidence=[{"source": "paper"}, {"source": "list"}])
    index = made_up(folder, listing, listed, *ties)
    said = " ".join(pages(index, brief_of(index, "aville", "btown")))
    assert "109 ties" not in said
    assert "No list" not in said
    assert "statements, on one origin" not in said
    everything = " ".join(pages(index, brief_of(index, "aville", "btown", 400), 400))
    assert "No list of the ties of Btown has this one" in everything


def test_a_city_with_2000_facts_has_one_page_that_says_what_is_left_out(folder: MakeFolder) -> None:
    kinds = ("event", "figure", "statement", "plan")
    many = [
        fact(f"fact-{n}", "aville", "btown", kind=kinds[n % 4], date=f"{1900 + n % 120}", text=f"Thing number {n}.",
             **({"value": {"value": n, "unit": "things"}} if n % 4 == 1 else {}))
        for n in range(2000)
    ]  # fmt: skip
    contested = fact("fought-over", "aville", "btown", date="1801",
                     evidence=[{"source": "paper"}, {"source": "paper", "says": {"date": "1802"}}])  # fmt: skip
    index = made_up(folder, *many, contested)
    read: list[str] = []
    look_up = index.record

    def counting(id: str) -> Record | None:
        read.append(id)
        return look_up(id)

    index.record = counting  # type: ignore[method-assign]
    brief = brief_of(index, "aville", "btown")
    lines = pages(index, brief)
    assert len(lines) <= 60
    assert len({id for id in read if id.startswith("fact-")}) <= 4 * 100
    shown = {statement.record for statement in brief.statements}
    assert "fought-over" in shown
    left = {left.part: left.number for left in brief.left_out}
    for part, kind in ((Part.DONE, 0), (Part.FIGURES, 1), (Part.SAID, 2), (Part.EXPECTED, 3)):
        there = sum(1 for statement in brief.statements if statement.part is part)
        assert there > 0
        assert there + left[part] == 500 + (kind == 0)
    # The latest first: 119 years after 1900.
    done = [statement.day for statement in brief.statements if statement.part is Part.DONE][:3]
    assert [datetime.date.fromordinal(day).year for day in done] == [2016] * 3
    assert "have all" in flat(" ".join(lines))


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["gimcheo"], 1, "did you mean gimcheon?"),
        (["park-bo-saeng"], 1, "is a person and no city: ties brief gimcheon"),
        (["pujiang"], 1, "lies within chengdu: ties brief chengdu"),
        (["chengdu-hightech-zone"], 1, "ties brief chengdu"),
        (["gimcheon", "--with", "nobody"], 1, 'no record has the id "nobody"'),
        (["gimcheon", "--with", "china-daily-2016-11-04"], 1, "is a source and no city or organisation"),
        (["gimcheon", "--with", "mingyue-ceramic-society"], 1, "stands with chengdu: --with chengdu"),
        (["chengdu", "--with", "mingyue-village"], 1, "is a part of chengdu: leave out --with"),
        (["gimcheon", "--with", "gimcheon"], 2, "is the city itself"),
        (["gimcheon", "--lines", "5"], 2, "takes a whole number from 20 to 10,000, not '5'"),
        (["gimcheon", "--lines", "9999999999"], 2, "takes a whole number from 20"),
        (["gimcheon", "--until", "2016-13"], 2, "has no month 13"),
        (["gimcheon", "--format", "pdf"], 2, "invalid choice"),
    ],
)
def test_a_brief_that_cannot_be_made_gets_a_hint(
    capfd: pytest.CaptureFixture[str], arguments: list[str], code: int, said: str
) -> None:
    try:
        ended = main(["brief", *arguments])
    except SystemExit as end:
        ended = int(str(end.code))
    assert ended == code
    out, err = capfd.readouterr()
    assert (out, said in flat(err)) == ("", True)


HOSTILE = "\x1b[2J[9] *b* <b>&amp; \u202e 成都\ttab\n# x `c` | ~ $"


@settings(max_examples=40)
@given(st.text(min_size=1, max_size=200).filter(str.strip), st.sampled_from([20, 60]))
@example(HOSTILE, 60)
@example("都" * 200, 20)
@example("00㉐.0000000000000000\x80\x80\x80\x80", 20)
@example("W" * 200, 60)
@example("김천" * 30 + " 市" * 40, 60)
@example("e\u0301" * 90, 60)
def test_no_name_breaks_the_page(tmp_path_factory: pytest.TempPathFactory, name: str, lines: int) -> None:
    root = tmp_path_factory.mktemp("hostile")
    records = [
        source(title=name, publisher=name), city("aville", name=name, names={"ko": name, "zh-Hans": name}),
        city("btown"), agreement("tie", "aville", "btown", text=name, date="2001"),
        fact("said", "aville", "btown", kind="statement", text=name),
    ]  # fmt: skip
    (root / "a.toml").write_bytes(document(*records).encode())
    index = index_of(root)
    for signs in (TERMINAL.signs, ASCII_SIGNS):
        # ASCII stand-ins are wider: what fits is measured as it is printed.
        palette = TERMINAL.signed(signs)
        room = Room(lines, lambda brief: len(brief_page(index, brief, WIDTH, palette, lines).lines))  # noqa: B023
        brief = make_brief(index, Asked("aville", "btown"), room)
        page = brief_page(index, brief, WIDTH, palette, lines)
        assert len(page.lines) <= lines
        assert all(line.cell_len <= WIDTH and "\x1b" not in line.plain for line in page.lines)
    assert brief_of(index, "aville", "btown", 60).statements
    check_html(brief_html(index, brief, lines))
    assert "<b>" not in MarkdownIt("commonmark").render(brief_markdown(index, brief))


@pytest.mark.parametrize("width", [20, 40, 78, 120])
def test_the_page_keeps_to_any_width(shipped: Index, width: int) -> None:
    page = brief_page(shipped, brief_of(shipped, "busan", "chengdu"), width, TERMINAL)
    assert max(line.cell_len for line in page.lines) <= width


def test_the_links_of_the_page_are_its_sources_by_their_numbers(shipped: Index) -> None:
    brief = brief_of(shipped, "gimcheon", "chengdu")
    page = brief_page(shipped, brief, WIDTH, TERMINAL)
    assert tuple(page.links) == brief.sources


def test_ascii_signs_replace_only_what_the_program_draws(shipped: Index) -> None:
    brief = brief_of(shipped, "gimcheon", "chengdu", 400)
    page = brief_page(shipped, brief, WIDTH, TERMINAL.signed(ASCII_SIGNS), 400)
    text = "\n".join(line.plain for line in page.lines)
    assert not set("·≠◇—–…") & set(text)
    assert "[--]" in text
    assert "金泉市" in text


class Tags(HTMLParser):
    """Checks that tags are balanced, and keeps names, attributes and text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def check_html(html: str) -> Tags:
    tags = Tags()
    tags.feed(html)
    tags.close()
    assert tags.open == []
    allowed = {"html", "head", "meta", "title", "style", "body", "h1", "small", "h2", "ul", "li", "p", "a", "sup", "q"}
    assert {tag for tag, _ in tags.seen} <= allowed | {"span", "br"}
    for tag, attributes in tags.seen:
        # Nothing is fetched: links lead out only when they are followed.
        assert set(attributes) <= {"lang", "class", "id", "href", "charset", "name", "content", "http-equiv"}
        assert "href" not in attributes or tag == "a"
        assert tag != "a" or str(attributes["href"]).startswith(("#s", "http://", "https://"))
    style = html[html.index("<style>") : html.index("</style>")]
    assert not re.search(r"url\(|@import|expression", style)
    return tags


def test_the_html_says_the_same_and_needs_nothing_else(shipped: Index) -> None:
    brief = brief_of(shipped, "gimcheon", "chengdu")
    html = brief_html(shipped, brief)
    tags = check_html(html)
    printed = taken_apart(pages(shipped, brief))
    items = re.findall(r"<li[^>]*>(.*?)</li>", html)
    assert len(items) == len(printed.statements)
    for item, (_, statement) in zip(items, printed.statements, strict=True):
        plain = Tags()
        plain.feed(item)
        assert flat(plain.text.replace("\u00a0", " ")) == flat(statement)
    languages = {attributes.get("lang") for _, attributes in tags.seen}
    assert {"en", "ko", "zh-Hans"} <= languages
    targets = {attributes.get("id") for _, attributes in tags.seen}
    assert all(
        str(attributes["href"])[1:] in targets
        for tag, attributes in tags.seen
        if tag == "a" and str(attributes["href"]).startswith("#")
    )


@pytest.mark.parametrize("lines", [20, 60, 75, 100])
def test_the_html_fits_one_page_of_a4_by_its_measures(shipped: Index, lines: int) -> None:
    brief = brief_of(shipped, "gimcheon", "chengdu", lines)
    html = brief_html(shipped, brief, lines)
    size, line = map(float, re.findall(r"font: ([\d.]+)mm/([\d.]+)mm", html)[0])
    gaps = [float(gap) for gap in re.findall(r"margin-top: ([\d.]+)mm", html)]
    headings = html.count("<h2>") + html.count('class="notes"')
    assert line == line_height(lines)
    assert lines * line + headings * max(gaps) <= PAGE_HEIGHT - 2 * MARGIN
    # A cell of the page has more room than any of a monospaced font needs, so no statement takes more lines.
    width = 210 - 2 * MARGIN - 2 * size
    assert width / WIDTH > 0.6 * size
    assert f"@page {{ size: A4; margin: {MARGIN}mm }}" in html


def test_the_markdown_says_the_same(shipped: Index) -> None:
    brief = brief_of(shipped, "gimcheon", "chengdu")
    tokens = MarkdownIt("commonmark").parse(brief_markdown(shipped, brief))
    inline = [token for token in tokens if token.type == "inline"]
    texts = [flat("".join(child.content for child in token.children or [])) for token in inline]
    statements = [statement for _, statement in taken_apart(pages(shipped, brief)).statements]
    said = [text.removeprefix("Contested: ") for text in texts]
    assert [text for text in said if text in map(flat, statements)] == list(map(flat, statements))
    links = [child.attrs["href"] for token in inline for child in token.children or [] if child.type == "link_open"]
    assert "https://chinadaily.com.cn/regional/2016-11/04/content_27294185.htm" in links


def test_the_command_prints_each_format(capfd: pytest.CaptureFixture[str], shipped: Index) -> None:
    brief = brief_of(shipped, "gimcheon", "chengdu")
    made: dict[str, Callable[[], str]] = {
        "text": lambda: "\n".join(line.rstrip() for line in pages(shipped, brief)),
        "markdown": lambda: brief_markdown(shipped, brief),
        "html": lambda: brief_html(shipped, brief),
    }
    for name, make in made.items():
        assert main(["brief", "gimcheon", "--with", "chengdu", "--format", name]) == 0
        assert capfd.readouterr().out == make() + "\n"
    assert main(["brief", "gimcheon", "--with", "chengdu", "--json"]) == 0
    found = json.loads(capfd.readouterr().out)
    assert (found["city"], found["with"], len(found["statements"])) == ("gimcheon", "chengdu", len(brief.statements))


def test_an_organisation_can_be_the_partner(folder: MakeFolder) -> None:
    index = made_up(
        folder, partner("works"), agreement("deal", "aville", "works", kind="investment", text="A factory.")
    )
    printed = taken_apart(pages(index, brief_of(index, "aville", "works")))
    assert (Part.DONE, "A factory (Aville with Works) [1]") in printed.statements


def test_very_long_texts_are_cut_and_cost_no_more_than_what_is_shown(folder: MakeFolder) -> None:
    long = "word " * 100_000
    index = made_up(
        folder, city("ctown", name=f"C {long}", names={"ko": "김천" * 50_000}, aliases=[long]),
        agreement("tie", "aville", "ctown", text=long, date="2001"), fact("event", "aville", "ctown", text=long),
        fact("said", "aville", "ctown", kind="statement", text=long, evidence=[{"source": "paper", "quote": long}]),
    )  # fmt: skip
    brief = brief_of(index, "aville", "ctown")
    assert {statement.record for statement in brief.statements} >= {"aville", "ctown", "event", "said"}
    assert max(len(words.text) for one in brief.statements for clause in one.clauses for words in clause.words) < 400
    assert len(brief.title) < 700


def test_a_figure_of_a_later_year_is_not_told(folder: MakeFolder) -> None:
    figures = [
        fact(f"of-{year}", "aville", "btown", kind="figure", value={"value": 3, "unit": "schools", "as_of": year})
        for year in ("2010", "2014")
    ]
    told = {one.record for one in brief_of(made_up(folder, *figures), "aville", "btown", until="2012-01-01").statements}
    assert told & {"of-2010", "of-2014"} == {"of-2010"}


def test_values_that_hold_beside_the_first_and_not_beside_each_other_are_contested(folder: MakeFolder) -> None:
    said = [{"source": "paper"}, *({"source": f"s{month}", "says": {"date": f"2000-0{month}"}} for month in (3, 5))]
    index = made_up(folder, source("s3"), source("s5"), agreement("tie", "aville", "btown", date="2000", evidence=said))
    printed = taken_apart(pages(index, brief_of(index, "aville", "btown")))
    tie = next(statement for part, statement in printed.statements if part is Part.TIES)
    assert tie == "Sister cities since 2000 [1]; by others: March 2000 [2], May 2000 (not settled) [3]"


def test_what_only_the_record_says_is_told_as_without_a_source(folder: MakeFolder) -> None:
    said = [{"source": "paper", "says": {"date": "1996"}}]
    index = made_up(folder, agreement("tie", "aville", "btown", date="2000", evidence=said))
    printed = taken_apart(pages(index, brief_of(index, "aville", "btown")))
    tie = next(statement for part, statement in printed.statements if part is Part.TIES)
    assert tie == "Sister cities since 2000 [base]; by others: 1996 (not settled) [1]"


def test_a_country_is_in_no_country_and_has_no_offices(shipped: Index) -> None:
    printed = taken_apart(pages(shipped, brief_of(shipped, "chengdu", "south-korea")))
    statements = [statement for _, statement in printed.statements]
    assert any(statement.endswith("also Republic of Korea; country [base]") for statement in statements)
    assert not any("office in South Korea" in statement for statement in statements)


def test_records_on_the_same_matter_are_told_to_differ(folder: MakeFolder) -> None:
    answer = [{"source": "page", "settled": "The first is the exchange."}]
    index = made_up(
        folder, source("page"), agreement("one", "aville", "btown", date="2000"),
        agreement("other", "aville", "btown", date="1996", evidence=[{"source": "page"}, *answer]),
    )  # fmt: skip
    brief = brief_of(index, "aville", "btown")
    printed = taken_apart(pages(index, brief))
    assert [statement for part, statement in printed.statements if part is Part.TIES] == [
        "Sister cities since 2000 [1]; by others: 1996 [2]; settled: The first is the exchange [2]",
        "Sister cities since 1996 [2]; by others: 2000 [1]; settled: The first is the exchange [2]",
    ]
    told = next(one for one in brief.statements if one.record == "one")
    assert [clause.record for clause in told.clauses] == ["", "other", "other"]


def test_a_base_as_of_a_day_has_the_brief_until_that_day(shipped: Index) -> None:
    then = shipped.at(datetime.date(2016, 12, 31))
    assert pages(then, brief_of(then, "gimcheon", "chengdu")) == pages(
        shipped, brief_of(shipped, "gimcheon", "chengdu", until="2016-12-31")
    )


def test_an_office_whose_end_is_not_sure_may_have_ended(folder: MakeFolder) -> None:
    office = table("person.role", title="Mayor", of="aville", until="2010?", evidence=[{"source": "paper"}])
    index = made_up(folder, table("person", id="ann", name="Ann") + office)
    printed = taken_apart(pages(index, brief_of(index, "aville", "btown")))
    people = [statement for part, statement in printed.statements if part is Part.PEOPLE]
    assert people == ["Ann – mayor of Aville until 2010 (uncertain); it may have ended [1]"]


def test_it_says_whose_lists_have_the_tie(shipped: Index) -> None:
    (tie,) = [
        words
        for part, words in taken_apart(pages(shipped, brief_of(shipped, "gimcheon", "chengdu"))).statements
        if part is Part.TIES
    ]
    assert re.search(r"; on Chengdu’s lists \[\d+ \d+\], on Gimcheon’s lists \[\d+ \d+\]$", tie)


def gaps_of(index: Index, until: str | None = None) -> list[str]:
    brief = brief_of(index, "aville", "btown", 200, until)
    return [words for part, words in taken_apart(pages(index, brief, 200)).statements if part is Part.GAPS]


def told_of(index: Index, part: Part) -> list[str]:
    printed = taken_apart(pages(index, brief_of(index, "aville", "btown", 200), 200))
    return [words for of, words in printed.statements if of is part]


def test_a_figure_of_a_day_and_what_lasts_are_dated(folder: MakeFolder) -> None:
    visitors = fact(
        "visitors",
        "aville",
        "btown",
        kind="figure",
        text="Visitors.",
        value={"value": 7, "unit": "guests", "as_of": "2019"},
    )
    assert any("Nothing after 2019" in words for words in gaps_of(made_up(folder, visitors)))


def test_what_goes_on_is_not_called_undated_or_over(folder: MakeFolder) -> None:
    gaps = gaps_of(made_up(folder, agreement("deal", "aville", "btown", kind="exchange", date="1996/..")))
    assert not any("has a date" in words or "Nothing after" in words for words in gaps)


def test_nothing_is_after_the_end_of_what_lasted(folder: MakeFolder) -> None:
    long = agreement("long", "aville", "btown", kind="exchange", date="2001/2012")
    short = agreement("short", "aville", "btown", kind="exchange", date="2005")
    assert any("Nothing after 2001–2012" in words for words in gaps_of(made_up(folder, long, short)))


def test_a_number_that_is_part_of_another_is_not_taken_for_the_figure(folder: MakeFolder) -> None:
    friends = fact("friends", "aville", "btown", kind="figure", text="Friends in 2014, 4,000 euros apart.", date="2014",
                   value={"value": 4, "unit": "friends"})  # fmt: skip
    assert told_of(made_up(folder, friends), Part.FIGURES) == [
        "Friends in 2014, 4,000 euros apart (4 friends, 2014) [1]"
    ]


def test_words_that_are_quoted_for_a_date_are_not_said_by_the_speaker(folder: MakeFolder) -> None:
    said = fact("said", "aville", "btown", kind="statement", speaker="mayor", text="Friends.",
                evidence=[{"source": "paper", "quote": "bridge between friends", "for": "date"}])  # fmt: skip
    at = folder(
        document(
            source(sha256=SHA256),
            city("aville"),
            city("btown", "CN"),
            table("person", id="mayor", name="M. Mayor"),
            said,
        )
    )
    base = load(at)
    write_lock(base, verify(base, {SHA256: SourceText(TEXT)}, "2026-11-25"))
    assert told_of(index_of(at), Part.SAID) == ["In our words: Friends – M. Mayor [1]"]


def test_what_is_dated_later_than_today_is_said_to_be_yet_to_come(folder: MakeFolder) -> None:
    index = made_up(folder, agreement("deal", "aville", "btown", kind="exchange", date="9999-12-31", text="A deal."))
    index.day = datetime.date(2026, 11, 25)
    (done,) = told_of(index, Part.DONE)
    assert "A deal (this date is yet to come)" in done


def test_an_outcome_without_evidence_is_told_as_such(folder: MakeFolder) -> None:
    plan = fact("plan", "aville", "btown", kind="plan", text="A bridge.", date="2001", outcome="It was built.")
    (told,) = told_of(made_up(folder, plan), Part.EXPECTED)
    assert "what became of it: It was built, which no source here says [base]" in told


def test_offices_and_names_that_are_not_told_are_counted(folder: MakeFolder) -> None:
    offices = "".join(
        table("person.role", title=f"Head {n}", of="aville", until=f"200{n}", evidence=[{"source": "paper"}])
        for n in range(6)
    )
    names = {tag: f"Name {tag}" for tag in ("de", "fr", "es", "it", "pt", "nl", "sv", "da")}
    index = made_up(folder, table("person", id="head", name="Head", names=names) + offices)
    (told,) = told_of(index, Part.PEOPLE)
    assert told.endswith("; and 3 more offices [1]")
    assert " and 2 more" in told


def test_an_office_that_ends_before_it_begins_is_told_to_be_impossible(folder: MakeFolder) -> None:
    office = table(
        "person.role", title="Mayor", of="aville", from_="2018", until="2006", evidence=[{"source": "paper"}]
    )
    (told,) = told_of(made_up(folder, table("person", id="head", name="Head") + office), Part.PEOPLE)
    assert told == "Head – mayor of Aville from 2018 until 2006: these dates contradict each other [1]"


def test_a_brief_by_a_day_before_everything_knows_of_nobody_and_nothing(shipped: Index) -> None:
    brief = brief_of(shipped, "gimcheon", "chengdu", until="0001-12-31")
    lines = pages(shipped, brief)
    assert lines[0].endswith("known by 31 December 0001")
    assert {statement.part for statement in brief.statements} == {Part.NAMES, Part.GAPS}
    text = flat(" ".join(lines))
    assert "Who holds an office in Chengdu, no source here says" in text
    assert "Nothing here has a date" in text
    assert "Tang" not in text
    assert brief.sources == ()
