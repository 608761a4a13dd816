"""The `ties` commands: what they print where, and the code they end with."""

import contextlib
import errno
import hashlib
import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import tomli

from tests.cli.in_process import Ran, Run
from tests.made_up import (
    BTOWN,
    GOOD,
    SHA256,
    TEXT,
    MakeFolder,
    agreement,
    city,
    document,
    fact,
    source,
    toml,
)
from tui import __version__
from tui.cli import check
from tui.cli.main import COMMANDS
from tui.loading.where import shipped_base
from tui.settings.directories import state_folder

ESCAPE = "\x1b"


def ties(*arguments: str | Path, **environment: str) -> Ran:
    """Runs `ties` in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tui", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        env=os.environ | environment,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def on_a_terminal(*arguments: str | Path, **environment: str) -> str:
    """What `ties` writes to a terminal."""
    ours, its = pty.openpty()
    command = [sys.executable, "-m", "tui", *map(str, arguments)]
    env = os.environ | {"TERM": "xterm-256color"} | environment
    written = b""
    with subprocess.Popen(command, stdin=its, stdout=its, stderr=subprocess.DEVNULL, env=env) as process:
        os.close(its)
        with contextlib.suppress(OSError):  # Linux says that the other end is closed by an error
            while part := os.read(ours, 65536):
                written += part
        os.close(ours)
        assert process.wait() == 0
    return written.decode()


def strict(text: str) -> Any:
    """JSON as other programs read it: NaN and Infinity are none."""

    def refuse(name: str) -> None:
        raise ValueError(name)

    return json.loads(text, parse_constant=refuse)


def lines_of_json(text: str) -> list[Any]:
    return [strict(line) for line in text.splitlines()]


TIED = document(
    source(sha256=SHA256, publisher="The Publisher", published="2005-05-03"),
    city("aville", names={"ko": "에이빌"}),
    city("btown", country="CN"),
    agreement("tie", "aville", "btown", date="2005", evidence=[{"source": "paper", "quote": "bridge was opened"}]),
    fact("talk", "aville", kind="statement", text="The bridge is ours.", date="2005-05"),
)


@pytest.fixture
def tied(folder: MakeFolder) -> Path:
    """A base without mistakes: two towns, a tie, a statement."""
    return folder(TIED)


@pytest.fixture
def broken(folder: MakeFolder) -> Path:
    """A base with two mistakes in two files, and good records beside them."""
    return folder({"a.toml": GOOD + 'contry = "KR"\n', "b.toml": document(source(), city("btown", within="nowhere"))})


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with the text behind the paper."""
    found = tmp_path / "texts"
    found.mkdir()
    (found / "any name").write_text(TEXT)
    return found


