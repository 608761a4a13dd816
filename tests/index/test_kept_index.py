"""What is kept of a base is used if it is sound, ours and of today; otherwise it is built anew, without a word."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.made_up import agreement, city, document, fact, source
from tui.index import cache
from tui.index.opening import Opening
from tui.index.progress import BuildCancelledError

FILES = {
    "a.toml": document(source(), city("aville"), city("bville")),
    "b.toml": document(agreement("tie", "aville", "bville")),
}


@pytest.fixture
def base(tmp_path: Path) -> Path:
    folder = tmp_path / "base"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def opening(base: Path) -> Opening:
    return Opening(base, {"HOME": str(base.parent)})


def ids(base: Path) -> list[str]:
    index = opening(base).open(lambda done, of: None)
    try:
        return sorted(index.ids())
    finally:
        index.close()


def kept_file(base: Path) -> Path:
    return cache.index_file(base.parent / ".cache" / "ties", base)


ALL = ["aville", "bville", "paper", "tie"]


def test_the_kept_index_is_used_without_reading_a_fact(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ids(base)

    def refuse(*_: object) -> None:
        raise AssertionError("a file was parsed")

    monkeypatch.setattr("tomli.loads", refuse)
    assert ids(base) == ALL


def test_what_is_kept_can_be_read_by_nobody_else(base: Path) -> None:
    ids(base)
    assert kept_file(base).stat().st_mode & 0o777 == 0o600
    assert kept_file(base).parent.stat().st_mode & 0o777 == 0o700


def flip(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "random": lambda data: bytes(range(256)) * 64,
    "text": lambda data: b"not an index\n",
    "truncated": lambda data: data[: len(data) // 2],
    "a broken header": lambda data: flip(data, 3),
    "another program's": lambda data: data[:68] + b"\0\0\0\1" + data[72:],
    "of another version": lambda data: data[:60] + b"\0\0\x7f\x7f" + data[64:],
    "a broken schema": lambda data: flip(data, 105),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_or_foreign_index_is_built_anew(base: Path, damage: str) -> None:
    ids(base)
    file = kept_file(base)
    file.write_bytes(DAMAGE[damage](file.read_bytes()))
    assert ids(base) == ALL


def test_a_link_in_the_place_of_an_index_is_not_followed(base: Path, tmp_path: Path) -> None:
    ids(base)
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    kept_file(base).unlink()
    kept_file(base).symlink_to(victim)
    assert ids(base) == ALL
    assert victim.read_bytes() == b"precious"
    assert not kept_file(base).is_symlink()


@pytest.mark.parametrize("mode", [0o777, 0o770])
def test_a_cache_that_others_can_write_is_not_used(base: Path, mode: int) -> None:
    folder = base.parent / ".cache" / "ties"
    folder.mkdir(parents=True)
    folder.chmod(mode)
    found = opening(base)
    assert sorted(found.open(lambda done, of: None).ids()) == ALL
    assert "can be written by others" in found.notices[0]
    assert list(folder.iterdir()) == []


def test_a_cache_of_somebody_else_is_not_used(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 54321)
    found = opening(base)
    assert sorted(found.open(lambda done, of: None).ids()) == ALL
    assert "belongs to somebody else" in found.notices[0]


def test_without_a_home_nothing_is_kept_and_that_is_said(base: Path) -> None:
    found = Opening(base, {})
    assert sorted(found.open(lambda done, of: None).ids()) == ALL
    assert "no home directory" in found.notices[0]


def test_a_full_disk_where_the_index_is_kept_leads_to_a_private_one(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = cache.new_file

    def full(folder: Path) -> Path:
        if folder.name == "ties":
            raise OSError(28, "No space left on device")
        return real(folder)

    monkeypatch.setattr(cache, "new_file", full)
    found = opening(base)
    assert sorted(found.open(lambda done, of: None).ids()) == ALL
    assert "no space left" in found.notices[0]


def test_a_private_index_leaves_nothing_behind(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    private = tmp_path / "private"
    private.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(private))
    index = Opening(base, {"HOME": str(tmp_path)}, keep=False).open(lambda done, of: None)
    assert list(private.iterdir()) == []
    assert not (tmp_path / ".cache").exists()
    assert sorted(index.ids()) == ALL


def test_a_reader_goes_on_reading_while_the_index_is_replaced(base: Path) -> None:
    before = opening(base).open(lambda done, of: None)
    (base / "c.toml").write_text(document(city("cville")), encoding="utf-8")
    assert ids(base) == sorted([*ALL, "cville"])
    assert sorted(before.ids()) == ALL


def test_a_build_that_is_cancelled_leaves_the_old_index_and_nothing_else(base: Path) -> None:
    ids(base)
    before = kept_file(base).read_bytes()
    (base / "c.toml").write_text(document(city("cville")), encoding="utf-8")
    with pytest.raises(BuildCancelledError):
        opening(base).open(lambda done, of: None, lambda: True)
    assert kept_file(base).read_bytes() == before
    assert [path.name for path in kept_file(base).parent.iterdir()] == [kept_file(base).name]


def test_an_index_that_is_no_longer_true_is_shown_by_no_command(base: Path) -> None:
    ids(base)
    (base / "b.toml").unlink()
    assert ids(base) == ["aville", "bville", "paper"]
    (base / "a.toml").rename(base / "z.toml")
    index = opening(base).open(lambda done, of: None)
    assert index.file("aville")[0] == "z.toml"


_BUILD = """
import sys
from pathlib import Path
from tui.index.opening import Opening
base = Path(sys.argv[1])
print("begun", flush=True)
Opening(base, {"HOME": str(base.parent)}).open(lambda done, of: None).close()
"""


def test_a_hundred_builds_killed_at_any_moment_leave_a_whole_index(base: Path) -> None:
    facts = document(*(fact(f"f{n}", "aville", "bville", text=f"Lantern {n}.") for n in range(300)))
    (base / "c.toml").write_text(facts, encoding="utf-8")
    ids(base)
    whole = sorted([*ALL, *(f"f{n}" for n in range(300))])
    killed = 0
    for turn in range(100):
        # A change of a city cannot be patched: every start builds anew.
        (base / "a.toml").write_text(FILES["a.toml"] + f'note = "{turn}"\n', encoding="utf-8")
        process = subprocess.Popen([sys.executable, "-c", _BUILD, str(base)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        try:
            process.wait(timeout=turn * 0.001)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            killed += 1
        process.wait()
        process.stdout.close()
        db = sqlite3.connect(f"{kept_file(base).as_uri()}?mode=ro&immutable=1", uri=True)
        assert db.execute("PRAGMA quick_check").fetchone() == ("ok",)
        assert sorted(id for (id,) in db.execute("SELECT id FROM record")) == whole
        db.close()
    assert killed > 50
    assert ids(base) == whole


def test_what_killed_builds_left_is_swept_when_it_is_old(base: Path) -> None:
    ids(base)
    folder = kept_file(base).parent
    old, young = folder / ".building-old.index", folder / ".building-young.index"
    old.touch()
    young.touch()
    os.utime(old, (0, 0))
    (base / "c.toml").write_text(document(city("cville")), encoding="utf-8")
    ids(base)
    assert not old.exists()
    assert young.exists()
