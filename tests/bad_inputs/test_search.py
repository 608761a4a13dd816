"""Bad input 135 to 150: what is searched for, on the command line, in the index and in the search bar."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from textual import events
from textual.pilot import Pilot

from tests.browser.screen import screen_lines, screen_text
from tests.made_up import MakeIndex, city, document, fact, source
from tests.terminal.pty_screen import ties
from tui.browser.app import TiesApp
from tui.browser.widgets.search_bar import SearchBar
from tui.cli.main import main
from tui.index.index import Index
from tui.index.query import MAX_QUERY

# Names that a reader may well type in another way than they are written.
NAMES = {
    "sao-paulo": "São Paulo",
    "lodz": "Łódź",
    "istanbul": "İstanbul",
    "giessen": "Gießen",
    "tokyo": "東京",
    "obrien": "O'Brien",
    "coop": "Co-operation House",
    "plain": "Aville",
    "far": "Faraway",
    "regex": "Cville (a.b*c)",
}
NO_WORD = "ties: there is no word to search for, and no field such as city:busan with its value\n"


@pytest.fixture
def index(indexed: MakeIndex) -> Index:
    cities = (city(id, name=name) for id, name in NAMES.items())
    return indexed(document(source(), *cities, fact("colx", "far", text="A column called col:x is near here.")))


class Searched(NamedTuple):
    """How a search on the command line ended: its code, the ids that it printed, and what it said."""

    code: int
    found: list[str]
    said: str


Search = Callable[[str], Searched]


@pytest.fixture
def search(index: Index, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Search:
    def run(query: str) -> Searched:
        code = main(["search", "--facts", str(tmp_path / "base"), "--", query])
        out, err = capsys.readouterr()
        for written in (out, err):
            assert {char for char in written if not char.isprintable()} <= {"\n"}
        return Searched(code, [line.split()[0] for line in out.splitlines()], err)

    return run


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("", id="135-empty"),
        pytest.param("   ", id="136-blanks"),
        pytest.param("\t\n\u3000\u00a0", id="136-other-blanks"),
        pytest.param('"', id="137-quotation-mark"),
        pytest.param('""""', id="137-quotation-marks"),
        pytest.param("*", id="138-star"),
        pytest.param("** *", id="138-stars"),
        pytest.param("\x00", id="143-nul"),
        pytest.param("\x00\x00 \x00", id="143-nuls"),
        pytest.param("\udc80", id="144-lone-surrogate"),
        pytest.param("(" * 1000, id="148-brackets"),
        pytest.param(")" * 1000, id="148-closing-brackets"),
        pytest.param(".*+?^$()[]{}|\\", id="150-regex"),
    ],
)
def test_135_to_150_a_query_without_a_letter_or_digit_finds_nothing_and_says_so(
    query: str, index: Index, search: Search
) -> None:
    assert index.search(query).hits == []
    assert search(query) == (1, [], NO_WORD)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param('"aville', ["plain"], id="137-unclosed"),
        pytest.param('av"ille', [], id="137-inside"),
        pytest.param("aville*", ["plain"], id="138-star-behind"),
        pytest.param("a*e", [], id="138-star-inside"),
        pytest.param("NEAR(here", ["colx"], id="139-near"),
        pytest.param("NEAR(col here, 5)", [], id="139-near-of-words"),
        pytest.param("co-operation", ["coop"], id="140-hyphen"),
        pytest.param("O'Brien", ["obrien"], id="141-apostrophe"),
        pytest.param("O’Brien", ["obrien"], id="141-curly-apostrophe"),
        pytest.param("col:x", ["colx"], id="142-unknown-field"),
        pytest.param("avi\x00lle", [], id="143-nul-inside"),
        pytest.param("aville\x00", ["plain"], id="143-nul-behind"),
        pytest.param("aville \udcff", ["plain"], id="144-lone-surrogate-behind"),
        pytest.param("aville \ud800\udc00", ["plain"], id="144-surrogates-behind"),
        pytest.param("(" * 200 + "aville", ["plain"], id="148-brackets-before"),
        pytest.param("sao", ["sao-paulo"], id="149-sao"),
        pytest.param("lodz", ["lodz"], id="149-lodz"),
        pytest.param("istanbul", ["istanbul"], id="149-istanbul"),
        pytest.param("ISTANBUL", ["istanbul"], id="149-capitals"),
        pytest.param("İstanbul", ["istanbul"], id="149-dotted-capital"),
        pytest.param("giessen", ["giessen"], id="149-giessen"),
        pytest.param("GIESSEN", ["giessen"], id="149-giessen-capitals"),
        pytest.param("Gießen", ["giessen"], id="149-sharp-s"),
        pytest.param("東京", ["tokyo"], id="149-tokyo"),
        pytest.param("東", ["tokyo"], id="149-half-of-tokyo"),
        pytest.param("c.*e", [], id="150-regex"),
        pytest.param("cville (a.b*c)", ["regex"], id="150-as-written"),
        pytest.param("[ac]ville", [], id="150-class"),
        pytest.param("aville|cville", [], id="150-or"),
    ],
)
def test_137_to_150_signs_of_other_query_languages_are_signs_and_letters_are_found_however_they_are_written(
    query: str, found: list[str], index: Index, search: Search
) -> None:
    answer = index.search(query)
    spelled = [] if answer.guessed else [hit.record for hit in answer.hits]
    assert spelled == found
    if found:
        assert search(query)[:2] == (0, found)