# Every command


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], *([name, "--help"] for name in COMMANDS), ["--version"]])
def test_help_and_version_are_data_and_end_well(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out


def test_help_names_every_command(run: Run) -> None:
    assert all(f"ties {name} " in run("--help").out for name in COMMANDS)


def test_the_version_is_that_of_the_package() -> None:
    assert ties("--version") == (0, f"ties {__version__}\n", "")


@pytest.mark.parametrize(
    "arguments",
    [
        ["show"],
        ["search"],
        ["check", "--bogus"],
        ["--bogus"],
        ["tree", "a", "b"],
        ["search", "x", "--limit", "many"],
        ["search", "x", "--limit", "0"],
        ["search", "x", "--limit", "-3"],
        ["search", "x", "--limit", "²"],
        ["tree", "--depth", "0"],
        ["tree", "--by", "colour"],
        ["check", "--js"],
    ],
)
def test_a_command_that_is_typed_wrong_ends_with_2_and_says_how_it_is_used(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("usage: ties")


def unreadable(name: str, path: Path, texts: Path) -> list[str | Path]:
    """A command with a base at a path."""
    given: dict[str, list[str | Path]] = {
        "open": [path],
        "check": ["check", path],
        "verify": ["verify", path, "--texts", texts],
        "show": ["show", "aville", "--facts", path],
        "search": ["search", "aville", "--facts", path],
        "tree": ["tree", "--facts", path],
        "evidence": ["evidence", "aville", "--facts", path],
        "promised": ["promised", "--facts", path],
    }
    return given[name]


READING = ["open", "check", "verify", "show", "search", "tree", "evidence", "promised"]


@pytest.mark.parametrize("command", READING)
@pytest.mark.parametrize("where", ["nowhere", "device", "pipe", "loop", "\udcff"])
def test_a_path_that_is_no_base_ends_every_command_with_2_and_one_line(
    run: Run, tmp_path: Path, texts: Path, command: str, where: str
) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    path = Path(os.devnull) if where == "device" else tmp_path / where
    ran = run(*unreadable(command, path, texts))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("ties: ")
    assert ran.err.count("\n") == 1
    assert "Give " in ran.err


@pytest.mark.parametrize("command", READING)
def test_a_folder_that_may_not_be_listed_ends_every_command_with_2(
    run: Run, tied: Path, texts: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.scandir

    def deny(path: str | Path) -> object:
        if Path(path) == tied:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", deny)
    ran = run(*unreadable(command, tied, texts))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"ties: {tied}: permission denied. Change its permissions, or move it out of the base.\n"


@pytest.mark.parametrize("command", ["check", "search", "tree"])
def test_a_file_that_is_no_text_is_no_reason_for_a_traceback(
    run: Run, folder: MakeFolder, texts: Path, command: str
) -> None:
    root = folder({"a.toml": GOOD, "b.toml": b"\x00\xff", "c.toml": "[" * 100_000})
    assert run(*unreadable(command, root, texts)).code == (1 if command == "check" else 0)


def test_what_goes_wrong_inside_ties_is_called_a_bug_of_ties(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise RuntimeError("it broke\x1b[31m\nhere")

    monkeypatch.setattr(check, "load_base", fail)
    ran = run("check")
    assert (ran.code, ran.out) == (70, "")
    assert ran.err.startswith("ties: a bug in Ties, not in your facts: RuntimeError: it broke␛[31m␤here\n")
    assert "Traceback" not in ran.err
    assert f"{state_folder(os.environ) / 'bug.log'} says where" in ran.err
    for name in ("HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name)
    assert "TIES_DEBUG=1 shows where" in run("check").err
    monkeypatch.setenv("TIES_DEBUG", "1")
    ran = run("check")
    assert (ran.code, ran.out) == (70, "")
    assert "Traceback (most recent call last):\n" in ran.err
    assert "RuntimeError: it broke␛[31m\nhere\n" in ran.err


def test_a_command_that_is_interrupted_ends_like_others_do(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "load_base", interrupt)
    assert run("check") == (130, "", "")


def test_the_browser_needs_a_terminal_and_says_what_to_use_without(run: Run, tied: Path) -> None:
    ran = run(tied)
    assert (ran.code, ran.out) == (2, "")
    assert "needs a terminal" in ran.err
    assert "`ties tree`" in ran.err


def test_without_a_path_the_base_beside_is_read_and_the_variable_comes_first(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("facts", "named", "asked"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.toml").write_text(document(city(name)))
    monkeypatch.chdir(tmp_path)
    assert run("tree").out.startswith("Facts ")
    monkeypatch.setenv("TIES_FACTS", "named")
    assert run("tree").out.startswith("Named ")
    assert run("tree", "--facts", "asked").out.startswith("Asked ")
    assert run("check").err == "ties: 1 good record, no problems in named\n"


def test_a_base_with_mistakes_is_still_read_and_they_are_spoken_of(run: Run, broken: Path) -> None:
    for arguments in (["search", "btown"], ["tree"], ["show", "btown"]):
        ran = run(*arguments, "--facts", broken)
        assert ran.code == 0
        assert "Btown" in ran.out
        assert ran.err.startswith(f"ties: 3 problems in {broken}; ")
        assert ran.err.endswith(f" are left out (ties check {broken})\n")


# Streams


@pytest.mark.parametrize(
    "arguments",
    [["show", "gimcheon"], ["search", "Park"], ["tree", "chengdu"], ["evidence", "gimcheon"], ["promised", "gimcheon"]],
)
def test_a_pipe_gets_no_escapes(arguments: list[str]) -> None:
    ran = ties(*arguments, "--facts", shipped_base(), TERM="xterm-256color", COLORTERM="truecolor")
    assert ran.code == 0
    assert ran.out
    assert ESCAPE not in ran.out


@pytest.mark.parametrize("arguments", [["show", "gimcheon"], ["search", "Park"], ["tree", "gimcheon"]])
@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, True), ({"NO_COLOR": ""}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
    ids=["plain", "empty-no-color", "no-color", "dumb"],
)
def test_a_terminal_gets_colours_unless_it_wants_none(
    arguments: list[str], environment: dict[str, str], coloured: bool
) -> None:
    written = on_a_terminal(*arguments, "--facts", shipped_base(), **environment)
    assert "김천시" in written or "Park" in written
    assert (ESCAPE in written) == coloured
    # Only colours, and of those only the terminal's own.
    assert set(re.findall(r"\x1b\[[0-9;]*(.)", written)) <= {"m"}
    assert not re.search(r"\x1b(?!\[)|38;[25];", written)


def test_colours_change_no_word() -> None:
    plain = ties("show", "gimcheon", "--facts", shipped_base()).out
    coloured = on_a_terminal("show", "gimcheon", "--facts", shipped_base())
    assert re.sub(r"\x1b\[[0-9;]*m| *\r", "", coloured).split() == plain.split()


@pytest.mark.parametrize(
    "columns", ["", "0", "-5", "wide", "²", "40", "999999999999", pytest.param("1" * 5000, id="11111")]
)
def test_any_wish_for_a_width_is_answered_with_lines_that_fit(
    run: Run, columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    ran = run("show", "ceramic-arts-exchange-2016", "--facts", shipped_base())
    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) <= (40 if columns == "40" else 120)


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "btown", "--facts", "{base}"],
        ["search", "btown", "--facts", "{base}"],
        ["tree", "--facts", "{base}"],
        ["check", "{base}"],
        ["schema"],
        ["--help"],
        ["--version"],
        ["check", "--help"],
    ],
    ids=" ".join,
)
def test_a_reader_that_leaves_ends_a_command_quietly(broken: Path, arguments: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "tui", *(part.format(base=broken) for part in arguments)]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert done.returncode == 141
    assert all(line.startswith("ties: ") and "bug" not in line for line in done.stderr.splitlines())


def test_the_first_lines_can_be_taken_by_themselves(tmp_path: Path) -> None:
    big = tmp_path / "big.toml"
    big.write_text(document(*(city(f"c{n}") for n in range(5000))))
    command = f"{sys.executable} -m tui tree --depth 3 --facts {big} | head -1"
    shell = ["/bin/bash", "-o", "pipefail", "-c", command]
    done = subprocess.run(shell, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.rstrip(), done.stderr) == (141, "KR  5000", "")


class Full(io.StringIO):
    """A stream to a disk without room."""

    def flush(self) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_is_no_bug_of_ties(run: Run, tied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Full())
    ran = run("tree", "--facts", tied)
    assert "no space left" in ran.err.lower()
    assert "bug" not in ran.err
    assert ran.code not in (0, 70)


def test_a_stream_that_knows_few_characters_gets_what_it_can_take() -> None:
    ran = ties("show", "gimcheon", "--facts", shipped_base(), PYTHONIOENCODING="ascii")
    assert ran.code == 0
    assert "Gimcheon" in ran.out


# check


def test_the_shipped_base_has_no_problems(run: Run) -> None:
    ran = run("check", shipped_base())
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.endswith(f"no problems in {shipped_base()}\n")


def test_check_prints_each_problem_as_editors_read_it(run: Run, broken: Path) -> None:
    ran = run("check", broken)
    assert ran.code == 1
    assert ran.out.splitlines() == [
        f"{broken}/a.toml:9:1: unknown-key: city has no key `contry` (did you mean `country`?)",
        f'{broken}/b.toml:3:6: duplicate-id: "paper" is taken by a.toml:2 (ids are unique over all kinds of record)',
        f'{broken}/b.toml:9:10: dangling-id: no record has the id "nowhere" (add a [[city]] with this id)',
    ]
    assert ran.err == f"ties: 2 good records, 3 problems in {broken}\n"


def test_check_names_files_so_that_an_editor_opens_them_from_here(
    run: Run, broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(broken.parent)
    for asked in ("base", "./base", broken, "base/b.toml"):
        files = {line.partition(":")[0] for line in run("check", asked).out.splitlines()}
        assert files
        assert all(Path(file).is_file() for file in files)


def test_check_prints_the_same_as_json_a_line_for_each(run: Run, broken: Path) -> None:
    ran = run("check", broken, "--json")
    assert ran.code == 1
    assert lines_of_json(ran.out)[2] == {
        "file": f"{broken}/b.toml",
        "relative": "b.toml",
        "line": 9,
        "column": 10,
        "code": "dangling-id",
        "message": 'no record has the id "nowhere"',
        "hint": "add a [[city]] with this id",
    }


def test_check_of_a_base_without_mistakes_prints_nothing(run: Run, folder: MakeFolder) -> None:
    root = folder(GOOD + BTOWN)
    assert run("check", root) == (0, "", f"ties: 3 good records, no problems in {root}\n")
    assert run("check", root, "--json").out == ""


def test_check_tells_of_quotes_too(run: Run, tied: Path) -> None:
    ran = run("check", tied)
    assert ran.code == 1
    assert re.fullmatch(r".*/a\.toml:22:45: quote-unverified: .*verif.*\(run `ties verify --texts DIR`\)\n", ran.out)


# show


def test_show_prints_the_record_with_its_evidence(run: Run, tied: Path) -> None:
    ran = run("show", "tie", "--facts", tied)
    assert (ran.code, ran.err) == (0, "")
    assert "Title of tie" in ran.out
    assert "┃ “bridge was opened”" in ran.out
    assert "The Publisher, 3 May 2005" in ran.out


def test_show_ends_with_what_its_numbers_stand_for(run: Run, tied: Path) -> None:
    page, _, legend = run("show", "tie", "--facts", tied).out.rpartition("\n\n")
    numbers = dict(re.findall(r"\[(\d+)\] ([a-z-]+)", legend))
    assert sorted(numbers.values()) == ["aville", "btown", "paper"]
    assert set(re.findall(r"\[(\d+)\]", page)) == set(numbers)


@pytest.mark.parametrize("id", ["ti", "Aville", "aviile", "btwon"])
def test_show_answers_an_id_that_no_record_has_with_the_nearest(run: Run, tied: Path, id: str) -> None:
    ran = run("show", id, "--facts", tied)
    assert (ran.code, ran.out) == (1, "")
    meant = {"ti": "tie", "btwon": "btown"}.get(id, "aville")
    assert ran.err == f'ties: no record has the id "{id}"; did you mean {meant}?\n'


def test_show_answers_an_id_like_no_other_with_how_to_find_one(run: Run, tied: Path) -> None:
    ran = run("show", "\x1b[31mxyzzy", "--facts", tied)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == 'ties: no record has the id "␛[31mxyzzy"; `ties search WORDS` finds ids\n'


def test_show_as_json_has_the_record_and_what_is_known_of_it(run: Run, tied: Path) -> None:
    ran = run("show", "tie", "--facts", tied, "--json")
    found = strict(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert (found["kind"], found["file"], found["line"]) == ("agreement", "a.toml", 17)
    assert found["record"]["parties"] == ["aville", "btown"]
    assert found["record"]["date"] == "2005"
    assert found["evidence"] == [{"state": "unverified", "line": None, "verified": None}]
    assert found["contested"] == []
    assert strict(run("show", "aville", "--facts", tied, "--json").out)["mentioned_by"] == ["tie", "talk"]


def test_show_as_json_tells_who_disagrees(run: Run) -> None:
    found = strict(run("show", "chengdu-gimcheon-sister-city", "--facts", shipped_base(), "--json").out)
    (contest,) = found["contested"]
    assert (contest["field"], contest["settled"]) == ("date", True)
    assert [value["value"] for value in contest["values"]] == ["2000-11-07", "2000", "1996"]


DEFAULTS = {"kind": ("page", "city"), "modality": ("asserted",)}


@pytest.mark.parametrize("id", ["gimcheon", "park-bo-saeng", "mingyue-village", "china-daily-2016-11-04"])
def test_show_as_json_has_every_key_as_the_file_has_it(run: Run, id: str) -> None:
    found = strict(run("show", id, "--facts", shipped_base(), "--json").out)
    tables = tomli.loads((shipped_base() / found["file"]).read_text())[found["kind"]]
    (written,) = (table for table in tables if table["id"] == id)
    assert found["record"] == {key: value for key, value in written.items() if value not in DEFAULTS.get(key, ())}


@pytest.mark.parametrize(
    "command", [["show", "aville", "--facts"], ["search", "2Jville", "--facts"], ["tree", "--facts"], ["check"]]
)
def test_json_carries_what_would_act_on_a_terminal_as_escapes_only(
    run: Run, folder: MakeFolder, command: list[str]
) -> None:
    harm = "\x1b[31m\x7f\x9b2J\u202e\u2066ville"
    root = folder(GOOD + f"{toml(harm)} = 1\n" if command == ["check"] else document(city("aville", name=harm)))
    out = run(*command, root, "--json").out
    assert re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", out) is None
    data = [strict(out)] if command[0] in ("show", "tree") else lines_of_json(out)
    assert json.dumps(harm)[1:-1] in json.dumps(data)


# search


def test_search_prints_ids_first_and_the_best_first(run: Run) -> None:
    ran = run("search", "Park", "--facts", shipped_base())
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[0].split()[:2] == ["park-bo-saeng", "person"]


def test_search_takes_words_together_or_apart(run: Run, tied: Path) -> None:
    apart = run("search", "ours", "bridge", "--facts", tied)
    assert apart.out.startswith("talk ")
    assert run("search", "ours bridge", "--facts", tied) == apart


@pytest.mark.parametrize("words", [["xyzzy"], ["\x1b[31m"], ["xyzzy\udcff"]])
def test_search_that_finds_nothing_says_so_and_ends_with_1(run: Run, tied: Path, words: list[str]) -> None:
    ran = run("search", *words, "--facts", tied)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("ties: nothing holds all of: ")
    assert ESCAPE not in ran.err
    assert run("search", *words, "--facts", tied, "--json").out == ""


@pytest.mark.parametrize(
    ("limit", "printed"),
    [("1", 1), ("2", 2), ("3", 3), ("99", 3), ("9" * 5000, 3)],
    ids=["1", "2", "3", "99", "999"],
)
def test_search_prints_as_many_as_asked_and_says_how_many_there_are(
    run: Run, folder: MakeFolder, limit: str, printed: int
) -> None:
    root = folder(document(*(city(f"town{n}") for n in range(3))))
    ran = run("search", "town", "--limit", limit, "--facts", root)
    assert ran.code == 0
    assert len(ran.out.splitlines()) == printed
    told = "ties: 3 records match, the first is shown (--limit)\n"
    assert ran.err == (
        "" if printed == 3 else told if printed == 1 else told.replace("first is", f"first {printed} are")
    )


def test_search_as_json_has_a_line_for_each_hit(run: Run, tied: Path) -> None:
    ran = run("search", "bridge", "--facts", tied, "--json")
    assert lines_of_json(ran.out) == [
        {"id": "talk", "kind": "fact", "title": "The bridge is ours.", "matched_in": "text", "place": PLACE_OF_TALK},
        {"id": "tie", "kind": "agreement", "title": "Title of tie", "matched_in": "quote", "place": PLACE_OF_TIE},
    ]


PLACE_OF_TALK = ["Aville", "Aville", "The bridge is ours."]
PLACE_OF_TIE = ["Aville", "Btown", "Title of tie"]


@pytest.mark.parametrize("command", [["search", "word"], ["tree"]])
def test_a_pipe_gets_rows_that_are_not_cut_and_a_width_that_is_wished_for_is_kept(
    run: Run, folder: MakeFolder, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    name = "A very long name indeed, " * 20 + "and a last word"
    root = folder(document(city("aville", name=name)))
    assert name in run(*command, "--facts", root).out
    monkeypatch.setenv("COLUMNS", "70")
    cut = run(*command, "--facts", root).out
    assert name not in cut
    assert max(map(len, cut.splitlines())) <= 70
    assert "aville" in cut


# tree


def test_tree_prints_cities_and_their_partners_with_how_many_records(run: Run, tied: Path) -> None:
    ran = run("tree", "--facts", tied)
    assert (ran.code, ran.err) == (0, "")
    assert [re.sub(r"  +", "  ", line) for line in ran.out.splitlines()] == [
        "Aville 에이빌 · KR  2  (aville)",
        "  Aville itself  1  (aville)",
        "  Btown · CN  1  (btown)",
        "Btown · CN  1  (btown)",
        "  Aville 에이빌 · KR  1  (aville)",
        "Sources  1",
        "  Title of paper  2005-05-03  (paper)",
    ]


def test_tree_of_a_city_prints_all_below_it(run: Run, tied: Path) -> None:
    ran = run("tree", "btown", "--facts", tied)
    assert [re.sub(r"  +", "  ", line.strip()) for line in ran.out.splitlines()] == [
        "Btown · CN  1  (btown)",
        "Aville 에이빌 · KR  1  (aville)",
        "Agreements  1",
        "Title of tie  2005  (tie)",
    ]


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
def test_tree_goes_as_deep_as_asked(run: Run, tied: Path, depth: int) -> None:
    ran = run("tree", "--depth", str(depth), "--facts", tied)
    assert max((len(line) - len(line.lstrip())) // 2 for line in ran.out.splitlines()) == depth - 1


@pytest.mark.parametrize("id", ["tie", "nowhere"])
def test_tree_of_what_is_no_city_ends_with_1(run: Run, tied: Path, id: str) -> None:
    ran = run("tree", id, "--facts", tied)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == f'ties: no city has the id "{id}"; `ties tree --depth 1` lists them\n'


@pytest.mark.parametrize("name", ["에이빌", "AVILLE", '"Aville"'])
@pytest.mark.parametrize("command", ["tree", "sides", "promised"])
def test_a_city_that_is_asked_for_by_a_name_is_answered_with_its_id(
    run: Run, tied: Path, command: str, name: str
) -> None:
    ran = run(command, name, "--facts", tied)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.endswith("did you mean aville?\n")


def test_a_record_that_is_asked_for_by_a_name_is_answered_with_its_id(run: Run, tied: Path) -> None:
    ran = run("show", "에이빌", "--facts", tied)
    assert (ran.code, ran.err) == (1, 'ties: no record has the id "에이빌"; did you mean aville?\n')


def test_tree_of_nothing_ends_with_1(run: Run, folder: MakeFolder) -> None:
    assert run("tree", "--facts", folder({"a.toml": "format = 1\n"})) == (1, "", "")


@pytest.mark.parametrize(
    ("view", "lines"),
    [
        ("country", ["KR  1", "  Aville 에이빌 · KR  2  (aville)", "CN  1", "  Btown · CN  1  (btown)"]),
        ("year", ["2005  2", "  Title of tie · Aville ⇄ Btown  2005  (tie)"]),
        ("kind", ["Cities  2", "  Cities  2"]),
        ("source", ["Title of paper  2  (paper)", "  Title of tie · Aville ⇄ Btown  2005  (tie)"]),
    ],
)
def test_tree_by_another_view_begins_with_that(run: Run, tied: Path, view: str, lines: list[str]) -> None:
    ran = run("tree", "--by", view, "--facts", tied)
    assert (ran.code, ran.err) == (0, "")
    assert [re.sub(r"(?<=\S)  +", "  ", line) for line in ran.out.splitlines()][: len(lines)] == lines


def test_tree_of_a_city_goes_with_views_that_have_cities_only(run: Run, tied: Path) -> None:
    assert run("tree", "btown", "--by", "country", "--facts", tied).out == run("tree", "btown", "--facts", tied).out
    ran = run("tree", "btown", "--by", "year", "--facts", tied)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "ties: a tree by year has no cities: leave out CITY, or --by\n"


def test_tree_as_json_is_one_document(run: Run, tied: Path) -> None:
    found = strict(run("tree", "--facts", tied, "--json", "--depth", "4").out)
    assert [(node["label"], node["record"], node["count"]) for node in found] == [
        ("Aville", "aville", 2),
        ("Btown", "btown", 1),
        ("Sources", None, 1),
    ]
    leaf = found[1]["children"][0]["children"][0]["children"][0]
    assert leaf == {"label": "Title of tie", "record": "tie", "count": 0}


# schema


@pytest.mark.parametrize("arguments", [["schema"], ["schema", "--json"]])
def test_schema_is_one_json_document(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.err) == (0, "")
    assert strict(ran.out)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


# verify


def quoting(*quotes: str) -> str:
    """A base with a fact for each quote of the paper."""
    facts = [fact(f"f{n}", "aville", evidence=[{"source": "paper", "quote": q}]) for n, q in enumerate(quotes)]
    return document(source(sha256=SHA256), city("aville"), *facts)


def test_verify_writes_the_lock_and_then_the_base_has_no_problems(run: Run, tied: Path, texts: Path) -> None:
    ran = run("verify", tied, "--texts", texts)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"ties: 1 quote: 1 exact\nties: wrote {tied}/quotes.lock\n"
    assert run("check", tied).code == 0
    assert "line 3 · ✓ exact" in run("show", "tie", "--facts", tied).out


def test_verify_prints_what_is_not_found_with_the_nearest_passage(run: Run, folder: MakeFolder, texts: Path) -> None:
    root = folder(quoting("The bridge was opened in June", "Friends", "mayor said"))
    ran = run("verify", root, "--texts", texts)
    assert ran.code == 1
    first, second = ran.out.splitlines()
    assert first.startswith(f"{root}/a.toml:15:45")
    assert ": quote-not-found: “The bridge was opened in June” (nearest: The bridge was opened in May" in first
    assert second.startswith(f"{root}/a.toml:21:45")
    assert ": quote-ambiguous: “Friends” (add `prefix` or `suffix`, or quote more words)" in second
    assert "3 quotes: 1 not-found, 1 ambiguous, 1 exact" in ran.err


def test_verify_as_json_has_a_line_for_each_quote(run: Run, folder: MakeFolder, texts: Path) -> None:
    root = folder(quoting("bridge was opened", "a tunnel"))
    found, lost = lines_of_json(run("verify", root, "--texts", texts, "--json").out)
    assert (found["record"], found["state"], found["offset"], found["text_line"]) == ("f0", "exact", 27, 3)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", found["verified"])
    assert (lost["record"], lost["state"], lost["source"], lost["quote"]) == ("f1", "not-found", "paper", "a tunnel")
    assert "offset" not in lost


def test_verify_without_the_text_says_which_is_missing_and_forgets_nothing(
    run: Run, tied: Path, texts: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    ran = run("verify", tied, "--texts", empty)
    assert ran.code == 1
    assert "quote-unverified: no text of paper to check this quote against" in ran.out
    run("verify", tied, "--texts", texts)
    before = (tied / "quotes.lock").read_bytes()
    again = run("verify", tied, "--texts", empty)
    assert (again.code, again.out) == (0, "")
    assert "1 exact before, text not at hand" in again.err
    assert (tied / "quotes.lock").read_bytes() == before


@pytest.mark.parametrize("name", ["nowhere", "texts/any name"])
def test_verify_needs_a_folder_of_texts(run: Run, tied: Path, texts: Path, name: str) -> None:
    ran = run("verify", tied, "--texts", texts.parent / name)
    assert (ran.code, ran.out) == (2, "")
    assert "is no folder" in ran.err
    assert not (tied / "quotes.lock").exists()


def test_verify_that_cannot_write_the_lock_says_so(run: Run, tied: Path, texts: Path) -> None:
    (tied / "quotes.lock").mkdir()
    ran = run("verify", tied, "--texts", texts)
    assert (ran.code, ran.out) == (2, "")
    assert f"{tied}/quotes.lock cannot be written: is a folder" in ran.err
    assert sorted(path.name for path in tied.iterdir()) == ["a.toml", "quotes.lock"]


def test_verify_of_one_file_writes_the_lock_beside_it(run: Run, tied: Path, texts: Path) -> None:
    assert run("verify", tied / "a.toml", "--texts", texts).code == 0
    assert (tied / "quotes.lock").exists()


def test_verify_of_a_lock_that_was_damaged_mends_it_and_ends_well(run: Run, tied: Path, texts: Path) -> None:
    (tied / "quotes.lock").write_text("<<<<<<< ours\n")
    assert run("verify", tied, "--texts", texts).code == 0
    assert run("check", tied).code == 0


def test_verify_keeps_what_it_knew_of_a_record_that_is_broken_for_now(
    run: Run, folder: MakeFolder, tied: Path, texts: Path
) -> None:
    run("verify", tied, "--texts", texts)
    before = (tied / "quotes.lock").read_bytes()
    folder(TIED.replace('date = "2005"\n', 'date = "2005-13"\n'))
    assert run("verify", tied, "--texts", texts).code == 1
    folder(TIED)
    (texts / "any name").unlink()
    run("verify", tied, "--texts", texts)
    assert (tied / "quotes.lock").read_bytes() == before


def test_verify_prints_no_escapes_of_quotes_or_texts(run: Run, folder: MakeFolder, tmp_path: Path) -> None:
    text = "The bridge\x1b[31m was opened in \u202eMay."
    (tmp_path / "text").write_text(text)
    sha = hashlib.sha256(text.encode()).hexdigest()
    quote = [{"source": "paper", "quote": "The bridge\x1b[31m was opened in June"}]
    root = folder(document(source(sha256=sha), city("aville"), fact("f", "aville", evidence=quote)))
    ran = run("verify", root, "--texts", tmp_path)
    assert "nearest: The bridge␛[31m was opened in ⟨U+202E⟩May" in ran.out
    assert ESCAPE not in ran.out + ran.err
