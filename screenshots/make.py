"""Draw the pictures of the documentation from the real app: `python screenshots/make.py`.

`python screenshots/make.py --check` draws nothing and says (exit 1) which pictures are older than what the app draws.
"""

import asyncio
import re
import sys
from pathlib import Path

from tui.browser.app import TiesApp
from tui.index.opening import Opening
from tui.loading.where import shipped_base

HERE = Path(__file__).parent
PICTURES: dict[str, tuple[tuple[int, int], list[str]]] = {
    "main": ((120, 36), ["j", "j", "l", "j", "l", "j"]),
    "search": ((120, 36), ["slash", *"ceramic"]),
    "narrow": ((80, 24), ["j", "j", "l", "j", "l", "j", "l"]),
}


async def draw(size: tuple[int, int], keys: list[str]) -> str:
    """The SVG of the screen of a size (columns, rows) after some keys, the same at every run."""
    app = TiesApp(Opening(shipped_base(), {}, keep=False).open(lambda done, of: None))
    async with app.run_test(size=size) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        svg = app.export_screenshot(title="Ties")
    # Rich names the classes of each picture by a number of its own; a fixed one keeps the file from changing.
    return re.sub(r"terminal-\d+", "terminal-ties", svg)


def main() -> int:
    """Draw or check every picture."""
    checking = "--check" in sys.argv[1:]
    old = []
    for name, (size, keys) in PICTURES.items():
        path = HERE / f"{name}.svg"
        svg = asyncio.run(draw(size, keys))
        if not path.is_file() or path.read_text(encoding="utf-8") != svg:
            old.append(path.name)
            if not checking:
                path.write_text(svg, encoding="utf-8")
                print(f"drew {path.name}")
    if checking and old:
        print(f"older than the app: {', '.join(old)}; run `python screenshots/make.py`")
    return 1 if checking and old else 0


if __name__ == "__main__":
    raise SystemExit(main())
