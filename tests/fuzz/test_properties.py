"""The properties of every target, for inputs made of what such inputs are made of."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.blind import LONGEST
from tests.fuzz.steps import bounded
from tests.fuzz.target import Target
from tests.fuzz.targets import TARGETS, loading
from tests.made_up import document, table
from tui.records.kinds import KINDS, Evidence, Location, Role, Says

# Ids and values that keys often take, so that some records are whole and refer to each other.
_VALUES = st.sampled_from(
    [
        "a",
        "b",
        "paper",
        "KR",
        "CNY",
        "event",
        "company",
        "sister-city",
        "2016",
        "2016-06/2018",
        "date",
        "outcome",
        "",
        "\x1b",
        "x" * 300,
    ]
)
_KEYS = sorted(
    {key for struct in (*KINDS.values(), Evidence, Says, Role, Location) for key in struct.__struct_encode_fields__}
)
_GIVEN = st.recursive(
    _VALUES | st.text(max_size=5) | st.booleans() | st.integers(-5, 5000) | st.floats(-1e6, 1e6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=4),
    max_leaves=6,
)
_EVIDENCE = st.dictionaries(st.sampled_from(Evidence.__struct_encode_fields__), _GIVEN, max_size=3).map(
    lambda given: [{"source": "paper"} | given]
)


@st.composite
def _records(draw: st.DrawFn) -> str:
    kind = draw(st.sampled_from(sorted(KINDS)))
    required: dict[str, object] = {"id": draw(_VALUES), "evidence": draw(_EVIDENCE)}
    required |= {key: draw(_VALUES) for key in ("title", "name", "text", "country", "kind") if draw(st.booleans())}
    required |= {key: [draw(_VALUES), "b"] for key in ("about", "parties") if draw(st.booleans())}
    own = st.sampled_from(KINDS[kind].__struct_encode_fields__)
    return table(kind, **required | draw(st.dictionaries(own | st.sampled_from(_KEYS), _GIVEN, max_size=3)))


def _inputs(target: Target) -> st.SearchStrategy[bytes]:
    pieces = st.sampled_from(target.words) | st.text(max_size=3).map(str.encode) | st.binary(max_size=3)
    return st.lists(pieces, max_size=30).map(b"".join)


@pytest.mark.parametrize("name", TARGETS)
def test_an_input_of_any_pieces_keeps_the_properties_of_its_target(name: str) -> None:
    TARGETS[name].prepare()

    @settings(max_examples=150)
    @given(_inputs(TARGETS[name]))
    def check(data: bytes) -> None:
        TARGETS[name].check(data)

    check()


@settings(max_examples=150)
@given(st.lists(_records(), max_size=3))
def test_records_of_keys_that_there_are_are_taken_or_their_mistakes_are_told(records: list[str]) -> None:
    loading.check(document(*records).encode())


@pytest.mark.parametrize("name", TARGETS)
def test_no_piece_repeated_to_the_end_takes_more_steps_than_its_length_allows(name: str) -> None:
    for word in TARGETS[name].words:
        bounded(TARGETS[name], (word * LONGEST)[: LONGEST // 4])
