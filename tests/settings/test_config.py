"""What is in force: config.toml, variables and flags, and what is said about mistakes in them."""

import locale
import os
import re
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
import tomli

from tui.cli.config import example, toml
from tui.settings.config import Config, read_config
from tui.settings.options import OPTIONS
from tui.settings.written import LARGEST

NAMES = [option.name for option in OPTIONS]
DEFAULTS = {option.name: option.default for option in OPTIONS} | {"editor": "vi"}

Read = Callable[..., Config]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads a config.toml of this content, with variables and flags."""

    def configured(content: str | bytes | None, *flags: str, **variables: str) -> Config:
        file = tmp_path / "ties/config.toml"
        if content is not None:
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_config({"XDG_CONFIG_HOME": str(tmp_path)} | variables, flags)

    return configured


def values(config: Config) -> dict[str, object]:
    return {name: getattr(config, name) for name in NAMES}


def said(config: Config) -> list[str]:
    """The problems, each with the file's name alone."""
    return [re.sub(r"^/.*/", "", str(problem)) for problem in config.problems]


def test_every_option_has_a_place_in_the_configuration_and_a_default_that_it_takes() -> None:
    assert [name for name in Config._fields if name in NAMES] == NAMES
    assert all(option.check(option.default) == option.default for option in OPTIONS)


def test_without_a_file_the_defaults_hold_and_say_so(read: Read) -> None:
    config = read(None)
    assert values(config) == DEFAULTS
    assert set(config.origins.values()) == {"default"}
    assert said(config) == []


def test_without_a_home_the_defaults_hold() -> None:
    config = read_config({})
    assert values(config) == DEFAULTS
    assert config.file is None
    assert said(config) == []


def test_what_the_file_says_holds_and_names_its_line(read: Read) -> None:
    config = read(
        '# mine\ntheme = "day"\nascii = true\nmouse = false\nclipboard = "off"\nclipboard_limit = 1000\n'
        'editor = "code --wait"\nline = "slow"\n\nlive = 5\nremember = false\ntexts = ["/one", "/two"]\n'
    )
    assert values(config) == {
        "theme": "day",
        "ascii": True,
        "mouse": False,
        "clipboard": "off",
        "clipboard_limit": 1000,
        "editor": "code --wait",
        "line": "slow",
        "live": 5.0,
        "remember": False,
        "texts": ("/one", "/two"),
    }
    assert isinstance(config.live, float)
    assert config.origins["theme"] == "config.toml:2"
    assert config.origins["live"] == "config.toml:10"
    assert said(config) == []


