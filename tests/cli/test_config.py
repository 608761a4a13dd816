"""`ties config`: what is in force, where it comes from, and what is wrong."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import tomli

from tests.cli.test_imports import COMMAND, modules_after, of
from tui.cli.main import main
from tui.settings.options import OPTIONS

Write = Callable[[str], Path]


@pytest.fixture(autouse=True)
def of_our_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No editor, no locale and no configuration of those who run the tests."""
    for name in ("VISUAL", "EDITOR", "TIES_CONFIG", "LC_ALL", "LC_CTYPE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes config.toml where it is looked for."""

    def written(content: str) -> Path:
        file = tmp_path / "ties/config.toml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(content, encoding="utf-8")
        return file

    return written


Ran = tuple[int, str, str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs `ties config` in this process: exit code, stdout, stderr."""

    def command(*arguments: str) -> Ran:
        code = main(["config", *arguments])
        return code, *capsys.readouterr()

    return command


def origins(out: str) -> dict[str, str]:
    """The comment behind each option."""
    lines = [line for line in out.splitlines() if "=" in line]
    return {line.partition(" = ")[0]: line.rpartition("# ")[2] for line in lines}


def test_what_is_in_force_is_printed_with_where_it_comes_from(
    run: Callable[..., Ran], write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write('mouse = false\ntheme = "day"\n[keys]\nquit = ["Q", "q"]\nsearch = ""\n')
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("EDITOR", "nano")
    code, out, err = run("--ascii")
    assert (code, err) == (0, "")
    assert tomli.loads(out) == {
        "theme": "mono",
        "ascii": True,
        "mouse": False,
        "clipboard": "auto",
        "clipboard_limit": 74994,
        "editor": "nano",
        "line": "auto",
        "live": 1.0,
        "remember": True,
        "texts": [],
        "keys": {"quit": ["Q", "q"], "search": []},
    }
    assert origins(out) == {
        "theme": "NO_COLOR",
        "ascii": "--ascii",
        "mouse": "config.toml:1",
        "clipboard": "default",
        "clipboard_limit": "default",
        "editor": "EDITOR",
        "line": "default",
        "live": "default",
        "remember": "default",
        "texts": "default",
        "quit": "config.toml:4",
        "search": "config.toml:5",
    }


def test_problems_are_talk_and_end_with_1_while_the_rest_is_printed(run: Callable[..., Ran], write: Write) -> None:
    file = write('theme = "nigth"\nmouse = false\nthemes = 1\n')
    code, out, err = run()
    assert code == 1
    assert (origins(out)["mouse"], origins(out)["theme"]) == ("config.toml:2", "default")
    first, second = err.splitlines()
    assert first.startswith(f'ties: {file}:1:9: `theme` does not take "nigth" (did you mean "night"? ')
    assert second == f"ties: {file}:3:1: there is no option `themes` (did you mean `theme`?)"


def test_json_has_the_same(run: Callable[..., Ran], write: Write) -> None:
    file = write('live = 9\nmouse = 1\n[keys]\nquit = "Q"\n')
    code, out, err = run("--json")
    found = json.loads(out)
    assert (code, len(err.splitlines())) == (1, 1)
    assert found["file"] == str(file)
    assert list(found["options"]) == [option.name for option in OPTIONS]
    assert found["options"]["live"] == {"value": 9.0, "from": "config.toml:1"}
    assert found["keys"] == {"quit": {"value": ["Q"], "from": "config.toml:4"}}
    assert found["problems"] == [
        {
            "file": str(file),
            "line": 2,
            "column": 9,
            "message": "`mouse` takes no whole number",
            "hint": "it takes true or false",
        }
    ]


def test_the_path_is_printed_whether_the_file_is_there_or_not(run: Callable[..., Ran], tmp_path: Path) -> None:
    assert run("--path") == (0, f"{tmp_path}/ties/config.toml\n", "")


def test_without_a_home_there_is_no_path(run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.delenv("HOME", raising=False)
    assert run("--path") == (1, "", "ties: there is no home directory: set $HOME or $XDG_CONFIG_HOME\n")
    assert run()[0] == 0
    assert json.loads(run("--json")[1])["file"] is None


def test_the_example_is_a_file_that_has_no_problems(run: Callable[..., Ran], write: Write) -> None:
    code, example, err = run("--example")
    assert (code, err) == (0, "")
    write(example)
    code, out, err = run()
    assert (code, err) == (0, "")
    assert origins(out)["theme"].startswith("config.toml:")


def test_what_the_file_and_variables_hold_cannot_act_on_the_terminal(
    run: Callable[..., Ran], write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write('"\\u001b]0;x\\u0007" = 1\n[keys]\nquit = ["\\u001b[2J", "\\u202e"]\n"\\u009b" = "x"\n')
    monkeypatch.setenv("EDITOR", "vi \x1b[2J")
    for arguments in ([], ["--json"], ["--path"]):
        _, out, err = run(*arguments)
        assert not set("\x1b\x07\x9b\u202e") & set(out + err)


def test_a_variable_that_is_no_utf8_is_printed_all_the_same(tmp_path: Path) -> None:
    environment = {
        b"EDITOR": b"vi\xff",
        b"XDG_CONFIG_HOME": b"/\xff",
        b"PYTHONPATH": str(Path(__file__).parents[2]).encode(),
    }
    for arguments in ([], ["--json"], ["--path"]):
        command = [sys.executable, "-m", "tui", "config", *arguments]
        done = subprocess.run(command, capture_output=True, check=False, env=environment)
        assert b"bug" not in done.stderr
        assert done.stdout.decode()


def test_only_one_of_the_ways_to_print_can_be_asked_for(run: Callable[..., Ran]) -> None:
    with pytest.raises(SystemExit) as end:
        run("--path", "--json")
    assert end.value.code == 2


def test_it_loads_neither_the_records_nor_the_index(write: Write) -> None:
    write("mouse = false")
    modules = modules_after(COMMAND, "config")
    assert "tui.settings.config" in modules
    assert [*of("msgspec", modules), *of("sqlite3", modules), *of("textual", modules), *of("rich", modules)] == []
    assert [name for name in modules if name.startswith(("tui.index.", "tui.settings.state"))] == []


def test_keys_that_no_action_takes_are_reported_with_their_line(run: Callable[..., Ran], write: Write) -> None:
    file = write('[keys]\nserch = "s"\nsearch = "m"\nzoom = "ctrl+i"\n')
    code, _, err = run()
    assert code == 1
    assert f"{file}:2:1: `serch`" in err
    assert "did you mean search?" in err
    assert f"{file}:4:1: `zoom`: ctrl+i is the same as tab" in err
    assert "m is bound twice: to search" in err
    assert "and to mark" in err
