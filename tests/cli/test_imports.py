"""What a command loads: Textual only for the browser, Rich only for what is shown."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from tests.made_up import GOOD, TEXT, MakeFolder

ROOT = Path(__file__).parents[2]
# Ends by printing what is loaded, as the last line on stderr.
LOADED = """
import json, sys
def loaded():
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""
COMMAND = LOADED + "from tui.cli.main import main\ntry:\n    main(sys.argv[1:])\nfinally:\n    loaded()\n"


def modules_after(code: str, *arguments: str | Path) -> list[str]:
    """The names of all modules that are loaded at the end of a program of its own."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    # The environment as Python knows it: behind its back readline, which pytest loads, sets $COLUMNS.
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=dict(os.environ))
    found: list[str] = json.loads(done.stderr.splitlines()[-1])
    assert "tui" in found
    return found


def of(package: str, modules: list[str]) -> list[str]:
    return [name for name in modules if name.partition(".")[0] == package]


COMMANDS = [
    ["--version"],
    ["--help"],
    ["check", "{base}"],
    ["search", "aville", "--facts", "{base}"],
    ["show", "aville", "--facts", "{base}"],
    ["show", "nobody", "--facts", "{base}"],
    ["tree", "--facts", "{base}"],
    ["contested", "--facts", "{base}"],
    ["sides", "aville", "--facts", "{base}"],
    ["evidence", "aville", "--facts", "{base}"],
    ["promised", "--facts", "{base}"],
    ["new", "--facts", "{base}"],
    ["brief", "aville", "--facts", "{base}"],
    ["cite", "paper", "--facts", "{base}"],
    ["index", "{base}"],
    ["schema"],
    ["config"],
    ["verify", "{base}", "--texts", "{texts}"],
    # Without a terminal the browser is not even loaded.
    ["{base}"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=[command[0] for command in COMMANDS])
def test_no_command_but_the_browser_loads_textual(folder: MakeFolder, tmp_path: Path, command: list[str]) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "text").write_text(TEXT)
    arguments = [part.format(base=folder(GOOD), texts=texts) for part in command]
    modules = modules_after(COMMAND, *arguments)
    assert of("textual", modules) == []
    assert [name for name in of("tui", modules) if "browser" in name] == []


@pytest.mark.parametrize("command", [["--version"], ["--help"], ["check", "{base}"], ["schema"], ["config"]])
def test_commands_that_show_no_record_load_no_rich(folder: MakeFolder, command: list[str]) -> None:
    modules = modules_after(COMMAND, *(part.format(base=folder(GOOD)) for part in command))
    assert of("rich", modules) == []


def test_a_search_in_a_kept_index_waits_for_nothing_that_only_building_and_showing_need(folder: MakeFolder) -> None:
    search = ("search", "aville", "--facts", folder(GOOD))
    built = modules_after(COMMAND, *search)
    needless = {"hashlib", "shutil", "tempfile", "msgspec", "rich", "rapidfuzz", "anyascii", "tui.index.index"}
    assert {"hashlib", "tempfile", "msgspec", "tui.index.index"} <= set(built)
    assert needless & set(modules_after(COMMAND, *search)) == set()


@pytest.mark.parametrize("package", ["records", "loading", "index", "settings"])
def test_records_loading_index_and_settings_work_without_rich_and_textual(package: str) -> None:
    names = [path.stem for path in sorted((ROOT / "tui" / package).glob("*.py")) if path.stem != "__init__"]
    assert names
    imports = "".join(f"import tui.{package}.{name}\n" for name in names)
    modules = modules_after(f"{LOADED}{imports}loaded()")
    assert f"tui.{package}.{names[0]}" in modules
    assert of("rich", modules) + of("textual", modules) == []


def test_the_rooms_of_the_house_know_only_those_below_them(capsys: pytest.CaptureFixture[str]) -> None:
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    said = capsys.readouterr().out
    assert status == 0, said
    assert "4 kept, 0 broken" in said
