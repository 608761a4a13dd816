"""Draw the pictures of the documentation from the real app: `python screenshots/make.py`.

Each picture is an SVG and a PNG of it. The SVG is what the app draws; the PNG is made by `rsvg-convert`, with the fonts
Fira Code and Noto Sans CJK, and keeps the SHA-256 of its SVG in a tEXt chunk. `--check` draws nothing: it compares the
SVGs with the app, and each PNG with its SVG, and says (exit 1) which are older; it needs neither fonts nor programs.
"""

import asyncio
import datetime
import hashlib
import re
import shutil
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tui.browser.app import TiesApp
from tui.browser.outside.picture import clean_svg
from tui.index.opening import Opening
from tui.loading.where import shipped_base
from tui.settings.config import read_config

HERE = Path(__file__).parent
WIDE = (120, 36)
TODAY = datetime.date(2026, 11, 25)  # what is said to be over or due must not change with the calendar
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"SVG-SHA-256\0"


class Picture(NamedTuple):
    """The screen of a size (columns, rows), begun at a record, after some keys."""

    start: str
    keys: tuple[str, ...] = ()
    size: tuple[int, int] = WIDE
    theme: str = "night"


TIE = "chengdu-gimcheon-sister-city"
TIE_AMONG_ALL = ("3", "G", "*", "5", "G")  # all between Chengdu and Gimcheon is open, the cursor on the tie
PICTURES: dict[str, Picture] = {
    "main": Picture(TIE, TIE_AMONG_ALL),
    "search": Picture("chengdu", ("slash", *"airport", *["down"] * 5)),
    "city": Picture("chengdu", ("j", "*", "k", "tab", *["ctrl+d"] * 3, "k")),
    "agreement": Picture("zone-kip-fund-2016", ("v", "k", "tab")),
    "contested": Picture("chengdu", ("c", "4", "G")),
    "filtered": Picture("chengdu", ("slash", *"is:expected", "tab", "f", "g", "*", "7", "G")),
    "brief": Picture("chengdu", ("j", "j", "b", "z"), size=(82, 46)),
    "matrix": Picture(TIE, (*TIE_AMONG_ALL, "x")),
    "sides": Picture("chengdu", ("r",)),
    "promised": Picture("chengdu", ("w", "2", "G")),
    "narrow": Picture(TIE, (*TIE_AMONG_ALL, "tab"), size=(80, 24)),
    "mono": Picture(TIE, ("3", "G", "*", "1", "2", "G"), theme="mono"),
    "day": Picture("pottery-symposium-2016", ("v", "y"), theme="day"),
    "scripts": Picture("gimcheon", ("slash", *"김천")),
    "actions": Picture(TIE, (*TIE_AMONG_ALL, "colon", *"copy")),
}


async def draw(picture: Picture) -> str:
    """The SVG of a picture, the same at every run: the shipped base, no file of configuration, no live reload."""
    index = Opening(shipped_base(), {}, keep=False).open(lambda done, of: None)
    index.day = TODAY
    app = TiesApp(index, read_config({})._replace(theme=picture.theme), start=picture.start)
    async with app.run_test(size=picture.size) as pilot:
        for key in picture.keys:
            await pilot.press(key)
            await app.workers.wait_for_complete()
        await pilot.pause()
        svg = clean_svg(app.export_screenshot(title="Ties"))
        # Rich numbers the classes of each picture anew.
        return re.sub(r"terminal-\d+", "terminal-ties", svg)


# The PNGs.


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Type and content of each chunk of a PNG (ISO/IEC 15948). Raises ValueError for what is none."""
    if not png.startswith(PNG_SIGNATURE):
        raise ValueError("no PNG")
    at = len(PNG_SIGNATURE)
    while at + 12 <= len(png):
        (length,) = struct.unpack_from(">I", png, at)
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12


def with_hash(png: bytes, svg: str) -> bytes:
    """A PNG that says of which SVG it is, in a tEXt chunk before its end."""
    made = [PNG_SIGNATURE]
    for kind, content in chunks(png):
        if kind == b"IEND":
            made.append(_chunk(b"tEXt", KEYWORD + digest(svg)))
        if kind != b"tEXt":
            made.append(_chunk(kind, content))
    return b"".join(made)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def is_of(png: bytes, svg: str) -> bool:
    """Whether a PNG was made of this SVG."""
    try:
        return (b"tEXt", KEYWORD + digest(svg)) in chunks(png)
    except ValueError:
        return False


def digest(svg: str) -> bytes:
    """The SHA-256 of an SVG, in hexadecimal digits."""
    return hashlib.sha256(svg.encode()).hexdigest().encode()


def paint(svg: str) -> bytes:
    """The PNG of an SVG, as large as it is. Raises FileNotFoundError or CalledProcessError."""
    done = subprocess.run(["rsvg-convert", "--format=png"], input=svg.encode(), capture_output=True, check=True)  # noqa: S607
    return with_hash(done.stdout, svg)


# Both.


def older(folder: Path, drawn: dict[str, str]) -> list[str]:
    """The names of files in a folder that are not there, or not of the SVGs that were drawn."""
    names = []
    for name, svg in drawn.items():
        picture, painted = folder / f"{name}.svg", folder / f"{name}.png"
        if not picture.is_file() or picture.read_text(encoding="utf-8") != svg:
            names.append(picture.name)
        if not painted.is_file() or not is_of(painted.read_bytes(), svg):
            names.append(painted.name)
    return names


def main() -> int:
    """Draw or check every picture. 1 if one is older than the app."""
    drawn = {name: asyncio.run(draw(picture)) for name, picture in PICTURES.items()}
    names = older(HERE, drawn)
    if "--check" in sys.argv[1:]:
        if names:
            print(f"older than the app: {', '.join(names)}; run `python screenshots/make.py`")
        return 1 if names else 0
    painter = shutil.which("rsvg-convert")
    for file in (HERE / name for name in names):
        svg = drawn[file.stem]
        if file.suffix == ".svg":
            file.write_text(svg, encoding="utf-8")
        elif painter:
            file.write_bytes(paint(svg))
        else:
            print(f"{file.name} is not drawn: there is no rsvg-convert (librsvg2-bin)")
            continue
        print(f"drew {file.name}")
    return 0 if painter or not older(HERE, drawn) else 1


if __name__ == "__main__":
    raise SystemExit(main())
