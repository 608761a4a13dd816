"""Bad inputs 97 to 110: texts that a library would parse as markup. Each stands on the screen letter for letter."""

from pathlib import Path

import pytest

from tests.bad_inputs.every_way_out import WIDTH, Shown, every_way_out, squeezed, written_base
from tests.browser.screen import screen_text
from tests.made_up import index_of
from tui.browser.app import TiesApp

TEXTS = {
    "097-closing-tag": "[/]",
    "098-half-a-closing-tag": "[/",
    "099-closing-tag-of-nothing": "[/foo]",
    "100-sic": "[sic]",
    "101-words-in-brackets": "[Official-Journal]",
    "102-colour": "[red]x",
    "103-link": "[link=https://evil.example]x[/link]",
    "104-click": "[@click=app.quit]x[/]",
    "105-backslash-at-the-end": "x\\",
    "106-double-brackets": "[[x]]",
    "107-variable": "$primary",
    "108-emoji-by-name": ":warning:",
    "109-five-thousand-brackets": "[" * 5000,
    "110-markdown-link": "](javascript:alert(1))",
}
BY_NUMBER = {name[:3]: text for name, text in TEXTS.items()}


@pytest.fixture(scope="module")
def ways(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Shown]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(WIDTH))
        return every_way_out(written_base(tmp_path_factory.mktemp("base"), BY_NUMBER), BY_NUMBER)


@pytest.mark.parametrize("name", TEXTS)
def test_097_to_110_what_looks_like_markup_is_seen_as_it_is_written(name: str, ways: dict[str, Shown]) -> None:
    text = TEXTS[name]
    shown = ways[name[:3]]
    # Five thousand brackets are more than a screen or a row has room for.
    seen = text if len(text) < 60 else text[:30]
    for way, printed in shown.printed().items():
        assert seen in squeezed(printed), way
    assert squeezed(text) in squeezed(shown.show)
    assert squeezed(text) in squeezed(shown.copy)
    assert shown.json == f"t{name[:3]} {text} end"


@pytest.mark.parametrize("name", TEXTS)
async def test_097_to_110_what_looks_like_markup_can_be_typed_and_is_told(name: str, tmp_path: Path) -> None:
    text = TEXTS[name][:60]
    app = TiesApp(index_of(written_base(tmp_path, {"000": "x"})))
    async with app.run_test(size=(WIDTH, 30)) as pilot:
        await pilot.press("slash")
        app._search.set_query(f"zz {text}")
        app.say(f"said {text}")
        await pilot.pause()
        painted = screen_text(app)
        assert f"/ zz {text}" in painted
        assert f"said {text}" in painted
        await pilot.press("enter", "escape")
        assert app.is_running


def test_110_a_link_in_markdown_leads_nowhere(ways: dict[str, Shown]) -> None:
    assert r"\](javascript:alert(1))" in ways["110"].markdown
    assert not ways["110"].markdown.replace(r"\]", "").count("](javascript")
