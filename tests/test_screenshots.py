"""The pictures of the documentation are of the app as it is, and each PNG is of its SVG."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

FOLDER = Path(__file__).parent.parent / "screenshots"
# A grey image of one pixel, with one chunk of each kind that must be there.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c636000000002000148afa4710000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def make() -> ModuleType:
    spec = importlib.util.spec_from_file_location("screenshots_make", FOLDER / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pictures_are_of_the_app_as_it_is() -> None:
    done = subprocess.run(
        [sys.executable, FOLDER / "make.py", "--check"], capture_output=True, text=True, cwd=FOLDER.parent, check=False
    )
    assert (done.stdout, done.returncode) == ("", 0), done.stderr


def test_every_picture_of_the_folder_is_one_that_is_drawn(make: ModuleType) -> None:
    here = {file.name for file in FOLDER.iterdir() if file.suffix in (".svg", ".png")}
    assert here == {f"{name}.{kind}" for name in make.PICTURES for kind in ("svg", "png")}


def test_every_picture_that_the_documentation_shows_is_there() -> None:
    root = FOLDER.parent
    pages = [root / "README.md", *sorted((root / "docs").glob("*.md"))]
    shown = [
        (page, to) for page in pages for to in re.findall(r"!\[[^]]*\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
    ]
    assert shown
    assert [(page.name, to) for page, to in shown if not (page.parent / to).is_file()] == []


def test_a_png_belongs_to_the_svg_it_was_made_of_and_to_no_other(make: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "main.svg").write_text("<svg>one</svg>", encoding="utf-8")
    (tmp_path / "main.png").write_bytes(make.with_hash(PIXEL, "<svg>one</svg>"))
    assert make.older(tmp_path, {"main": "<svg>one</svg>"}) == []
    assert make.older(tmp_path, {"main": "<svg>two</svg>"}) == ["main.svg", "main.png"]
    (tmp_path / "main.svg").write_text("<svg>two</svg>", encoding="utf-8")
    assert make.older(tmp_path, {"main": "<svg>two</svg>"}) == ["main.png"]


@pytest.mark.parametrize("content", [None, b"", b"no picture", PIXEL, PIXEL[:20]])
def test_what_is_missing_or_no_png_of_ours_is_older(make: ModuleType, tmp_path: Path, content: bytes | None) -> None:
    (tmp_path / "main.svg").write_text("<svg/>", encoding="utf-8")
    if content is not None:
        (tmp_path / "main.png").write_bytes(content)
    assert make.older(tmp_path, {"main": "<svg/>"}) == ["main.png"]


def test_a_hash_replaces_the_one_before_and_leaves_a_png_whose_sums_are_right(make: ModuleType) -> None:
    twice = make.with_hash(make.with_hash(PIXEL, "one"), "two")
    assert twice.count(b"tEXt") == 1
    assert make.is_of(twice, "two")
    kinds = [kind for kind, _ in make.chunks(twice)]
    assert kinds == [b"IHDR", b"IDAT", b"tEXt", b"IEND"]
    assert twice.startswith(PIXEL[:-12])
    assert twice.endswith(PIXEL[-12:])


def test_an_svg_needs_nothing_from_the_web_and_keeps_its_blanks(make: ModuleType) -> None:
    for name in make.PICTURES:
        root = ElementTree.fromstring((FOLDER / f"{name}.svg").read_text(encoding="utf-8"))  # noqa: S314
        assert root.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
        styles = "".join(style.text or "" for style in root.iter("{http://www.w3.org/2000/svg}style"))
        assert "url(" not in styles
        assert "@import" not in styles
