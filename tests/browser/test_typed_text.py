"""What is typed, pasted, remembered or told stands on the screen by signs where it would act."""

from pathlib import Path

import pytest
from textual import events

from tests.browser.screen import screen_text
from tests.made_up import agreement, city, document, index_of, source
from tui.browser.app import TiesApp
from tui.browser.widgets.search_bar import QueryInput, SearchBar
from tui.records.display_safe import display_safe

HOSTILE = "a\x1b[2J\u202eb\x9b"
SEEN = "a␛[2J⟨U+202E⟩b⟨U+009B⟩"


@pytest.fixture
def app(tmp_path: Path) -> TiesApp:
    tie = agreement("tie", "aville", "bville", title=f"Tie {HOSTILE}")
    (tmp_path / "a.toml").write_text(
        document(source(), city("aville", name=f"Town {HOSTILE}"), city("bville"), tie), encoding="utf-8"
    )
    return TiesApp(index_of(tmp_path))


async def test_what_is_pasted_into_the_search_bar_is_seen_and_searched_for(app: TiesApp) -> None:
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("slash", "x", "left")
        field = app.query_one(QueryInput)
        field.post_message(events.Paste(f"one\n{HOSTILE}"))
        await pilot.pause()
        assert field.value == f"one {SEEN}x"
        # The cursor stands behind what was pasted, so what is typed next follows it.
        await pilot.press("y")
        assert field.value == f"one {SEEN}yx"
        assert f"/ one {SEEN}yx" in screen_text(app)
        assert "pages" not in screen_text(app)
        assert app.query_one(SearchBar).text == field.value


async def test_a_search_of_before_stands_in_the_bar_safely(app: TiesApp) -> None:
    async with app.run_test(size=(120, 30)) as pilot:
        app._search.set_query(HOSTILE)
        await pilot.pause()
        assert app.query_one(QueryInput).value == SEEN
        assert f"/ {SEEN}" in screen_text(app)


async def test_persian_can_be_typed_with_its_joiners(app: TiesApp) -> None:
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("slash")
        field = app.query_one(QueryInput)
        for char in "می\u200cخواهم":
            field.insert_text_at_cursor(char)
        await pilot.pause()
        assert field.value == "می\u200cخواهم"


async def test_marks_and_messages_about_a_record_name_it_safely(app: TiesApp) -> None:
    async with app.run_test(size=(120, 30)) as pilot:
        app._show_record("aville")
        await pilot.press("m")
        await pilot.pause()
        text = screen_text(app)
        assert f"marked Town {SEEN}" in text
        assert display_safe(text) == text
        await pilot.press("apostrophe")
        await pilot.pause()
        assert f"Town {SEEN}" in screen_text(app)
        assert display_safe(screen_text(app)) == screen_text(app)


async def test_errors_of_an_editor_and_behind_the_screen_are_told_safely(
    app: TiesApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "no\x1b[2J\u202esuch")
    async with app.run_test(size=(120, 30)) as pilot:
        app.say("no such program: no\x1b[2J\u202esuch")
        await pilot.pause()
        assert "no such program: no␛[2J⟨U+202E⟩such" in screen_text(app)


async def test_numbers_of_links_that_are_being_typed_name_their_record_safely(app: TiesApp) -> None:
    async with app.run_test(size=(160, 30)) as pilot:
        app.keyboard.digits = "1"
        app._show_record("tie")
        await pilot.pause()
        app.keyboard.digits = "1"
        app._show_keys()
        await pilot.pause()
        text = screen_text(app)
        assert f"link 1: Town {SEEN}" in text
        assert display_safe(text) == text
