"""A web address for the user's web browser: what is opened, what is refused, and what is copied instead."""

import os
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.browser.fake_programs import environment_with, fake
from tui.browser.outside.address import Opened, RefusedError, checked, open_address

PATIENCE = 30.0  # seconds before what never comes is a failure; nothing waits that long
PAGE = "https://example.org/a?b=c&d=e#f"


# What is opened


@pytest.mark.parametrize(
    "url", [PAGE, "http://example.org", "https://example.org:8080/", "http://127.0.0.1/x", "https://[::1]:80/a?"]
)
def test_an_ordinary_address_is_opened_and_shown_as_it_is(url: str) -> None:
    assert checked(url) == (url, url)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("javascript:alert(1)", "neither http:// nor https://"),
        ("file:///etc/passwd", "neither http:// nor https://"),
        ("--help", "neither http:// nor https://"),
        ("ftp://example.org", "neither http:// nor https://"),
        ("https:///path", "it has no host"),
        ("http:example.org", "it has no host"),
        ("https://:80/", "it has no host"),
        ("https://bank.example@evil.example/", "a user name before its host"),
        ("https://bank.example%2f@evil.example/", "a user name before its host"),
        ("https://bank.example\\@evil.example/", "blanks, backslashes or control characters"),
        ("https://evil.example\\.bank.example/", "blanks, backslashes or control characters"),
        ("https://example.org/a b", "blanks, backslashes or control characters"),
        ("https://example.org/\x1b]52;c;\x07", "blanks, backslashes or control characters"),
        ("https://example.org/\u202egpj", "blanks, backslashes or control characters"),
        ("https://exa\nmple.org/", "blanks, backslashes or control characters"),
        ("https://example.org:99999/", "it is no web address"),
        ("https://[::1/", "it is no web address"),
        ("https://-example.org/", "its host is no host name"),
        ("https://exa%6dple.org/", "its host is no host name"),
        ("https://exa$(x)mple.org/", "its host is no host name"),
        ("https://a。b.example/", "its host is no host name"),
        ("https://" + "a" * 64 + ".example/", "its host is no host name"),
        ("https://example.org/" + "a" * 2048, "more than 2,048"),
        # Short enough as it is written, too long as it would be handed over.
        ("https://example.org/" + '"' * 700, "2,120 characters, more than 2,048"),
    ],
)
def test_an_address_that_is_not_what_it_looks_like_is_refused(url: str, reason: str) -> None:
    with pytest.raises(RefusedError, match=reason):
        checked(url)
    refused = open_address(url, {"DISPLAY": ":0"}, which=lambda name: name, start=must_not_start)
    assert refused.how == "refused"
    assert reason in refused.words
    assert not any(ord(char) < 32 or char == "\u202e" for char in refused.words)


def must_not_start(command: Sequence[str], environment: Mapping[str, str]) -> bool:
    raise AssertionError(command)


@pytest.mark.parametrize(
    ("url", "opened", "native"),
    [
        ("https://münchen.de/x", "https://xn--mnchen-3ya.de/x", "münchen.de"),
        ("https://xn--mnchen-3ya.de/x", "https://xn--mnchen-3ya.de/x", "münchen.de"),
        ("https://김천.example:81/", "https://xn--4k0bt98c.example:81/", "김천.example"),
        # Cyrillic а: the Punycode shows that it is not what it looks like.
        ("https://раypal.example/", "https://xn--ypal-43d9g.example/", "раypal.example"),
    ],
)
def test_a_host_in_another_script_is_shown_in_both_forms(url: str, opened: str, native: str) -> None:
    assert checked(url) == (opened, f"{opened} (host {native})")


def test_punycode_of_plain_letters_is_not_shown_as_the_name_it_resembles() -> None:
    # Its last hyphen only sets off the plain letters, so it is no label that a registry takes either.
    with pytest.raises(RefusedError, match="its host is no host name"):
        checked("https://xn--example-.org/")


def test_what_no_address_may_hold_is_percent_encoded_and_the_rest_kept() -> None:
    url = "https://example.org/a_(b)?q=\"`<x>{|}^$(id);'&c=%20"
    assert checked(url).url == "https://example.org/a_(b)?q=%22%60%3Cx%3E%7B%7C%7D%5E$(id);'&c=%20"


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
