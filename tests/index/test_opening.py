"""Opening a base: the kept index if nothing has changed and it is sound, else a new one, whatever gets in the way."""

import builtins
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import tomli

from tests.index_files import altered, flip
from tests.made_up import BTOWN, GOOD, SHA256, TEXT, MakeFolder, agreement, city, document, fact, index_of, source
from tui.cli.main import main
from tui.index import cache, finish, making, schema
from tui.index.checksums import add_checksums
from tui.index.cities import CityTree
from tui.index.finder import Finder
from tui.index.index import Index
from tui.index.opening import Opening
from tui.index.progress import BuildCancelledError
from tui.index.tables import StaleError, Tables
from tui.loading import finding
from tui.loading.problems import BaseUnreadableError

TIED = {
    "a.toml": document(source(sha256=SHA256), city("aville")),
    "b.toml": "format = 1\n" + BTOWN,
    "ties/tie.toml": document(agreement("tie", "aville", "btown", title="Harbour tie")),
    "ties/talk.toml": document(
        fact("talk", "aville", text="A lantern.", evidence=[{"source": "paper", "quote": "bridge was opened"}])
    ),
}


@pytest.fixture
def base(folder: MakeFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A base of four files whose index is kept below `cache` for programs and tests alike."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return folder(TIED)


@pytest.fixture
def kept(base: Path, tmp_path: Path) -> Path:
    """The file of the index of the base, which is there."""
    opened(base).close()
    (file,) = (tmp_path / "cache" / "ties").iterdir()
    return file


def opening(base: Path) -> Opening:
    return Opening(base, os.environ)


def opened(base: Path) -> Index:
    return opening(base).open(lambda done, of: None)


def hits(index: Index, query: str) -> list[str]:
    return [hit.record for hit in index.search(query).hits]


def tree(index: Index) -> dict[tuple[str, ...], int]:
    """Every node with how many records are below it."""
    found = {}
    waiting = index.roots()
    while waiting:
        node = waiting.pop()
        found[node.path] = node.total
        waiting += index.children(node.path)
    return found


def state(index: Index) -> object:
    """What a reader sees of an index, so far as it does not depend on the order in which files were read."""
    words = ("harbour", "lantern", "kite", "aville", "btown", "cville", "is:unverified", "kind:fact")
    return (
        {id: (index.record(id), index.file(id), sorted(index.mentions(id))) for id in sorted(index.ids())},
        tree(index),
        [str(problem) for problem in index.problems],
        {word: sorted(hits(index, word)) for word in words},
        [index.verifications(record) for id in sorted(index.ids()) if (record := index.record(id))],
    )


def rewrite(path: Path, text: str) -> None:
    """Write a file so that its time is another than before, whatever the clock."""
    before = path.stat().st_mtime_ns
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(before + 10**9, before + 10**9))


def rewrite_unseen(path: Path, old: str, new: str) -> None:
    """Change a file so that neither its size nor its time tells."""
    before = path.stat()
    text = path.read_text(encoding="utf-8").replace(old, new)
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert text.count(new) == 1
    assert path.stat().st_size == before.st_size


