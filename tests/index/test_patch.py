"""Only what changed is read again, and nothing of what it was is left behind."""

import os
import random
from pathlib import Path

import pytest

from tests.made_up import agreement, city, document, fact, index_of, partner, source, table
from tui.index import opening as opening_module
from tui.index import patch, reading
from tui.index.contested import contested
from tui.index.index import Index
from tui.index.nodes import VIEWS, NodePath
from tui.index.opening import Opening
from tui.index.tree import Tree
from tui.loading.finding import SeenFile

KIM = table("person", id="kim", name="Kim", role=[{"title": "Mayor", "of": "busan"}])
HOME = {
    "places.toml": document(source(), city("busan"), city("kofu", "JP"), city("linz", "AT"), KIM),
    "firms.toml": document(partner("office", city="busan"), partner("firm"), partner("bank")),
    "ties.toml": document(agreement("tie", "busan", "kofu", title="Harbour tie"), fact("talk", "kofu", "kim")),
    "more.toml": document(fact("fair", "kofu", "firm", text="A fair of lanterns."), fact("sum", "firm", kind="figure")),
}


def write(folder: Path, files: dict[str, str | None]) -> None:
    """Write files so that their times differ from those of before, whatever the clock; None removes one."""
    for name, text in files.items():
        path = folder / name
        if text is None:
            path.unlink()
            continue
        before = path.stat().st_mtime_ns if path.exists() else 0
        path.write_text(text, encoding="utf-8")
        os.utime(path, ns=(before + 1_000_000_000, before + 1_000_000_000))


def nodes(tree: Tree) -> dict[NodePath, object]:
    """All nodes of a tree: what each stands for, how many are below it, and its children."""
    found: dict[NodePath, object] = {}
    waiting = tree.roots()
    while waiting:
        node = waiting.pop()
        below = tree.children(node.path)
        found[node.path] = (node.record, node.total, node.opens, sorted(child.path for child in below))
        waiting += below
    return found


def is_marked(index: Index, id: str) -> bool:
    """Whether a row of a record has the sign of what is contested."""
    head = index.headline(id)
    return head is not None and head.contested


def state(index: Index) -> dict[str, object]:
    """Everything that a reader can see of an index, in no matter which order it was written."""
    ids = sorted(index.ids())
    views = {view: index.tree(view) for view in VIEWS}
    return {
        "size": len(index),
        "trees": {view: nodes(tree) for view, tree in views.items()},
        "filtered": {view: nodes(tree.filtered("kofu")) for view, tree in views.items()},
        "stands": {view: {id: tree.place(id) is not None for id in ids} for view, tree in views.items()},
        "records": {id: index.record(id) for id in ids},
        "files": {id: index.file(id) for id in ids},
        "mentions": {id: sorted(index.mentions(id)) for id in ids},
        "places": {id: index.place(id) is not None for id in ids},
        "contested": {id: (index.contests(id), is_marked(index, id)) for id in ids},
        "listed as contested": {(index.ids_of([at.n])[0], at.field, at.settled) for at in contested(index)},
        "problems": [str(problem) for problem in index.problems],
        "found": {
            query: sorted(hit.record for hit in index.search(query).hits)
            for query in (
                "harbour",
                "lantern",
                "kofu",
                "kim",
                "k",
                "is:expected",
                "is:contested",
                "is:settled",
                "city:kofu",
                "person:kim",
                "kind:fact",
            )
        },
    }


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "base"
    folder.mkdir()
    write(folder, dict(HOME))
    return folder


def opened(folder: Path) -> Index:
    return Opening(folder, {"HOME": str(folder.parent)}).open(lambda done, of: None)


