"""`ties --ascii`: all that the program draws is ASCII, and data is as it was."""

import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import tui
from tests.browser.screen import screen_text
from tests.made_up import MakeFolder, MakeIndex, agreement, city, document, fact, index_of, partner, source, table
from tui.browser.app import TiesApp
from tui.cli.main import main
from tui.index.index import Index
from tui.records.quotes_lock import QuoteState, Verification
from tui.settings.config import read_config
from tui.views.palette import TERMINAL
from tui.views.records import record_page
from tui.views.signs import ASCII_SIGNS, SIGNS, signs_for
from tui.views.wording import state_words
from tui.views.wrapping import truncate

LONG = "a title that has more words than any row of any list has room for, and then some more of them, and more"
NINE = {"value": 9, "currency": "CNY", "wording": "nine"}
OUTCOME = [{"source": "paper"}, {"source": "letter", "for": "outcome"}]
HOPED = {"modality": "hoped", "outcome": "Nothing.", "outcome_date": "2004-01/2004-03", "evidence": OUTCOME}
RECORDS = (
    source("paper", published="2005-05-03", publisher="Morning Post", sha256="0" * 64),
    source("letter", accessed="2011-01-01/2011-02-01"),
    city("home", location={"latitude": 30.66, "longitude": -104.06}, names={"fr": "Chez"}, ids={"a": "Q1", "b": "Q2"}),
    city("away", "CN"),
    *(city(f"far{n}", "JP") for n in range(40)),
    partner("korea", "country", country="KR"),
    partner("firm", part_of="works", city="home"),
    partner("works", city="home", country="KR"),
    table(
        "person",
        id="mayor",
        name="Mayor",
        role=[{"of": "home", "title": "Mayor", "from": "2001", "until": "2004-05"}, {"of": "firm", "title": "Head"}],
    ),
    agreement(
        "tie",
        "home",
        "away",
        date="1999",
        date_wording="in the spring",
        about=["firm", "works"],
        aims=["trade", "schools"],
        text="What it says.",
        amount={"value": 5000, "currency": "CNY", "wording": "five thousand"},
        converted={"value": 700, "currency": "USD"},
        evidence=[
            {"source": "paper", "quote": "We are twins.", "speaker": "mayor", "says": {"date": "2001"}},
            {"source": "letter", "note": "A remark.", "says": {"amount": NINE}},
        ],
    ),
    *(agreement(f"tie{n}", "home", f"far{n}", date="1990/..", title=LONG) for n in range(40)),
    fact("hope", "home", "away", date="2001/2003", **HOPED),
    fact("plan", "home", kind="plan", modality="planned", date="../2009", text=LONG),
    fact("some", "home", date="[1990..1999]", text=LONG),
    fact("said", "home", "away", "firm", speaker="mayor", date="1985-21/1987", value={"value": 3, "unit": "schools"}),
)  # fmt: skip
MISTAKEN = (source(), city("home"), table("city", id="other", name="Other"), fact("it", "nobody"), "[[city]]\nid = 3\n")
SIZE = (120, 40)


@pytest.fixture(name="plain")
def plain_index(indexed: MakeIndex) -> Index:
    return indexed(document(*RECORDS))


def strange(text: str) -> set[str]:
    return {sign for sign in text if sign != "\n" and not " " <= sign <= "~"}


async def walk(index: Index, *steps: str, size: tuple[int, int] = SIZE, theme: str = "night") -> list[str]:
    """What is on the screen at first and after each step, a step being keys with blanks between them."""
    app = TiesApp(index, read_config({})._replace(ascii=True, theme=theme))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        screens = [screen_text(app)]
        for step in steps:
            await pilot.press(*step.split())
            await app.workers.wait_for_complete()
            await pilot.pause()
            screens.append(screen_text(app))
    return screens


