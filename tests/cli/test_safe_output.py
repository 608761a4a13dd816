"""What a command prints is safe for a terminal, whatever it was called with and wherever its base lies."""

import json
import os
from pathlib import Path

import pytest

from tests.made_up import GOOD, MakeFolder
from tui.cli.main import main
from tui.cli.output import write_line
from tui.records.display_safe import display_safe

HOSTILE = "a\x1b[2J\u202eb\x9b\udcff"
SEEN = "a␛[2J⟨U+202E⟩b⟨U+009B⟩⟨U+DCFF⟩"


def said(capsys: pytest.CaptureFixture[str]) -> str:
    out, err = capsys.readouterr()
    assert display_safe(out + err) == out + err
    return out + err


def test_arguments_that_an_error_repeats_are_safe_and_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["show", "one", f"{HOSTILE}\nties: all is well"])
    assert f"ties show: error: unrecognized arguments: {SEEN}␤ties: all is well\n" in said(capsys)


@pytest.mark.parametrize("command", [["show", HOSTILE], ["search", HOSTILE], ["tree", HOSTILE]])
def test_an_id_or_a_query_that_nothing_has_is_repeated_safely(
    command: list[str], folder: MakeFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, "--facts", str(folder(GOOD))]) == 1
    assert "␛[2J⟨U+202E⟩b⟨U+009B⟩" in said(capsys)


@pytest.mark.parametrize(
    "command", [["check", HOSTILE], ["tree", "--facts", HOSTILE], ["verify", HOSTILE, "--texts", "."]]
)
def test_a_path_that_is_not_there_is_repeated_safely(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(command) == 2
    assert f"{SEEN}: no such file" in said(capsys)


def test_a_variable_with_the_path_of_a_base_is_repeated_safely(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIES_FACTS", HOSTILE)
    assert main(["tree"]) == 2
    assert f"{SEEN}: no such file" in said(capsys)


@pytest.mark.parametrize("name", ["HOME", "VISUAL", "TERM", "XDG_CONFIG_HOME"])
def test_other_variables_are_repeated_safely(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, f"/{HOSTILE}")
    assert main(["config"]) in (0, 1)
    assert main(["config", "--path"]) in (0, 1)
    assert main(["config", "--json"]) in (0, 1)
    assert said(capsys)


def test_json_has_bytes_of_a_path_that_are_no_utf_8_as_hexadecimal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / os.fsdecode(b"b\xff\x1b")
    root.mkdir()
    (root / os.fsdecode(b"f\xfe\n.toml")).write_text("x = 1\n", encoding="utf-8")
    assert main(["check", "--json", str(root)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert all(display_safe(line) == line for line in lines)
    assert json.loads(lines[0])["file"].endswith("b\\xff\x1b/f\\xfe\n.toml")


def test_a_line_of_data_is_safe_whoever_wrote_it(capsys: pytest.CaptureFixture[str]) -> None:
    write_line(f"{HOSTILE}\nnext")
    assert capsys.readouterr().out == f"{SEEN}\nnext\n"
