"""What has become of records since an earlier state of a base: by what they say, and not by where it is written."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.git_base import GitBase, needs_git
from tests.made_up import MakeFolder, city, document, fact, index_of, source
from tui.index.since import Since, changes_since
from tui.loading.revisions import Commit, Revisions, Then
from tui.records.changes import FieldChange

THEN = Then("HEAD", Commit("0" * 40, "0000000", "2026-01-01", "first"))
NOW = {"a.toml": document(source(), city("aville"), fact("kite", "aville", text="A kite."))}


class Told(Revisions):
    """Revisions of files that a test has made up, for what can be told without git."""

    def __init__(self, files: Mapping[str, str | bytes]) -> None:
        self._files = {
            name.encode(): content.encode() if isinstance(content, str) else content for name, content in files.items()
        }

    def files(self, commit: Commit) -> dict[bytes, str]:
        # No content is called as git would call it, so that every file is looked at.
        return {path: f"{number:040}" for number, path in enumerate(self._files)}

    def contents(self, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        held = list(self._files.values())
        return ((name, held[int(name)]) for name in names)


Compare = Callable[[Mapping[str, str | bytes], Mapping[str, str | bytes]], Since]


@pytest.fixture
def compare(folder: MakeFolder) -> Compare:
    """What has become of some files since they were others."""

    def since(then: Mapping[str, str | bytes], now: Mapping[str, str | bytes]) -> Since:
        return changes_since(index_of(folder(dict(now))), Told(then), THEN)

    return since


def ids(found: Since) -> dict[str, list[str]]:
    return {
        "added": [record.id for record in found.added],
        "changed": [change.record.id for change in found.changed],
        "removed": [record.id for record in found.removed],
        "unknown": list(found.unknown),
    }


def expected(**found: list[str]) -> dict[str, list[str]]:
    return {"added": [], "changed": [], "removed": [], "unknown": []} | found


def test_what_came_what_changed_and_what_went_is_told_apart(compare: Compare) -> None:
    then = {"a.toml": document(source(), city("aville"), city("gone"), fact("kite", "aville", text="A kite?"))}
    now = {"a.toml": NOW["a.toml"] + fact("fair", "aville")}
    found = compare(then, now)
    assert ids(found) == expected(added=["fair"], changed=["kite"], removed=["gone"])
    assert found.changed[0].fields == (FieldChange("text", "A kite?", "A kite."),)


def test_where_and_how_a_record_is_written_is_no_change(compare: Compare) -> None:
    then = {
        "one.toml": document('city = [{ country = "KR", name = "Aville", id = "aville" }]\n', source()),
        "old-name.toml": document(fact("kite", "aville", text="A kite.")) + "# a remark\n",
    }
    assert ids(compare(then, NOW)) == expected()


def test_an_id_that_stands_for_another_kind_of_record_now_has_changed(compare: Compare) -> None:
    then = {"a.toml": document(source("aville"), source(), fact("kite", "paper", text="A kite."))}
    (city_now, _) = compare(then, NOW).changed
    assert city_now.fields[0] == FieldChange("record", "source", "city")


def test_a_record_with_a_mistake_then_is_not_told_as_new(compare: Compare) -> None:
    then = {"a.toml": document(source(), city("aville"), fact("kite", "aville", kind="evnet"))}
    assert ids(compare(then, NOW)) == expected(unknown=["kite"])


def test_a_file_that_could_not_be_read_then_has_nothing_new(compare: Compare) -> None:
    then = {"a.toml": NOW["a.toml"] + "\nnot toml", "b.toml": b"\xff"}
    assert ids(compare(then, NOW)) == expected(unknown=["aville", "kite", "paper"])


def test_a_record_with_a_mistake_now_is_not_told_as_removed(compare: Compare) -> None:
    now = {"a.toml": NOW["a.toml"].replace('"event"', '"evnet"')}
    assert ids(compare(NOW, now)) == expected(unknown=["kite"])


def test_records_of_a_file_that_cannot_be_read_now_are_not_told_as_removed(compare: Compare) -> None:
    then = NOW | {"b.toml": document(city("bville"))}
    assert ids(compare(then, NOW | {"b.toml": "format = 1\n[[city"})) == expected(unknown=["bville"])


def test_an_id_that_is_taken_again_later_is_neither_new_nor_changed(compare: Compare) -> None:
    now = NOW | {"b.toml": document(city("aville", name="Another"))}
    assert ids(compare(NOW, now)) == expected()


def test_before_the_first_commit_everything_is_new(folder: MakeFolder) -> None:
    found = changes_since(index_of(folder(dict(NOW))), Told({}), Then("2026-01-01", None))
    assert ids(found) == expected(added=["aville", "kite", "paper"])


@needs_git
def test_what_is_not_committed_counts_and_a_renamed_file_does_not(tmp_path: Path) -> None:
    repository = GitBase(tmp_path / "work")
    repository.write("a.toml", NOW["a.toml"])
    repository.write("sub/b.toml", document(city("bville"), city("cville")))
    repository.commit("first")
    repository.git("mv", "facts/a.toml", "facts/renamed.toml")
    repository.write("sub/b.toml", document(city("bville", country="CN")))
    repository.write("new.toml", document(city("dville")))
    revisions = Revisions(repository.base, os.environ)
    found = changes_since(index_of(repository.base), revisions, revisions.find("HEAD"))
    assert ids(found) == expected(added=["dville"], changed=["bville"], removed=["cville"])


@needs_git
def test_an_id_that_a_file_beside_an_unchanged_one_takes_again_is_no_news(tmp_path: Path) -> None:
    repository = GitBase(tmp_path / "work")
    repository.write("a.toml", NOW["a.toml"])
    repository.commit("first")
    repository.write("b.toml", document(city("aville", name="Another"), city("bville")))
    revisions = Revisions(repository.base, os.environ)
    found = changes_since(index_of(repository.base), revisions, revisions.find("HEAD"))
    assert ids(found) == expected(added=["bville"])


@needs_git
def test_files_that_did_not_change_are_not_read_from_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = GitBase(tmp_path / "work")
    repository.write("a.toml", NOW["a.toml"])
    repository.write("b.toml", document(city("bville")))
    repository.commit("first")
    repository.write("b.toml", document(city("bville", country="CN")))
    revisions = Revisions(repository.base, os.environ)
    asked: list[str] = []
    contents = revisions.contents

    def noted(names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        asked.extend(names)
        return contents(asked)

    monkeypatch.setattr(revisions, "contents", noted)
    assert ids(changes_since(index_of(repository.base), revisions, revisions.find("HEAD"))) == expected(
        changed=["bville"]
    )
    assert asked == [repository.git("rev-parse", "HEAD:facts/b.toml")]
