"""Ids are looked up by a short key that several of them can share; nobody ever sees one taken for another."""

import os
import zlib
from pathlib import Path

import pytest

from tests.made_up import GOOD, MakeFolder, MakeIndex, city, document, fact, index_of, source
from tui.index.index import Index
from tui.index.numbers import key_of
from tui.index.opening import Opening

# Two words with the same CRC-32.
ONE, OTHER = "plumless", "buckeroo"


def opened(folder: Path) -> Index:
    return Opening(folder, {"HOME": str(folder.parent)}).open(lambda done, of: None)


def refuse(*_: object) -> None:
    raise AssertionError("built anew, not patched")


def test_the_two_ids_of_these_tests_share_a_key() -> None:
    assert zlib.crc32(ONE.encode()) == zlib.crc32(OTHER.encode())
    assert key_of(ONE) == key_of(OTHER)


def test_a_key_fits_into_four_bytes() -> None:
    assert all(-(2**31) <= key_of(id) < 2**31 for id in ("", "a", "busan", "\udcff", ONE, "kofu-busan-f1"))


def test_ids_that_share_a_key_are_two_records(indexed: MakeIndex) -> None:
    about = fact("talk", ONE, text="A talk."), fact("fair", OTHER, text="A fair.")
    index = indexed(document(source(), city(ONE), city(OTHER, "JP"), *about))
    assert [index.record(id).country for id in (ONE, OTHER)] == ["KR", "JP"]  # type: ignore[union-attr]
    assert index.mentions(ONE) == ("talk",)
    assert index.mentions(OTHER) == ("fair",)
    assert index.search(f"city:{ONE} kind:fact").hits[0].record == "talk"
    assert index.search(f"city:{OTHER} kind:fact").hits[0].record == "fair"
    assert not index.problems


@pytest.mark.parametrize(("there", "missing"), [(ONE, OTHER), (OTHER, ONE)])
def test_an_id_that_only_shares_a_key_is_not_there(folder: MakeFolder, there: str, missing: str) -> None:
    index = index_of(folder({"a.toml": document(source(), city(there), fact("talk", missing))}))
    assert index.record(missing) is None
    assert index.headline(missing) is None
    assert index.place(missing) is None
    assert [problem.code for problem in index.problems] == ["dangling-id"]
    assert there not in [hit.record for hit in index.search(missing).hits]


def test_of_two_ids_that_share_a_key_one_can_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "base"
    folder.mkdir()
    (folder / "places.toml").write_text(GOOD)
    facts = folder / "facts.toml"
    facts.write_text(document(fact(ONE, "aville"), fact(OTHER, "aville")))
    opened(folder).close()
    facts.write_text(document(fact(OTHER, "aville")))
    os.utime(facts, ns=(10**18, 10**18))
    with monkeypatch.context() as patched:
        patched.setattr("tui.index.finish.build_index", refuse)
        after = opened(folder)
    assert after.record(ONE) is None
    assert after.record(OTHER) == index_of(folder).record(OTHER)
