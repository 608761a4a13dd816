"""What is remembered of a base, and what happens when it cannot be."""

import errno
import json
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from msgspec.structs import replace

from tui.settings.state import LARGEST, MOST_OPEN, State, read_state, state_file, write_state

BASE = Path("/bases/facts")
FULL = State(
    path=("~cities", "gimcheon", "서산"),
    view="by country",
    open=(("gimcheon",), ("gimcheon", "partners")),
    marks=("b", "a"),
    searches=("500 million", "города", "می‌شود", "500 million"),
    split=33,
    theme="day",
)
FIELDS = ("path", "view", "open", "marks", "searches", "split", "theme")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"XDG_STATE_HOME": str(tmp_path / "state")}


@pytest.fixture
def file(environment: dict[str, str]) -> Path:
    """The state file of the base, in a folder that is there."""
    path = state_file(BASE, environment)
    path.parent.mkdir(parents=True)
    return path


def content(state: State) -> dict[str, object]:
    return {name: getattr(state, name) for name in FIELDS}


def kept(environment: dict[str, str]) -> State:
    """What is remembered, which must be readable."""
    state, notice = read_state(BASE, environment)
    assert notice is None
    return state


def wrong(fault: int) -> Callable[..., Any]:
    """Stands in for a function of the system that fails."""

    def fail(*_: object, **__: object) -> Any:
        raise OSError(fault, os.strerror(fault))

    return fail


def test_what_is_written_is_read(environment: dict[str, str]) -> None:
    assert write_state(BASE, FULL, environment) is None
    assert content(kept(environment)) == content(FULL)


def test_a_base_that_was_never_seen_is_remembered_as_nothing(environment: dict[str, str]) -> None:
    assert content(kept(environment)) == content(State())
    assert not Path(environment["XDG_STATE_HOME"]).exists()


def test_nobody_else_can_read_what_is_remembered(environment: dict[str, str]) -> None:
    before = os.umask(0)
    try:
        write_state(BASE, FULL, environment)
    finally:
        os.umask(before)
    file = state_file(BASE, environment)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (file, file.parent, file.parent.parent)]
    assert modes == [0o600, 0o700, 0o700]
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_each_base_has_a_file_that_can_be_told_by_its_name(tmp_path: Path, environment: dict[str, str]) -> None:
    here, there = tmp_path / "a/fac ts!", tmp_path / "b/fac ts!"
    assert state_file(here, environment).name.startswith("fac-ts-")
    assert state_file(here, environment) != state_file(there, environment)
    assert state_file(Path("/"), environment).name.startswith("base-")
    long = state_file(tmp_path / ("도" * 80), environment)
    assert len(os.fsencode(long.name)) < 200
    assert state_file(Path(os.fsdecode(b"/x/\xff")), environment).name.isascii()


def test_a_link_to_a_base_is_the_same_base(tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / "facts").mkdir()
    (tmp_path / "link").symlink_to("facts")
    assert state_file(tmp_path / "link", environment) == state_file(tmp_path / "facts", environment)


DAMAGED = {
    "empty": b"",
    "no JSON": b"{version: 1}",
    "cut": b'{"version": 1, "marks": ["a"',
    "binary": bytes(range(256)),
    "not UTF-8": b'{"version": 1, "view": "\xff"}',
    "a lone surrogate": b'{"version": 1, "view": "\\ud800"}',
    "a list": b"[]",
    "no version": b"{}",
    "version 0": b'{"version": 0}',
    "a version in words": b'{"version": "1"}',
    "a huge version": b'{"version": 1e999}',
    "a path that is text": b'{"version": 1, "path": "a"}',
    "numbers as marks": b'{"version": 1, "marks": [1]}',
    "open nodes that are texts": b'{"version": 1, "open": ["a"]}',
    "a split that is true": b'{"version": 1, "split": true}',
    "a theme that is a table": b'{"version": 1, "theme": {}}',
    "nested deeply": b'{"version": 1, "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
}


@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_file_is_set_aside_and_named(environment: dict[str, str], file: Path, data: bytes) -> None:
    file.write_bytes(data)
    aside = file.with_name(file.name + ".damaged")
    aside.write_text("an earlier one")
    state, notice = read_state(BASE, environment)
    assert content(state) == content(State())
    assert notice == f"what was remembered is damaged; it now lies in {aside}"
    assert aside.read_bytes() == data
    assert not file.exists()
    assert read_state(BASE, environment)[1] is None


