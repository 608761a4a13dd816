"""The browser in a real terminal: what leaves it, what comes back into it, and what it does to the terminal."""

import base64
import os
import re
import shlex
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.fake_programs import fake
from tests.made_up import agreement, city, document, source
from tests.terminal.pty_screen import TIES, PtyScreen, ties
from tui.settings.state import state_file

URL = "https://example.org/" + "a-long-way/" * 14 + "?page=7#end"
QUOTE = "It’s a bridge between friends."


def base_text(title: str = "Bridge of friends") -> str:
    evidence = [{"source": "paper", "quote": QUOTE}]
    tie = agreement("tie", "aville", "bville", title=title, evidence=evidence)
    return document(source(url=URL), city("aville"), city("bville"), city("cville"), tie)


TIE_LINE = 1 + base_text().splitlines().index("[[agreement]]")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    folder = tmp_path / "base"
    folder.mkdir()
    (folder / "a.toml").write_text(base_text(), encoding="utf-8")
    return folder


@pytest.fixture
def screen(base: Path) -> Iterator[PtyScreen]:
    with ties(str(base)) as started:
        yield started


def go_to_tie(screen: PtyScreen) -> None:
    """The cursor is on the agreement in the tree, its page beside it."""
    screen.wait_for("5 records")
    screen.type("/bridge\r")
    screen.wait_for(QUOTE, "5 records", "▾ Aville", "▌        Bridge of friends")


def tree_of(screen: PtyScreen) -> list[str]:
    """The rows beside the page."""
    return [line.partition("││")[0] for line in screen.lines if "││" in line]


def leave(screen: PtyScreen) -> str:
    """What stands below the prompt after leaving; the status must be 0."""
    screen.type("\x11")
    assert screen.wait_for_end() == 0
    return screen.after_leaving


def copies(screen: PtyScreen) -> list[str]:
    """What was sent to the terminal's clipboard (OSC 52)."""
    return [base64.b64decode(sent).decode() for sent in re.findall(rb"\x1b\]52;c;([^\x07\x1b]*)", screen.written)]


# Copies, and what is printed after leaving


def test_a_quote_is_sent_to_the_terminal_and_no_more_is_claimed(screen: PtyScreen) -> None:
    go_to_tie(screen)
    screen.type("yy")
    bottom = screen.wait_for("sent to the terminal").splitlines()[-1]
    assert "copied" not in bottom
    (copy,) = copies(screen)
    assert QUOTE in copy
    assert URL in copy
    assert f"({len(copy):,} characters)" in bottom


def test_a_clipboard_program_that_hangs_stops_nobody_and_the_terminal_gets_the_text(base: Path, tmp_path: Path) -> None:
    fake(tmp_path / "bin", "xclip", f"touch {shlex.quote(str(tmp_path / 'asked'))}; exec sleep 1000")
    with ties(str(base), PATH=f"{tmp_path / 'bin'}:{os.environ['PATH']}", DISPLAY=":9") as screen:
        go_to_tie(screen)
        screen.type("yi")
        screen.type("?")
        screen.wait_for("Here: tree")
        assert copies(screen) == [], "the help came before the clipboard gave up"
        screen.type("?")
        bottom = screen.wait_for("sent to the terminal").splitlines()[-1]
        assert "xclip" in bottom
        assert (tmp_path / "asked").exists()
        assert copies(screen) == ["tie"]


def test_what_was_asked_for_is_printed_below_the_prompt_after_leaving(screen: PtyScreen) -> None:
    go_to_tie(screen)
    screen.type("pt")
    screen.wait_for("the text will be printed below the prompt after leaving")
    screen.type("py")
    screen.wait_for("the quote will be printed below the prompt after leaving")
    screen.type("pi")
    screen.wait_for("the id will be printed below the prompt after leaving")
    assert copies(screen) == []
    printed = leave(screen)
    assert printed.count("Bridge of friends\n") == 1
    assert printed.index("Bridge of friends") < printed.index(QUOTE)
    assert printed.endswith("\ntie\n")


