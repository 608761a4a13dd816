"""Quotes in their sources: `s` opens one in its text, `n` and `N` go on, `i` shows what nobody sees."""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.browser.screen import screen_text
from tests.made_up import MakeFolder, city, document, fact, index_of, source
from tui.browser.app import TiesApp
from tui.browser.widgets.detail_pane import DetailPane
from tui.browser.widgets.tree_pane import TreePane
from tui.loading import texts as loading_texts
from tui.settings.actions import Scope
from tui.settings.config import read_config

PAPER = "The Paper\n\nThe bridge was opened in May.\nIt has three\u00a0spans, support in fi elds.\n" + "More.\n" * 50
OTHER = "Notes.\nThe bridge is long.\n"


def quoting(source: str, *quotes: str) -> list[dict[str, str]]:
    return [{"source": source, "quote": quote} for quote in quotes]


@pytest.fixture
def base(folder: MakeFolder) -> Path:
    """Two sources with their texts beside the base in `texts`; `talk` quotes both, `spans` the first alone."""
    root = folder({})
    texts = root.parent / "texts"
    texts.mkdir()
    hashes = {}
    for name, text in (("paper", PAPER), ("notes", OTHER)):
        (texts / f"{name}.txt").write_bytes(text.encode())
        hashes[name] = hashlib.sha256(text.encode()).hexdigest()
    talk = [*quoting("paper", "bridge was opened"), *quoting("notes", "bridge is long")]
    records = (
        *(source(name, sha256=sha) for name, sha in hashes.items()),
        city("aville"),
        fact("talk", "aville", evidence=talk, text="Talk of the bridge"),
        fact("spans", "aville", evidence=quoting("paper", "It has three", "support in fields"), text="The spans"),
        fact("bare", "aville", evidence=[{"source": "paper"}], text="Nothing said"),
    )
    return folder(document(*records))


class Reader:
    def __init__(self, pilot: Pilot[None], app: TiesApp) -> None:
        self.pilot = pilot
        self.app = app
        self.page = app.query_one(DetailPane)

    async def type(self, *keys: str) -> str:
        await self.pilot.press(*keys)
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()
        return screen_text(self.app)


@asynccontextmanager
async def reading(
    base: Path, record: str, size: tuple[int, int] = (120, 40), texts: str = "texts"
) -> AsyncIterator[Reader]:
    config = read_config({}, (), {"--texts": [str(base.parent / texts)]} if texts else {})
    app = TiesApp(index_of(base), config, start=record)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Reader(pilot, app)


async def test_s_shows_the_quote_in_its_text_and_s_or_esc_leave_it(base: Path) -> None:
    async with reading(base, "talk") as reader:
        for way_out in ("s", "escape"):
            shown = await reader.type("s")
            assert "3 │ The ⟦bridge was opened⟧ in May." in shown
            assert "Quote 1 of 2 of Talk of the bridge" in shown
            assert "in its source" in shown
            assert reader.app.scope is Scope.SOURCE
            assert "⟦" not in await reader.type(way_out)
            assert reader.app.query_one(TreePane).has_focus


async def test_n_goes_through_the_text_and_on_to_the_next_source_and_round(base: Path) -> None:
    marked = ["⟦bridge was opened⟧", "⟦It has three⟧", "⟦support in fi elds⟧", "⟦bridge is long⟧"]
    async with reading(base, "talk") as reader:
        shown = await reader.type("s")
        for mark in (*marked[1:], marked[0]):
            assert mark not in shown
            shown = await reader.type("n")
            assert mark in shown
        for mark in reversed(marked):
            shown = await reader.type("N")
            assert mark in shown


async def test_it_is_told_whose_quote_one_stands_at(base: Path) -> None:
    async with reading(base, "talk") as reader:
        shown = await reader.type("s", "n")
        assert "Quote 1 of 2 of The spans" in shown
        assert "2 of 3 in this text" in shown
        assert "3 │ The ‹bridge was opened›" in shown


async def test_n_is_the_next_hit_where_the_rows_have_the_keys(base: Path) -> None:
    async with reading(base, "talk") as reader:
        await reader.type("s")
        assert "⟦bridge was opened⟧" in await reader.type("tab", "n")
        assert reader.app.scope is Scope.TREE


async def test_i_shows_what_nobody_sees_and_hides_it_again(base: Path) -> None:
    async with reading(base, "spans") as reader:
        before = await reader.type("s", "n")
        shown = await reader.type("i")
        assert "three›⍽spans, ⟦support in fi‿elds⟧." in shown
        assert "⍽ no-break space, 1" in shown
        assert "‿ gap inside a word, 1" in shown
        assert await reader.type("i") == before


