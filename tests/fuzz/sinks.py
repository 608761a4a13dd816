"""Pushes generated strings through every way out of Ties and counts what a terminal could act on: there must be none.

python -m tests.fuzz.sinks --count 1000000 [--seed N] [--only NAME,…]
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import contextlib
import io
import json
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from types import SimpleNamespace
from unittest import mock

from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from tests.made_up import agreement, city, document, index_of, source
from tui.browser.outside.osc52 import osc52
from tui.browser.terminal.last_filter import safe_segments
from tui.browser.widgets.crumbs import Crumbs
from tui.browser.widgets.key_line import KeyLine
from tui.cli import main as command_line
from tui.cli import output
from tui.cli.printing import row_text, write_lines
from tui.loading.problems import Problem
from tui.records.display_safe import one_line
from tui.settings.config import SettingProblem
from tui.views.copying import json_copy, markdown_copy, text_copy
from tui.views.json_text import json_document, json_line
from tui.views.labels import Label
from tui.views.lists import add_row
from tui.views.page import Page
from tui.views.palette import TERMINAL
from tui.views.problems import problem_page
from tui.views.records import record_page

BATCH = 10_000
ROWS, COLUMNS = 260, 1000
A_ROW = 20  # strings in one text: most of what a sink costs is there once for each
_FLAGS = re.compile(
    "\U0001f3f4\U000e0067\U000e0062(?:\U000e0065\U000e006e\U000e0067|\U000e0073\U000e0063\U000e0074|\U000e0077\U000e006c\U000e0073)\U000e007f"
)
# Written down apart from the code under test: C0 but line ends, DEL, C1, direction, separators, tags, surrogates,
# noncharacters.
_RAW = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\ufdd0-\ufdef\U000e0000-\U000e007f"
    + "".join(chr(p * 0x10000 + n) for p in range(17) for n in (0xFFFE, 0xFFFF))
    + "]"
)
_SGR = re.compile(r"\x1b\[[0-9;]*m")
_PIECES = (
    *map(chr, range(0xA0)),
    *"\u061c\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069\u2060\ufeff\u00ad\u034f\u3164\u180e",
    *(
        "\ud800",
        "\udcff",
        "\ufffe",
        "\uffff",
        "\U0010ffff",
        "\ufdd0",
        "\ue000",
        "\U000e0001",
        "\U000e0041",
        "\U000e007f",
    ),
    *("\x1b]52;c;aGk=\x07", "\x1b]0;t\x1b\\", "\x1b[2J", "\x9b31m", "\x1bP1\x1b\\", "\x1b]8;;http://a\x1b\\b", "\x1bc"),
    *(
        "[/]",
        "[red]",
        "[@click=app.quit]x",
        "[[x]]",
        "$primary",
        ":warning:",
        "](javascript:a)",
        "\\",
        '"',
        "\r\n",
        "{0}",
    ),
    *(
        "\u0301" * 20,
        "\u0e38" * 12,
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "❤\ufe0f",
        "字",
        "क",
    ),
)

Sink = Callable[[list[str]], Iterator[str]]


def strings(count: int, seed: int) -> Iterator[list[str]]:
    """So many strings of hostile pieces and any characters, in batches."""
    random = Random(seed)
    while count > 0:
        batch = []
        for _ in range(min(BATCH, count)):
            pieces = random.choices(_PIECES, k=random.randrange(8))
            pieces += map(chr, random.choices(range(0x110000), k=random.randrange(3)))
            random.shuffle(pieces)
            batch.append("".join(pieces))
        count -= len(batch)
        yield batch


def _printed(write: Callable[[], object]) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        write()
    return out.getvalue()


def pages(batch: list[str]) -> Iterator[str]:
    """Views: paragraphs, titles, links, rows and problems on pages of several widths."""
    for n, text in enumerate(batch):
        page = Page(79 if n % 10 else 20, TERMINAL, full=True)
        page.title(text, "kind")
        page.add(page.join([page.link(text, text), page.say(text)]))
        add_row(page, text, Label("≠", text, text, text))
        yield from (line.plain for line in page.lines)
    for text in batch[::50]:
        yield from (line.plain for line in problem_page(Problem(text, 1, 1, "code", text, text), 60, TERMINAL).lines)


def printing(batch: list[str]) -> Iterator[str]:
    """Commands: rows and lines on stdout, with colour and without, even of text that nobody has made safe."""
    lines = [row_text(Label("", text, text, text), None, TERMINAL) for text in batch]
    careless = [Text(text[: len(text) // 2], "bold").append(text[len(text) // 2 :], "red") for text in batch]
    yield _printed(lambda: write_lines([*lines, *careless]))
    with mock.patch("tui.cli.printing.colour_wanted", return_value=True):
        yield _SGR.sub("", _printed(lambda: write_lines(careless)))
        rows = _SGR.sub("", _printed(lambda: write_lines(lines)))
    # What styles write is taken off: it was nothing else than colours.
    assert [row.rstrip() for row in rows.split("\n")[:-1]] == [line.plain.rstrip() for line in lines]
    yield _printed(lambda: [output.write_line(text) for text in batch])


def messages(batch: list[str]) -> Iterator[str]:
    """Talk on stderr, errors of arguments, and problems with their places."""
    yield _printed(lambda: [output.say(text) for text in batch])
    yield from (str(Problem(text, 1, 1, "code", text, text)) for text in batch)
    yield from (str(SettingProblem(text, 1, 1, text, text)) for text in batch)
    for text in batch[::20]:
        parser = command_line._Parser(prog="ties")
        with contextlib.suppress(SystemExit):
            yield _printed(lambda parser=parser, text=text: _refused(parser, text))  # type: ignore[misc]


def _refused(parser: argparse.ArgumentParser, text: str) -> None:
    with contextlib.suppress(SystemExit):
        parser.parse_args([f"x{text}"])


def documents(batch: list[str]) -> Iterator[str]:
    """JSON, on one line and indented; it must also say the same."""
    encodable = [text.encode("utf-8", "replace").decode() for text in batch]
    line = json_line({"texts": encodable})
    assert json.loads(line)["texts"] == encodable
    yield line
    yield json_document(batch)


def records(batch: list[str]) -> Iterator[str]:
    """A base with all strings in one record: its page, what is copied of it, and the clipboard's bytes."""
    aims = [text.encode("utf-8", "replace").decode() for text in batch if text.strip()]
    with tempfile.TemporaryDirectory() as folder:
        tie = agreement("tie", "a", "b", title=aims[0], text="\n".join(aims[::20]), aims=aims, note=aims[-1])
        Path(folder, "a.toml").write_text(document(source(), city("a"), city("b"), tie), encoding="utf-8")
        index = index_of(Path(folder))
        record = index.record("tie")
        assert record is not None, index.problems
        yield from (line.plain for line in record_page(index, "tie", 90, TERMINAL, full=True).lines)
        for make in (text_copy, markdown_copy, json_copy):
            text = make(index, record).text or ""
            yield text
            sequence = osc52(text, 1 << 30, {})
            yield base64.b64decode(sequence.removeprefix(b"\x1b]52;c;").removesuffix(b"\x07")).decode("utf-8")
        index.close()


