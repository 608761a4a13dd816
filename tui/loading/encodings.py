"""Texts are UTF-8. What is not is never read as if it were: it is told, with what it looks like and what to do."""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from itertools import pairwise

_MARKS = ((BOM_UTF32_LE, "UTF-32"), (BOM_UTF32_BE, "UTF-32"), (BOM_UTF16_LE, "UTF-16"), (BOM_UTF16_BE, "UTF-16"))
_SAMPLE = 65536  # bytes that are looked at to guess an encoding


class NotUtf8Error(Exception):
    """Bytes that are no UTF-8; the text says what they look like and what to do."""


def decoded(data: bytes) -> str:
    """A text from its bytes, a byte order mark as its first character. Raises NotUtf8Error.

    Letters with a NUL beside each are UTF-16, though the bytes happen to be UTF-8 as well.
    """
    sample = data[:_SAMPLE]
    if sample.count(0) * 4 > len(sample):
        raise NotUtf8Error(_words("many of its bytes are NUL", _by_mark(data) or "UTF-16"))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        what = f"byte 0x{data[error.start]:02x} at {error.start} is not UTF-8"
        raise NotUtf8Error(_words(what, _guess(data[max(error.start - _SAMPLE // 2, 0) :][:_SAMPLE], data))) from error


def _words(what: str, guess: str) -> str:
    return f"{what} (it looks like {guess}): save it as UTF-8, and give the source the `sha256` of the new file"


def _by_mark(data: bytes) -> str:
    return next((name for mark, name in _MARKS if data.startswith(mark)), "")


def _guess(near: bytes, data: bytes) -> str:
    """What an encoding may be, from its mark or from bytes near the first that is no UTF-8."""
    if marked := _by_mark(data):
        return marked
    # In Western texts a letter with an accent stands between others without; elsewhere such bytes come in rows.
    beyond = sum(byte >= 0x80 for byte in near)
    in_rows = sum(a >= 0x80 and b >= 0x80 for a, b in pairwise(near))
    if in_rows * 2 > beyond:
        return "GB18030, Big5, Shift_JIS, EUC-KR or a Cyrillic encoding"
    return "Latin-1 or Windows-1252"