async def test_a_record_without_a_quote_says_so(base: Path) -> None:
    async with reading(base, "bare") as reader:
        assert "this record has no quote" in await reader.type("s")
        assert reader.app.scope is Scope.TREE


async def test_without_the_text_it_is_told_which_file_would_show_it_and_how_to_give_it(base: Path) -> None:
    async with reading(base, "talk", texts="") as reader:
        shown = await reader.type("s")
        assert "“bridge was opened”" in shown
        assert hashlib.sha256(PAPER.encode()).hexdigest() in shown
        assert "--texts DIR" in shown
        assert "“bridge is long”" in await reader.type("n")


async def test_a_large_text_is_read_in_another_thread_and_then_shown(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading_texts, "_QUICK", 10)
    async with reading(base, "talk") as reader:
        assert "⟦bridge was opened⟧" in await reader.type("s")
        assert "⟦bridge is long⟧" in await reader.type("N")
        assert "⟦bridge was opened⟧" in await reader.type("n")


async def test_a_link_leads_to_the_record_of_another_quote_and_back_to_the_text(base: Path) -> None:
    async with reading(base, "talk") as reader:
        await reader.type("s")
        shown = await reader.type("3")
        assert "⟦" not in shown
        assert "The spans" in shown
        assert "⟦bridge was opened⟧" in await reader.type("[")


async def test_plus_shows_more_of_the_text_with_the_quote_in_view(base: Path) -> None:
    text = "Before.\n" * 300 + PAPER
    (base.parent / "texts" / "paper.txt").write_bytes(text.encode())
    file = base / "a.toml"
    old, new = (hashlib.sha256(each.encode()).hexdigest() for each in (PAPER, text))
    file.write_text(file.read_text().replace(old, new))
    async with reading(base, "spans") as reader:
        assert "… 29" in await reader.type("s")
        shown = await reader.type("+")
        assert "⟦It has three⟧" in shown
        assert "Title of paper" not in shown
        assert "  1 │ Before." in await reader.type("g")


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
async def test_the_quote_is_in_view_at_every_size(base: Path, size: tuple[int, int]) -> None:
    async with reading(base, "spans", size=size) as reader:
        for mark in ("three⟧", "elds⟧"):
            assert mark in await reader.type("s" if mark == "three⟧" else "n")


async def test_a_base_that_changes_meanwhile_is_looked_at_anew(base: Path) -> None:
    async with reading(base, "talk") as reader:
        await reader.type("s")
        file = base / "a.toml"
        file.write_text(file.read_text().replace('"bridge was opened"', '"was opened in May"'), encoding="utf-8")
        reader.app._take_index(index_of(base), frozenset({"talk"}))
        assert "⟦was opened in May⟧" in await reader.type()


async def test_what_is_taken_from_a_text_is_the_quote_that_is_shown_there(base: Path) -> None:
    async with reading(base, "talk") as reader:
        await reader.type("s", "n", "p", "y", "p", "i")
        quote, id = reader.app.printed
        assert quote.startswith("“It has three” — ")
        assert "\n" not in quote
        assert id == "spans"
        assert "marked The spans" in await reader.type("m")


async def test_back_on_the_page_all_quotes_of_its_record_are_taken(base: Path) -> None:
    async with reading(base, "talk") as reader:
        await reader.type("s", "n", "s", "p", "y")
        (quotes,) = reader.app.printed
        assert "“bridge was opened”" in quotes
        assert "“bridge is long”" in quotes


async def test_without_its_text_the_quote_that_is_named_is_taken(base: Path) -> None:
    async with reading(base, "spans", texts="") as reader:
        await reader.type("s", "n", "p", "y")
        (quote,) = reader.app.printed
        assert quote.startswith("“support in fields” — ")
        assert "\n" not in quote


async def test_when_the_base_changes_the_reader_stays_at_the_quote(base: Path) -> None:
    """Also at the first in the text, which is another record's, and when the record's sources change their order."""
    async with reading(base, "talk") as reader:
        file = base / "a.toml"
        file.write_text(file.read_text().replace('"It has three"', '"The Paper"'), encoding="utf-8")
        reader.app._take_index(index_of(base), frozenset())
        await reader.type("s")
        assert "⟦The Paper⟧" in await reader.type("N")
        text = file.read_text()
        one, other = (
            f'{{ "source" = "{of}", "quote" = "{words}" }}'
            for of, words in (("paper", "bridge was opened"), ("notes", "bridge is long"))
        )
        file.write_text(text.replace(one, "?").replace(other, one).replace("?", other), encoding="utf-8")
        assert file.read_text() != text
        reader.app._take_index(index_of(base), frozenset({"talk"}))
        assert "⟦The Paper⟧" in await reader.type()
        assert "⟦bridge was opened⟧" in await reader.type("n")
