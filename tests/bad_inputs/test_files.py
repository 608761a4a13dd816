"""Things in a folder that are no fact files, or not for long: inputs 111 to 134."""

import errno
import os
import re
import shutil
import socket
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bad_inputs.commands import Bad, checked, found_everywhere, ran
from tests.browser.screen import screen_text
from tests.made_up import BTOWN, GOOD, SHA256, TEXT, Content, MakeFolder, city, document, index_of, source
from tui.browser.app import TiesApp
from tui.disk import reading
from tui.index.opening import Opening

B = document(BTOWN)
HINT = "(copy the file into the base, or use --follow)"
NO_FILE = "not-a-file: ends in .toml but is no regular file (rename it)"
OUTSIDE = "outside: is a link that leads out of the base"


def link(target: str | Path) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


def bound_socket(path: Path) -> None:
    # The path of a socket may have 107 bytes, and those of tests have more.
    with socket.socket(socket.AF_UNIX) as made:
        before = Path.cwd()
        os.chdir(path.parent)
        try:
            made.bind(path.name)
        finally:
            os.chdir(before)


def deep(path: Path) -> None:
    """400 folders inside each other, with a fact file in the deepest."""
    path.unlink(missing_ok=True)
    at = path.parent
    for _ in range(400):
        at = at / "d"
    os.makedirs(at)  # noqa: PTH103  a Path would go up and down 400 times
    (at / "b.toml").write_text(B)


# Each with the name of what is put beside a.toml, and what `ties check` says of it; `good` is a record in it.
THINGS: dict[str, tuple[str | bytes, Bad]] = {
    "111-fifo": ("b.toml", Bad(os.mkfifo, (f"b.toml:1:1: {NO_FILE}",))),
    "112-link-to-a-device": ("b.toml", Bad(link("/dev/zero"), (f"b.toml:1:1: {OUTSIDE} {HINT}",))),
    "113-socket": ("b.toml", Bad(bound_socket, (f"b.toml:1:1: {NO_FILE}",))),
    "114-link-to-a-tty": ("b.toml", Bad(link("/dev/tty"), (f"b.toml:1:1: {OUTSIDE} {HINT}",))),
    "115-link-to-itself": (
        "b.toml",
        Bad(
            link("b.toml"),
            ("b.toml:1:1: unreadable: too many levels of symbolic links (remove or mend the link)",),
        ),
    ),
    "116-link-to-the-folder-above": ("in/up", Bad(link(".."))),
    "116-link-out-of-the-base": (
        "up",
        Bad(link(".."), (f"up:1:1: {OUTSIDE} (copy its files into the base, or use --follow)",)),
    ),
    "117-dangling-link": (
        "b.toml",
        Bad(link("nowhere"), ("b.toml:1:1: unreadable: no such file or directory (remove or mend the link)",)),
    ),
    "117-dangling-link-to-a-folder": (
        "more",
        Bad(link("nowhere"), ("more:1:1: unreadable: no such file or directory (remove or mend the link)",)),
    ),
    "117-dangling-lock-of-emacs": (".#b.toml", Bad(link("me@here.1234:5678"))),
    "118-link-to-the-passwords": ("b.toml", Bad(link("/etc/passwd"), (f"b.toml:1:1: {OUTSIDE} {HINT}",))),
    "119-folder-called-like-a-file": ("b.toml/c.toml", Bad(B, (f"b.toml:1:1: {NO_FILE}",))),
    "122-400-folders-deep": (
        "d.txt",
        Bad(deep, (f"d{'/d' * 64}:1:1: too-deep: lies more than 64 folders deep (move it further up)",)),
    ),
    "123-name-that-is-not-utf-8": (b"g\xfcmcheon.toml", Bad(B, good="btown")),
    "124-line-feed-in-the-name": ("b\nc.toml", Bad(B, good="btown")),
    "125-escape-in-the-name": ("b\x1b[2Jc.toml", Bad(B, good="btown")),
    "126-name-like-an-option": ("-c.toml", Bad(B, good="btown")),
    "126-name-like-a-command": ("+!cmd.toml", Bad(B, good="btown")),
    "127-markup-in-the-name": ("[@click=app.quit].toml", Bad(B, good="btown")),
    "129-capitals": ("B.TOML", Bad(B, good="btown")),
    "130-lock-of-emacs": (".#b.toml", Bad("me@here")),
    "130-backup": ("b.toml~", Bad(B)),
    "130-swap-file-of-vim": (".b.toml.swp", Bad(B)),
}


