"""Files are written whole or not at all, and nothing but the file is left."""

import errno
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from tui.disk.writing import SHARED, NewFile, OccupiedError, write_file


def test_a_file_is_for_its_owner_alone_unless_others_may_read_it(tmp_path: Path) -> None:
    write_file(tmp_path / "private", b"x")
    before = os.umask(0o027)
    try:
        write_file(tmp_path / "shared", b"x", mode=SHARED)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "private").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "shared").stat().st_mode) == 0o640


def test_a_file_that_keeps_its_permissions_gains_no_others(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"old")
    file.chmod(0o4755)
    write_file(file, b"new", keep_mode=True)
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"new", 0o755)


def test_a_disk_that_takes_little_at_a_time_gets_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    with monkeypatch.context() as slow:
        slow.setattr(os, "write", lambda descriptor, data: real(descriptor, data[:3]))
        write_file(tmp_path / "file", b"0123456789")
    assert (tmp_path / "file").read_bytes() == b"0123456789"


def test_what_is_interrupted_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    (tmp_path / "file").write_bytes(b"old")
    with monkeypatch.context() as stopped:
        stopped.setattr(os, "fsync", interrupt)
        with pytest.raises(KeyboardInterrupt):
            write_file(tmp_path / "file", b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("file", b"old")]


def test_without_second_names_a_place_is_taken_before_it_is_filled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: Any, **__: Any) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", none)
    write_file(tmp_path / "file", b"one", replace=False)
    with NewFile(tmp_path / "file") as new, pytest.raises(FileExistsError):
        new.put(replace=False)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("file", b"one")]


def test_nothing_is_written_through_a_link_that_comes_at_the_last_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    victim, file = tmp_path / "victim", tmp_path / "file"
    victim.write_bytes(b"mine")
    real = os.fsync

    def late(descriptor: int) -> None:
        if not file.is_symlink() and not file.exists():
            file.symlink_to(victim)
        real(descriptor)

    with monkeypatch.context() as raced:
        raced.setattr(os, "fsync", late)
        write_file(file, b"new")
    assert (victim.read_bytes(), file.read_bytes(), file.is_symlink()) == (b"mine", b"new", False)
    file.unlink()
    file.symlink_to(victim)
    with pytest.raises(OccupiedError, match="is a link"):
        write_file(file, b"new")


def test_a_file_system_that_cannot_flush_a_folder_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync

    def only_files(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "no folders")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", only_files)
    write_file(tmp_path / "file", b"x")
    assert (tmp_path / "file").read_bytes() == b"x"
