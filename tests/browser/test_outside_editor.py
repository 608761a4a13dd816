"""A file in the user's editor: which one, how it is told the line, and what is said when it does not end well."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.browser.fake_programs import environment_with, fake
from tui.browser.outside.editor import Edited, NoEditorError, command_line, editor_words, run_editor

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0  # seconds before what never comes is a failure; nothing waits that long


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    return folder


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a b.toml"
    path.write_text("format = 1\n")
    return path


# Which editor


def test_the_configured_editor_comes_before_visual_and_visual_before_editor(programs: Path) -> None:
    for name in ("one", "two", "three"):
        fake(programs, name, "")
    environment = environment_with(programs, VISUAL="two", EDITOR="three -x")
    assert editor_words(environment, "one --flag") == [f"{programs}/one", "--flag"]
    assert editor_words(environment) == [f"{programs}/two"]
    assert editor_words({**environment, "VISUAL": "  "}) == [f"{programs}/three", "-x"]


def test_without_any_wish_it_is_vi_and_without_vi_nano(programs: Path) -> None:
    fake(programs, "nano", "")
    assert editor_words(environment_with(programs, VISUAL="", EDITOR="''")) == [f"{programs}/nano"]
    fake(programs, "vi", "")
    assert editor_words(environment_with(programs)) == [f"{programs}/vi"]


def test_an_editor_may_have_a_name_and_options_with_blanks(programs: Path) -> None:
    fake(programs, "my editor", "")
    environment = environment_with(programs, EDITOR="'my editor' -c 'set number'")
    assert editor_words(environment) == [f"{programs}/my editor", "-c", "set number"]


def test_a_configured_editor_may_stand_in_the_home_folder(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake(programs, "ed", "")
    monkeypatch.setenv("HOME", str(programs))
    assert editor_words(environment_with(programs), "~/ed") == [f"{programs}/ed"]


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"VISUAL": "gone -x"}, "no such program: gone (set VISUAL, EDITOR or `editor` in config.toml)"),
        ({"EDITOR": "vim 'x"}, "$EDITOR cannot be read (no closing quotation): vim 'x"),
        ({}, "no editor is set, and neither vi nor nano is here (set VISUAL, EDITOR or `editor` in config.toml)"),
    ],
)
def test_what_is_wrong_with_a_wish_is_said(programs: Path, file: Path, variables: dict[str, str], words: str) -> None:
    environment = environment_with(programs, **variables)
    with pytest.raises(NoEditorError):
        editor_words(environment)
    assert run_editor(file, 1, environment) == Edited(False, words)


# The line


@pytest.mark.parametrize(
    ("editor", "command"),
    [
        ("vi", "vi +12 -- F"),
        ("/usr/bin/vim -u NONE", "/usr/bin/vim -u NONE +12 -- F"),
        ("nvim", "nvim +12 -- F"),
        ("nano", "nano +12,5 -- F"),
        ("ne", "ne +12,5 F"),
        ("joe", "joe +12 F"),
        ("micro", "micro +12:5 F"),
        ("kak", "kak +12:5 F"),
        ("emacs -nw", "emacs -nw +12:5 F"),
        ("emacsclient -t", "emacsclient -t +12:5 F"),
        ("hx", "hx F:12:5"),
        ("helix", "helix F:12:5"),
        ("code", "code --wait --goto F:12:5"),
        ("code -w", "code -w --goto F:12:5"),
        ("codium --wait", "codium --wait --goto F:12:5"),
        ("cursor", "cursor --wait --goto F:12:5"),
        ("zed", "zed --wait F:12:5"),
        ("subl", "subl --wait F:12:5"),
        ("something-else", "something-else F"),
    ],
)
def test_an_editor_is_told_the_line_and_column_in_its_own_way(editor: str, command: str) -> None:
    words = editor.split()
    assert command_line(words, Path("/base/F"), 12, 5) == [
        word.replace("F", "/base/F") if word.startswith("F") else word for word in command.split()
    ]


def test_without_a_column_only_the_line_is_told_and_without_a_line_only_the_file() -> None:
    path = Path("/base/f")
    assert command_line(["nano"], path, 12) == ["nano", "+12", "--", "/base/f"]
    assert command_line(["hx"], path, 12) == ["hx", "/base/f:12"]
    assert command_line(["nano"], path) == ["nano", "/base/f"]
    assert command_line(["code"], path) == ["code", "--wait", "/base/f"]


def test_no_path_can_be_taken_for_an_option_or_a_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert command_line(["vi"], Path("-c quit"), 3) == ["vi", "+3", "--", f"{tmp_path}/-c quit"]
    assert command_line(["hx"], Path("a:7"), 3) == ["hx", f"{tmp_path}/a:7"]
    assert command_line(["vi"], Path("a:7"), 3) == ["vi", "+3", "--", f"{tmp_path}/a:7"]


# Running it


def test_the_editor_gets_the_line_and_the_file_and_changes_it(programs: Path, file: Path) -> None:
    fake(programs, "vi", f'printf "%s\\n" "$@" > {programs}/got\necho changed > "$3"')
    assert run_editor(file, 7, environment_with(programs)) == Edited(True)
    assert (programs / "got").read_text().splitlines() == ["+7", "--", str(file)]
    assert file.read_text() == "changed\n"


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("exit 3", "the editor ended with code 3"),
        ("kill -9 $$", "the editor was ended by signal 9 (SIGKILL)"),
        ("kill -15 $$", "the editor was ended by signal 15 (SIGTERM)"),
    ],
)
def test_an_editor_that_does_not_end_well_is_told_of(programs: Path, file: Path, script: str, words: str) -> None:
    fake(programs, "vi", script)
    assert run_editor(file, 7, environment_with(programs)) == Edited(False, words)


def test_an_editor_that_cannot_be_started_is_told_of(programs: Path, file: Path) -> None:
    (programs / "vi").write_text("#!/no/such/interpreter\n")
    (programs / "vi").chmod(0o755)
    edited = run_editor(file, 7, environment_with(programs))
    assert not edited.ok
    assert edited.words.startswith(f"{programs}/vi cannot be started: ")


def test_a_file_that_is_gone_is_not_made_anew(programs: Path, tmp_path: Path) -> None:
    fake(programs, "vi", f"touch {programs}/ran")
    gone = tmp_path / "gone.toml"
    assert run_editor(gone, 1, environment_with(programs)) == Edited(False, f"no such file: {gone}")
    assert not (programs / "ran").exists()


# Signals: a browser that has handlers of its own, as Textual's driver has, in a process group of its own.

BROWSER = """
import os, signal, sys
from pathlib import Path
from tui.browser.outside.editor import run_editor
def ours(number, frame):
    print("handled", number, flush=True)
