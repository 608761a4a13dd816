"""What a web address is here: what a source may name as its own, and what may be handed to a web browser."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from tui.records.display_safe import one_line

MOST = 2048  # characters
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_IPV4 = re.compile(r"(0|[1-9][0-9]{0,2})(\.(0|[1-9][0-9]{0,2})){3}")
_IPV6 = re.compile(r"\[[0-9a-f:.]+\]")
# What RFC 3986 gives no place in an address, and what is no ASCII.
_ENCODED = '"<>^`{|}'


class Address(NamedTuple):
    """An address that may be opened, in printable ASCII, and how it is shown: with the host in its own script too."""

    url: str
    shown: str


class RefusedError(ValueError):
    """An address that is not what it looks like; the message says why, to be read after a colon."""


def checked(url: str, escape: str = "") -> Address:
    """An address that is what it looks like. Raises RefusedError.

    Only http and https, with a host and without a user name before it; nothing that a web browser would read otherwise
    than people do: control characters, blanks, backslashes, numbers that stand for an IPv4 address (WHATWG URL, host
    parsing). A host in another script is given by its Punycode (RFC 3492). What RFC 3986 forbids is percent-encoded,
    and so are the characters in `escape`.
    """
    if len(url) > MOST:
        raise RefusedError(f"it has {len(url):,} characters, more than {MOST:,}")
    if any(char == "\\" or unicodedata.category(char)[0] in "CZ" for char in url):
        raise RefusedError("it has blanks, backslashes or control characters in it")
    parts, port = _parts(url)
    host = _ascii_host(parts.netloc if port is None else parts.netloc.rpartition(":")[0])
    netloc = host if port is None else f"{host}:{port}"
    rest = url.partition("//")[2].removeprefix(parts.netloc)
    kept = re.sub(f"[{re.escape(_ENCODED + escape)}]|[^!-~]", _percent_encoded, rest)
    opened = f"{parts.scheme}://{netloc}{kept}"
    if len(opened) > MOST:
        raise RefusedError(f"it has {len(opened):,} characters when it is percent-encoded, more than {MOST:,}")
    native = ".".join(map(_native_label, host.split(".")))
    return Address(opened, one_line(opened if native == host else f"{opened} (host {native})"))


def refusal(url: str) -> str:
    """Why an address is not opened, in words to be read after a colon; nothing if it may be."""
    try:
        checked(url)
    except RefusedError as error:
        return str(error)
    return ""


def _parts(url: str) -> tuple[SplitResult, int | None]:
    """An address in its parts, and its port. Raises RefusedError."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise RefusedError("it is no web address") from error
    if parts.scheme not in ("http", "https"):
        raise RefusedError("it begins with neither http:// nor https://")
    if "@" in parts.netloc:
        raise RefusedError("it has a user name before its host")
    if port == 0:
        raise RefusedError("it has no port that can be reached")
    return parts, port


def _percent_encoded(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())


def _ascii_host(host: str) -> str:
    """A host as browsers look it up: small letters, other scripts in Punycode. Raises RefusedError."""
    if _IPV6.fullmatch(host.lower()):
        return host.lower()
    name = unicodedata.normalize("NFKC", host.removesuffix(":").removesuffix(".")).lower()
    if not name:
        raise RefusedError("it has no host")
    labels = [_ascii_label(label) for label in name.split(".")]
    if not all(_LABEL.fullmatch(label) for label in labels):
        raise RefusedError("its host is no host name")
    if _looks_like_number(labels[-1]) and not _is_ipv4(name):
        raise RefusedError("its host is a number that stands for another address")
    return ".".join(labels)


def _looks_like_number(label: str) -> bool:
    return label.isdigit() or re.fullmatch("0x[0-9a-f]*", label) is not None


def _is_ipv4(name: str) -> bool:
    return _IPV4.fullmatch(name) is not None and all(int(part) < 256 for part in name.split("."))


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
