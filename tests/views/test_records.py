"""The page of a record: all that the record says is on it, as it says it, and nothing that acts on a terminal."""

import re
from itertools import product

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.made_up import (
    SHA256,
    TEXT,
    MakeFolder,
    MakeIndex,
    agreement,
    city,
    document,
    fact,
    index_of,
    partner,
    source,
    table,
    toml,
)
from tests.record_strings import leaves
from tui.index.index import Index
from tui.loading.base import load
from tui.loading.problems import Problem
from tui.loading.verifying import verify, write_lock
from tui.records.edtf import Edtf
from tui.records.edtf_words import in_words
from tui.records.kinds import Agreement, Evidence, Fact, expected
from tui.records.quote_check import SourceText
from tui.records.quotes_lock import QuoteState
from tui.views.labels import record_label
from tui.views.lists import label_text
from tui.views.page import Page
from tui.views.palette import TERMINAL
from tui.views.problems import problem_page
from tui.views.records import node_page, record_page
from tui.views.wording import kind_words, language_words

# Fields that a page does not show letter for letter, and why.
EXEMPT = {
    "kind": "a word of the format: the page says it in words of its own (“tie, kind not known”)",
    "modality": "a word of the format: the page says it in words of its own (“Planned, not reported as done”)",
    "for": "the name of a field of the format",
    "prefix": "not what is quoted, only where to look for it",
    "suffix": "not what is quoted, only where to look for it",
    "sha256": "a mark for machines, of which the page shows the beginning; tested on its own",
    "latitude": "shown in degrees north or south; tested on its own",
    "longitude": "shown in degrees east or west; tested on its own",
    "value": "a number, shown with its thousands set apart; tested on its own",
    "at_least": "a number, shown with its thousands set apart; tested on its own",
    "at_most": "a number, shown with its thousands set apart; tested on its own",
}
# Fields that hold the id of another record: the page calls that one by its title.
REFERENCES = {"speaker", "of", "within", "city", "part_of", "parties", "about"}


def squeezed(text: str) -> str:
    """A text without what a page may put between its characters: blanks, line ends, bars, numbers of links."""
    return re.sub(r"\[\d+\]|[\s┃┆]", "", text)


def text_of(page: Page, corner: str = "") -> str:
    """All text of a page, squeezed; the kind in the corner, which may stand inside the title, moved to the end."""
    first, *others = (line.plain for line in page.lines)
    return squeezed("\n".join([first.removesuffix(corner), *others, first[len(first.removesuffix(corner)) :]]))


def page_of(index: Index, id: str, width: int = 60) -> str:
    record = index.record(id)
    assert record is not None
    corner = kind_words(record) + (f" · {record.country}" if record.KIND == "city" else "")  # type: ignore[union-attr]
    return text_of(record_page(index, id, width, TERMINAL), corner)


def shown(index: Index, key: str, value: str | Edtf | float) -> str | None:
    """What a page must have of a value, or None if the field is exempt."""
    if key in EXEMPT:
        return None
    if isinstance(value, Edtf):
        return in_words(value)
    if key in REFERENCES:
        return index.title(str(value))
    if key in ("names", "language"):
        return language_words(str(value))
    if key == "source":
        cited = index.source(str(value))
        assert cited is not None
        return cited.title if cited.kind == "list" else cited.publisher or cited.title
    return str(value)


def missing(index: Index, id: str, width: int) -> list[tuple[str, str]]:
    """What a record says and its page does not."""
    page = page_of(index, id, width)
    wanted = ((path, shown(index, path[-1], value)) for path, value in leaves(index.record(id)))
    return [(".".join(path), text) for path, text in wanted if text is not None and squeezed(text) not in page]


# All that a record says


@pytest.mark.parametrize("width", [60, 30])
def test_every_text_and_date_of_every_shipped_record_is_on_its_page(shipped: Index, width: int) -> None:
    assert {id: gone for id in shipped.ids() if (gone := missing(shipped, id, width))} == {}


