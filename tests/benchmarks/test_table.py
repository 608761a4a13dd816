"""What is measured is printed so that people and machines can read it, and names nothing of the machine's owner."""

import json
import platform
from pathlib import Path

from benchmarks.rows import Outcome, Row, Scene, by_turns, percentile
from benchmarks.searching import literal
from benchmarks.table import Result, document, results_page, text_table
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
    page = results_page(RESULTS, "python -m benchmarks")
    assert "- **share found** at 10k" in page
    assert platform.python_version() in page
    assert platform.node() not in page
    assert str(Path.home()) not in page


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