def test_what_is_printed_after_leaving_goes_to_standard_output_and_nothing_else_does(
    base: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    shell = ("/bin/sh", "-c", f'"$@" > {shlex.quote(str(out))}', "sh", *TIES)
    with ties(str(base), command=shell) as screen:
        go_to_tie(screen)
        screen.type("pi")
        screen.wait_for("will be printed below the prompt")
        leave(screen)
    assert out.read_text() == "tie\n"


# Addresses


def test_the_whole_address_is_shown_before_anything_is_opened(screen: PtyScreen) -> None:
    go_to_tie(screen)
    screen.type("o")
    text = screen.wait_for("Open this address?", "#end")
    assert URL in "".join(re.findall(r"│  (\S+) +│", text))
    screen.type("\x1b")
    screen.wait_until_gone("Open this address?")
    leave(screen)
    assert copies(screen) == []


def test_over_ssh_an_address_is_copied_and_nothing_is_opened(base: Path, tmp_path: Path) -> None:
    started = tmp_path / "started"
    fake(tmp_path / "bin", "xdg-open", f"touch {shlex.quote(str(started))}")
    way = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
    with ties(str(base), PATH=way, DISPLAY=":9", SSH_CONNECTION="192.0.2.1 5 192.0.2.2 22") as screen:
        go_to_tie(screen)
        screen.type("o")
        screen.wait_for("Open this address?", "#end")
        screen.type("\r")
        screen.wait_for("over SSH", "sent to the terminal")
        assert copies(screen) == [URL]
        leave(screen)
    assert not started.exists()


# The editor


class Editor:
    """A script as editor that writes down how it was called."""

    def __init__(self, folder: Path, script: str = "", name: str = "vim") -> None:
        self._called = folder / "called"
        said = shlex.quote(str(self._called))
        self.path = fake(folder / "editors", name, f'for word; do echo "$word" >> {said}; done\n{script}')

    @property
    def called(self) -> list[str]:
        return self._called.read_text().splitlines() if self._called.exists() else []


def test_the_editor_gets_line_and_file_and_a_new_title_stands_at_the_same_place(base: Path, tmp_path: Path) -> None:
    editor = Editor(tmp_path, "sed -i 's/Bridge of friends/Tunnel of love/' \"$3\"")
    with ties(str(base), EDITOR=str(editor.path)) as screen:
        go_to_tie(screen)
        row = next(n for n, line in enumerate(screen.lines) if "▌        Bridge of friends" in line)
        screen.type("e")
        screen.wait_for("▌        ● Tunnel of love", "▸ Agreements ▸ Tunnel of love")
        screen.wait_until_gone("Bridge of friends")
        assert editor.called == [f"+{TIE_LINE}", "--", str(base / "a.toml")]
        assert "▌" in screen.lines[row]
        screen.type("j")
        screen.wait_for("▌▸ Bville")
        leave(screen)


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("exit 3", "the editor ended with code 3"),
        ("kill -9 $$", "the editor was ended by signal 9 (SIGKILL)"),
        ("kill -TERM $$", "the editor was ended by signal 15 (SIGTERM)"),
    ],
)
def test_how_an_editor_failed_is_said_and_the_browser_goes_on(
    base: Path, tmp_path: Path, script: str, words: str
) -> None:
    editor = Editor(tmp_path, script)
    with ties(str(base), EDITOR=str(editor.path)) as screen:
        go_to_tie(screen)
        screen.type("e")
        screen.wait_for(words, QUOTE)
        assert editor.called
        screen.type("g")
        screen.wait_for("▌▾ Aville")
        leave(screen)


def test_an_editor_that_is_not_there_is_named_with_where_to_set_another(base: Path) -> None:
    with ties(str(base), EDITOR="no-such-editor") as screen:
        go_to_tie(screen)
        screen.type("e")
        screen.wait_for("no such program: no-such-editor (set VISUAL, EDITOR or `editor` in config.toml)", QUOTE)
        leave(screen)