def test_a_file_named_by_ties_config_is_read_and_named(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("mouse = false")
    config = read_config({"TIES_CONFIG": str(file), "HOME": "/nowhere"})
    assert (config.mouse, config.origins["mouse"], config.file) == (False, "mine.toml:1", file)


def test_the_null_device_stands_for_no_configuration() -> None:
    config = read_config({"TIES_CONFIG": os.devnull})
    assert (values(config), said(config)) == (DEFAULTS, [])


def test_a_file_that_was_named_must_be_there(tmp_path: Path) -> None:
    config = read_config({"TIES_CONFIG": str(tmp_path / "gone.toml")})
    assert said(config) == ["gone.toml: there is no such file ($TIES_CONFIG names it)"]


def test_flags_overrule_the_file(read: Read) -> None:
    config = read("ascii = false\nmouse = true\nremember = true\n", "--ascii", "--no-mouse", "--fresh")
    assert (config.ascii, config.mouse, config.remember) == (True, False, False)
    assert [config.origins[name] for name in ("ascii", "mouse", "remember")] == ["--ascii", "--no-mouse", "--fresh"]


def test_folders_of_texts_are_those_of_the_flag_then_of_the_file_then_of_the_variable(
    tmp_path: Path, read: Read
) -> None:
    variable = {"TIES_TEXTS": f"/a{os.pathsep}{os.pathsep}b", "HOME": "/home/ann"}
    assert read(None, **variable).texts == ("/a", "b")
    assert read(None, **variable).origins["texts"] == "TIES_TEXTS"
    config = read('texts = "~/mine"', **variable)
    assert (config.texts, config.origins["texts"]) == (("/home/ann/mine",), "config.toml:1")
    environment = {"XDG_CONFIG_HOME": str(tmp_path), **variable}
    config = read_config(environment, (), {"--texts": ["~", f"c{os.pathsep}/d"]})
    assert (config.texts, config.origins["texts"]) == (("/home/ann", "c", "/d"), "--texts")


def test_a_relative_folder_of_the_file_is_looked_for_beside_it(tmp_path: Path, read: Read) -> None:
    assert read('texts = "articles"').texts == (str(tmp_path / "ties/articles"),)


@pytest.mark.parametrize("wrong", ["3", "[1]", "true", '"a\\u0000b"', "{}"])
def test_what_names_no_folders_is_told_and_counts_for_nothing(read: Read, wrong: str) -> None:
    config = read(f"texts = {wrong}", TIES_TEXTS="/a")
    assert config.texts == ("/a",)
    assert len(said(config)) == 1
    assert said(config)[0].startswith("config.toml:1:9: `texts` takes ")
    assert said(config)[0].endswith("(it takes a folder in quotes, or a list of them)")


def test_no_color_overrules_the_file(read: Read) -> None:
    config = read('theme = "day"', NO_COLOR="1")
    assert (config.theme, config.origins["theme"]) == ("mono", "NO_COLOR")


def test_an_empty_no_color_is_ignored(read: Read) -> None:
    assert read('theme = "day"', NO_COLOR="").theme == "day"


@pytest.mark.parametrize(
    ("variables", "ascii", "origin"),
    [
        ({"LANG": "ko_KR.UTF-8"}, False, "default"),
        ({"LANG": "ko_KR.utf8"}, False, "default"),
        ({"LANG": "sr_RS.UTF-8@latin"}, False, "default"),
        ({"LC_CTYPE": "UTF-8"}, False, "default"),
        ({"LANG": "ko_KR.eucKR"}, True, "LANG"),
        ({"LC_CTYPE": "de_DE.ISO-8859-1@euro", "LANG": "de_DE.UTF-8"}, True, "LC_CTYPE"),
        ({"LC_ALL": "C", "LC_CTYPE": "C.UTF-8"}, True, "LC_ALL"),
        ({"LC_ALL": "", "LANG": "POSIX"}, True, "LANG"),
        ({}, False, "default"),
    ],
)
def test_signs_are_ascii_where_the_locale_is_not_utf8(
    read: Read, variables: dict[str, str], ascii: bool, origin: str
) -> None:
    config = read(None, **variables)
    assert (config.ascii, config.origins["ascii"]) == (ascii, origin)
    assert read("ascii = false", **variables).ascii is False


@pytest.mark.parametrize(("encoding", "ascii"), [("UTF-8", False), ("ISO-8859-1", True)])
def test_a_locale_that_does_not_name_its_encoding_is_looked_up(
    read: Read, monkeypatch: pytest.MonkeyPatch, encoding: str, ascii: bool
) -> None:
    monkeypatch.setattr(locale, "getencoding", lambda: encoding)
    assert read(None, LANG="de_DE").ascii is ascii


def test_the_editor_is_the_first_that_is_named(read: Read) -> None:
    both = {"VISUAL": "code -w", "EDITOR": "nano"}

    def editor(content: str, **variables: str) -> tuple[str, str]:
        config = read(content, **variables)
        assert said(config) == []
        return config.editor, config.origins["editor"]

    assert editor('editor = "vim -n"', **both) == ("vim -n", "config.toml:1")
    assert editor('editor = ""', **both) == ("code -w", "VISUAL")
    assert editor("", **both | {"VISUAL": " "}) == ("nano", "EDITOR")
    assert editor("") == ("vi", "default")


def test_a_variable_that_is_no_command_line_is_reported_and_the_next_is_asked(read: Read) -> None:
    config = read("", VISUAL="vim 'x", EDITOR="nano")
    assert config.editor == "nano"
    assert said(config) == [
        '$VISUAL: `editor` is no command line: no closing quotation (as in a shell: editor = "vim -n")'
    ]


TEXT = '"auto", "night", "day", "terminal", "mono"'
MISTAKES = [
    ('theme = "nigth"', f'1:9: `theme` does not take "nigth" (did you mean "night"? one of: {TEXT})'),
    ('theme = "Night"', f'1:9: `theme` does not take "Night" (did you mean "night"? one of: {TEXT})'),
    ("theme = 1", f"1:9: `theme` takes no whole number (it takes {TEXT})"),
    ('theme = ["day"]', f"1:9: `theme` takes no list (it takes {TEXT})"),
    ("[theme]", f"1:1: `theme` takes no table (it takes {TEXT})"),
    ('mouse = "false"', "1:9: `mouse` takes no text (it takes true or false; without quotes)"),
    ("mouse = 0", "1:9: `mouse` takes no whole number (it takes true or false)"),
    (
        "clipboard_limit = true",
        "1:19: `clipboard_limit` takes no true or false (it takes a whole number from 1000 to 1000000)",
    ),
    (
        "clipboard_limit = 999",
        "1:19: `clipboard_limit` is out of range: 999 (it takes a whole number from 1000 to 1000000)",
    ),
    ("clipboard_limit = 1e5", "1:19: `clipboard_limit` takes no number (it takes a whole number from 1000 to 1000000)"),
    (
        f"clipboard_limit = 0x{'f' * 5000}",
        "1:19: `clipboard_limit` is out of range: a number of thousands of digits "
        "(it takes a whole number from 1000 to 1000000)",
    ),
    ("live = 0.1", "1:8: `live` is out of range: 0.1 (it takes seconds from 0.5 to 60, or 0 for never)"),
    ("live = -0.5", "1:8: `live` is out of range: -0.5 (it takes seconds from 0.5 to 60, or 0 for never)"),
    ("live = nan", "1:8: `live` is out of range: nan (it takes seconds from 0.5 to 60, or 0 for never)"),
    ("live = inf", "1:8: `live` is out of range: inf (it takes seconds from 0.5 to 60, or 0 for never)"),
    ("live = 2026-01-01", "1:8: `live` takes no date or time (it takes seconds from 0.5 to 60, or 0 for never)"),
    (
        'editor = "vim \'x"',
        '1:10: `editor` is no command line: no closing quotation (as in a shell: editor = "vim -n")',
    ),
    (
        'editor = "vim\\u001b"',
        '1:10: `editor` is no command line: it holds a control character (as in a shell: editor = "vim -n")',
    ),
    ("\nthemes = 1", "2:1: there is no option `themes` (did you mean `theme`?)"),
    ("[key]\nquit = 'x'", "1:1: there is no option `key` (did you mean `keys`?)"),
    ('"\\u001b[2J" = 1', f"1:1: there is no option `␛[2J` (known: {', '.join(NAMES)}, keys)"),
    ('keys = "q"', '1:8: `keys` takes no text (a table: [keys], below it action = "key")'),
    (
        "[keys]\nquit = 1",
        '2:8: `quit` takes a key or a list of keys in quotes ("x", or ["x", "ctrl+x"], or "" for none)',
    ),
    (
        "[keys]\nmouse = false",
        "2:9: `mouse` takes a key or a list of keys in quotes (the option `mouse` stands above [keys])",
    ),
]


@pytest.mark.parametrize(("content", "message"), MISTAKES, ids=[content[:30] for content, _ in MISTAKES])
def test_a_mistake_is_named_with_its_place_and_what_is_allowed(read: Read, content: str, message: str) -> None:
    # Something good after the mistake: tables would take a plain key into themselves.
    good = '\n[keys]\nhelp = "h"' if not re.search("keys|theme]|key]", content) else ""
    config = read(content + good)
    assert said(config) == [f"config.toml:{message}"]
    assert values(config) == DEFAULTS
    assert config.keys == ({"help": ("h",)} if good else {})


def test_good_keys_count_beside_bad_ones_and_every_mistake_is_reported_in_order(read: Read) -> None:
    config = read('colour = 1\nmouse = false\nlive = "often"\ntheme = "day"\n[keys]\nquit = "x"\nhelp = 1\n')
    assert (config.mouse, config.theme, config.keys) == (False, "day", {"quit": ("x",)})
    assert [problem.line for problem in config.problems] == [1, 3, 7]


def test_a_mistake_is_reported_even_where_a_flag_or_variable_overrules_it(read: Read) -> None:
    config = read('theme = "nigth"\nmouse = 1\n', "--no-mouse", NO_COLOR="1")
    assert len(config.problems) == 2
    assert (config.theme, config.mouse) == ("mono", False)


def test_keys_are_handed_over_with_their_places(read: Read) -> None:
    config = read('[keys]\nquit = "x"\n  find = ["/", "ctrl+f"]\ncopy = ""\nmark = []\nhelp = [""]\n')
    assert config.keys == {"quit": ("x",), "find": ("/", "ctrl+f"), "copy": (), "mark": (), "help": ()}
    assert config.key_places["quit"] == (2, 1)
    assert config.key_places["find"] == (3, 3)
    assert said(config) == []


@pytest.mark.parametrize("given", ["1", "false", '["x", 1]', '["x", ""]', '[["x"]]', "{}", "{ a = 'x' }", "0.0"])
def test_what_is_neither_a_key_nor_a_list_of_keys_is_refused(read: Read, given: str) -> None:
    config = read(f"[keys]\nquit = {given}\n")
    assert config.keys == {}
    assert [(problem.line, problem.column) for problem in config.problems] == [(2, 8)]


@pytest.mark.parametrize("written", ['keys.quit = "x"', 'keys = { quit = "x" }', "'keys'.\"quit\" = 'x'"])
def test_keys_can_be_written_in_any_way_that_toml_has(read: Read, written: str) -> None:
    config = read(written)
    assert config.keys == {"quit": ("x",)}
    assert config.key_places["quit"].line == 1


BROKEN = [
    ("theme = day", "1:9: invalid value"),
    ('theme = "day', "1:13: "),
    ("mouse = true\nmouse = false", "2:14: cannot overwrite a value"),
    (b'mouse = true\ntheme = "n\xff"', "2:11: byte 0xff is not UTF-8"),
    ("mouse = true".encode("utf-16"), "1:1: byte 0xff is not UTF-8"),
    (b"\0\1\2", "1:1: "),
    ("x = " + "[" * 20000, "1:1: is nested too deeply"),
    ("x = " + "1" * 5000, "1:1: holds a number of more than 4,300 digits"),
    ("a." * 20000 + "a = 1", "1:1: is nested too deeply"),
    ("#" * (LARGEST + 1), " is larger than 64 KiB"),
    (b"x" * 10_000_000, " is larger than 64 KiB"),
]


@pytest.mark.parametrize(("content", "message"), BROKEN, ids=[message for _, message in BROKEN])
def test_a_broken_file_leaves_the_defaults_and_one_problem(read: Read, content: str | bytes, message: str) -> None:
    config = read(content)
    assert values(config) == DEFAULTS
    assert len(config.problems) == 1
    assert said(config)[0].startswith(f"config.toml:{message}")


def test_a_byte_order_mark_is_passed_over(read: Read) -> None:
    assert read("\ufeffmouse = false").mouse is False


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda path: path.symlink_to("/dev/zero")])
def test_what_is_no_regular_file_is_reported_and_not_waited_for(tmp_path: Path, make: Callable[[Path], object]) -> None:
    file = tmp_path / "config.toml"
    make(file)
    config = read_config({"TIES_CONFIG": str(file)})
    assert said(config) == ["config.toml: is no regular file (put a text file in its place, or move it away)"]


