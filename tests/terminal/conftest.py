"""Every test on a terminal is a user of its own."""

from pathlib import Path

import pytest

from tests.made_up import agreement, city, document, source


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No state, configuration or index of another, and no test of another leaves its own."""
    for name in ("state", "config", "cache"):
        monkeypatch.setenv(f"XDG_{name.upper()}_HOME", str(tmp_path / name))


@pytest.fixture
def small_base(tmp_path: Path) -> Path:
    """Two cities and a tie, in letters that every emulator draws alike."""
    folder = tmp_path / "base"
    folder.mkdir()
    tie = agreement("tie", "aville", "bville", title="Bridge of friends")
    (folder / "a.toml").write_text(document(source(), city("aville"), city("bville"), tie), encoding="utf-8")
    return folder
