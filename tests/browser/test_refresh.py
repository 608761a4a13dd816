"""The browser shows what is kept at once, and what the base has become as soon as it has been read again."""

from pathlib import Path

import pytest

from tests.browser.screen import screen_lines, screen_text
from tests.index_files import altered, flip
from tests.made_up import agreement, city, document, source
from tui.browser.app import TiesApp
from tui.index.opening import DAMAGED_NOTICE, Opening
from tui.loading.where import shipped_base
from tui.settings.config import read_config


@pytest.fixture
def base(tmp_path: Path) -> Path:
    folder = tmp_path / "base"
    folder.mkdir()
    (folder / "a.toml").write_text(document(source(), city("aville"), city("bville")), encoding="utf-8")
    (folder / "b.toml").write_text(document(agreement("tie", "aville", "bville", title="Old tie")), encoding="utf-8")
    return folder


async def after_refresh(app: TiesApp, *keys: str) -> str:
    async with app.run_test(size=(120, 40)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        return screen_text(app)


async def test_what_was_changed_since_is_shown_without_a_key(base: Path) -> None:
    opening = Opening(base, {"HOME": str(base.parent)})
    opening.open(lambda done, of: None).close()
    tie = document(agreement("tie", "aville", "bville", title="New tie of bridges"))
    (base / "b.toml").write_text(tie, encoding="utf-8")
    kept = opening.kept()
    assert kept is not None
    text = await after_refresh(TiesApp(kept, opening=opening), "j", "l", "j", "l", "j")
    assert "New tie of bridges" in text
    assert "Old tie" not in text


async def test_a_city_that_came_stands_in_the_tree_and_the_place_is_kept(base: Path) -> None:
    opening = Opening(base, {"HOME": str(base.parent)})
    opening.open(lambda done, of: None).close()
    (base / "c.toml").write_text(document(city("cville")), encoding="utf-8")
    kept = opening.kept()
    assert kept is not None
    app = TiesApp(kept, opening=opening)
    async with app.run_test(size=(120, 40)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "Cville" in screen_text(app)
        assert "4 records" not in screen_text(app)
        assert screen_lines(app)[0].startswith(" Ties  Aville")


@pytest.mark.parametrize(
    "keys",
    [("y", "j"), ("y", "p"), ("p", "m"), ("m",), ("1", "enter"), ("slash", "t", "enter"), ("v", "y"), ("space", "d")],
    ids=" ".join,
)
async def test_a_key_that_needs_what_has_just_changed_ends_nothing(base: Path, keys: tuple[str, ...]) -> None:
    opening = Opening(base, {"HOME": str(base.parent)})
    opening.open(lambda done, of: None).close()
    kept = opening.kept()
    assert kept is not None
    app = TiesApp(kept, read_config({})._replace(live=0), opening=opening, start="tie")
    async with app.run_test(size=(120, 40)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        tie = document(agreement("tie", "aville", "bville", title="A tie with another name"))
        (base / "b.toml").write_text("# moved down\n" * 9 + tie, encoding="utf-8")
        (base / "a.toml").write_text("# moved\n" + document(source(), city("aville"), city("bville")), encoding="utf-8")
        await pilot.press(*keys)
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.press("escape", "escape", "escape", "j", "k")
        await pilot.pause()
        assert app.is_running
        assert app.failure is None


async def test_a_start_after_the_first_city_was_edited_shows_it_as_it_is_now(base: Path) -> None:
    opening = Opening(base, {"HOME": str(base.parent)})
    opening.open(lambda done, of: None).close()
    edited = "# edited\n" + document(source(), city("aville", name="Newville"), city("bville"))
    (base / "a.toml").write_text(edited, encoding="utf-8")
    kept = opening.kept()
    assert kept is not None
    text = await after_refresh(TiesApp(kept, opening=opening), "j", "k")
    assert "Newville" in text


async def test_154_a_damaged_index_that_names_records_there_are_none_of_is_no_bug(tmp_path: Path) -> None:
    opening = Opening(shipped_base(), {"HOME": str(tmp_path)})
    opening.open(lambda done, of: None).close()
    assert opening.file is not None
    with altered(opening.file) as db:
        db.execute("UPDATE place SET n = n + 5000000")
    flip(opening.file, opening.file.stat().st_size - 8192)
    kept = opening.kept()
    assert kept is not None
    app = TiesApp(kept, opening=opening, start="chengdu")
    async with app.run_test(size=(120, 40)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert DAMAGED_NOTICE in screen_text(app)
        await pilot.press("v", "y", "v", "c", "G", "g")
        assert app.failure is None
        assert "Partners · 47" in screen_text(app)


async def test_154_an_index_too_damaged_for_a_first_screen_is_built_anew_behind_an_empty_one(tmp_path: Path) -> None:
    opening = Opening(shipped_base(), {"HOME": str(tmp_path)})
    opening.open(lambda done, of: None).close()
    assert opening.file is not None
    with altered(opening.file) as db:
        db.execute("UPDATE id_key SET n = n + 5000000")
        db.execute("UPDATE tally SET n = n + 5000000")
        db.execute("UPDATE city SET n = n + 5000000")
        db.execute("UPDATE belongs SET n = n + 5000000")
    flip(opening.file, opening.file.stat().st_size - 8192)
    kept = opening.kept()
    assert kept is not None
    app = TiesApp(kept, opening=opening)
    async with app.run_test(size=(120, 40)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.failure is None
        assert DAMAGED_NOTICE in screen_text(app)
        await pilot.press("g", "j", "k")
        assert "Partners · 47" in screen_text(app)


async def test_an_error_that_a_sound_index_does_not_lead_to_is_a_bug(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = Opening(base, {"HOME": str(base.parent)})
    opening.open(lambda done, of: None).close()
    kept = opening.kept()
    assert kept is not None
    app = TiesApp(kept, opening=opening)

    async def browse() -> None:
        async with app.run_test(size=(120, 40)) as pilot:
            await app.workers.wait_for_complete()
            monkeypatch.setattr("tui.browser.showing.node_page", lambda *_, **__: {}["a bug"])
            await pilot.press("j")
            await pilot.pause()

    with pytest.raises(KeyError, match="a bug"):
        await browse()
