"""Bad inputs 151 to 167: an index, a state or a configuration that is not what we wrote, or cannot be written."""

import os
import random
import resource
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.index_files import altered, flip
from tests.made_up import GOOD, MakeFolder
from tui.cli.main import main
from tui.index import cache, schema
from tui.index.opening import DAMAGED_NOTICE, Opening
from tui.settings.state import State, read_state, state_file, write_state

FOUND = "aville                             city      Aville · KR\n"


class Ran(NamedTuple):
    code: int
    out: str
    err: str


class Desk:
    """A base with an index that is kept, in folders of a test's own."""

    def __init__(self, base: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.base = base
        self.home = home
        self._capsys = capsys
        self.environment = {"XDG_CACHE_HOME": str(home / "cache"), "XDG_STATE_HOME": str(home / "state")}

    @property
    def index(self) -> Path:
        return cache.index_file(self.home / "cache" / "ties", self.base)

    def search(self) -> Ran:
        code = main(["search", "aville", "--facts", str(self.base)])
        return Ran(code, *self._capsys.readouterr())

    def is_kept(self) -> bool:
        """Whether what is kept now is opened by the next who comes."""
        found = Opening(self.base, self.environment).kept()
        if found is not None:
            found.close()
        return found is not None


@pytest.fixture
def desk(
    folder: MakeFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    made = Desk(folder(GOOD), tmp_path, capsys)
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)
    assert made.search()[:2] == (0, FOUND)
    return made


def random_bytes(file: Path) -> None:
    file.write_bytes(random.Random(1).randbytes(50_000))


def newer(file: Path) -> None:
    with altered(file) as db:
        db.execute(f"PRAGMA user_version = {schema.VERSION + 1}")


def older(file: Path) -> None:
    with altered(file) as db:
        db.execute(f"PRAGMA user_version = {schema.VERSION - 1}")


def endless_view(file: Path) -> None:
    with altered(file) as db:
        db.execute("DROP TABLE word")
        endless = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x, x FROM n"
        db.execute(f"CREATE VIEW word (word, sound) AS {endless}")


def trigger(file: Path) -> None:
    with altered(file) as db:
        db.execute("CREATE TRIGGER mine AFTER INSERT ON meta BEGIN DELETE FROM record; END")


def link(file: Path) -> None:
    file.rename(file.with_name("other"))
    file.symlink_to("other")


SPOILED: dict[str, Callable[[Path], object]] = {
    "151-zero-byte": lambda file: os.truncate(file, 0),
    "152-random": random_bytes,
    "153-truncated": lambda file: os.truncate(file, file.stat().st_size // 2),
    "153-truncated-by-a-byte": lambda file: os.truncate(file, file.stat().st_size - 1),
    "154-bit-flip-in-the-header": lambda file: flip(file, 40),
    "154-bit-flip-in-the-checksums": lambda file: flip(file, file.stat().st_size - 20),
    "155-newer-schema": newer,
    "156-older-app": older,
    "157-recursive-view": endless_view,
    "157-trigger": trigger,
    "164-symlinked-cache-file": link,
}


@pytest.mark.parametrize("how", SPOILED.values(), ids=SPOILED.keys())
def test_151_to_157_and_164_an_index_that_is_none_of_ours_is_built_anew(
    desk: Desk, how: Callable[[Path], object]
) -> None:
    how(desk.index)
    assert not desk.is_kept()
    assert desk.search() == (0, FOUND, "")
    assert desk.is_kept()
    assert not desk.index.is_symlink()


def test_154_every_flipped_bit_of_an_index_is_noticed_before_a_command_answers(desk: Desk) -> None:
    good = desk.index.read_bytes()
    chance = random.Random(154)
    for at in [*range(0, len(good), 16411), len(good) - 1]:
        desk.index.write_bytes(good)
        flip(desk.index, at, chance.randrange(8))
        before = desk.index.stat().st_mtime_ns
        assert desk.search()[:2] == (0, FOUND), at
        assert desk.index.stat().st_mtime_ns != before, at
        assert desk.is_kept(), at


def test_154_a_flipped_bit_that_no_start_sees_is_told_by_the_command_that_meets_it(desk: Desk) -> None:
    at = desk.index.stat().st_size - 8192
    assert at > 64 * 1024, "a start looks at the first 64 KiB"
    flip(desk.index, at)
    assert desk.is_kept()
    assert desk.search() == (0, FOUND, f"ties: {DAMAGED_NOTICE}\n")
    assert desk.search() == (0, FOUND, "")


def test_154_the_browser_finds_a_flipped_bit_behind_its_first_screen(desk: Desk) -> None:
    flip(desk.index, desk.index.stat().st_size - 8192)
    opening = Opening(desk.base, desk.environment)
    first = opening.kept()
    assert first is not None
    second = opening.changed(lambda done, of: None, lambda: False)
    assert second is not None
    assert opening.was_damaged
    assert opening.changed(lambda done, of: None, lambda: False) is None
    first.close()
    second.close()


def test_157_a_statement_that_never_ends_is_given_up(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.index.store.MOST_STEPS", 4_000_000)
    found = Opening(desk.base, desk.environment).kept()
    assert found is not None
    endless = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        found.db.execute(endless).fetchone()
    # And what comes after it is answered.
    assert found.title("aville") == "Aville"
    found.close()


def test_158_an_index_whose_header_asks_for_a_log_is_read_without_one(desk: Desk) -> None:
    data = bytearray(desk.index.read_bytes())
    with desk.index.open("r+b") as opened:
        opened.seek(18)
        opened.write(b"\2\2")
    assert data[18:20] == b"\1\1"
    desk.index.parent.chmod(0o500)
    try:
        assert desk.search()[:2] == (0, FOUND)
        assert not list(desk.index.parent.glob("*-wal")) + list(desk.index.parent.glob("*-shm"))
    finally:
        desk.index.parent.chmod(0o700)


def test_159_an_index_that_another_program_has_locked_is_read_all_the_same(desk: Desk) -> None:
    other = sqlite3.connect(desk.index, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        assert desk.search() == (0, FOUND, "")
    finally:
        other.close()


def test_160_a_full_disk_leaves_the_old_index_and_says_so(desk: Desk) -> None:
    (desk.base / "b.toml").write_text("format = 1\n")
    old = desk.index.read_bytes()
    program = "import sys; from tui.cli.main import main; sys.exit(main(sys.argv[1:]))"

    def full() -> None:
        # A file may grow no further: what SQLite and the system say then is what they say of a full disk.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    ran = subprocess.run(
        [sys.executable, "-c", program, "search", "aville", "--facts", str(desk.base)],
        capture_output=True, text=True, preexec_fn=full, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith(f"ties: no index of {desk.base} can be written: ")
    assert ran.stderr.endswith("Make room there, or name another folder in $TMPDIR.\n")
    assert desk.index.read_bytes() == old
    assert [path.name for path in desk.index.parent.iterdir()] == [desk.index.name]


def test_161_what_a_killed_run_was_writing_is_neither_read_nor_kept_for_long(desk: Desk) -> None:
    half = desk.index.with_name(".ties-writing-0123456789abcdef")
    half.write_bytes(desk.index.read_bytes()[:5000])
    assert desk.search() == (0, FOUND, "")
    os.utime(half, (0, 0))
    (desk.base / "b.toml").write_text("format = 1\n")
    assert desk.search() == (0, FOUND, "")
    assert not half.exists()


def test_162_two_who_write_at_the_same_time_leave_one_whole_index_and_all_marks(desk: Desk) -> None:
    (desk.base / "b.toml").write_text("format = 1\n")
    failed: list[BaseException] = []

    def build() -> None:
        try:
            Opening(desk.base, desk.environment).open(lambda done, of: None).close()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=build) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert desk.is_kept()
    assert [path.name for path in desk.index.parent.iterdir()] == [desk.index.name]
    first, second = (read_state(desk.base, desk.environment)[0] for _ in range(2))
    for state, mark in ((first, "a"), (second, "b")):
        assert write_state(desk.base, State(marks=(mark,), seen=state.seen), desk.environment) is None
    assert set(read_state(desk.base, desk.environment)[0].marks) == {"a", "b"}


@pytest.mark.parametrize("whose", ["163-all-can-write", "163-of-somebody-else"])
@pytest.mark.parametrize("what", ["cache", "state"])
def test_163_a_folder_that_others_can_write_to_is_not_used_and_that_is_said(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, whose: str, what: str
) -> None:
    write_state(desk.base, State(marks=("aville",)), desk.environment)
    folder = desk.home / what / "ties"
    if "all" in whose:
        folder.chmod(0o777)
    else:
        me = os.geteuid()
        monkeypatch.setattr(os, "geteuid", lambda: me + 1)
    said = f"{folder} belongs to somebody else or can be written by others"
    before = {path: path.read_bytes() for path in folder.iterdir()}
    if what == "cache":
        assert desk.search() == (0, FOUND, f"ties: the index is not kept: {said}\n")
    else:
        assert read_state(desk.base, desk.environment)[0].marks == ()
        assert read_state(desk.base, desk.environment)[1] == f"nothing is remembered: {said}"
        assert write_state(desk.base, State(), desk.environment) == f"nothing is remembered: {said}"
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_164_a_state_file_that_is_a_link_is_not_written_through(desk: Desk) -> None:
    write_state(desk.base, State(marks=("aville",)), desk.environment)
    file = state_file(desk.base, desk.environment)
    victim = desk.home / "victim"
    victim.write_text("mine")
    file.unlink()
    file.symlink_to(victim)
    notice = write_state(desk.base, State(marks=("b",)), desk.environment)
    assert (
        notice == f"{file} is a link, and nothing is written through one: nothing is remembered until it is moved away"
    )
    assert (victim.read_text(), file.is_symlink()) == ("mine", True)


def test_164_a_cache_folder_that_is_a_link_is_not_used(desk: Desk) -> None:
    ties = desk.home / "cache" / "ties"
    ties.rename(desk.home / "elsewhere")
    ties.symlink_to(desk.home / "elsewhere")
    assert desk.search() == (0, FOUND, f"ties: the index is not kept: {ties} is a link or a file, not a folder\n")


@pytest.mark.parametrize("home", ["165-unset", "165-read-only"])
def test_165_without_a_home_that_can_be_written_everything_works_and_says_what_is_not_kept(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, home: str
) -> None:
    for name in desk.environment:
        monkeypatch.delenv(name)
    if "unset" in home:
        monkeypatch.delenv("HOME", raising=False)
        said, remembered = "there is no home directory ($HOME)", "nothing is remembered: there is no home directory"
    else:
        # What no user, root neither, can make a folder in.
        monkeypatch.setenv("HOME", "/proc/self/nowhere")
        said, remembered = "/proc/self/nowhere/.cache/ties: ", "what should be remembered cannot be written: "
    ran = desk.search()
    assert ran[:2] == (0, FOUND)
    assert ran.err.startswith(f"ties: the index is not kept: {said}")
    notice = write_state(desk.base, State(), os.environ)
    assert notice is not None
    assert notice.startswith(remembered)


def test_166_a_clock_that_stands_in_the_past_changes_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: 0.0)
    before = desk.index.stat().st_ino
    assert desk.search() == (0, FOUND, "")
    assert desk.index.stat().st_ino == before
    os.utime(desk.base / "a.toml", (-1, -1))
    assert desk.search() == (0, FOUND, "")
    assert write_state(desk.base, State(marks=("aville",)), desk.environment) is None
    assert stat.S_IMODE(state_file(desk.base, desk.environment).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("theme = ", "config.toml:1:"),
        ("colour = 1\n", "config.toml:1:1: "),
        ("live = true\n", "config.toml:1:8: `live` takes no true or false"),
    ],
    ids=["167-broken", "167-unknown-key", "167-wrong-type"],
)
def test_167_a_mistake_in_the_configuration_is_named_with_line_and_column_and_stops_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    (desk.home / "config.toml").write_text(text)
    monkeypatch.setenv("TIES_CONFIG", str(desk.home / "config.toml"))
    assert main(["config"]) == 1
    out, err = capsys.readouterr()
    assert 'theme = "auto"' in out
    assert said in err
    assert desk.search() == (0, FOUND, "")
