"""Killed at any moment while a state is saved or quotes.lock is written, nothing is lost: the old file or the new one.

The suite kills some ten of each, with TIES_ALL_KILLS=1 a hundred.
"""

import os
import random
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.made_up import GOOD, SHA256, TEXT, MakeFolder, fact
from tui.settings.state import read_state, state_file

KILLS = 100 if os.environ.get("TIES_ALL_KILLS") else 10
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

# Does something again and again, in a process of its own for each line that is read: all imports are done once.
ZYGOTE = """
import os, sys
{prepare}
print("ready", flush=True)
for _ in sys.stdin:
    pid = os.fork()
    if not pid:
        turn = 0
        while True:
            turn += 1
            {act}
            if turn == 1:
                os.write(1, b"working\\n")
    print(pid, flush=True)
    os.waitpid(pid, 0)
    print("killed", flush=True)
"""

SAVE = (
    """
from pathlib import Path
from tui.settings.state import State, read_state, write_state
base = Path(sys.argv[1])
""",
    """
            before = read_state(base, os.environ)[0]
            write_state(base, State(marks=tuple(f"m{turn % 7}-{n}" for n in range(3000)), seen=before.seen), os.environ)
""".strip(),
)
VERIFY = (
    """
import io
from tui.cli.main import main
sys.stderr = io.StringIO()
base, texts = sys.argv[1:]
""",
    """
            main(["verify", base, "--texts", texts])
""".strip(),
)


def killed(arguments: list[str], program: tuple[str, str], longest: float) -> Iterator[None]:
    """Kill a program again and again at any moment of its work, each time some turns after it began."""
    chance = random.Random(11)
    code = ZYGOTE.format(prepare=program[0], act=program[1])
    command = [sys.executable, "-c", code, *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) as zygote:
        assert zygote.stdin
        assert zygote.stdout
        assert zygote.stdout.readline() == "ready\n"
        for _ in range(KILLS):
            print("again", file=zygote.stdin, flush=True)
            said = {zygote.stdout.readline(), zygote.stdout.readline()}
            (pid,) = said - {"working\n"}
            select.select([], [], [], chance.uniform(0, longest))
            os.kill(int(pid), signal.SIGKILL)
            assert zygote.stdout.readline() == "killed\n"
            yield
        zygote.stdin.close()
    assert zygote.returncode == 0


def only_leftovers(folder: Path, *known: str) -> bool:
    names = {path.name for path in folder.iterdir()} - set(known)
    return all(name.startswith(".ties-writing-") for name in names)


def test_killed_at_any_moment_of_saving_a_state_is_whole(
    folder: MakeFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    base = folder(GOOD)
    seen = set()
    for _ in killed([str(base)], SAVE, 0.02):
        state, notice = read_state(base, os.environ)
        assert notice is None
        assert len(state.marks) == 3000
        assert len({mark.split("-")[0] for mark in state.marks}) == 1
        seen.add(state.marks[0])
    assert len(seen) > 1, "every run saved the same"
    assert only_leftovers(tmp_path / "state" / "ties", state_file(base, os.environ).name)


def test_killed_at_any_moment_of_verifying_the_lock_is_whole(folder: MakeFolder, tmp_path: Path) -> None:
    quoted = GOOD.replace('title = "The Paper"\n', f'title = "The Paper"\nsha256 = "{SHA256}"\n')
    quotes = [f"The bridge was opened in May{' ' * n}." for n in range(1, 30)]
    base = folder(
        quoted + "".join(
            fact(f"f{n}", "aville", evidence=[{"source": "paper", "quote": quote}]) for n, quote in enumerate(quotes)
        )
    )  # fmt: skip
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "paper.txt").write_text(TEXT)
    lock = base / "quotes.lock"
    for _ in killed([str(base), str(tmp_path / "texts")], VERIFY, 0.05):
        assert sum(line.startswith("f") for line in lock.read_text().splitlines()) == len(quotes)
    assert only_leftovers(base, "a.toml", "quotes.lock")