def test_a_socket_and_a_link_to_itself_cannot_be_read(tmp_path: Path) -> None:
    loop = tmp_path / "loop.toml"
    loop.symlink_to(loop)
    assert "cannot be read" in str(read_config({"TIES_CONFIG": str(loop)}).problems[0])
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket.toml"))
        assert "cannot be read" in str(read_config({"TIES_CONFIG": str(tmp_path / "socket.toml")}).problems[0])


def test_a_file_that_may_not_be_read_is_reported(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str, *_: object) -> int:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "open", refuse)
    assert said(read("mouse = false")) == [
        "config.toml: cannot be read: permission denied (change its permissions, or move it away)"
    ]


def test_the_example_is_toml_that_gives_the_defaults(read: Read) -> None:
    text = "\n".join(example())
    config = read(text)
    assert values(config) == DEFAULTS
    assert said(config) == []
    assert max(map(len, text.splitlines())) <= 100
    # Where the locale or another variable decides, the example leaves the word to it.
    assert [name for name in NAMES if config.origins[name] == "default"] == ["ascii", "editor"]
    assert read(text, LC_ALL="C", VISUAL="code").ascii is True
    assert read(text, LC_ALL="C", VISUAL="code").editor == "code"
    assert set(tomli.loads(text.replace("# ascii", "ascii"))) == {*NAMES, "keys"}


def test_the_documentation_has_every_option_as_it_is_declared() -> None:
    page = (Path(__file__).parents[2] / "docs/config.md").read_text()
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    expected = []
    for option in OPTIONS:
        forced = [f"`{option.forced[0]}` ({toml(option.forced[1])})"] if option.forced else []
        also = [f"`{option.flag}`"] * bool(option.flag) + forced + [f"`{name}`" for name in option.asked]
        cells = (f"`{option.name}`", option.takes, f"`{toml(option.default)}`", ", ".join(also), option.about)
        expected.append(f"| {' | '.join(cells)} |".replace("|  |", "| |"))
    assert rows == expected
