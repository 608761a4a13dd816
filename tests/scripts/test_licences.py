"""Which licences are allowed, and what a package says of its own."""

import subprocess
import sys
from email.message import Message
from importlib.machinery import SourceFileLoader
from importlib.metadata import Distribution
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts" / "licences"
sys.path.insert(0, str(ROOT / "scripts"))

_spec = spec_from_loader("licences", SourceFileLoader("licences", str(SCRIPT)))
assert _spec is not None
licences = module_from_spec(_spec)
assert _spec.loader is not None
_spec.loader.exec_module(licences)


class Package(Distribution):
    """A package of which only its own words are known."""

    def __init__(self, *fields: tuple[str, str]) -> None:
        self._fields = fields

    @property
    def metadata(self) -> Message:  # type: ignore[override]
        message = Message()
        for name, value in self._fields:
            message[name] = value
        return message

    def read_text(self, filename: str) -> None:
        return None

    def locate_file(self, path: object) -> Path:  # type: ignore[override]
        return Path(str(path))


def test_all_that_is_installed_with_ties_has_a_licence_that_is_allowed() -> None:
    done = subprocess.run([sys.executable, str(SCRIPT), "test"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "\nrun   textual 8.2.8  MIT\n" in done.stdout
    assert "NOT ALLOWED" not in done.stdout


@pytest.mark.parametrize(
    ("fields", "said", "good"),
    [
        ([("License-Expression", "MIT")], "MIT", True),
        ([("License-Expression", "Apache-2.0 OR GPL-3.0-only")], "Apache-2.0 OR GPL-3.0-only", True),
        ([("License-Expression", "MIT AND GPL-3.0-only")], "MIT AND GPL-3.0-only", False),
        ([("License-Expression", "GPL-2.0-only WITH Classpath-exception-2.0")], None, False),
        ([("License", "MIT")], "MIT", True),
        ([("License", "Whatever you like")], "Whatever you like", False),
        ([("Classifier", "License :: OSI Approved :: ISC License (ISCL)")], "ISC", True),
        # The words that count are those of the classifier, which has a fixed list of them.
        ([("License", "see LICENSE"), ("Classifier", "License :: OSI Approved :: MIT License")], "MIT", True),
        (
            [("Classifier", "License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)")],
            "LGPL-3.0",
            False,
        ),
        ([("Classifier", "License :: OSI Approved")], "", False),
        ([], "", False),
    ],
)
def test_a_licence_is_allowed_only_if_it_is_known(fields: list[tuple[str, str]], said: str | None, good: bool) -> None:
    expression = licences.licence(Package(*fields))
    assert said is None or expression == said
    assert licences.allowed(expression) is good


def test_a_package_for_tests_alone_may_have_the_licence_that_is_named_for_it() -> None:
    assert licences.allowed("LGPL-3.0", licences.ALLOWED_IN_TESTS["pyte"])
    assert not licences.allowed("MPL-2.0", licences.ALLOWED_IN_TESTS["pyte"])
