"""What reading a file gives and what it refuses, below all that knows of facts."""

import os
from pathlib import Path

import pytest

from tui.disk.reading import ChangedError, NotRegularError, TooLargeError, opened, read_bytes, reason


def test_a_file_of_just_as_many_bytes_as_it_may_have_is_read(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"x" * 3_000_000)
    assert read_bytes(file, 3_000_000) == b"x" * 3_000_000
    with pytest.raises(TooLargeError):
        read_bytes(file, 2_999_999)


def test_an_empty_file_has_no_bytes(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert read_bytes(tmp_path / "file", 0) == b""


def test_what_is_too_large_is_not_read_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(descriptor: int, most: int) -> bytes:
        raise AssertionError("it was read")

    with (tmp_path / "hole").open("wb") as hole:
        hole.truncate(200 * 10**9)
    monkeypatch.setattr(os, "read", read)
    with pytest.raises(TooLargeError):
        read_bytes(tmp_path / "hole", 100)


def test_a_file_that_says_it_is_empty_and_is_not_is_cut_off_at_the_limit() -> None:
    with pytest.raises(TooLargeError):
        read_bytes("/proc/self/maps", 10)


def test_what_is_no_file_says_so_and_leaves_no_descriptor_open(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
    for path in (tmp_path / "pipe", tmp_path, Path(os.devnull)):
        with pytest.raises(NotRegularError) as refused:
            read_bytes(path, 100)
        assert reason(refused.value) == "is no regular file"
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208


def test_a_file_cut_off_while_it_is_read_is_never_half_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"x" * 3_000_000)
    sizes = iter(range(2_500_000, 0, -1))
    real = os.read

    def read(descriptor: int, most: int) -> bytes:
        data = real(descriptor, most)
        os.truncate(file, next(sizes))
        return data

    monkeypatch.setattr(os, "read", read)
    with pytest.raises(ChangedError, match="was changed while it was read"):
        read_bytes(file, 4_000_000)


def test_a_descriptor_is_closed_whatever_happens_while_it_is_open(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    opening = opened(tmp_path / "file")
    descriptor, seen = opening.__enter__()
    assert (os.read(descriptor, 10), seen.st_size) == (b"x", 1)
    assert not opening.__exit__(ZeroDivisionError, ZeroDivisionError(), None)
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.read(descriptor, 1)
