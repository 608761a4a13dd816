"""Every bit of an index is covered by a checksum."""

import os
from pathlib import Path

import pytest

from tests.index_files import flip
from tui.index.checksums import IndexDamagedError, add_checksums, check_all, check_beginning, read_checksums


def sealed(file: Path, size: int) -> Path:
    file.write_bytes(os.urandom(size))
    with file.open("r+b") as opened:
        add_checksums(opened.fileno())
    return file


def check(file: Path) -> None:
    with file.open("rb") as opened:
        sums = read_checksums(opened.fileno())
        check_beginning(opened.fileno(), sums)
        check_all(opened.fileno(), sums)


@pytest.mark.parametrize("size", [0, 1, 65_536, 65_537, 65_536 + 4 * 1024 * 1024, 5_000_000])
def test_a_file_of_any_length_is_as_it_was_written(tmp_path: Path, size: int) -> None:
    check(sealed(tmp_path / "file", size))


def test_each_bit_of_a_small_file_and_of_its_checksums_is_noticed(tmp_path: Path) -> None:
    file = sealed(tmp_path / "file", 40)
    for at in range(file.stat().st_size):
        for bit in range(8):
            flip(file, at, bit)
            with pytest.raises(IndexDamagedError):
                check(file)
            flip(file, at, bit)
    check(file)


@pytest.mark.parametrize("at", [65_535, 65_536, 4_300_000, 4_999_999])
def test_a_bit_on_either_side_of_a_border_is_noticed(tmp_path: Path, at: int) -> None:
    file = sealed(tmp_path / "file", 5_000_000)
    flip(file, at)
    with pytest.raises(IndexDamagedError):
        check(file)


@pytest.mark.parametrize("size", [0, 10, 4_000_000, 4_999_999])
def test_a_file_that_is_cut_off_has_no_checksums(tmp_path: Path, size: int) -> None:
    file = sealed(tmp_path / "file", 5_000_000)
    os.truncate(file, size)
    with pytest.raises(IndexDamagedError):
        check(file)


def test_what_is_behind_the_checksums_is_noticed(tmp_path: Path) -> None:
    file = sealed(tmp_path / "file", 100)
    with file.open("ab") as opened:
        opened.write(b"\0")
    with pytest.raises(IndexDamagedError):
        check(file)