@pytest.fixture
def opens(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of all fact files and locks that are opened, and `parsed` for each text that is parsed."""
    found: list[str] = []
    real_open, real_parse, real_builtin = os.open, tomli.loads, builtins.open

    def note(path: object) -> None:
        if not isinstance(path, int):
            name = os.path.basename(os.fspath(path))  # type: ignore[call-overload]  # noqa: PTH119
            if name.endswith((".toml", finding.LOCK_NAME)):
                found.append(name)

    def os_open(path: str, *rest: int, **named: int) -> int:
        note(path)
        return real_open(path, *rest, **named)

    def parse(text: str) -> dict[str, object]:
        found.append("parsed")
        return real_parse(text)

    def builtin_open(path: str, *rest: object, **named: object) -> object:
        note(path)
        return real_builtin(path, *rest, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "open", os_open)
    monkeypatch.setattr(tomli, "loads", parse)
    monkeypatch.setattr(builtins, "open", builtin_open)
    return found


# Nothing has changed


@pytest.mark.usefixtures("kept")
def test_a_start_with_nothing_changed_opens_and_parses_no_fact_file(base: Path, opens: list[str]) -> None:
    (base / "quotes.lock").unlink(missing_ok=True)
    index = opened(base)
    assert opens == []
    assert (len(index), hits(index, "harbour")) == (5, ["tie"])
    assert [node.path for node in index.roots()] == [("aville",), ("btown",), ("~sources",)]
    assert opens == []
    # A record that is shown costs its own file, so the two counts above can fail.
    assert index.record("tie")
    assert opens == ["tie.toml", "parsed"]


def test_a_base_with_mistakes_is_not_read_again_either(base: Path, opens: list[str]) -> None:
    (base / "bad.toml").write_text("format = 1\n[[city]\n")
    (base / "latin.toml").write_bytes(b"\xff")
    problems = [str(problem) for problem in opened(base).problems]
    assert len(problems) == 2
    opens.clear()
    assert [str(problem) for problem in opened(base).problems] == problems
    assert opens == []


@pytest.mark.parametrize("name", ["a.toml", "./a.toml", "../base/a.toml", "ties/tie.toml"])
def test_one_file_named_from_beside_it_is_not_read_again_and_then_read_right(
    base: Path, monkeypatch: pytest.MonkeyPatch, opens: list[str], name: str
) -> None:
    monkeypatch.chdir(base)
    file = Path(name)
    opened(file).close()
    opens.clear()
    first = opened(file)
    assert opens == []
    (id, *_) = first.ids()
    before = first.record(id)
    assert before
    rewrite(file, file.read_text() + "\n# a remark\n")
    again = opened(file)
    assert again.record(id) == before
    assert again.file(id)[0] == file.name
    assert state(again) == state(index_of(file))


def test_a_base_that_is_looked_at_from_another_folder_is_not_read_again(
    base: Path, kept: Path, monkeypatch: pytest.MonkeyPatch, opens: list[str]
) -> None:
    monkeypatch.chdir(base)
    before = kept.stat().st_ino
    for path in (Path(), Path("../base"), base / "ties" / ".."):
        assert hits(opened(path), "harbour") == ["tie"]
    assert opens == []
    assert kept.stat().st_ino == before


@pytest.mark.usefixtures("kept")
def test_an_index_that_a_newer_one_waits_to_replace_is_of_no_generation(base: Path) -> None:
    found = opening(base)
    shown = found.open(lambda done, of: None)
    assert found.generation_of(shown) == found.generation() != ""
    assert found.changed(lambda done, of: None, lambda: False) is None
    assert found.generation_of(shown) == found.generation()
    (base / "b.toml").write_text("format = 1\n" + BTOWN.replace("Btown", "Newtown"), encoding="utf-8")
    assert found.generation_of(shown) == ""
    newer = found.changed(lambda done, of: None, lambda: False)
    assert newer is not None
    assert found.generation_of(shown) == ""
    assert found.generation_of(newer) == found.generation() != ""


@pytest.mark.usefixtures("kept")
def test_the_browser_is_only_handed_a_new_index_when_something_changed(base: Path) -> None:
    def nothing(done: int, of: int) -> None:
        raise AssertionError((done, of))

    assert opening(base).changed(nothing, lambda: False) is None
    rewrite(base / "ties/talk.toml", document(fact("talk", "aville", text="A kite.")))
    index = opening(base).changed(lambda done, of: None, lambda: False)
    assert index is not None
    assert hits(index, "kite") == ["talk"]


def test_a_look_that_shows_nothing_new_builds_nothing_where_none_is_kept(base: Path) -> None:
    found = Opening(base, os.environ, keep=False)
    found.open(lambda done, of: None)

    def nothing(done: int, of: int) -> None:
        raise AssertionError((done, of))

    assert found.changed(nothing, lambda: False) is None
    rewrite(base / "ties/talk.toml", document(fact("talk", "aville", text="A kite.")))
    index = found.changed(lambda done, of: None, lambda: False)
    assert index is not None
    assert hits(index, "kite") == ["talk"]
    assert found.changed(nothing, lambda: False) is None


def test_an_index_that_another_process_has_kept_meanwhile_is_news(base: Path) -> None:
    opened(base)
    reader = opening(base)
    assert reader.kept() is not None
    assert reader.changed(lambda done, of: None, lambda: False) is None
    rewrite(base / "ties/talk.toml", document(fact("talk", "aville", text="A kite.")))
    opened(base)
    index = reader.changed(lambda done, of: None, lambda: False)
    assert index is not None
    assert hits(index, "kite") == ["talk"]


@pytest.mark.parametrize("key", ['city = "nosuch"', 'part_of = "nosuch"'])
def test_a_partner_of_nobody_known_stands_in_the_index_and_not_in_the_way(folder: MakeFolder, key: str) -> None:
    index = opened(folder(GOOD + f'[[partner]]\nid = "x"\nname = "X"\nkind = "museum"\n{key}\n'))
    assert [problem.code for problem in index.problems] == ["dangling-id"]
    assert index.place("x") is not None


# Something has changed


def edit(base: Path) -> None:
    rewrite(base / "ties/talk.toml", document(fact("talk", "btown", text="A kite.")))


def edit_a_city(base: Path) -> None:
    rewrite(base / "a.toml", document(source(), city("aville", name="Cville", country="JP")))


def spoil(base: Path) -> None:
    rewrite(base / "ties/talk.toml", "format = 1\n[[fact]\n")


def rename(base: Path) -> None:
    (base / "ties/talk.toml").rename(base / "other.toml")


def rename_folder(base: Path) -> None:
    (base / "ties").rename(base / "bonds")


def swap(base: Path) -> None:
    """Two files of different sizes take each other's names; their times stay."""
    (base / "ties/talk.toml").rename(base / "kept")
    (base / "ties/tie.toml").rename(base / "ties/talk.toml")
    (base / "kept").rename(base / "ties/tie.toml")


def add(base: Path) -> None:
    (base / "c.toml").write_text(document(city("cville"), fact("kites", "cville", "btown", text="A kite.")))


def empty(base: Path) -> None:
    for path in base.rglob("*.toml"):
        path.unlink()


def hide_outside(base: Path) -> None:
    (base.parent / "outside.toml").write_text(document(city("cville")))
    (base / "link.toml").symlink_to("../outside.toml")


CHANGES: list[Callable[[Path], object]] = [
    edit,
    edit_a_city,
    spoil,
    rename,
    rename_folder,
    swap,
    add,
    empty,
    hide_outside,
    lambda base: (base / "ties/talk.toml").unlink(),
    lambda base: (base / "b.toml").unlink(),
    lambda base: shutil.rmtree(base / "ties"),
    lambda base: os.truncate(base / "ties/talk.toml", 0),
    lambda base: os.utime(base / "a.toml", (0, 0)),
]


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_the_index_is_of_the_new_state_and_back_again(
    base: Path, tmp_path: Path, change: Callable[[Path], object]
) -> None:
    shutil.copytree(base, tmp_path / "copy")
    first = state(index_of(base))
    change(base)
    assert state(opened(base)) == state(index_of(base))
    shutil.rmtree(base)
    shutil.copytree(tmp_path / "copy", base)
    assert state(opened(base)) == state(index_of(base)) == first
    assert len(list((tmp_path / "cache" / "ties").iterdir())) == 1


@pytest.mark.usefixtures("kept")
def test_what_was_deleted_is_found_nowhere(base: Path) -> None:
    (base / "ties/talk.toml").unlink()
    (base / "b.toml").unlink()
    index = opened(base)
    assert (hits(index, "lantern"), hits(index, "btown"), index.record("talk")) == ([], [], None)
    assert not [path for path in tree(index) if {"talk", "btown"} & set(path)]
    assert [problem.code for problem in index.problems] == ["dangling-id"]


@pytest.mark.usefixtures("kept")
def test_a_change_of_the_lock_alone_changes_what_is_known_of_the_quotes(base: Path, tmp_path: Path) -> None:
    def known() -> tuple[str, list[str]]:
        index = opened(base)
        record = index.record("talk")
        assert record
        (found,) = index.verifications(record)
        return str(found.state), hits(index, "is:unverified")

    never = known()
    assert never[1] == ["talk"]
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "paper").write_text(TEXT)
    main(["verify", str(base), "--texts", str(texts)])
    assert known() == ("exact", [])
    (base / "quotes.lock").unlink()
    assert known() == never


