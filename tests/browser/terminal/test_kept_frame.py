"""A frame in a file: what was kept comes back, and whatever else is in it never acts on a terminal."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.browser.terminal.frames import PENS, frame_of, row_of
from tui.browser.terminal.frame import Cell, Frame, Pen
from tui.browser.terminal.kept_frame import LARGEST, decoded, encoded

KEY = "k" * 64
CLUSTERS = ("a", " ", "─", "\u00a0", "\u3000", "e\u0301", "กำ", "❤\ufe0f", "👨\u200d👩\u200d👧", "世", "")
cells = st.tuples(st.sampled_from(CLUSTERS), st.sampled_from(PENS))
frames = st.integers(1, 12).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=5)
)


def kept(frame: Frame) -> bytes:
    data = encoded(frame, KEY)
    assert data is not None
    return data


def opened(data: bytes, frame: Frame, key: str = KEY) -> Frame | None:
    return decoded(data, key, frame.width, frame.height)


def with_rows(rows: list[list[Cell]]) -> Frame:
    frame = Frame(len(rows[0]), len(rows))
    frame.rows = rows
    return frame


def sealed(content: bytes) -> bytes:
    """A file of somebody who knows how the digest is made."""
    return b"\n".join([b"ties-frame 2", KEY.encode(), hashlib.sha256(content).hexdigest().encode(), content])


@given(frames)
def test_what_was_kept_comes_back_cell_for_cell(rows: list[list[Cell]]) -> None:
    frame = with_rows(rows)
    back = opened(kept(frame), frame)
    assert back is not None
    assert back.rows == rows


def test_a_frame_of_another_key_or_another_size_is_none() -> None:
    frame = frame_of(row_of("words"), row_of("    x"))
    data = kept(frame)
    assert opened(data, frame) is not None
    assert opened(data, frame, key="j" * 64) is None
    assert decoded(data, KEY, 5, 3) is None
    assert decoded(data, KEY, 4, 2) is None


@given(st.data())
def test_a_file_with_one_bit_turned_is_none(data: st.DataObject) -> None:
    frame = frame_of(row_of("some words ─", PENS[3]), row_of("and 世      "))
    whole = bytearray(kept(frame))
    at = data.draw(st.integers(0, len(whole) * 8 - 1))
    whole[at // 8] ^= 1 << at % 8
    assert opened(bytes(whole), frame) is None


def test_a_file_cut_off_anywhere_is_none() -> None:
    frame = frame_of(row_of("some words", PENS[3]), row_of("and others"))
    data = kept(frame)
    assert [end for end in range(len(data)) if opened(data[:end], frame) is not None] == []


@given(st.binary(max_size=200))
def test_bytes_of_any_kind_are_none(data: bytes) -> None:
    assert decoded(data, KEY, 80, 24) is None
    assert decoded(sealed(data), KEY, 80, 24) is None


ROW = "0\tab"


@pytest.mark.parametrize(
    "content",
    [
        "2 1 1\n\t\t0\n0\ta\x1b",
        "2 1 1\n\t\t0\n0\ta\x9b",
        "2 1 1\n\t\t0\n0\ta\x7f",
        "2 1 1\n\t\t0\n0\ta\r",
        "2 1 1\n\t\t0\n0\t\x1fa\x1f\x07",
        "2 1 1\n\t\t0\n0\ta\u202e",
        "2 1 1\n\t\t0\n0\ta\u2028",
        "2 1 1\n\t\t0\n0\t\x1fa\x1f" + "\u0301" * 100,
        "2 1 1\n\x1b]0;x\x07\t\t0\n" + ROW,
        "2 1 1\n31;5\t\t0\n" + ROW,
        "2 1 1\n38;5;٣\t\t0\n" + ROW,
        "2 1 1\n\t31m\x1b[2J\t0\n" + ROW,
        "2 1 1\n\t\t16\n" + ROW,
        "2 1 1\n\t\t-1\n" + ROW,
        "2 1 1\n\t\t8192\n" + ROW,
        "2 1 1\n\t\t" + "9" * 5000 + "\n" + ROW,
        "2 1 1\n\t0\n" + ROW,
        "2 1 1\n\t\t0\n1\tab",
        "2 1 1\n\t\t0\n0\tabc",
        "2 1 1\n\t\t0\n0\ta",
        "2 1 1\n\t\t0\n0\tab\t0",
        "2 1 1\n\t\t0\n0",
        "2 1 0\n" + ROW,
        "2 1 -1\n" + ROW,
        "2 2 1\n\t\t0\n" + ROW,
        "2 1\n\t\t0\n" + ROW,
        "",
    ],
)
def test_what_no_frame_of_ours_has_makes_the_whole_file_none(content: str) -> None:
    assert decoded(sealed(b"2 1 1\n\t\t0\n" + ROW.encode()), KEY, 2, 1) is not None
    assert decoded(sealed(content.encode()), KEY, 2, 1) is None


def test_a_frame_that_is_too_large_is_not_kept() -> None:
    frame = Frame(1000, 1100)
    frame.rows = [[("x", Pen())] * 1000] * 1100
    assert encoded(frame, KEY) is None
    assert len(kept(Frame(400, 120))) < LARGEST