WALKS = {
    "tree": ("j", "l", "H *", "G", "g", "-", "z", "z"),
    "views": ("v o", "g", "l j", "l j", "v y", "l j l j", "v k", "l j", "v s", "l j", "v p", "l j"),
    "search": ("slash t i t l e", "down down", "tab", "tab j", "escape", "slash z z z z", "slash t i t e l"),
    "filter": ("slash t w i n s enter f", "j"),
    "page": ("tab", "j j j", "full_stop", "full_stop", "G", "plus", "G", "1 enter", "left_square_bracket"),
    "help": ("question_mark", "pagedown", "pagedown", "end"),
    "palette": ("colon", "o p e n", "down"),
    "marks": ("m", "j m", "apostrophe"),
    "jump": ("space", "escape", "5", "escape", "y", "escape"),
    "nothing": ("h h h", "apostrophe", "quotation_mark", "Z"),
}


@pytest.mark.parametrize("size", [SIZE, (70, 24), (40, 12)], ids=["wide", "narrow", "single"])
@pytest.mark.parametrize("steps", WALKS.values(), ids=WALKS)
async def test_every_screen_of_a_base_in_ascii_is_ascii(
    plain: Index, steps: tuple[str, ...], size: tuple[int, int]
) -> None:
    for screen in await walk(plain, *steps, size=size):
        assert not strange(screen), screen


@pytest.mark.parametrize("theme", ["day", "terminal", "mono"])
async def test_no_theme_brings_other_signs(plain: Index, theme: str) -> None:
    for screen in await walk(plain, "tab", "slash h o m e", "tab", "question_mark", theme=theme):
        assert not strange(screen), screen


@pytest.mark.parametrize("id", ["tie", "hope", "plan", "some", "said", "mayor", "firm", "paper", "letter", "home"])
def test_every_kind_of_page_is_ascii(plain: Index, id: str) -> None:
    for width in (24, 40, 60, 100):
        page = record_page(plain, id, width, TERMINAL.signed(ASCII_SIGNS))
        assert not strange("\n".join(line.plain for line in page.lines))
        assert max(line.cell_len for line in page.lines) <= width


async def test_signs_say_what_they_say_elsewhere(plain: Index) -> None:
    page = record_page(plain, "tie", 80, TERMINAL.signed(ASCII_SIGNS))
    text = "\n".join(line.plain for line in page.lines)
    for words in (
        "Home[1] <-> Away[2]",
        "!= Sources disagree on the date - open",
        '| "We are twins."',
        '"five thousand"',
    ):
        assert words in text
    tree, hits = await walk(plain, "slash t w i n s")
    assert "+--" in tree
    assert "#v Home" in tree
    assert "!= Title of tie" in hits


async def test_a_base_with_mistakes_tells_them_in_ascii(folder: MakeFolder) -> None:
    index = index_of(folder(document(*MISTAKEN)))
    assert index.problem_count >= 3
    for screen in await walk(index, "exclamation_mark", "j", "j", "j", "tab"):
        assert not strange(screen), screen


async def test_what_has_changed_is_marked_in_ascii(plain: Index) -> None:
    app = TiesApp(plain, read_config({})._replace(ascii=True))
    async with app.run_test(size=SIZE) as pilot:
        app._mark_changed(frozenset({"home"}))
        await pilot.pause()
        screen = screen_text(app)
    assert "#v ~ Home" in screen
    assert "changed: ~ marks" in screen
    assert not strange(screen)


async def test_a_window_that_is_too_small_says_so_in_ascii(plain: Index) -> None:
    (screen,) = await walk(plain, size=(28, 6))
    assert "28x6 is too small" in screen.replace("\n", "")


async def test_a_title_of_a_list_that_does_not_fit_is_cut_in_ascii(indexed: MakeIndex) -> None:
    linked = source("web", url="https://example.org/")
    index = indexed(document(source(), city("home"), linked))
    screens = await walk(index, "slash w e b enter", "o", size=(40, 20))
    assert any("Open this" in screen for screen in screens)
    assert not strange("\n".join(screens))


