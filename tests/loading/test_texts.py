"""Texts are found by their SHA-256, looked at only when asked for, and not hashed twice while they stay as they are."""

import hashlib
import os
from pathlib import Path

import pytest

from tests.made_up import SHA256, TEXT
from tui.loading import texts as loading_texts
from tui.loading.texts import NoTextError, Texts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.bin").write_bytes(b"\xff" * 100)
    (tmp_path / "b").write_text(TEXT)
    (tmp_path / "sub").mkdir()
    return tmp_path


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were opened to be hashed."""
    seen: list[str] = []
    real = loading_texts.opened

    def noting(path: Path) -> object:
        seen.append(path.name)
        return real(path)

    monkeypatch.setattr(loading_texts, "opened", noting)
    return seen


def test_a_text_is_recognised_whatever_its_name(folder: Path) -> None:
    found = Texts([str(folder)]).find(SHA256)
    assert (found.source.text, found.path, found.same) == (TEXT, folder / "b", ())


def test_no_file_is_hashed_before_it_is_needed_or_twice(folder: Path, opened: list[str]) -> None:
    (folder / "c").write_text("other")
    texts = Texts([str(folder)])
    assert opened == []
    texts.find(SHA256)
    assert opened == ["a.bin", "b"]
    texts.find(hashlib.sha256(b"other").hexdigest())
    assert "b" not in opened[2:]
    before = len(opened)
    texts.find(SHA256)
    with pytest.raises(NoTextError):
        texts.find("0" * 64)
    assert opened[before:].count("b") == opened[before:].count("a.bin") == 0


def test_a_file_that_was_changed_is_looked_at_again(folder: Path) -> None:
    texts = Texts([str(folder)])
    texts.find(SHA256)
    (folder / "b").write_text("other")
    os.utime(folder / "b", ns=(1, 1))
    with pytest.raises(NoTextError, match=r"no file in .* has this SHA-256"):
        texts.find(SHA256)
    assert texts.find(hashlib.sha256(b"other").hexdigest()).source.text == "other"


def test_folders_are_looked_through_in_their_order_and_one_that_is_missing_is_told(folder: Path) -> None:
    (folder / "sub" / "z").write_text(TEXT)
    found = Texts([str(folder / "gone"), str(folder / "sub"), str(folder)]).find(SHA256)
    assert (found.path, found.same) == (folder / "sub" / "z", (folder / "b",))
    with pytest.raises(NoTextError) as error:
        Texts([str(folder / "gone")]).find(SHA256)
    assert error.value.notes == (f"{folder / 'gone'}: no such file or directory",)


def test_nothing_that_is_no_file_is_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "a-pipe")
    texts = Texts([str(folder)])
    assert texts.find(SHA256).path == folder / "b"
    with pytest.raises(NoTextError) as error:
        texts.find("0" * 64)
    assert error.value.notes == (f"{folder / 'a-pipe'}: is no regular file",)


def test_without_folders_it_is_told_that_none_was_given() -> None:
    with pytest.raises(NoTextError, match="no folder of texts was given"):
        Texts([]).find(SHA256)


def test_what_has_to_be_hashed_says_whether_that_is_quick(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading_texts, "_QUICK", 150)
    texts = Texts([str(folder)])
    assert not texts.is_quick(SHA256)
    found = texts.find(SHA256)
    assert texts.is_quick("0" * 64)
    monkeypatch.setattr(loading_texts, "_QUICK", len(found.source.text))
    assert texts.is_quick(SHA256)
    # A large text is kept, but to look for quotes in it takes its time again.
    monkeypatch.setattr(loading_texts, "_QUICK", len(found.source.text) - 1)
    assert not texts.is_quick(SHA256)
