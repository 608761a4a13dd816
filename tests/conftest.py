"""What every test stands on: an environment without wishes of its own, and bases made of a few lines of TOML."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.made_up import Files, MakeBase, MakeFolder, MakeIndex, index_of
from tui.index.index import Index
from tui.loading.base import load
from tui.loading.where import shipped_base

# No test has a limit of time: how fast things are is measured in benchmarks/.
settings.register_profile("ties", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ties")

# What the people who run the tests have set for themselves must change nothing.
_WISHES = ("TIES_FACTS", "TIES_DEBUG", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "LINES")
_WISHES += ("TERM", "COLORTERM", "TERM_PROGRAM", "TTY_COMPATIBLE", "TTY_INTERACTIVE")
_WISHES += ("PYTHONIOENCODING", "PYTHONUNBUFFERED", "TIES_CONFIG", "VISUAL", "EDITOR", "LC_ALL", "LC_CTYPE", "LANG")
_WISHES += ("TMUX", "STY", "SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT", "DISPLAY", "WAYLAND_DISPLAY", "BROWSER")


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No wish about bases, colours, widths or terminals reaches a test from outside; no index of a test gets out."""
    for name in _WISHES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TIES_SYSTEM_INDEX", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.getbasetemp() / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.getbasetemp() / "state"))


@pytest.fixture
def folder(tmp_path: Path) -> MakeFolder:
    """Writes files into a folder of its own and returns it; one text is the file `a.toml`.

    What is callable is called with the path where the file should be, to put a link or a pipe there.
    """

    def write(files: Files) -> Path:
        root = tmp_path / "base"
        root.mkdir(exist_ok=True)
        for name, content in ({"a.toml": files} if isinstance(files, str | bytes) else files).items():
            path = root / os.fsdecode(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            if callable(content):
                content(path)
            else:
                path.write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return write


@pytest.fixture
def base(folder: MakeFolder) -> MakeBase:
    """Loads the base that these files make."""
    return lambda files: load(folder(files))


@pytest.fixture
def indexed(folder: MakeFolder) -> MakeIndex:
    """The index of the base that these files make, which must have no mistakes."""

    def index(files: Files) -> Index:
        opened = index_of(folder(files))
        assert [str(problem) for problem in opened.problems] == []
        return opened

    return index


@pytest.fixture(scope="session")
def shipped() -> Index:
    """The base that comes with Ties."""
    return index_of(shipped_base())
