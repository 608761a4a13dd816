"""`ties promised` on a command line: all of a base or of a city, for people and for machines."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.index.test_promises import OUTCOME, hope
from tests.made_up import MakeFolder, city, document, fact, source
from tui.cli.main import main

BASE = document(
    source(),
    source("later"),
    city("aville"),
    city("btown"),
    city("ctown"),
    hope("long-ago", date="1996", speaker="btown"),
    hope("some-day", "btown"),
    hope("known", date="1996", outcome="It was.", outcome_date="1997", evidence=OUTCOME),
    fact("happened", "aville"),
)


@pytest.fixture
def base(folder: MakeFolder) -> Path:
    return folder(BASE)


def lines(capsys: pytest.CaptureFixture[str]) -> list[Any]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_it_prints_what_is_overdue_first_and_nothing_that_happened(
    base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["promised", "--facts", str(base)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("Whole base: 3 promised, 1 overdue")
    at = [printed.index(f"Text of {id}") for id in ("long-ago", "some-day", "known")]
    assert at == sorted(at)
    assert "→ 1997: It was. Title of later[" in printed
    assert "Text of happened" not in printed


def test_as_json_each_line_has_who_holds_it_and_what_became_of_it(
    base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["promised", "--facts", str(base), "--json"]) == 0
    overdue, undated, done = lines(capsys)
    assert overdue.pop("overdue_days") > 10_000
    assert overdue == {
        "id": "long-ago", "title": "Text of long-ago", "kind": "expectation", "modality": "hoped", "state": "overdue",
        "held_by": ["btown"], "told_by": [], "date": "1996", "due": "1996-12-31",
        "outcome": None, "outcome_date": None, "outcome_sources": [], "contested": [],
    }  # fmt: skip
    assert (undated["state"], undated["due"], undated["held_by"], undated["told_by"]) == (
        "undated",
        None,
        [],
        ["paper"],
    )
    assert (done["state"], done["outcome"], done["outcome_date"], done["outcome_sources"]) == (
        "done", "It was.", "1997", ["later"],
    )  # fmt: skip


def test_of_a_city_only_what_concerns_it(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["promised", "btown", "--facts", str(base), "--json"]) == 0
    assert [line["id"] for line in lines(capsys)] == ["long-ago", "some-day"]


def test_a_limit_holds_for_each_state_and_it_says_how_many_are_left_out(
    base: Path, folder: MakeFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder({"b.toml": document(hope("long-ago-too", date="1997"), hope("some-day-too"))})
    assert main(["promised", "--facts", str(base), "--json", "--limit", "1"]) == 0
    out, err = capsys.readouterr()
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["long-ago", "some-day", "known"]
    assert err == "ties: 2 more are not shown (--limit)\n"


@pytest.mark.parametrize(
    ("city", "talk"),
    [
        ("ctown", "No record of Ctown tells of a plan, an expectation, a hope or a promise."),
        ("nowhere", 'no city has the id "nowhere"; `ties tree --depth 1` lists them'),
        ("happened", 'no city has the id "happened"; `ties tree --depth 1` lists them'),
    ],
)
def test_where_there_is_nothing_it_ends_with_1_and_says_why(
    base: Path, capsys: pytest.CaptureFixture[str], city: str, talk: str
) -> None:
    assert main(["promised", city, "--facts", str(base)]) == 1
    assert capsys.readouterr() == ("", f"ties: {talk}\n")