NAMED = {"names": {"ko": ["이름", "다른 이름"], "th": "ชื่อ"}, "aliases": ["Alias one", "Alias two"], "note": "Noted."}
EVIDENCE = {
    "source": "paper",
    "quote": "What the paper prints",
    "prefix": "before",
    "suffix": "after",
    "speaker": "kim",
    "translation": "What it means",
    "for": "note",
    "note": "Noted beside the quote.",
}
SAID = {
    "date": "1996-02-03",
    "amount": {"value": 7, "currency": "EUR", "wording": "seven euros"},
    "converted": {"value": 8, "currency": "USD", "wording": "eight dollars"},
}
STATED = {
    "date": "2005-05",
    "date_wording": "last May",
    "amount": {"value": 5, "currency": "CNY", "wording": "five yuan"},
    "converted": {"value": 6, "currency": "JPY", "wording": "six yen"},
    "modality": "implied",
    "note": "Noted at the end.",
}
FIGURE = {"unit": "bridges", "as_of": "2004-12", "wording": "a good many bridges"}
FULL = document(
    source(publisher="The Publisher", published="2005-05-03"),
    source(
        "full-source",
        kind="list",
        of="aville",
        publisher="Another Publisher",
        byline="Somebody",
        published="2005-06-07",
        accessed="2006-07-08",
        language="zh-Hans",
        url="https://example.org/a",
        sha256=SHA256,
        origin="agency",
        note="Noted of the source.",
    ),
    city("aville"),
    city(
        "full-city",
        kind="county",
        within="aville",
        location={"latitude": -36.8512, "longitude": 174.7833},
        ids={"wikidata": "Q42078"},
        evidence=[EVIDENCE],
        **NAMED,
    ),
    partner("office", city="aville"),
    partner("full-partner", city="aville", country="KR", part_of="office", evidence=[EVIDENCE], **NAMED),
    city("cville"),
    table("person", id="kim", name="Kim"),
    table("person", id="lee", name="Lee"),
    table(
        "person",
        id="full-person",
        name="Full Person",
        role=[
            {"title": "mayor", "of": "aville", "from": "2001", "until": "2004-06", "note": "Noted of the office."},
            {"title": "poet", "of": "office", "from": "1999", "evidence": [EVIDENCE]},
            {"title": "sailor", "of": "office", "until": "1998"},
        ],
        evidence=[{"source": "full-source", "note": "Noted of the list."}],
        **NAMED,
    ),
    agreement(
        "full-agreement",
        "aville",
        "full-city",
        about=["office"],
        text="What was agreed.",
        aims=["First aim", "Second aim"],
        evidence=[
            EVIDENCE,
            {"source": "full-source", "says": SAID | {"title": "Another title", "parties": ["aville", "cville"]}},
            {"source": "paper", "speaker": "lee"},
        ],
        **STATED,
    ),
    fact(
        "full-fact",
        "aville",
        "kim",
        kind="figure",
        speaker="kim",
        value={"value": 12, **FIGURE},
        outcome="What came of it.",
        outcome_date="2007-03-04",
        evidence=[
            EVIDENCE | {"for": "outcome", "language": "gsw"},
            {"source": "full-source", "says": SAID | {"value": {"value": 13, **FIGURE, "wording": "not so many"}}},
            {"source": "paper", "settled": "Both are right."},
        ],
        **STATED,
    ),
)


@pytest.mark.parametrize("width", [60, 30])
@pytest.mark.parametrize("kind", ["source", "city", "partner", "person", "agreement", "fact"])
def test_every_key_of_the_format_that_tells_a_reader_something_is_on_the_page(
    indexed: MakeIndex, kind: str, width: int
) -> None:
    assert missing(indexed(FULL), f"full-{kind}", width) == []


def test_the_made_up_records_use_every_key_of_the_format(indexed: MakeIndex) -> None:
    index = indexed(FULL)
    given = {path for id in index.ids() for path, _ in leaves(index.record(id))}
    used = {part for path in given for part in path}
    for kind in ("source", "city", "partner", "person", "agreement", "fact"):
        record = index.record(f"full-{kind}")
        assert isinstance(record, msgspec.Struct)
        assert set(record.__struct_encode_fields__) - used == set()
    assert set(Evidence.__struct_encode_fields__) - used == set()


def test_places_numbers_and_hashes_are_shown_in_their_own_way(indexed: MakeIndex) -> None:
    evidence = [{"source": "paper"}]
    figures = [
        fact("exactly", "aville", kind="figure", value={"unit": "yuan", "value": 500_000_000}, evidence=evidence),
        fact("between", "aville", kind="figure", value={"unit": "yuan", "at_least": 1000, "at_most": 2500}),
        fact("least", "aville", kind="figure", value={"unit": "yuan", "at_least": 4}),
        fact("most", "aville", kind="figure", value={"unit": "yuan", "at_most": 5.5}),
        fact("vague", "aville", kind="figure", value={"unit": "friends", "wording": "a number of"}),
    ]
    index = indexed(FULL + "".join(figures))
    words = {
        "full-city": "36.8512° south, 174.7833° east",
        "full-source": SHA256[:16],
        "exactly": "500,000,000 yuan",
        "between": "1,000 to 2,500 yuan",
        "least": "at least 4 yuan",
        "most": "at most 5.5 yuan",
        "vague": "“a number of”",
    }
    for id, text in words.items():
        assert squeezed(text) in page_of(index, id)
    assert "nonumber" in page_of(index, "vague")


