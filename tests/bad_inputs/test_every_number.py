"""Each of the 195 bad inputs has a test with its number: none is lost when tests are moved or renamed."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
_NUMBER = re.compile(r"(?:test_|\[)(\d{3})[_-]")


def test_all_195_bad_inputs_have_a_test_with_their_number() -> None:
    # A process of its own: this one may have been asked for a few tests only.
    options = ("-o", "addopts=--import-mode=importlib -q", "--collect-only", "-p", "no:cacheprovider")
    command = [sys.executable, "-m", "pytest", *options, "tests/bad_inputs", "tests/terminal"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    numbers = {int(number) for line in found.splitlines() for number in _NUMBER.findall(line)}
    assert sorted(set(range(1, 196)) - numbers) == []
