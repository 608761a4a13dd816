"""Looking up vulnerabilities: what could not be looked up is never said to be well."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.scripts.test_closure import locked

SCRIPT = Path(__file__).parents[2] / "scripts" / "audit"


def audit(tmp_path: Path, said: str | None) -> subprocess.CompletedProcess[str]:
    """Run the script with a pip-audit that says something, or with none."""
    if said is not None:
        (tmp_path / "pip_audit.py").write_text(f"print({said!r})\n")
    else:
        (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['pip_audit'] = None\n")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    return subprocess.run([sys.executable, str(SCRIPT)], capture_output=True, text=True, check=False, env=environment)


def report(**known: list[dict[str, object]]) -> str:
    """What pip-audit says of all that is locked, when these have vulnerabilities."""
    packages = [{"name": n, "version": e.version, "vulns": known.get(n, [])} for n, e in locked().items()]
    return json.dumps({"dependencies": packages, "fixes": []})


def test_nothing_known_of_any_package_is_well(tmp_path: Path) -> None:
    done = audit(tmp_path, report())
    assert done.returncode == 0
    assert f"nothing is known of any of {len(locked())} packages" in done.stdout


def test_a_known_vulnerability_is_told_with_the_version_that_mends_it(tmp_path: Path) -> None:
    done = audit(tmp_path, report(tomli=[{"id": "PYSEC-2026-1", "fix_versions": ["9.9"]}]))
    assert done.returncode == 1
    assert done.stdout == f"tomli {locked()['tomli'].version}: PYSEC-2026-1, mended in 9.9\n"


@pytest.mark.parametrize("said", ["", "Traceback (most recent call last):", "[]", "{}"])
def test_a_service_that_cannot_be_reached_is_not_taken_for_a_good_word(tmp_path: Path, said: str) -> None:
    done = audit(tmp_path, said)
    assert done.returncode == 3
    assert done.stdout == ""
    assert "not looked up" in done.stderr


def test_packages_that_the_service_passes_over_are_named(tmp_path: Path) -> None:
    skipped = [{"name": name, "skip_reason": "not found"} for name in locked()]
    done = audit(tmp_path, json.dumps({"dependencies": skipped, "fixes": []}))
    assert done.returncode == 3
    assert "textual" in done.stderr


def test_without_pip_audit_the_script_says_how_to_get_it(tmp_path: Path) -> None:
    done = audit(tmp_path, None)
    assert done.returncode == 3
    assert "pip install pip-audit" in done.stderr
