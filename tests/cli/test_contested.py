"""`ties contested` and `ties sides`: what they print, for people and for machines, and how they end."""

import json
from pathlib import Path

import pytest

from tests.bad_inputs.commands import ran
from tests.made_up import MakeFolder, agreement, city, document, fact, source

ESCAPE = "\x1b"
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def facts(folder: MakeFolder) -> Path:
    """Two agreements that contest one tie, a fact that contests itself and settles it, and a city without either."""
    settled = [
        {"source": "north", "quote": "opened in 1996"},
        {"source": "south", "says": {"date": "1999"}},
        {"source": "south", "settled": f"The{ESCAPE}[2J first half."},
    ]
    papers = [
        source(id, published="2016", origin="agency", publisher=f"{id.title()} Press") for id in ("north", "south")
    ]
    return folder(
        document(
            *papers,
            *(city(id) for id in ("here", "there", "far")),
            source("list", kind="list", of="here"),
            agreement("tie", "here", "there", date="1996", evidence=[{"source": "north"}, {"source": "list"}]),
            agreement("rival", "there", "here", date="2000", evidence=[{"source": "south"}]),
            fact("quiet", "far", evidence=[{"source": "north"}]),
            fact("bridge", "here", date="1996", evidence=settled),
        )
    )


def test_every_contested_field_is_a_line_that_begins_with_the_id_of_its_record(facts: Path, capsys: Capture) -> None:
    found = ran(capsys, "contested", "--facts", facts)
    assert found.code == 0
    assert [line.split()[:2] for line in found.out] == [["tie", "≠"], ["rival", "≠"], ["bridge", "="]]
    assert "date 1996 ≠ 2000 · 1 origin Here ⇄ There" in found.out[0]


def test_a_city_has_only_what_concerns_it(facts: Path, capsys: Capture) -> None:
    assert len(ran(capsys, "contested", "there", "--facts", facts).out) == 2
    nothing = ran(capsys, "contested", "far", "--facts", facts)
    assert (nothing.code, nothing.out) == (1, [])
    assert "nothing is contested of what concerns far" in nothing.err


def test_a_source_has_what_cites_it(facts: Path, capsys: Capture) -> None:
    assert [line.split()[0] for line in ran(capsys, "contested", "north", "--facts", facts).out] == ["tie", "bridge"]


def test_a_record_has_its_values_side_by_side(facts: Path, capsys: Capture) -> None:
    found = ran(capsys, "contested", "tie", "--facts", facts)
    assert found.code == 0
    assert any("1996" in line and "│ 2000" in line for line in found.out)
    assert any("in the record Title of rival" in line for line in found.out)


@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("paper", 'no record has the id "paper"'),
        ("quiet", "nothing in quiet is contested"),
        ("far", "nothing is contested of what concerns far"),
    ],
)
def test_what_is_not_there_or_not_contested_ends_with_1(facts: Path, capsys: Capture, id: str, said: str) -> None:
    for more in ((), ("--json",)):
        found = ran(capsys, "contested", id, "--facts", facts, *more)
        assert found.code == 1
        assert said in found.err
        assert found.out == []


def test_json_has_every_value_with_its_evidence_and_its_origins(facts: Path, capsys: Capture) -> None:
    found = ran(capsys, "contested", "--facts", facts, "--json")
    tie, rival, bridge = map(json.loads, found.out)
    assert (tie["record"], rival["record"], bridge["settled"]) == ("tie", "rival", [f"The{ESCAPE}[2J first half."])
    assert (tie["field"], tie["settled"], tie["sources"], tie["origins"]) == ("date", [], 2, 1)
    assert [(value["value"], value["record"], value["origins"]) for value in tie["values"]] == [
        ("1996", None, ["agency"]),
        ("2000", "rival", ["agency"]),
    ]
    assert bridge["values"][0]["evidence"] == [{"source": "north", "published": "2016", "quote": "opened in 1996"}]
    assert ran(capsys, "contested", "tie", "--facts", facts, "--json").out == found.out[:1]


def test_nothing_that_is_printed_acts_on_a_terminal(facts: Path, capsys: Capture) -> None:
    for words in (["contested"], ["contested", "bridge"], ["contested", "--json"], ["sides", "here"]):
        assert ESCAPE not in "\n".join(ran(capsys, *words, "--facts", facts).out)
    assert "␛[2J first half." in "\n".join(ran(capsys, "contested", "bridge", "--facts", facts).out)


def test_show_as_json_says_which_value_is_of_another_record(facts: Path, capsys: Capture) -> None:
    found = json.loads("\n".join(ran(capsys, "show", "tie", "--facts", facts, "--json").out))
    assert [value["record"] for value in found["contested"][0]["values"]] == [None, "rival"]


def test_sides_prints_the_ties_of_a_city(facts: Path, capsys: Capture) -> None:
    found = ran(capsys, "sides", "here", "--facts", facts)
    assert found.code == 0
    assert found.out[1] == "1 on its list · 0 on none"
    assert any("There" in line and "✓" in line for line in found.out)


@pytest.mark.parametrize(
    ("id", "said"), [("nobody", "no city has the id"), ("tie", "no city has the id"), ("far", "no agreement ties far")]
)
def test_sides_of_no_city_or_one_without_ties_ends_with_1(facts: Path, capsys: Capture, id: str, said: str) -> None:
    found = ran(capsys, "sides", id, "--facts", facts)
    assert (found.code, found.out) == (1, [])
    assert said in found.err


def test_sides_as_json_has_counts_and_every_tie(facts: Path, capsys: Capture) -> None:
    found = json.loads("\n".join(ran(capsys, "sides", "here", "--facts", facts, "--json").out))
    assert (found["city"], found["lists"], found["on_all_lists"], found["on_no_list"]) == ("here", ["list"], 1, [])
    (tie,) = found["ties"]
    assert (tie["partner"], tie["name"], tie["lists"], tie["others"]) == (
        "there",
        "There",
        ["list"],
        ["north", "south"],
    )
    assert tie["contested"] == [{"record": "tie", "field": "date"}, {"record": "rival", "field": "date"}]