CHANGES: dict[str, dict[str, str | None]] = {
    "a text": {
        "more.toml": document(fact("fair", "kofu", "firm", text="A fair of kites."), fact("sum", "firm", kind="figure"))
    },
    "a date and a plan": {
        "ties.toml": document(
            agreement("tie", "busan", "kofu", modality="planned", date="2030"), fact("talk", "kofu", "kim")
        )
    },
    "other parties": {"ties.toml": document(agreement("tie", "linz", "kofu"), fact("talk", "linz", "kim"))},
    "nobody is named any more": {
        "ties.toml": document(agreement("tie", "busan", "kofu"), fact("talk", "kofu", "busan"))
    },
    "a fact goes": {"more.toml": document(fact("sum", "firm", kind="figure"))},
    "a file goes": {"more.toml": None},
    "a file comes": {"new.toml": document(fact("late", "linz", "bank", text="Lanterns for the bank."))},
    "a file is renamed": {"more.toml": None, "other.toml": HOME["more.toml"]},
    "records change their order": {
        "ties.toml": document(fact("talk", "kofu", "kim"), agreement("tie", "busan", "kofu", title="Harbour tie"))
    },
    "what belonged to a guest only": {
        "more.toml": document(fact("fair", "kofu", text="No firm."), fact("sum", "firm", kind="figure"))
    },
}


# Records on one matter, in files of their own: who is changed, and who is concerned by it without being read.
TIE = agreement("tie", "busan", "kofu", title="Harbour tie", date="1996")
RIVAL = agreement("rival", "kofu", "busan", date="2000")
AGREEING = agreement("rival", "kofu", "busan", date="1996-05")
ANSWER = {"source": "paper", "settled": "Two steps of one tie."}
SETTLING = agreement("rival", "kofu", "busan", date="2000", evidence=[{"source": "paper"}, ANSWER])
COUNT = fact("many", "kofu", kind="figure", value={"unit": "boats", "value": 4, "as_of": "2015"})
OTHER_COUNT = fact("more", "kofu", kind="figure", value={"unit": "Boats", "value": 5, "as_of": "2015-05"})
RIVALS: dict[str, tuple[dict[str, str | None], dict[str, str | None]]] = {
    "a rival comes": ({"tie.toml": document(TIE)}, {"rival.toml": document(RIVAL)}),
    "a rival goes": ({"tie.toml": document(TIE), "rival.toml": document(RIVAL)}, {"rival.toml": None}),
    "a rival agrees now": (
        {"tie.toml": document(TIE), "rival.toml": document(RIVAL)},
        {"rival.toml": document(AGREEING)},
    ),
    "a rival contests now": (
        {"tie.toml": document(TIE), "rival.toml": document(AGREEING)},
        {"rival.toml": document(RIVAL)},
    ),
    "an answer comes": (
        {"tie.toml": document(TIE), "rival.toml": document(RIVAL)},
        {"rival.toml": document(SETTLING)},
    ),
    "a rival is of another matter now": (
        {"tie.toml": document(TIE), "rival.toml": document(RIVAL)},
        {"rival.toml": document(agreement("rival", "linz", "kofu", date="2000"))},
    ),
    "another count comes": ({"count.toml": document(COUNT)}, {"counts.toml": document(OTHER_COUNT)}),
    "another count goes": (
        {"count.toml": document(COUNT), "counts.toml": document(OTHER_COUNT)},
        {"counts.toml": None},
    ),
    "one that contests itself has a rival": (
        {
            "tie.toml": document(
                agreement(
                    "tie",
                    "busan",
                    "kofu",
                    date="1996",
                    evidence=[{"source": "paper"}, {"source": "paper", "says": {"date": "1990"}}],
                )
            )
        },
        {"rival.toml": document(AGREEING)},
    ),
}


