"""What is built is the same wherever it is built, and can be installed without a network, and only as it was built."""

import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "scripts"
# A registry would be asked at a port where nobody listens.
OFFLINE = {"PIP_NO_INDEX": "1", "HTTPS_PROXY": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9"}


def run(*command: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*map(str, command)], capture_output=True, text=True, check=False, cwd=cwd, env={**os.environ, **OFFLINE}
    )


@pytest.fixture(scope="module")
def wheelhouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel of Ties alone: the others would have to be fetched."""
    folder = tmp_path_factory.mktemp("wheels") / "house"
    done = run(sys.executable, SCRIPTS / "wheelhouse", folder, "--only-ties")
    assert done.returncode == 0, done.stderr
    return folder


def install(folder: Path, target: Path) -> subprocess.CompletedProcess[str]:
    """Install what the folder lists of Ties itself, checked against its hash."""
    lines = (folder / "requirements.txt").read_text("ascii").partition("ties==")
    (target.parent / "ties.txt").write_text(lines[1] + lines[2], "ascii")
    options = ["--no-deps", "--no-index", "--require-hashes", f"--find-links={folder}", f"--target={target}"]
    return run(sys.executable, "-m", "pip", "install", *options, "-r", target.parent / "ties.txt")


def test_two_builds_in_two_places_at_two_times_are_the_same_byte_for_byte(tmp_path: Path, wheelhouse: Path) -> None:
    done = run(sys.executable, SCRIPTS / "build-reproducibly", tmp_path)
    assert done.returncode == 0, done.stderr
    built = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in tmp_path.iterdir()}
    assert {name: digest for digest, name in map(str.split, done.stdout.splitlines())} == built
    (wheel,) = wheelhouse.glob("*.whl")
    assert built[wheel.name] == hashlib.sha256(wheel.read_bytes()).hexdigest()
    assert len(built) == 2


def test_a_wheel_has_the_program_the_shipped_base_and_the_licence_and_no_tests(wheelhouse: Path) -> None:
    (wheel,) = wheelhouse.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert {"tui/__main__.py", "tui/cli/main.py"} <= set(names)
    assert any(name.startswith("tui/facts/") and name.endswith(".toml") for name in names)
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == {"tui"}


def test_ties_runs_from_where_it_was_installed_without_a_network(wheelhouse: Path, tmp_path: Path) -> None:
    target = tmp_path / "installed"
    done = install(wheelhouse, target)
    assert done.returncode == 0, done.stderr
    # Isolated (-P), so that no module of this checkout is taken for one of the install.
    start = f"import sys; sys.path.insert(0, {str(target)!r}); from tui.__main__ import main; main()"
    checked = run(sys.executable, "-P", "-c", start, "check", cwd=tmp_path)
    assert checked.returncode == 0, checked.stderr
    assert str(target / "tui" / "facts") in checked.stdout + checked.stderr


def test_a_wheel_that_was_changed_afterwards_is_not_installed(wheelhouse: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed"
    changed.mkdir()
    for file in wheelhouse.iterdir():
        (changed / file.name).write_bytes(file.read_bytes())
    (wheel,) = changed.glob("*.whl")
    with zipfile.ZipFile(wheel, "a") as archive:
        archive.writestr("tui/more.py", "")
    done = install(changed, tmp_path / "installed")
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr
    assert not (tmp_path / "installed").exists()


def test_a_folder_that_is_in_use_is_not_filled(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("")
    done = run(sys.executable, SCRIPTS / "wheelhouse", tmp_path)
    assert done.returncode == 2
    assert "is not empty" in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["mine"]
