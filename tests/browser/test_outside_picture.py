"""A picture of the screen: valid XML whatever is shown, in a file of its own."""

import os
import stat
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from tests.made_up import GOOD, MakeFolder, index_of
from tui.browser.app import TiesApp
from tui.browser.outside.picture import clean_svg, save_picture

SVG = "<svg/>"


async def test_the_screen_is_saved_in_the_working_directory_and_the_bottom_line_says_where(
    folder: MakeFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    app = TiesApp(index_of(folder(GOOD)), start="aville")
    async with app.run_test(size=(200, 40)) as pilot:
        await pilot.press("P")
        assert app._keys.message == f"saved {tmp_path}/here/aville-1.svg"
        await pilot.press("P")
        assert app._keys.message == f"saved {tmp_path}/here/aville-2.svg"
    picture = (tmp_path / "here" / "aville-1.svg").read_text()
    assert "Aville" in "".join(ElementTree.fromstring(picture).itertext())  # noqa: S314  our own
    assert "http" not in picture.replace("http://www.w3.org/2000/svg", "").replace("https://www.textualize.io", "")


async def test_a_folder_that_is_gone_is_told_in_the_bottom_line(
    folder: MakeFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone").mkdir()
    app = TiesApp(index_of(folder(GOOD).absolute()))
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    async with app.run_test() as pilot:
        await pilot.press("P")
        assert app._keys.message == "no picture was saved: no such file or directory"


def test_a_picture_never_replaces_a_file_or_follows_a_link(tmp_path: Path) -> None:
    (tmp_path / "aville-1.svg").write_text("mine")
    (tmp_path / "aville-2.svg").symlink_to("nowhere")
    saved = save_picture(SVG, "aville", tmp_path)
    assert saved == tmp_path / "aville-3.svg"
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    assert (tmp_path / "aville-1.svg").read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("record", ["../../etc/passwd", "/etc/passwd", ".", "", "a/b", "\x1b[2J", "x" * 500, "김천"])
def test_no_folder_is_ever_made_of_what_a_record_is_called(tmp_path: Path, record: str) -> None:
    assert save_picture(SVG, record, tmp_path).parent == tmp_path
    assert [os.path.splitext(name)[1] for name in os.listdir(tmp_path)] == [".svg"]  # noqa: PTH122, PTH208


@given(st.text(st.characters(exclude_categories=[])))
def test_180_a_picture_of_any_text_is_valid_xml(text: str) -> None:
    with open(os.devnull, "w", encoding="utf-8", errors="replace") as nowhere:  # noqa: PTH123
        console = Console(record=True, width=60, file=nowhere)
        console.print(Text(text))
        svg = clean_svg(console.export_svg(title="Ties"))
    ElementTree.fromstring(svg.encode())  # noqa: S314  our own
    assert not any(ord(char) < 32 and char not in "\n\t\r" for char in svg)


def test_each_character_that_a_font_may_lack_stands_in_its_own_cells() -> None:
    svg = (
        '<svg ><text class="c" x="12.2" y="20" textLength="97.6" clip-path="url(#l)">A\xa0成都&#160;b&amp;</text></svg>'
    )
    placed = ElementTree.fromstring(clean_svg(svg))  # noqa: S314  our own
    assert [(text.text, text.get("x"), text.get("textLength")) for text in placed] == [
        ("A\xa0", "12.2", "24.4"),
        ("成", "36.6", "24.4"),
        ("都", "61", "24.4"),
        ("\xa0b&", "85.4", "36.6"),
    ]
