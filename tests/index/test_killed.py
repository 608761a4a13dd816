"""A program that is killed at any moment of a build leaves an index that is whole: the old one, or the new one.

The suite kills some thirty builds, with TIES_ALL_KILLS=1 a hundred.
"""

import hashlib
import os
import random
import select
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.made_up import MakeFolder, agreement, city, document, fact, index_of, source
from tui.index import cache
from tui.index.opening import Opening

KILLS = 100 if os.environ.get("TIES_ALL_KILLS") else 30
CITIES = 60
TIES = 200

# Builds again and again for ever, in a process of its own for each line that is read: all imports are done once.
# Every turn changes a file as editors do, by a rename: by turns one that a patch does for and one that none does for.
BUILDER = """
import itertools, os, sys
from pathlib import Path
from tui.index import finish, patch
from tui.index.opening import Opening

base = Path(sys.argv[1])

def change(name, old, new):
    text = (base / name).read_text()
    (base / "new").write_text(text.replace(old, new))
    os.utime(base / "new", ns=(0, (base / name).stat().st_mtime_ns + 10**6))
    os.replace(base / "new", base / name)

def build_for_ever(turn):
    for turn in itertools.count(turn):
        change("places.toml", "Old", "New") if turn % 4 == 0 else None
        change("places.toml", "New", "Old") if turn % 4 == 2 else None
        change("ties.toml", "Lantern", "Lantern kite") if turn % 4 == 1 else None
        change("ties.toml", "Lantern kite", "Lantern") if turn % 4 == 3 else None
        print("building", flush=True)
        Opening(base, os.environ).open(lambda done, of: None).close()

print("ready", flush=True)
for turn, _ in enumerate(sys.stdin):
    pid = os.fork()
    if not pid:
        try:
            build_for_ever(turn)
        finally:
            os._exit(1)
    print(pid, flush=True)
    os.waitpid(pid, 0)
    print("killed", flush=True)
"""


def made(folder: MakeFolder) -> Path:
    names = [f"c{n}" for n in range(CITIES)]
    ties = [agreement(f"t{n}", names[n % CITIES], names[(n * 7 + 1) % CITIES]) for n in range(TIES)]
    facts = [fact(f"f{n}", names[n % CITIES], text=f"Lantern {n}.") for n in range(TIES)]
    places = [city(name, name=f"Old {name}") for name in names]
    return folder({"places.toml": document(source(), *places), "ties.toml": document(*ties, *facts)})


def check_whole(kept: Path) -> bytes:
    """See that an index is whole and all of one time; which: the digests of its files."""
    with sqlite3.connect(f"file:{kept}?mode=ro&immutable=1", uri=True) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("SELECT value FROM meta WHERE key = 'records'").fetchone() == (str(1 + CITIES + 2 * TIES),)
        assert db.execute("SELECT count(*) FROM record").fetchone() == (1 + CITIES + 2 * TIES,)
        (titles,) = zip(*db.execute("SELECT title FROM city"), strict=True)
        assert len(titles) == CITIES
        assert {title.split()[0] for title in titles} in ({"old"}, {"new"})
        shas = b"".join(sha for (sha,) in db.execute("SELECT sha FROM file ORDER BY name"))
    db.close()
    assert len(shas) == 2 * hashlib.sha256().digest_size
    return shas


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_at_any_moment_of_a_build_the_index_stays_whole(
    folder: MakeFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    base = made(folder)
    opening = Opening(base, os.environ)
    begun = time.perf_counter()
    opening.open(lambda done, of: None).close()
    # A bit longer than a build, so that every moment of one is hit, the end too.
    longest = min(1.2 * (time.perf_counter() - begun), 0.1)
    kept = cache.index_file(tmp_path / "cache" / "ties", base)
    chance = random.Random(7)
    states = [check_whole(kept)]
    command = [sys.executable, "-c", BUILDER, str(base)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) as zygote:
        assert zygote.stdin
        assert zygote.stdout
        assert zygote.stdout.readline() == "ready\n"
        for number in range(KILLS):
            print("again", file=zygote.stdin, flush=True)
            # The number comes from another process than what is built, so in any order with it.
            said = [zygote.stdout.readline(), zygote.stdout.readline()]
            while set(said) == {"building\n"}:
                said.append(zygote.stdout.readline())
            (pid,) = {line for line in said if line != "building\n"}
            if number % 2 and len(said) == 2:
                # Every other time a build has come to its end, and the next has begun.
                assert zygote.stdout.readline() == "building\n"
            select.select([], [], [], chance.uniform(0, longest))
            os.kill(int(pid), signal.SIGKILL)
            # What it went on to build in the meantime.
            while (line := zygote.stdout.readline()) == "building\n":
                pass
            assert line == "killed\n"
            states.append(check_whole(kept))
            index = opening.kept()
            assert index is not None
            assert len(index) == 1 + CITIES + 2 * TIES
            index.close()
        zygote.stdin.close()
    assert zygote.returncode == 0
    left = [path for path in kept.parent.iterdir() if path != kept]
    assert left, "not one was killed while it built"
    assert all(path.name.startswith(".ties-writing-") for path in left)
    assert len(set(states)) > 1, "not one build came to its end"

    # The next to come is not misled by what lies about, and takes it away once nobody can be building it any more.
    for path in left:
        os.utime(path, (0, 0))
    (base / "more.toml").write_text(document(fact("last", "c0", text="The last lantern.")))
    index = Opening(base, os.environ).open(lambda done, of: None)
    assert sorted(index.ids()) == sorted(index_of(base).ids())
    assert [hit.record for hit in index.search("last").hits] == ["last"]
    assert list(kept.parent.iterdir()) == [kept]