def test_a_file_that_was_damaged_meanwhile_is_set_aside_before_writing(environment: dict[str, str], file: Path) -> None:
    file.write_bytes(b"\0")
    notice = write_state(BASE, FULL, environment)
    aside = file.with_name(file.name + ".damaged")
    assert notice == f"what was remembered is damaged; it now lies in {aside}"
    assert aside.read_bytes() == b"\0"
    assert content(kept(environment)) == content(FULL)


def test_a_file_that_is_too_large_is_set_aside(environment: dict[str, str], file: Path) -> None:
    file.write_bytes(b'{"version": 1}' + b" " * LARGEST)
    _, notice = read_state(BASE, environment)
    assert notice is not None
    assert notice.startswith("what was remembered is larger than 1 MB; it now lies in ")
    assert not file.exists()


def test_a_damaged_file_that_cannot_be_set_aside_stays(environment: dict[str, str], file: Path) -> None:
    file.write_bytes(b"\0")
    file.with_name(file.name + ".damaged").mkdir()
    for notice in (read_state(BASE, environment)[1], write_state(BASE, FULL, environment)):
        assert notice == f"{file} is damaged and cannot be set aside: is a directory"
    assert file.read_bytes() == b"\0"


def test_a_file_of_a_newer_version_stays_as_it_is(environment: dict[str, str], file: Path) -> None:
    newer = b'{"version": 2, "path": {"of": "another shape"}}'
    file.write_bytes(newer)
    state, notice = read_state(BASE, environment)
    assert content(state) == content(State())
    assert notice is not None
    assert notice.startswith("what was remembered is of a newer version of Ties (2; this one knows 1)")
    assert write_state(BASE, FULL, environment) == notice
    assert file.read_bytes() == newer
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_fields_of_others_are_passed_over(environment: dict[str, str], file: Path) -> None:
    file.write_text('{"version": 1, "marks": ["a"], "trail": [1, {"x": null}]}')
    assert kept(environment).marks == ("a",)


def test_what_could_act_on_a_terminal_or_is_too_long_is_left_out(environment: dict[str, str], file: Path) -> None:
    bad = ["\x1b[2J", "a\nb", "\u202ea", "", "x" * 501, "\x9b"]
    file.write_text(
        json.dumps(
            {
                "version": 1,
                "path": ["a", "\x1b"],
                "view": "\x07",
                "open": [["a", text] for text in bad] + [["b"], [], ["c"] * 65],
                "marks": [*bad, "a", "b", "a"],
                "searches": [*bad, "x", "x", "y"],
                "theme": "\x1b",
            }
        )
    )
    assert content(kept(environment)) == content(State(open=(("b",),), marks=("a", "b"), searches=("x", "y")))


@pytest.mark.parametrize(("split", "read"), [(-5, 15), (15, 15), (70, 70), (1000, 70), (None, None)])
def test_the_width_of_the_tree_stays_within_bounds(
    environment: dict[str, str], file: Path, split: int | None, read: int | None
) -> None:
    file.write_text(json.dumps({"version": 1, "split": split}))
    assert kept(environment).split == read


def test_no_more_is_written_than_is_kept(environment: dict[str, str]) -> None:
    searches = tuple(f"word {number}" for number in range(300))
    opened = tuple((f"node {number}",) for number in range(600))
    unsafe = ("\ud800", "\x1b")
    assert write_state(BASE, State(searches=searches, open=opened, marks=unsafe), environment) is None
    state = kept(environment)
    assert state.searches == searches[-200:]
    assert state.open == opened[:MOST_OPEN]
    assert state.marks == ()


def test_more_than_could_be_read_again_is_not_written(environment: dict[str, str]) -> None:
    write_state(BASE, FULL, environment)
    too_much = State(marks=tuple(f"{number:0500}" for number in range(2000)))
    assert write_state(BASE, too_much, environment) == "what should be remembered is larger than 1 MB, and is not"
    assert content(kept(environment)) == content(FULL)


def test_marks_and_searches_of_two_runs_are_put_together(environment: dict[str, str]) -> None:
    write_state(BASE, State(marks=("a", "b"), searches=("one",)), environment)
    first, second = kept(environment), kept(environment)
    first = replace(first, marks=("a", "b", "c"), searches=("one", "two"), view="first")
    second = replace(second, marks=("b", "d"), searches=("one", "three"), view="second")
    write_state(BASE, first, environment)
    write_state(BASE, second, environment)
    state = kept(environment)
    assert (state.marks, state.searches) == (("b", "c", "d"), ("one", "two", "three"))
    assert state.view == "second"


