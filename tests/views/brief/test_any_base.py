"""The brief of whatever a base holds: it keeps to its page, and to what has happened."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.made_up import agreement, city, document, fact, index_of, partner, table
from tests.views.brief.taken_apart import brief_of, clauses_of, pages, taken_apart
from tui.records.kinds import Agreement, Fact, expected
from tui.views.brief.statements import Part

DATES = (
    *("2016", "2016-06", "2016-02-29", "2016?", "2016~", "2016-06%", "201X", "20XX", "2016-XX", "2015-21", "2015-33"),
    *("2016-10-20/2016-10-26", "1984/..", "../2016", "[2016..2025]", "[..2016-11-04]", "9999-12-31", "0001"),
)
TEXTS = ("A thing.", "“Quoted” · ≠ ◇", "都" * 90, "W" * 300, "a\u202eb", "Ends …", "x")
MODALITIES = ("asserted", "implied", "planned", "expected", "hoped", "promised")
FIGURES = ({}, {"value": 4}, {"at_least": 4}, {"at_most": 2016}, {"as_of": "2016"}, {"value": 3.5, "as_of": "9999"})


def evidence(random: Random) -> list[dict[str, object]]:
    found: list[dict[str, object]] = [{"source": f"s{random.randrange(4)}"} for _ in range(random.randint(1, 3))]
    if random.random() < 0.3:
        found[-1]["says"] = {"date": random.choice(DATES)}
    if random.random() < 0.2:
        found[-1]["settled"] = random.choice(TEXTS)
    return found


def person(random: Random, id: str) -> str:
    offices = [
        table("person.role", title=random.choice(("Mayor", "Head")), of=random.choice(("aville", "btown", "works")),
              from_=random.choice(DATES), until=random.choice(DATES), evidence=evidence(random))
        for _ in range(random.randrange(5))
    ]  # fmt: skip
    return table("person", id=id, name=random.choice(TEXTS)) + "".join(offices)


def record(random: Random, id: str) -> str:
    keys: dict[str, object] = {"text": random.choice(TEXTS), "evidence": evidence(random)}
    keys |= {"modality": random.choice(MODALITIES)} if random.random() < 0.5 else {}
    keys |= {"date": random.choice(DATES)} if random.random() < 0.8 else {}
    if random.random() < 0.4:
        kinds = ("sister-city", "friendship-city", "cooperation", "exchange", "unspecified")
        parties = random.choice((("aville", "btown"), ("works", "btown"), ("aville", "works")))
        return agreement(id, *parties, kind=random.choice(kinds), **keys)
    kind = random.choice(("event", "figure", "statement", "profile", "plan", "expectation", "listing"))
    if kind == "figure":
        keys["value"] = {"unit": "x", **random.choice(FIGURES)}
    if kind == "plan" and random.random() < 0.5:
        keys |= {"outcome": random.choice(TEXTS), "outcome_date": random.choice(DATES)}
    about = random.sample(("aville", "btown", "works", "p0", "p1"), random.randint(1, 3))
    return fact(id, *about, kind=kind, **keys)


@settings(max_examples=12)
@given(st.randoms(use_true_random=False), st.sampled_from([20, 60, 500]))
def test_any_brief_fits_ends_in_marks_and_tells_nothing_expected_as_done(
    tmp_path_factory: pytest.TempPathFactory, random: Random, lines: int
) -> None:
    root = tmp_path_factory.mktemp("any")
    sources = [
        table("source", id=f"s{n}", title=random.choice(TEXTS), published=random.choice(DATES), origin=f"o{n % 3}")
        for n in range(4)
    ]
    records = [*sources, city("aville"), city("btown", "CN"), partner("works", city="aville")]
    records += [person(random, f"p{n}") for n in range(2)]
    records += [record(random, f"r{n}") for n in range(random.choice((0, 4, 40)))]
    (root / "a.toml").write_text(document(*records), encoding="utf-8")
    index = index_of(root)
    for with_ in (None, "btown"):
        for until in (None, "0001-12-31", "2016-06-30", "9999-12-31"):
            brief = brief_of(index, "aville", with_, lines, until)
            printed = pages(index, brief, lines)
            assert len(printed) <= lines
            told = taken_apart(printed)
            assert all(clauses_of(statement) for _, statement in told.statements)
            assert len(told.statements) == len(brief.statements)
            for statement in brief.statements:
                of = index.record(statement.record) if statement.record else None
                if isinstance(of, (Agreement, Fact)):
                    assert expected(of) == statement.expected == (statement.part is Part.EXPECTED)
    index.close()


@pytest.mark.parametrize("length", [*range(60, 80), 148, 149, 150, 151, 152, 300])
def test_marks_stay_together_behind_a_word_of_any_length(tmp_path_factory: pytest.TempPathFactory, length: int) -> None:
    root = tmp_path_factory.mktemp("long")
    sources = [table("source", id=f"s{n}", title="A paper") for n in range(3)]
    told = fact("r", "aville", text="W" * length, evidence=[{"source": "s0"}, {"source": "s2"}, {"source": "s1"}])
    (root / "a.toml").write_text(document(*sources, city("aville"), told), encoding="utf-8")
    index = index_of(root)
    printed = pages(index, brief_of(index, "aville", None, 60, None), 60)
    assert any(line.rstrip().endswith(("[1–3]", "[1 2 3]")) for line in printed)
    index.close()