def test_an_editor_that_cannot_be_run_is_said_and_the_browser_goes_on(base: Path, tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    editor.path.write_text("#!/no/such/interpreter\n")
    editor.path.chmod(editor.path.stat().st_mode | stat.S_IXUSR)
    with ties(str(base), EDITOR=str(editor.path)) as screen:
        go_to_tie(screen)
        screen.type("e")
        screen.wait_for("cannot be started", QUOTE)
        leave(screen)


def test_a_file_that_is_gone_is_said_instead_of_opening_an_empty_one(base: Path, tmp_path: Path) -> None:
    editor = Editor(tmp_path)
    config = tmp_path / "config/ties/config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("live = 0\n")
    with ties(str(base), EDITOR=str(editor.path)) as screen:
        go_to_tie(screen)
        (base / "a.toml").unlink()
        screen.type("e")
        screen.wait_for("0 records", "no fact files")
        screen.wait_until_gone(QUOTE)
        assert "being read again" not in screen.text
        assert editor.called == []
        leave(screen)


def test_a_problem_is_edited_at_its_file_and_line_and_is_gone_when_that_helped(base: Path, tmp_path: Path) -> None:
    (base / "b.toml").write_text(document(city("dville"), "\n" + city("eville").replace('"KR"', "7")), encoding="utf-8")
    line = 1 + (base / "b.toml").read_text().splitlines().index("country = 7")
    editor = Editor(tmp_path, 'sed -i \'s/country = 7/country = "KR"/\' "$3"')
    with ties(str(base), EDITOR=str(editor.path)) as screen:
        screen.wait_for("! 1 problem: press !", "6 records")
        screen.type("!")
        screen.wait_for(f"b.toml:{line}")
        screen.type("\r")
        screen.wait_until_gone("1 problem")
        assert editor.called == [f"+{line}", "--", str(base / "b.toml")]
        screen.type("\x1b")
        screen.wait_for("Eville", "7 records")
        leave(screen)


# What is remembered, and what is wrong with what was set


def test_the_next_run_begins_where_the_last_one_ended(base: Path) -> None:
    with ties(str(base)) as screen:
        go_to_tie(screen)
        narrow = screen.lines[2].index("╮")
        screen.type("m>")
        screen.wait_until(lambda: screen.lines[2].index("╮") > narrow, "a wider tree")
        screen.wait_for("◆ Bridge of friends")
        left = tree_of(screen)
        leave(screen)
    with ties(str(base)) as screen:
        screen.wait_for(QUOTE)
        screen.wait_until(lambda: tree_of(screen) == left, "the tree as it was")
        screen.type('"')
        screen.wait_for("Searches of before", "bridge")
        leave(screen)


def test_fresh_begins_anew_and_leaves_what_is_remembered(base: Path) -> None:
    with ties(str(base)) as screen:
        go_to_tie(screen)
        screen.type("m")
        screen.wait_for("◆")
        leave(screen)
    file = state_file(base, os.environ)
    before = file.read_bytes()
    with ties("--fresh", str(base)) as screen:
        screen.wait_for("▌▾ Aville", "5 records")
        assert QUOTE not in screen.text
        assert "◆" not in screen.text
        leave(screen)
    assert file.read_bytes() == before


def test_an_id_on_the_command_line_comes_before_the_place_of_last_time(base: Path) -> None:
    with ties(str(base)) as screen:
        go_to_tie(screen)
        leave(screen)
    with ties(str(base), "cville") as screen:
        assert "▌  Cville" in screen.wait_for("▌  Cville")
        leave(screen)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"version": 1, "path"', "what was remembered is damaged; it now lies in "),
        (b"\xff\x00", "what was remembered is damaged; it now lies in "),
        (b'{"version": 99}', "what was remembered is of a newer version of Ties (99"),
    ],
)
def test_a_state_that_cannot_be_used_is_told_at_start_and_after_leaving(base: Path, content: bytes, words: str) -> None:
    file = state_file(base, os.environ)
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    with ties(str(base)) as screen:
        screen.wait_for(words[:60], "5 records")
        screen.type("j")
        screen.wait_for("▌  ▸ Bville")
        assert words in leave(screen)
    aside = file.with_name(file.name + ".damaged")
    kept = aside if "damaged" in words else file
    assert kept.read_bytes() == content


