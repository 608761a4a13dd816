"""The invented bases are the same every time, clean, and as mixed as they are said to be."""

import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.bases import make_base, names_of_base
from tui.loading.base import Base, check_quotes, load
from tui.records.kinds import Agreement, City, Fact, Source, evidence_of

FACTS = 200


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_base(tmp_path_factory.mktemp("bases") / "base", FACTS)


@pytest.fixture(scope="module")
def base(folder: Path) -> Base:
    return load(folder)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.toml")}


def test_one_seed_gives_the_same_bytes_and_another_seed_others(folder: Path, tmp_path: Path) -> None:
    assert contents(make_base(tmp_path / "again", FACTS)) == contents(folder)
    assert contents(make_base(tmp_path / "other", FACTS, seed=2)) != contents(folder)


def test_a_base_has_no_problem_but_quotes_that_nobody_verified(base: Base) -> None:
    assert [str(problem) for problem in base.problems] == []
    assert {problem.code for problem in check_quotes(base)} == {"quote-unverified"}


def test_facts_and_agreements_are_counted_together_and_the_rest_is_in_proportion(base: Base) -> None:
    kinds = Counter(entry.kind for entry in base.entries.values())
    assert kinds["fact"] + kinds["agreement"] == FACTS
    assert kinds["fact"] > kinds["agreement"] > FACTS / 10
    assert (kinds["city"], kinds["partner"], kinds["person"], kinds["source"]) == (8, 10, 5, 16)


def test_files_hold_a_hundred_facts_unless_told_otherwise(folder: Path, tmp_path: Path) -> None:
    assert len(contents(folder)) == FACTS // 100
    spread = make_base(tmp_path / "spread", FACTS, files=40)
    assert len(contents(spread)) == 40
    assert load(spread).problems == []


def test_every_script_is_there(folder: Path, tmp_path: Path) -> None:
    text = "".join(data.decode() for data in contents(make_base(tmp_path / "more", 2_000)).values())
    scripts = {unicodedata.name(char, "").partition(" ")[0] for char in set(text)}
    assert {"LATIN", "CJK", "HANGUL", "HIRAGANA", "KATAKANA", "CYRILLIC"} <= scripts
    assert any(unicodedata.decomposition(char) and char.isalpha() for char in set(text) if char < "\u0250")


def test_records_rest_on_one_to_four_pieces_of_evidence_of_every_sort(base: Base) -> None:
    records = [entry.record for entry in base.entries.values()]
    ties = [record for record in records if isinstance(record, (Agreement, Fact))]
    pieces = Counter(len(record.evidence) for record in ties)
    assert {1, 2, 3, 4} <= set(pieces)
    assert 1.5 < sum(map(len, (record.evidence for record in ties))) / len(ties) < 2.5
    items = [item for record in records for item in evidence_of(record)]
    for key in ("quote", "says", "note", "speaker", "translation", "for_"):
        assert any(getattr(item, key) for item in items), key
    assert any(record.origin for record in records if isinstance(record, Source))


def test_names_to_search_for_belong_to_the_cities_of_the_base(base: Base) -> None:
    names = names_of_base(FACTS)
    cities = {id: entry.record for id, entry in base.entries.items() if isinstance(entry.record, City)}
    assert {name.id: name.name for name in names} == {id: city.name for id, city in cities.items()}
    for name in names:
        assert name.typo != name.name
        assert name.romanised != name.name


def test_nineteen_of_twenty_names_are_one_citys_alone() -> None:
    counted = Counter(name.name for name in names_of_base(1_000_000))
    assert sum(1 for count in counted.values() if count == 1) >= 0.95 * counted.total()
