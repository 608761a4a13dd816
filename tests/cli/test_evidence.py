"""`ties evidence` on a command line: the whole matrix, for people and for machines."""

import json
from pathlib import Path

import pytest

from tests.made_up import MakeFolder, city, document, fact, source
from tui.cli.main import main

BASE = document(
    source(origin="agency"),
    source("page"),
    city("aville"),
    fact(
        "fair",
        "aville",
        date="1996",
        evidence=[{"source": "paper", "quote": "in 1996"}, {"source": "page", "says": {"date": "2000"}}],
    ),
)


@pytest.fixture
def base(folder: MakeFolder) -> Path:
    return folder(BASE)


def test_it_prints_the_matrix_and_what_its_numbers_stand_for(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evidence", "fair", "--facts", str(base)]) == 0
    printed = capsys.readouterr().out
    assert "2 fields · 2 sources of 2 origins" in printed
    assert "≠ date 1996 · 2000 by Title of page[2]" in printed
    assert printed.endswith("[1] paper  [2] page\n")


def test_as_json_each_row_has_the_sources_that_are_not_silent(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evidence", "fair", "--facts", str(base), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    text, date = found["rows"]
    assert (text["field"], text["value"], text["origins"], text["quoted"]) == ("text", "Text of fair", 2, True)
    assert date["sources"] == {
        "paper": {"stance": "quoted-unverified", "backs": "quoted-unverified", "says": {}},
        "page": {"stance": "disagrees", "backs": None, "says": {"date": "2000"}},
    }
    assert found["sources"][0] == {
        "source": "paper", "origin": "agency", "verified": 0, "quoted": 2, "cited": 0, "disagrees": 0,
    }  # fmt: skip
    assert (found["id"], found["more_records"]) == ("fair", 0)


def test_of_a_city_each_row_is_a_record(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evidence", "aville", "--facts", str(base), "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)["rows"]
    assert (row["record"], row["field"], row["origins"]) == ("fair", None, 1)


def test_an_id_that_no_record_has_ends_with_1_and_the_nearest(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evidence", "fairs", "--facts", str(base)]) == 1
    assert capsys.readouterr() == ("", 'ties: no record has the id "fairs"; did you mean fair?\n')
