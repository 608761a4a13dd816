"""Fixtures of the tests of commands."""

from pathlib import Path

import pytest

from tests.cli.in_process import Ran, Run
from tui.cli.main import main


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `ties` in this process, as a pipe would see it."""

    def command(*arguments: str | Path) -> Ran:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as end:  # argparse ends like this after its usage or help
            code = end.code if isinstance(end.code, int) else 1
        return Ran(code, *capsys.readouterr())

    return command
