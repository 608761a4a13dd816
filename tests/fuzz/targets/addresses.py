"""Web addresses before they are handed to a browser."""

from __future__ import annotations

from urllib.parse import urlsplit

from tests.fuzz.clean import assert_clean
from tests.fuzz.target import Target, text_of
from tui.browser.outside.address import RefusedError, checked


def check(data: bytes) -> None:
    """Any text is refused with a clean sentence, or an address of http or https in ASCII, with a host and no user name.

    What is handed over cannot be taken for an option or for more than one word, is what is shown first, and stays what
    it is when it is checked again.
    """
    url = text_of(data)
    try:
        address = checked(url)
        for_powershell = checked(url, escape="$'();")
    except RefusedError as error:
        assert_clean(str(error))
        return
    for opened in (address.url, for_powershell.url):
        assert opened.startswith(("http://", "https://"))
        assert opened.isascii() or all(ord(char) > 127 or char.isprintable() for char in opened)
        assert not set(opened) & set(' \\"<>^`{|}\t\r\n')
        parts = urlsplit(opened)
        assert parts.hostname
        assert parts.username is None
        assert parts.netloc.isascii()
    assert not set(for_powershell.url) & set("$'();")
    assert_clean(address.shown)
    assert address.shown.startswith(address.url)
    assert checked(address.url) == address


_PIECES = (
    *(
        "http://",
        "https://",
        "HTTP://",
        "javascript:",
        "file:///",
        "//",
        "a.example",
        "user@",
        ":80",
        ":",
        "@",
        "/",
        "\\",
        "?",
        "#",
    ),
    *(
        "%2f",
        "%",
        "xn--",
        "xn--fiqs8s",
        "中国",
        "ｅ",
        "。",
        "[::1]",
        "[",
        "]",
        "..",
        "-",
        "$(a)",
        "`",
        "'",
        "\x1b",
        "\u202e",
        "\u00ad",
        "ß",
        "İ",
    ),
)

TARGET = Target("addresses", check, _PIECES, steps=200)
