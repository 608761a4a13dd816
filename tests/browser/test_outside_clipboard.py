"""Text for the clipboard: who gets it, what is said of it, and what a terminal is sent."""

import base64
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import ptyprocess
import pytest

from tests.browser.fake_programs import environment_with, fake
from tui.browser.outside import clipboard
from tui.browser.outside.clipboard import Sent, send
from tui.browser.outside.osc52 import LIMIT, TooLongError, osc52

PATIENCE = 30.0  # seconds before what never comes is a failure; nothing waits that long
ROOT = Path(__file__).parents[2]


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    return folder


@pytest.fixture
def terminal() -> list[str]:
    """What was written to the terminal."""
    return []


def in_plain_osc52(written: str) -> str:
    """The text that a terminal which gets this puts into its clipboard."""
    found = re.fullmatch("\x1b]52;c;([A-Za-z0-9+/=]*)\x07", written)
    assert found, repr(written)
    return base64.b64decode(found[1]).decode()


# Programs


@pytest.mark.parametrize(
    ("name", "variables", "platform", "encoding"),
    [
        ("wl-copy", {"WAYLAND_DISPLAY": "wayland-0"}, "linux", "utf-8"),
        ("xclip", {"DISPLAY": ":0"}, "linux", "utf-8"),
        ("xsel", {"DISPLAY": ":0"}, "linux", "utf-8"),
        ("pbcopy", {}, "darwin", "utf-8"),
        ("clip.exe", {"WSL_DISTRO_NAME": "Debian"}, "linux", "utf-16-le"),
    ],
)
def test_a_clipboard_program_gets_the_whole_text_and_only_then_it_is_copied(
    programs: Path, terminal: list[str], name: str, variables: dict[str, str], platform: str, encoding: str
) -> None:
    fake(programs, name, f"cat > {programs}/got")
    text = "“김천시” – 成都\n" * 20_000
    sent = send(text, environment_with(programs, **variables), terminal.append, what="quote", platform=platform)
    assert sent == Sent("system", f"quote copied ({name})")
    assert (programs / "got").read_bytes().decode(encoding) == text
    assert terminal == []


def test_a_program_for_a_display_that_is_not_there_is_not_asked(programs: Path, terminal: list[str]) -> None:
    for name in ("wl-copy", "xclip", "xsel", "pbcopy", "clip.exe"):
        fake(programs, name, f"echo {name} >> {programs}/asked")
    sent = send("text", environment_with(programs), terminal.append, platform="linux")
    assert sent == Sent("terminal", "text sent to the terminal (4 characters)")
    assert not (programs / "asked").exists()


@pytest.mark.parametrize("variable", ["SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"])
def test_over_ssh_the_text_goes_to_the_terminal_where_the_reader_is(
    programs: Path, terminal: list[str], variable: str
) -> None:
    fake(programs, "xclip", f"cat > {programs}/got")
    environment = environment_with(programs, DISPLAY=":10", **{variable: "somewhere"})
    sent = send("“è”", environment, terminal.append, what="quote", platform="linux")
    assert sent == Sent("terminal", "quote sent to the terminal (3 characters)")
    assert [in_plain_osc52(written) for written in terminal] == ["“è”"]
    assert not (programs / "got").exists()


def closed(pipe: int) -> bool:
    """Whether no process holds the other end of a pipe any more."""
    poll = select.poll()
    poll.register(pipe, select.POLLIN)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if any(event & (select.POLLHUP | select.POLLERR) for _, event in poll.poll(100)):
            return True
        try:
            if os.read(pipe, 1) == b"":
                return True
        except BlockingIOError:
            pass
    return False


