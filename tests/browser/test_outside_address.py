"""A web address for the user's web browser: what is opened, what is refused, and what is copied instead."""

import os
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.browser.fake_programs import environment_with, fake
from tui.browser.outside.address import Opened, needs_terminal, open_address

PATIENCE = 30.0  # seconds before what never comes is a failure; nothing waits that long
PAGE = "https://example.org/a?b=c&d=e#f"


def must_not_start(command: Sequence[str], environment: Mapping[str, str]) -> bool:
    raise AssertionError(command)


def test_an_address_that_is_not_what_it_looks_like_is_refused_with_the_reason_and_nothing_is_started() -> None:
    url = "https://bank.example@evil.example/\x1b[2J"
    refused = open_address(url, {"DISPLAY": ":0"}, which=lambda name: name, start=must_not_start)
    assert refused.how == "refused"
    assert refused.words.startswith("not opened: it has blanks, backslashes or control characters in it: https://bank")
    assert "\x1b" not in refused.words


# Who opens it


def opened_with(environment: Mapping[str, str], platform: str, present: Sequence[str], url: str = PAGE) -> object:
    started: list[Sequence[str]] = []

    def start(command: Sequence[str], _: Mapping[str, str]) -> bool:
        started.append(command)
        return True

    found = open_address(
        url, environment, platform=platform, which=lambda name: name if name in present else None, start=start
    )
    return (found.how, [list(command) for command in started])


EVERYTHING = ("open", "xdg-open", "wslview")


def test_the_opener_is_the_one_of_the_desktop_at_hand() -> None:
    assert opened_with({"DISPLAY": ":0"}, "linux", EVERYTHING) == ("opened", [["xdg-open", PAGE]])
    assert opened_with({"WAYLAND_DISPLAY": "w"}, "linux", EVERYTHING) == ("opened", [["xdg-open", PAGE]])
    assert opened_with({}, "darwin", EVERYTHING) == ("opened", [["open", PAGE]])
    assert opened_with({"WSL_DISTRO_NAME": "Debian"}, "linux", EVERYTHING) == ("opened", [["wslview", PAGE]])


@pytest.mark.parametrize(
    ("environment", "platform", "present"),
    [
        ({}, "linux", EVERYTHING),
        ({"DISPLAY": ":0"}, "linux", ()),
        ({"DISPLAY": ":10", "SSH_CONNECTION": "1 2 3 4"}, "linux", EVERYTHING),
        ({"SSH_TTY": "/dev/ttys001"}, "darwin", EVERYTHING),
    ],
)
def test_where_no_browser_can_be_opened_the_address_is_to_be_copied(
    environment: dict[str, str], platform: str, present: Sequence[str]
) -> None:
    assert opened_with(environment, platform, present) == ("copy", [])
    found = open_address(PAGE, environment, platform=platform, which=lambda name: name if name in present else None)
    assert found.address == PAGE
    assert found.words


def test_powershell_behind_wslview_finds_nothing_to_run() -> None:
    how, started = opened_with({"WSL_DISTRO_NAME": "x"}, "linux", EVERYTHING, "https://a.example/$(calc);'x'")  # type: ignore[misc]
    assert (how, started) == ("opened", [["wslview", "https://a.example/%24%28calc%29%3B%27x%27"]])


