"""`ties new`: what came, changed and went since a day, a commit or the last visit."""

import json
import os
from pathlib import Path

import pytest

from tests.git_base import GitBase, needs_git
from tests.made_up import MakeFolder, city, document, fact, index_of, source
from tui.cli.main import main
from tui.index.news import stamps_of
from tui.settings.directories import state_of_base
from tui.settings.visited import Visits

THEN = document(source(), city("aville"), fact("kite", "aville", date="2001"), fact("fair", "aville"))
NOW = document(source(), city("aville"), fact("kite", "aville", date="2001-05"), city("bville"))


@pytest.fixture
def repository(tmp_path: Path) -> GitBase:
    made = GitBase(tmp_path / "work")
    made.write("a.toml", THEN)
    made.commit("What was known", "2026-01-01")
    made.write("a.toml", NOW)
    return made


def visit(base: Path) -> None:
    """As if the base had been looked at in the browser, for the first time."""
    Visits(base, os.environ).add((), list(stamps_of(index_of(base).db).values()))


@needs_git
@pytest.mark.parametrize("since", ["HEAD", "main", "2026-01-02"])
def test_a_line_a_record_and_below_it_what_changed(
    repository: GitBase, since: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "--since", since, "--facts", str(repository.base)]) == 0
    out, err = capsys.readouterr()
    assert [line.split() for line in out.splitlines()] == [
        ["added", "bville", "city", "Bville"],
        ["changed", "kite", "fact", "Text", "of", "kite"],
        ["date:", "2001", "→", "2001-05"],
        ["removed", "fair", "fact", "Text", "of", "fair"],
    ]
    short = repository.git("rev-parse", "--short", "HEAD")
    assert f"compared with commit {short} of 2026-01-01: What was known" in err
    assert "1 added, 1 changed, 1 removed" in err


@needs_git
def test_json_has_the_values_as_the_files_have_them(repository: GitBase, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "--since", "HEAD", "--json", "--facts", str(repository.base)]) == 0
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [
        {"change": "added", "id": "bville", "kind": "city", "title": "Bville"},
        {
            "change": "changed",
            "id": "kite",
            "kind": "fact",
            "title": "Text of kite",
            "fields": {"date": {"before": "2001", "now": "2001-05"}},
        },
        {"change": "removed", "id": "fair", "kind": "fact", "title": "Text of fair"},
    ]


@needs_git
def test_nothing_new_is_exit_code_1_and_before_the_first_commit_all_is(
    repository: GitBase, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.commit("All of it")
    assert main(["new", "--since", "HEAD", "--facts", str(repository.base)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "nothing is new" in err
    assert main(["new", "--since", "2025-12-31", "--facts", str(repository.base)]) == 0
    assert "compared with nothing: the first commit is of 2025-12-31 or later" in capsys.readouterr().err


@needs_git
def test_a_subject_acts_on_no_terminal(repository: GitBase, capsys: pytest.CaptureFixture[str]) -> None:
    repository.commit("Clear \x1b[2J all")
    repository.write("a.toml", THEN)
    assert main(["new", "--since", "HEAD", "--facts", str(repository.base)]) == 0
    out, err = capsys.readouterr()
    assert "\x1b" not in out + err
    assert "Clear ␛[2J all" in err


@needs_git
def test_what_cannot_be_compared_is_said(repository: GitBase, capsys: pytest.CaptureFixture[str]) -> None:
    repository.write("a.toml", NOW.replace('"event"', '"evnet"'))
    assert main(["new", "--since", "HEAD", "--facts", str(repository.base)]) == 0
    out, err = capsys.readouterr()
    assert "1 record with a mistake then or now cannot be compared: kite" in err
    assert "kite" not in out


@needs_git
def test_files_that_a_partial_clone_lacks_are_said_to_be_missing_and_the_index_is_kept(
    repository: GitBase, capsys: pytest.CaptureFixture[str]
) -> None:
    blob = repository.git("rev-parse", "HEAD:facts/a.toml")
    (repository.root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    main(["index", str(repository.base)])
    index = Path(capsys.readouterr().out.strip())
    built = index.stat().st_ino
    assert main(["new", "--since", "HEAD", "--facts", str(repository.base)]) == 2
    assert "this clone does not hold all files of that state" in capsys.readouterr().err
    assert index.stat().st_ino == built


@needs_git
@pytest.mark.parametrize("since", ["nope", "2026-02-30", "--since=x", ""])
def test_an_unknown_revision_is_usage(repository: GitBase, since: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", f"--since={since}", "--facts", str(repository.base)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "Give a day as 2026-11-01" in err


@needs_git
def test_files_are_not_compared_as_of_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["new", "--as-of", "2016"])
    assert "unrecognized arguments: --as-of" in capsys.readouterr().err


def test_a_base_that_is_not_in_git_is_usage(folder: MakeFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "--since", "HEAD", "--facts", str(folder(NOW))]) == 2
    assert "is in no git work tree" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["new", "--facts"], ["open"]])
def test_without_git_it_is_said_and_the_exit_code_is_2(
    folder: MakeFolder, command: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    base = str(folder(NOW))
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr("tui.cli.open_._no_terminal", lambda: "")
    assert main([*command, base, "--since", "HEAD"]) == 2
    assert "there is no program `git` here" in capsys.readouterr().err


def test_without_since_it_is_what_the_browser_has_not_shown(
    folder: MakeFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    base = folder(THEN)
    assert main(["new", "--facts", str(base)]) == 2
    assert "no visit of this base in the browser is remembered; --since" in capsys.readouterr().err
    visit(base)
    assert main(["new", "--facts", str(base)]) == 1
    assert "nothing is new" in capsys.readouterr().err
    folder(NOW)
    assert main(["new", "--facts", str(base)]) == 0
    out, err = capsys.readouterr()
    assert [line.split()[:3] for line in out.splitlines()] == [["added", "bville", "city"], ["changed", "kite", "fact"]]
    assert "compared with what was seen in the browser" in err
    # To ask is not to see.
    assert main(["new", "--json", "--facts", str(base)]) == 0
    assert [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()] == ["bville", "kite"]


def test_a_damaged_memory_of_visits_is_told_of(folder: MakeFolder, capsys: pytest.CaptureFixture[str]) -> None:
    base = folder(THEN)
    visit(base)
    state_of_base(base, os.environ, ".visited").write_bytes(b"x")
    assert main(["new", "--facts", str(base)]) == 2
    assert "is damaged, or of another version" in capsys.readouterr().err
