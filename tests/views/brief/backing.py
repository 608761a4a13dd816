"""What the statements of a brief have to rest on: words, dates, values and quotes of the records they name."""

import re
from collections.abc import Iterator
from typing import Any

from tests.views.brief.taken_apart import clauses_of, flat, numbers_in, origins_in, taken_apart
from tui.index.index import Index
from tui.loading.base import Base
from tui.records.edtf import Edtf, parse
from tui.records.edtf_words import in_short, in_words
from tui.records.kinds import Agreement, Evidence, Fact, Person, Record, Source, evidence_of, expected, names_of
from tui.records.quotes_lock import quote_hash
from tui.views.brief.statements import Part

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