def test_the_opener_is_started_without_our_terminal_and_not_waited_for(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    programs = tmp_path / "bin"
    # It talks, as openers do, and stays until it is let go.
    fake(
        programs,
        "xdg-open",
        f'echo loud; echo loud >&2; cat; cat {programs}/go > /dev/null; echo "$1" > {programs}/got',
    )
    os.mkfifo(programs / "go")
    found = open_address(PAGE, environment_with(programs, DISPLAY=":0"), platform="linux")
    assert found == Opened("opened", PAGE, f"handed to xdg-open: {PAGE}")
    assert not (programs / "got").exists()
    (programs / "go").write_text("go\n")
    until = time.monotonic() + PATIENCE
    while not ((programs / "got").exists() and (programs / "got").read_text()):
        assert time.monotonic() < until
    assert (programs / "got").read_text() == f"{PAGE}\n"
    assert capfd.readouterr() == ("", "")


def test_an_opener_that_cannot_be_started_leaves_the_address_to_be_copied(tmp_path: Path) -> None:
    programs = tmp_path / "bin"
    fake(programs, "xdg-open", "").write_bytes(b"no program at all")
    found = open_address(PAGE, environment_with(programs, DISPLAY=":0"), platform="linux")
    assert found == Opened("copy", PAGE, "xdg-open cannot be started")


# $BROWSER


class Ran:
    """Stands for the terminal: takes down what is run in it, which ends with a code or cannot be started."""

    def __init__(self, code: int = 0, error: OSError | None = None) -> None:
        self.code = code
        self.error = error
        self.commands: list[list[str]] = []

    def __call__(self, command: Sequence[str], environment: Mapping[str, str]) -> int:
        self.commands.append(list(command))
        if self.error:
            raise self.error
        return self.code


def opened_by(browser: str, *programs: str, **variables: str) -> tuple[Opened, list[list[str]], list[list[str]]]:
    """What became of the page, what was started beside us, and what was run in our terminal."""
    started: list[list[str]] = []

    def start(command: Sequence[str], _: Mapping[str, str]) -> bool:
        started.append(list(command))
        return True

    def which(name: str) -> str | None:
        return f"/bin/{name}" if name in programs else None

    ran = Ran()
    environment = {"BROWSER": browser, **variables}
    found = open_address(PAGE, environment, platform="linux", which=which, start=start, run=ran)
    return found, started, ran.commands


@pytest.mark.parametrize(
    ("browser", "command"),
    [
        ("firefox", ["/bin/firefox", PAGE]),
        ("gone:firefox:chromium", ["/bin/firefox", PAGE]),
        ("firefox --new-tab '--title=a b'", ["/bin/firefox", "--new-tab", "--title=a b", PAGE]),
        ("firefox --url=%s -x", ["/bin/firefox", f"--url={PAGE}", "-x"]),
        ("firefox &", ["/bin/firefox", PAGE]),
        (":: firefox", ["/bin/firefox", PAGE]),
        ("firefox $(id) `id` ;id", ["/bin/firefox", "$(id)", "`id`", ";id", PAGE]),
    ],
)
def test_browser_says_which_program_opens_addresses_without_a_shell(browser: str, command: list[str]) -> None:
    found, started, ran = opened_by(browser, "firefox", "chromium", "xdg-open", DISPLAY=":0")
    assert found == Opened("opened", PAGE, f"handed to firefox: {PAGE}")
    assert (started, ran) == ([command], [])


@pytest.mark.parametrize("browser", ["", " ", ":", ": :"])
def test_an_empty_browser_is_none(browser: str) -> None:
    _, started, _ = opened_by(browser, "xdg-open", DISPLAY=":0")
    assert started == [["/bin/xdg-open", PAGE]]


@pytest.mark.parametrize(
    ("browser", "words"),
    [
        ("gone", "$BROWSER names no program that is here: gone"),
        ("gone:lost", "$BROWSER names no program that is here: gone"),
        ("firefox 'x", "$BROWSER cannot be read (no closing quotation): firefox 'x"),
    ],
)
def test_a_browser_that_cannot_be_had_is_named_and_the_address_copied(browser: str, words: str) -> None:
    found, started, ran = opened_by(browser, "firefox", "xdg-open", DISPLAY=":0")
    assert found == Opened("copy", PAGE, words)
    assert (started, ran) == ([], [])


@pytest.mark.parametrize("name", ["w3m", "lynx", "links", "elinks", "www-browser"])
def test_a_browser_that_draws_in_the_terminal_is_run_there_also_over_ssh(name: str) -> None:
    for variables in ({}, {"SSH_TTY": "/dev/pts/1"}, {"DISPLAY": ":0"}):
        found, started, ran = opened_by(f"{name} -x", name, **variables)
        assert found == Opened("opened", PAGE, "")
        assert (started, ran) == ([], [[f"/bin/{name}", "-x", PAGE]])


def test_only_what_will_be_opened_in_the_terminal_needs_it() -> None:
    path = {"PATH": "/bin:/usr/bin"}
    assert not needs_terminal(PAGE, path)
    assert not needs_terminal("javascript:alert(1)", {**path, "BROWSER": "sh"})
    assert not needs_terminal(PAGE, {**path, "BROWSER": "sh"})
    # Too long once what PowerShell would read is percent-encoded.
    assert not needs_terminal(f"https://a.example/{'$' * 1000}", {**path, "WSL_DISTRO_NAME": "x"})


def test_what_powershell_would_read_counts_as_it_is_handed_over() -> None:
    url = f"https://a.example/{'$' * 1000}"
    found = open_address(url, {"WSL_DISTRO_NAME": "x"}, platform="linux", which=lambda name: name, start=must_not_start)
    assert found.how == "refused"


@pytest.mark.parametrize(
    ("ran", "words"),
    [
        (Ran(3), "w3m ended with code 3"),
        (Ran(-9), "w3m was ended by signal 9 (SIGKILL)"),
        (Ran(error=OSError(8, "Exec format error")), "w3m cannot be started: Exec format error"),
    ],
)
def test_how_a_browser_in_the_terminal_failed_is_said_and_the_address_copied(ran: Ran, words: str) -> None:
    found = open_address(PAGE, {"BROWSER": "w3m"}, which=lambda name: name, start=must_not_start, run=ran)
    assert found == Opened("copy", PAGE, words)