@pytest.mark.parametrize(
    "mark", ["[sic]", "[/]", "[red]", "[@click=app.quit]", "[link=https://x]y[/link]", "\\[b]", ":smile:"]
)
def test_brackets_in_a_record_are_text(indexed: MakeIndex, mark: str) -> None:
    index = indexed(FULL.replace("hat", f"h{toml(mark)[1:-1]}at").replace("oted", f"o{toml(mark)[1:-1]}ted"))
    for kind in ("source", "city", "partner", "person", "agreement", "fact"):
        assert mark in page_of(index, f"full-{kind}")
        for line in record_page(index, f"full-{kind}", 60, TERMINAL).lines:
            for span in line.spans:
                assert getattr(span.style, "meta", {}).keys() <= {"record"}
                assert getattr(span.style, "link", None) is None


def test_a_soft_hyphen_is_shown_where_a_name_is_the_title_and_not_in_running_text(indexed: MakeIndex) -> None:
    said = fact("f", "aville", text="Stadt\u00adpartnerschaft\nin two lines")
    index = indexed({"a.toml": document(source(), city("aville", name="A\u00adville"), said)})
    (title, *_) = (line.plain for line in record_page(index, "aville", 60, TERMINAL).lines)
    assert title.startswith("A⟨U+00AD⟩ville ")
    (first, second, *_) = (line.plain for line in record_page(index, "f", 60, TERMINAL).lines)
    assert first.startswith("Stadtpartnerschaft ")
    assert second == "in two lines"


ACTING = (
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "\x1b]52;c;aGk=\x1b\\",
    "\x9b2J",
    "\u202eback\u202c",
    "\x00\x08\x7f",
)
UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def test_nothing_in_a_record_acts_on_the_terminal(indexed: MakeIndex) -> None:
    harm = toml("".join(ACTING))[1:-1]
    # Into every text that is no id, code or date: those begin with a capital here.
    text = re.sub(r'(?<== ")(?=[A-Z][a-z])|(?<=\[")(?=[A-Z][a-z])|(?<=")(?=이름)', lambda _: harm, FULL)
    assert text.count(harm) > 20
    index = indexed({"a.toml": text, "\x1b]0;x\x07.toml": document(city("elsewhere", name="\x9b31m"))})
    nodes = list(index.roots())
    for node in nodes:
        nodes += index.children(node.path)
    pages = [record_page(index, id, width, TERMINAL) for id in index.ids() for width in (30, 80)]
    pages += [node_page(index, node.path, 80, TERMINAL) for node in nodes]
    problem = Problem("\x1b.toml", 1, 1, "bad-id", "".join(ACTING), "".join(ACTING))
    pages.append(problem_page(problem, 80, TERMINAL))
    for page in pages:
        for line in page.lines:
            assert not UNSAFE.search(line.plain)
    for id in index.ids():
        assert not UNSAFE.search(label_text(record_label(index, id), 80, TERMINAL).plain)


# What was expected


NOT_DONE = squeezed("not reported as done")


def test_what_a_shipped_record_expects_is_never_shown_as_what_happened(shipped: Index) -> None:
    found = {id: record for id in shipped.ids() if isinstance(record := shipped.record(id), Agreement | Fact)}
    assert sum(map(expected, found.values())) > 5
    for (id, record), width in product(found.items(), (30, 80)):
        known = isinstance(record, Fact) and record.outcome is not None
        page = page_of(shipped, id, width)
        assert (NOT_DONE in page) == (expected(record) and not known)
        assert ("◇" in page) == expected(record)
        assert ("Whatbecameofit:" in page) == known


@pytest.mark.parametrize("modality", ["asserted", "implied", "planned", "expected", "hoped", "promised"])
@pytest.mark.parametrize("kind", ["agreement", "event", "plan", "expectation"])
def test_whoever_expects_something_the_page_says_that_it_is_not_reported_as_done(
    indexed: MakeIndex, kind: str, modality: str
) -> None:
    given = {"modality": modality} | ({} if kind == "agreement" else {"kind": kind})
    record = agreement("it", "a", "b", **given) if kind == "agreement" else fact("it", "a", **given)
    index = indexed(document(source(), city("a"), city("b"), record))
    only_expected = kind in ("plan", "expectation") or modality not in ("asserted", "implied")
    assert (NOT_DONE in page_of(index, "it")) == only_expected
    assert (record_label(index, "it").sign == "◇") == only_expected