def filtered(batch: list[str]) -> Iterator[str]:
    """The filter below all widgets: raw text and raw links in two styles a line."""
    for text in batch:
        half = len(text) // 2
        line = [Segment(text[:half], Style(link=text)), Segment(text[half:], Style(bold=True)), Segment(" " * 20)]
        segments = safe_segments(line)
        # A flag may lie in two segments: it is the line that reaches the terminal.
        yield "".join(segment.text for segment in segments)
        yield from (segment.style.link for segment in segments if segment.style and segment.style.link)


def lines_of_the_screen(batch: list[str]) -> Iterator[str]:
    """The top and the bottom line of the browser, as widgets paint them."""
    size = SimpleNamespace(width=4000)
    for text in batch:
        line = SimpleNamespace(size=size, pending=("", ()), message=text or "none", palette=TERMINAL)
        yield KeyLine.render(line).plain  # type: ignore[arg-type]
        crumbs = SimpleNamespace(size=size, trail=("a", text), notice=text, palette=TERMINAL, day=())
        yield Crumbs.render(crumbs).plain  # type: ignore[arg-type]
        yield one_line(text)


class Screens:
    """The whole browser: every row of a pane is raw strings that nobody made safe, painted, and as an SVG picture."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self.picture = ""

    def __call__(self, batch: list[str]) -> Iterator[str]:
        return iter(self._loop.run_until_complete(self._frames(batch)))

    async def _frames(self, batch: list[str]) -> list[str]:
        from tests.browser.screen import screen_text
        from tui.browser.app import TiesApp

        found = []
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "a.toml").write_text(document(city("a")), encoding="utf-8")
            app = TiesApp(index_of(Path(folder)))
            async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
                await pilot.press("question_mark")
                for start in range(0, len(batch), ROWS - 10):
                    rows = batch[start : start + ROWS - 10]
                    app._help._lines = [Text(text, end="") for text in rows]
                    app._help.refresh()
                    app.say(rows[0])
                    app._search.set_query(rows[-1][:100])
                    await pilot.pause()
                    found += [screen_text(app), app.export_screenshot()]
        return found


SINKS: dict[str, Sink] = {
    "pages": pages,
    "printing": printing,
    "messages": messages,
    "json": documents,
    "records": records,
    "filter": filtered,
    "lines": lines_of_the_screen,
    "screens": Screens(),
}


WHOLE = ("json", "records")
"""Sinks that take every string by itself; others take some of them in one text."""


def joined(batch: list[str]) -> list[str]:
    """The strings of a batch, A_ROW in a text."""
    return [" ".join(batch[start : start + A_ROW]) for start in range(0, len(batch), A_ROW)]


def raw(text: str) -> Counter[str]:
    """The characters of a text that a terminal could act on."""
    return Counter(_RAW.findall(_FLAGS.sub("", text)))


def run(count: int, seed: int, names: Sequence[str], tell: Callable[[str], object]) -> Counter[str]:
    """Push so many strings through the sinks; what came out raw, by sink and character."""
    found: Counter[str] = Counter()
    spent: Counter[str] = Counter()
    for n, batch in enumerate(strings(count, seed)):
        for name in names:
            begun = time.perf_counter()
            for text in SINKS[name](batch if name in WHOLE else joined(batch)):
                found.update({f"{name} U+{ord(char):04X}": times for char, times in raw(text).items()})
            spent[name] += time.perf_counter() - begun  # type: ignore[assignment]
        if n % 2 == 0:
            seconds = ", ".join(f"{name} {spent[name]:.0f} s" for name in names)
            tell(f"{n * BATCH:,} strings, {sum(found.values())} raw; {seconds}")
    return found


def main() -> int:
    """Run as a command. 1 if anything came out raw."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default=",".join(SINKS))
    arguments = parser.parse_args()
    names = arguments.only.split(",")
    begun = time.monotonic()
    found = run(arguments.count, arguments.seed, names, lambda words: print(words, file=sys.stderr, flush=True))  # noqa: T201
    seconds = time.monotonic() - begun
    print(f"{arguments.count:,} strings through {len(names)} sinks in {seconds:.0f} s: {sum(found.values())} raw")  # noqa: T201
    for what, times in found.most_common(20):
        print(f"  {what}: {times}")  # noqa: T201
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
