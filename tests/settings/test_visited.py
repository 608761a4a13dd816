"""What was seen of a base: kept from run to run by a rule that loses nothing, read as strictly as any input."""

import errno
import hashlib
import os
import stat
from array import array
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from tui.disk import locking
from tui.settings import visited
from tui.settings.visited import Visits

BASE = Path("/bases/facts")
HEAD = b"ties-visited 1\n"


def stamp(id: int, text: int) -> int:
    """The stamp of a record: what tells it, and what tells its text."""
    return (id << 32) + text


OLD = [stamp(-5, 1), stamp(0, 2), stamp(7, 3)]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"XDG_STATE_HOME": str(tmp_path / "state")}


def visits(environment: dict[str, str]) -> Visits:
    return Visits(BASE, environment)


def seen(environment: dict[str, str]) -> set[int] | None:
    """What is kept, which must be readable."""
    found = visits(environment)
    kept = found.seen()
    assert found.notice == ""
    return None if kept is None else set(kept)


def only_file(environment: dict[str, str]) -> Path:
    (file,) = Path(environment["XDG_STATE_HOME"], "ties").iterdir()
    return file


def test_before_the_first_visit_nothing_is_known(environment: dict[str, str]) -> None:
    assert seen(environment) is None
    assert not Path(environment["XDG_STATE_HOME"]).exists()


def test_the_first_visit_takes_all_there_is_as_seen(environment: dict[str, str]) -> None:
    visits(environment).add((), OLD)
    assert seen(environment) == set(OLD)


def test_a_record_takes_eight_bytes_and_nobody_else_can_read_them(environment: dict[str, str]) -> None:
    visits(environment).add((), [stamp(id, id) for id in range(1000)])
    file = only_file(environment)
    assert file.stat().st_size - len(HEAD) - 32 == 8000
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_what_was_not_seen_stays_new_however_often_one_looks_in(environment: dict[str, str]) -> None:
    visits(environment).add((), OLD)
    now = [*OLD[1:], stamp(-5, 9), stamp(8, 1)]
    visits(environment).add((), now)
    visits(environment).add([stamp(8, 1)], now)
    assert seen(environment) == {*OLD, stamp(8, 1)}


def test_a_text_that_was_seen_takes_the_place_of_the_one_before_so_that_its_return_is_a_change(
    environment: dict[str, str],
) -> None:
    visits(environment).add((), OLD)
    now = [stamp(-5, 9), *OLD[1:]]
    visits(environment).add([stamp(-5, 9)], now)
    assert seen(environment) == set(now)


def test_of_two_runs_at_once_each_adds_what_was_seen_in_it(environment: dict[str, str]) -> None:
    visits(environment).add((), OLD)
    now = [*OLD, stamp(8, 1), stamp(9, 1), stamp(10, 1)]
    one, other = visits(environment), visits(environment)
    assert one.seen() == other.seen()
    other.add([stamp(9, 1)], now)
    one.add([stamp(8, 1)], now)
    assert seen(environment) == {*OLD, stamp(8, 1), stamp(9, 1)}


def test_runs_that_end_at_the_same_moment_lose_nothing_of_each_other(environment: dict[str, str]) -> None:
    now = [stamp(id, 1) for id in range(16)]
    visits(environment).add((), now[:1])
    ready = Barrier(len(now))

    def end(own: int) -> None:
        ready.wait()
        visits(environment).add([own], now)

    with ThreadPoolExecutor(len(now)) as runs:
        list(runs.map(end, now))
    assert seen(environment) == set(now)


def test_nobody_waits_long_for_a_run_that_does_not_end(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    visits(environment).add((), OLD)
    monkeypatch.setattr(locking, "PATIENCE", 0.02)
    with locking.alone_in(only_file(environment).parent):
        visits(environment).add([stamp(8, 1)], [*OLD, stamp(8, 1)])
    assert seen(environment) == {*OLD, stamp(8, 1)}


def test_ids_that_share_what_tells_a_record_are_not_taken_for_each_other(environment: dict[str, str]) -> None:
    now = [stamp(1, 1), stamp(1, 2)]
    visits(environment).add((), now[:1])
    visits(environment).add(now[1:], now)
    assert seen(environment) == set(now)


def test_a_record_that_is_away_for_a_while_does_not_come_back_as_new(environment: dict[str, str]) -> None:
    visits(environment).add((), OLD)
    visits(environment).add([stamp(8, 1)], [stamp(8, 1), *OLD[1:]])
    assert OLD[0] in (seen(environment) or ())


def test_what_is_gone_for_good_is_not_kept_for_ever(environment: dict[str, str]) -> None:
    visits(environment).add((), OLD)
    visits(environment).add([stamp(8, 1)], [stamp(8, 1)])
    assert seen(environment) == {stamp(8, 1)}


def sound(stamps: bytes) -> bytes:
    return HEAD + hashlib.sha256(stamps).digest() + stamps


STAMPS = array("q", OLD).tobytes()
DAMAGED = {
    "empty": b"",
    "cut off": sound(STAMPS)[:-1],
    "only its head": HEAD,
    "of another program": b"\x00" * 100,
    "of another version": sound(STAMPS).replace(b" 1\n", b" 2\n", 1),
    "one bit": sound(STAMPS)[:-1] + bytes([STAMPS[-1] ^ 1]),
    "half a stamp": sound(STAMPS + b"1234"),
    "longer than it says": sound(STAMPS) + STAMPS,
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=list(DAMAGED))
def test_what_is_damaged_or_foreign_is_no_visit_is_told_of_and_replaced(
    environment: dict[str, str], content: bytes
) -> None:
    visits(environment).add((), OLD)
    only_file(environment).write_bytes(content)
    found = visits(environment)
    assert found.seen() is None
    assert "nothing is marked as new" in found.notice
    assert "damaged" in found.notice
    found.add((), OLD[1:])
    assert seen(environment) == set(OLD[1:])


def test_a_file_that_is_too_large_is_not_read(environment: dict[str, str]) -> None:
    visits(environment).add((), OLD)
    os.truncate(only_file(environment), 1 << 40)
    found = visits(environment)
    assert found.seen() is None
    assert "damaged" in found.notice


def test_nothing_is_written_through_a_link_or_into_a_folder_that_others_can_write_to(
    environment: dict[str, str], tmp_path: Path
) -> None:
    visits(environment).add((), OLD)
    file = only_file(environment)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"mine")
    file.unlink()
    file.symlink_to(elsewhere)
    found = visits(environment)
    found.add((), OLD)
    assert elsewhere.read_bytes() == b"mine"
    assert "is a link" in found.notice
    file.unlink()
    file.parent.chmod(0o777)
    found = visits(environment)
    found.add((), OLD)
    assert "can be written by others" in found.notice
    assert list(file.parent.iterdir()) == []


def test_a_disk_that_takes_nothing_is_told_of(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where a folder should be")
    found = visits(environment)
    found.add((), OLD)
    assert "cannot be kept" in found.notice


def test_what_cannot_be_read_now_is_not_written_over(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    visits(environment).add((), OLD)

    def fail(path: object, most: int) -> bytes:
        raise OSError(errno.EIO, os.strerror(errno.EIO), path)

    with monkeypatch.context() as broken:
        broken.setattr(visited, "read_bytes", fail)
        found = visits(environment)
        assert found.seen() is None
        assert "nothing is marked as new" in found.notice
        found.add((), OLD[:1])
        assert "cannot be kept" in found.notice
    assert seen(environment) == set(OLD)


def test_without_a_home_nothing_is_kept_and_nothing_raised() -> None:
    found = visits({})
    found.add((), OLD)
    assert found.seen() is None
