"""requirements.lock and docs/dependencies.md say what pyproject.toml asks for and what is installed."""

import re
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from closure import LOCK, closure, direct, locked, written  # noqa: E402  the scripts lie beside each other
from platforms import PROCESSORS, PYTHONS  # noqa: E402

PACKAGES = closure(direct())


def test_the_lock_has_every_package_that_ties_leads_to_and_no_other() -> None:
    assert list(locked()) == list(PACKAGES)
    assert {"textual", "rich", "markdown-it-py", "typing-extensions"} <= set(PACKAGES)


@pytest.mark.parametrize("name", PACKAGES)
def test_the_locked_version_is_one_that_all_who_ask_for_it_take(name: str) -> None:
    for asked in PACKAGES[name]:
        assert asked.specifier.contains(locked()[name].version), str(asked)


def test_what_is_pinned_is_installed_in_the_version_that_is_locked() -> None:
    pinned = [asked.name for asked in direct() if str(asked.specifier).startswith("==")]
    assert pinned == ["textual"]
    assert [version(name) for name in pinned] == [locked()[name].version for name in pinned]


def test_every_package_has_a_wheel_for_any_platform_or_one_for_each() -> None:
    for entry in locked().values():
        assert len(set(entry.hashes)) == len(entry.hashes)
        assert len(entry.hashes) in (1, len(PYTHONS) * len(PROCESSORS))


def test_the_lock_names_no_registry_and_nothing_but_versions_and_hashes() -> None:
    text = LOCK.read_text("ascii")
    body = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))
    assert "://" not in text
    assert body == written(list(locked().values()))


def test_what_builds_ties_is_the_version_that_the_tests_build_it_with() -> None:
    (asked,) = re.findall(
        r'^requires = \["(hatchling==.*)"\]$', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE
    )
    assert Requirement(asked) in direct("test")


# docs/dependencies.md


def rows() -> dict[str, list[str]]:
    """The rows of the measured table by package."""
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    table = page.partition("<!-- measured -->\n")[2].partition("\n| all ")[0].splitlines()[2:]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in table]
    return {row[0].split()[0]: row for row in cells}


def test_the_page_has_a_row_for_each_package_in_the_version_that_is_locked() -> None:
    assert {name: row[0].split()[1] for name, row in rows().items()} == {n: e.version for n, e in locked().items()}


def test_the_page_says_which_packages_ties_asks_for_itself() -> None:
    asked = {canonicalize_name(requirement.name) for requirement in direct()}
    assert {name for name, row in rows().items() if row[1] == "Ties"} == asked


def test_the_page_has_a_reason_for_each_package() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    reasons = page.partition("## What each is for")[2].partition("## ")[0]
    named = re.findall(r"^\| ([a-z-]+(?:, [a-z-]+)*) \|", reasons, re.MULTILINE)
    assert sorted(name for names in named[1:] for name in names.split(", ")) == sorted(PACKAGES)
