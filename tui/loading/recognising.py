"""What a file is that should be a fact file and is none: told by its first bytes, so that one knows what to do."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

_SAVE = "save the file as UTF-8"
_RAW = "download the file itself, not the page that shows it"


class Kind(NamedTuple):
    """What a file is, as a sentence goes on after its name, and what to do about it."""

    message: str
    hint: str


_PACKED = {
    b"\x1f\x8b": "gzip",
    b"PK\x03\x04": "zip",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
}
_OTHERS = {
    codecs.BOM_UTF32_LE: Kind("is UTF-32", _SAVE),
    codecs.BOM_UTF16_LE: Kind("is UTF-16", _SAVE),
    codecs.BOM_UTF16_BE: Kind("is UTF-16", _SAVE),
    b"%PDF-": Kind("is a PDF", "write its facts down; docs/format.md has examples"),
    b"SQLite format 3\x00": Kind("is an SQLite database", "move it out of the base, or rename it"),
    b"version https://git-lfs.github.com/spec/": Kind(
        "is a Git LFS pointer: the content is still on the server", "run: git lfs pull"
    ),
}
_PAGE = re.compile(rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype|html|head|body|\?xml)\b", re.IGNORECASE | re.DOTALL)
_HEAD = 4096  # bytes that are looked at


def recognised(data: bytes) -> Kind | None:
    """What the bytes of a file are, None for what could be a fact file with a mistake in it."""
    head = data[:_HEAD]
    for magic, packed in _PACKED.items():
        if head.startswith(magic):
            return Kind(f"is packed ({packed})", "unpack it")
    for magic, kind in _OTHERS.items():
        if head.startswith(magic):
            return kind
    if _PAGE.match(head.removeprefix(codecs.BOM_UTF8)):
        return Kind("is a web page", _RAW)
    if nuls := head.count(0):
        if nuls == len(head):
            return Kind("holds nothing but NUL bytes", "bring back an older version: a crash can leave this behind")
        # ASCII in two bytes each has one NUL a character, all at even or all at odd places.
        if min(head[::2].count(0), head[1::2].count(0)) == 0 and nuls > len(head) // 4:
            return Kind("is UTF-16", _SAVE)
    return None