# What only a full check can tell


def check(base: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What a full check says but for its last line."""
    capsys.readouterr()
    main(["check", "--full", str(base)])
    return "".join(capsys.readouterr().err.splitlines(keepends=True)[:-1])


def test_a_change_that_neither_size_nor_time_tells_is_caught_by_a_full_check(
    base: Path, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rewrite_unseen(base / "ties/tie.toml", "Harbour", "Airport")
    assert hits(opened(base), "harbour") == ["tie"]
    main(["check", str(base)])
    assert kept.exists()
    assert check(base, capsys) == (
        f"ties: {base}/ties/tie.toml: changed while its size and time stayed the same; the index will be built anew\n"
    )
    assert not kept.exists()
    index = opened(base)
    assert (hits(index, "harbour"), hits(index, "airport")) == ([], ["tie"])
    assert check(base, capsys) == ""


def test_a_lock_that_changed_though_neither_size_nor_time_tells_is_caught_by_a_full_check(
    base: Path, kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "paper").write_text(TEXT)
    main(["verify", str(base), "--texts", str(texts)])
    assert hits(opened(base), "is:unverified") == []
    assert check(base, capsys) == ""
    quoted = (base / "quotes.lock").read_text().split("\n")[-2].split("\t")[2]
    rewrite_unseen(base / "quotes.lock", quoted, "0" * 64)
    assert hits(opened(base), "is:unverified") == []
    assert f"{base}/quotes.lock: changed while its size and time stayed the same" in check(base, capsys)
    assert not kept.exists()
    assert hits(opened(base), "is:unverified") == ["talk"]
    assert "changed while" not in check(base, capsys)


def test_a_full_check_says_nothing_of_what_any_start_sees(
    base: Path, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(base)
    add(base)
    (base / "a.toml").unlink()
    (base / "bad.toml").write_bytes(b"\xff")
    assert check(base, capsys) == ""
    assert kept.exists()


def test_a_full_check_without_an_index_says_nothing_of_it(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(base, capsys) == ""


def test_a_full_check_of_a_file_that_could_not_be_read_at_all(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (base / "large.toml").write_bytes(b"#" * (finding.MAX_BYTES + 1))
    opened(base)
    assert check(base, capsys) == ""


def test_a_full_check_reads_the_index_too(base: Path, kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    flip(kept, 70_000)
    said = check(base, capsys)
    assert said == "ties: the index that is kept of this base is damaged, and will be built anew\n"
    assert not kept.exists()


def test_asked_for_the_index_itself_ties_reads_all_of_it(
    base: Path, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flip(kept, 70_000)
    assert main(["index", str(base)]) == 0
    assert "was damaged, and has been built anew" in capsys.readouterr().err
    assert main(["index", str(base)]) == 0
    assert "damaged" not in capsys.readouterr().err


# What is no sound index


def random_bytes(file: Path) -> None:
    file.write_bytes(random.Random(1).randbytes(50_000))


def truncate(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def foreign(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as db:
        db.execute("CREATE TABLE meta (a, b, c)")
        db.execute("INSERT INTO meta VALUES (1, 2, 3)")
    file.chmod(0o600)


def foreign_with_our_number(file: Path) -> None:
    foreign(file)
    with file.open("r+b") as opened:
        add_checksums(opened.fileno())
    set_version(schema.VERSION)(file)


def set_version(version: int) -> Callable[[Path], None]:
    def change(file: Path) -> None:
        with altered(file) as db:
            db.executescript(f"PRAGMA application_id = {schema.APPLICATION_ID}; PRAGMA user_version = {version}")

    return change


def change_rows(sql: str) -> Callable[[Path], None]:
    def change(file: Path) -> None:
        with altered(file) as db:
            db.execute(sql)

    return change


UNSOUND: dict[str, Callable[[Path], object]] = {
    "missing": Path.unlink,
    "empty": lambda file: os.truncate(file, 0),
    "one byte": lambda file: os.truncate(file, 1),
    "header only": lambda file: os.truncate(file, 100),
    "half": truncate,
    "one page short": lambda file: os.truncate(file, file.stat().st_size - 8192),
    "one byte short": lambda file: os.truncate(file, file.stat().st_size - 1),
    "random": random_bytes,
    "text": lambda file: file.write_text("an index\n" * 1000),
    "foreign": foreign,
    "foreign with our number": foreign_with_our_number,
    "older": set_version(schema.VERSION - 1),
    "newer": set_version(schema.VERSION + 1),
    "no meta": change_rows("DELETE FROM meta"),
    "no number of records": change_rows("UPDATE meta SET value = 'x' WHERE key = 'records'"),
    "paths that are none": change_rows("UPDATE file SET path = f"),
    "times that are none": change_rows("UPDATE file SET modified = 'x'"),
    "another base": change_rows("UPDATE meta SET value = 'x' WHERE key = 'look'"),
}


@pytest.mark.parametrize("kind", UNSOUND)
def test_what_is_no_sound_index_is_built_anew(base: Path, kept: Path, kind: str) -> None:
    wanted = state(opened(base))
    UNSOUND[kind](kept)
    before = kept.stat().st_ino if kept.exists() else 0
    found = opening(base)
    assert state(found.open(lambda done, of: None)) == wanted
    assert kept.stat().st_ino != before
    assert found.notices == []
    assert state(opened(base)) == wanted
    assert list(kept.parent.iterdir()) == [kept]


@pytest.mark.parametrize("kind", UNSOUND)
def test_the_browser_can_ask_for_an_unsound_index_and_gets_none_or_one_that_opens(
    base: Path, kept: Path, kind: str
) -> None:
    UNSOUND[kind](kept)
    index = opening(base).kept()
    assert index is None or len(index) == 5


def test_no_bit_of_the_header_makes_a_command_fail(base: Path, kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sound = kept.read_bytes()
    for place in range(100):
        damaged = bytearray(sound)
        damaged[place] ^= 1 << (place % 8)
        kept.write_bytes(damaged)
        kept.chmod(0o600)
        assert main(["show", "talk", "--facts", str(base)]) == 0, place
        assert "A lantern." in capsys.readouterr().out


COMMANDS = [["search", "lantern"], ["search", "kind:fact"], ["show", "talk"], ["tree"], ["tree", "aville", "--json"]]


@pytest.mark.parametrize("seed", range(12))
def test_damage_in_the_middle_never_ends_in_a_failure_and_never_lasts(
    base: Path, kept: Path, capsys: pytest.CaptureFixture[str], seed: int
) -> None:
    chance = random.Random(seed)
    sound = bytearray(kept.read_bytes())
    wanted = []
    for command in COMMANDS:
        assert main([*command, "--facts", str(base)]) == 0
        wanted.append(capsys.readouterr().out)
    for command, out in zip(COMMANDS, wanted, strict=True):
        damaged = sound.copy()
        # Whole pages: single letters may only be another spelling, which nobody can know for wrong.
        for page in range(1, len(sound) // 8192):
            if chance.random() < 0.5:
                damaged[page * 8192 : page * 8192 + 8192] = chance.randbytes(8192)
        kept.write_bytes(damaged)
        kept.chmod(0o600)
        assert main([*command, "--facts", str(base)]) in (0, 1)
        found, err = capsys.readouterr()
        assert found == out or "run this again" in err
        if "run this again" in err:
            assert main([*command, "--facts", str(base)]) == 0
            assert capsys.readouterr().out == out
        main([*command, "--facts", str(base)])
        assert capsys.readouterr().out == out


@pytest.mark.parametrize("error", [sqlite3.DatabaseError("malformed"), StaleError(), TypeError(), KeyError(7)])
def test_what_goes_wrong_with_a_kept_index_is_done_once_more_with_a_new_one(
    base: Path, kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception
) -> None:
    real = Finder.search
    there: list[bool] = []

    def search(finder: Finder, query: str, limit: int = 500) -> object:
        there.append(kept.exists())
        if len(there) == 1:
            kept.write_text("damaged, and still there if nobody removes it")
            raise error
        return real(finder, query, limit)

    monkeypatch.setattr(Finder, "search", search)
    assert main(["search", "lantern", "--facts", str(base)]) == 0
    assert capsys.readouterr().out.startswith("talk ")
    assert there == [True, True]
    assert hits(opened(base), "lantern") == ["talk"]


@pytest.mark.usefixtures("kept")
def test_what_goes_wrong_with_a_new_index_too_is_a_bug_and_not_tried_for_ever(
    base: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tries = []

    def search(*_: object) -> None:
        tries.append(1)
        raise KeyError(7)

    monkeypatch.setattr(Finder, "search", search)
    assert main(["search", "lantern", "--facts", str(base)]) == 70
    assert len(tries) == 2
    assert "a bug in Ties" in capsys.readouterr().err


@pytest.mark.parametrize("error", [sqlite3.DatabaseError("malformed"), StaleError()])
def test_output_that_is_half_out_is_not_printed_twice(
    base: Path, kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception
) -> None:
    real = CityTree.children

    def children(tree: CityTree, path: tuple[str, ...]) -> object:
        # Nothing is out before the index is known to be sound.
        for thread in threading.enumerate():
            if thread.name == "check":
                thread.join()
        if path == ("btown",):
            raise error
        return real(tree, path)

    with monkeypatch.context() as patched:
        patched.setattr(CityTree, "children", children)
        assert main(["tree", "--facts", str(base)]) == 1
    out, err = capsys.readouterr()
    assert out.count("(aville)") == 2
    assert (
        err == "ties: the base, or the index that is kept of it, was changed meanwhile: run this again for all of it\n"
    )
    assert not kept.exists()


# A base that changes while it is opened


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("change", [edit, lambda base: rewrite_unseen(base / "ties/talk.toml", "[[fact]]", "[[fbct]]")])
def test_a_file_that_changes_between_opening_and_reading_is_read_as_it_is_then(
    base: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    change: Callable[[Path], object],
) -> None:
    real = Tables.get
    done: list[int] = []

    def get(records: Tables, n: int) -> object:
        if not done:
            done.append(n)
            change(base)
        return real(records, n)

    monkeypatch.setattr(Tables, "get", get)
    code = main(["show", "talk", "--facts", str(base)])
    out = capsys.readouterr().out
    assert done
    if index_of(base).record("talk"):
        assert (code, "A kite." in out) == (0, True)
    else:
        assert (code, out) == (1, "")


def test_a_file_that_changes_while_the_index_is_built_is_read_again(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Records that name something strange are read again at the end of a build.
    (base / "c.toml").write_text(document(fact("odd", "nobody", text="A lantern.")))
    built: list[int] = []

    def build(*rest: object) -> None:
        built.append(1)
        real_build(*rest)  # type: ignore[arg-type]

    real_build = making.build_index
    real_problems = finish._link_problems

    def problems(*rest: object) -> object:
        if len(built) == 1:
            rewrite(base / "c.toml", document(fact("odd", "nobody", text="A kite, now longer.")))
        return real_problems(*rest)  # type: ignore[arg-type]

    monkeypatch.setattr(making, "build_index", build)
    monkeypatch.setattr(finish, "_link_problems", problems)
    index = opened(base)
    assert len(built) == 2
    assert hits(index, "kite") == ["odd"]


def test_a_base_that_never_holds_still_is_given_up_in_one_sentence(
    base: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def build(*_: object) -> None:
        raise StaleError

    monkeypatch.setattr(making, "build_index", build)
    with pytest.raises(BaseUnreadableError, match="changes while it is read"):
        opened(base)
    assert main(["tree", "--facts", str(base)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert list(cache.cache_folder(os.environ).iterdir()) == []


# Cancelled


def test_a_cancelled_build_leaves_the_old_index_and_nothing_else(base: Path, kept: Path) -> None:
    before = kept.read_bytes()
    edit_a_city(base)
    steps: list[int] = []
    of_all: list[int] = []
    index_done = Opening(base, {}, keep=False).open(lambda done, of: of_all.append(done))
    index_done.close()
    assert of_all
    for last in range(len(of_all)):
        steps.clear()
        with pytest.raises(BuildCancelledError):
            opening(base).open(lambda done, of: steps.append(done), lambda last=last: len(steps) >= last)  # type: ignore[misc]
        assert len(steps) == last
        assert list(kept.parent.iterdir()) == [kept]
        assert kept.read_bytes() == before


INTERRUPTED = """
import os, signal, sys
from tui.cli import progress
real = progress.ProgressLine.show
def show(self, done, of):
    if done == of // 2:
        os.kill(os.getpid(), signal.SIGINT)
    real(self, done, of)
progress.ProgressLine.show = show
from tui.cli.main import main
sys.exit(main(["tree", "--facts", sys.argv[1]]))
"""


@pytest.mark.parametrize("cached", [True, False])
def test_ctrl_c_during_a_build_ends_with_130_and_leaves_nothing(
    base: Path, kept: Path, tmp_path: Path, cached: bool
) -> None:
    before = kept.read_bytes()
    edit_a_city(base)
    private = tmp_path / "private"
    private.mkdir()
    environment = os.environ | {"TMPDIR": str(private)} | ({} if cached else {"XDG_CACHE_HOME": "/dev/null"})
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, str(base)], capture_output=True, check=False, env=environment
    )
    assert (done.returncode, done.stdout) == (128 + signal.SIGINT, b"")
    assert b"Traceback" not in done.stderr
    assert list(private.iterdir()) == []
    assert (list(kept.parent.iterdir()), kept.read_bytes()) == ([kept], before)


# Others at the same time


def test_a_reader_goes_on_reading_while_the_index_is_replaced(base: Path, kept: Path) -> None:
    reader = opened(base)
    before = tree(reader)
    opening(base).discard()
    assert not kept.exists()
    add(base)
    assert len(opened(base)) == 7
    random_bytes(kept)
    assert (tree(reader), hits(reader, "lantern"), len(reader)) == (before, ["talk"], 5)


def test_the_index_that_was_built_is_the_one_that_is_opened_whoever_else_builds(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.replace

    def replace(path: Path, target: Path) -> Path:
        done = real(path, target)
        path.write_text("what another program has put in its place")
        return real(path, target) and done

    monkeypatch.setattr(Path, "replace", replace)
    assert hits(opened(base), "lantern") == ["talk"]


BUILDER = """
import os, sys
from pathlib import Path
from tui.index.opening import Opening
print("ready", flush=True)
sys.stdin.readline()
base = Path(sys.argv[1])
for turn in range(15):
    Opening(base, os.environ).discard()
    Opening(base, os.environ).open(lambda done, of: None).close()
"""
READER = """
import os, sys
from pathlib import Path
from tui.index.opening import Opening
print("ready", flush=True)
sys.stdin.readline()
base = Path(sys.argv[1])
for turn in range(60):
    opening = Opening(base, os.environ)
    index = opening.kept() or opening.open(lambda done, of: None)
    ids = index.ids()
    assert len(ids) == len(index) == 5, ids
    assert [hit.record for hit in index.search("lantern").hits] == ["talk"]
    assert len([index.record(id) for id in ids]) == 5
    assert index.problems == [] and opening.notices == [], (index.problems, opening.notices)
    index.close()
"""


@pytest.mark.usefixtures("kept")
def test_two_that_build_at_once_break_neither_each_other_nor_any_reader(base: Path, kept: Path) -> None:
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(base)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for code in (BUILDER, BUILDER, READER, READER)
    ]
    for process in started:
        assert process.stdout
        assert process.stdout.readline() == b"ready\n"
    for process in started:
        assert process.stdin
        process.stdin.write(b"go\n")
        process.stdin.flush()
    for process in started:
        _, err = process.communicate()
        assert (process.returncode, err.decode()) == (0, "")
    assert list(kept.parent.iterdir()) == [kept]
    assert state(opened(base)) == state(index_of(base))


def test_a_good_base_stays_good(folder: MakeFolder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The smallest base there is, with the index of an empty one before it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    base = folder({})
    assert [problem.code for problem in opened(base).problems] == ["no-files"]
    (base / "a.toml").write_text(GOOD)
    assert (opened(base).problems, len(opened(base))) == ([], 2)
