"""The state file: what is remembered of a base."""

from __future__ import annotations

import functools
from pathlib import Path

from tests.fuzz.clean import assert_clean
from tests.fuzz.target import Target, scratch
from tui.settings import state


def check(data: bytes) -> None:
    """Any bytes in the place of a state file are a state within its limits, or a notice that says what became of them.

    What is remembered can be written and is read again as it was. A damaged file is set aside, byte for byte.
    """
    environment, base = _place()
    file = state.state_file(base, environment)
    aside = file.with_name(file.name + ".damaged")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    aside.unlink(missing_ok=True)
    read, notice = state.read_state(base, environment)
    if notice is not None:
        assert_clean(notice)
        kept = aside if aside.exists() else file
        assert kept.read_bytes() == data
        return
    texts = [*read.path, *read.marks, *read.searches, read.view, read.theme or ""]
    for text in [*texts, *(segment for node in read.open for segment in node)]:
        assert_clean(text)
        assert len(text) <= state.LONGEST
    assert len(read.open) <= state.MOST_OPEN
    assert read.split is None or state.NARROWEST <= read.split <= state.WIDEST
    assert state.write_state(base, read, environment) is None
    again, notice = state.read_state(base, environment)
    assert notice is None
    assert state._fields(again) == state._fields(read)


@functools.cache
def _place() -> tuple[dict[str, str], Path]:
    folder = scratch()
    return {"XDG_STATE_HOME": str(folder), "HOME": str(folder)}, folder / "base"


_PIECES = (
    *(
        '{"version":1',
        '"version":',
        "2",
        "-1",
        "1e99",
        '"path":',
        '"view":',
        '"open":',
        '"marks":',
        '"searches":',
        '"split":',
    ),
    *(
        '"theme":',
        '["a"]',
        '[["a","b"]]',
        "null",
        "15",
        "70",
        "{",
        "}",
        "[",
        "]",
        ",",
        '"',
        "\\u001b",
        "\\ud800",
        "\\u202e",
        '""',
    ),
)

TARGET = Target("state", check, _PIECES, steps=200)