def test_a_program_that_hangs_is_killed_with_its_children_and_the_terminal_gets_the_text(
    programs: Path, terminal: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(programs / "held")
    reader = os.open(programs / "held", os.O_RDONLY | os.O_NONBLOCK)
    fake(programs, "xclip", f"sleep 1000 > {programs}/held & wait")
    monkeypatch.setattr(clipboard, "SECONDS", 0.5)
    sent = send("text", environment_with(programs, DISPLAY=":0"), terminal.append, what="id", platform="linux")
    assert sent == Sent("terminal", "xclip did not answer; id sent to the terminal (4 characters)")
    assert [in_plain_osc52(written) for written in terminal] == ["text"]
    assert closed(reader)
    os.close(reader)


def test_a_program_that_fails_does_not_count_as_copied(programs: Path, terminal: list[str]) -> None:
    fake(programs, "xclip", "exit 1")
    # More than a pipe holds: the program ends without having read it.
    text = "a" * 50_000
    sent = send(text, environment_with(programs, DISPLAY=":0"), terminal.append, platform="linux")
    assert sent == Sent("terminal", "xclip failed; text sent to the terminal (50,000 characters)")
    assert [in_plain_osc52(written) for written in terminal] == [text]


def test_a_program_that_cannot_be_started_does_not_count_as_copied(programs: Path, terminal: list[str]) -> None:
    (programs / "xclip").write_bytes(b"no program at all")
    (programs / "xclip").chmod(0o755)
    sent = send("text", environment_with(programs, DISPLAY=":0"), terminal.append, platform="linux")
    assert sent == Sent("terminal", "xclip cannot be started; text sent to the terminal (4 characters)")


def test_a_program_that_stays_in_the_background_is_not_waited_for_and_not_killed(
    programs: Path, terminal: list[str]
) -> None:
    # As xclip does: it owns the selection as long as somebody may paste.
    fake(programs, "xclip", f"cat > {programs}/got\nsleep 1000 &\necho $! > {programs}/pid")
    sent = send("text", environment_with(programs, DISPLAY=":0"), terminal.append, platform="linux")
    background = int((programs / "pid").read_text())
    try:
        assert sent == Sent("system", "text copied (xclip)")
        os.kill(background, 0)
        # Out of reach of ctrl+c and of the end of our terminal.
        assert os.getsid(background) != os.getsid(0)
    finally:
        os.kill(background, signal.SIGKILL)


# The setting


def test_switched_off_nothing_leaves(programs: Path, terminal: list[str]) -> None:
    fake(programs, "xclip", f"cat > {programs}/got")
    environment = environment_with(programs, DISPLAY=":0")
    sent = send("text", environment, terminal.append, setting="off", platform="linux")
    assert sent == Sent("nothing", 'nothing copied: `clipboard = "off"` in config.toml')
    assert (terminal, (programs / "got").exists()) == ([], False)


def test_set_to_the_terminal_no_program_is_asked(programs: Path, terminal: list[str]) -> None:
    fake(programs, "xclip", f"cat > {programs}/got")
    environment = environment_with(programs, DISPLAY=":0")
    assert send("text", environment, terminal.append, setting="terminal", platform="linux").how == "terminal"
    assert (len(terminal), (programs / "got").exists()) == (1, False)


def test_set_to_the_system_the_terminal_gets_nothing(
    programs: Path, terminal: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = environment_with(programs, DISPLAY=":0", SSH_TTY="/dev/pts/0")
    sent = send("text", environment, terminal.append, setting="system", platform="linux")
    assert sent.how == "nothing"
    assert "no clipboard program is here" in sent.words
    fake(programs, "xsel", "exit 1")
    sent = send("text", environment, terminal.append, setting="system", platform="linux")
    assert sent == Sent("nothing", "nothing copied: xsel failed")
    # Who asks for the system's clipboard over SSH has a display forwarded.
    fake(programs, "xsel", "cat > /dev/null")
    assert send("text", environment, terminal.append, setting="system", platform="linux").how == "system"
    assert terminal == []


# What the terminal is sent


def test_what_is_too_long_is_not_sent_and_the_words_say_what_to_do(programs: Path, terminal: list[str]) -> None:
    longest = "a" * (LIMIT // 4 * 3)
    assert send(longest, environment_with(programs), terminal.append, platform="linux").how == "terminal"
    assert [in_plain_osc52(written) for written in terminal] == [longest]
    sent = send(longest + "a", environment_with(programs), terminal.append, what="JSON", platform="linux")
    assert sent.how == "nothing"
    assert "74,996 bytes" in sent.words
    assert "74,994" in sent.words
    assert "p and the same second key print it after leaving" in sent.words
    assert len(terminal) == 1
    with pytest.raises(TooLongError):
        osc52("abcd", 7, {})


def test_inside_tmux_both_forms_are_sent_and_the_wrapped_one_carries_the_plain_one() -> None:
    for environment in ({"TMUX": "/run/tmux,1,0", "TERM": "screen-256color"}, {"TERM": "tmux-256color"}):
        sent = osc52("text", LIMIT, environment).decode()
        plain, wrapped = sent.split("\x1bPtmux;")
        assert in_plain_osc52(plain) == "text"
        inner = wrapped.removesuffix("\x1b\\")
        assert inner != wrapped
        assert inner.replace("\x1b\x1b", "\x1b") == plain
        # A lone ESC would end the wrapping.
        assert "\x1b" not in inner.replace("\x1b\x1b", "")


@pytest.mark.parametrize("environment", [{"STY": "1.pts-0.host"}, {"TERM": "screen"}, {"TERM": "screen-256color"}])
@pytest.mark.parametrize("size", [1, 180, 5000])
def test_inside_screen_the_sequence_comes_in_pieces_that_fit_its_buffer(environment: dict[str, str], size: int) -> None:
    sent = osc52("a" * size, LIMIT, environment).decode()
    pieces = re.findall("\x1bP.*?\x1b\\\\", sent, re.DOTALL)
    # Whatever stood between pieces would be printed.
    assert "".join(pieces) == sent
    assert max(map(len, pieces)) <= 256
    assert in_plain_osc52("".join(piece[2:-2] for piece in pieces)) == "a" * size


# A real tmux


class Tmux:
    """A tmux server of a test's own, with tmux's own settings and a client on a pty."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "s"
        self.environment = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
        self.environment.pop("TMUX", None)
        command = [*self._command(), "new-session", "-x", "80", "-y", "24", "sleep 1000"]
        self.client = ptyprocess.PtyProcess.spawn(command, env=self.environment, dimensions=(24, 80))
        self.written = b""
        # As soon as it draws, the session is there and the client is attached.
        self.wait_until(lambda: self.written != b"")

    def _command(self) -> list[str]:
        return ["tmux", "-u", "-f", os.devnull, "-S", str(self.socket)]

    def run(self, *arguments: str) -> bytes:
        return subprocess.run([*self._command(), *arguments], env=self.environment, capture_output=True).stdout

    def wait_until(self, condition) -> None:  # type: ignore[no-untyped-def]
        until = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < until, self.written
            if select.select([self.client.fd], [], [], 0.05)[0]:
                self.written += self.client.read(65536)

    def end(self) -> None:
        self.run("kill-server")
        self.client.close(force=True)


@pytest.fixture
def tmux() -> Iterator[Tmux]:
    # A socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="t"))
    server = Tmux(folder)
    yield server
    server.end()
    shutil.rmtree(folder)


needs_tmux = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")


@needs_tmux
def test_tmux_that_takes_osc_52_has_the_text_in_its_buffer(tmux: Tmux, tmp_path: Path) -> None:
    (tmp_path / "sequence").write_bytes(osc52("“김천시”", LIMIT, {"TMUX": "yes"}))
    tmux.run("set-option", "-s", "set-clipboard", "on")
    tmux.run("new-window", "-d", f"cat {tmp_path}/sequence; sleep 1000")
    tmux.wait_until(lambda: tmux.run("show-buffer").decode() == "“김천시”")


@needs_tmux
def test_tmux_that_passes_through_passes_the_text_to_the_terminal(tmux: Tmux, tmp_path: Path) -> None:
    (tmp_path / "sequence").write_bytes(osc52("“김천시”", LIMIT, {"TMUX": "yes"}))
    tmux.run("set-option", "-g", "allow-passthrough", "on")
    tmux.run("new-window", f"cat {tmp_path}/sequence; sleep 1000")
    expected = osc52("“김천시”", LIMIT, {})
    tmux.wait_until(lambda: expected in tmux.written)


@needs_tmux
def test_tmux_as_it_comes_gets_the_text_into_its_buffer_and_to_the_terminal(tmux: Tmux, tmp_path: Path) -> None:
    # Neither setting allows an application anything.
    assert tmux.run("show-options", "-sv", "set-clipboard").strip() == b"external"
    script = tmp_path / "copy.py"
    script.write_text(
        "import os, sys, pathlib\n"
        "from tui.browser.outside.clipboard import send\n"
        "write = lambda text: (sys.stdout.write(text), sys.stdout.flush())\n"
        "sent = send('“김천시”', os.environ, write, what='quote', setting='terminal')\n"
        f"pathlib.Path({str(tmp_path / 'sent')!r}).write_text(sent.words)\n"
    )
    tmux.run("new-window", f"cd {ROOT}; PYTHONPATH={ROOT} {sys.executable} {script}; sleep 1000")
    tmux.wait_until(lambda: tmux.run("show-buffer").decode() == "“김천시”")
    payload = base64.b64encode("“김천시”".encode())
    tmux.wait_until(lambda: re.search(b"\x1b]52;c?;" + re.escape(payload), tmux.written) is not None)
    tmux.wait_until(lambda: (tmp_path / "sent").exists() and (tmp_path / "sent").read_text() != "")
    assert (tmp_path / "sent").read_text() == "quote sent to tmux and the terminal (5 characters)"
