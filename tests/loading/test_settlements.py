"""An editor's answer to what nobody contests: said once, at its place, by the check and by the index alike."""

import pytest

from tests.made_up import Files, MakeFolder, agreement, city, document, fact, index_of, source
from tui.loading.base import load

PLACES = document(source(), source("north"), city("aville"), city("btown"))
ANSWER = {"source": "paper", "settled": "Two steps."}


def tie(id: str, date: str, *evidence: object) -> str:
    return agreement(id, "aville", "btown", date=date, evidence=[{"source": "paper"}, *evidence])


def problems(folder: MakeFolder, files: Files) -> list[str]:
    """What the check finds, which must be what the index tells."""
    root = folder(files)
    found = [str(problem) for problem in load(root).problems]
    index = index_of(root)
    assert [str(problem) for problem in index.problems] == found
    index.close()
    return found


def test_an_answer_to_what_a_record_contests_itself_is_needed(folder: MakeFolder) -> None:
    says = {"source": "north", "says": {"date": "1996"}}
    assert problems(folder, {"a.toml": PLACES, "b.toml": document(tie("t", "2000", says, ANSWER))}) == []


@pytest.mark.parametrize("answering", ["t", "u"])
def test_an_answer_to_what_two_records_contest_is_needed_in_whichever_it_stands(
    folder: MakeFolder, answering: str
) -> None:
    ties = {f"{id}.toml": document(tie(id, date, *([ANSWER] if id == answering else []))) for id, date in DATES}
    assert problems(folder, {"a.toml": PLACES} | ties) == []


DATES = (("t", "1996"), ("u", "2000"))


@pytest.mark.parametrize(
    ("record", "said"),
    [
        pytest.param(tie("t", "2000", ANSWER), "no field of this record is contested", id="a tie"),
        pytest.param(
            fact("t", "aville", evidence=[ANSWER | {"for": "date"}]),
            "`date` of this record is not contested",
            id="field",
        ),
        pytest.param(
            tie("t", "2000", {"source": "north", "says": {"date": "1996"}}, ANSWER | {"for": "kind"}),
            "`kind` of this record is not contested",
            id="another field is contested",
        ),
    ],
)
def test_an_answer_to_what_nobody_contests_is_a_problem(folder: MakeFolder, record: str, said: str) -> None:
    (found,) = problems(folder, {"a.toml": PLACES, "b.toml": document(record)})
    assert found.startswith("b.toml:")
    assert f"nothing-to-settle: {said}" in found
    assert "remove `settled`" in found


def test_an_answer_to_what_a_rival_no_longer_contests_is_a_problem(folder: MakeFolder) -> None:
    ties = {"t.toml": document(tie("t", "2000")), "u.toml": document(tie("u", "2000-05", ANSWER))}
    (found,) = problems(folder, {"a.toml": PLACES} | ties)
    assert found.startswith("u.toml:")
    assert "nothing-to-settle" in found
