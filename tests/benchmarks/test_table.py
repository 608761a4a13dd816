"""What is measured is printed so that people and machines can read it, and names nothing of the machine's owner."""

import json
import platform
from pathlib import Path

import pytest

from benchmarks import measure
from benchmarks.rows import Outcome, Row, Scene, by_turns, percentile
from benchmarks.searching import literal
from benchmarks.table import Result, document, known_bounds, results_page, text_table, unexplained
from benchmarks.terminal import Terminal


def _never(scene: Scene) -> Outcome:
    raise NotImplementedError


SMALL = Row("small", "what is small ÷ what is large", _never, target=0.5)
LARGE = Row("large", "share found", _never, target=0.95, at_least=True)
RESULTS = [
    Result(SMALL, 10_000, Outcome([0.4, 0.2, 0.3], [0.004, 0.002, 0.003], [0.01, 0.01, 0.01])),
    Result(SMALL, 1_000_000, Outcome([0.6], [12.0], [20.0])),
    Result(LARGE, 10_000, Outcome([0.9], unit="")),
    Result(LARGE, 1_000, None, "not there yet: an index on disk, which is long to say"),
]


def test_a_line_has_the_median_the_spread_the_target_and_whether_it_was_met() -> None:
    head, small, million, large, missing = text_table(RESULTS).splitlines()
    assert head.split()[:2] == ["what", "facts"]
    assert " ".join(small.split()).endswith("10k 3.0 ms 10.0 ms 0.300 0.200–0.400 0.200–0.400 ≤ 0.5 yes")
    assert " ".join(million.split()).endswith("1M 12.0 s 20.0 s 0.600")
    assert large.split()[-3:] == ["≥", "0.95", "NO"]
    assert missing.endswith("not there yet: an index on disk, which is long to say")


def test_columns_are_aligned() -> None:
    lines = text_table(RESULTS).splitlines()
    assert lines[0].index("met") + 3 == len(lines[1])
    assert len(lines[1]) == len(lines[3])


def test_json_holds_every_pair() -> None:
    made = json.loads(json.dumps(document(RESULTS)))
    assert [row.get("met") for row in made["rows"]] == [True, None, False, None]
    assert made["rows"][0]["ratios"] == [0.4, 0.2, 0.3]
    assert made["rows"][3]["missing"].startswith("not there yet")


def test_the_results_page_describes_the_machine_without_naming_it() -> None:
    page = results_page(RESULTS, "python -m benchmarks", {})
    assert platform.python_version() in page
    assert platform.node() not in page
    assert str(Path.home()) not in page


def test_a_miss_stands_in_the_results_once_with_its_factor_and_what_bounds_it() -> None:
    slow = Result(SMALL, 10_000, Outcome([0.75], [0.3], [0.4]))
    page = results_page([*RESULTS, slow], "python -m benchmarks", {"large": "Names | that nobody types."})
    assert page.count("What misses, and what bounds it") == 1
    _, _, section = page.partition("## What misses, and what bounds it\n\n")
    assert section.splitlines()[2:] == [
        "| share found (`large`) | 10k | 0.900 for 0.95 | 1.056 times | Names \\| that nobody types. |",
        "| what is small ÷ what is large (`small`) | 10k | 0.750 for 0.5 | 1.500 times | not known |",
    ]
    assert results_page(RESULTS[:2], "x", {}).endswith("bounds it\n\nNothing.\n")


def test_misses_that_nobody_explained_are_named_once_each() -> None:
    assert unexplained([*RESULTS, *RESULTS], {}) == ["large"]
    assert unexplained(RESULTS, {"large": "Names that nobody types."}) == []


def test_every_sentence_on_what_bounds_a_row_belongs_to_a_row_with_a_target() -> None:
    rows = {key for key, row in measure.ROWS.items() if row.target is not None or row.target_million is not None}
    assert set(known_bounds()) <= rows
    assert all(sentence.endswith(".") for sentence in known_bounds().values())


def test_results_that_are_written_with_an_unexplained_miss_end_with_1_and_say_which(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(measure, "RESULTS", tmp_path / "RESULTS.md")
    monkeypatch.setattr(measure, "ROWS", {"large": LARGE})
    monkeypatch.setattr(measure, "_measure", lambda key, scene: Result(LARGE, scene.facts, Outcome([0.9], unit="")))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    asked = ["--sizes", "1k", "--only", "large", "--keep", str(tmp_path / "kept")]
    assert measure.main(asked) == 0
    assert not (tmp_path / "RESULTS.md").exists()
    assert measure.main([*asked, "--write-results"]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == "say in bounds.toml what bounds these rows: large"
    assert "share found (`large`)" in (tmp_path / "RESULTS.md").read_text()
    monkeypatch.setattr(measure, "known_bounds", lambda: {"large": "Names that nobody types."})
    assert measure.main([*asked, "--write-results"]) == 0


def test_two_things_are_measured_by_turns_and_the_first_turn_is_not_counted() -> None:
    turns: list[str] = []

    def ours() -> float:
        turns.append("a")
        return 2.0 * len(turns)

    def beside() -> float:
        turns.append("b")
        return 1.0

    outcome = by_turns(2, ours, beside)
    assert "".join(turns) == "ababab"
    assert outcome.ratios == [6.0, 10.0]


def test_percentiles_are_values_that_were_measured() -> None:
    assert percentile(range(1, 101), 0.99) == 99
    assert percentile([5.0], 0.99) == 5.0


def test_tools_without_our_operators_are_asked_for_the_words_alone() -> None:
    assert literal('"air quality" -film year:2015..2016 kind:event') == "air quality 2015..2016 event"
    assert literal("high-tech") == "high-tech"


def test_a_screen_is_finished_when_the_words_are_there_and_the_program_rests() -> None:
    program = "printf 'be\\033[1mgin'; read -r key; printf \"got $key\"; read -r end"
    with Terminal(["sh", "-c", program], {"PATH": "/usr/bin:/bin"}) as terminal:
        assert 0 < terminal.first_frame("begin") < 60
        assert terminal.press(b"x\n") > 0
        assert b"got x" in terminal.written
