"""What is measured: the only module here that knows how Ties is called."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tui.index.opening import Opening
from tui.loading.finding import look

_RUN = "import sys; from tui.__main__ import main; sys.exit(main())"
# What `ties search` and `ties` import before they do anything, as statements.
SEARCH_IMPORTS = "import tui.__main__, tui.cli.search"
BROWSER_IMPORTS = "import tui.__main__, tui.cli.open_, tui.browser.app"
# Words that all stand on the screen when the first frame of the browser is complete.
BROWSER_MARKS = ("records", "search", "quit")
QUIT_KEY = b"q"
SEARCH_KEY = b"/"
SEARCH_MARK = "there"  # what the bottom line says when the search bar has the keys
_MOST_ROWS = 20_000  # of the open tree: to open all of a large base takes longer than anybody looks at it


def ties_command(*arguments: str) -> list[str]:
    """The command that the installed script `ties` amounts to, for this checkout."""
    return [sys.executable, "-c", _RUN, *arguments]


def browser_command(base: Path) -> list[str]:
    """`ties` on a base."""
    return ties_command(str(base))


def opened_browser_command(base: Path) -> list[str]:
    """The browser with every node of its tree open: what the keys for one node at a time would take hours for."""
    return [sys.executable, "-c", "from benchmarks.subject import run_opened_browser; run_opened_browser()", str(base)]


def run_opened_browser() -> None:
    """Run the browser in this process on the base that is named on the command line, all nodes open."""
    from tui.browser.app import TiesApp
    from tui.browser.widgets.tree_pane import TreePane

    class OpenedApp(TiesApp):
        def _take_up(self) -> None:
            tree = self.query_one(TreePane)
            tree.do_first(None)
            number = 0
            while number < tree.line_count < _MOST_ROWS:
                tree._expand(number, show=False)
                number += 1
            tree.do_first(None)

    OpenedApp(open_index(Path(sys.argv[1]))).run(mouse=True)


def walk_command(base: Path) -> list[str]:
    """A walk through the browser, watched; prints JSON."""
    return [sys.executable, "-m", "benchmarks.walk", str(base)]


def browser_at_command(base: Path, record: str) -> list[str]:
    """`ties` on a base, at a record."""
    return ties_command(str(base), record)


def busiest_city(base: Path) -> tuple[str, int]:
    """The id of the city with most partners, and how many these are."""
    index = open_index(base)
    cities = [node.record for root in index.roots() for node in index.children(root.path) if node.record]
    counted = ((len(index.children((city,))), city) for city in cities if index.node((city,)))
    partners, city = max(counted)
    return city, partners


def build_index(base: Path, target: Path, jobs: int) -> Path:
    """Build the index of a base anew at a path by so many processes; the file that it is."""
    from tui.index.finish import build_index as build

    seen = Opening(base, {}, keep=False).look()
    target.unlink(missing_ok=True)
    target.touch()
    build(target, seen, lambda done, of: None, lambda: False, jobs)
    return target


def open_index(base: Path) -> Any:
    """What searches a base; as quick as a start with nothing changed."""
    return Opening(base, os.environ).open(lambda done, of: None)


def search(index: Any, query: str, limit: int = 50) -> list[str]:
    """The ids of the records found, best first, with all that a front end would show of them worked out."""
    found = index.search(query, limit)
    for hit in found.hits:
        index.excerpt(found, hit)
    return [hit.record for hit in found.hits]


def look_at_files(base: Path) -> Sequence[Any]:
    """What a start does to learn that nothing has changed: one item a file."""
    return list(look(base, []))


def find_quotes(text: str, quotes: Sequence[tuple[str, str, str]]) -> int:
    """Look for quotes, each with what stands before and after it, in the text of one source; how many are found."""
    from tui.records.quote_check import SourceText, Step

    return sum(finding.step is not Step.NOT_FOUND for finding in SourceText(text).find_many(quotes))


def fold_text(text: str) -> int:
    """Fold a text as the quote check does in its second and third step; how many characters are left."""
    from tui.records.typography import Folded, fold_spacing, fold_typography

    return len(fold_spacing(fold_typography(Folded(text))).text)


def load_records(base: Path) -> int:
    """Read, parse and validate all records of a base in this process, one thread; how many there are."""
    from tui.loading.converting import convert
    from tui.loading.reading import Document, read_document

    documents = (read_document(file.path, file.name) for file in look(base, []))
    return sum(len(convert(document).entries) for document in documents if isinstance(document, Document))
