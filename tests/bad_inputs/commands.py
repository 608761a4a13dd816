"""Commands run as a user runs them, on a base of one good file and one that is not."""

import os
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.made_up import GOOD, Content, MakeFolder
from tui.cli.main import main


class Ran(NamedTuple):
    """How a command ended, its lines on stdout, and what it said on stderr."""

    code: int
    out: list[str]
    err: str


class Bad(NamedTuple):
    """What `b.toml` beside GOOD holds, and every line that `ties check` prints of it; `good` is a record in it."""

    content: Content
    lines: tuple[str, ...] = ()
    good: str = ""


def ran(capsys: pytest.CaptureFixture[str], *words: object) -> Ran:
    """Run `ties` in this process."""
    capsys.readouterr()
    code = main([str(word) for word in words])
    out, err = capsys.readouterr()
    return Ran(code, out.splitlines(), err)


def checked(capsys: pytest.CaptureFixture[str], root: Path, *more: str) -> list[str]:
    """What `ties check` prints of a base, each line from the path inside the base on."""
    found = ran(capsys, "check", root, *more)
    assert found.code == (1 if found.out else 0), found.err
    return [line.removeprefix(f"{root}{os.sep}") for line in found.out]


def found_everywhere(capsys: pytest.CaptureFixture[str], root: Path, *ids: str, more: tuple[str, ...] = ()) -> None:
    """See that the commands that read a base have these records."""
    tree = ran(capsys, "tree", "--facts", root, "--no-cache", "--depth", 9, *more)
    assert tree.code == 0, tree.err
    for id in ids:
        assert ran(capsys, "show", id, "--facts", root, "--no-cache", *more).code == 0
        assert any(line.startswith(id) for line in ran(capsys, "search", id, "--facts", root, *more).out)
        assert f"({id})" in "\n".join(tree.out)


def see(bad: Bad, folder: MakeFolder, capsys: pytest.CaptureFixture[str]) -> None:
    """See that a bad file is reported just so, and that all that is good is found by every command."""
    root = folder({"a.toml": GOOD, "b.toml": bad.content})
    assert checked(capsys, root) == list(bad.lines)
    found_everywhere(capsys, root, "aville", *filter(None, [bad.good]))
