"""Where an index is kept, what is not trusted there, and what is done where none can be kept."""

import errno
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.made_up import GOOD, MakeFolder
from tui.cli.main import main
from tui.index import cache, making
from tui.index.index import Index
from tui.index.opening import Opening
from tui.loading.problems import BaseUnreadableError


@pytest.fixture(autouse=True)
def usual_mask() -> Iterator[None]:
    """The mask of most people, under which a file is readable by all if nobody takes care."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where private folders are made, so that a test sees what is left behind."""
    folder = tmp_path / "private"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def opened(base: Path, home: Path, *, keep: bool = True) -> tuple[Index, list[str]]:
    """The index of a base opened with a cache folder, and what the user is told."""
    opening = Opening(base, {"XDG_CACHE_HOME": str(home)}, keep=keep)
    return opening.open(lambda done, of: None), opening.notices


def works(index: Index) -> bool:
    return [hit.record for hit in index.search("aville").hits] == ["aville"]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def test_folders_and_files_are_for_their_owner_alone(folder: MakeFolder, tmp_path: Path) -> None:
    home = tmp_path / "new" / "cache"
    seen: list[int] = []
    opening = Opening(folder(GOOD), {"XDG_CACHE_HOME": str(home)})
    opening.open(lambda done, of: seen.extend(mode(path) for path in (home / "ties").iterdir()))
    (kept,) = (home / "ties").iterdir()
    assert {mode(home.parent), mode(home), mode(home / "ties")} == {0o700}
    assert {*seen, mode(kept)} == {0o600}


def test_the_kept_index_is_used_the_next_time(folder: MakeFolder, tmp_path: Path) -> None:
    base = folder(GOOD)
    opened(base, tmp_path / "cache")
    (kept,) = (tmp_path / "cache" / "ties").iterdir()
    before = kept.stat().st_ino
    index, notices = opened(base, tmp_path / "cache")
    assert works(index)
    assert kept.stat().st_ino == before
    assert notices == []


