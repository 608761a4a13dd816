"""What whole screens look like, held against texts that can be read in a diff.

`TIES_SNAPSHOTS=write pytest tests/browser/test_snapshots.py` writes them anew; a person then reads the difference. Of
each screen there is the text and, for every row, which cells have weight, slant, lines or colours other than most do.
"""

import os
from collections import Counter
from difflib import unified_diff
from pathlib import Path

import pytest
from rich.style import Style

from tests.made_up import index_of
from tui.browser.app import TiesApp
from tui.index.index import Index
from tui.settings.config import read_config

FOLDER = Path(__file__).with_name("snapshots")

BASE = """\
format = 1

[[source]]
id = "gazette"
title = "Two towns and a bridge"
publisher = "The Gazette"
published = "2016-06-25"
url = "https://example.org/bridge"

[[source]]
id = "courier"
title = "In brief"
publisher = "The Courier"
published = "2016-06-26"

[[city]]
id = "aville"
name = "Aville"
country = "CN"
names = { zh-Hans = "甲市" }
location = { latitude = 30.5, longitude = 104.25 }

[[city]]
id = "btown"
name = "Btown"
country = "KR"
names = { ko = "비타운시" }

[[person]]
id = "kim"
name = "Kim Min-su"
names = { ko = "김민수" }
role = [{ title = "mayor", of = "btown", from = "2014" }]

[[agreement]]
id = "tie"
title = "Sister cities"
kind = "sister-city"
parties = ["aville", "btown"]
date = "2000-11-07"
date_wording = "sixteen years ago"
aims = ["Exchange of potters"]
evidence = [
  { source = "gazette", quote = "The two towns have been sisters since 2000", speaker = "kim" },
  { source = "courier", quote = "ties that began in 1996", says = { date = "1996" } },
]

[[fact]]
id = "bridge"
about = ["aville", "btown"]
text = "A bridge is to open."
kind = "event"
modality = "planned"
date = "2017-12~"
date_wording = "at the end of next year"
evidence = [{ source = "gazette", quote = "a bridge will open at the end of next year" }]

[[fact]]
id = "visitors"
about = ["btown"]
text = "Guests at the fair"
kind = "figure"
date = "2016-06"
value = { unit = "guests", value = 12000, wording = "12,000" }
evidence = [{ source = "gazette", quote = "12,000 guests came to the fair" }]
"""

SIZES = [("140x40", "night"), ("80x24", "night"), ("40x12", "night"), ("80x24", "mono")]
SCENES: dict[str, list[str]] = {
    "first": [],
    "search": ["slash", *"brid"],
    "quotes": ["slash", *"sister", "enter", "tab"],
    "contested": ["slash", *"sister", "enter"],
    "help": ["question_mark"],
    "actions": ["colon", *"copy"],
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("snapshots") / "base"
    folder.mkdir()
    (folder / "towns.toml").write_text(BASE, encoding="utf-8")
    found = index_of(folder)
    assert [problem.code for problem in found.problems if problem.code != "unverified"] == []
    return found


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize(("size", "look"), SIZES, ids=[f"{size}-{look}" for size, look in SIZES])
async def test_a_screen_is_what_it_was(index: Index, scene: str, size: str, look: str) -> None:
    columns, rows = map(int, size.split("x"))
    app = TiesApp(index, read_config({})._replace(theme=look, live=0))
    async with app.run_test(size=(columns, rows)) as pilot:
        await pilot.pause()
        await pilot.press(*SCENES[scene])
        await pilot.pause()
        now = drawn(app)
    file = FOLDER / f"{scene}-{size}-{look}.txt"
    if os.environ.get("TIES_SNAPSHOTS") == "write":
        file.write_text(now, encoding="utf-8")
    was = file.read_text(encoding="utf-8")
    difference = list(unified_diff(was.splitlines(), now.splitlines(), "was", "is", lineterm=""))
    assert not difference, "\n".join(difference)


def test_without_colours_no_cell_has_one() -> None:
    for file in FOLDER.glob("*-mono.txt"):
        assert "#" not in file.read_text(encoding="utf-8").partition("\n---\n")[2]


def drawn(app: TiesApp) -> str:
    """The screen as text, then the runs of cells that differ in style from most of the screen."""
    strips = app.screen._compositor.render_strips()
    lines = ["".join(segment.text for segment in strip).rstrip() for strip in strips]
    cells: Counter[str] = Counter()
    for strip in strips:
        for segment in strip:
            cells[words(segment.style)] += segment.cell_length
    usual = cells.most_common(1)[0][0]
    runs = []
    for number, strip in enumerate(strips, 1):
        at = 0
        found: list[tuple[int, int, str]] = []
        for segment in strip:
            style, end = words(segment.style), at + segment.cell_length
            if found and found[-1][1:] == (at, style):
                found[-1] = (found[-1][0], end, style)
            elif style != usual:
                found.append((at, end, style))
            at = end
        runs += [f"{number:>2} {first + 1:>3}-{last:<3} {style}" for first, last, style in found]
    return "\n".join([*lines, "---", f"most of it: {usual}", *runs, ""])


def words(style: Style | None) -> str:
    """The looks of a style: weight, slant, lines and colours."""
    if style is None:
        return "plain"
    names = [name for name in ("bold", "dim", "italic", "underline", "reverse") if getattr(style, name)]
    colours = [style.color.name if style.color else "", style.bgcolor.name if style.bgcolor else ""]
    shown = [colour for colour in colours if colour and colour != "default"]
    return " ".join([*names, " on ".join(shown)]).strip() or "plain"
