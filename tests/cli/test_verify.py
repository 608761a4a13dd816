"""`ties verify` and `ties check` on a command line: paths that can be opened, places, and what is told of problems."""

import json
from pathlib import Path

import pytest

from tests.made_up import SHA256, TEXT, MakeFolder, city, document, fact, source
from tui.cli.main import main

LOST = document(
    source(sha256=SHA256), city("aville"), fact("talk", "aville", evidence=[{"source": "paper", "quote": "a tunnel"}])
)
OTHER = document(city("btown", within="nowhere"))


@pytest.fixture
def here(folder: MakeFolder, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory: in it `base`, with a quote that is not found and a dangling id, and `texts`."""
    root = folder({"a.toml": LOST, "in/b.toml": OTHER})
    (root.parent / "texts").mkdir()
    (root.parent / "texts" / "text").write_text(TEXT)
    monkeypatch.chdir(root.parent)
    return root.parent


def place(output: str, code: str) -> str:
    """Where the one problem of this code is said to be."""
    (line,) = (line for line in output.splitlines() if f": {code}: " in line)
    return line.partition(f": {code}: ")[0]


@pytest.mark.parametrize(
    ("given", "shown"),
    [("base", "base/in/b.toml"), ("./base/", "base/in/b.toml"), ("base/in/b.toml", "base/in/b.toml")],
)
def test_check_names_files_as_they_can_be_opened(
    here: Path, capsys: pytest.CaptureFixture[str], given: str, shown: str
) -> None:
    assert main(["check", given]) == 1
    assert place(capsys.readouterr().out, "dangling-id") == f"{shown}:6:10"
    assert main(["check", given, "--json"]) == 1
    (found,) = (
        found for found in map(json.loads, capsys.readouterr().out.splitlines()) if found["code"] == "dangling-id"
    )
    assert (here / found["file"]).is_file()
    assert found["relative"] == ("b.toml" if given.endswith(".toml") else "in/b.toml")


def test_check_in_the_folder_itself_names_files_plainly(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(here / "base")
    main(["check", "."])
    assert place(capsys.readouterr().out, "dangling-id") == "in/b.toml:6:10"


def test_check_of_the_base_beside_names_files_by_its_path(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "base").rename(here / "facts")
    main(["check"])
    assert place(capsys.readouterr().out, "dangling-id") == f"{here}/facts/in/b.toml:6:10"


def test_check_of_an_empty_folder_names_the_folder(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "empty").mkdir()
    main(["check", "empty"])
    assert place(capsys.readouterr().out, "no-files") == "empty:1:1"


def test_verify_names_files_as_they_can_be_opened_with_line_and_column(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", "base", "--texts", "texts"]) == 1
    file, line, column = place(capsys.readouterr().out, "quote-not-found").split(":")
    assert file == "base/a.toml"
    assert Path(file).read_text().splitlines()[int(line) - 1][int(column) - 1 :].startswith('"a tunnel"')
    main(["verify", "base", "--texts", "texts", "--json"])
    found = json.loads(capsys.readouterr().out)
    assert (found["file"], found["relative"], found["column"]) == (file, "a.toml", int(column))


def test_verify_says_how_many_problems_the_base_has(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["verify", "base", "--texts", "texts"])
    kept = "quotes of records with problems were left as they were (ties check base)"
    assert f"ties: 1 problem in the base; {kept}\n" in capsys.readouterr().err
    (here / "base" / "c.toml").write_text("no toml")
    main(["verify", "base", "--texts", "texts"])
    assert f"ties: 2 problems in the base; {kept}\n" in capsys.readouterr().err


def test_verify_of_a_base_without_problems_speaks_of_none(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "base" / "in" / "b.toml").unlink()
    main(["verify", "base", "--texts", "texts"])
    assert capsys.readouterr().err == "ties: 1 quote: 1 not-found\nties: wrote base/quotes.lock\n"