for number in (signal.SIGINT, signal.SIGTSTP, signal.SIGCONT):
    signal.signal(number, ours)
print(run_editor(Path(sys.argv[1]), 1, os.environ), flush=True)
os.kill(os.getpid(), signal.SIGINT)
"""


def browser(file: Path, environment: dict[str, str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", BROWSER, str(file)]
    return subprocess.Popen(
        command, env={**environment, "PYTHONPATH": str(ROOT)}, process_group=0, stdout=subprocess.PIPE, text=True
    )


AFTERWARDS = ["Edited(ok=True, words='')", f"handled {int(signal.SIGINT)}"]


def test_ctrl_c_in_the_editor_is_the_editors_alone(programs: Path, file: Path) -> None:
    fake(programs, "vi", "trap : INT\nkill -INT 0\nexit 0")
    with browser(file, dict(environment_with(programs))) as process:
        assert process.stdout is not None
        assert process.stdout.read().splitlines() == AFTERWARDS
    assert process.returncode == 0


def test_ctrl_c_still_ends_an_editor_that_does_not_catch_it(programs: Path, file: Path) -> None:
    fake(programs, "vi", "kill -INT 0\nexit 0")
    with browser(file, dict(environment_with(programs))) as process:
        assert process.stdout is not None
        words, *_ = process.stdout.read().splitlines()
    assert words == "Edited(ok=False, words='the editor was ended by signal 2 (SIGINT)')"


def test_ctrl_z_in_the_editor_stops_us_with_it_and_does_not_draw_over_it_afterwards(programs: Path, file: Path) -> None:
    fake(programs, "vi", "kill -TSTP 0\nexit 0")
    with browser(file, dict(environment_with(programs))) as process:
        try:
            wait_until_stopped(process)
            os.killpg(process.pid, signal.SIGCONT)
            assert process.stdout is not None
            assert process.stdout.read().splitlines() == AFTERWARDS
        finally:
            # If it is not over, its editor still sleeps.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == 0


def wait_until_stopped(process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        pid, status = os.waitpid(process.pid, os.WUNTRACED | os.WNOHANG)
        if pid:
            assert os.WIFSTOPPED(status)
            return
        assert time.monotonic() < until, "it never stopped"
        time.sleep(0.02)