def test_a_run_that_writes_often_takes_its_own_words_for_its_own(environment: dict[str, str]) -> None:
    other = kept(environment)
    state = kept(environment)
    for marks, searches in ((("m",), ("x",)), (("m", "n"), ("x", "y")), (("n",), ("x", "y", "z")), ((), ())):
        state = replace(state, marks=marks, searches=searches)
        write_state(BASE, state, environment)
        assert (kept(environment).marks, kept(environment).searches) == (marks, searches)
    write_state(BASE, replace(state, marks=("k",), searches=("w",)), environment)
    write_state(BASE, replace(other, marks=("o",), searches=("v",)), environment)
    write_state(BASE, replace(state, marks=("k", "l"), searches=("w", "u")), environment)
    assert (kept(environment).marks, kept(environment).searches) == (("k", "o", "l"), ("w", "v", "u"))


def test_a_new_order_stays_where_no_other_run_has_written(environment: dict[str, str]) -> None:
    write_state(BASE, State(marks=("a", "b", "c"), searches=("one", "two", "three")), environment)
    state = replace(kept(environment), marks=("c", "a", "b"), searches=("two", "three", "one"))
    write_state(BASE, state, environment)
    assert (kept(environment).marks, kept(environment).searches) == (state.marks, state.searches)


def test_what_another_run_has_removed_stays_removed(environment: dict[str, str]) -> None:
    write_state(BASE, State(marks=("a", "b"), searches=("one", "two")), environment)
    first, second = kept(environment), kept(environment)
    write_state(BASE, replace(first, marks=("b",), searches=("two",)), environment)
    write_state(BASE, replace(second, split=40), environment)
    assert (kept(environment).marks, kept(environment).searches) == (("b",), ("two",))


def test_a_long_history_is_not_doubled_when_two_runs_add_to_it(environment: dict[str, str]) -> None:
    long = tuple(f"word {number}" for number in range(200))
    write_state(BASE, State(searches=long), environment)
    first, second = kept(environment), kept(environment)
    write_state(BASE, replace(first, searches=(*long, "first")[-200:]), environment)
    write_state(BASE, replace(second, searches=(*long, "second")[-200:]), environment)
    assert kept(environment).searches == (*long[2:], "first", "second")


WRITER = """
import sys
from pathlib import Path
from threading import Barrier
from msgspec.structs import replace
from tui.settings.state import read_state, write_state
name, environment = sys.argv[1], {"XDG_STATE_HOME": sys.argv[2]}
state, _ = read_state(Path("/bases/facts"), environment)
for count in range(60):
    state = replace(state, view=name, searches=tuple(f"{name} {number}" * 20 for number in range(count)))
    assert write_state(Path("/bases/facts"), state, environment) is None
"""


def test_two_runs_that_write_at_the_same_time_never_leave_half_a_file(environment: dict[str, str]) -> None:
    write_state(BASE, State(view="first"), environment)
    home = environment["XDG_STATE_HOME"]
    runs = [subprocess.Popen([sys.executable, "-c", WRITER, name, home]) for name in ("first", "second")]
    while any(run.poll() is None for run in runs):
        assert kept(environment).view in ("first", "second")
    assert [run.returncode for run in runs] == [0, 0]
    assert len(list(state_file(BASE, environment).parent.iterdir())) == 1


def test_a_file_deleted_while_a_run_goes_on_is_written_anew(environment: dict[str, str]) -> None:
    write_state(BASE, FULL, environment)
    state = kept(environment)
    state_file(BASE, environment).unlink()
    assert write_state(BASE, state, environment) is None
    assert content(kept(environment)) == content(FULL)


@pytest.mark.parametrize("home", [{}, {"HOME": ""}, {"XDG_STATE_HOME": "relative"}])
def test_without_a_home_nothing_is_remembered_and_a_notice_says_so(home: dict[str, str]) -> None:
    said = "nothing is remembered: there is no home directory: set $HOME or $XDG_STATE_HOME"
    assert read_state(BASE, home)[1] == said
    assert write_state(BASE, FULL, home) == said


