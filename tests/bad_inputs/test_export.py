"""Bad input 177: an export onto an existing file, a link, a folder, a read-only place, a full disk."""

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.made_up import GOOD, MakeFolder
from tui.cli.main import main

Show = Callable[..., tuple[int, str, str]]


@pytest.fixture
def show(folder: MakeFolder, capsys: pytest.CaptureFixture[str]) -> Show:
    base = folder(GOOD)

    def run(*more: object) -> tuple[int, str, str]:
        code = main(["show", "aville", "--facts", str(base), *map(str, more)])
        return code, *capsys.readouterr()

    return run


def test_177_an_export_holds_what_would_have_been_printed_for_its_owner_alone(show: Show, tmp_path: Path) -> None:
    file = tmp_path / "out.txt"
    _, printed, _ = show()
    assert show("--output", file) == (0, "", f"ties: wrote {file}\n")
    assert file.read_text() == printed
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_177_an_existing_file_is_only_replaced_when_that_is_asked_for(show: Show, tmp_path: Path) -> None:
    file = tmp_path / "out.txt"
    file.write_text("mine")
    file.chmod(0o644)
    assert show("--output", file) == (2, "", f"ties: {file} is not written: exists already; --force replaces it\n")
    assert file.read_text() == "mine"
    assert show("--output", file, "--force")[0] == 0
    assert "Aville" in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o644


def link(file: Path) -> None:
    (file.parent / "victim").write_text("mine")
    file.symlink_to("victim")


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (link, "is a link, and nothing is written through one"),
        (lambda file: file.symlink_to("nowhere"), "is a link, and nothing is written through one"),
        (Path.mkdir, "is a folder"),
        (os.mkfifo, "is no regular file"),
    ],
    ids=["177-symlink", "177-dangling-symlink", "177-folder", "177-pipe"],
)
@pytest.mark.parametrize("force", [(), ("--force",)], ids=["asked", "forced"])
def test_177_what_is_no_regular_file_is_never_replaced(
    show: Show, tmp_path: Path, make: Callable[[Path], object], why: str, force: tuple[str, ...]
) -> None:
    file = tmp_path / "out.txt"
    make(file)
    before = file.lstat()
    assert show("--output", file, *force) == (2, "", f"ties: {file} is not written: {why}\n")
    assert (file.lstat().st_ino, file.lstat().st_mode) == (before.st_ino, before.st_mode)
    assert not (tmp_path / "victim").exists() or (tmp_path / "victim").read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()


def test_177_a_folder_that_is_not_there_is_not_made(show: Show, tmp_path: Path) -> None:
    file = tmp_path / "no" / "out.txt"
    assert show("--output", file) == (2, "", f"ties: {file} is not written: no such file or directory\n")
    assert not file.parent.exists()


@pytest.mark.parametrize(
    ("call", "number", "code", "why"),
    [
        ("open", errno.EROFS, 2, "read-only file system"),
        ("open", errno.EACCES, 2, "permission denied"),
        ("write", errno.ENOSPC, 1, "no space left on device"),
        ("fsync", errno.EIO, 1, "input/output error"),
    ],
    ids=["177-read-only", "177-forbidden", "177-full", "177-disk-fails"],
)
def test_177_what_cannot_be_written_leaves_the_old_file_and_nothing_else(
    show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, code: int, why: str
) -> None:
    file = tmp_path / "out" / "out.txt"
    file.parent.mkdir()
    file.write_text("mine")
    show()  # so that nothing else has to be written
    real = getattr(os, call)

    def fail(first: Any, *rest: Any, **named: Any) -> Any:
        if call != "open" or ".ties-writing-" in str(first):
            raise OSError(number, os.strerror(number))
        return real(first, *rest, **named)

    with monkeypatch.context() as broken:
        broken.setattr(os, call, fail)
        assert show("--output", file, "--force") == (code, "", f"ties: {file} is not written: {why}\n")
    assert [(path.name, path.read_text()) for path in file.parent.iterdir()] == [("out.txt", "mine")]


def test_177_nobody_can_put_a_file_between_the_look_and_the_writing(
    show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "out.txt"
    real = os.fsync

    def late(descriptor: int) -> None:
        file.write_text("theirs")
        real(descriptor)

    show()
    with monkeypatch.context() as raced:
        raced.setattr(os, "fsync", late)
        assert show("--output", file)[0] == 2
    assert file.read_text() == "theirs"


def test_177_where_files_have_no_second_names_nothing_is_replaced_either(
    show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", no_links)
    file = tmp_path / "out.txt"
    assert show("--output", file)[0] == 0
    whole = file.read_text()
    assert show("--output", file)[0] == 2
    assert file.read_text() == whole