def test_each_base_has_an_index_of_its_own_by_whatever_path_it_is_named(
    folder: MakeFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = folder(GOOD)
    (tmp_path / "link").symlink_to(base)
    monkeypatch.chdir(base)
    names = [base, Path(), base / ".." / "base", tmp_path / "link"]
    assert len({cache.index_file(tmp_path, name) for name in names}) == 1
    assert cache.index_file(tmp_path, base) != cache.index_file(tmp_path, base / "a.toml")


def made_a_link(ties: Path) -> None:
    (ties.parent / "elsewhere").mkdir(mode=0o700)
    ties.symlink_to("elsewhere")


def made_writable(bits: int) -> Callable[[Path], None]:
    def make(ties: Path) -> None:
        ties.mkdir()
        ties.chmod(bits)

    return make


def made_replaceable(ties: Path) -> None:
    ties.mkdir(mode=0o700)
    ties.parent.chmod(0o777)


BAD_FOLDERS: dict[str, Callable[[Path], object]] = {
    "a link": made_a_link,
    "a link to nowhere": lambda ties: ties.symlink_to("nowhere"),
    "a file": lambda ties: ties.write_text("x"),
    "writable by its group": made_writable(0o770),
    "writable by all": made_writable(0o777),
    "in a folder where anybody can replace it": made_replaceable,
}


@pytest.mark.parametrize("kind", BAD_FOLDERS)
def test_a_cache_folder_that_others_can_reach_is_not_used_and_that_is_said(
    folder: MakeFolder, tmp_path: Path, private: Path, kind: str
) -> None:
    home = tmp_path / "cache"
    home.mkdir()
    BAD_FOLDERS[kind](home / "ties")
    index, notices = opened(folder(GOOD), home)
    assert works(index)
    assert len(notices) == 1
    assert str(home / "ties") in notices[0]
    assert list(home.rglob("*.index")) == list(private.iterdir()) == []


def test_a_cache_folder_in_one_that_all_share_but_nobody_can_replace_it_in_is_used(
    folder: MakeFolder, tmp_path: Path
) -> None:
    home = tmp_path / "shared"
    home.mkdir()
    home.chmod(0o1777)
    assert opened(folder(GOOD), home)[1] == []


def test_a_cache_folder_of_somebody_else_is_not_used(
    folder: MakeFolder, tmp_path: Path, private: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = folder(GOOD)
    opened(base, tmp_path)
    (kept,) = (tmp_path / "ties").iterdir()
    before = kept.stat()
    me = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: me + 1)
    index, notices = opened(base, tmp_path)
    assert works(index)
    assert "somebody else" in notices[0]
    assert (kept.stat().st_ino, kept.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert list(private.iterdir()) == []


def test_an_index_of_somebody_else_is_not_used(
    folder: MakeFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = folder(GOOD)
    opened(base, tmp_path)
    opening = Opening(base, {"XDG_CACHE_HOME": str(tmp_path)})
    assert opening.kept() is not None
    me = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: me + 1)
    assert opening.kept() is None


def replaced_by_a_link(kept: Path) -> None:
    kept.rename(kept.with_name("other"))
    kept.symlink_to("other")


BAD_FILES: dict[str, Callable[[Path], None]] = {
    "a link": replaced_by_a_link,
    "writable by its group": lambda kept: kept.chmod(0o620),
    "writable by all": lambda kept: kept.chmod(0o602),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_an_index_that_others_can_have_written_is_not_used_but_built_anew(
    folder: MakeFolder, tmp_path: Path, kind: str
) -> None:
    base = folder(GOOD)
    opened(base, tmp_path)
    (kept,) = (tmp_path / "ties").iterdir()
    BAD_FILES[kind](kept)
    assert Opening(base, {"XDG_CACHE_HOME": str(tmp_path)}).kept() is None
    target = kept.with_name("other")
    before = target.stat().st_mtime_ns if target.exists() else 0
    index, notices = opened(base, tmp_path)
    assert works(index)
    assert notices == []
    assert (kept.is_symlink(), mode(kept)) == (False, 0o600)
    assert before == (target.stat().st_mtime_ns if target.exists() else 0)


def test_a_folder_where_the_index_should_be_does_no_harm(folder: MakeFolder, tmp_path: Path, private: Path) -> None:
    base = folder(GOOD)
    opened(base, tmp_path)
    (kept,) = (tmp_path / "ties").iterdir()
    kept.unlink()
    (kept / "inside").mkdir(parents=True)
    index, notices = opened(base, tmp_path)
    assert works(index)
    assert len(notices) == 1
    assert sorted((tmp_path / "ties").iterdir()) == [kept]
    assert list(private.iterdir()) == []


# Nowhere to keep it


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, ["the index is not kept: there is no home directory ($HOME)"]),
        ({"HOME": ""}, ["the index is not kept: there is no home directory ($HOME)"]),
        ({"HOME": "relative"}, ["the index is not kept: there is no home directory ($HOME)"]),
        ({"XDG_CACHE_HOME": "relative"}, ["the index is not kept: there is no home directory ($HOME)"]),
        ({"XDG_CACHE_HOME": "/dev/null"}, ["the index is not kept: /dev/null/ties: not a directory"]),
        ({"XDG_CACHE_HOME": "/" + "x" * 300}, [f"the index is not kept: /{'x' * 300}/ties: file name too long"]),
    ],
)
def test_without_a_folder_to_keep_it_in_the_index_works_and_the_user_is_told(
    folder: MakeFolder,
    private: Path,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    said: list[str],
) -> None:
    base = folder(GOOD)
    monkeypatch.chdir(base)
    opening = Opening(base, environment)
    assert works(opening.open(lambda done, of: None))
    assert opening.notices == said
    assert sorted(path.name for path in base.iterdir()) == ["a.toml"]
    assert list(private.iterdir()) == []


