"""Bad input 168 to 176, and 178 to 180: what is opened, and what leaves Ties for another program."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from textual.widgets import Static

from tests.browser.fake_programs import environment_with, fake
from tests.browser.screen import screen_lines
from tests.made_up import MakeFolder, MakeIndex, agreement, city, document, fact, source
from tests.terminal.pty_screen import ties
from tui.browser.app import TiesApp
from tui.browser.outside.address import open_address
from tui.browser.outside.editor import Edited, run_editor
from tui.cli.main import main
from tui.loading.base import load
from tui.records.kinds import Figure
from tui.records.web_address import checked
from tui.views.copying import WAYS
from tui.views.json_text import json_document, json_line

SCHEME = "it begins with neither http:// nor https://"
NO_USER = "http:// or https:// and a host, without a user name, blanks or backslashes"


def started_nothing(command: object, environment: object) -> bool:
    raise AssertionError(command)


# Web addresses


@pytest.mark.parametrize(
    ("url", "loading", "opening"),
    [
        pytest.param("javascript:alert(1)", "is no web address", SCHEME, id="168-javascript"),
        pytest.param("file:///etc/passwd", "is no web address", SCHEME, id="169-file"),
        pytest.param("-c", "is no web address", SCHEME, id="170-minus-c"),
        pytest.param("--help", "is no web address", SCHEME, id="170-help"),
        pytest.param(
            "https://a.example/\x1b]52;c;eA==\x07", "is no web address", "blanks, backslashes or control", id="171-esc"
        ),
        pytest.param(
            "https://good.example@evil.example/", "is no web address", "a user name before its host", id="172-userinfo"
        ),
        pytest.param(
            "https://a.example:b@evil.example", "is no web address", "a user name before its host", id="172-password"
        ),
        pytest.param("https://a.example/" + "x" * 10_000, "is out of range", "more than 2,048", id="174-10-kB"),
        pytest.param(
            "https://0x7f000001/", "that stands for another address", "stands for another address", id="174-number"
        ),
    ],
)
def test_168_to_174_an_address_that_is_not_what_it_looks_like_is_a_problem_in_a_fact_and_is_never_opened(
    folder: MakeFolder, capsys: pytest.CaptureFixture[str], url: str, loading: str, opening: str
) -> None:
    base = folder(document(source(url=url), city("aville")))
    assert main(["check", str(base)]) == 1
    out = capsys.readouterr().out
    line = 1 + (base / "a.toml").read_text().splitlines().index("[[source]]") + 3
    assert out.startswith(f"{base}/a.toml:{line}:7: bad-value: ")
    assert loading in out
    assert "\x1b" not in out
    assert load(base).record("paper") is None
    refused = open_address(url, {"DISPLAY": ":0", "BROWSER": "firefox"}, which=lambda name: name, start=started_nothing)
    assert refused.how == "refused"
    assert opening in refused.words
    assert "\x1b" not in refused.words


def test_172_what_is_wrong_with_an_address_is_told_at_its_place_with_what_to_write(folder: MakeFolder) -> None:
    base = load(folder(document(source("a", url="https://a.example:0/"), source("b", url="https://a@b.example"))))
    why = "it has no port that can be reached"
    assert [str(problem) for problem in base.problems] == [
        f'a.toml:5:7: bad-value: "https://a.example:0/" is no web address that can be opened: {why} ({NO_USER})',
        f'a.toml:9:7: bad-value: "https://a@b.example" is no web address ({NO_USER})',
    ]


def note_of(app: TiesApp) -> str:
    """What stands below the list to choose from, its lines joined."""
    note = app.query_one("#choice-note", Static)
    lines = screen_lines(app)[note.region.y : note.region.bottom]
    return "".join(line[note.content_region.x : note.content_region.right] for line in lines).rstrip()


def linked(url: str) -> str:
    tie = agreement("tie", "aville", "bville", title="Bridge of friends")
    return document(source(url=url), city("aville"), city("bville"), tie)


async def test_173_a_punycode_twin_is_shown_in_both_forms_before_it_is_opened(indexed: MakeIndex) -> None:
    # Its first two letters are Cyrillic.
    url = "https://xn--ypal-43d9g.example/login"
    app = TiesApp(indexed(linked(url)))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("slash", *"bridge", "enter", "o")
        await pilot.pause()
        assert note_of(app) == f"{url} (host раypal.example)"
    assert checked("https://раypal.example/login").url == url


async def test_174_an_address_too_long_to_be_seen_in_full_cannot_be_chosen(indexed: MakeIndex) -> None:
    short, long = "https://a.example/" + "x" * 380, "https://a.example/" + "x" * 2030
    for url, fits in ((short, True), (long, False)):
        app = TiesApp(indexed(linked(url)))
        opened: list[str] = []
        app._open_address = opened.append  # type: ignore[method-assign]
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("slash", *"bridge", "enter", "o")
            await pilot.pause()
            await pilot.press("enter")
            await pilot.pause()
            assert opened == ([url] if fits else [])
            assert ("too long to be shown in full" in screen_lines(app)[-1]) is not fits


async def test_174_in_a_window_too_low_for_the_address_it_cannot_be_chosen(indexed: MakeIndex) -> None:
    app = TiesApp(indexed(linked("https://a.example/" + "x" * 200)))
    opened: list[str] = []
    app._open_address = opened.append  # type: ignore[method-assign]
    async with app.run_test(size=(30, 8)) as pilot:
        await pilot.press("slash", *"bridge", "enter", "o", "enter")
        await pilot.pause()
        assert opened == []
        await pilot.resize_terminal(100, 30)
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert len(opened) == 1


# Programs


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        pytest.param({"EDITOR": ""}, "", id="175-empty"),
        pytest.param({"VISUAL": "  ", "EDITOR": "''"}, "", id="175-blank"),
        pytest.param({"EDITOR": "'{bin}/my editor' -c 'set nu'"}, "", id="175-quoted"),
        pytest.param({"EDITOR": "vi '"}, "$EDITOR cannot be read (no closing quotation): vi '", id="175-unclosed"),
        pytest.param({"EDITOR": "gone"}, "no such program: gone (set VISUAL, EDITOR or", id="175-missing"),
        pytest.param({"EDITOR": "vi; touch x"}, "no such program: vi; (set", id="175-two-commands"),
        pytest.param({"EDITOR": "$(touch x)"}, "no such program: $(touch (set", id="175-substitution"),
    ],
)
def test_175_an_editor_variable_is_words_without_a_shell_and_what_is_wrong_with_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("vi", "my editor"):
        fake(tmp_path / "bin", name, f'echo "$0" > {tmp_path}/ran')
    file = tmp_path / "a.toml"
    file.write_text("format = 1\n")
    variables = {name: value.format(bin=tmp_path / "bin") for name, value in variables.items()}
    edited = run_editor(file, 3, environment_with(tmp_path / "bin", **variables))
    assert edited.words.startswith(words)
    assert edited.ok is not bool(words)
    assert (tmp_path / "ran").exists() is edited.ok
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("name", ["-c.toml", "+!touch x.toml", "+3", "--cmd=!touch x.toml", "$(touch x)", "a:7.toml"])
@pytest.mark.parametrize("editor", ["vi", "vim", "nano", "emacs", "code", "hx", "joe", "unknown"])
def test_175_the_name_of_a_file_is_never_an_option_or_a_command_of_the_editor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, editor: str
) -> None:
    fake(tmp_path / "bin", editor, f'printf "%s\\n" "$@" > {tmp_path}/got')
    base = tmp_path / "base"
    base.mkdir()
    (base / name).write_text("format = 1\n")
    monkeypatch.chdir(base)
    assert run_editor(Path(name), 2, environment_with(tmp_path / "bin", EDITOR=editor)) == Edited(True)
    *before, path = (tmp_path / "got").read_text().splitlines()
    assert path.startswith(f"{base}/{name}")
    assert {*before} <= {"+2", "--", "--wait", "--goto"}
    assert sorted(entry.name for entry in base.iterdir()) == [name]


def test_176_a_browser_that_draws_in_the_terminal_has_it_to_itself_and_ours_comes_back(tmp_path: Path) -> None:
    base = tmp_path / "base"
    base.mkdir()
    (base / "a.toml").write_text(linked("https://a.example/page"))
    # It says on its terminal what it was given, and waits for a line as a program without raw mode does.
    script = 'test -t 0 && test -t 1 && echo "w3m shows $1" && read line && test "$line" = leave'
    fake(tmp_path / "bin", "w3m", script)
    path = f"{tmp_path / 'bin'}:/usr/bin:/bin"
    with ties(str(base), PATH=path, BROWSER="w3m", SSH_TTY="/dev/pts/7") as screen:
        screen.wait_for("4 records")
        screen.type("/bridge\ro")
        screen.wait_for("Open this address?", "https://a.example/page")
        screen.type("\r")
        screen.wait_for("w3m shows https://a.example/page")
        screen.type("leave\r")
        screen.wait_until_gone("w3m")
        screen.wait_for("Bridge of friends", "4 records")
        screen.type("g")
        screen.wait_for("▌▾ Aville")
        screen.type("\x11")
        assert screen.wait_for_end() == 0


# Exports

CELLS = ["=cmd|' /C calc'!A0", "+1+cmd", "-2+3", "@SUM(A1)", "=1\t=2", "\t=1", "=1\r=2", "\r=1"]


@pytest.mark.parametrize("cell", CELLS, ids=[f"178-{cell!r}" for cell in CELLS])
def test_178_what_a_spreadsheet_takes_for_a_formula_begins_no_line_of_a_copy_and_nothing_makes_cells(
    indexed: MakeIndex, capsys: pytest.CaptureFixture[str], tmp_path: Path, cell: str
) -> None:
    quoted = [{"source": "paper", "quote": cell}]
    it = fact("it", "aville", text=cell, evidence=quoted)
    index = indexed(document(source(title=cell), city("aville", name=cell), it))
    record = index.record("it")
    assert record is not None
    copies = {name: made(index, record).text or "" for name, made in WAYS.items()}
    assert json.loads(copies["JSON"])["record"]["text"] == cell
    for name in ("quote", "Markdown", "JSON"):
        assert not any(line.lstrip().startswith(("=", "+", "@")) for line in copies[name].splitlines()), name
    # No format of ours has cells, and nothing in the data parts any.
    assert not any("\t" in text or "\r" in text for text in copies.values())
    base = str(tmp_path / "base")
    for command in (["search", "paper"], ["show", "it"], ["tree"], ["tree", "--by", "kind"]):
        assert main([*command, "--no-cache", "--facts", base]) == 0
    assert {char for char in capsys.readouterr().out if not char.isprintable()} == {"\n"}


@pytest.mark.parametrize("number", ["nan", "-nan", "inf", "-inf", "1e999"])
def test_179_what_json_has_no_number_for_is_null_in_it(
    folder: MakeFolder, capsys: pytest.CaptureFixture[str], number: str
) -> None:
    assert json.loads(json_document(Figure(unit="people", value=float(number)))) == {"unit": "people", "value": None}
    assert json.loads(json_line({"value": [float(number)]})) == {"value": [None]}
    keys = f"value = {{ unit = 'people', value = {number} }}\n"
    base = folder(document(source(), city("aville"), fact("it", "aville") + keys))
    assert main(["show", "it", "--json", "--facts", str(base)]) == 1
    assert capsys.readouterr().out == ""
    assert main(["check", "--json", str(base)]) == 1
    problem = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    assert (problem["code"], problem["line"]) == ("bad-value", len((base / "a.toml").read_text().splitlines()))


HOSTILE = "".join(map(chr, range(1, 32))) + "\x7f\x80\x9b\u202e\ufffe\uffff\U000e0041 ]]> & <b> \U0010ffff end"


async def test_180_a_picture_of_the_screen_is_xml_whatever_is_in_the_facts(indexed: MakeIndex) -> None:
    name = HOSTILE.replace("\n", " ")
    evidence = [{"source": "paper", "quote": HOSTILE}]
    index = indexed(
        document(source(title=name), city("aville", name=name), fact("it", "aville", text=HOSTILE, evidence=evidence))
    )
    app = TiesApp(index)
    async with app.run_test(size=(160, 50)) as pilot:
        walk = ((), ("asterisk", "j", "j", "j"), ("slash", *"end", "enter"), ("question_mark",), ("escape", "colon"))
        for keys in walk:
            await pilot.press(*keys)
            await pilot.pause()
            picture = app.export_screenshot(title=app.title)
            text = "".join(ElementTree.fromstring(picture).itertext())  # noqa: S314 - what is looked at is what we have written
            assert not any(unfit(char) for char in picture)
            if not keys or "slash" in keys:
                assert "␛" in text
    assert "end" in text


def unfit(char: str) -> bool:
    """Whether XML 1.0 has no place for a character, or a terminal acts on it."""
    code = ord(char)
    return (code < 32 and char not in "\n") or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code & 0xFFFE == 0xFFFE