def test_a_file_where_a_folder_should_be_is_named(tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state/ties").write_text("mine")
    state, notice = read_state(BASE, environment)
    assert content(state) == content(State())
    assert notice is not None
    assert notice.endswith("state/ties is a link or a file, not a folder")
    assert write_state(BASE, FULL, environment) == notice
    assert (tmp_path / "state/ties").read_text() == "mine"


def link_to_a_file(file: Path) -> None:
    (file.parent / "mine").write_text("{}")
    file.symlink_to("mine")


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (Path.mkdir, "is a folder"),
        (os.mkfifo, "is no regular file"),
        (link_to_a_file, "is a link, and nothing is written through one"),
    ],
)
def test_what_is_no_regular_file_is_left_alone(
    environment: dict[str, str], file: Path, make: Callable[[Path], object], what: str
) -> None:
    make(file)
    said = f"{file} {what}: nothing is remembered until it is moved away"
    assert read_state(BASE, environment)[1] == said
    assert write_state(BASE, FULL, environment) == said


def test_a_folder_that_leads_nowhere_is_named(tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / "state").symlink_to(tmp_path / "gone")
    assert read_state(BASE, environment)[1] is None
    notice = write_state(BASE, FULL, environment)
    assert notice is not None
    assert notice.startswith("what should be remembered cannot be written: ")


@pytest.mark.parametrize(
    ("where", "fault", "words"),
    [
        ("os.fsync", errno.ENOSPC, "no space left on device"),
        ("os.write", errno.EROFS, "read-only file system"),
        ("pathlib.Path.replace", errno.EACCES, "permission denied"),
        ("os.fsync", errno.EIO, "input/output error"),
    ],
)
def test_a_disk_that_fails_leaves_what_was_there(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], where: str, fault: int, words: str
) -> None:
    write_state(BASE, State(marks=("a",)), environment)
    state = replace(kept(environment), marks=("a", "b"))
    file = state_file(BASE, environment)
    with monkeypatch.context() as broken:
        broken.setattr(where, wrong(fault))
        assert write_state(BASE, state, environment) == f"what should be remembered cannot be written: {file}: {words}"
    assert kept(environment).marks == ("a",)
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    # What could not be written is still known to be new.
    assert write_state(BASE, state, environment) is None
    assert kept(environment).marks == ("a", "b")


def test_a_folder_that_cannot_be_made_is_a_notice(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]) -> None:
    monkeypatch.setattr(Path, "mkdir", wrong(errno.EROFS))
    notice = write_state(BASE, FULL, environment)
    assert notice is not None
    assert notice.endswith(": read-only file system")


def test_a_file_that_may_not_be_read_is_neither_set_aside_nor_written(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    write_state(BASE, FULL, environment)
    with monkeypatch.context() as closed:
        closed.setattr(os, "open", wrong(errno.EACCES))
        state, notice = read_state(BASE, environment)
        assert content(state) == content(State())
        assert notice is not None
        assert notice.endswith(": permission denied")
        assert write_state(BASE, State(), environment) == notice
    assert content(kept(environment)) == content(FULL)


def test_a_relative_base_in_a_folder_that_is_gone_is_a_notice(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    monkeypatch.setattr(os, "getcwd", wrong(errno.ENOENT))
    assert str(read_state(Path("facts"), environment)[1]).startswith("nothing is remembered: ")
    assert str(write_state(Path("facts"), FULL, environment)).startswith("nothing is remembered: ")


def test_what_a_killed_run_left_is_swept_away_after_a_day(environment: dict[str, str], file: Path) -> None:
    old, new = file.parent / ".ties-writing-old", file.parent / ".ties-writing-new"
    for left in (old, new):
        left.touch()
    os.utime(old, (time.time() - 90_000,) * 2)
    write_state(BASE, FULL, environment)
    assert (old.exists(), new.exists()) == (False, True)


def test_a_notice_cannot_act_on_a_terminal(tmp_path: Path) -> None:
    environment = {"XDG_STATE_HOME": str(tmp_path / "\x1b[2J")}
    (tmp_path / "\x1b[2J").write_text("a file")
    for notice in (read_state(BASE, environment)[1], write_state(BASE, FULL, environment)):
        assert notice is not None
        assert "\x1b" not in notice
        assert "␛[2J" in notice


def test_runs_that_end_at_the_same_moment_keep_the_marks_of_each(environment: dict[str, str]) -> None:
    write_state(BASE, State(), environment)
    ready = Barrier(8)

    def end(n: int) -> None:
        state, _ = read_state(BASE, environment)
        ready.wait()
        write_state(BASE, replace(state, marks=(f"record-{n}",)), environment)

    with ThreadPoolExecutor(8) as runs:
        list(runs.map(end, range(8)))
    assert set(read_state(BASE, environment)[0].marks) == {f"record-{n}" for n in range(8)}
