"""An index that one user has built for all: who uses it, who can be trusted, and that readers change nothing."""

import contextlib
import os
import shutil
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.index_files import flip
from tests.made_up import MakeFolder, agreement, city, document, source
from tui.cli.main import main
from tui.disk.folders import UnsafeFolderError
from tui.index import shared
from tui.index.cache import index_file
from tui.index.index import Index
from tui.index.looking import look_at
from tui.index.opening import Opening
from tui.index.shared import build_shared, check_owner, check_trusted, shared_files
from tui.settings.state import State, read_state, write_state

SEEN = dict[str, tuple[object, ...]]


def quiet(done: int, of: int) -> None:
    """Progress that nobody wants to see."""


def build(folder: Path, base: Path) -> tuple[Path, bool]:
    return build_shared(folder, look_at(base), quiet, lambda: False)


@pytest.fixture
def base(folder: MakeFolder) -> Path:
    tie = agreement("tie", "aville", "bville", title="Bridge of friends")
    return folder({"a.toml": document(source(), city("aville")), "b/tie.toml": document(city("bville"), tie)})


@pytest.fixture
def system(tmp_path: Path) -> Path:
    """A folder for indexes for all, which only we can write to, with only such folders above it."""
    return tmp_path / "system"


@pytest.fixture
def trusting(monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies above the folders of a test counts as safe: where tests lie is not theirs to choose."""

    def check(folder: Path, owners: set[int]) -> None:
        check_owner(folder, folder.stat(), owners, sticky=True)

    monkeypatch.setattr(shared, "check_folders", check)


class Reader:
    """A user with a cache of their own who has been told of the folder."""

    def __init__(self, home: Path, system: Path, base: Path) -> None:
        self.home = home
        self.opening = Opening(base, {"XDG_CACHE_HOME": str(home), "TIES_SYSTEM_INDEX": str(system)})

    def open(self) -> Index:
        return self.opening.open(quiet)

    @property
    def own(self) -> list[str]:
        return sorted(path.name for path in self.home.rglob("*.index"))


@pytest.fixture
def reader(tmp_path: Path, system: Path, base: Path, trusting: None) -> Callable[[], Reader]:
    return lambda: Reader(tmp_path / "home", system, base)


def listing(*roots: Path) -> SEEN:
    """All that can be seen of folders and what is in them, but when they were last read."""
    paths = [path for root in roots for path in (root, *sorted(root.rglob("*")))]
    seen = {path: path.lstat() for path in paths}
    return {str(path): (s.st_mode, s.st_ino, s.st_size, s.st_mtime_ns, s.st_ctime_ns) for path, s in seen.items()}


# Using it


def test_a_link_that_is_turned_away_after_the_check_leads_nobody_elsewhere(
    base: Path, system: Path, tmp_path: Path, trusting: None
) -> None:
    file, _ = build(system, base)
    link = tmp_path / "link"
    link.symlink_to(system)
    assert shared_files({"TIES_SYSTEM_INDEX": str(link)}, base) == ([file], [])


def test_an_index_built_for_all_is_used_instead_of_one_of_ones_own(
    base: Path, system: Path, reader: Callable[[], Reader]
) -> None:
    file, is_new = build(system, base)
    assert is_new
    user = reader()
    index = user.open()
    assert (user.opening.file, user.own, user.opening.notices) == (file, [], [])
    assert index.search("bridge").hits[0].record == "tie"


def test_it_is_readable_by_all_and_writable_by_one_whatever_the_umask(base: Path, system: Path, trusting: None) -> None:
    before = os.umask(0o077)
    try:
        file, _ = build(system, base)
    finally:
        os.umask(before)
    assert (system.stat().st_mode & 0o7777, file.stat().st_mode & 0o7777) == (0o755, 0o644)
    assert [path.name for path in system.iterdir()] == [file.name]


def test_built_again_it_is_up_to_date_until_a_file_changes_even_unseen(
    base: Path, system: Path, trusting: None
) -> None:
    assert build(system, base)[1]
    assert not build(system, base)[1]
    path = base / "a.toml"
    seen = path.stat()
    path.write_text(path.read_text().replace("Aville", "Eville"))
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert build(system, base)[1]
    assert not build(system, base)[1]


def test_one_in_which_a_bit_has_flipped_is_built_anew_and_not_called_up_to_date(
    base: Path, system: Path, trusting: None
) -> None:
    file, _ = build(system, base)
    flip(file, 70_000)
    assert build(system, base) == (file, True)
    assert build(system, base) == (file, False)


def test_one_that_was_made_private_since_is_built_for_all_again(base: Path, system: Path, trusting: None) -> None:
    file, _ = build(system, base)
    file.chmod(0o600)
    assert build(system, base) == (file, True)
    assert file.stat().st_mode & 0o777 == 0o644


def test_one_of_another_state_of_the_base_is_passed_over_and_left_as_it_is(
    base: Path, system: Path, reader: Callable[[], Reader]
) -> None:
    file, _ = build(system, base)
    (base / "b/tie.toml").write_text(document(city("bville", name="Tunnelton")))
    before = listing(system, base)
    user = reader()
    assert user.open().search("tunnelton").total == 1
    words = f"{file} is of another state of the base: until it is built anew, you have an index of your own"
    assert user.opening.notices == [words]
    assert user.own == [file.name]
    again = reader()
    assert again.open().search("tunnelton").total == 1
    assert (again.opening.file, again.opening.notices) == (user.home / "ties" / file.name, [])
    assert listing(system, base) == before


def test_of_ones_own_and_one_for_all_the_last_built_is_shown_first(
    base: Path, system: Path, reader: Callable[[], Reader]
) -> None:
    user = reader()
    user.open()
    assert user.opening.file == user.home / "ties" / index_file(system, base).name
    file, _ = build(system, base)
    os.utime(file, ns=(0, (user.opening.file.stat().st_mtime_ns) + 1))
    assert user.opening.kept() is not None
    assert user.opening.file == file


@pytest.mark.parametrize("damage", [b"", b"SQLite format 3\x00", b"\x00" * 40_000, b"text"])
def test_a_damaged_one_is_passed_over_and_left_as_it_is(
    base: Path, system: Path, reader: Callable[[], Reader], damage: bytes
) -> None:
    file, _ = build(system, base)
    file.write_bytes(damage)
    user = reader()
    assert user.open().search("bridge").total == 1
    assert user.own == [file.name]
    assert file.read_bytes() == damage


def test_one_that_fails_while_it_is_used_is_passed_over_and_said_to_be_wrong(
    base: Path, system: Path, reader: Callable[[], Reader]
) -> None:
    file, _ = build(system, base)
    user = reader()
    user.open().close()
    user.opening.discard()
    assert file.exists()
    user.open().close()
    assert user.opening.file != file
    assert f"{file} is wrong, and passed over: `ties index --system` makes it anew" in user.opening.notices


def test_an_index_of_another_base_under_this_ones_name_is_not_shown(
    base: Path, system: Path, tmp_path: Path, reader: Callable[[], Reader]
) -> None:
    other = tmp_path / "other"
    shutil.copytree(base, other)
    file, _ = build(system, other)
    file.rename(index_file(system, base))
    assert reader().opening.kept() is None


def test_with_no_cache_or_an_empty_variable_there_is_none(base: Path, system: Path, tmp_path: Path) -> None:
    system.mkdir()
    file = index_file(system, base)
    file.write_bytes(b"")
    assert shared_files({"TIES_SYSTEM_INDEX": ""}, base) == ([], [])
    assert shared_files({"TIES_SYSTEM_INDEX": "relative:"}, base) == ([], [])
    opening = Opening(base, {"TIES_SYSTEM_INDEX": str(system)}, keep=False)
    opening.open(quiet).close()
    assert (opening.file, opening.notices) == (None, [])


def test_little_has_changed_since_it_was_built_so_ones_own_is_a_patched_copy_of_it(
    base: Path, system: Path, reader: Callable[[], Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(system, base)
    tie = base / "b/tie.toml"
    tie.write_text(tie.read_text().replace("Bridge", "Tunnel"))
    monkeypatch.setattr("tui.index.making.build_index", lambda *given: pytest.fail("built from all files"))
    user = reader()
    assert user.open().search("tunnel of friends").total == 1
    assert user.opening.file is not None
    assert user.opening.file.stat().st_mode & 0o777 == 0o600


def test_a_screen_drawn_from_it_is_known_again_until_another_is_built(
    base: Path, system: Path, reader: Callable[[], Reader]
) -> None:
    file, _ = build(system, base)
    user = reader()
    index = user.open()
    drawn = user.opening.generation_of(index)
    index.close()
    assert drawn
    assert reader().opening.generation() == drawn
    file.unlink()
    build(system, base)
    assert reader().opening.generation() not in ("", drawn)


# Other users


STATE = State(searches=("bridge",))


def use(home: Path, system: Path, base: Path) -> str:
    """What a user does with a base, and what went wrong: look, search, and remember."""
    user = Reader(home / "cache", system, base)
    before = listing(system, base)
    if user.open().search("bridge").total != 1 or user.opening.file is None or user.opening.file.parent != system:
        return f"the index of all is not used: {user.opening.file} {user.opening.notices}"
    if notice := write_state(base, STATE, {"XDG_STATE_HOME": str(home / "state")}):
        return notice
    if listing(system, base) != before:
        return "something was written"
    return ""


def test_readers_write_nothing_beside_the_facts_or_the_index_and_what_is_theirs_is_for_nobody_else(
    base: Path, system: Path, tmp_path: Path, trusting: None
) -> None:
    build(system, base)
    for name in ("one", "other"):
        assert use(tmp_path / name, system, base) == ""
    others = stat.S_IRWXG | stat.S_IRWXO
    made = [path for name in ("one", "other") for path in (tmp_path / name).rglob("*")]
    assert any(path.suffix == ".json" for path in made)
    assert [path for path in made if path.lstat().st_mode & others] == []
    assert read_state(base, {"XDG_STATE_HOME": str(tmp_path / "third/state")})[0].searches == ()


NOBODY = 65534


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else; the test above does it as one user")
def test_another_user_reads_the_index_of_root_and_can_neither_change_it_nor_see_what_root_remembers(
    base: Path, system: Path, trusting: None
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        place.chmod(0o755)
        base, system = Path(shutil.copytree(base, place / "base")), place / "system"
        build(system, base)
        # Also reads in whatever another user may have no right to.
        assert use(place / "root", system, base) == ""
        (place / "nobody").mkdir()
        os.chown(place / "nobody", NOBODY, NOBODY)
        child = os.fork()
        if not child:
            code = 1
            with contextlib.suppress(BaseException):
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
                trouble = use(place / "nobody", system, base)
                trouble += "".join(str(path) for path in (system, base, place / "root") if os.access(path, os.W_OK))
                trouble += "state" if os.access(place / "root/state/ties", os.R_OK) else ""
                (place / "nobody/trouble").write_text(trouble)
                code = 0
            os._exit(code)
        assert os.waitpid(child, 0)[1] == 0
        assert (place / "nobody/trouble").read_text() == ""
        kept = [path for path in (place / "nobody/state").rglob("*.json") if path.stat().st_uid == NOBODY]
        assert len(kept) == 1


# Whom to trust


def stat_result(owner: int, mode: int) -> os.stat_result:
    return os.stat_result((mode, 1, 1, 1, owner, 0, 0, 0, 0, 0))


@pytest.mark.parametrize(
    ("owner", "mode", "sticky", "trusted"),
    [
        (0, 0o100644, False, True),
        (7, 0o100644, False, True),
        (8, 0o100644, False, False),
        (0, 0o100664, False, False),
        (7, 0o100646, False, False),
        (0, 0o041777, True, True),
        (0, 0o040777, True, False),
        (8, 0o041777, True, False),
        (0, 0o041777, False, False),
    ],
)
def test_only_what_root_oneself_or_the_owner_of_the_base_alone_can_write_is_trusted(
    owner: int, mode: int, sticky: bool, trusted: bool
) -> None:
    if trusted:
        check_owner(Path("x"), stat_result(owner, mode), {0, 7}, sticky=sticky)
        return
    with pytest.raises(UnsafeFolderError, match=r"belongs to user 8|can be written by others"):
        check_owner(Path("x"), stat_result(owner, mode), {0, 7}, sticky=sticky)


@pytest.mark.parametrize("mode", [0o664, 0o646])
def test_an_index_that_others_can_write_to_is_passed_over_with_the_reason(
    base: Path, system: Path, reader: Callable[[], Reader], mode: int
) -> None:
    file, _ = build(system, base)
    file.chmod(mode)
    user = reader()
    user.open().close()
    assert user.opening.file != file
    assert user.opening.notices == [f"the index for all is passed over: {file} can be written by others"]


def test_an_index_in_a_folder_that_anybody_can_write_to_is_passed_over_and_none_is_built_there(
    base: Path, system: Path, reader: Callable[[], Reader]
) -> None:
    file, _ = build(system, base)
    system.chmod(0o777)
    user = reader()
    user.open().close()
    assert user.opening.notices == [f"the index for all is passed over: {system} can be written by others"]
    with pytest.raises(UnsafeFolderError, match="can be written by others"):
        build(system, base)
    system.chmod(0o1777)
    assert build(system, base) == (file, False)


def test_the_folders_above_count_as_well(tmp_path: Path) -> None:
    above = tmp_path / "open"
    (above / "system").mkdir(parents=True)
    file = above / "system/file"
    file.write_bytes(b"")
    above.chmod(0o777)
    with pytest.raises(UnsafeFolderError, match=f"{above} can be written by others"):
        check_trusted(file, {0, os.geteuid()})


def test_neither_a_link_nor_a_folder_nor_a_pipe_is_an_index(base: Path, system: Path, trusting: None) -> None:
    file, _ = build(system, base)
    kept = file.with_name("kept")
    file.rename(kept)
    makers: list[Callable[[], object]] = [lambda: file.symlink_to(kept), file.mkdir, lambda: os.mkfifo(file)]
    for make in makers:
        make()
        found, reasons = shared_files({"TIES_SYSTEM_INDEX": str(system)}, base)
        assert (found, reasons) == ([], [f"{file} is no regular file"])
        file.rmdir() if file.is_dir() and not file.is_symlink() else file.unlink()


# The command


def test_the_command_prints_where_the_index_is_and_what_others_need_to_find_it(
    base: Path, system: Path, trusting: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["index", str(base), "--system", str(system)]) == 0
    out, err = capsys.readouterr()
    file = index_file(system, base)
    assert out == f"{file}\n"
    assert err.startswith("ties: built, 0.")
    assert f"found by those who have TIES_SYSTEM_INDEX={system} in their environment" in err
    assert main(["index", str(base), "--system", str(system)]) == 0
    assert capsys.readouterr().err.startswith("ties: up to date, 0.")


def test_without_a_folder_the_command_builds_ones_own_and_says_where_it_is_and_how_large(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    file = index_file(tmp_path / "home/ties", base)
    for _ in range(2):
        assert main(["index", str(base)]) == 0
        out, err = capsys.readouterr()
        assert (out, err[:18]) == (f"{file}\n", "ties: 4 records, 0")
        assert file.exists()


def test_where_no_index_can_be_written_for_all_the_command_says_why(
    base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    for place, words in (
        ("file", "is a link or a file, not a folder"),
        ("no/such", "the folder that it is to be made in is not there; make it first"),
    ):
        assert main(["index", str(base), "--system", str(tmp_path / place)]) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert err == f"ties: no index for all in {tmp_path / place}: " + (
            f"{tmp_path / place} {words}\n" if "link" in words else f"{words}\n"
        )


def test_of_a_base_that_is_not_there_there_is_no_index(tmp_path: Path, system: Path, trusting: None) -> None:
    assert main(["index", str(tmp_path / "gone"), "--system", str(system)]) == 2
    assert main(["index", str(tmp_path / "gone")]) == 2
