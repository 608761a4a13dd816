"""A web address for the user's web browser: what may be opened, how it is shown, and who opens it."""

from __future__ import annotations

import re
import shutil
import sys
import unicodedata
from collections.abc import Callable
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from tui.browser.outside.programs import Start, start_detached
from tui.browser.outside.terminal_kind import Environment, has_display, inside_wsl, over_ssh
from tui.records.display_safe import one_line

Which = Callable[[str], str | None]

_MOST = 2048  # characters, as a fact file allows
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_FORBIDDEN = '"<>^`{|}'
# wslview hands an address to PowerShell as part of a command.
_POWERSHELL = "$'();"
_WSL = "wslview"
_IPV6 = re.compile(r"\[[0-9a-f:.]+\]")


class Opened(NamedTuple):
    """What became of an address: handed to a browser, to be copied instead, or refused; and the address to copy."""

    how: Literal["opened", "copy", "refused"]
    address: str
    words: str


class Address(NamedTuple):
    """An address that may be opened, in ASCII, and how it is shown: with the host in its own script too."""

    url: str
    shown: str


class RefusedError(ValueError):
    """An address that is not opened; the message says why."""


def checked(url: str, escape: str = "") -> Address:
    """An address that is what it looks like. Raises RefusedError.

    Only http and https, with a host and without a user name before it; nothing that a browser would read otherwise than
    people do (control characters, blanks, backslashes). A host in another script is opened by its Punycode (RFC 3492).
    What RFC 3986 forbids is percent-encoded, and so are the characters in `escape`.
    """
    _refuse_long(url)
    if any(char == "\\" or unicodedata.category(char)[0] in "CZ" for char in url):
        raise RefusedError("it has blanks, backslashes or control characters in it")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise RefusedError("it is no web address") from error
    if parts.scheme not in ("http", "https"):
        raise RefusedError("it begins with neither http:// nor https://")
    if "@" in parts.netloc:
        raise RefusedError("it has a user name before its host")
    host = _ascii_host(parts.netloc if port is None else parts.netloc.rpartition(":")[0])
    netloc = host if port is None else f"{host}:{port}"
    rest = url.partition("//")[2].removeprefix(parts.netloc)
    kept = re.sub(f"[{re.escape(_FORBIDDEN + escape)}]", lambda found: f"%{ord(found[0]):02X}", rest)
    opened = f"{parts.scheme}://{netloc}{kept}"
    _refuse_long(opened)
    native = ".".join(map(_native_label, host.split(".")))
    return Address(opened, one_line(opened if native == host else f"{opened} (host {native})"))


def _refuse_long(url: str) -> None:
    if len(url) > _MOST:
        raise RefusedError(f"it has {len(url):,} characters, more than {_MOST:,}")


def open_address(
    url: str,
    environment: Environment,
    *,
    platform: str = sys.platform,
    which: Which | None = None,
    start: Start = start_detached,
) -> Opened:
    """Hand an address to the user's web browser, without waiting for it; or say why it is to be copied, or refused."""
    which = which or (lambda name: shutil.which(name, path=environment.get("PATH")))
    try:
        address = checked(url)
    except RefusedError as error:
        return Opened("refused", url, f"not opened: {error}: {one_line(url)}")
    if over_ssh(environment):
        return Opened("copy", address.url, "over SSH no web browser of yours can be opened from here")
    opener = next((name for name in _openers(environment, platform) if which(name)), None)
    if opener is None:
        return Opened("copy", address.url, "nothing here opens web addresses (xdg-open, open, wslview, or no display)")
    if opener == _WSL:
        address = checked(url, escape=_POWERSHELL)
    if not start((opener, address.url), environment):
        return Opened("copy", address.url, f"{opener} cannot be started")
    return Opened("opened", address.url, f"handed to {opener}: {address.shown}")


def _openers(environment: Environment, platform: str) -> list[str]:
    if platform == "darwin":
        return ["open"]
    # Without a display it would look for a browser that draws in our terminal.
    return [_WSL] * inside_wsl(environment) + ["xdg-open"] * has_display(environment)


def _ascii_host(host: str) -> str:
    """A host as browsers look it up: small letters, other scripts in Punycode. Raises RefusedError."""
    if _IPV6.fullmatch(host.lower()):
        return host.lower()
    labels = [_ascii_label(label) for label in unicodedata.normalize("NFKC", host.rstrip(":.")).lower().split(".")]
    if not all(_LABEL.fullmatch(label) for label in labels):
        raise RefusedError("its host is no host name" if host else "it has no host")
    return ".".join(labels)


def _ascii_label(label: str) -> str:
    if label.isascii():
        return label
    if any(unicodedata.category(char)[0] not in "LMN" and char != "-" for char in label):
        raise RefusedError("its host is no host name")
    return "xn--" + label.encode("punycode").decode("ascii")


def _native_label(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        native = label.removeprefix("xn--").encode("ascii").decode("punycode")
    except UnicodeError:
        return label
    # What needs no Punycode is another name than the one it looks like.
    return label if native.isascii() else native