async def test_data_in_any_script_is_as_it_was(indexed: MakeIndex) -> None:
    title, quote = "友好城市协议 · “甲—乙” → …", "„双方”将 · 合作…"
    index = indexed(
        document(
            source(title="成都日报 · 周刊"),
            city("home", name="成都 · 市", names={"ko": "청두 · 시"}),
            city("away", "CN"),
            agreement(
                "tie", "home", "away", title=title, text="Bridges", evidence=[{"source": "paper", "quote": quote}]
            ),
        )
    )
    drawn = await walk(index, "slash b r i d g e s", "enter", "tab")
    for words in (title, quote, "成都日报 · 周刊", "成都 · 市"):
        assert words in drawn[-1]
    assert "청두 · 시" in drawn[0]


# Signs themselves.


@pytest.mark.parametrize("state", QuoteState)
def test_every_state_of_a_quote_has_words_in_ascii(state: QuoteState) -> None:
    words = state_words(Verification(state, 5))
    assert not strange(ASCII_SIGNS.own(words))
    assert SIGNS.own(words) == words


def own_signs() -> Iterator[tuple[str, str]]:
    """Signs beyond ASCII in the texts of the modules that draw, without what is no text on a screen."""
    root = Path(tui.__file__).parent
    for file in sorted([*root.glob("views/*.py"), *root.glob("browser/**/*.py"), root / "records/edtf_words.py"]):
        # How lines break, what is copied or saved, and what a terminal is told: none is drawn.
        drawn_by_none = ("wrapping", "citing", "copying", "markdown", "json_text", "picture")
        if file.stem in drawn_by_none or file.parent.name == "terminal":
            continue
        tree = ast.parse(file.read_text("utf-8"))
        said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
                yield from ((file.name, sign) for sign in strange(node.value))


def test_every_sign_that_the_program_draws_has_one_in_ascii() -> None:
    # Marks with which a quote may begin itself are data.
    found = {(file, sign) for file, sign in own_signs() if not (file == "evidence.py" and sign in "«「『‘")}
    assert len(found) > 20
    assert {(file, sign) for file, sign in found if strange(ASCII_SIGNS.own(sign))} == set()


@pytest.mark.parametrize(("width", "cut"), [(10, "sister-..."), (3, "..."), (2, ".."), (1, "."), (0, ""), (-1, "")])
def test_what_is_cut_ends_with_as_many_dots_as_fit(width: int, cut: str) -> None:
    assert truncate("sister-cities", width, ASCII_SIGNS.cut) == cut
    assert truncate("成都市人民", 8, ASCII_SIGNS.cut) == "成都..."


# Plain commands.


@pytest.mark.parametrize(("encoding", "own"), [("ascii", False), ("cp1252", False), ("utf-8", True), ("gb18030", True)])
def test_an_encoding_has_all_signs_or_none(encoding: str, own: bool) -> None:
    assert (signs_for(encoding) is SIGNS) == own


@pytest.mark.parametrize("command", [["show", "tie"], ["tree", "--depth", "4"], ["search", "title"]])
def test_commands_draw_in_ascii_where_stdout_has_nothing_else(
    folder: MakeFolder, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    base = str(folder(document(*RECORDS)))
    printed = {}
    for encoding in ("ascii", "utf-8"):
        stdout = io.TextIOWrapper(io.BytesIO(), encoding, write_through=True)
        monkeypatch.setattr(sys, "stdout", stdout)
        assert main([*command, "--facts", base]) == 0
        stdout.seek(0)
        printed[encoding] = stdout.read()
        monkeypatch.undo()
    assert strange(printed["utf-8"])
    # Nothing was replaced because it could not be written: `?` says only that something was expected.
    assert printed["ascii"].count("?") == printed["utf-8"].count("◇")
