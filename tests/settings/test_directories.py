"""Where configuration and state are looked for."""

from pathlib import Path

import pytest

from tui.settings.directories import NoHomeError, config_file, state_folder

HOME = {"HOME": "/home/ann"}


def test_without_wishes_they_are_below_home() -> None:
    assert config_file(HOME) == Path("/home/ann/.config/ties/config.toml")
    assert state_folder(HOME) == Path("/home/ann/.local/state/ties")


def test_the_directories_of_the_specification_are_used() -> None:
    environment = HOME | {"XDG_CONFIG_HOME": "/etc/ann", "XDG_STATE_HOME": "/var/ann"}
    assert config_file(environment) == Path("/etc/ann/ties/config.toml")
    assert state_folder(environment) == Path("/var/ann/ties")


@pytest.mark.parametrize("wish", ["", "relative", "./here", "~/there"])
def test_empty_and_relative_directories_are_ignored(wish: str) -> None:
    environment = HOME | {"XDG_CONFIG_HOME": wish, "XDG_STATE_HOME": wish}
    assert config_file(environment) == config_file(HOME)
    assert state_folder(environment) == state_folder(HOME)


def test_a_file_named_by_its_own_variable_comes_first() -> None:
    assert config_file({"TIES_CONFIG": "my.toml", "XDG_CONFIG_HOME": "/etc/ann"}) == Path("my.toml")
    assert config_file(HOME | {"TIES_CONFIG": ""}) == config_file(HOME)


@pytest.mark.parametrize("home", [{}, {"HOME": ""}, {"HOME": "somewhere"}])
def test_without_a_home_the_message_says_what_to_set(home: dict[str, str]) -> None:
    with pytest.raises(NoHomeError, match=r"set \$HOME or \$XDG_CONFIG_HOME"):
        config_file(home)
    with pytest.raises(NoHomeError, match=r"set \$HOME or \$XDG_STATE_HOME"):
        state_folder(home)
