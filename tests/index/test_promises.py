"""What was promised, in the order in which it is to be read, as it stands on the day of the index."""

import datetime

import pytest

from tests.made_up import MakeFolder, MakeIndex, agreement, city, document, fact, index_of, partner, source
from tui.index.index import Index
from tui.index.promises import Holder, holder, promises
from tui.records.kinds import Agreement, Fact

OUTCOME = [{"source": "paper"}, {"source": "later", "for": "outcome"}]


def hope(id: str, *about: str, **keys: object) -> str:
    return fact(id, *(about or ("aville",)), **{"kind": "expectation", "modality": "hoped"} | keys)


BASE = document(
    source(),
    source("later"),
    city("aville"),
    city("btown", "CN"),
    partner("club", city="btown"),
    fact("happened", "aville", date="2001"),
    fact("implied", "aville", modality="implied", date="2001"),
    hope("by-2010", date="[2000..2010]"),
    hope("in-2005", date="2005"),
    hope("in-2030", date="2030"),
    hope("in-2020", "btown", date="2020-05"),
    hope("held", date="2001-05/.."),
    hope("no-day"),
    hope("done", date="2004", outcome="It was.", outcome_date="2006-03", evidence=OUTCOME),
    hope("done-later", date="2004/..", outcome="It was.", outcome_date="2017", evidence=OUTCOME),
    hope("done-some-day", outcome="It was.", evidence=OUTCOME),
    fact("plan", "club", kind="plan", date="2007"),
    agreement("planned", "aville", "btown", modality="planned", date="2008"),
)


def read(index: Index, day: str = "2016-11-04", city: str = "") -> list[str]:
    """Ids with their fates, as the base is seen on a day."""
    index.day = datetime.date.fromisoformat(day)
    return [f"{promise.fate.name} {index.ids_of([promise.n])[0]}" for promise in promises(index, city)]


def test_overdue_comes_first_then_what_is_due_then_what_has_no_day_then_what_became_of_the_rest(
    indexed: MakeIndex,
) -> None:
    assert read(indexed(BASE)) == [
        "OVERDUE in-2005",
        "OVERDUE plan",
        "OVERDUE planned",
        "OVERDUE by-2010",
        "DUE in-2020",
        "DUE in-2030",
        "UNDATED held",
        "UNDATED done-later",
        "UNDATED no-day",
        "DONE done",
        "DONE done-some-day",
    ]


def test_what_happened_is_never_among_it(indexed: MakeIndex) -> None:
    found = " ".join(read(indexed(BASE), "2100-01-01"))
    assert "happened" not in found
    assert "implied" not in found


def test_the_last_day_due_is_not_overdue_and_the_next_is(indexed: MakeIndex) -> None:
    index = indexed(document(source(), city("aville"), hope("may", date="2010-05")))
    assert read(index, "2010-05-31") == ["DUE may"]
    assert read(index, "2010-06-01") == ["OVERDUE may"]


def test_an_outcome_of_a_later_day_is_not_known_yet_and_what_is_held_from_later_on_is_not_there(
    indexed: MakeIndex,
) -> None:
    index = indexed(BASE)
    assert "OVERDUE done" in read(index, "2005-06-01")
    assert "DONE done" in read(index, "2006-03-01")
    assert "UNDATED held" not in read(index, "2001-04-30")
    assert "UNDATED held" in read(index, "2001-05-01")


def test_of_a_city_there_is_what_concerns_it_and_its_pairs(indexed: MakeIndex) -> None:
    index = indexed(BASE)
    assert read(index, city="btown") == ["OVERDUE plan", "OVERDUE planned", "DUE in-2020"]
    assert read(index, city="nowhere") == []


@pytest.mark.parametrize(
    ("keys", "held"),
    [
        ({"speaker": "club", "evidence": [{"source": "paper", "speaker": "kim"}]}, Holder(("club",), True)),
        ({"evidence": [{"source": "later"}, {"source": "paper", "speaker": "club"}]}, Holder(("club",), True)),
        ({"evidence": [{"source": "later"}, {"source": "paper"}]}, Holder(("later", "paper"), False)),
        ({"evidence": [{"source": "later", "for": "date"}, {"source": "paper"}]}, Holder(("paper",), False)),
        ({"evidence": [{"source": "later", "for": "date"}]}, Holder(("later",), False)),
        (
            {
                "outcome": "O.",
                "evidence": [{"source": "paper"}, {"source": "later", "speaker": "club", "for": "outcome"}],
            },
            Holder(("paper",), False),
        ),
    ],
)
def test_a_hope_is_held_by_who_said_so_else_told_by_the_sources_and_never_by_those_of_the_outcome(
    folder: MakeFolder, keys: dict[str, object], held: Holder
) -> None:
    index = index_of(
        folder(document(source(), source("later"), city("aville"), partner("club"), partner("kim"), hope("h", **keys)))
    )
    record = index.record("h")
    assert isinstance(record, (Agreement, Fact))
    assert holder(record) == held


def test_what_is_overdue_here_is_what_a_search_for_it_finds(shipped: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped, "day", shipped.day)  # for the others it stays what it is
    overdue = {row.partition(" ")[2] for row in read(shipped, "2026-11-25") if row.startswith("OVERDUE")}
    assert overdue == {hit.record for hit in shipped.search("is:overdue").hits}
    assert overdue
