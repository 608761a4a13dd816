"""Whatever strings there are, no way out of Ties lets through what a terminal could act on."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz import sinks
from tests.fuzz.sinks import SINKS, raw, run, strings

TEXTS = st.text(st.characters(exclude_categories=())) | st.lists(st.sampled_from(sinks._PIECES)).map("".join)
# A base is written, or a browser started, for each example.
COSTLY = {"records": 8, "screens": 1}


@pytest.mark.parametrize("name", SINKS)
def test_nothing_raw_comes_out(name: str) -> None:
    @settings(max_examples=COSTLY.get(name, 60), suppress_health_check=list(HealthCheck))
    @given(st.lists(TEXTS, min_size=4, max_size=12))
    def holds(texts: list[str]) -> None:
        for shown in SINKS[name](["x", *texts]):
            assert not raw(shown)

    holds()


def test_what_is_raw_is_counted() -> None:
    england = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
    assert sum(raw("a\x1b[31m\x9b\u202e\U000e0041\ud800\uffff\n").values()) == 6
    assert not raw(f"The bridge, 김천시 👨\u200d👩\u200d👧 {england}\n")


def test_the_strings_are_hostile_and_the_same_for_the_same_seed() -> None:
    (first,), (again,), (other,) = (list(strings(500, seed)) for seed in (1, 1, 2))
    assert first == again != other
    assert sum(1 for text in first if raw(text)) > 300


def test_a_sink_that_forgets_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.browser.widgets.key_line.one_line", lambda text: text)
    found = run(500, 1, ["lines"], lambda words: None)
    assert found["lines U+001B"] > 0
    assert {what.split()[0] for what in found} == {"lines"}