@pytest.mark.parametrize("outcome", [None, "It came about."])
def test_what_became_of_an_expectation_is_told_or_told_to_be_unknown(indexed: MakeIndex, outcome: str | None) -> None:
    more = {"outcome": outcome, "evidence": [{"source": "paper", "for": "outcome"}]} if outcome else {}
    index = indexed(document(source(), city("a"), fact("it", "a", kind="plan", **more)))
    assert squeezed("What became of it") in page_of(index, "it")
    assert squeezed(outcome or "is not recorded") in page_of(index, "it")


# Disagreement


def test_a_contested_field_shows_every_value_who_gives_it_and_the_settlement(indexed: MakeIndex) -> None:
    papers = [source(id, publisher=f"{id.title()} Press", published="2016-11-04") for id in ("north", "south", "judge")]
    evidence = [
        {"source": "north"},
        {"source": "south", "says": {"date": "1996", "amount": {"value": 7, "currency": "CNY"}, "kind": "exchange"}},
        {"source": "judge", "settled": "Two steps of one tie."},
    ]
    tie = agreement("tie", "a", "b", date="2000", amount={"value": 5, "currency": "CNY"}, evidence=evidence)
    index = indexed(document(*papers, city("a"), city("b"), tie))
    lines = [squeezed(line.plain) for line in record_page(index, "tie", 100, TERMINAL).lines]
    for field, own, other in (
        ("date", "2000", "1996"),
        ("amount", "5CNY", "7CNY"),
        ("kindoftie", "sister-city", "exchange"),
    ):
        head = next(n for n, line in enumerate(lines) if line.startswith(f"≠Sourcesdisagreeonthe{field}"))
        assert "settled" in lines[head]
        assert lines[head + 1] == f"·{own}NorthPress,4November2016"
        assert lines[head + 2] == f"·{other}SouthPress,4November2016"
        assert lines[head + 3] == "=Twostepsofonetie.(ourreading,afterJudgePress,4November2016)"
    assert record_label(index, "tie").sign == "≠"


def test_a_contested_field_without_a_settlement_is_open(indexed: MakeIndex) -> None:
    said = [{"source": "paper", "says": {"date": "1996"}}]
    index = indexed(document(source(), city("a"), fact("it", "a", date="2000", evidence=said)))
    assert "≠Sourcesdisagreeonthedate·open" in page_of(index, "it")
    assert "2000thisrecord" in page_of(index, "it")


@pytest.mark.parametrize("field", [None, "date"])
def test_an_answer_to_what_nobody_contests_stands_with_its_evidence(folder: MakeFolder, field: str | None) -> None:
    answer = {"source": "paper", "settled": "All is well."} | ({"for": field} if field else {})
    said = {"source": "paper", "says": {"amount": {"value": 7, "currency": "CNY"}}}
    more = {"amount": {"value": 5, "currency": "CNY"}} if field else {}
    evidence = [{"source": "paper"}, answer, *([said] if field else [])]
    tie = agreement("tie", "a", "b", date="2000", evidence=evidence, **more)
    page = page_of(index_of(folder(document(source(), city("a"), city("b"), tie))), "tie")
    # Another field that is contested is not what it answers.
    assert ("≠Sourcesdisagreeontheamount·open" in page) == bool(field)
    assert page.count(squeezed("Settles it: All is well.")) == 1
    assert "ourreading" not in page


def test_every_contested_shipped_record_shows_every_date_and_source_of_it_and_the_settlement(shipped: Index) -> None:
    contested = [(id, contest) for id in shipped.ids() for contest in shipped.contests(id)]
    assert "chengdu-gimcheon-sister-city" in dict(contested)
    for id, contest in contested:
        page = page_of(shipped, id)
        assert "≠Sourcesdisagree" in page
        for claim in contest.claims:
            dates = [value for _, value in leaves(claim.value) if isinstance(value, Edtf)]
            assert all(squeezed(in_words(date)) in page for date in dates)
            assert all(squeezed(shown(shipped, "source", item.source) or "") in page for item in claim.evidence)
        assert all(squeezed(item.settled or "") in page for item in contest.settled)


# Quotes