def test_145_of_a_megabyte_only_what_counts_is_searched_for_and_repeated(search: Search) -> None:
    code, found, said = search("x" * 1_000_000)
    assert (code, found) == (1, [])
    assert said == f"ties: nothing holds all of: {'x' * MAX_QUERY} (only the first {MAX_QUERY} characters count)\n"
    assert search("aville " + " " * 1_000_000)[:2] == (0, ["plain"])


def test_146_several_lines_are_one_query(search: Search) -> None:
    assert search("cville\r\n\ta.b*c\n")[:2] == (0, ["regex"])


# In the search bar


@asynccontextmanager
async def pasted(index: Index, text: str) -> AsyncIterator[Pilot[None]]:
    """The browser with the cursor in the search bar and a text pasted into it."""
    app = TiesApp(index)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash")
        assert app.focused is not None
        app.focused.post_message(events.Paste(text))
        await pilot.pause()
        yield pilot


def found_words(pilot: Pilot[None]) -> str:
    """What the search bar says of how much was found."""
    return screen_lines(pilot.app)[1].rpartition("  ")[2].strip()


async def test_145_of_a_pasted_megabyte_the_bar_keeps_little_and_says_what_counts(index: Index) -> None:
    async with pasted(index, "aville " + "zzz " * 250_000) as pilot:
        assert len(pilot.app.query_one(SearchBar).text) == 2 * MAX_QUERY
        assert found_words(pilot) == "0 found"
        assert f"only the first {MAX_QUERY} characters of a search count" in screen_lines(pilot.app)[-1]
        await pilot.press("ctrl+u")
        await pilot.press(*"avi")
        await pilot.pause()
        assert found_words(pilot) == "1 found"
        assert "Aville" in screen_text(pilot.app)


async def test_146_several_pasted_lines_are_one_query_and_none_is_an_enter(index: Index) -> None:
    async with pasted(index, "cville\r\n\ta.b*c\n\n") as pilot:
        assert pilot.app.query_one(SearchBar).text == "cville a.b*c"
        assert found_words(pilot) == "1 found"
        assert pilot.app.focused is not None
        assert pilot.app.focused.id == "query"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("avi\x1b[2Jlle", id="147-escape"),
        pytest.param("\x1b]52;c;eA==\x07aville", id="147-clipboard"),
        pytest.param("\x9b2Javille", id="147-c1"),
        pytest.param("avi\x00lle", id="143-nul"),
        pytest.param("avi\udcfflle", id="144-lone-surrogate"),
        pytest.param("(" * 1000, id="148-brackets"),
        pytest.param("[/] [@click=app.quit]x[/]", id="150-markup"),
    ],
)
async def test_143_to_150_what_is_pasted_is_a_query_and_never_acts(index: Index, text: str) -> None:
    async with pasted(index, text) as pilot:
        lines = screen_lines(pilot.app)
        assert lines[1].startswith(" / ")
        assert "found" in lines[1]
        assert all(char.isprintable() for line in lines for char in line)
        await pilot.press("ctrl+u", *"avi")
        await pilot.pause()
        assert found_words(pilot) == "1 found"


def test_147_a_paste_with_an_escape_in_it_reaches_no_terminal(tmp_path: Path) -> None:
    base = tmp_path / "base"
    base.mkdir()
    (base / "a.toml").write_text(document(source(), city("aville")), encoding="utf-8")
    with ties(str(base)) as screen:
        screen.wait_for("2 records")
        screen.type("/")
        screen.wait_for("search cities")
        screen.type("\x1b[200~avi\x1b]0;title\x07\nlle\x1b[201~")
        screen.wait_for("0 found")
        assert b"\x1b]0;title" not in screen.written
        screen.type("\x15avi")
        screen.wait_for("1 found", "Aville")
        screen.type("\x11")
        assert screen.wait_for_end() == 0
