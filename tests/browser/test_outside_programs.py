"""Where programs are looked for, and what they are given."""

import os
from pathlib import Path

import pytest

from tests.browser.fake_programs import environment_with, fake
from tui.browser.outside.clipboard import Sent, send
from tui.browser.outside.editor import Edited, NoEditorError, editor_words, run_editor
from tui.browser.outside.programs import finder


@pytest.fixture
def sent_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A base from a stranger with programs in it, as the working directory."""
    base = tmp_path / "base"
    for name in ("vi", "xclip", "w3m"):
        fake(base, name, f"touch {tmp_path}/attacked")
    fake(base / "bin", "nano", f"touch {tmp_path}/attacked")
    (base / "a.toml").write_text("format = 1\n")
    monkeypatch.chdir(base)
    return base


@pytest.mark.parametrize("path", ["", ":", ".", "bin", ":bin:", "./bin:.", "..//base"])
def test_a_program_in_the_working_directory_is_not_found_by_its_name(sent_base: Path, path: str) -> None:
    which = finder({"PATH": path})
    assert [which(name) for name in ("vi", "nano", "xclip", "w3m")] == [None] * 4
    with pytest.raises(NoEditorError, match="neither vi nor nano is here"):
        editor_words({"PATH": path})


def test_a_program_is_called_by_its_absolute_path_and_the_first_on_the_way_is_taken(
    sent_base: Path, tmp_path: Path
) -> None:
    fake(tmp_path / "one", "vi", f'echo "$0" > {tmp_path}/got')
    fake(tmp_path / "two", "vi", f"touch {tmp_path}/attacked")
    environment = environment_with(tmp_path / "one")
    environment = {**environment, "PATH": f":.:{environment['PATH']}:{tmp_path}/two"}
    assert run_editor(sent_base / "a.toml", 1, environment) == Edited(True)
    assert (tmp_path / "got").read_text() == f"{tmp_path}/one/vi\n"
    assert not (tmp_path / "attacked").exists()


def test_without_path_the_systems_own_folders_are_looked_through() -> None:
    assert finder({})("sh") in [f"{folder}/sh" for folder in os.defpath.split(":")]
    assert finder({"PATH": ""})("sh") is None


def test_a_name_with_a_slash_is_a_path_as_the_user_wrote_it(sent_base: Path) -> None:
    assert editor_words({"PATH": "", "EDITOR": "bin/nano"}) == [f"{sent_base}/bin/nano"]
    assert finder({"PATH": ""})("./no-such") is None


def test_neither_a_folder_nor_a_file_that_cannot_be_run_is_a_program(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "text").write_text("#!/bin/sh\n")
    which = finder({"PATH": str(tmp_path)})
    assert (which("folder"), which("text"), which("")) == (None, None, None)


def test_the_clipboard_program_is_not_one_of_the_base(sent_base: Path, tmp_path: Path) -> None:
    written: list[str] = []
    assert send("text", {"PATH": ".:", "DISPLAY": ":0"}, written.append, platform="linux") == Sent(
        "terminal", "text sent to the terminal (4 characters)"
    )
    assert len(written) == 1
    assert not (tmp_path / "attacked").exists()


def test_a_program_gets_the_environment_as_it_was_given_and_no_file_of_ours(tmp_path: Path) -> None:
    fake(tmp_path / "bin", "vi", f"cat /proc/self/environ > {tmp_path}/got; cd /proc/self/fd; echo * > {tmp_path}/fds")
    file = tmp_path / "a.toml"
    file.write_text("format = 1\n")
    environment = environment_with(tmp_path / "bin", TERM="xterm", NO_COLOR="", TIES_FACTS="/somewhere")
    with file.open() as held:
        os.set_inheritable(held.fileno(), True)
        assert run_editor(file, 1, environment) == Edited(True)
        assert str(held.fileno()) not in (tmp_path / "fds").read_text().split()
    got = dict(entry.split("=", 1) for entry in (tmp_path / "got").read_text().split("\0") if entry)
    # The shell that runs the script adds where it is.
    assert {name: value for name, value in got.items() if name not in ("PWD", "_", "SHLVL", "OLDPWD")} == environment
