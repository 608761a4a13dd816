"""Data reaches the screen as it is: nothing is taken for markup, nothing acts on the terminal."""

from pathlib import Path

import pytest

from tests.browser.screen import screen_text
from tests.made_up import index_of
from tui.browser.app import TiesApp
from tui.browser.widgets.detail_pane import DetailPane
from tui.index.index import Index

MARKUP = ["[sic]", "[/]", "[/foo]", "[red]x", "[@click=app.quit]y", "[link=http://a]z", "$primary", ":warning:", "\\"]

HEAD = """format = 1
[[source]]
id = "paper"
title = "A paper with [b] in its name"
[[city]]
id = "here"
name = "Here [/here]"
country = "KR"
[[city]]
id = "there"
name = "There [sic]"
country = "CN"
"""


def base_with_quote(folder: Path, quote: str) -> Index:
    escaped = quote.replace("\\", "\\\\").replace('"', '\\"')
    (folder / "facts.toml").write_text(
        HEAD
        + f"""
[[agreement]]
id = "tie"
title = "A tie [bold]"
kind = "sister-city"
parties = ["here", "there"]
evidence = [{{ source = "paper", quote = "{escaped}" }}]
""",
        encoding="utf-8",
    )
    return index_of(folder)


@pytest.mark.parametrize("quote", MARKUP)
async def test_markup_in_a_quote_appears_as_it_is(tmp_path: Path, quote: str) -> None:
    app = TiesApp(base_with_quote(tmp_path, quote))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("slash", *"tie")
        await pilot.pause()
        text = screen_text(app)
        assert f"“{quote}”" in text
        assert "A tie [bold]" in text
        await pilot.press("enter", "g", "j")
        await pilot.pause()
        assert "There [sic]" in screen_text(app)
        assert "Here [/here]" in screen_text(app)


async def test_control_characters_of_data_and_query_never_reach_the_screen_raw(tmp_path: Path) -> None:
    (tmp_path / "facts.toml").write_text(
        HEAD
        + r"""
[[agreement]]
id = "tie"
title = "ESC \u001b]0;pwned\u0007 and \u202e turned"
kind = "sister-city"
parties = ["here", "there"]
evidence = [{ source = "paper", quote = "C1 \u009b2J here" }]
""",
        encoding="utf-8",
    )
    app = TiesApp(index_of(tmp_path))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("slash", *"turned")
        await pilot.pause()
        text = screen_text(app)
        assert "␛]0;pwned␇" in text
        assert "⟨U+202E⟩" in text
        assert "⟨U+009B⟩2J" in text
        assert not set(text) & set("\x1b\x07\x9b\u202e")


async def test_every_string_of_a_long_page_can_be_scrolled_into_view(tmp_path: Path) -> None:
    words = " ".join(f"word{n:04d}" for n in range(400))
    app = TiesApp(base_with_quote(tmp_path, words))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"tie", "enter", "tab", "plus")
        await pilot.pause()
        seen: set[str] = set()
        detail = app.query_one(DetailPane)
        while True:
            seen |= set(screen_text(app).split())
            before = detail.top
            await pilot.press("pagedown")
            await pilot.pause()
            if detail.top == before:
                break
        assert all(any(word in piece for piece in seen) for word in words.split())


async def test_a_base_with_problems_opens_with_what_is_good_and_says_how_many(tmp_path: Path) -> None:
    index = base_with_quote(tmp_path, "fine")
    (tmp_path / "bad.toml").write_text('format = 1\n[[city]]\nid = "x"\nname = 3\ncountry = "KR"\n', encoding="utf-8")
    (tmp_path / "worse.toml").write_text("not toml [/]\n", encoding="utf-8")
    index = index_of(tmp_path)
    app = TiesApp(index)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "2 problems" in screen_text(app)
        assert "Here [/here]" in screen_text(app)
        await pilot.press("exclamation_mark")
        await pilot.pause()
        text = screen_text(app)
        assert "bad.toml:4:8" in text
        assert "worse.toml:1" in text


async def test_an_empty_base_opens_and_says_what_is_wrong(tmp_path: Path) -> None:
    app = TiesApp(index_of(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "no fact files" in screen_text(app)
        await pilot.press("j", "l", "h", "enter", "slash", "x", "enter", "escape", "q")
        assert app.return_code == 0