@pytest.mark.parametrize("change", RIVALS)
def test_what_records_contest_with_one_another_is_known_after_a_patch(
    home: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after = RIVALS[change]
    write(home, {"ties.toml": None, **before})
    opened(home).close()
    write(home, after)

    def refuse(*_: object) -> None:
        raise AssertionError("built anew, not patched")

    with monkeypatch.context() as patched:
        patched.setattr("tui.index.finish.build_index", refuse)
        index = opened(home)
    assert state(index) == state(index_of(home))


def test_an_answer_whose_disagreement_goes_in_another_file_becomes_a_problem(home: Path) -> None:
    write(home, {"ties.toml": None, "tie.toml": document(TIE), "rival.toml": document(SETTLING)})
    index = opened(home)
    assert index.problems == []
    index.close()
    agreeing = TIE.replace("1996", "2000-05")
    for tie, codes in ((agreeing, ["nothing-to-settle"]), (TIE, [])):
        write(home, {"tie.toml": document(tie)})
        index = opened(home)
        assert [problem.code for problem in index.problems] == codes
        assert state(index) == state(index_of(home))
        index.close()


@pytest.mark.parametrize("change", CHANGES)
def test_a_patched_index_shows_just_what_a_new_one_would(
    home: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(home).close()
    write(home, CHANGES[change])

    def refuse(*_: object) -> None:
        raise AssertionError("built anew, not patched")

    with monkeypatch.context() as patched:
        patched.setattr("tui.index.finish.build_index", refuse)
        after = opened(home)
    assert state(after) == state(index_of(home))


def test_one_edited_file_is_the_only_one_that_is_read(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(home).close()
    write(home, CHANGES["a text"])
    read: list[str] = []
    real = reading.read_file

    def noted(file: SeenFile) -> reading.FileRows:
        read.append(file.name)
        return real(file)

    monkeypatch.setattr(patch, "read_file", noted)
    monkeypatch.setattr(reading, "read_file", noted)
    opened(home)
    assert read == ["more.toml"]


FURTHER: dict[str, dict[str, str | None]] = {
    "a city is renamed": {"places.toml": HOME["places.toml"].replace('name = "Kofu"', 'name = "Koshu"')},
    "a party goes": {"firms.toml": document(partner("office", city="busan"), partner("bank"))},
    "a mistake comes": {"more.toml": HOME["more.toml"] + "\n[[fact]]\nid = 3\n"},
    "something is named that is not there": {"more.toml": document(fact("fair", "kofu", "nobody"))},
    "an id is taken twice": {"new.toml": document(fact("fair", "linz"))},
    "a fact that others are about goes": {"new.toml": document(fact("on", "fair")), "more.toml": HOME["more.toml"]},
}


@pytest.mark.parametrize("change", FURTHER)
def test_what_reaches_further_than_a_file_is_read_anew_and_right(home: Path, change: str) -> None:
    opened(home).close()
    write(home, FURTHER[change])
    assert state(opened(home)) == state(index_of(home))


@pytest.mark.parametrize("seed", range(4))
def test_many_changes_of_records_on_a_few_matters_lead_to_what_they_contest_at_the_end(home: Path, seed: int) -> None:
    chance = random.Random(seed)
    opened(home).close()
    for turn in range(8):
        ties = [
            agreement(
                f"t{chance.randrange(3)}-{turn if chance.random() < 0.5 else n}-{n}",
                *chance.sample(["busan", "kofu", "linz"], 2),
                kind=chance.choice(["sister-city", "sister-city", "friendship-city", "cooperation"]),
                date=chance.choice(["1996", "1996-05", "2000", "[..2017]"]),
                evidence=[
                    {"source": "paper"},
                    *chance.choice([[], [], [{"source": "paper", "says": {"date": "1990"}}]]),
                ],
            )
            for n in range(chance.randrange(1, 6))
        ]
        write(home, {f"tied-{chance.randrange(2)}.toml": document(*ties)})
        patched = opened(home)
        assert state(patched) == state(index_of(home))
        patched.close()


@pytest.mark.parametrize("seed", range(8))
def test_many_small_changes_one_after_another_lead_to_what_is_there_at_the_end(home: Path, seed: int) -> None:
    chance = random.Random(seed)
    opened(home).close()
    for turn in range(12):
        facts = [
            fact(
                f"f{turn if chance.random() < 0.5 else n}-{n}",
                *chance.sample(["busan", "kofu", "linz", "kim", "firm", "bank", "office"], chance.choice([1, 2, 3])),
                text=f"Harbour {chance.randrange(9)} lantern.",
                **chance.choice([{}, {"date": "2016"}, {"date": "2016-05"}, {"date": "1999"}]),
            )
            for n in range(chance.randrange(1, 5))
        ]
        write(home, {f"facts-{chance.randrange(2)}.toml": document(*facts)})
        patched = opened(home)
        assert state(patched) == state(index_of(home))
        patched.close()


def test_a_patch_that_cannot_be_made_leaves_no_half_of_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(home).close()
    write(home, CHANGES["a text"])

    def fail(*_: object) -> None:
        raise patch.NotPatchableError("on the way")

    monkeypatch.setattr(patch.Patch, "_mend_counts", fail)
    assert state(opened(home)) == state(index_of(home))
    assert opening_module.Opening(home, {"HOME": str(home.parent)}).kept() is not None
