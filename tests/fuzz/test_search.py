"""Searching for inputs that break a property: what is found is kept once, small, and told."""

from pathlib import Path

import pytest

from tests.fuzz.__main__ import main
from tests.fuzz.blind import search
from tests.fuzz.findings import Search
from tests.fuzz.steps import FREE, TooManyStepsError, bounded
from tests.fuzz.target import Target
from tui.records.folding import tokens


def check_without_zs(data: bytes) -> None:
    """No z stands before a y."""
    before, _, _ = data.partition(b"y")
    assert b"z" not in before


def check_word_by_word(data: bytes) -> None:
    """Takes time that grows as the square of an input: each byte looks at the whole again."""
    for _ in data:
        tokens("".join(map(chr, data)))


def test_what_breaks_a_property_is_kept_once_and_without_what_it_does_not_need(tmp_path: Path) -> None:
    looking = Search(Target("made-up", check_without_zs), tmp_path)
    looking.run(b"nothing wrong")
    looking.run(b"a long text with a z somewhere y")
    looking.run(b"another z, y")
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"z"]
    assert list(looking.found.values()) == list(tmp_path.iterdir())
    assert looking.executions == 3


def test_a_blind_search_finds_what_is_a_few_changes_away(tmp_path: Path) -> None:
    looking = Search(Target("made-up", check_without_zs), tmp_path)
    search(looking, [b"abc"], [b"z"], seconds=0, runs=500, seed=1)
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"z"]


def test_two_blind_searches_of_one_seed_try_the_same_inputs(tmp_path: Path) -> None:
    tried: list[list[bytes]] = []
    for _ in range(2):
        tried.append([])
        looking = Search(Target("made-up", tried[-1].append), tmp_path)
        search(looking, [b"abc", b"def"], [b"z"], seconds=0, runs=200, seed=7)
    assert tried[0] == tried[1]
    assert len(set(tried[0])) > 50


def test_time_that_grows_faster_than_its_input_is_noticed_without_a_clock() -> None:
    target = Target("made-up", check_word_by_word, steps=200)
    assert bounded(target, b"\xe9" * 10) < FREE
    with pytest.raises(TooManyStepsError):
        bounded(target, b"\xe9" * 1000)


def test_the_command_says_what_it_did_with_each_target(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["--blind", "--runs", "40", "--found", str(tmp_path), "dates", "safe-text"])
    said = capsys.readouterr().out
    assert status == 0
    assert "dates: 40 executions in" in said
    assert "safe-text: 40 executions in" in said
    assert "blindly, without coverage" in said


def test_a_target_that_there_is_not_is_refused_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["spelling"])
    assert ended.value.code == 2
    assert "there are loading, dates" in capsys.readouterr().err