def test_a_state_folder_that_is_a_link_is_told_after_leaving(base: Path, tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state/ties").symlink_to(tmp_path / "nowhere")
    with ties(str(base)) as screen:
        go_to_tie(screen)
        told = leave(screen)
        assert "nothing is remembered" in told
        assert "state/ties is a link or a file, not a folder" in told


def test_a_state_folder_that_is_a_file_is_told_and_the_browser_goes_on(base: Path, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("")
    with ties(str(base)) as screen:
        screen.wait_for("what was remembered cannot be read", "5 records")
        go_to_tie(screen)
        printed = leave(screen)
    assert "what was remembered cannot be read" in printed
    assert "Traceback" not in printed


def test_mistakes_in_the_configuration_are_told_on_the_screen_and_on_stderr_after_leaving(
    base: Path, tmp_path: Path
) -> None:
    config = tmp_path / "config/ties/config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('theme = "nihgt"\nlive = -4\nwombat = 1\n[keys]\nquitt = "x"\n')
    with ties(str(base)) as screen:
        screen.wait_for("5 records", "4 notices, told again after leaving; the first: config.toml:1:9: `theme`")
        printed = leave(screen)
    for line, words in [(1, '"night"'), (2, "`live`"), (3, "`wombat`"), (5, "`quitt`")]:
        assert re.search(rf"config\.toml:{line}:\d+: .*{re.escape(words)}", printed), printed
    out = tmp_path / "out"
    shell = ("/bin/sh", "-c", f'"$@" > {shlex.quote(str(out))}', "sh", *TIES)
    with ties(str(base), command=shell) as screen:
        screen.wait_for("5 records")
        screen.type("q")
        assert screen.wait_for_end() == 0
    assert out.read_text() == ""


# The terminal itself


def walk(screen: PtyScreen) -> None:
    """Through the tree, a search, a page, the help and the actions, with a copy and a mark."""
    screen.wait_for("Chengdu", "records")
    screen.type("jjl")
    screen.wait_for("Plans and hopes")
    screen.type("/pottery")
    screen.wait_for("Symposium on Korean and Chinese")
    screen.type("\r")
    screen.wait_for("exact")
    screen.type("\t.m?")
    screen.wait_for("Here: page")
    screen.type("?:")
    screen.wait_for("Actions")
    screen.type("\x1b")
    screen.wait_until_gone("type to narrow down")
    screen.type(" ")
    screen.wait_for("jump _")
    screen.type("\x1b")
    screen.wait_until_gone("jump _")
    screen.type("q")
    assert screen.wait_for_end() == 0


def test_with_no_color_not_one_byte_of_colour_is_written() -> None:
    with ties(NO_COLOR="1", COLORTERM="truecolor") as screen:
        walk(screen)
    assert screen.colours == []
    assert any("7" in parts for parts in screen.graphics), "nothing tells the cursor"
    assert any("1" in parts for parts in screen.graphics)


def test_an_empty_no_color_is_none() -> None:
    with ties(NO_COLOR="", COLORTERM="truecolor") as screen:
        walk(screen)
    assert any(colour.startswith("38;2;") or ";38;2;" in colour for colour in screen.colours)


@pytest.mark.parametrize("variables", [{}, {"COLORTERM": "truecolor"}])
def test_the_terminals_own_colours_are_the_only_ones_of_that_theme(tmp_path: Path, variables: dict[str, str]) -> None:
    config = tmp_path / "config/ties/config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('theme = "terminal"\n')
    with ties(**variables) as screen:
        walk(screen)
    assert screen.colours
    large = [parts for parts in screen.graphics if {"38", "48", "58"} & set(parts)]
    assert [parts for parts in large if "2" in parts[parts.index("38") + 1 :][:1]] == []
    assert large == []


def test_a_window_that_changes_its_size_all_the_time_loses_no_letter_that_is_typed(screen: PtyScreen) -> None:
    screen.wait_for("5 records")
    sizes = [(80, 24), (20, 5), (140, 40), (59, 10), (31, 9), (110, 30)]
    screen.type("/")
    screen.wait_until(lambda: "go there" in screen.lines[-1], "the keys of the search bar")
    for n, letter in enumerate("bridge of friends"):
        screen.resize(*sizes[n % len(sizes)])
        screen.type(letter)
    screen.resize(110, 30)
    screen.wait_for("/ bridge of friends", "1 found", QUOTE)
