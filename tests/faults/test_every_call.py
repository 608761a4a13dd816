"""Every call that touches a file fails once: nothing is lost, nothing half-written stays, and the user is told.

The errors take turns over the calls. Where there are many calls, every third or seventh fails; with TIES_ALL_FAULTS=1
every one, `stat` too, with each of the errors.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.faults.failing import ERRORS, Fault, failing
from tests.made_up import BTOWN, GOOD, SHA256, TEXT, document, fact, source
from tui.cli.main import main
from tui.settings.state import State, read_state, write_state
from tui.settings.visited import Visits

QUOTED = GOOD.replace('title = "The Paper"\n', f'title = "The Paper"\nsha256 = "{SHA256}"\n')
QUOTED += fact("opening", "aville", evidence=[{"source": "paper", "quote": "The bridge was opened in May."}])
KITE = fact("kite", "aville", text="A kite.")


class Ran(NamedTuple):
    code: int
    out: str
    err: str


class Place(NamedTuple):
    """A base, and all that Ties writes for it, in one folder that calls are counted in."""

    root: Path

    @property
    def base(self) -> Path:
        return self.root / "base"

    def files(self) -> dict[str, bytes]:
        """All files below the folder but the index, whose bytes differ from build to build, with what they hold."""
        return {
            os.fspath(path.relative_to(self.root)): b"" if path.suffix == ".index" else path.read_bytes()
            for path in self.root.rglob("*")
            if path.is_file()
        }


Run = Callable[..., Ran]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    made = Place(tmp_path / "all")
    (made.base / "more").mkdir(parents=True)
    (made.base / "a.toml").write_text(QUOTED)
    (made.base / "b.toml").write_text("format = 1\n" + BTOWN)
    (made.base / "more/c.toml").write_text(document(KITE))
    (made.root / "texts").mkdir()
    (made.root / "texts/paper.txt").write_text(TEXT)
    for variable in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(variable, str(made.root / variable.lower()))
    return made


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def ran(*arguments: object) -> Ran:
        code = main([str(argument) for argument in arguments])
        return Ran(code, *capsys.readouterr())

    return ran


ALL = bool(os.environ.get("TIES_ALL_FAULTS"))


def every_fault(place: Place, before: Callable[[], object], act: Callable[[], object], step: int = 1) -> Iterator[str]:
    """Let one call after the other fail while `act` runs, each from the same beginning; which it was."""
    backup = place.root.with_name("backup")
    before()
    shutil.copytree(place.root, backup)
    number = 0
    while True:
        number += 1 if ALL else step
        codes = ERRORS if ALL else (ERRORS[number // step % len(ERRORS)],)
        for code in codes:
            shutil.rmtree(place.root)
            shutil.copytree(backup, place.root)
            fault = Fault(number, code, place.root, with_stat=ALL)
            with failing(fault):
                act()
            if not fault.met:
                assert number > 3, "nothing was counted"
                return
            yield f"{number}: {fault.met} ({os.strerror(code)})"


def clear(ran: Ran) -> bool:
    """Whether a run ended as a run may, with words for people."""
    return ran.code in (0, 1, 2) and "bug in Ties" not in ran.err and "Traceback" not in ran.err


def left_over(place: Place) -> list[str]:
    return [name for name in place.files() if ".ties-writing-" in name or name.endswith("-journal")]


def said_or_same(ran: Ran, good: Ran) -> bool:
    return ran.out == good.out or ran.err != ""


COMMANDS = {
    "check": (["check", "{base}"], False),
    "search first": (["search", "bridge", "--facts", "{base}"], False),
    "search kept": (["search", "bridge", "--facts", "{base}"], True),
    "show kept": (["show", "opening", "--facts", "{base}"], True),
    "tree kept": (["tree", "--facts", "{base}"], True),
}


@pytest.mark.parametrize(("command", "kept"), COMMANDS.values(), ids=COMMANDS.keys())
def test_a_command_says_what_it_cannot_read_and_the_next_one_has_all(
    place: Place, run: Run, command: list[str], kept: bool
) -> None:
    words = [word.format(base=place.base) for word in command]
    good = run(*words)
    facts = {name: data for name, data in place.files().items() if name.startswith("base")}
    if not kept:
        shutil.rmtree(place.root / "xdg_cache_home", ignore_errors=True)
    ran: list[Ran] = []
    for which in every_fault(place, lambda: None, lambda: ran.append(run(*words)), 3 if kept else 7):
        assert clear(ran[-1]), (which, ran[-1])
        assert said_or_same(ran[-1], good), (which, ran[-1])
        assert {name: data for name, data in place.files().items() if name.startswith("base")} == facts, which
        assert left_over(place) == [], which
        assert run(*words)[:2] == good[:2], which


def test_a_patch_that_fails_anywhere_loses_nothing(place: Place, run: Run) -> None:
    words = ("search", "lantern", "--facts", place.base)
    before = document(KITE.replace("A kite", "A lantern"))
    file = place.base / "more/c.toml"

    def change() -> None:
        run("search", "kite", "--facts", place.base)
        file.write_text(before)
        os.utime(file, ns=(1, 1))

    ran: list[Ran] = []

    for which in every_fault(place, change, lambda: ran.append(run(*words)), 7):
        assert clear(ran[-1]), (which, ran[-1])
        assert "kite" in ran[-1].out or ran[-1].err, (which, ran[-1])
        assert left_over(place) == [], which
        again = run(*words)
        assert (again.code, "kite" in again.out) == (0, True), which


def test_a_state_that_cannot_be_saved_leaves_the_old_one_or_the_new_one_whole(place: Place) -> None:
    old, new = State(marks=("aville",), searches=("a",)), ("aville", "btown")
    said: list[str | None] = []

    def save() -> None:
        said.append(None)
        state, first = read_state(place.base, os.environ)
        if first is None:
            said[-1] = write_state(place.base, State(marks=new, seen=state.seen), os.environ)
        else:
            said[-1] = first

    for which in every_fault(place, lambda: write_state(place.base, old, os.environ), save):
        state, notice = read_state(place.base, os.environ)
        assert notice is None, which
        assert state.marks in (old.marks, new), which
        assert state.marks == new or said[-1], which
        assert left_over(place) == [], which
        save()
        assert said[-1] is None, which
        assert read_state(place.base, os.environ)[0].marks == new, which


def test_what_was_seen_is_kept_whole_or_stays_new_and_the_user_is_told(place: Place) -> None:
    before, now = frozenset({1 << 32, 2 << 32}), [1 << 32, (2 << 32) + 1, 3 << 32]
    after = {1 << 32, (2 << 32) + 1}
    notices: list[str] = []

    def begin() -> None:
        Visits(place.base, os.environ).add((), before)

    def save() -> None:
        visits = Visits(place.base, os.environ)
        visits.add([(2 << 32) + 1], now)
        notices.append(visits.notice)

    for which in every_fault(place, begin, save):
        found = Visits(place.base, os.environ).seen()
        assert found in (before, after), which
        assert found == after or notices[-1], which
        assert left_over(place) == [], which
        save()
        assert Visits(place.base, os.environ).seen() == after, which


def test_a_lock_that_cannot_be_written_leaves_the_old_one_or_the_new_one_whole(place: Place, run: Run) -> None:
    words = ("verify", place.base, "--texts", place.root / "texts")
    lock = place.base / "quotes.lock"
    run(*words)
    new = lock.read_text()
    # A row that only the old lock knows of: the source's text of another quote, which nobody has at hand.
    (place.base / "d.toml").write_text(
        document(
            source("other", sha256="0" * 64), fact("far", "aville", evidence=[{"source": "other", "quote": "Far."}])
        )
    )
    from tui.records.kinds import Evidence
    from tui.records.quotes_lock import quote_hash

    known = f"far\tother\t{quote_hash(Evidence(source='other', quote='Far.'))}\t{'0' * 64}\texact\t0\t1\t2020-01-01\n"
    old = new.split("opening")[0] + known

    def begin() -> None:
        lock.write_text(old)

    ran: list[Ran] = []
    for which in every_fault(place, begin, lambda: ran.append(run(*words))):
        assert clear(ran[-1]), (which, ran[-1])
        assert known in lock.read_text(), which
        assert lock.read_text() == old or "\nopening\t" in lock.read_text(), which
        assert ran[-1].code != 0 or "\nopening\t" in lock.read_text(), (which, ran[-1])
        assert left_over(place) == [], which
        assert run(*words).code == 0, which
        assert "\nopening\t" in lock.read_text(), which
        assert known in lock.read_text(), which


@pytest.mark.parametrize("there", [False, True], ids=["new", "replaced"])
def test_an_export_that_fails_anywhere_is_whole_or_not_there(place: Place, run: Run, there: bool) -> None:
    file = place.root / "out.json"
    words = ("show", "opening", "--json", "--facts", place.base, "--output", file)
    run(*words)
    whole = file.read_text()
    run("tree", "--facts", place.base)

    def begin() -> None:
        file.unlink(missing_ok=True)
        if there:
            file.write_text("old")

    ran: list[Ran] = []
    more = ("--force",) if there else ()
    for which in every_fault(place, begin, lambda: ran.append(run(*words, *more))):
        assert clear(ran[-1]), (which, ran[-1])
        assert (file.read_text() if file.exists() else None) in (whole, "old" if there else None), which
        assert ran[-1].code or file.read_text() == whole, which
        assert left_over(place) == [], which
        assert run(*words, "--force").code == 0, which
        assert file.read_text() == whole, which
