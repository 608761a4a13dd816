"""Which base is opened: the one asked for, `$TIES_FACTS`, `./facts`, the one that comes with Ties."""

from pathlib import Path

import pytest

from tui.loading import where
from tui.loading.where import base_path, shipped_base

NAMED = {"TIES_FACTS": "/named"}


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A working directory with a base in it."""
    (tmp_path / "facts").mkdir()
    return tmp_path


def test_the_path_that_is_asked_for_comes_first(here: Path) -> None:
    assert base_path("asked", NAMED, here) == Path("asked")


def test_the_variable_comes_before_the_folder_beside(here: Path) -> None:
    assert base_path(None, NAMED, here) == Path("/named")


def test_the_folder_beside_comes_before_the_shipped_base(here: Path) -> None:
    assert base_path(None, {}, here) == here / "facts"


def test_without_any_of_them_the_shipped_base_is_opened(tmp_path: Path) -> None:
    assert base_path(None, {}, tmp_path) == shipped_base()


@pytest.mark.parametrize("asked", [None, ""])
def test_what_is_empty_names_nothing(here: Path, asked: str | None) -> None:
    assert base_path(asked, {"TIES_FACTS": ""}, here) == here / "facts"


def test_a_file_called_facts_is_no_base(tmp_path: Path) -> None:
    (tmp_path / "facts").touch()
    assert base_path(None, {}, tmp_path) == shipped_base()


def test_a_path_that_does_not_exist_is_not_exchanged_for_one_that_does(here: Path) -> None:
    assert base_path(str(here / "nowhere"), NAMED, here) == here / "nowhere"


def test_the_shipped_base_holds_facts() -> None:
    assert list(shipped_base().glob("*.toml"))


def test_an_installed_package_has_the_base_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = tmp_path / "site-packages" / "tui"
    monkeypatch.setattr(where, "__file__", str(installed / "loading" / "where.py"))
    assert shipped_base() == tmp_path / "site-packages" / "facts"
    (installed / "facts").mkdir(parents=True)
    assert shipped_base() == installed / "facts"
