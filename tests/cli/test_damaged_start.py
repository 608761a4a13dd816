"""What `ties` begins with when the index that is kept cannot be read."""

from pathlib import Path

import pytest

from tests.made_up import GOOD, MakeFolder
from tui.cli.browsing import _sound
from tui.index.index import Index
from tui.index.opening import Opening


@pytest.mark.parametrize("error", [ValueError("zip() argument 2 is shorter"), KeyError(7), TypeError("no number")])
def test_a_kept_index_that_leads_to_nonsense_is_thrown_away_before_the_browser_begins(
    folder: MakeFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    found: Opening[Index] = Opening(folder(GOOD), {"XDG_CACHE_HOME": str(tmp_path / "cache")})
    found.open(lambda done, of: None).close()

    def fail(index: Index) -> None:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(Index, "roots", fail)
        assert _sound(found) is None
    assert found.kept() is None
    assert len(found.open(lambda done, of: None)) > 0
