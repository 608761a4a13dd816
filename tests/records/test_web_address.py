"""What a web address is: what may be opened and is shown as it is, and what is refused with which reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.records.web_address import MOST, RefusedError, checked, refusal


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a?b=c&d=e#f",
        "http://example.org",
        "https://example.org:8080/",
        "http://127.0.0.1/x",
        "https://[::1]:80/a?",
    ],
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
        ("https://example.org:8o/", "it is no web address"),
        ("https://example.org:0/", "no port that can be reached"),
        ("https://example..org/", "its host is no host name"),
        ("https://2130706433/", "a number that stands for another address"),
        ("https://0x7f.1/", "a number that stands for another address"),
        ("https://127.0.0.0x1/", "a number that stands for another address"),
        ("https://127.1/", "a number that stands for another address"),
        ("https://0177.0.0.1/", "a number that stands for another address"),
        ("https://127.0.0.256/", "a number that stands for another address"),
        ("https://１２７.1/", "a number that stands for another address"),
        ("https://[::1/", "it is no web address"),
        ("https://-example.org/", "its host is no host name"),
        ("https://exa%6dple.org/", "its host is no host name"),
        ("https://exa$(x)mple.org/", "its host is no host name"),
        ("https://a。b.example/", "its host is no host name"),
        ("https://" + "a" * 64 + ".example/", "its host is no host name"),
        ("https://example.org/" + "a" * 2048, "more than 2,048"),
        ("https://example.org/" + '"' * 1500, "characters when it is percent-encoded, more than 2,048"),
    ],
)
def test_an_address_that_is_not_what_it_looks_like_is_refused(url: str, reason: str) -> None:
    with pytest.raises(RefusedError, match=reason):
        checked(url)
    assert reason in refusal(url)


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
    assert checked("https://example.org/성도?q=é").url == "https://example.org/%EC%84%B1%EB%8F%84?q=%C3%A9"


@given(st.text(max_size=60).map(lambda text: f"https://{text}") | st.text(max_size=60))
def test_whatever_is_not_refused_is_printable_ascii_with_a_host_and_passes_again_unchanged(url: str) -> None:
    if refusal(url):
        return
    opened = checked(url).url
    assert opened.isascii()
    assert opened.isprintable()
    assert " " not in opened
    assert len(opened) <= MOST
    assert opened.startswith(("http://", "https://"))
    assert "@" not in opened.split("/")[2]
    assert checked(opened).url == opened