def put(folder: MakeFolder, name: str | bytes, content: Content) -> Path:
    return folder({"a.toml": GOOD, os.fsdecode(name): content})


@pytest.mark.parametrize(("name", "bad"), THINGS.values(), ids=THINGS)
def test_what_is_no_fact_file_is_named_and_never_waited_for(
    name: str | bytes, bad: Bad, folder: MakeFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    root = put(folder, name, bad.content)
    assert checked(capsys, root) == list(bad.lines)
    found_everywhere(capsys, root, "aville", *filter(None, [bad.good]))


@pytest.mark.parametrize("thing", ["111-fifo", "112-link-to-a-device", "113-socket", "114-link-to-a-tty"])
def test_what_is_followed_to_a_device_is_not_opened(
    thing: str, folder: MakeFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    name, bad = THINGS[thing]
    root = put(folder, name, bad.content)
    assert checked(capsys, root, "--follow") == [f"b.toml:1:1: {NO_FILE}"]
    found_everywhere(capsys, root, "aville", more=("--follow",))


@pytest.mark.parametrize("make", [os.mkfifo, bound_socket, link("/dev/zero"), link("/dev/tty")])
def test_111_to_114_what_takes_the_place_of_a_file_after_the_look_is_not_waited_for(
    make: Callable[[Path], None], folder: MakeFolder
) -> None:
    root = folder({"a.toml": GOOD, "b.toml": B})
    make(root / "c.toml")
    # A socket cannot be opened, nor a terminal where there is none; the others are told by what they are.
    with pytest.raises(OSError, match=r"is no regular file|No such device"):
        reading.read_bytes(root / "c.toml", 100)


@pytest.mark.parametrize("command", [["check"], ["tree", "--facts"], ["verify", "--texts", "."]])
def test_111_to_114_a_device_or_a_pipe_is_no_base(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", "/dev/zero"):
        found = ran(capsys, *command, path)
        assert (found.code, found.out) == (2, [])
        assert "is neither a folder nor a file. Give a folder of fact files" in found.err


async def test_111_to_130_the_browser_opens_on_all_of_them_together_and_lists_each(folder: MakeFolder) -> None:
    files: dict[str, Content] = {"a.toml": GOOD}
    expected = 0
    for n, (name, bad) in enumerate(THINGS.values()):
        if bad.lines and bad.content is not deep:
            files[f"{n:02}/{os.fsdecode(name)}"] = bad.content
            expected += len(bad.lines)
    # From its own folder a link to the one above stays inside the base.
    root = folder(files)
    opening = Opening(root, {}, keep=False)
    index = opening.open(lambda done, of: None)
    assert index.problem_count == expected - 1
    app = TiesApp(index, opening=opening)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "Aville" in screen_text(app)
        await pilot.press("!")
        await pilot.pause()
        lines = [line[1:47].strip("▌ ") for line in screen_text(app).splitlines()]
        rows = [line for line in lines if re.match(r"[0-9]{2}/", line)]
        assert len(rows) == expected - 1
        assert rows[0].startswith("00/b.toml:1 ends in .toml but is no regular")
        assert rows[1].startswith("01/b.toml:1 is a link that leads out of the")


# Links


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder outside of the base with a fact file, and a link in it that leads back to it."""
    folder = tmp_path / "elsewhere"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "b.toml").write_text(B)
    (folder / "deep" / "back").symlink_to("..")
    return folder


def test_116_and_118_links_out_of_the_base_are_followed_when_asked_to_and_once(
    folder: MakeFolder, elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (elsewhere / "c.toml").write_text(document(city("cville")))
    root = folder({"a.toml": GOOD, "more": link(elsewhere), "c.toml": link(elsewhere / "c.toml")})
    (elsewhere / "round").symlink_to(root)
    assert len(checked(capsys, root)) == 2
    message = "read-twice: is a link to more/c.toml, which is read under that name (remove the link)"
    assert checked(capsys, root, "--follow") == [f"c.toml:1:1: {message}"]
    found_everywhere(capsys, root, "aville", "btown", "cville", more=("--follow",))
    found = ran(capsys, "check", root, "--follow")
    assert "4 good records, 1 problem" in found.err


def test_116_the_environment_can_ask_for_links_too(
    folder: MakeFolder, elsewhere: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = folder({"a.toml": GOOD, "more": link(elsewhere)})
    monkeypatch.setenv("TIES_FOLLOW", "1")
    assert checked(capsys, root) == []


def test_116_a_folder_below_another_that_is_linked_too_is_read_once(
    folder: MakeFolder, elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = folder({"a.toml": GOOD, "k": link(elsewhere / "deep"), "m": link(elsewhere)})
    assert checked(capsys, root, "--follow") == []
    found_everywhere(capsys, root, "btown", more=("--follow",))


def test_116_a_linked_folder_inside_the_base_that_is_hidden_itself_is_read(
    folder: MakeFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    root = folder({"a.toml": GOOD, ".kept/b.toml": B, "more": link(".kept"), "again": link("more")})
    assert checked(capsys, root) == []
    found_everywhere(capsys, root, "aville", "btown")


def test_118_of_a_file_behind_a_link_nothing_is_shown(
    folder: MakeFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "secret").write_text("root:secret:0:0")
    root = folder({"a.toml": GOOD, "b.toml": link(tmp_path / "secret")})
    found = ran(capsys, "check", root, "--follow")
    assert "secret:0" not in "\n".join(found.out)
    assert found.out[0].startswith(f"{root}/b.toml:1:5: not-toml: expected '='")


def test_118_hard_links_are_one_file(folder: MakeFolder, capsys: pytest.CaptureFixture[str]) -> None:
    root = folder({"a.toml": GOOD, "b.toml": B})
    (root / "c.toml").hardlink_to(root / "b.toml")
    message = "is one file with b.toml (a hard link), which is read under that name (remove one of the names)"
    assert checked(capsys, root) == [f"c.toml:1:1: read-twice: {message}"]
    found_everywhere(capsys, root, "btown")


# What may not be read


def refuse(monkeypatch: pytest.MonkeyPatch, name: str, path: Path, error: int) -> None:
    """Let a call of the operating system fail for one path: who runs tests as root may read everything."""
    real = getattr(os, name)

    def call(asked: object, *rest: object, **named: object) -> object:
        if isinstance(asked, (str, os.PathLike)) and Path(asked) == path:
            raise OSError(error, os.strerror(error))
        return real(asked, *rest, **named)

    monkeypatch.setattr(os, name, call)


def test_120_a_file_that_may_not_be_read_is_named(
    folder: MakeFolder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = folder({"a.toml": GOOD, "b.toml": B})
    (root / "b.toml").chmod(0)
    refuse(monkeypatch, "open", root / "b.toml", errno.EACCES)
    hint = "(change its permissions, or move it out of the base)"
    assert checked(capsys, root) == [f"b.toml:1:1: unreadable: permission denied {hint}"]
    found_everywhere(capsys, root, "aville")


def test_121_a_folder_that_may_not_be_listed_is_named(
    folder: MakeFolder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = folder({"a.toml": GOOD, "in/b.toml": B, "in/more/c.toml": B})
    refuse(monkeypatch, "scandir", root / "in", errno.EACCES)
    hint = "(change its permissions, or move it out of the base)"
    assert checked(capsys, root) == [f"in:1:1: unreadable: permission denied {hint}"]
    found_everywhere(capsys, root, "aville")


# Names


def test_123_a_problem_in_a_file_and_a_base_without_utf_8_names_has_its_place(
    folder: MakeFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    root = folder({os.fsdecode(b"caf\xe9/g\xfc.toml"): document(city("b", within="x")), "a.toml": GOOD})
    (line,) = checked(capsys, root)
    assert line.startswith(r"caf\xe9/g\xfc.toml:6:10: dangling-id")
    inner = root / os.fsdecode(b"caf\xe9")
    for more in ((), ("--json",)):
        found = ran(capsys, "check", inner, *more)
        assert (found.code, len(found.out)) == (1, 1)
    assert ran(capsys, "show", "b", "--facts", inner).code == 0
    assert ran(capsys, "show", "b", "--facts", inner / os.fsdecode(b"g\xfc.toml")).code == 0


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("b\nc.toml", "b␤c.toml"),
        ("b\x1b[2Jc.toml", "b␛[2Jc.toml"),
        ("-c.toml", "-c.toml"),
        ("[@click=app.quit].toml", "[@click=app.quit].toml"),
    ],
    ids=["124", "125", "126", "127"],
)
def test_a_problem_in_a_file_with_a_wild_name_is_one_line_that_nothing_acts_on(
    name: str, shown: str, folder: MakeFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    root = put(folder, name, document(city("b", within="x")))
    (line,) = checked(capsys, root)
    assert line.startswith(f"{shown}:6:10: dangling-id")
    assert ran(capsys, "check", root / name).out == [line.replace(shown, f"{root}/{shown}", 1)]


def test_126_a_base_called_like_an_option_is_given_behind_two_dashes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "-c.toml").write_text(GOOD)
    monkeypatch.chdir(tmp_path)
    found = ran(capsys, "check", "--", "-c.toml")
    assert (found.code, "2 good records, no problems in -c.toml" in found.err) == (0, True)


def test_128_names_that_differ_in_the_coding_of_an_accent_are_both_read_and_reported(
    folder: MakeFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    composed, decomposed = (unicodedata.normalize(form, "é.toml") for form in ("NFC", "NFD"))
    root = folder({"a.toml": GOOD, composed: B, decomposed: document(city("cville"))})
    (line,) = checked(capsys, root)
    assert line.startswith(f"{composed}:1:1: same-name: and e\\u0301.toml are one file on some systems")
    found_everywhere(capsys, root, "btown", "cville")


# What does not stay


def changing(monkeypatch: pytest.MonkeyPatch, file: Path, change: Callable[[], object], times: int = 99) -> None:
    """Change something when a file has been opened and is to be read, so many times."""
    real = os.read
    left = times

    def read(descriptor: int, most: int) -> bytes:
        nonlocal left
        if left and file.exists() and os.path.samestat(os.fstat(descriptor), file.stat()):
            left -= 1
            change()
        return real(descriptor, most)

    monkeypatch.setattr(os, "read", read)


AGAIN = "(run this again when nothing writes to it)"


@pytest.mark.parametrize("what", ["truncated", "grown", "written over"])
def test_131_a_file_that_changes_each_time_it_is_read_is_named(
    what: str, folder: MakeFolder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = folder({"a.toml": GOOD, "b.toml": B * 200})
    file, count = root / "b.toml", iter(range(1000))

    def change() -> None:
        n = next(count)
        if what == "truncated":
            os.truncate(file, 500 - n)
        elif what == "grown":
            # Not when the end is looked for: a file that grew for ever would be too large in the end.
            file.write_text(B + "#" * (n + 1 - n % 2))
        else:
            os.utime(file, ns=(n, n))

    changing(monkeypatch, root / "b.toml", change)
    assert checked(capsys, root) == [f"b.toml:1:1: unreadable: was changed while it was read {AGAIN}"]


def test_131_a_file_that_changes_once_is_read_as_it_is_afterwards(
    folder: MakeFolder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = folder({"a.toml": GOOD, "b.toml": document(city("before"))})
    changing(monkeypatch, root / "b.toml", lambda: (root / "b.toml").write_text(B), times=1)
    found = ran(capsys, "check", root)
    assert (found.code, "3 good records" in found.err) == (0, True)
    found_everywhere(capsys, root, "btown")


def test_131_a_file_that_is_replaced_while_it_is_read_is_read_whole_as_it_was(
    folder: MakeFolder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = folder({"a.toml": GOOD, "b.toml": B, "new": document(city("cville"))})
    changing(monkeypatch, root / "b.toml", lambda: (root / "new").replace(root / "b.toml"), times=1)
    found = ran(capsys, "check", root)
    assert (found.code, "3 good records" in found.err) == (0, True)
    found_everywhere(capsys, root, "cville")


def test_131_a_file_that_is_deleted_between_the_look_and_the_reading_is_named(
    folder: MakeFolder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = folder({"a.toml": GOOD, "b.toml": B})
    changing(monkeypatch, root / "a.toml", lambda: (root / "b.toml").unlink(missing_ok=True))
    hint = "(it was there a moment ago: run this again)"
    assert checked(capsys, root) == [f"b.toml:1:1: unreadable: no such file or directory {hint}"]
    found_everywhere(capsys, root, "aville")


def test_132_a_base_removed_while_it_is_read_is_said_to_be_gone(
    folder: MakeFolder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = folder({"a.toml": GOOD, "b.toml": B})
    changing(monkeypatch, root / "a.toml", lambda: shutil.rmtree(root, ignore_errors=True))
    found = ran(capsys, "tree", "--facts", root, "--no-cache")
    assert (found.code, found.out) == (2, [])
    assert f"{root}: no such file or directory. Give the folder that holds the fact files" in found.err


async def test_132_the_browser_says_that_the_base_is_gone_and_goes_on_when_it_is_back(folder: MakeFolder) -> None:
    root = folder({"a.toml": GOOD, "b.toml": B})
    opening = Opening(root, {}, keep=False)
    app = TiesApp(opening.open(lambda done, of: None), opening=opening)
    async with app.run_test(size=(120, 30)) as pilot:
        root.rename(root.with_name("away"))
        app.refresh_base()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "the base cannot be read now" in screen_text(app)
        assert "Aville" in screen_text(app)
        root.with_name("away").rename(root)
        app.refresh_base()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "the base cannot be read now" not in screen_text(app)


def in_a_folder_that_is_gone(tmp_path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `ties` where the working directory was deleted."""
    gone = tmp_path / "gone"
    gone.mkdir()
    code = f"import os, sys; os.rmdir({str(gone)!r}); from tui.cli.main import main; sys.exit(main(sys.argv[1:]))"
    package = {**os.environ, "PYTHONPATH": os.fspath(Path(__file__).parents[2])}
    command = [sys.executable, "-c", code, *words]
    return subprocess.run(command, cwd=gone, env=package, capture_output=True, text=True, check=False)


def test_133_without_a_working_directory_a_base_that_is_named_is_read(folder: MakeFolder, tmp_path: Path) -> None:
    root = folder(GOOD)
    done = in_a_folder_that_is_gone(tmp_path, "search", "aville", "--facts", str(root))
    assert (done.returncode, done.stdout.split()[0]) == (0, "aville")
    done = in_a_folder_that_is_gone(tmp_path, "check", str(root))
    assert (done.returncode, done.stdout) == (0, "")


def test_133_without_a_working_directory_the_base_that_comes_with_ties_is_there(tmp_path: Path) -> None:
    done = in_a_folder_that_is_gone(tmp_path, "search", "busan")
    assert done.returncode == 0, done.stderr
    assert "busan" in done.stdout
    done = in_a_folder_that_is_gone(tmp_path, "check", "facts")
    assert (done.returncode, done.stdout) == (2, "")
    assert "facts: no such file or directory. Give the folder" in done.stderr


def test_134_a_base_may_be_one_file_and_must_be_there(folder: MakeFolder, capsys: pytest.CaptureFixture[str]) -> None:
    root = folder({"a.toml": GOOD, "b.toml": B})
    found_everywhere(capsys, root / "a.toml", "aville")
    found = ran(capsys, "check", root / "b.toml")
    assert (found.code, "1 good record, no problems" in found.err) == (0, True)
    for missing in ("nowhere", "a.toml/in"):
        found = ran(capsys, "check", root / missing)
        assert (found.code, found.out) == (2, [])
        assert "Give the folder that holds the fact files (*.toml)." in found.err


def test_134_more_roots_than_one_are_refused(folder: MakeFolder, capsys: pytest.CaptureFixture[str]) -> None:
    root = folder({"a.toml": GOOD, "in/b.toml": B})
    with pytest.raises(SystemExit) as ended:
        ran(capsys, "check", root, *[root / "in"] * 9)
    assert ended.value.code == 2
    assert "unrecognized arguments" in capsys.readouterr().err


# The texts of sources


def test_111_to_121_of_a_folder_of_texts_too_what_is_not_read_is_named(
    folder: MakeFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = tmp_path / "texts"
    (texts / "in").mkdir(parents=True)
    (texts / "paper.txt").write_text(TEXT)
    (texts / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    os.mkfifo(texts / "pipe")
    (texts / "gone").symlink_to("nowhere")
    with (texts / "hole").open("wb") as hole:
        hole.truncate(200 * 10**9)
    latin = "caf\xe9".encode("latin-1")
    (texts / "latin").write_bytes(latin)
    import hashlib

    root = folder(document(source(sha256=SHA256), source("old", sha256=hashlib.sha256(latin).hexdigest())))
    found = ran(capsys, "verify", root, "--texts", texts)
    assert found.code == 0
    assert [line for line in found.err.splitlines() if "not read" in line] == [
        f"ties: {texts}/gone: not read: no such file or directory",
        f"ties: {texts}/hole: not read: is larger than 256 MiB",
        f"ties: {texts}/in: not read: is a folder, and not looked into",
        f"ties: {texts}/latin: not read: byte 0xe9 at 3 is not UTF-8 (it looks like Latin-1 or Windows-1252): "
        "save it as UTF-8, and give the source the `sha256` of the new file",
        f"ties: {texts}/pipe: not read: is no regular file",
    ]


def test_111_a_pipe_for_config_and_lock_is_not_waited_for(
    folder: MakeFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "config.toml")
    monkeypatch.setenv("TIES_CONFIG", str(tmp_path / "config.toml"))
    found = ran(capsys, "config")
    assert found.code == 1
    assert "config.toml: is no regular file (put a text file in its place, or move it away)" in found.err
    root = folder({"a.toml": GOOD, "quotes.lock": os.mkfifo})
    message = "unreadable: cannot be read: is no regular file (see that it can be read, or remove it)"
    assert checked(capsys, root) == [f"quotes.lock:1:1: {message}"]
    assert index_of(root).problem_count == 1
