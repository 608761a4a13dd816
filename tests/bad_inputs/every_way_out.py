"""One text in a record, and what every way out of Ties makes of it."""

import asyncio
import contextlib
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from rich.cells import cell_len

from tests.browser.screen import screen_text
from tests.made_up import agreement, city, document, index_of, source
from tui.browser.app import TiesApp
from tui.browser.widgets.detail_pane import DetailPane
from tui.cli.main import main
from tui.views.copying import markdown_copy, text_copy

WIDTH = 120


class Shown(NamedTuple):
    """What a text became on the browser's screen, in what commands print, and in copies; `json` is read back."""

    screen: str
    show: str
    search: str
    tree: str
    copy: str
    markdown: str
    json_printed: str
    json: str

    def printed(self) -> dict[str, str]:
        """All that people see, by the way it comes."""
        return {"screen": self.screen, "show": self.show, "search": self.search, "tree": self.tree, "copy": self.copy}


def id_of(number: str) -> str:
    """The id of the record that has a text."""
    return f"text-{number}"


def written_base(folder: Path, texts: Mapping[str, str]) -> Path:
    """A base with an agreement for each text: it is its title, and quoted in its evidence."""
    records = [
        agreement(
            id_of(number),
            "aville",
            "bville",
            title=f"t{number} {text} end",
            evidence=[{"source": "paper", "quote": f"q{number} {text} end"}],
        )
        for number, text in texts.items()
    ]
    file = folder / "a.toml"
    file.write_text(document(source(), city("aville"), city("bville"), *records), encoding="utf-8")
    return folder


def ties(*arguments: str) -> str:
    """What a command prints on standard output, WIDTH cells wide."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        assert main(arguments) == 0
    return out.getvalue()


def screens(base: Path, numbers: Mapping[str, str]) -> dict[str, str]:
    """The browser's screen with the page of each text."""

    async def walk() -> dict[str, str]:
        app = TiesApp(index_of(base))
        found = {}
        async with app.run_test(size=(WIDTH, 40)) as pilot:
            for number in numbers:
                app.link_followed(DetailPane.Followed(id_of(number)))
                await pilot.pause()
                assert app.is_running
                found[number] = screen_text(app)
        return found

    return asyncio.run(walk())


def every_way_out(base: Path, texts: Mapping[str, str]) -> dict[str, Shown]:
    """What became of each text of a base, by its number."""
    facts = ("--facts", str(base), "--no-cache")
    index = index_of(base)
    rows = ties("tree", "--depth", "9", *facts).splitlines()
    found = {}
    for number, screen in screens(base, texts).items():
        record = index.record(id_of(number))
        assert record is not None
        printed = ties("show", id_of(number), "--json", *facts)
        found[number] = Shown(
            screen=screen,
            show=ties("show", id_of(number), *facts),
            search=ties("search", f"t{number}", *facts),
            tree="\n".join(row for row in rows if row.endswith(f"({id_of(number)})")),
            copy=text_copy(index, record).text or "",
            markdown=markdown_copy(index, record).text or "",
            json_printed=printed,
            json=json.loads(printed)["record"]["title"],
        )
    return found


def squeezed(text: str) -> str:
    """A text without white space and the bars that stand beside quotes: lines break where there is room."""
    return "".join(text.translate(dict.fromkeys(map(ord, "┃│"))).split())


def widths(text: str) -> set[int]:
    """The cells of each line."""
    return {cell_len(line) for line in text.splitlines()}
