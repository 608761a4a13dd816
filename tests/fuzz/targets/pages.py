"""From the bytes of a fact file to what a reader sees and takes away: index, tree, pages, copies, JSON."""

from __future__ import annotations

import functools
import json
from pathlib import Path

from rich.cells import cell_len
from rich.text import Text

from tests.fuzz.clean import assert_clean
from tests.fuzz.target import Target, scratch
from tests.fuzz.targets import loading
from tests.made_up import index_of
from tui.index.index import Index
from tui.index.tree import Tree
from tui.loading.base import load
from tui.views import copying
from tui.views.both_sides import sides_page
from tui.views.json_text import json_line, record_json
from tui.views.lists import label_text, node_label
from tui.views.matrix import matrix_page
from tui.views.palette import TERMINAL
from tui.views.problems import problem_page
from tui.views.promised import promise_page
from tui.views.records import node_page, record_page
from tui.views.side_by_side import side_by_side

_WIDTHS = (30, 90)
_VIEWS = ("city", "year")
_COPIES = tuple(copying.WAYS[name] for name in copying.WAYS if name not in ("id", "file and line"))


def check(data: bytes) -> None:
    """Any bytes are a base with the records and problems that loading finds, each with a page, a place and copies.

    A line is no wider than its page and has nothing in it that acts on a terminal, and no style of it is a link of the
    terminal's. Every copy is clean but for its line ends, and JSON can be read again.
    """
    folder = _folder()
    (folder / "a.toml").write_bytes(data)
    index = index_of(folder)
    try:
        base = load(folder)
        assert index.ids() == sorted(base.entries, key=index.number)
        assert index.problems == base.problems
        for problem in index.problems[:5]:
            _check_lines(problem_page(problem, _WIDTHS[0], TERMINAL).lines, _WIDTHS[0])
        for id in index.ids()[:5]:
            _check_record(index, id)
        for view in _VIEWS:
            tree = index.tree(view)
            _check_tree(index, tree, [node.path for node in tree.roots()])
    finally:
        index.close()


def _check_record(index: Index, id: str) -> None:
    for width in _WIDTHS:
        for make in (record_page, matrix_page, promise_page, side_by_side, sides_page):
            page = make(index, id, width, TERMINAL)
            _check_lines(page.lines, width)
            assert all(link in index.ids() for link in page.links if index.headline(link))
    record = index.record(id)
    assert record is not None
    json.loads(json_line(record_json(index, record)))
    for copy in _COPIES:
        for line in (copy(index, record).text or "").split("\n"):
            assert_clean(line)


def _check_tree(index: Index, tree: Tree, paths: list[tuple[str, ...]], depth: int = 0) -> None:
    for path in paths[:3]:
        children = tree.children(path)
        for node in children[:3]:
            _check_lines([label_text(node_label(index, node), _WIDTHS[0], TERMINAL)], _WIDTHS[0])
        _check_lines(node_page(index, path, _WIDTHS[0], TERMINAL).lines, _WIDTHS[0])
        if depth < 3:
            _check_tree(index, tree, [node.path for node in children if node.opens], depth + 1)


def _check_lines(lines: list[Text], width: int) -> None:
    for line in lines:
        assert_clean(line.plain)
        assert cell_len(line.plain) <= width, line.plain
        assert not any(getattr(span.style, "link", None) for span in line.spans)


@functools.cache
def _folder() -> Path:
    return scratch()


TARGET = Target("pages", check, loading.TARGET.pieces, steps=20_000)