STATE_WORDS = {
    QuoteState.EXACT: ("bridge was opened", "line 3 · ✓ exact"),
    QuoteState.TYPOGRAPHY: ("It's a bridge between", "line 3 · ✓ typography differs"),
    QuoteState.SPACING: ("support in fields", "line 4 · ✓ spacing differs"),
    QuoteState.AMBIGUOUS: ("Friends", "? in the text more than once"),
    QuoteState.NOT_FOUND: ("A bridge", "✗ not found"),
    QuoteState.EDITED: ("Nine hundred", "! changed since verified"),
    QuoteState.UNVERIFIED: ("Friends came", "! never verified"),
    QuoteState.CITED: (None, "cited, not quoted"),
}


def test_every_state_of_a_quote_is_said_in_words(folder: MakeFolder) -> None:
    def write(edited: str, *more: QuoteState) -> Index:
        quotes = {state: STATE_WORDS[state][0] for state in (*list(QuoteState)[:5], *more)}
        quotes[QuoteState.EDITED] = edited
        evidence = {
            state: [{"source": "paper"} | ({"quote": quote} if quote else {"note": "Seen."})]
            for state, quote in quotes.items()
        }
        facts = [fact(state.value, "aville", evidence=items) for state, items in evidence.items()]
        return index_of(folder(document(source(sha256=SHA256), city("aville"), *facts)))

    root = folder({})
    write("Nine hundred people")
    base = load(root)
    write_lock(base, verify(base, {SHA256: SourceText(TEXT)}, "2016-11-04"))
    index = write("Nine hundred", QuoteState.UNVERIFIED, QuoteState.CITED)
    for state, (_, words) in STATE_WORDS.items():
        page = page_of(index, state.value)
        assert squeezed(words) in page
        assert sum(squeezed(other) in page for _, other in STATE_WORDS.values()) == 1


def test_who_is_quoted_and_where_stands_below_the_quote(indexed: MakeIndex) -> None:
    index = indexed(FULL)
    lines = [line.plain for line in record_page(index, "full-city", 100, TERMINAL).lines]
    quote = lines.index("┃ “What the paper prints”")
    assert lines[quote + 1] == "┃ In English: What it means"
    assert re.fullmatch(r"┃ said by Kim\[\d+\] · The Publisher, 3 May 2005\[\d+\]", lines[quote + 2])
    assert lines[quote + 3] == "┃ Title of paper · ! never verified"


# Lines


def test_no_line_of_a_shipped_record_is_wider_than_its_page(shipped: Index) -> None:
    # Each record at every tenth width, each width with every tenth record, and the narrowest with all.
    wide = [
        (width, id, line.plain)
        for number, id in enumerate(shipped.ids())
        for width in range(20, 121)
        if width == 20 or (number + width) % 10 == 0
        for line in record_page(shipped, id, width, TERMINAL).lines
        if cell_len(line.plain) > width
    ]
    assert wide == []


@settings(max_examples=100)
@given(st.integers(20, 120), st.data())
def test_no_line_below_a_shipped_node_is_wider_than_its_page(shipped: Index, width: int, data: st.DataObject) -> None:
    node = data.draw(st.sampled_from(shipped.roots()))
    for child in (node, *shipped.children(node.path)):
        for line in node_page(shipped, child.path, width, TERMINAL).lines:
            assert cell_len(line.plain) <= width


@settings(max_examples=200)
@given(st.integers(12, 120), st.data())
def test_a_row_of_a_list_has_just_the_width_it_is_given(shipped: Index, width: int, data: st.DataObject) -> None:
    id = data.draw(st.sampled_from(shipped.ids()))
    assert label_text(record_label(shipped, id), width, TERMINAL).cell_len == width


def test_each_record_has_one_number_on_a_page_and_its_numbers_count_from_one(shipped: Index) -> None:
    for id in shipped.ids():
        page = record_page(shipped, id, 80, TERMINAL)
        assert len(set(page.links)) == len(page.links)
        numbers = {int(number) for number in re.findall(r"\[(\d+)\]", " ".join(line.plain for line in page.lines))}
        assert numbers == set(range(1, len(page.links) + 1))
        assert all(shipped.record(target) for target in page.links)


def test_an_id_that_no_record_has_gets_a_page_that_says_so(shipped: Index) -> None:
    assert "Norecordofthisbasehasthisid" in text_of(record_page(shipped, "nobody", 40, TERMINAL))


def test_a_page_ends_with_the_place_of_its_record_in_the_files(shipped: Index) -> None:
    for id in ("busan", "chengdu-kofu", "park-promise"):
        file, line = shipped.file(id)
        assert record_page(shipped, id, 80, TERMINAL).lines[-1].plain == f"{file}:{line} · {id}"