def test_a_relative_cache_folder_is_passed_over_for_that_in_the_home_directory(
    folder: MakeFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    opening = Opening(folder(GOOD), {"XDG_CACHE_HOME": "relative", "HOME": str(tmp_path)})
    opening.open(lambda done, of: None)
    assert opening.notices == []
    assert not (tmp_path / "relative").exists()
    assert len(list(tmp_path.glob("*/ties/*.index")) + list(tmp_path.glob("*/*/ties/*.index"))) == 1


def refuse_new_files(monkeypatch: pytest.MonkeyPatch, number: int, folder: Path | None = None) -> None:
    """No file can be made any more in a folder, by default in any."""
    real = os.open

    def refuse(path: Any, flags: int, mode: int = 0o777, **more: Any) -> int:
        if flags & os.O_EXCL and folder in (None, Path(path).parent):
            raise OSError(number, os.strerror(number), os.fspath(path))
        return real(path, flags, mode, **more)

    monkeypatch.setattr(os, "open", refuse)


@pytest.mark.parametrize("number", [errno.EROFS, errno.ENOSPC, errno.EACCES, errno.EDQUOT])
def test_a_cache_folder_that_cannot_be_written_is_done_without(
    folder: MakeFolder,
    tmp_path: Path,
    private: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    number: int,
) -> None:
    refuse_new_files(monkeypatch, number, tmp_path / "cache" / "ties")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert main(["search", "aville", "--facts", str(folder(GOOD))]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("aville ")
    assert err == f"ties: the index is not kept: {tmp_path}/cache/ties: {os.strerror(number).lower()}\n"
    assert list(private.iterdir()) == list((tmp_path / "cache" / "ties").iterdir()) == []


def test_a_disk_that_is_full_halfway_through_is_done_without(
    folder: MakeFolder, tmp_path: Path, private: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # SQLite says of /dev/full what it says of any full disk.
    real = making.build_index

    def full(file: Path, *rest: Any) -> None:
        if file.parent == tmp_path / "ties":
            file.unlink()
            file.symlink_to("/dev/full")
        real(file, *rest)

    monkeypatch.setattr(making, "build_index", full)
    index, notices = opened(folder(GOOD), tmp_path)
    assert works(index)
    assert len(notices) == 1
    assert list((tmp_path / "ties").iterdir()) == list(private.iterdir()) == []


def test_without_room_anywhere_a_command_ends_with_2_and_one_sentence(
    folder: MakeFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    refuse_new_files(monkeypatch, errno.ENOSPC)
    base = folder(GOOD)
    with pytest.raises(BaseUnreadableError, match="no space left on device"):
        opened(base, tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert main(["tree", "--facts", str(base)]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.endswith("no space left on device. Make room there, or name another folder in $TMPDIR.\n")


@pytest.mark.parametrize("command", [["search", "aville"], ["tree"], ["show", "aville"]])
def test_no_cache_leaves_nothing_behind(
    folder: MakeFolder,
    tmp_path: Path,
    private: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    base = folder(GOOD)
    assert main([*command, "--facts", str(base), "--no-cache"]) == 0
    assert "aville" in capsys.readouterr().out.lower()
    assert not (tmp_path / "cache").exists()
    assert list(private.iterdir()) == []
    assert sorted(path.name for path in base.iterdir()) == ["a.toml"]


def test_no_cache_uses_nothing_that_is_kept(folder: MakeFolder, tmp_path: Path) -> None:
    base = folder(GOOD)
    opened(base, tmp_path)
    (kept,) = (tmp_path / "ties").iterdir()
    before = kept.stat().st_atime_ns, kept.stat().st_mtime_ns
    assert works(opened(base, tmp_path, keep=False)[0])
    assert Opening(base, {"XDG_CACHE_HOME": str(tmp_path)}, keep=False).kept() is None
    assert (kept.stat().st_atime_ns, kept.stat().st_mtime_ns) == before


def test_what_a_killed_build_left_is_swept_away_when_it_is_old_and_no_sooner(
    folder: MakeFolder, tmp_path: Path
) -> None:
    base = folder(GOOD)
    opened(base, tmp_path)
    old, new = (tmp_path / "ties" / f".ties-writing-{name}" for name in ("old", "new"))
    for left in (old, new):
        left.touch()
    os.utime(old, (0, 0))
    (tmp_path / "ties" / "not ours").touch()
    os.utime(tmp_path / "ties" / "not ours", (0, 0))
    (base / "b.toml").write_text("format = 1\n")
    opened(base, tmp_path)
    found = {path.name for path in (tmp_path / "ties").iterdir()}
    assert found == {cache.index_file(tmp_path, base).name, new.name, "not ours"}


# Indexes of bases that are gone


def aged(file: Path, days: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let so many days go by since a file was last read and written."""
    os.utime(file, (0, 0))
    monkeypatch.setattr(time, "time", lambda: days * 24 * 3600)


def kept_of(name: str, tmp_path: Path) -> tuple[Path, Path]:
    """A base of its own with an index that is kept, and that index."""
    base = tmp_path / name
    base.mkdir(parents=True)
    (base / "a.toml").write_text(GOOD)
    opened(base, tmp_path)[0].close()
    return base, cache.index_file(tmp_path / "ties", base)


LONG = "/".join(["x" * 100] * 3)


@pytest.mark.parametrize("name", ["gone", "gone=2Fgone", "Gang 都市", LONG])
def test_an_index_whose_base_is_gone_is_removed_when_nobody_used_it_for_90_days(
    folder: MakeFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    base, kept = kept_of(name, tmp_path)
    shutil.rmtree(base)
    aged(kept, 89, monkeypatch)
    opened(folder(GOOD), tmp_path)
    assert kept.exists()
    aged(kept, 91, monkeypatch)
    (folder(GOOD) / "b.toml").write_text("format = 1\n")
    opened(folder(GOOD), tmp_path)
    assert [path.name for path in (tmp_path / "ties").iterdir()] == [cache.index_file(tmp_path, folder(GOOD)).name]


@pytest.mark.parametrize("name", ["there", LONG])
def test_an_old_index_of_a_base_that_is_there_stays(
    folder: MakeFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    _, kept = kept_of(name, tmp_path)
    aged(kept, 10_000, monkeypatch)
    opened(folder(GOOD), tmp_path)
    assert kept.exists()


def test_an_index_that_was_read_lately_stays_though_it_was_written_long_ago(
    folder: MakeFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base, kept = kept_of("gone", tmp_path)
    shutil.rmtree(base)
    aged(kept, 91, monkeypatch)
    os.utime(kept, (10 * 24 * 3600, 0))
    opened(folder(GOOD), tmp_path)
    assert kept.exists()


def test_who_reads_an_index_that_is_swept_away_goes_on_reading(
    folder: MakeFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base, kept = kept_of("gone", tmp_path)
    reader = Opening(base, {"XDG_CACHE_HOME": str(tmp_path)}).kept()
    assert reader is not None
    base.rename(tmp_path / "elsewhere")
    aged(kept, 91, monkeypatch)
    opened(folder(GOOD), tmp_path)
    assert not kept.exists()
    assert works(reader)


def test_nothing_that_is_no_index_of_ours_is_swept_away(
    folder: MakeFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base, kept = kept_of("gone", tmp_path)
    shutil.rmtree(base)
    for other in (kept.with_name("notes.txt"), kept.with_name("folder.index") / "x.index"):
        other.parent.mkdir(exist_ok=True)
        other.write_text("mine")
        os.utime(other, (0, 0))
    kept.chmod(0o666)
    aged(kept, 91, monkeypatch)
    opened(folder(GOOD), tmp_path)
    assert kept.exists()
    assert {"notes.txt", "folder.index"} <= {path.name for path in (tmp_path / "ties").iterdir()}


def test_what_cannot_be_read_as_an_index_is_swept_away_when_it_is_old(
    folder: MakeFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, kept = kept_of("there", tmp_path)
    older = kept.rename(kept.with_name(f"{'0' * 32}.index"))
    aged(older, 89, monkeypatch)
    opened(folder(GOOD), tmp_path)
    assert older.exists()
    older.write_text("damaged")
    aged(older, 91, monkeypatch)
    (folder(GOOD) / "b.toml").write_text("format = 1\n")
    opened(folder(GOOD), tmp_path)
    assert not older.exists()
